"""Faults of a clip that need no recogniser: silence, clipping, a length that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from narrate.model import Clip, Segment

SILENT = 10 ** (-50 / 20)
"""Peak of -50 dBFS. Kokoro's clips peak between -8 and +2 dBFS."""
FULL_SCALE = 0.999
CLIPPED_RUN = 4
"""Equal neighbours at full scale or above: four are a wave with its top cut off. Samples above 1 alone are no fault
(the voice hm_omega goes to 1.26): the clip is float, and the programme's loudness is set later."""
_FLAT = 1e-4
FASTEST, SLOWEST = 0.025, 0.16
"""Seconds for each phoneme (as Kokoro counts: stress marks and spaces too) at speed 1, over the sounding part. Measured
on 146 clips in eight voices: 0.038 (am_adam) to 0.098 (bm_fable, two words), median 0.055."""
_EDGE = 0.4
"""Seconds that a clip may last beyond that: the decay of its last sound, and what makes single words slow."""


def check_clip(clip: Clip, segment: Segment) -> tuple[str, ...]:
    """What is wrong with the clip, in words; empty when nothing is. `segment` gives the speed that was asked for."""
    if not segment.spoken.strip():
        return ()
    if not np.isfinite(clip.samples).all():
        return ("the clip holds samples that are no numbers",)
    peak = float(np.max(np.abs(clip.samples), initial=0.0))
    if peak < SILENT:
        return ("the clip is silent",)
    return (*_clipped(clip), *_length(clip, segment.speed))


def _clipped(clip: Clip) -> tuple[str, ...]:
    """Runs of CLIPPED_RUN and more samples at full scale, counted, and where the first one is."""
    full = np.abs(clip.samples) >= FULL_SCALE
    flat = full[1:] & full[:-1] & (np.abs(np.diff(clip.samples)) < _FLAT)
    at = np.flatnonzero(np.convolve(flat, np.ones(CLIPPED_RUN - 1, dtype=np.int64), mode="valid") >= CLIPPED_RUN - 1)
    if not len(at):
        return ()
    count = 1 + int(np.count_nonzero(np.diff(at) > CLIPPED_RUN))
    return (f"clipped in {count} place{'s' if count > 1 else ''}, first at {at[0] / clip.rate:.2f} s",)


def _length(clip: Clip, speed: float) -> tuple[str, ...]:
    """The sounding part against what its phonemes can take."""
    sounding = np.flatnonzero(np.abs(clip.samples) >= SILENT)
    seconds = (int(sounding[-1]) - int(sounding[0])) / clip.rate
    least, most = clip.phonemes * FASTEST / speed, clip.phonemes * SLOWEST / speed + _EDGE
    if least <= seconds <= most:
        return ()
    word = "short" if seconds < least else "long"
    return (f"too {word}: {seconds:.2f} s of sound for {clip.phonemes} phonemes ({least:.2f} to {most:.2f} s expected)",)
