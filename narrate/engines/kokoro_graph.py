"""Prepares Kokoro's ONNX file once, so that it speaks with word times.

The official fp32 file has one output, `waveform`. `prepare` writes a copy that also gives the durations: one float32 per
input id, in frames of 600 samples at 24 kHz, the tensor `/encoder/Clip_output_0` of shape [1, n].
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from narrate.errors import EngineError, Fault

if TYPE_CHECKING:
    from pathlib import Path

    import onnx
    import onnxruntime

PREPARED_VERSION = "1"
"""Changes whenever the rewriting does: part of the prepared file's name and of every clip's fingerprint."""

DURATIONS = "/encoder/Clip_output_0"


def prepare(source: Path, target: Path) -> None:
    """Write to `target` the model of `source` with the durations as its second output. Whole or absent."""
    import onnx

    model = onnx.load(source)
    _append_durations(model, source)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(model.SerializeToString())
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def session_options(threads: int) -> onnxruntime.SessionOptions:
    """Options for a session on `target` that uses `threads` threads."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return options


def _append_durations(model: onnx.ModelProto, source: Path) -> None:
    import onnx

    if not any(DURATIONS in node.output for node in model.graph.node):
        raise EngineError(
            Fault(
                f"no tensor {DURATIONS} in the model, so no word times",
                "use the fp32 file of onnx-community/Kokoro-82M-v1.0-ONNX",
                str(source),
            )
        )
    durations = onnx.helper.make_tensor_value_info(DURATIONS, onnx.TensorProto.FLOAT, [1, None])
    model.graph.output.append(durations)
