"""Kokoro says the spoken forms, and Whisper base hears what the table says a listener hears."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from rapidfuzz.distance import Levenshtein

from narrate.engines.whisper import WhisperTranscriber
from narrate.verify.normalize import normalize
from tests.support.spoken_forms import cases

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrate.model import Samples

pytestmark = pytest.mark.real

HEARD = [case for case in cases() if case.heard]
BATCH = 8
"""Sentences in one utterance: about 25 s, one of Whisper's windows."""
WORST = 0.05
"""WER. Measured: 0.029 over 40 sentences, most of it spelling ("Henry VIII", "World War II", "jamil" for "yaml")."""


@pytest.fixture(scope="module")
def whisper(model_store: Any) -> WhisperTranscriber:
    return WhisperTranscriber(lambda: model_store.ensure("whisper-base"), "base", "en-us", threads=2)


def test_a_listener_hears_the_spoken_forms(speak: Callable[..., tuple[Samples, int]], whisper: WhisperTranscriber) -> None:
    expected: list[str] = []
    heard: list[str] = []
    rows = iter(HEARD)
    while batch := list(islice(rows, BATCH)):
        samples, rate = speak(" ".join(case.written for case in batch))
        expected += normalize(" ".join(case.heard for case in batch), "en-us")
        heard += normalize(" ".join(word.text for word in whisper.transcribe(samples, rate)), "en-us")
    edits = [op for op in Levenshtein.opcodes(expected, heard) if op.tag != "equal"]
    wrong = [(expected[op.src_start : op.src_end], heard[op.dest_start : op.dest_end]) for op in edits]
    assert Levenshtein.distance(expected, heard) / len(expected) < WORST, wrong
