"""Bytes to text: what is taken, and what is refused with which line and cure."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.errors import Fault, InputError
from narrate.script import decode


def fault(data: bytes) -> Fault:
    with pytest.raises(InputError) as caught:
        decode(data, "a.md")
    assert len(caught.value.faults) == 1
    assert caught.value.faults[0].path == "a.md"
    assert caught.value.faults[0].cure
    return caught.value.faults[0]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        (b"\xef\xbb\xbfHi\r\n", "Hi\n"),
        ("Größe – 你好 🎉".encode(), "Größe – 你好 🎉"),
        (b"a\x1b[0m\x07b", "a\x1b[0m\x07b"),
    ],
)
def test_text_is_taken(data: bytes, text: str) -> None:
    assert decode(data, "a.md") == text


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_an_invalid_byte_is_named_with_its_line_and_a_guess(end: bytes) -> None:
    found = fault(b"one" + end + b"two" + end + b"a caf\xe9 there" + end)
    assert found.line == 3
    assert "0xE9" in found.message
    assert "UTF-8" in found.cure
    assert "Windows-1252" in found.cure
    assert "café" in found.cure


def test_bytes_that_are_no_single_byte_text_either_get_no_guess() -> None:
    found = fault(b"ok\nbad \x81\x8d\x9d")
    assert found.line == 2
    assert found.cure == "save it as UTF-8"


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-be", "utf-16-le", "utf-32"])
def test_wide_encodings_are_named(codec: str) -> None:
    mark = "" if codec in ("utf-16", "utf-32") else "\ufeff"
    found = fault((mark + "Hello there").encode(codec))
    assert ("UTF-32" if codec == "utf-32" else "UTF-16") in found.message
    assert found.cure == "save it as UTF-8"


def test_utf16_without_a_mark_is_recognised() -> None:
    assert "UTF-16" in fault("Hello there".encode("utf-16-le")).message


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"%PDF-1.7\n\xff", "PDF"),
        (b"PK\x03\x04rest", "Word"),
        (b"{\\rtf1 hello}", "Rich Text"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
        (b"some text with one zero \x00 in the middle of it all", "NUL"),
        (b"\x01\x02\x03\x04\x05\x06 some", "control"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, named: str) -> None:
    assert named in fault(data).message


def test_the_line_of_binary_garbage_is_given() -> None:
    assert fault(b"one two three four\nfive\x00six seven eight nine").line == 2


@settings(deadline=None)
@given(st.text(alphabet=st.characters(blacklist_categories=["Cc", "Cs"]) | st.just("\n")))
def test_utf8_comes_back_unchanged(text: str) -> None:
    assert decode(text.encode("utf-8"), "a.md") == text.removeprefix("\ufeff")


def attempt(data: bytes) -> str | InputError:
    try:
        return decode(data, "a.md")
    except InputError as exc:
        return exc


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_an_input_error(data: bytes) -> None:
    found = attempt(data)
    if isinstance(found, InputError):
        assert all(each.path == "a.md" and each.cure for each in found.faults)
    else:
        assert "\r" not in found
