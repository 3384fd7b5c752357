"""Numbers in English words. num2words knows them; what differs between the dialects is the "and"."""

from __future__ import annotations

import re

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
"""A number as English writes it: 42, 1,234.5, .5"""

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_AS_IT_STANDS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d*[1-9])?|\.\d*[1-9]")
_LONGEST = 33
"""Digits. num2words has no words for more."""
_LETTERS = re.compile(r"[A-Za-z]+|\d+")


def cardinal(value: int, british: bool = False) -> str:
    """ "one hundred (and) five"."""
    if len(str(abs(value))) > _LONGEST:
        return digits(str(abs(value)))
    return _plain(_num2words(value, "cardinal"), british)


def ordinal(value: int, british: bool = False) -> str:
    """ "twenty-first"."""
    return _plain(_num2words(value, "ordinal"), british)


def year(value: int, british: bool = False) -> str:
    """ "nineteen oh five", "two thousand (and) five", "twenty twenty-four"."""
    return _plain(_num2words(value, "year"), british)


def digits(text: str) -> str:
    """The digits one by one, whatever stands between them."""
    return " ".join(DIGITS[int(char)] for char in text if char.isdecimal())


def number(text: str, british: bool = False) -> str:
    """`text` (NUMBER) in words: "1,234.50" → "one thousand two hundred thirty-four point five zero"."""
    whole, point, fraction = text.replace(",", "").partition(".")
    if len(whole) > 1 and whole.startswith("0") and not point:
        return digits(whole)
    said = cardinal(int(whole), british) if whole else ""
    return f"{said} point {digits(fraction)}".strip() if fraction else said


def year_or_number(text: str, british: bool = False) -> str:
    """As `number`, but four digits are read in pairs, as those of a year are ("1914–1918", "1920 by 1080")."""
    if re.fullmatch(r"(?:1\d|20)(?!0)\d\d|1[1-9]00", text):
        return year(int(text), british)
    return number(text, british)


def untouched(text: str, british: bool) -> bool:
    """Whether misaki says the number `text` well as it stands.

    It drops leading zeros and the last ones behind the point ("3.10" becomes "three point one"), and never says the
    British "and".
    """
    if not _AS_IT_STANDS.fullmatch(text) or len(text) > _LONGEST:
        return False
    return not british or " and " not in number(text, british=True) or bool(re.fullmatch(r"(?:1[1-9])\d\d", text))


def said_number(text: str, british: bool) -> str:
    """`text` as it stands where misaki says it well, else in words."""
    return text if untouched(text, british) else year_or_number(text, british)


def code(text: str) -> str:
    """A number in an address: as a number when it is short, four digits in pairs, longer ones digit by digit."""
    if len(text) < 4 and not text.startswith("0"):
        return cardinal(int(text))
    if len(text) != 4 or "0" in text[::2]:
        return digits(text)
    return f"{cardinal(int(text[:2]))} {cardinal(int(text[2:]))}"


def letters(text: str) -> str:
    """The letters of `text` as misaki spells them, its numbers in words: "mp3" → "M.P three".

    Without the full stops it would look for a word, and read a lone A as the article.
    """
    parts = (".".join(part.upper()) if part.isalpha() else number(part) for part in _LETTERS.findall(text))
    return " ".join(parts)


def _plain(words: str, british: bool) -> str:
    words = words.replace(",", "").replace("oh-", "oh ")
    return words if british else words.replace(" and ", " ")


def _num2words(value: int, to: str) -> str:
    from num2words import num2words  # 50 ms, and most texts need it only here and there

    return str(num2words(value, to=to))
