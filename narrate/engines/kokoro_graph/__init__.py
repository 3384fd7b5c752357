"""Prepares Kokoro's official ONNX file once: the same network, with word times, in about half the time on a CPU.

`prepare` appends the durations as a second output (float32 [1, n], frames of 600 samples at 24 kHz) and rewrites the part
that costs most. The result is checked against the original before it is put in place (`check`). Processor seconds for a
second of speech, one thread, 7 s of speech, by turns in one run, medians; two cores of an AMD EPYC with AVX2:

    official graph                                                              0.82
    convolutions of 7 and 11 taps by Fourier transform; norms and Snake fused   0.50
    transposed convolutions, spectrum and sines too                             0.48

Wall seconds there, both cores: a segment on each core 0.26, one call with two threads 0.32 (official graph: 0.44, 0.47).
Tried and left: four-dimensional convolutions for three taps (no gain: each sits between layout changes), branches in
parallel (twice the work, no faster), flushing denormals, a memory arena switched off (slower by 8 %). 8-bit weights as
they come take 1.3 times as long as this: they are smaller, not faster. Memory is flat: 874 to 885 MB over 200 runs of
changing lengths.

A call's samples are the same on every run, but ONNX Runtime sums in another order with another number of threads, and the
last bits then differ: one thread for each call, and several calls at once, repeats exactly at any number of jobs.
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
    """Write to `target` the rewritten model of `source`, whole or not at all. Takes 15 s and 2.6 GB at its peak.

    EngineError when `source` is not Kokoro in fp32, or when the result does not sound like it.
    """
    from narrate.engines.kokoro_graph.check import check

    with whole(target) as part:
        reference = _write(source, part)
        check(part, reference)


def _write(source: Path, part: Path) -> Reference:
    """Write the rewritten model to `part`; returns what the original says. Leaves no model in memory."""
    import onnx

    model = onnx.load(source)
    _append_durations(model, source)
    reference = _rewrite(model)
    onnx.save(model, part)
    return reference


def _rewrite(model: onnx.ModelProto) -> Reference:
    from narrate.engines.kokoro_graph.check import listen
    from narrate.engines.kokoro_graph.editor import GraphEditor
    from narrate.engines.kokoro_graph.resblocks import rewrite_resblocks
    from narrate.engines.kokoro_graph.source import rewrite_source, rewrite_upsampling

    reference = listen(model)
    editor = GraphEditor(model)
    rewrite_resblocks(editor)
    rewrite_upsampling(editor)
    rewrite_source(editor)
    editor.finish()
    return reference


def session_options(threads: int) -> onnxruntime.SessionOptions:
    """Options for a session on `target` whose calls use `threads` threads each."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # every text has another length: a pattern for each would only fill the memory
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads would starve busy ones
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
