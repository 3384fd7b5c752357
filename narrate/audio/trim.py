"""Cuts the near-silence off both ends of a clip, so that the script alone decides on pauses."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from narrate.model import Clip, Word

WINDOW_SECONDS = 0.005
FLOOR_DB = -45.0
"""Below the loudest window by this much is silence: Kokoro's own noise lies near −70 dB, soft consonants near −40."""
BEFORE_SECONDS = 0.03
AFTER_SECONDS = 0.06
"""What is kept around the sound: room for the breath of an onset and the fall of a final consonant."""
FADE_IN_SECONDS = 0.004
FADE_OUT_SECONDS = 0.015


def trim(clip: Clip) -> Clip:
    """The clip from shortly before its first sound to shortly after its last, faded at both edges; words move along.

    A word is never cut: where the words reach further than the sound seems to, the words decide.
    """
    start, end = _sounding(clip)
    voiced = [word for word in clip.words if word.end > word.start]
    if voiced:
        start, end = min(start, voiced[0].start), max(end, voiced[-1].end)
    samples = clip.samples[start:end].copy()
    _fade(samples, clip.rate)
    length = len(samples)
    words = tuple(Word(w.text, _within(w.start - start, length), _within(w.end - start, length)) for w in clip.words)
    return Clip(samples, clip.rate, words, clip.phonemes, clip.unspoken)


def _sounding(clip: Clip) -> tuple[int, int]:
    """First and last sample of the part that is louder than the floor, with its margins."""
    window = max(1, round(WINDOW_SECONDS * clip.rate))
    count = len(clip.samples) // window
    if count == 0:
        return 0, len(clip.samples)
    power = np.mean(clip.samples[: count * window].reshape(count, window) ** 2, axis=1)
    loud = np.flatnonzero(power > power.max() * 10 ** (FLOOR_DB / 10))
    if len(loud) == 0:
        return 0, len(clip.samples)
    before, after = round(BEFORE_SECONDS * clip.rate), round(AFTER_SECONDS * clip.rate)
    start = int(loud[0]) * window - before
    end = (int(loud[-1]) + 1) * window + after
    return max(0, start), min(len(clip.samples), end)


def _fade(samples: npt.NDArray[np.float32], rate: int) -> None:
    """Fade both edges in place (raised cosine), so that no join clicks."""
    for seconds, edge in ((FADE_IN_SECONDS, samples), (FADE_OUT_SECONDS, samples[::-1])):
        n = min(round(seconds * rate), len(samples) // 2)
        edge[:n] *= (0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, n, endpoint=False))).astype(np.float32)


def _within(at: int, length: int) -> int:
    return min(max(at, 0), length)
