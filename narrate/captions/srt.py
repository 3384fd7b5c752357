"""SubRip (.srt), through the `srt` package: written with each time rounded once, read with each fault's line."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import srt

from narrate.captions.markup import plain
from narrate.errors import Fault, InputError
from narrate.model import Cue, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TIMING = re.compile(rf"^\s*({srt.RGX_TIMESTAMP}) *-[ -] *> *({srt.RGX_TIMESTAMP})", re.MULTILINE)
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
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = _TIMING.sub(lambda timing: _SHORT_FRACTION.sub(_to_thousandths, timing[0]), text)
    try:
        subtitles = list(srt.parse(text))
    except (srt.SRTParseError, srt.TimestampParseError) as exc:
        raise InputError(_unreadable(exc, text, path)) from exc
    if not subtitles:
        raise InputError(Fault("there is no subtitle in it", "give an .srt or .vtt file with at least one cue", path))
    lines = _timing_lines(text)
    cues = tuple(_cue(subtitle, rate, Origin(path, next(lines, 0))) for subtitle in subtitles)
    faults = [backwards(cue) for cue in cues if cue.end < cue.start]
    if faults:
        raise InputError(*faults)
    return cues


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


def _timing_lines(text: str) -> Iterator[int]:
    """The 1-based line of each pair of times, in order."""
    line, seen = 1, 0
    for timing in _TIMING.finditer(text):
        line += text.count("\n", seen, timing.start(1))
        seen = timing.start(1)
        yield line


def _unreadable(exc: Exception, text: str, path: str) -> Fault:
    begin = exc.expected_start if isinstance(exc, srt.SRTParseError) else 0
    rest = text[begin:]
    begin += len(rest) - len(rest.lstrip())
    shown = text[begin : begin + 200].partition("\n")[0][:60]
    cure = 'each cue is a number, a line like "00:00:01,000 --> 00:00:02,500", and its text'
    return Fault(f'not SubRip from here on: "{shown}"', cure, path, text.count("\n", 0, begin) + 1)
