"""Kokoro on torch, through `kokoro.KModel`: for GPUs, and for those who want the reference code.

The weights are taken from the same ONNX file as the default's, so nothing more is downloaded. `import kokoro` pulls torch
and transformers, which takes seconds: only this backend does it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from filelock import FileLock

from narrate.engines.kokoro import configuration
from narrate.engines.kokoro_torch_weights import CHECKPOINT_VERSION, save_checkpoint
from narrate.store.atomic import whole

if TYPE_CHECKING:
    from narrate.model import Samples

_SEED = 82
_REPOSITORY = "hexgrad/Kokoro-82M"
"""Named so that KModel does not print a warning; nothing is fetched from it, as config and weights are given."""


class TorchAcoustic:
    """The reference network, on a GPU if torch sees one. It draws noise: seeded anew for each call, so takes repeat."""

    def __init__(self, locate: Callable[[], Path], digest: str) -> None:
        self._locate = locate
        self._digest = digest
        self._model: Any = None
        self._lock = threading.Lock()

    @property
    def identity(self) -> str:
        return f"torch {self._digest} kokoro={version('kokoro')} torch={version('torch')} seed={_SEED}"

    def speak(
        self, ids: npt.NDArray[np.int64], style: npt.NDArray[np.float32], speed: float
    ) -> tuple[Samples, npt.NDArray[np.int64]]:
        import torch

        with self._lock:  # the seed is torch's global state: one call at a time
            model = self._loaded()
            torch.manual_seed(_SEED)
            with torch.inference_mode():
                audio, frames = model.forward_with_tokens(
                    torch.from_numpy(ids)[None].to(model.device), torch.from_numpy(style).to(model.device), speed
                )
        return audio.cpu().numpy().reshape(-1), frames.cpu().numpy().reshape(-1).astype(np.int64)

    def _loaded(self) -> Any:
        if self._model is None:
            import torch
            from kokoro import KModel

            device = "cuda" if torch.cuda.is_available() else "cpu"
            model = KModel(repo_id=_REPOSITORY, config=configuration(), model=str(self._checkpoint()))
            self._model = model.to(device).eval()
        return self._model

    def _checkpoint(self) -> Path:
        source = self._locate()
        target = source.with_name(f"{source.stem}.torch-{CHECKPOINT_VERSION}.pth")
        with FileLock(f"{target}.lock"):
            if not target.exists():
                with whole(target) as part:
                    save_checkpoint(source, part)
        return target
