"""Rewrites what surrounds the residual blocks: the two upsampling layers and the harmonic source with its spectrum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from narrate.engines.kokoro_graph.resblocks import MODULE, PATH

if TYPE_CHECKING:
    from narrate.engines.kokoro_graph.editor import GraphEditor

SPECTRUM = f"{PATH}Concat_3_output_0"
"""Magnitude and phase of the source, shape [1, 22, time]: 11 bins each."""

_SINES = f"{PATH}m_source/l_sin_gen/"
_RATE = 24_000
_SAMPLES_PER_FRAME = 300
_VOICED_ABOVE = 10.0
_SINE_LEVEL = 0.1


def rewrite_upsampling(editor: GraphEditor) -> None:
    """The transposed convolutions, after the residual blocks (which change their biases)."""
    for name in ("ups.0", "ups.1"):
        _upsample(editor, f"{PATH}{name}/ConvTranspose_output_0")


def rewrite_source(editor: GraphEditor) -> None:
    """The sines and their spectrum."""
    _sines(editor)
    _spectrum(editor)


def _upsample(editor: GraphEditor, output: str) -> None:
    """A transposed convolution whose kernel is twice its stride s is s plain ones with two taps each, interleaved."""
    x, weight_name, bias_name = editor.producer(output).input
    weight, bias = editor.weight(weight_name), editor.weight(bias_name)
    stride, pad = editor.attribute(output, "strides")[0], editor.attribute(output, "pads")[0]
    inputs, outputs, _ = weight.shape
    taps = np.stack([weight[:, :, stride:], weight[:, :, :stride]], axis=-1)  # on the sample before, on this one
    kernels = np.ascontiguousarray(taps.transpose(1, 2, 0, 3)).reshape(outputs * stride, inputs, 2)
    phases = editor.add(
        "Conv", [x, editor.constant(kernels), editor.constant(np.repeat(bias, stride))], kernel_shape=[2], pads=[1, 1]
    )
    phases = editor.add("Reshape", [phases, editor.constant([outputs, stride, -1])])
    woven = editor.add("Reshape", [editor.add("Transpose", [phases], perm=[0, 2, 1]), editor.constant([1, outputs, -1])])
    ends = (editor.constant([pad]), editor.constant([-pad]), editor.constant([2]))
    editor.add("Slice", [woven, *ends], output=output)


def _sines(editor: GraphEditor) -> None:
    """Nine harmonics of the pitch. Phases are summed frame by frame: the export does it at 24 kHz and then thins out.

    In the export every frame's pitch is repeated 300 times, and the middle of the 300 is taken again: the same numbers.
    """
    at_rate = f"{PATH}f0_upsamp/Resize_output_0"
    pitch = editor.producer(at_rate).input[0]
    harmonics = editor.weight(editor.producer(f"{_SINES}Mul_output_0").input[1]).reshape(1, -1, 1)
    turns = editor.add("Div", [editor.add("Mul", [pitch, editor.constant(harmonics)]), editor.scalar(_RATE)])
    turns = editor.add("Sub", [turns, editor.add("Floor", [turns])])
    phase = editor.add("CumSum", [turns, editor.constant(np.array(2, np.int64))])
    for factor in (2.0, np.pi, float(_SAMPLES_PER_FRAME)):  # one by one, as the export does: the same rounding
        phase = editor.add("Mul", [phase, editor.scalar(factor)])
    stretched = f"{_SINES}Resize_1_output_0"
    editor.producer(stretched).input[0] = phase
    layer = editor.producer(f"{PATH}m_source/l_linear/MatMul_output_0")
    weights = editor.weight(layer.input[1]).reshape(1, 1, -1) * np.float32(_SINE_LEVEL)
    mixed = editor.add("MatMul", [editor.constant(weights), editor.add("Sin", [stretched])])
    voiced = editor.add("Cast", [editor.add("Greater", [at_rate, editor.scalar(_VOICED_ABOVE)])], to=1)
    bias = editor.constant(editor.weight(f"{MODULE}m_source.l_linear.bias").reshape(1, 1, 1))
    excited = editor.add("Add", [editor.add("Mul", [mixed, voiced]), bias])
    editor.add("Tanh", [excited], output=f"{PATH}Transpose_1_output_0")


def _spectrum(editor: GraphEditor) -> None:
    """The short-time Fourier transform as one convolution, and its polar form.

    Without voice the source is constant, and most bins hold nothing but rounding: their phase is arbitrary, in the export
    as here. The two real bins have an imaginary part of exactly 0, and the phase of a negative one is +π, as in torch.
    """
    signal, step, window = editor.producer(f"{PATH}STFT_output_0").input[:3]
    shape = editor.weight(window).astype(np.float64)
    bins = len(shape) // 2 + 1
    turns = 2 * np.pi / len(shape) * np.outer(np.arange(bins), np.arange(len(shape)))
    sines = -np.sin(turns)
    sines[[0, -1]] = 0
    kernels = (np.concatenate([np.cos(turns), sines]) * shape)[:, None].astype(np.float32)
    framed = editor.add("Reshape", [signal, editor.constant([1, 1, -1])])
    parts = editor.add(
        "Conv", [framed, editor.constant(kernels)], kernel_shape=[len(shape)], strides=[int(editor.weight(step))]
    )
    real, imaginary = editor.split(parts, 1)
    real = editor.add("Add", [real, editor.scalar(1e-30)])  # so that nothing is divided by zero
    squares = [editor.add("Mul", [part, part]) for part in (real, imaginary)]
    magnitude = editor.add("Sqrt", [editor.add("Add", squares)])
    editor.add("Concat", [magnitude, _angle(editor, real, imaginary)], axis=1, output=SPECTRUM)


def _angle(editor: GraphEditor, real: str, imaginary: str) -> str:
    """atan2(imaginary, real)."""
    angle = editor.add("Atan", [editor.add("Div", [imaginary, real])])
    zero, half_turn = editor.scalar(0.0), editor.scalar(np.pi)
    above = editor.add("GreaterOrEqual", [imaginary, zero])
    turned = editor.add("Where", [above, editor.add("Add", [angle, half_turn]), editor.add("Sub", [angle, half_turn])])
    return editor.add("Where", [editor.add("Less", [real, zero]), turned, angle])
