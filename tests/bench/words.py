"""How many words Whisper hears differently from what was meant."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import soxr
from faster_whisper import WhisperModel
from rapidfuzz.distance import Levenshtein
from whisper_normalizer.english import EnglishTextNormalizer

from narrate.engines.kokoro import RATE
from narrate.model import Samples


def word_error_rate(whisper: Path, clips: Iterable[tuple[str, Samples]]) -> float:
    """(Substitutions + deletions + insertions) / words meant, over all pairs of text and sound."""
    model = WhisperModel(str(whisper), device="cpu", compute_type="int8")
    normalize = EnglishTextNormalizer()
    wrong = meant = 0
    for text, samples in clips:
        parts, _ = model.transcribe(soxr.resample(samples, RATE, 16_000), language="en", temperature=0.0)
        heard = normalize(" ".join(part.text for part in parts)).split()
        expected = normalize(text).split()
        wrong += Levenshtein.distance(expected, heard)
        meant += len(expected)
    return wrong / meant
