"""Amounts: a number with what may cling to it: "−3.5", "40–60", "~5", "50+", "10K", "2½"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from narrate.script.forms.fractions import fraction
from narrate.script.forms.line import words
from narrate.script.forms.numbers import NUMBER, number, year_or_number

SIGNS = {
    "-": "minus", "−": "minus", "+": "plus", "±": "plus or minus", "+/-": "plus or minus", "+/−": "plus or minus",
    "~": "about", "≈": "about", "<": "less than", ">": "more than", "≤": "at most", "≥": "at least",
    "<=": "at most", ">=": "at least",
}  # fmt: skip
SCALES = {"k": "thousand", "K": "thousand", "M": "million", "bn": "billion", "B": "billion", "mn": "million"}
WORDS_OF_SCALE = words("hundred thousand million billion trillion dozen")
_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅑⅒"
AMOUNT = (
    rf"(?P<sign>\+/[-−]|<=|>=|[-−+±~≈<>≤≥])?(?P<first>{NUMBER}(?![\d])[{_VULGAR}]?|[{_VULGAR}])"
    rf"(?:%?(?P<dash>[-–—−])(?P<second>{NUMBER}))?"
)
"""What `amount` reads, as the beginning of a regular expression; the caller adds what may follow."""
_YEARS = re.compile(r"(?:1[1-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in words; `single` when what it counts stands in the singular."""

    words: str
    single: bool


def amount(match: re.Match[str], british: bool) -> Amount | None:
    """The amount in a match of AMOUNT; None where a hyphen between two numbers means no range ("747-400")."""
    first, second, dash = match["first"], match["second"], match["dash"]
    words = _first(first, british)
    if second:
        years = bool(_YEARS.fullmatch(first)) and len(second) == 2
        falls = not years and _value(second) < _value(first)
        if dash == "-" and falls:
            return None
        words = range_words(first, second, british)
        if falls:  # the 80–20 rule, a score of 3–1
            words = words.replace(" to ", " ", 1)
    if match["sign"]:
        words = f"{SIGNS[match['sign']]} {words}"
    return Amount(words, not second and first in ("1", *_VULGAR))


def range_words(first: str, second: str, british: bool) -> str:
    """ "forty to sixty"; years in pairs: "nineteen fourteen to nineteen eighteen", "twenty twenty to twenty-one"."""
    year_like = bool(_YEARS.fullmatch(first)) and len(second) in (2, 4)
    say = year_or_number if year_like else number
    whole = _first(first, british) if first[-1] in _VULGAR else say(first, british)
    return f"{whole} to {say(second, british)}"


def _first(text: str, british: bool) -> str:
    if text[-1] not in _VULGAR:
        return number(text, british)
    over, _, under = unicodedata.normalize("NFKD", text[-1]).partition("\u2044")
    part = fraction(int(over), int(under), british)
    if text[:-1]:
        part = "a half" if part == "one half" else part.replace("one ", "a ") if part == "one quarter" else part
        return f"{number(text[:-1], british)} and {part}"
    return part


def _value(text: str) -> float:
    return float(text.replace(",", "")) if text[-1].isdecimal() else 0.0
