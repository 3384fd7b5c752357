"""Pauses that a script asks for, on the finished track: exact to the sample."""

from __future__ import annotations

import numpy as np
import pytest

from narrate.audio.timeline import lay_out
from narrate.model import Clip, Delivery, Segment, Word
from narrate.script import read, split

RATE = 24_000


def clip(segment: Segment) -> Clip:
    """A tenth of a second of tone for each word."""
    step = RATE // 10
    samples = np.full(step * len(segment.words), 0.5, np.float32)
    words = tuple(Word(word.written, n * step, (n + 1) * step) for n, word in enumerate(segment.words))
    return Clip(samples, RATE, words, 5 * len(words))


@pytest.mark.parametrize(
    ("source", "seconds"),
    [
        ("One and two [pause 1.5s] three and four.", 1.5),
        ("One and two [pause 333ms], three and four.", 0.333),
        ("One and two. ...750ms Three and four.", 0.75),
        ("One and two.\n\n[pause 2s]\n\nThree and four.", 2.0),
    ],
)
def test_the_silence_is_as_long_as_it_says(source: str, seconds: float) -> None:
    script = split(read(source, "a.md", True), Delivery())
    placed = [place for _, place in lay_out(((segment, clip(segment)) for segment in script.segments), RATE) if place]
    assert len(placed) == 2
    assert placed[1].start - placed[0].end == round(seconds * RATE)
