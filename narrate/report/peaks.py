"""The outline of a sound, gathered while it streams past."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from narrate.model import Samples

    Outline = npt.NDArray[np.float32]
    """Lowest and highest sample of each bucket, shape (n, 2)."""


class PeakMeter:
    """Keeps the lowest and highest sample of every bucket; the buckets widen as the sound grows, so memory does not.

    It begins with buckets of 16 samples. Whenever `capacity` of them are full, neighbours are joined and the bucket is
    twice as wide: of any length, between half of `capacity` and `capacity` buckets are known (2 MiB for the default,
    which leaves a two-hour track at 24 kHz with 23 buckets a second).
    """

    def __init__(self, capacity: int = 2**18) -> None:
        if capacity < 2 or capacity % 2:
            message = f"capacity must be even and at least 2, not {capacity}"
            raise ValueError(message)
        self._buckets: Outline = np.empty((capacity, 2), np.float32)
        self._full = 0
        self._width = 16
        self._rest: Samples = np.empty(0, np.float32)
        self._heard = 0

    @property
    def heard(self) -> int:
        """Samples fed so far."""
        return self._heard

    def feed(self, samples: Samples) -> None:
        """Take the next block, shape (n,), of any length."""
        self._heard += len(samples)
        left = np.concatenate((self._rest, samples)) if len(self._rest) else np.asarray(samples, np.float32)
        while len(left) >= self._width:
            room = len(self._buckets) - self._full
            count = min(len(left) // self._width, room)
            taken = left[: count * self._width].reshape(count, self._width)
            self._buckets[self._full : self._full + count, 0] = taken.min(axis=1)
            self._buckets[self._full : self._full + count, 1] = taken.max(axis=1)
            self._full += count
            left = left[count * self._width :]
            if self._full == len(self._buckets):
                self._widen()
        self._rest = left.copy()

    def peaks(self, n: int) -> tuple[tuple[float, float], ...]:
        """(lowest, highest) of `n` even parts of what was heard; fewer when fewer are known, none of nothing."""
        known = self._buckets[: self._full]
        if len(self._rest):
            known = np.concatenate((known, [[self._rest.min(), self._rest.max()]]))
        parts = min(n, len(known))
        if parts < 1:
            return ()
        # A part's edge lies on the bucket in which it falls; the last bucket may be a partial one.
        edges = np.arange(parts) * (self._heard / self._width) / parts
        begins = np.minimum(edges.astype(np.int64), len(known) - 1)
        lows = np.minimum.reduceat(known[:, 0], begins)
        highs = np.maximum.reduceat(known[:, 1], begins)
        return tuple(zip(lows.tolist(), highs.tolist(), strict=True))

    def _widen(self) -> None:
        half = self._full // 2
        pairs = self._buckets.reshape(half, 2, 2)
        lows, highs = pairs[:, :, 0].min(axis=1), pairs[:, :, 1].max(axis=1)
        self._buckets[:half, 0], self._buckets[:half, 1] = lows, highs
        self._full = half
        self._width *= 2
