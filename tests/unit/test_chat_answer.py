"""What a chat's answer holds, however it is cut: bytes to frames to text, and thoughts that are none of it."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.engines.chat import Answer, Thoughts, error_text
from narrate.engines.chat_sse import frames, lines
from narrate.errors import EngineError
from narrate.events import Event, Streamed, silent


def cut(whole: str, places: list[int]) -> list[str]:
    edges = [0, *sorted(place % (len(whole) + 1) for place in places), len(whole)]
    return [whole[start:end] for start, end in pairwise(edges)]


@given(
    st.lists(st.tuples(st.text("ab <>/think", max_size=12), st.sampled_from(("think", "thinking")), st.text(max_size=12))),
    st.text("xyz", max_size=5),
    st.lists(st.integers(0, 500), max_size=20),
)
def test_thoughts_are_taken_out_wherever_the_pieces_are_cut(
    parts: list[tuple[str, str, str]], rest: str, places: list[int]
) -> None:
    parts = [(text.replace("<", ""), tag, thought.replace("<", "")) for text, tag, thought in parts]
    whole = "".join(f"{text}<{tag}>{thought}</{tag}>" for text, tag, thought in parts) + rest
    thoughts = Thoughts()
    fed = [thoughts.feed(piece) for piece in cut(whole, places)]
    assert "".join(text for text, _ in fed) + thoughts.rest() == "".join(text for text, _, _ in parts) + rest
    assert "".join(aside for _, aside in fed) == "".join(thought for _, _, thought in parts)


def test_what_only_looks_like_a_tag_is_text() -> None:
    thoughts = Thoughts()
    assert thoughts.feed("a <thin")[0] + thoughts.feed(" line> b <think")[0] + thoughts.rest() == "a <thin line> b <think"


def test_thoughts_that_never_end_are_not_spoken() -> None:
    thoughts = Thoughts()
    assert thoughts.feed("yes <think>no, or perhaps</thi") == ("yes ", "no, or perhaps")
    assert thoughts.rest() == ""


JSON_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)


@given(
    st.lists(JSON_TEXT, max_size=6),
    st.sampled_from(("\n", "\r\n", "\r")),
    st.sampled_from(("data: ", "data:", "event: message\ndata: ", ": a comment\nid: 1\ndata:")),
    st.lists(st.integers(0, 2000), max_size=30),
)
def test_frames_come_whole_wherever_the_bytes_are_cut(texts: list[str], ending: str, start: str, places: list[int]) -> None:
    stream = "".join(f"{start}{json.dumps({'t': text}, ensure_ascii=False)}\n\n" for text in texts) + "data: [DONE]\n\n"
    data = stream.replace("\n", ending).encode()
    edges = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    chunks = [data[start:end] for start, end in pairwise(edges)]
    assert list(frames(chunks, "it")) == [*({"t": text} for text in texts), "done"]


def test_a_line_separator_inside_json_cuts_nothing() -> None:
    assert list(lines(["a\u2028b\x0b\n".encode()])) == ["a\u2028b\x0b"]


def test_frames_without_blank_lines_and_json_over_two_lines() -> None:
    assert list(frames([b'data: {"a": 1}\ndata: {"b":\ndata: 2}\n\n'], "it")) == [{"a": 1}, {"b": 2}]


def test_half_a_line_is_no_frame() -> None:
    assert list(frames([b'data: {"a": 1}\n\ndata: {"b'], "it")) == [{"a": 1}]


def test_a_line_that_is_no_json_is_an_error() -> None:
    with pytest.raises(EngineError, match="no JSON"):
        list(frames([b'data: {"a": \n\ndata: [DONE]\n\n'], "it"))


def test_llama_cpps_own_error_lines() -> None:
    assert list(frames([b'error: {"message": "slot unavailable"}\n\n'], "it")) == [
        {"error": {"message": "slot unavailable"}}
    ]


def chunk(content: str | None = None, finish: str | None = None, **more: str) -> dict[str, object]:
    return {"choices": [{"index": 0, "delta": {"content": content, **more}, "finish_reason": finish}]}


def test_an_answer_of_all_kinds_of_chunks() -> None:
    events: list[Event] = []
    answer = Answer("m", events.append)
    chunks = [
        chunk(role="assistant"),
        chunk(reasoning_content="loading"),
        chunk("One"),
        {"choices": []},
        chunk(" two."),
        chunk(None, "stop"),
        {"choices": [], "usage": {"total_tokens": 3}},
        {"object": "something else"},
    ]
    assert "".join(map(answer.feed, chunks)) + answer.end() == "One two."
    assert events == [Streamed("loading", aside=True)]


@pytest.mark.parametrize(
    ("chunks", "message"),
    [
        ([chunk("One")], "broke off before its end"),
        ([chunk("One"), chunk(None, "length")], "limit of tokens"),
        ([chunk("One"), chunk(None, "content_filter")], "filter"),
        ([chunk("<think>what?</think> \n"), chunk(None, "stop")], "answered nothing"),
        ([chunk("One"), {"error": {"message": "out of memory"}}], "out of memory"),
        ([{"error": "no room"}], "no room"),
    ],
)
def test_answers_that_are_none(chunks: list[dict[str, object]], message: str) -> None:
    answer = Answer("m", silent)
    with pytest.raises(EngineError, match=message):
        _ = [*map(answer.feed, chunks), answer.end()]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"error": {"message": "no such model", "code": 404}}, "no such model"),
        ({"error": "no such model"}, "no such model"),
        ("no such\n model", "no such model"),
        ({"detail": "no such model"}, "no such model"),
        ("<!doctype html><h1>Bad gateway</h1>", "a page of HTML, not a chat's answer"),
        ({"odd": 1}, "{'odd': 1}"),
    ],
)
def test_all_shapes_of_errors_are_understood(body: object, text: str) -> None:
    assert error_text(body) == text


def test_a_long_error_is_cut() -> None:
    assert len(error_text("x" * 5000)) == 300
