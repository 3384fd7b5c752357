"""The rules for Spanish, French, Italian and Brazilian Portuguese.

eSpeak NG reads whole numbers, Roman numerals and many abbreviations of these languages well; it pauses at the decimal
sign and in grouped numbers, says "dólar" before the amount, and reads units, times and dates letter by letter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.script.forms.line import Line, Said, one
from narrate.script.forms.tongues import TONGUES

if TYPE_CHECKING:
    from narrate.script.forms.line import Rule
    from narrate.script.forms.tongue import Tongue

__all__ = ["TONGUES", "romance"]

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_AMOUNT = rf"(?P<sign>[-−+~≈±])?(?P<first>{_NUMBER})(?:\s?[-–]\s?(?P<second>{_NUMBER}))?"
_ALONE = re.compile(_AMOUNT)
_GLUED = re.compile(rf"{_AMOUNT}(?P<unit>[^\W\d_]+[²³]?(?:/[a-z]+)?|[%‰°€$£¥]+[CF]?)")
_SIGN_FIRST = re.compile(rf"(?P<unit>R\$|US\$|[$€£¥]){_AMOUNT}")
_CLOCK = re.compile(r"([01]?\d|2[0-4])(?::|h)([0-5]\d)")
_HOUR = re.compile(r"([01]?\d|2[0-4])h")
_DATE = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_FRACTION = re.compile(r"(\d)/(\d{1,2})|([½⅓⅔¼¾])")
_VULGAR = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4"}
_EMAIL = re.compile(r"([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")
_URL = re.compile(r"(?:https?://|www\.)([^\s?#]+)\S*", re.IGNORECASE)
_NUMERO = re.compile(r"[nN](?:\.?[º°o]|úm)|№")
_ORDINAL_FR = re.compile(r"(\d+|[IVX]+)(er|re|ère|e|ème|es)")
_FEWEST_DIGITS = 7
"""eSpeak NG's French says "un milliard" for 1234567."""


def romance(line: Line, at: int) -> Said | None:
    """What is said from the word at `at` on; None for a word that eSpeak NG says well as it stands."""
    core = line.core(at)
    if core.isalpha() and core.islower() and not line.pieces[at].dotted:
        return None
    for rule in _RULES:
        if said := rule(line, at):
            return said
    return None


def _addresses(line: Line, at: int) -> Said | None:
    tongue, core = TONGUES[line.short], line.core(at)
    if match := _EMAIL.fullmatch(core):
        return one(f"{_dotted(match[1], tongue)} {tongue.at} {_dotted(match[2], tongue)}")
    if match := _URL.fullmatch(core):
        return one(_dotted(match[1].removeprefix("www.").rstrip("/"), tongue))
    return None


def _dotted(text: str, tongue: Tongue) -> str:
    said = text.replace(".", f" {tongue.dot} ").replace("/", f" {tongue.slash} ")
    return " ".join(re.sub(r"[-_+]", " ", said).split())


def _abbreviations(line: Line, at: int) -> Said | None:
    tongue, core, piece = TONGUES[line.short], line.core(at), line.pieces[at]
    if _NUMERO.fullmatch(core) and line.core(at + 1)[:1].isdecimal():
        return Said((tongue.number,), (0,))
    if line.short == "fr" and (match := _ORDINAL_FR.fullmatch(core)):
        return _french_ordinal(match)
    said = (tongue.abbreviations.get(core) if piece.dotted else None) or tongue.bare.get(core)
    return Said((said,), (0,)) if said else None


def _french_ordinal(match: re.Match[str]) -> Said | None:
    from narrate.script.forms.romans import roman

    value = int(match[1]) if match[1].isdecimal() else roman(match[1])
    if value == 1:
        return one("première" if match[2] in ("re", "ère") else "premier")
    return one(TONGUES["fr"].ordinal(value) + ("s" if match[2] == "es" else "")) if match[2] in ("e", "ème", "es") else None


def _roman(line: Line, at: int) -> Said | None:
    """French: eSpeak NG says "quatorze romain" for XIV."""
    from narrate.script.forms.romans import roman

    core, before = line.core(at), line.before(at)
    if line.short != "fr" or not re.fullmatch(r"[IVXL]+", core) or not before[:1].isalpha():
        return None
    if len(core) == 1 and not before[:1].isupper() and before not in ("chapitre", "tome", "partie", "acte"):
        return None
    return one("premier" if core == "I" else TONGUES["fr"].cardinal(roman(core)))


def _times(line: Line, at: int) -> Said | None:
    tongue, core = TONGUES[line.short], line.core(at)
    if match := _CLOCK.fullmatch(core):
        return one(tongue.clock(int(match[1]), int(match[2])))
    if match := _HOUR.fullmatch(core):
        return one(tongue.clock(int(match[1]), 0))
    return None


