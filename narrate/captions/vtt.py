"""WebVTT (.vtt), as far as checking needs it: times and words; styles, regions and notes are passed over."""

from __future__ import annotations

import html
import re

from narrate.captions.markup import plain
from narrate.captions.srt import backwards
from narrate.errors import Fault, InputError
from narrate.model import Cue, Origin

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"\s*{_TIME}\s+-->\s+{_TIME}(?:\s|$)")
_PASSED_OVER = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")


def from_vtt(text: str, rate: int, path: str = "") -> tuple[Cue, ...]:
    """The cues of a WebVTT file, in its order, times in samples at `rate` hertz; `Cue.origin` is the line of its times.

    Raises InputError with every block that is no cue, and every cue that ends before it begins.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cues: list[Cue] = []
    faults: list[Fault] = []
    for number, block in _blocks(lines):
        if _PASSED_OVER.match(block[0]):
            continue
        at = next((index for index, line in enumerate(block[:2]) if "-->" in line), 0)
        timing = _TIMING.match(block[at])
        origin = Origin(path, number + at)
        if timing is None:
            cure = 'a cue begins with a line like "00:01.000 --> 00:02.500"'
            faults.append(Fault(f'not a cue: "{block[at][:60]}"', cure, path, origin.line))
            continue
        fields = [int(field or 0) for field in timing.groups()]
        words = tuple(html.unescape(line) for line in plain("\n".join(block[at + 1 :])))
        cue = Cue(_samples(fields[:4], rate), _samples(fields[4:], rate), words, origin)
        cues.append(cue)
        if cue.end < cue.start:
            faults.append(backwards(cue))
    if not cues and not faults:
        faults.append(Fault("there is no subtitle in it", "give an .srt or .vtt file with at least one cue", path))
    if faults:
        raise InputError(*faults)
    return tuple(cues)


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """The runs of lines between empty ones, each with the 1-based number of its first; the header's is left out."""
    blocks: list[tuple[int, list[str]]] = []
    fresh = True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            fresh = True
        elif fresh:
            blocks.append((number, [line]))
            fresh = False
        else:
            blocks[-1][1].append(line)
    return [block for block in blocks if not block[1][0].startswith("WEBVTT")]


def _samples(fields: list[int], rate: int) -> int:
    hours, minutes, seconds, thousandths = fields
    milliseconds = ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths
    return (milliseconds * rate + 500) // 1000
