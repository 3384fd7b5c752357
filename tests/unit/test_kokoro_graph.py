"""The faster convolution is a convolution, and the graph editor leaves valid graphs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper

from narrate.engines.kokoro_graph import prepare, session_options
from narrate.engines.kokoro_graph.editor import GraphEditor
from narrate.engines.kokoro_graph.fast_convolution import Signal, bilinear, fast_convolution
from narrate.errors import EngineError


def empty_model(channels: int | None = None) -> onnx.ModelProto:
    """x → y of shape [1, channels, time], with nothing between them yet."""
    shape = [1, channels, None]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in "xy"]
    graph = helper.make_graph([], "graph", ends[:1], ends[1:])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)


def run(model: onnx.ModelProto, **feeds: np.ndarray) -> np.ndarray:
    onnx.checker.check_model(model)
    session = onnxruntime.InferenceSession(model.SerializeToString(), session_options(1))
    return np.asarray(session.run(None, feeds)[0])


@given(taps=st.integers(1, 16), half=st.integers(9, 20), seed=st.integers(0, 2**32 - 1))
def test_the_three_matrices_correlate(taps: int, half: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    tile, kernel = random.normal(size=2 * half), random.normal(size=taps)
    matrices = bilinear(2 * half, taps)
    result = matrices.leave @ ((matrices.weights @ kernel) * (matrices.enter @ tile))
    np.testing.assert_allclose(result, np.correlate(tile, kernel, "valid"), atol=1e-12)


def test_a_tile_of_32_takes_47_products() -> None:
    assert bilinear(32, 11).enter.shape == (47, 32)
    assert bilinear(32, 11).leave.shape == (22, 47)


@settings(max_examples=30, deadline=None)
@given(
    length=st.integers(1, 300),
    taps=st.sampled_from([3, 7, 11]),
    dilation=st.sampled_from([1, 3, 5]),
    channels=st.tuples(st.integers(1, 4), st.integers(1, 4)),
    seed=st.integers(0, 2**32 - 1),
)
def test_fast_convolution_equals_the_plain_one(
    length: int, taps: int, dilation: int, channels: tuple[int, int], seed: int
) -> None:
    random = np.random.default_rng(seed)
    x = random.normal(size=(1, channels[1], length)).astype(np.float32)
    weight = random.normal(size=(*channels, taps))

    plain = empty_model()
    editor = GraphEditor(plain)
    pad = taps // 2 * dilation
    editor.add(
        "Conv",
        ["x", editor.constant(weight.astype(np.float32))],
        output="y",
        kernel_shape=[taps],
        dilations=[dilation],
        pads=[pad, pad],
    )
    editor.finish()

    fast = empty_model()
    editor = GraphEditor(fast)
    signal = Signal("x", editor.add("Shape", ["x"], start=2, end=3))
    editor.add("Identity", [fast_convolution(editor, signal, weight, dilation)], output="y")
    editor.finish()

    np.testing.assert_allclose(run(fast, x=x), run(plain, x=x), atol=3e-5)


def test_editor_keeps_only_what_the_outputs_need_in_an_order_that_runs() -> None:
    model = empty_model(1)
    editor = GraphEditor(model)
    one = editor.constant(np.ones(1, np.float32))
    editor.add("Add", ["later", one], output="y")
    editor.add("Add", ["x", one], output="later")
    editor.add("Mul", ["later", editor.constant(np.zeros(3, np.float32))])
    editor.finish()
    assert [node.op_type for node in model.graph.node] == ["Add", "Add"]
    assert [tensor.name for tensor in model.graph.initializer] == [one]
    assert run(model, x=np.zeros((1, 1, 2), np.float32)).tolist() == [[[2.0, 2.0]]]


def test_equal_constants_are_stored_once_and_types_kept_apart() -> None:
    editor = GraphEditor(empty_model())
    assert editor.constant([1, 2]) == editor.constant([1, 2])
    assert editor.constant([1, 2]) != editor.constant([2, 1])
    assert editor.constant([0]) != editor.constant(np.zeros(2, np.float32))
    assert editor.constant([1, 2]) != editor.constant(np.array([[1, 2]]))


def test_a_node_may_take_over_a_tensor() -> None:
    model = empty_model(1)
    editor = GraphEditor(model)
    editor.add("Neg", ["x"], output="y")
    editor.add("Abs", ["x"], output="y")
    editor.finish()
    assert run(model, x=np.full((1, 1, 1), -3, np.float32)).item() == 3


def test_a_given_tensor_is_asked_for_instead_of_computed() -> None:
    model = empty_model(1)
    editor = GraphEditor(model)
    editor.add("Neg", ["x"], output="between")
    editor.add("Add", ["between", "x"], output="y")
    editor.give("between", [1, 1, None])
    editor.finish()
    ones = np.ones((1, 1, 1), np.float32)
    assert run(model, x=ones, between=4 * ones).item() == 5


def test_another_model_is_refused_by_name_and_nothing_is_left(tmp_path: Path) -> None:
    model = empty_model(1)
    editor = GraphEditor(model)
    editor.add("Neg", ["x"], output="y")
    editor.finish()
    source = tmp_path / "other.onnx"
    onnx.save(model, source)
    with pytest.raises(EngineError) as caught:
        prepare(source, tmp_path / "prepared.onnx")
    assert str(source) in str(caught.value)
    assert "onnx-community/Kokoro-82M-v1.0-ONNX" in str(caught.value)
    assert list(tmp_path.iterdir()) == [source]


def test_session_options_are_what_was_measured_best() -> None:
    options = session_options(3)
    assert options.intra_op_num_threads == 3
    assert options.inter_op_num_threads == 1
    assert not options.enable_mem_pattern
    assert options.get_session_config_entry("session.intra_op.allow_spinning") == "0"
