"""Proves, each time a model is prepared, that the rewritten graph computes what the original does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from narrate.engines.kokoro_graph.editor import GraphEditor
from narrate.engines.kokoro_graph.source import SPECTRUM
from narrate.errors import EngineError, Fault

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt
    import onnx

    Array = npt.NDArray[Any]

TOLERANCE = 1e-3
"""Largest difference of a sample, with the same source spectrum. Seen: 1e-5."""

_PHONEMES = (50, 83, 54, 156, 31, 16, 65, 156, 87, 123, 54, 46, 4)  # "həlˈO wˈɜɹld.": a second and a half
_STYLE_SEED = 82


@dataclass(frozen=True, slots=True)
class Reference:
    """What the original makes of the trial input: waveform (1, m), durations (1, n), source spectrum (1, 22, t)."""

    waveform: Array
    durations: Array
    spectrum: Array


def listen(model: onnx.ModelProto) -> Reference:
    """Run the model as it is, before it is rewritten. Leaves it unchanged."""
    import onnx

    outputs = model.graph.output
    outputs.append(onnx.helper.make_tensor_value_info(SPECTRUM, onnx.TensorProto.FLOAT, [1, 22, None]))
    waveform, durations, spectrum = _run(model.SerializeToString(), _feeds())
    del outputs[-1]
    return Reference(waveform, durations, spectrum)


def check(path: Path, reference: Reference) -> None:
    """EngineError unless the model in the file at `path` predicts the same durations and the same sound.

    For the sound it is given the original's source spectrum, because most of the phases in it are rounding errors
    (`source._spectrum`), to which the sound is sensitive: ONNX Runtime with and without its own optimisations already
    differs by 5 to 7 % of the RMS.
    """
    import onnx

    waveform, durations = _run(str(path), _feeds())
    model = onnx.load(path)
    editor = GraphEditor(model)
    editor.give(SPECTRUM, [1, 22, None])
    editor.finish()
    given = model.SerializeToString()
    del model, editor  # half a gigabyte each
    same_source, _ = _run(given, {**_feeds(), SPECTRUM: reference.spectrum})
    whole = bool(np.isfinite(waveform).all()) and waveform.shape == reference.waveform.shape == same_source.shape
    apart = float(np.max(np.abs(same_source - reference.waveform))) if whole else np.inf
    if not np.array_equal(durations, reference.durations) or not apart <= TOLERANCE:
        raise EngineError(
            Fault(
                f"the faster graph does not sound like the original here: samples differ by up to {apart:.2g}",
                "report it with the version of onnxruntime; `--backend torch` works meanwhile",
                str(path),
            )
        )


def _feeds() -> dict[str, Array]:
    style = np.random.default_rng(_STYLE_SEED).normal(0, 0.1, (1, 256))
    return {
        "input_ids": np.array([[0, *_PHONEMES, 0]], np.int64),
        "style": style.astype(np.float32),
        "speed": np.ones(1, np.float32),
    }


def _run(model: bytes | str, feeds: dict[str, Array]) -> list[Array]:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return list(session.run(None, feeds))
