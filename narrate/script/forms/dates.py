"""Dates: "1864-09-03", "3/4/2024" (by dialect), "March 3, 2024", "3 March", "Jan. 5", "1990–95"."""

from __future__ import annotations

import re

from narrate.script.forms.line import Line, Said, one
from narrate.script.forms.numbers import number, ordinal, year
from narrate.script.forms.times import clock

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SHORT = {name[:3]: name for name in MONTHS} | {"Sept": "September"}
_MONTH = {name: name for name in MONTHS} | _SHORT
_DAYS = {
    "Mon": "Monday", "Tue": "Tuesday", "Tues": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Thur": "Thursday",
    "Thurs": "Thursday", "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday",
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z)?)?")
_ISO_MONTH = re.compile(r"((?:1[5-9]|20)\d\d)-(0[1-9]|1[0-2])")
_PARTS = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d\d)")
_DAY = re.compile(r"([1-9]|[12]\d|3[01])(st|nd|rd|th)?")
_DAY_RANGE = re.compile(r"([1-9]|[12]\d|3[01])[-–]([1-9]|[12]\d|3[01])")
_NAMED_RANGE = re.compile(r"([A-Z][a-z]+)[-–]([A-Z][a-z]+)")
_GLUED_ERA = re.compile(r"(\d+)(BC|AD|BCE|CE)")


def dates(line: Line, at: int) -> Said | None:
    core, british = line.core(at), line.british
    if match := _ISO.fullmatch(core):
        return _iso(match, british)
    if match := _ISO_MONTH.fullmatch(core):
        return one(f"{MONTHS[int(match[2]) - 1]} {year(int(match[1]), british)}")
    if match := _PARTS.fullmatch(core):
        return _parts(match, british)
    if match := _NAMED_RANGE.fullmatch(core):
        return _named_range(match[1], match[2])
    if match := _GLUED_ERA.fullmatch(core):
        return one(f"{number(match[1], british)} {match[2]}")
    if core[0].isdigit():
        return _day_first(line, at)
    return _month_first(line, at) if core in _MONTH else _weekday(line, at)


def spoken_date(day: int, month: int, the_year: int | None, british: bool) -> str:
    """ "March third, twenty twenty-four"; in Britain "the third of March, twenty twenty-four"."""
    name = MONTHS[month - 1]
    said = f"the {ordinal(day)} of {name}" if british else f"{name} {ordinal(day)}"
    return said if the_year is None else f"{said}, {year(the_year, british)}"


def _iso(match: re.Match[str], british: bool) -> Said | None:
    month, day = int(match[2]), int(match[3])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    said = spoken_date(day, month, int(match[1]), british)
    if match[4]:
        said += f", {clock(match[4], british)}" + (" U.T.C" if match[5] else "")
    return one(said)


def _parts(match: re.Match[str], british: bool) -> Said | None:
    """Month first in America, unless that cannot be; with full stops the day always comes first."""
    first, second = int(match[1]), int(match[3])
    if match[2] == "." and len(match[4]) == 2:
        return None
    american = not british and match[2] == "/"
    month, day = (first, second) if american and first <= 12 else (second, first)
    if british and month > 12 >= day:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    century = 0 if len(match[4]) == 4 else 2000 if int(match[4]) < 70 else 1900
    return one(spoken_date(day, month, century + int(match[4]), british))


def _day_first(line: Line, at: int) -> Said | None:
    """ "3 March", "the 3rd of March"."""
    match = _DAY.fullmatch(line.core(at))
    following = line.next(at)
    if not match or following not in _MONTH or (following == "May" and not match[2] and not _dated(line, at + 1)):
        return None
    the = "" if line.before(at).lower() in ("the", "of") else "the "
    return Said((f"{the}{ordinal(int(match[1]))} of", _MONTH[following]), (1,) if following in _SHORT else ())


def _dated(line: Line, at: int) -> bool:
    """Whether the month at `at` is followed by a year, or by nothing that would make it a verb."""
    following = line.next(at)
    return not following or following.isdecimal() or not following.islower()


def _month_first(line: Line, at: int) -> Said | None:
    """ "March 3", "Jan. 5th", "Sept. 2024", "March 3–5"."""
    month, british = line.core(at), line.british
    short = month in _SHORT and month != "May"
    piece = line.pieces[at]
    joined = line.linked(at) or (short and piece.trail == "." and at + 1 < len(line.pieces))
    following = line.core(at + 1) if joined and not line.pieces[min(at + 1, len(line.pieces) - 1)].lead else ""
    dots = (0,) if short else ()
    the = "the " if british else ""
    if match := _DAY.fullmatch(following):
        return Said((_MONTH[month], the + ordinal(int(match[1]))), dots)
    if match := _DAY_RANGE.fullmatch(following):
        return Said((_MONTH[month], f"{the}{ordinal(int(match[1]))} to {the}{ordinal(int(match[2]))}"), dots)
    if not short:
        return None
    if re.fullmatch(r"\d{4}", following) or piece.dotted:
        return Said((_MONTH[month],), dots)
    return None


def _weekday(line: Line, at: int) -> Said | None:
    """ "Mon." anywhere, "Fri" before a comma or a date; "Sat", "Sun" and "Wed" bare are words."""
    core, piece = line.core(at), line.pieces[at]
    if core in _DAYS and piece.dotted and (at + 1 < len(line.pieces) or core not in ("Sat", "Sun", "Wed")):
        return Said((_DAYS[core],), (0,))
    return None


def _named_range(first: str, second: str) -> Said | None:
    """ "Monday–Friday", "Jan–Mar"."""
    names = _MONTH | _DAYS | {day: day for day in _DAYS.values()}
    if first in names and second in names:
        return one(f"{names[first]} to {names[second]}")
    return None


TRIGGERS = frozenset({*_MONTH, *_DAYS})
"""Words of letters only that the rule looks at."""
