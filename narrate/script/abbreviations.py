"""Abbreviations that the sentence segmenter does not know, by language.

sentencex has lists of its own; these are the ones that it was seen to miss.
All are lower case and without the last full stop.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BEFORE_NAMES = {
    "en": _words(
        "adm amb atty brig capt cmdr col cpl cpt dr fr ft gen gov hon lt maj messrs mlle mme mr mrs ms mt mx ofc "
        "pres prof pvt rep rev sen sgt sra supt"
    ),
    "es": _words("sr sra srta dr dra d dª prof profa lic ing av avda sto sta gral"),
    "fr": _words("m mm mme mlle dr pr me st ste mgr av bd"),
    "it": _words("sig sig.ra sig.na sigg dott dott.ssa prof prof.ssa ing avv geom rag arch egr gent mons"),
    "pt": _words("sr sra srta dr dra prof profa eng av pe d dom exmo exma gen"),
    "hi": _words("डॉ श्री सुश्री प्रो पं मो कु"),
}
"""Titles and the like: a full stop after one ends no sentence. In English, and where it is one letter, with a capital
only: "Ft. Worth", but "six ft. She"."""

BEFORE_NUMBERS = {
    "en": _words(
        "approx art c ca ch chap circa cl col eq eqs est ex fig figs fl lot n no nos nr p par para pg pp pt q r "
        "sec sect ser tab v ver vol vols"
    ),
    "es": _words("aprox art arts cap fig n nº núm núms p pág págs pp ref t tel vol"),
    "fr": _words("art chap env fig n nº no p pp réf t tél vol"),
    "it": _words("art artt ca cap fig n nr p pag pagg pp rif tel vol"),
    "pt": _words("aprox art arts cap fig n nº núm p pág págs pp ref tel vol"),
    "hi": _words("सं पृ क्र"),
}
"""A full stop after one of these ends no sentence when a digit follows."""

BEFORE_LOWER_CASE = {
    "en": _words(
        "a.m p.m am pm approx apt assn ave bldg blvd bros cal cf co corp dept div e.g ed eds esp esq est et.al "
        "etc ext ft gal govt hr hrs hwy i.e ie eg in inc incl intl jr ltd max mfg mi min misc mon tue tues wed "
        "weds thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec natl orig oz prev qtr "
        "resp rte sq sr temp univ viz vs yd yr yrs"
    ),
    "es": _words("a.m p.m m a.c d.c aprox c cía dpto ee.uu uu etc ej p.ej ext máx mín pza s.a tel ud uds vd vds"),
    "fr": _words("apr av c.-à-d cf chap env etc ex j.-c max min p.ex ext tél vs"),
    "it": _words("a.c d.c ca cfr ecc es p.es max min seg segg tel s.p.a s.r.l"),
    "pt": _words("a.c d.c aprox cf cia ltda etc ex p.ex máx mín pág s.a tel"),
}
"""A full stop after one of these ends no sentence when a lower-case letter follows."""

DAYS_AND_MONTHS = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december eastern pacific central mountain gmt utc est edt cst cdt mst "
    "mdt pst pdt cet cest bst"
)
"""English words in capitals that go on after "a.m." and "p.m."."""
