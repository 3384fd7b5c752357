"""Times of day and lengths of time: "9:30 a.m.", "16:45", "10am", "9–11 a.m.", "1h30", "16:9"."""

from __future__ import annotations

import re

from narrate.script.forms.line import Line, Said, one
from narrate.script.forms.numbers import NUMBER, cardinal, number

_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?")
_HALF = r"(?P<half>[ap])\.?m\.?"
_BOTH_HALVES = re.compile(rf"([\d:]+{_HALF})[-–]([\d:]+{_HALF.replace('half', 'other')})", re.IGNORECASE)
_WITH_HALF = re.compile(rf"(?P<time>[\d:]+)(?:[-–](?P<until>[\d:]+))?{_HALF}", re.IGNORECASE)
_ONLY_HALF = re.compile(_HALF, re.IGNORECASE)
_SPAN = re.compile(r"([\d:]+)[-–]([\d:]+)")
_RATIO = re.compile(rf"({NUMBER}):({NUMBER})")
_HOURS = re.compile(r"(\d{1,2})h(?:(\d\d)(?:m|min)?)?")
_HOUR = re.compile(r"1?\d|2[0-4]")


def clock(text: str, british: bool, half: bool = False) -> str:
    """ "7:05" → "seven oh five"; "9:00" → "nine o'clock", with a.m. or p.m. behind it (`half`) "nine"; "" for no time."""
    if half and _HOUR.fullmatch(text):
        return cardinal(int(text))
    match = _CLOCK.fullmatch(text)
    if not match:
        return ""
    hour, minute = int(match[1]), int(match[2])
    said = "zero" if hour == 0 else ("oh " if match[1] == "0" + str(hour) and not half else "") + cardinal(hour)
    if minute:
        said += f" oh {cardinal(minute)}" if minute < 10 else f" {cardinal(minute)}"
    elif not half and not int(match[3] or 0):
        said = said.removeprefix("oh ")
        said += " o'clock" if 0 < hour <= 12 else " hundred"
    if match[3] and int(match[3]):
        seconds = cardinal(int(match[3]))
        said += f"{'' if minute else ' hundred'} and {seconds} second{'' if int(match[3]) == 1 else 's'}"
    return said


def times(line: Line, at: int) -> Said | None:
    core, british = line.core(at), line.british
    following = line.next(at)
    if _ONLY_HALF.fullmatch(following) and following != "AM":
        said = _time_or_span(core, british, half=True)
        if said:
            return Said((said, _half(following)), (1,))
    if both := _BOTH_HALVES.fullmatch(core):
        said = " to ".join(filter(None, map(_with_half, (both[1], both[3]))))
        return Said((said,), (0,)) if " to " in said else None
    if match := _WITH_HALF.fullmatch(core):
        times_said = [clock(part, british, half=True) for part in (match["time"], match["until"]) if part]
        return Said((f"{' to '.join(times_said)} {_half(match['half'])}",), (0,)) if all(times_said) else None
    if said := _time_or_span(core, british):
        return one(said)
    if match := _RATIO.fullmatch(core):
        return one(f"{number(match[1], british)} to {number(match[2], british)}")
    if match := _HOURS.fullmatch(core):
        hours = f"{cardinal(int(match[1]))} hour{'' if match[1] == '1' else 's'}"
        return one(f"{hours} {cardinal(int(match[2]))} minutes" if match[2] else hours)
    return None


def _time_or_span(core: str, british: bool, half: bool = False) -> str:
    match = _SPAN.fullmatch(core)
    if match and (half or (":" in match[1] and ":" in match[2])):
        first, second = clock(match[1], british, half), clock(match[2], british, half)
        return f"{first} to {second}" if first and second else ""
    return clock(core, british, half)


def _with_half(text: str) -> str:
    """ "9am" → "nine a.m."."""
    match = _WITH_HALF.fullmatch(text)
    said = clock(match["time"], british=False, half=True) if match else ""
    return f"{said} {_half(match['half'])}" if match and said else ""


def _half(text: str) -> str:
    """misaki spells "a.m." and reads "am"."""
    return f"{text[0].lower()}.m."
