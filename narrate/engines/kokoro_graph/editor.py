"""Edits an ONNX graph: constants by value, fresh names, dead nodes removed, order restored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    Array = npt.NDArray[Any]


class GraphEditor:
    """One model under the knife. Tensors are named by their producers; `finish` leaves a valid, sorted graph."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self._graph = model.graph
        self._weights = {tensor.name: tensor for tensor in model.graph.initializer}
        self._producers: dict[str, onnx.NodeProto] = {name: node for node in model.graph.node for name in node.output}
        self._constants: dict[tuple[str, tuple[int, ...], bytes], str] = {}
        self._count = 0

    def weight(self, name: str) -> Array:
        """The initialiser `name`, as an array."""
        return np.asarray(numpy_helper.to_array(self._weights[name]))

    def attribute(self, name: str, key: str) -> list[int]:
        """The list of integers under `key` of the node that makes the tensor `name`."""
        values = next(entry.ints for entry in self._producers[name].attribute if entry.name == key)
        return list(values)

    def producer(self, name: str) -> onnx.NodeProto:
        """The node that makes the tensor `name`."""
        return self._producers[name]

    def constant(self, values: Array | list[int]) -> str:
        """The name of an initialiser with these values; equal values share one. Lists become int64."""
        array = np.asarray(values, np.int64) if isinstance(values, list) else np.ascontiguousarray(values)
        key = (array.dtype.str, array.shape, array.tobytes())
        if key not in self._constants:
            name = self.fresh("constant")
            self._constants[key] = name
            self._weights[name] = numpy_helper.from_array(array, name)
        return self._constants[key]

    def scalar(self, value: float) -> str:
        """A float32 initialiser of shape []."""
        return self.constant(np.array(value, np.float32))

    def add(self, op: str, inputs: Iterable[str], *, output: str | None = None, **attributes: Any) -> str:
        """Append a node with one output and return that output's name. `output` takes over an existing tensor."""
        return self.add_many(op, inputs, [output or self.fresh(op)], **attributes)[0]

    def split(self, tensor: str, axis: int) -> tuple[str, str]:
        """The two halves of a tensor."""
        first, second = self.add_many(
            "Split", [tensor], [self.fresh("first"), self.fresh("second")], axis=axis, num_outputs=2
        )
        return first, second

    def add_many(self, op: str, inputs: Iterable[str], outputs: list[str], **attributes: Any) -> list[str]:
        """Append a node with these outputs; a tensor that exists already is from now on made by this node."""
        node = helper.make_node(op, list(inputs), outputs, name=self.fresh(f"{op}_node"), **attributes)
        self._producers.update(dict.fromkeys(outputs, node))
        return outputs

    def give(self, name: str, shape: list[int | None]) -> None:
        """Make the float32 tensor `name` an input of the graph, instead of computing it."""
        del self._producers[name]
        self._graph.input.append(helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape))

    def finish(self) -> None:
        """Write the edited graph back: only what the outputs need, every node after its inputs."""
        order = self._sorted()
        used = {name for node in order for name in node.input}
        del self._graph.node[:]
        self._graph.node.extend(order)
        del self._graph.initializer[:]
        self._graph.initializer.extend(tensor for name, tensor in self._weights.items() if name in used)
        del self._graph.value_info[:]

    def _sorted(self) -> list[onnx.NodeProto]:
        order: list[onnx.NodeProto] = []
        done: set[int] = set()
        stack = [(output.name, False) for output in reversed(self._graph.output)]
        while stack:
            name, inputs_done = stack.pop()
            node = self._producers.get(name)
            if node is None or id(node) in done:
                continue
            if inputs_done:
                done.add(id(node))
                order.append(node)
            else:
                stack.append((name, True))
                stack.extend((source, False) for source in reversed(node.input))
        return order

    def fresh(self, stem: str) -> str:
        """A tensor name that is not used yet."""
        self._count += 1
        return f"narrate/{stem}_{self._count}"
