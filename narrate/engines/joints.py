"""Joins the sounds of several calls to the voice model inside one segment, with the pauses that the author asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from narrate.model import Samples

FLOOR = 0.01
"""Below this share of its loudest sample (−40 dB) the end of a call is silence."""
BEFORE_SECONDS, AFTER_SECONDS = 0.06, 0.03
"""Silence that stays on either side of a pause: the fall of a consonant, the breath of an onset."""
BARE_SECONDS = 0.05
"""What stands between two calls where nobody asked for a pause."""


@dataclass(slots=True)
class Joined:
    """The sound of a segment while it is put together. `pauses`: word index → seconds of silence before that word."""

    rate: int
    pauses: Mapping[int, float]
    pieces: list[Samples] = field(default_factory=list)
    length: int = 0
    _last: int = -1

    def add(self, samples: Samples, words: tuple[int, int]) -> int:
        """Append a call that says the words from `words[0]` to `words[1]`; returns where its first sample would lie."""
        asked = [seconds for at, seconds in self.pauses.items() if self._last < at <= words[0]]
        self._last = words[1]
        skipped = 0
        if self.pieces:
            skipped = self._pause(samples, sum(asked)) if asked else self._silence(round(BARE_SECONDS * self.rate))
        begin = self.length - skipped
        self._append(samples[skipped:])
        return begin

    def whole(self) -> Samples:
        """All that was added."""
        return np.concatenate(self.pieces) if self.pieces else np.zeros(0, np.float32)

    def _pause(self, following: Samples, seconds: float) -> int:
        """Silence of `seconds` in all, what the calls carry counted in; how many samples of `following` fall away."""
        before, after = round(BEFORE_SECONDS * self.rate), round(AFTER_SECONDS * self.rate)
        end, start = _quiet(self.pieces[-1][::-1]), _quiet(following)
        cut = max(0, end - before)
        self.pieces[-1] = self.pieces[-1][: len(self.pieces[-1]) - cut]
        self.length -= cut
        self._silence(max(0, round(seconds * self.rate) - min(end, before) - min(start, after)))
        return max(0, start - after)

    def _silence(self, count: int) -> int:
        self._append(np.zeros(count, np.float32))
        return 0

    def _append(self, samples: Samples) -> None:
        self.pieces.append(samples)
        self.length += len(samples)


def _quiet(samples: npt.NDArray[np.float32]) -> int:
    """How many samples of silence `samples` begins with."""
    loud = np.flatnonzero(np.abs(samples) > FLOOR * np.abs(samples).max(initial=0.0))
    return int(loud[0]) if len(loud) else 0
