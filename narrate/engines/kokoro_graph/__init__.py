"""Prepares Kokoro's official ONNX file once: the same network, with word times, in about half the time on a CPU.

`prepare` appends the durations as a second output (float32 [1, n], frames of 600 samples at 24 kHz) and rewrites the part
that costs most. The result is checked against the original before it is put in place (`check`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.errors import EngineError, Fault
from narrate.store.atomic import whole

if TYPE_CHECKING:
    from pathlib import Path

    import onnx
    import onnxruntime

    from narrate.engines.kokoro_graph.check import Reference

PREPARED_VERSION = "2"
"""Changes whenever the rewriting does: part of the prepared file's name and of every clip's fingerprint."""

DURATIONS = "/encoder/Clip_output_0"


def prepare(source: Path, target: Path) -> None:
    """Write to `target` the rewritten model of `source`, whole or not at all. Takes 15 s and 2.5 GB at its peak.

    EngineError when `source` is not the official fp32 file, or when the result does not sound like it.
    """
    from narrate.engines.kokoro_graph.check import check

    with whole(target) as part:
        reference = _rewrite(source, part)
        check(part, reference)


def _rewrite(source: Path, part: Path) -> Reference:
    """Write the rewritten model to `part`; returns what the original says. On return the models are out of memory."""
    import onnx

    from narrate.engines.kokoro_graph.check import listen
    from narrate.engines.kokoro_graph.editor import GraphEditor
    from narrate.engines.kokoro_graph.resblocks import rewrite_resblocks
    from narrate.engines.kokoro_graph.source import rewrite_source, rewrite_upsampling

    model = onnx.load(source)
    _append_durations(model, source)
    reference = listen(model)
    editor = GraphEditor(model)
    rewrite_resblocks(editor)
    rewrite_upsampling(editor)
    rewrite_source(editor)
    editor.finish()
    onnx.save(model, part)
    return reference


def session_options(threads: int) -> onnxruntime.SessionOptions:
    """Options for a session on `target` whose calls use `threads` threads each."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # every text has another length: a pattern for each would only fill the memory
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
