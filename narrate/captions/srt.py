"""SubRip (.srt), through the `srt` package: written with each time rounded once, read with each fault's line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import srt

from narrate.captions.markup import plain
from narrate.errors import Fault, InputError
from narrate.model import Cue, Origin

if TYPE_CHECKING:
    from collections.abc import Sequence

_TIMING = re.compile(rf"\s{{0,9}}{srt.RGX_TIMESTAMP} *-[ -] *> *{srt.RGX_TIMESTAMP}")
_INDEX = re.compile(r"\s{0,9}-?\d{1,9}(?:\.\d{0,9})?$")
_SHORT_FRACTION = re.compile(r"(?<=:\d\d)([.,])(\d{1,2})(?!\d)")


def to_srt(cues: Sequence[Cue], rate: int) -> str:
    """The text of an SRT file. `rate` is that of the cues' samples, in hertz.

    Starts are rounded to the nearest millisecond and ends down, both from the sample's own place on the track, so
    that nothing adds up, nothing overlaps, and nothing ends after the audio. A cue lasts a millisecond at least.
    """
    subtitles = []
    free = 0
    for index, cue in enumerate(cues, 1):
        start = max((cue.start * 2000 + rate) // (2 * rate), free)
        free = max(cue.end * 1000 // rate, start + 1)
        subtitles.append(
            srt.Subtitle(index, timedelta(milliseconds=start), timedelta(milliseconds=free), "\n".join(cue.lines))
        )
    return str(srt.compose(subtitles, reindex=False))


def from_srt(text: str, rate: int, path: str = "") -> tuple[Cue, ...]:
    """The cues of an SRT file, in its order, times in samples at `rate` hertz; `Cue.origin` is the line of its times.

    Tags of markup are taken out. Raises InputError where a line is not SRT or a cue ends before it begins.
    """
    lines = _Lines.of(text)
    if not lines.kept:
        raise InputError(_empty(path))
    if not (_INDEX.match(lines.kept[0]) or _TIMING.match(lines.kept[0])):
        raise InputError(_unreadable(lines, 0, path))
    try:
        subtitles = list(srt.parse("\n".join(lines.kept)))
    except srt.SRTParseError as exc:
        raise InputError(_unreadable(lines, exc.expected_start, path)) from exc
    except srt.TimestampParseError as exc:
        raise InputError(_unreadable(lines, 0, path)) from exc
    if not subtitles:
        raise InputError(_empty(path))
    timed = iter([number for number, line in zip(lines.numbers, lines.kept, strict=True) if _TIMING.match(line)])
    cues = tuple(_cue(subtitle, rate, Origin(path, next(timed, 0))) for subtitle in subtitles)
    faults = [backwards(cue) for cue in cues if cue.end < cue.start]
    if faults:
        raise InputError(*faults)
    return cues


@dataclass(frozen=True, slots=True)
class _Lines:
    """A file's lines as the package can take them, and the 1-based number that each has in the file.

    Trailing white space and all but one of several empty lines are left out: the package's pattern takes time that grows
    with the square of their number.
    """

    kept: list[str]
    numbers: list[int]

    @classmethod
    def of(cls, text: str) -> _Lines:
        kept: list[str] = []
        numbers: list[int] = []
        unified = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        for number, raw in enumerate(unified.split("\n"), 1):
            line = raw.rstrip()
            if line or (kept and kept[-1]):
                timing = _TIMING.match(line) is not None
                kept.append(_SHORT_FRACTION.sub(_to_thousandths, line) if timing else line)
                numbers.append(number)
        return cls(kept, numbers)


def backwards(cue: Cue) -> Fault:
    """The fault of a cue that ends before it begins."""
    return Fault("the cue ends before it begins", "exchange or correct its two times", cue.origin.path, cue.origin.line)


def _to_thousandths(fraction: re.Match[str]) -> str:
    """`01,5` means half a second; the package would read five thousandths."""
    return fraction[1] + fraction[2].ljust(3, "0")


def _cue(subtitle: srt.Subtitle, rate: int, origin: Origin) -> Cue:
    return Cue(_samples(subtitle.start, rate), _samples(subtitle.end, rate), plain(subtitle.content), origin)


def _samples(time: timedelta, rate: int) -> int:
    microseconds = time // timedelta(microseconds=1)
    return (microseconds * rate + 500_000) // 1_000_000


def _empty(path: str) -> Fault:
    return Fault("there is no subtitle in it", "give an .srt or .vtt file with at least one cue", path)


def _unreadable(lines: _Lines, offset: int, path: str) -> Fault:
    """The fault at the first line with something in it from `offset` on, counted in the characters of the kept lines."""
    at, place = 0, 0
    while at < len(lines.kept) - 1 and place + len(lines.kept[at]) <= offset:
        place += len(lines.kept[at]) + 1
        at += 1
    cure = 'each cue is a number, a line like "00:00:01,000 --> 00:00:02,500", and its text'
    return Fault(f'not SubRip from here on: "{lines.kept[at].strip()[:60]}"', cure, path, lines.numbers[at])
