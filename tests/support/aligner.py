"""Forced alignment by pocketsphinx, a witness for word times that has nothing to do with Kokoro."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import soxr
from pocketsphinx import Decoder

from narrate.model import Word

_RATE = 16_000
_FRAME = 0.01
_FILLERS = ("<s>", "</s>", "<sil>", "[NOISE]", "[SPEECH]")


@dataclass(frozen=True, slots=True)
class Differences:
    """Word starts by narrate minus word starts by the aligner, in milliseconds."""

    milliseconds: npt.NDArray[np.float64]

    @property
    def mean(self) -> float:
        return float(self.milliseconds.mean())

    @property
    def median_absolute(self) -> float:
        return float(np.median(np.abs(self.milliseconds)))

    def __add__(self, other: Differences) -> Differences:
        return Differences(np.concatenate([self.milliseconds, other.milliseconds]))


def starts(text: str, samples: npt.NDArray[np.float32], rate: int) -> list[float]:
    """The start of each word of `text` in seconds. Every word must be in pocketsphinx's dictionary."""
    decoder = Decoder(lm=None, loglevel="FATAL")
    decoder.set_align_text(" ".join(spoken_words(text)))
    sound = soxr.resample(samples, rate, _RATE)
    decoder.start_utt()
    decoder.process_raw((np.clip(sound, -1, 1) * 32767).astype(np.int16).tobytes(), full_utt=True)
    decoder.end_utt()
    return [segment.start_frame * _FRAME for segment in decoder.seg() if segment.word not in _FILLERS]


def spoken_words(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())


def differences(text: str, samples: npt.NDArray[np.float32], rate: int, words: tuple[Word, ...]) -> Differences:
    """How far the starts of `words` (written words of `text`, in samples) are from the aligner's."""
    heard = starts(text, samples, rate)
    ours = [word.start / rate for word in words if spoken_words(word.text)]
    if len(heard) != len(ours):
        raise ValueError(f"the aligner found {len(heard)} words, narrate has {len(ours)}: {text}")
    return Differences((np.array(ours) - np.array(heard)) * 1000)
