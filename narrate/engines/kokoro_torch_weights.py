"""Kokoro's torch checkpoint, rebuilt from the official fp32 ONNX file: `--backend torch` needs no second download.

The export kept every weight, under other names and in other layouts:

- convolutions hold the finished weight; torch wants it split by weight normalisation (weight_v = W, weight_g = its norm);
- linear layers are transposed, as the right side of a MatMul;
- LSTM gates are stored in the order input, output, forget, cell; torch wants input, forget, cell, output.

What the network never uses is not in the file: the affine part of the adaptive norms (filled with ones and zeros) and
BERT's pooler (zeros). Loaded with `strict=True`, `kokoro.KModel` predicts the same durations as the ONNX file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from narrate.errors import EngineError, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy.typing as npt
    import onnx
    import torch

    Array = npt.NDArray[np.float32]

CHECKPOINT_VERSION = "1"
"""Changes whenever the mapping does: part of the checkpoint's file name."""

_SECTIONS = (
    ("encoder.bert_encoder.", "bert_encoder."),
    ("encoder.bert.", "bert."),
    ("encoder.predictor.", "predictor."),
    ("encoder.text_encoder.", "text_encoder."),
    ("decoder.decoder.", "decoder."),
    ("encoder.", "predictor."),  # paths leave the predictor out for F0, N and shared
)
_ADAPTIVE_NORMS = (".norm1.fc.bias", ".norm2.fc.bias", ".adain1.", ".adain2.")
_POOLER = 768
_ONNX_GATES_IN_TORCH_ORDER = (0, 2, 3, 1)


def torch_state(onnx_path: Path) -> dict[str, torch.Tensor]:
    """Every entry of `kokoro.KModel.state_dict()`, from the official fp32 `model.onnx`."""
    import onnx
    import torch
    from onnx import numpy_helper

    graph = onnx.load(onnx_path).graph
    weights: dict[str, Array] = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    state: dict[str, Array] = {}
    state.update(_plain(weights))
    for node in graph.node:
        state.update(_of_node(node, weights))
    state.update(_linear(graph, weights))
    state.update(list(_unused(state)))
    if not any(name.startswith("bert.encoder.") for name in state):
        raise EngineError(
            Fault("not Kokoro's fp32 export", "use onnx/model.onnx of onnx-community/Kokoro-82M-v1.0-ONNX", str(onnx_path))
        )
    return {name: torch.from_numpy(np.array(values, np.float32)) for name, values in state.items()}


def save_checkpoint(onnx_path: Path, target: Path) -> None:
    """Write what `kokoro.KModel(model=…)` reads: one state dict for each of its five parts. About 330 MB."""
    import torch

    parts: dict[str, dict[str, torch.Tensor]] = {}
    for name, tensor in torch_state(onnx_path).items():
        part, _, rest = name.partition(".")
        parts.setdefault(part, {})[rest] = tensor
    torch.save(parts, target)


def _module(name: str) -> str:
    """KModel's name for a dotted ONNX one."""
    for theirs, ours in _SECTIONS:
        if name.startswith(theirs):
            return ours + name[len(theirs) :]
    return name


def _plain(weights: dict[str, Array]) -> dict[str, Array]:
    """Initialisers that kept name and layout: biases, embeddings, layer norms, the styles' linear layers."""
    return {
        _module(name): values
        for name, values in weights.items()
        if name.startswith(("encoder.", "decoder.")) and ".stft." not in name
    }


def _of_node(node: onnx.NodeProto, weights: dict[str, Array]) -> Iterator[tuple[str, Array]]:
    if node.op_type in ("Conv", "ConvTranspose") and node.input[1].startswith("/"):
        name, weight = _convolution(node), weights[node.input[1]]
        yield f"{name}.weight_v", weight
        yield f"{name}.weight_g", np.sqrt(np.sum(weight.astype(np.float64) ** 2, axis=(1, 2), keepdims=True))
    elif node.op_type == "LSTM":
        yield from _lstm(_path(node), *(weights[name] for name in node.input[1:4]))


def _convolution(node: onnx.NodeProto) -> str:
    """The module's name, read off its bias, or off the path where it has none."""
    has_bias = len(node.input) > 2
    return _module(node.input[2]).removesuffix(".bias") if has_bias else _path(node)


def _path(node: onnx.NodeProto) -> str:
    """/encoder/F0.1/conv1x1/Conv_output_0 → predictor.F0.1.conv1x1"""
    return _module(".".join(node.output[0].split("/")[1:-1]))


def _lstm(name: str, inputs: Array, hidden: Array, biases: Array) -> Iterator[tuple[str, Array]]:
    """inputs (2, 4h, n), hidden (2, 4h, h), biases (2, 8h): forward and backward, gates i, o, f, c."""
    for direction, suffix in enumerate(("", "_reverse")):
        yield f"{name}.weight_ih_l0{suffix}", _gates(inputs[direction])
        yield f"{name}.weight_hh_l0{suffix}", _gates(hidden[direction])
        of_inputs, of_hidden = np.split(biases[direction], 2)
        yield f"{name}.bias_ih_l0{suffix}", _gates(of_inputs)
        yield f"{name}.bias_hh_l0{suffix}", _gates(of_hidden)


def _gates(values: Array) -> Array:
    gates = np.split(values, 4)
    return np.concatenate([gates[gate] for gate in _ONNX_GATES_IN_TORCH_ORDER])


def _linear(graph: onnx.GraphProto, weights: dict[str, Array]) -> Iterator[tuple[str, Array]]:
    """x @ W + bias: the Add that follows a MatMul names the layer by its bias."""
    products: dict[str, Any] = {node.output[0]: node for node in graph.node if node.op_type == "MatMul"}
    for node in graph.node:
        if node.op_type == "Add":
            bias = next((name for name in node.input if name.endswith(".bias")), None)
            product = next((products[name] for name in node.input if name in products), None)
            if bias and product and product.input[1] in weights:
                yield f"{_module(bias).removesuffix('.bias')}.weight", weights[product.input[1]].T


def _unused(state: dict[str, Array]) -> Iterator[tuple[str, Array]]:
    for name, bias in state.items():
        if name.endswith(".fc.bias") and any(mark in name for mark in _ADAPTIVE_NORMS):
            norm = name.removesuffix("fc.bias") + "norm"
            channels = len(bias) // 2
            yield f"{norm}.weight", np.ones(channels, np.float32)
            yield f"{norm}.bias", np.zeros(channels, np.float32)
    yield "bert.pooler.weight", np.zeros((_POOLER, _POOLER), np.float32)
    yield "bert.pooler.bias", np.zeros(_POOLER, np.float32)
