"""Lays clips out on one track, one after the other, with the pauses that the script asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from narrate.audio.trim import trim
from narrate.model import Clip, Placed, Samples, Segment, Word

HEAD_SECONDS = 0.1
TAIL_SECONDS = 0.4
"""Silence before the first and after the last sound: players swallow the very start and cut the very end."""


def lay_out(takes: Iterable[tuple[Segment, Clip]], rate: int) -> Iterator[tuple[Samples, Placed | None]]:
    """The track as blocks of samples in order; a segment's sound comes with its place, silence with None.

    Only one clip is held at a time, so memory does not grow with the track.
    """
    at = 0
    gap = HEAD_SECONDS
    for segment, clip in takes:
        trimmed = trim(clip)
        if len(trimmed.samples):
            silence = _silence(gap, rate)
            at += len(silence)
            yield silence, None
            gap = segment.pause_after
        place = _place(segment, trimmed, at)
        at = place.end
        yield trimmed.samples, place
    yield _silence(TAIL_SECONDS, rate), None


def _place(segment: Segment, clip: Clip, at: int) -> Placed:
    words = tuple(Word(word.text, word.start + at, word.end + at) for word in clip.words)
    return Placed(segment, at, at + len(clip.samples), words)


def _silence(seconds: float, rate: int) -> Samples:
    return np.zeros(round(seconds * rate), np.float32)
