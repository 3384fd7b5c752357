"""Roman numerals after names: "Henry VIII" (the eighth), "World War II" (two), "Chapter IV" (four), "XIX century"."""

from __future__ import annotations

import re

from narrate.script.forms.line import Line, Said, one, words
from narrate.script.forms.numbers import cardinal, ordinal

_ROMAN = re.compile(r"(?=[IVXLCDM])M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_COUNTED = words(
    "war chapter part act scene volume vol book section type phase level stage class title article appendix figure "
    "table grade group division category mark schedule annex apollo auto gemini rocky bowl episode lesson unit case quake "
    "doom diablo fantasy theft crisis olympiad vatican corps army tier step psalm canto sonata opus "
    "symphony factor theorem problem saturn titan mk age series season edition round"
)
_REGNAL = words(
    "henry edward george charles james william elizabeth louis richard philip napoleon frederick friedrich nicholas "
    "alexander catherine peter ivan ferdinand francis joseph otto ramses ramesses thutmose amenhotep ptolemy darius "
    "xerxes cleopatra mary robert malcolm david haakon olav harald christian gustav gustaf carl karl albert leopold "
    "carlos alfonso pedro umberto emmanuel rama mehmed selim murad pius leo gregory clement urban innocent benedict "
    "paul john adrian boniface julius sixtus wilhelm margrethe afonso felipe henri constantine theodosius basil "
    "justinian seti stephen sigismund casimir anne victoria matthias maximilian abbas"
)
_WORDS = frozenset({"I", "MIX", "DI", "MI", "LI", "CD", "MD", "DC", "MC", "CV", "MM", "CC", "DD", "DM", "CM", "LCD", "ID"})
"""Roman numerals that are more often something else: they count only where a number is expected."""
_NO_NAMES = words(
    "the a an this that these those each every any no some all both another in on at by for with from to of and or but if "
    "when while as so then than our your my his her its their use run see try set get open call type press via per is are "
    "was were be has have had can will may must should new old"
)
"""Words that begin a sentence with a capital and are nobody's name: after "The", IX and XI are initials."""
_RULES = words("was of and who ruled reigned died became had is in to or succeeded")


def romans(line: Line, at: int) -> Said | None:
    core = line.core(at)
    bare, suffix = (core[:-2], "'s") if core.endswith("'s") else (core, "")
    if not bare.isupper() or not _ROMAN.fullmatch(bare):
        return None
    value, before = roman(bare), line.before(at)
    if line.next(at).lower() in ("century", "centuries"):
        return one(ordinal(value, line.british) + suffix)
    if bare in ("C", "D", "L", "M") or (bare == "I" and before.islower() and not _is_numeral(line, at, bare)):
        return None
    if (before.lower() in _COUNTED and before[0].isupper()) or before.lower() in ("chapter", "volume", "appendix", "type"):
        return one(cardinal(value, line.british) + suffix)
    if not before[:1].isupper() or before == before.upper():
        return None
    if before.lower() in _REGNAL:
        return one(f"the {ordinal(value, line.british)}{suffix}") if _is_numeral(line, at, bare) else None
    if len(bare) == 1 or bare in _WORDS or not set(bare) <= set("IVX") or before.lower() in _NO_NAMES:
        return None
    named = line.before(at - 1)[:1].isupper() and line.before(at - 1).isalpha() and value < 6
    if named and line.before(at - 1) not in ("The", "A") and before.lower() not in _COUNTED and before.isalpha():
        return one(f"the {ordinal(value, line.british)}{suffix}")
    return one(cardinal(value, line.british) + suffix)


def roman(text: str) -> int:
    """The value of a Roman numeral: IX is 9."""
    values = [_VALUES[char] for char in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _is_numeral(line: Line, at: int, bare: str) -> bool:
    """ "Elizabeth I" at the end or before "was"; in "Elizabeth I know" it is a pronoun, in "Malcolm X" a letter."""
    if bare == "I":
        return not line.linked(at) or line.next(at) in _RULES
    return line.before(at) != "Malcolm" or bare != "X"
