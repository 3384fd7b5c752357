"""The rules for English, in the order in which they are asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.script.forms import (
    acronyms,
    addresses,
    dates,
    fractions,
    money,
    phones,
    romans,
    shortened,
    symbols,
    times,
    units,
    versions,
)
from narrate.script.forms.amounts import AMOUNT, amount
from narrate.script.forms.line import Line, Said, one
from narrate.script.forms.numbers import NUMBER, untouched, year_or_number

if TYPE_CHECKING:
    from narrate.script.forms.line import Rule

_BARE = re.compile(rf"{AMOUNT}(?P<more>\+)?")
_NUMBER = re.compile(NUMBER)
_TRIGGERS = shortened.TRIGGERS | dates.TRIGGERS


def bare_numbers(line: Line, at: int) -> Said | None:
    """Numbers without a unit: signs, ranges, leading zeros, "50+", and the British "and"."""
    core = line.core(at)
    match = _BARE.fullmatch(core)
    if not match:
        return None
    if _NUMBER.fullmatch(core):
        return None if untouched(core, line.british) else one(year_or_number(core, line.british))
    said = amount(match, line.british)
    return one(said.words + (" plus" if match["more"] else "")) if said else None


_WITH_DIGITS: tuple[Rule, ...] = (
    acronyms.acronyms, addresses.addresses, dates.dates, times.times, phones.phones, versions.versions, money.money,
    acronyms.products, fractions.fractions, units.units, bare_numbers, shortened.shortened, symbols.symbols,
)  # fmt: skip
_OF_LETTERS: tuple[Rule, ...] = (shortened.shortened, dates.dates, romans.romans, acronyms.acronyms, money.money)
_OTHERS: tuple[Rule, ...] = (
    acronyms.acronyms, shortened.shortened, romans.romans, dates.dates, addresses.addresses, money.money, units.units,
    symbols.symbols,
)  # fmt: skip


def english(line: Line, at: int) -> Said | None:
    """What is said from the word at `at` on; None for a word that misaki says well as it stands."""
    core = line.pieces[at].core
    if core.isalpha() and core.isascii():
        if (core.islower() or core[1:].islower()) and core not in _TRIGGERS:
            return None
        rules = _OF_LETTERS
    else:
        rules = _WITH_DIGITS if any(map(str.isdigit, core)) else _OTHERS
    for rule in rules:
        if said := rule(line, at):
            return _between(said) if line.before(at).lower() == "between" else said
    return None


def _between(said: Said) -> Said:
    """ "between 40–60" goes on with "and"."""
    return Said((said.shares[0].replace(" to ", " and ", 1), *said.shares[1:]), said.dots)
