"""Fractions: "1/2", "3 1/4 cups", "8/10"."""

from __future__ import annotations

import re

from narrate.script.forms.line import Line, Said, one
from narrate.script.forms.numbers import cardinal, ordinal

_SLASHED = re.compile(r"(\d{1,4})[/⁄](\d{1,4})(-[A-Za-z]+)?")
_FIXED = {"24/7": "twenty-four seven", "9/11": "nine eleven", "50/50": "fifty fifty", "20/20": "twenty twenty"}
_OUT_OF = frozenset({10, 100})
"""8/10 is a mark more often than it is a part."""


def fraction(over: int, under: int, british: bool = False) -> str:
    """ "one half", "three quarters", "five eighths"."""
    if under == 2:
        return f"{cardinal(over)} {'half' if over == 1 else 'halves'}"
    name = "quarter" if under == 4 else ordinal(under, british)
    return f"{cardinal(over, british)} {name}{'' if over == 1 else 's'}"


def fractions(line: Line, at: int) -> Said | None:
    """ "1/2", and "3 1/4" as two words."""
    core = line.core(at)
    if core.isdecimal() and len(core) < 4:
        match = _SLASHED.fullmatch(line.next(at))
        if match and 0 < int(match[1]) < int(match[2]) <= 64:
            return Said((cardinal(int(core), line.british), f"and {_part(match, line.british)}"))
        return None
    if core in _FIXED:
        return one(_FIXED[core])
    match = _SLASHED.fullmatch(core)
    return one(_part(match, line.british)) if match else None


def _part(match: re.Match[str], british: bool) -> str:
    over, under = int(match[1]), int(match[2])
    rest = f" {match[3][1:]}" if match[3] else ""
    if under in _OUT_OF:
        return f"{cardinal(over, british)} out of {cardinal(under, british)}{rest}"
    if 0 < over < under and (under <= 20 or under in (32, 64)):
        return fraction(over, under, british) + rest
    return f"{cardinal(over, british)} over {cardinal(under, british)}{rest}"
