"""Money that misaki gets wrong: "$1.2M", "$5–10", "US$20", "20 €", "¥500". It says "$42.50" and "€9.99" well."""

from __future__ import annotations

import re

from narrate.script.forms.amounts import AMOUNT, SCALES, WORDS_OF_SCALE, amount
from narrate.script.forms.line import Line, Said, one
from narrate.script.forms.numbers import cardinal, untouched

_NAMES = {
    "$": ("dollar", "dollars"), "£": ("pound", "pounds"), "€": ("euro", "euros"), "¥": ("yen", "yen"),
    "₹": ("rupee", "rupees"), "₽": ("ruble", "rubles"), "₩": ("won", "won"), "₺": ("lira", "lira"),
    "₴": ("hryvnia", "hryvnias"), "₿": ("bitcoin", "bitcoins"), "₪": ("shekel", "shekels"), "₫": ("dong", "dong"),
    "฿": ("baht", "baht"), "₦": ("naira", "naira"), "₱": ("peso", "pesos"), "¢": ("cent", "cents"),
    "US$": ("U.S. dollar", "U.S. dollars"), "A$": ("Australian dollar", "Australian dollars"),
    "AU$": ("Australian dollar", "Australian dollars"), "C$": ("Canadian dollar", "Canadian dollars"),
    "CA$": ("Canadian dollar", "Canadian dollars"), "NZ$": ("New Zealand dollar", "New Zealand dollars"),
    "HK$": ("Hong Kong dollar", "Hong Kong dollars"), "R$": ("real", "reals"),
    "USD": ("U.S. dollar", "U.S. dollars"), "EUR": ("euro", "euros"), "GBP": ("pound", "pounds"),
    "JPY": ("yen", "yen"), "CHF": ("Swiss franc", "Swiss francs"), "CAD": ("Canadian dollar", "Canadian dollars"),
    "AUD": ("Australian dollar", "Australian dollars"), "INR": ("rupee", "rupees"),
}  # fmt: skip
_SMALL = {"€": ("cent", "cents"), "EUR": ("cent", "cents"), "£": ("penny", "pence"), "GBP": ("penny", "pence")}
_CENTS = re.compile(r"([\d,]+)\.(\d\d)")
_SIGN = "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True))
_AFTER = r"(?P<scale>bn|mn|[kKmMB])?(?P<more>\+)?(?:/(?P<per>[a-z]+))?"
_SIGN_FIRST = re.compile(rf"(?P<minus>[-−~])?(?P<unit>{_SIGN}){AMOUNT}{_AFTER}")
_SIGN_LAST = re.compile(rf"{AMOUNT}{_AFTER}(?P<unit>[$£€¥₹₽₩₺¢]|USD|EUR|GBP)")
_BOTH = re.compile(r"(?P<unit>[$£€])(?P<first>[\d,.]+)[-–—](?P=unit)(?P<second>[\d,.]+)")
_BEFORE = {"-": "minus ", "−": "minus ", "~": "about "}
_PLAIN = re.compile(r"[$£€]((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d\d)?)")
_BARE = re.compile(AMOUNT)
_PER = {"mo": "month", "yr": "year", "hr": "hour", "h": "hour", "d": "day", "wk": "week"}


def money(line: Line, at: int) -> Said | None:
    core = line.core(at)
    if both := _BOTH.fullmatch(core):
        core = f"{both['unit']}{both['first']}–{both['second']}"
    following = line.next(at)
    match = _SIGN_FIRST.fullmatch(core) or _SIGN_LAST.fullmatch(core)
    if match:
        scaled = following in WORDS_OF_SCALE
        attributive = line.attributive(at, 2 if scaled else 1)
        if _PLAIN.fullmatch(core) and not scaled and not attributive and _said_well(core[1:], line.british):
            return None
        return _read(match, following, line.british, attributive)
    bare = _BARE.fullmatch(core)
    if bare and following in _NAMES:
        return _apart(bare, following, line.british)
    if core in _NAMES and (match := _BARE.fullmatch(following)) and (said := amount(match, line.british)):
        return Said((said.words, _NAMES[core][not said.single]))
    return None


def _said_well(text: str, british: bool) -> bool:
    whole = text.partition(".")[0]
    return untouched(whole, british)


def _read(match: re.Match[str], following: str, british: bool, attributive: bool) -> Said | None:
    said = amount(match, british)
    if not said:
        return None
    groups = match.groupdict()
    words, single = _BEFORE.get(groups.get("minus") or "", "") + said.words, said.single
    unit, small = _NAMES[match["unit"]], _small(match["unit"])
    per = f" per {_PER.get(match['per'], match['per'])}" if match["per"] else ""
    if match["scale"]:
        scale = "million" if match["scale"] == "m" else SCALES[match["scale"]]
        return one(f"{words} {scale} {unit[not attributive]}{' plus' if match['more'] else ''}{per}")
    if match["more"]:
        return one(f"{words} {unit[1]} plus{per}")
    if following in WORDS_OF_SCALE and not per:
        return Said((words, f"{following} {unit[not attributive]}"))
    cents = _CENTS.fullmatch(match["first"])
    if cents and small and not match["second"]:
        return one(
            _BEFORE.get(groups.get("minus") or "", "") + " and ".join(_with_cents(cents, unit, small, british)) + per
        )
    return one(f"{words} {unit[not (single or attributive)]}{per}")


def _with_cents(match: re.Match[str], unit: tuple[str, str], small: tuple[str, str], british: bool) -> list[str]:
    """The two halves of a price: ["forty-two dollars", "fifty cents"]; one of them where the other is nothing."""
    whole, cents = int(match[1].replace(",", "")), int(match[2])
    parts = [f"{cardinal(whole, british)} {unit[whole != 1]}"] if whole or not cents else []
    if cents:
        parts.append(f"{cardinal(cents)} {small[cents != 1]}")
    return parts


def _small(sign: str) -> tuple[str, str] | None:
    """What a hundredth is called; None where prices have none."""
    return ("cent", "cents") if _NAMES[sign][0].endswith("dollar") else _SMALL.get(sign)


def _apart(match: re.Match[str], sign: str, british: bool) -> Said | None:
    """An amount and a currency as two words, the amount first: "20 €", "9.99 €"."""
    small, cents = _small(sign), _CENTS.fullmatch(match["first"])
    if cents and small and not match["second"] and not match["sign"]:
        parts = _with_cents(cents, _NAMES[sign], small, british)
        if len(parts) == 2:
            return Said((parts[0], f"and {parts[1]}"))
        number_said, _, unit = parts[0].rpartition(" ")
        return Said((number_said, unit))
    said = amount(match, british)
    return Said((said.words, _NAMES[sign][not said.single])) if said else None
