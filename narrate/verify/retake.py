"""Another way to say the same words. The model is deterministic: asked the same again, it makes the same mistake again."""

from __future__ import annotations

from dataclasses import replace

from narrate.model import Segment

MAX_RETAKES = 2
_SLOWER = 0.94
_MARKS = (".!?…", ";:—", ",)")


def retake(segment: Segment, attempt: int) -> Segment:
    """The segment for its `attempt`-th retake (from 1): first spoken a little slower, then in two breaths.

    Slower articulation mends swallowed words; a cut gives both halves another style vector and another prosody. A
    segment of one word, which cannot be cut, is spoken slower still.
    """
    if attempt == 1 or len(segment.words) < 2:
        return replace(segment, speed=max(0.5, segment.speed * _SLOWER**attempt))
    return replace(segment, cuts=(_middle(segment),))


def _middle(segment: Segment) -> int:
    """The index of the word at which the second half begins: behind the punctuation nearest to the middle, if any."""
    inner = range(1, len(segment.words))
    middle = len(segment.words) / 2
    for marks in _MARKS:
        ends = [i for i in inner if segment.words[i - 1].written.endswith(tuple(marks))]
        near = [i for i in ends if 0.2 * len(segment.words) <= i <= 0.8 * len(segment.words)]
        if near:
            return min(near, key=lambda i: abs(i - middle))
    return min(inner, key=lambda i: abs(i - middle))
