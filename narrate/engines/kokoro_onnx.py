"""Kokoro on ONNX Runtime: the default, and the fastest on a CPU."""

from __future__ import annotations

import threading
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from filelock import FileLock

from narrate.engines.kokoro_graph import PREPARED_VERSION, prepare, session_options
from narrate.model import Samples

if TYPE_CHECKING:
    import onnxruntime


class OnnxAcoustic:
    """The prepared ONNX model. It has no random nodes: the same input gives the same samples on the same machine.

    `locate` gives the official file (and has it pulled) when it is first needed, `digest` is its sha256; the prepared one
    is made beside it. One session serves any number of calls at once, each on one thread: a segment on each core is as
    fast as all cores on one segment, and the samples do not depend on how many there are.
    """

    def __init__(self, locate: Callable[[], Path], digest: str) -> None:
        self._locate = locate
        self._digest = digest
        self._session: onnxruntime.InferenceSession | None = None
        self._lock = threading.Lock()

    @property
    def identity(self) -> str:
        return f"onnx {self._digest} prepared={PREPARED_VERSION} onnxruntime={version('onnxruntime')}"

    def speak(
        self, ids: npt.NDArray[np.int64], style: npt.NDArray[np.float32], speed: float
    ) -> tuple[Samples, npt.NDArray[np.int64]]:
        feeds = {"input_ids": ids[None], "style": style, "speed": np.array([speed], np.float32)}
        samples, durations = self._loaded().run(None, feeds)
        return samples.reshape(-1), np.rint(durations.reshape(-1)).astype(np.int64)

    def _loaded(self) -> onnxruntime.InferenceSession:
        with self._lock:
            if self._session is None:
                import onnxruntime

                self._session = onnxruntime.InferenceSession(
                    str(self._prepared()), session_options(threads=1), providers=["CPUExecutionProvider"]
                )
            return self._session

    def _prepared(self) -> Path:
        source = self._locate()
        target = source.with_name(f"{source.stem}.prepared-{PREPARED_VERSION}.onnx")
        with FileLock(f"{target}.lock"):
            if not target.exists():
                prepare(source, target)
                for outdated in source.parent.glob(f"{source.stem}.prepared-*.onnx*"):
                    if not outdated.name.startswith(target.name):
                        outdated.unlink()
        return target
