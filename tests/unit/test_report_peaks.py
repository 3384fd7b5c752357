"""The outline is the same as that of the whole sound at once, in whichever blocks it came."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.report.peaks import PeakMeter


def meter_of(samples: np.ndarray, sizes: list[int], capacity: int = 2**18) -> PeakMeter:
    meter = PeakMeter(capacity)
    begin = 0
    for size in sizes:
        meter.feed(samples[begin : begin + size])
        begin += size
    meter.feed(samples[begin:])
    return meter


def noise(length: int) -> np.ndarray:
    return np.random.default_rng(length).uniform(-1, 1, length).astype(np.float32)


@given(st.integers(1, 20_000), st.lists(st.integers(0, 3_000), max_size=12), st.integers(1, 50))
@settings(deadline=None, max_examples=60)
def test_the_blocks_do_not_matter_and_no_peak_is_lost(length: int, sizes: list[int], n: int) -> None:
    samples = noise(length)
    peaks = meter_of(samples, sizes, capacity=64).peaks(n)
    assert peaks == meter_of(samples, [], capacity=64).peaks(n)
    assert min(low for low, _ in peaks) == samples.min()
    assert max(high for _, high in peaks) == samples.max()
    assert all(low <= high for low, high in peaks)


def test_each_part_holds_the_peaks_of_its_own_samples() -> None:
    samples = noise(16_000)
    expected = [(part.min(), part.max()) for part in samples.reshape(10, 1_600)]
    assert meter_of(samples, [777] * 20).peaks(10) == tuple((float(low), float(high)) for low, high in expected)


def test_a_late_sound_stays_in_its_place_however_long_the_track() -> None:
    samples = np.zeros(1_000_000, np.float32)
    samples[750_000:760_000] = 0.5
    peaks = meter_of(samples, [9_999] * 90, capacity=1_024).peaks(100)
    loud = [index for index, (_, high) in enumerate(peaks) if high > 0]
    assert 74 <= loud[0] <= 75
    assert 75 <= loud[-1] <= 76


def test_memory_does_not_grow() -> None:
    meter = PeakMeter(256)
    for _ in range(500):
        meter.feed(np.ones(10_000, np.float32))
    assert meter.heard == 5_000_000
    assert 128 <= len(meter.peaks(10**9)) <= 257


def test_nothing_heard_has_no_outline() -> None:
    assert PeakMeter().peaks(100) == ()


def test_fewer_samples_than_parts() -> None:
    meter = PeakMeter()
    meter.feed(np.array([0.25, -0.5], np.float32))
    assert meter.peaks(100) == ((-0.5, 0.25),)


@pytest.mark.parametrize("capacity", [0, 1, 7])
def test_an_odd_capacity_is_refused(capacity: int) -> None:
    with pytest.raises(ValueError, match="capacity must be even"):
        PeakMeter(capacity)
