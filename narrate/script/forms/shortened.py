"""English abbreviations that misaki says wrong: "St." (saint or street), "e.g.", "approx.", "Gen. Lee", "w/o".

Left to misaki: Mr., Mrs., Ms., Ph.D., U.S., a.m.
"""

from __future__ import annotations

import re

from narrate.script.forms.line import Line, Said, words
from narrate.script.forms.numbers import NUMBER

_ALWAYS = {
    "e.g": "for example", "i.e": "that is", "etc": "et cetera", "approx": "approximately", "a.k.a": "also known as",
    "vs": "versus", "viz": "namely", "cf": "compare", "et.al": "et al", "dept": "department", "Dept": "Department",
    "govt": "government", "Govt": "Government", "misc": "miscellaneous", "incl": "including", "excl": "excluding",
    "Inc": "Incorporated", "Ltd": "Limited", "Corp": "Corporation", "Bros": "Brothers", "Assn": "Association",
    "Jr": "Junior", "Sr": "Senior", "Esq": "Esquire", "Blvd": "Boulevard", "Ave": "Avenue", "Hwy": "Highway",
    "intl": "international", "Intl": "International", "natl": "national", "Natl": "National", "Univ": "University",
    "resp": "respectively", "orig": "originally", "prev": "previous", "avg": "average", "max": "maximum",
    "tel": "telephone", "Tel": "Telephone", "ext": "extension", "Ext": "Extension", "yr": "year", "yrs": "years",
    "temp": "temperature", "esp": "especially", "usu": "usually", "Messrs": "Messieurs", "qty": "quantity",
}  # fmt: skip
"""Said so wherever a full stop follows them."""
_TITLES = {
    "Dr": "Doctor", "Prof": "Professor", "Gen": "General", "Col": "Colonel", "Capt": "Captain", "Lt": "Lieutenant",
    "Sgt": "Sergeant", "Cpl": "Corporal", "Maj": "Major", "Adm": "Admiral", "Cmdr": "Commander", "Gov": "Governor",
    "Sen": "Senator", "Rep": "Representative", "Rev": "Reverend", "Hon": "Honorable", "Pres": "President",
    "Supt": "Superintendent", "Fr": "Father", "Mt": "Mount", "Ft": "Fort", "St": "Saint", "Ste": "Sainte",
    "Pvt": "Private", "Insp": "Inspector", "Mme": "Madame", "Mlle": "Mademoiselle",
}  # fmt: skip
"""Before a name."""
_TITLES_BARE = frozenset({"Dr", "Prof", "Lt", "Sgt", "St", "Mt", "Mme", "Mlle"})
"""Titles that are also written without a full stop; British English always does."""
_BEFORE_NUMBERS = {
    "fig": "figure", "figs": "figures", "eq": "equation", "eqs": "equations", "sec": "section", "ch": "chapter",
    "chap": "chapter", "vol": "volume", "vols": "volumes", "p": "page", "pp": "pages", "pg": "page", "no": "number",
    "nos": "numbers", "art": "article", "para": "paragraph", "ca": "circa", "c": "circa", "apt": "apartment",
    "app": "appendix", "ver": "version", "v": "version", "rte": "route", "est": "established", "ed": "edition",
    "n": "note", "par": "paragraph", "min": "minimum", "tab": "table", "ref": "reference", "approx": "approximately",
}  # fmt: skip
_AFTER_NAMES = {"St": "Street", "Dr": "Drive", "Rd": "Road", "Ln": "Lane", "Ct": "Court", "Pl": "Place", "Sq": "Square"}
_BARE = {
    "w/": "with", "w/o": "without", "b/c": "because", "vs": "versus", "etc": "et cetera", "n/a": "not applicable",
    "N/A": "not applicable", "c/o": "care of", "a/c": "air conditioning", "aka": "also known as", "eg": "for example",
    "ie": "that is",
}  # fmt: skip
_NUMBERED = re.compile(rf"#?{NUMBER}(?:[-–−]{NUMBER})?[a-z]?(?:\.\d+)*")
_MAY_END = words("etc Ltd Jr Sr Esq Ave Blvd Bros Assn St Rd Dr")
"""These may end a sentence that goes on with a capital."""
_ALSO_WORDS = words("max temp ext tel yr yrs resp prev avg Max")
"""These may be words of their own at the end of a sentence."""
_NUMBERED_BARE = words("p pp vol fig Fig Vol ch Ch ca")
_BARE_NUMBER = re.compile(r"\d+(?:[-–]\d+)?")
_CAPITALISED = (word.title() for word in _BEFORE_NUMBERS)
TRIGGERS = frozenset({*_ALWAYS, *_TITLES, *_BEFORE_NUMBERS, *_CAPITALISED, *_AFTER_NAMES, *_BARE, "Co", "al"})
"""Words of letters only that the rule looks at."""


def shortened(line: Line, at: int) -> Said | None:
    core, piece = line.core(at), line.pieces[at]
    last = at + 1 >= len(line.pieces)
    following = "" if last or line.pieces[at + 1].lead else line.core(at + 1)
    if not piece.dotted:
        return _bare(line, at)
    if core.lower() in _BEFORE_NUMBERS and _NUMBERED.fullmatch(following):
        return Said((_cased(_BEFORE_NUMBERS[core.lower()], core),), (0,))
    if core in _AFTER_NAMES and _is_street(line, at, following):
        return Said((_AFTER_NAMES[core],), _dots(piece.trail, following, core))
    if core in _TITLES and following[:1].isupper():
        return Said((_TITLES[core],), (0,))
    if core == "v" and line.before(at)[:1].isupper() and following[:1].isupper():
        return Said(("versus",), (0,))
    if core in _ALSO_WORDS and (last or following[:1].isupper()):
        return None
    said = _always(line, at)
    return Said((said,), _dots(piece.trail, following, core)) if said else None


def _always(line: Line, at: int) -> str:
    core, before = line.core(at), line.before(at)
    if core == "al":
        return "al" if before == "et" else ""
    if core == "Co":
        return "Company" if before[:1].isupper() or before == "&" else ""
    return _ALWAYS.get(core) or (_cased(_ALWAYS.get(core.lower(), ""), core) if core.istitle() else "")


def _dots(trail: str, following: str, core: str) -> tuple[int, ...]:
    """The full stop belongs to the abbreviation alone, unless it could end the sentence as well."""
    return () if core in _MAY_END and following[:1].isupper() and trail == "." else (0,)


def _is_street(line: Line, at: int, following: str) -> bool:
    """ "Main St.", "5th Ave. and", "Elm Dr., Boston"; but "St. Mary's" and "said Dr. Lee"."""
    before = line.before(at)
    named = before[:1].isupper() or before[:1].isdigit()
    return named and (not following[:1].isupper() or line.pieces[at].trail != "." or line.core(at) not in _TITLES)


def _bare(line: Line, at: int) -> Said | None:
    """Abbreviations without a full stop."""
    core, following = line.core(at), line.next(at)
    if core in _TITLES_BARE and following[:1].isupper():
        return None if core == "St" and line.before(at)[:1].isupper() else Said((_TITLES[core],))
    if core in _NUMBERED_BARE and _BARE_NUMBER.fullmatch(following):
        return Said((_cased(_BEFORE_NUMBERS[core.lower()], core),))
    if core == "No" and _BARE_NUMBER.fullmatch(following) and not line.next(at + 1).islower():
        return Said(("Number",))
    return Said((_BARE[core],)) if core in _BARE else None


def _cased(said: str, written: str) -> str:
    return said.capitalize() if written[:1].isupper() else said
