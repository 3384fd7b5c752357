"""The style vectors behind Kokoro's voices.

A pack is a 510 × 1 × 256 float32 array, one style vector for each number of phonemes; a blend is a weighted mean of packs.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from narrate.errors import EngineError, Fault
from narrate.voices import Blend, parse_blend

PACK_SHAPE = (510, 1, 256)


class VoicePacks:
    """The packs in a folder of NAME.bin files, which `locate` gives (and makes) when it is first needed.

    `digests` holds the sha256 of each pack by its voice: part of every fingerprint.
    """

    def __init__(self, locate: Callable[[], Path], digests: Mapping[str, str]) -> None:
        self._locate = locate
        self._digests = digests
        self._packs: dict[str, npt.NDArray[np.float32]] = {}
        self._lock = threading.Lock()

    def fingerprint(self, spec: str) -> str:
        """Changes whenever the blend's sound does. Loads nothing."""
        return "+".join(f"{self._digests[name]}:{share:.6f}" for name, share in self._blend(spec).parts)

    def style(self, spec: str, phonemes: int) -> npt.NDArray[np.float32]:
        """The style vector, shape (1, 256), for an input of `phonemes` phonemes (1 to 510)."""
        with self._lock:
            if spec not in self._packs:
                parts = self._blend(spec).parts
                self._packs[spec] = np.sum([share * self._read(name) for name, share in parts], axis=0, dtype=np.float32)
        style: npt.NDArray[np.float32] = self._packs[spec][phonemes - 1]
        return style

    def _blend(self, spec: str) -> Blend:
        blend = parse_blend(spec, self._digests)
        if isinstance(blend, Fault):
            raise EngineError(blend)
        return blend

    def _read(self, name: str) -> npt.NDArray[np.float32]:
        return np.fromfile(self._locate() / f"{name}.bin", dtype="<f4").reshape(PACK_SHAPE)