def _dates(line: Line, at: int) -> Said | None:
    tongue, core = TONGUES[line.short], line.core(at)
    if match := _DATE.fullmatch(core):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
    elif match := _ISO.fullmatch(core):
        day, month, year = int(match[3]), int(match[2]), int(match[1])
    else:
        return None
    return one(tongue.date(day, month, year)) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _fractions(line: Line, at: int) -> Said | None:
    core = line.core(at)
    if not _FRACTION.fullmatch(core):
        return None
    said = TONGUES[line.short].fractions.get(_VULGAR.get(core, core))
    return one(said) if said else None


def _amounts(line: Line, at: int) -> Said | None:
    """Numbers, alone, with a unit, or with a currency on either side."""
    tongue, core, following = TONGUES[line.short], line.core(at), line.next(at)
    if match := _SIGN_FIRST.fullmatch(core):
        return _money(match, match["unit"], following, tongue, False)
    if said := _scaled(line, at):
        return said
    if core in tongue.currencies and (match := _ALONE.fullmatch(following)):
        return _money(match, core, "", tongue, True)
    if match := _ALONE.fullmatch(core):
        if following in tongue.currencies:
            return _money(match, following, "", tongue, True)
        unit = tongue.unit(following, _single(match)) if following else ""
        plain = core.isdecimal() and len(core) < _FEWEST_DIGITS
        words = core if plain and not unit else _words(match, tongue, _single(match) and bool(unit))
        return Said((words, unit)) if unit else None if plain else one(words)
    match = _GLUED.fullmatch(core)
    if not match:
        return None
    if match["unit"] in tongue.currencies:
        return _money(match, match["unit"], following, tongue, False)
    unit = tongue.unit(match["unit"], _single(match))
    return one(f"{_words(match, tongue, _single(match))} {unit}") if unit else None


def _scaled(line: Line, at: int) -> Said | None:
    """ "R$ 2 milhões" and "2 millones €": three words, the currency last."""
    tongue, three = TONGUES[line.short], (line.core(at), line.next(at), line.next(at + 1))
    sign, number, scale = three if three[0] in tongue.currencies else (three[2], three[0], three[1])
    match = _ALONE.fullmatch(number)
    if not match or not line.next(at) or scale not in tongue.scales or sign not in tongue.currencies:
        return None
    return Said((_words(match, tongue, _single(match)), scale, tongue.of(tongue.currencies[sign][1])))


def _single(match: re.Match[str]) -> bool:
    return match["first"] == "1" and not match["second"]


def _money(match: re.Match[str], sign: str, following: str, tongue: Tongue, apart: bool) -> Said | None:
    single, plural, small = tongue.currencies[sign]
    if following in tongue.scales:
        return Said((_words(match, tongue, _single(match)), f"{following} {tongue.of(plural)}"))
    whole, comma, cents = _price(match["first"])
    if comma and len(cents) == 2 and not match["second"]:
        value = int(whole)
        first = f"{tongue.counted(value)}"
        second = f"{single if value == 1 else plural}"
        if int(cents):
            second += f"{tongue.cents} {tongue.cardinal(int(cents))}{small}"
        return Said((first, second)) if apart else one(f"{first} {second}")
    words, name = _words(match, tongue, _single(match)), single if _single(match) else plural
    return Said((words, name)) if apart else one(f"{words} {name}")


def _price(text: str) -> tuple[str, str, str]:
    """ "1.042,50" → 1042 and 50; "42.50" in a text of these languages is an English price."""
    if "," in text:
        return text.replace(".", "").partition(",")
    match = re.fullmatch(r"(\d+)\.(\d\d)", text)
    return (match[1], ".", match[2]) if match else (text, "", "")


def _words(match: re.Match[str], tongue: Tongue, counted: bool) -> str:
    sign = tongue.signs.get(match["sign"] or "", "")
    first = tongue.counted(1) if counted else tongue.number_words(match["first"])
    said = f"{first} {tongue.to} {tongue.number_words(match['second'])}" if match["second"] else first
    return f"{sign} {said}" if sign else said


def _symbols(line: Line, at: int) -> Said | None:
    tongue, core = TONGUES[line.short], line.core(at)
    if core in tongue.symbols:
        return one(tongue.symbols[core])
    if match := re.fullmatch(r"([A-Za-z])([²³])", core):
        return one(f"{match[1]} {tongue.powers[match[2]]}")
    return None


_RULES: tuple[Rule, ...] = (_addresses, _abbreviations, _roman, _times, _dates, _fractions, _amounts, _symbols)
