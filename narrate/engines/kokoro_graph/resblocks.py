"""Rewrites the generator's eight residual blocks, where nine tenths of the work is.

One step of a block is norm → Snake → dilated convolution → norm → Snake → convolution → add. The export spells the
adaptive instance norm in eight nodes and Snake, x + sin²(αx)/α, in five. Here one InstanceNormalization gives z = αx (α
goes into the style's linear layer), Snake is z + sin² z, and 1/α goes into the convolution's weights. Biases are left out:
the next norm takes any constant away, and what reaches the end of the stage is added there, once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from narrate.engines.kokoro_graph.fast_convolution import WORTH_IT, Signal, fast_convolution

if TYPE_CHECKING:
    import numpy.typing as npt

    from narrate.engines.kokoro_graph.editor import GraphEditor

    Channels = npt.NDArray[np.float64]

PATH = "/decoder/decoder/generator/"
MODULE = "decoder.decoder.generator."
_STYLE = "/decoder/Slice_output_0"
_STEPS = 3
_STAGES = (
    ("noise_res.0", ("resblocks.0", "resblocks.1", "resblocks.2"), "ups.0", "Div_2_output_0"),
    ("noise_res.1", ("resblocks.3", "resblocks.4", "resblocks.5"), "ups.1", "Div_4_output_0"),
)


def rewrite_resblocks(editor: GraphEditor) -> None:
    """Replace all residual blocks. The tensors at their ends keep their names."""
    for noise, blocks, upsampling, mean in _STAGES:
        first_norm = f"{PATH}{blocks[0]}/adain1.0/ReduceMean_output_0"
        inputs = [
            editor.producer(f"{PATH}{noise}/adain1.0/ReduceMean_output_0").input[0],
            editor.producer(first_norm).input[0],
        ]
        of_noise, shared = (Signal(x, editor.add("Shape", [x], start=2, end=3)) for x in inputs)
        left_out = _block(editor, noise, of_noise)
        _add_to_bias(editor, f"{PATH}{upsampling}/ConvTranspose_output_0", left_out)
        total = np.sum([_block(editor, name, shared) for name in blocks], axis=0)
        _mean(editor, PATH + mean, total / len(blocks))


def _block(editor: GraphEditor, name: str, signal: Signal) -> Channels:
    """Rebuild one block; returns the constant by which its output is now too small, shape (channels,)."""
    left_out: Channels = np.zeros(1)
    x = signal.tensor
    for step in range(_STEPS):
        y, _ = _half(editor, name, Signal(x, signal.length), (1, step))
        y, bias = _half(editor, name, Signal(y, signal.length), (2, step))
        left_out = left_out + bias
        last = step == _STEPS - 1
        x = editor.add("Add", [y, x], output=f"{PATH}{name}/Add_8_output_0" if last else None)
    return left_out


def _half(editor: GraphEditor, name: str, signal: Signal, place: tuple[int, int]) -> tuple[str, Channels]:
    """norm → Snake → convolution without its bias; returns the tensor and the bias."""
    half, step = place
    alpha = editor.weight(f"{MODULE}{name}.alpha{half}.{step}").reshape(-1).astype(np.float64)
    activated = _snake(editor, _norm(editor, signal.tensor, f"{MODULE}{name}.adain{half}.{step}.fc", alpha))
    output = f"{PATH}{name}/convs{half}.{step}/Conv_output_0"
    _, weight, bias = editor.producer(output).input
    scaled = editor.weight(weight).astype(np.float64) / alpha[:, None]
    dilation = editor.attribute(output, "dilations")[0]
    convolved = _convolution(editor, Signal(activated, signal.length), scaled, dilation)
    return convolved, editor.weight(bias).astype(np.float64)


def _norm(editor: GraphEditor, x: str, style_layer: str, alpha: Channels) -> str:
    """α ((1 + γ) norm(x) + β), with γ and β from the style."""
    weight, bias = (editor.weight(f"{style_layer}.{part}").astype(np.float64) for part in ("weight", "bias"))
    bias[: len(alpha)] += 1
    twice = np.concatenate([alpha, alpha])
    inputs = [
        _STYLE,
        *(editor.constant(values.astype(np.float32)) for values in (weight * twice[:, None], bias * twice)),
    ]
    scale, shift = editor.split(editor.add("Reshape", [editor.add("Gemm", inputs, transB=1), editor.constant([-1])]), 0)
    return editor.add("InstanceNormalization", [x, scale, shift], epsilon=1e-5)


def _snake(editor: GraphEditor, z: str) -> str:
    """z + sin² z: Snake times α. Mul is twice as fast as the export's Pow."""
    sine = editor.add("Sin", [z])
    return editor.add("Add", [z, editor.add("Mul", [sine, sine])])


def _convolution(editor: GraphEditor, signal: Signal, weight: npt.NDArray[np.float64], dilation: int) -> str:
    taps = weight.shape[-1]
    if taps >= WORTH_IT:
        return fast_convolution(editor, signal, weight, dilation)
    pad = taps // 2 * dilation
    inputs = [signal.tensor, editor.constant(weight.astype(np.float32))]
    return editor.add("Conv", inputs, kernel_shape=[taps], dilations=[dilation], pads=[pad, pad])


def _add_to_bias(editor: GraphEditor, output: str, constant: Channels) -> None:
    """A constant over time may as well be added before the sum that the block's output goes into."""
    node = editor.producer(output)
    node.input[2] = editor.constant((editor.weight(node.input[2]) + constant).astype(np.float32))


def _mean(editor: GraphEditor, output: str, constant: Channels) -> None:
    """x / 3 + constant in one pass, as a batch norm with mean 0 and variance 1."""
    total = editor.producer(output).input[0]
    ones = np.ones(len(constant), np.float32)
    values = (ones / 3, constant.astype(np.float32), 0 * ones, ones)
    inputs = [total, *(editor.constant(value) for value in values)]
    editor.add("BatchNormalization", inputs, epsilon=0.0, output=output)
