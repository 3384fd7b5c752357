"""Faults that are seen in the samples alone."""

from __future__ import annotations

import numpy as np
import pytest

from narrate.model import Clip, Origin, Segment, SpokenWord
from narrate.verify.signal import check_clip

RATE = 24_000


def segment(speed: float = 1.0, text: str = "something that is said") -> Segment:
    words = tuple(SpokenWord(word, word) for word in text.split())
    return Segment(0, words, "af_heart", speed, "en-us", 0.35, 0, Origin("x.md", 1))


def clip(seconds: float, phonemes: int, level: float = 0.5) -> Clip:
    moments = np.arange(int(seconds * RATE)) / RATE
    tone = level * np.sin(2 * np.pi * 220 * moments)
    return Clip(tone.astype(np.float32), RATE, (), phonemes)


def with_samples(samples: np.ndarray) -> Clip:
    return Clip(samples.astype(np.float32), RATE, (), 30)


def test_a_good_clip_has_no_faults() -> None:
    assert check_clip(clip(1.7, 30), segment()) == ()


@pytest.mark.parametrize("samples", [np.zeros(40_000), np.full(40_000, 1e-4), np.zeros(0)])
def test_silence(samples: np.ndarray) -> None:
    assert check_clip(with_samples(samples), segment()) == ("the clip is silent",)


def test_a_segment_without_anything_to_say_may_be_silent() -> None:
    assert check_clip(with_samples(np.zeros(100)), segment(text="")) == ()


def test_a_wave_with_its_top_cut_off() -> None:
    loud = np.clip(clip(1.7, 30, level=1.6).samples, -1.0, 1.0)
    (reason,) = check_clip(with_samples(loud), segment())
    assert reason.startswith("clipped in ")


def test_places_are_counted_one_by_one() -> None:
    samples = clip(1.7, 30).samples.copy()
    samples[1000:1010] = 1.0
    samples[9000:9004] = -1.0
    assert check_clip(with_samples(samples), segment()) == ("clipped in 2 places, first at 0.04 s",)


def test_a_loud_wave_that_keeps_its_shape_is_not_clipped() -> None:
    assert check_clip(clip(1.7, 30, level=1.26), segment()) == ()


@pytest.mark.parametrize(("seconds", "word"), [(0.5, "short"), (9.0, "long")])
def test_an_impossible_length(seconds: float, word: str) -> None:
    (reason,) = check_clip(clip(seconds, 30), segment())
    assert reason.startswith(f"too {word}: ")


@pytest.mark.parametrize("speed", [0.5, 1.0, 2.0])
def test_the_length_is_judged_by_the_speed_asked_for(speed: float) -> None:
    assert check_clip(clip(60 * 0.055 / speed, 60), segment(speed)) == ()
    assert check_clip(clip(60 * 0.02 / speed, 60), segment(speed)) != ()


def test_samples_that_are_no_numbers() -> None:
    samples = clip(1.7, 30).samples.copy()
    samples[5] = np.nan
    assert check_clip(with_samples(samples), segment()) == ("the clip holds samples that are no numbers",)
