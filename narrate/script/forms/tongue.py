"""How the Romance languages put numbers, units, times and dates together; `tongues` has their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_FEMININE = {
    "es": {1: "una", 21: "veintiuna"},
    "fr": {1: "une", 21: "vingt et une"},
    "it": {1: "una"},
    "pt_BR": {1: "uma", 2: "duas", 21: "vinte e uma", 22: "vinte e duas"},
}
"""Hours are feminine."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language. `currencies` are sign → (one, many, what follows the cents); `units` are sign → (one, many)."""

    code: str
    decimal: str
    to: str
    at: str
    dot: str
    slash: str
    number: str
    one: str
    cents: str
    months: tuple[str, ...]
    currencies: Mapping[str, tuple[str, str, str]]
    units: Mapping[str, tuple[str, str]]
    per: Mapping[str, str]
    fractions: Mapping[str, str]
    abbreviations: Mapping[str, str]
    scales: frozenset[str]
    signs: Mapping[str, str]
    symbols: Mapping[str, str]
    powers: Mapping[str, str]
    bare: Mapping[str, str] = field(default_factory=dict)

    def cardinal(self, value: int) -> str:
        return _num2words(value, self.code, "cardinal")

    def ordinal(self, value: int) -> str:
        return _num2words(value, self.code, "ordinal")

    def counted(self, value: int) -> str:
        """As `cardinal`, but one is what stands before a noun ("un euro")."""
        return self.one if value == 1 else self.cardinal(value)

    def number_words(self, text: str) -> str:
        """ "1.234,5" → "mil doscientos treinta y cuatro coma cinco". A full stop before three digits groups them."""
        whole, fraction = _parts(text)
        said = self.cardinal(int(whole)) if len(whole) < 25 else " ".join(self.cardinal(int(digit)) for digit in whole)
        if not fraction:
            return said
        zeros = len(fraction) - len(fraction.lstrip("0"))
        parts = [self.cardinal(0)] * zeros
        rest = fraction[zeros:]
        if rest:
            parts += [self.cardinal(int(rest))] if len(rest) < 4 else [self.cardinal(int(digit)) for digit in rest]
        return " ".join([said, self.decimal, *parts])

    def unit(self, symbol: str, single: bool) -> str:
        """The name of a unit; "" for what is none."""
        name, slash, per = symbol.partition("/")
        if name not in self.units or (slash and per not in self.per):
            return ""
        said = self.units[name][not single]
        return f"{said} {self.per[per]}" if slash else said

    def of(self, noun: str) -> str:
        """The noun behind a million: "millones de euros", "millions d'euros", "milioni di euro"."""
        if self.code == "fr":
            return f"d'{noun}" if noun[0] in "aeiouy" else f"de {noun}"
        return f"{'di' if self.code == 'it' else 'de'} {noun}"

    def clock(self, hour: int, minute: int) -> str:
        """A time of day, on the clock of 24 hours."""
        hours = _FEMININE.get(self.code, {}).get(hour) or self.cardinal(hour)
        if self.code == "fr":
            said = f"{hours} heure{'s' if hour > 1 else ''}"
            return f"{said} {self.cardinal(minute)}" if minute else said
        if not minute:
            if self.code == "pt_BR":
                return f"{hours} hora{'' if hour == 1 else 's'}"
            return f"{hours} {'en' if self.code == 'es' else 'in'} punto"
        return f"{hours} {'y' if self.code == 'es' else 'e'} {self.cardinal(minute)}"

    def date(self, day: int, month: int, year: int) -> str:
        """A date with the month's name; the first of a month is an ordinal where the language wants it."""
        first = {"fr": "premier", "it": "primo", "pt_BR": "primeiro"}.get(self.code) if day == 1 else None
        said, of = first or self.cardinal(day), " de " if self.code in ("es", "pt_BR") else " "
        return f"{said}{of}{self.months[month - 1]}{of}{self.cardinal(year)}"


def _parts(text: str) -> tuple[str, str]:
    """The digits before and behind the decimal sign."""
    if "," in text:
        whole, _, fraction = text.replace(".", "").partition(",")
        return whole, fraction
    groups = text.split(".")
    grouped = len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and groups[0] != "0"
    return ("".join(groups), "") if grouped or len(groups) == 1 else (groups[0], groups[1])


def _num2words(value: int, code: str, to: str) -> str:
    from num2words import num2words  # 50 ms, and most texts need it only here and there

    return str(num2words(value, lang=code, to=to)).replace(",", "")
