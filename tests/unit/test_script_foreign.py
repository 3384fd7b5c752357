"""Markdown that nobody here wrote: the project pages of installed packages are read without a change to them."""

from __future__ import annotations

from importlib.metadata import metadata

import pytest

from narrate.model import Delivery, Script
from narrate.script import read, split


def page(package: str) -> Script:
    found = metadata(package)
    text = str(found.get_payload() or found["Description"])
    return split(read(text, f"{package}.md", True), Delivery())


@pytest.mark.parametrize(
    "package", ["faster-whisper", "httpx", "rich", "typer", "huggingface-hub", "kokoro", "markdown-it-py"]
)
def test_a_project_page_leaves_no_markup_in_what_is_said(package: str) -> None:
    found = page(package)
    words = [word for segment in found.segments for word in segment.words]
    assert len(words) > 100
    for word in words:
        assert not any(mark in word.spoken for mark in ("](", "```", "<", "**", "://", "[!", ":::", "&amp;")), word
    assert any(part.kind == "code block" for part in found.skipped)


def test_the_first_line_of_a_page_may_stand_in_html() -> None:
    """httpx says what it is in `<p align="center"><strong>HTTPX</strong> …`, rich names its parts in `<summary>`."""
    assert "client for Python" in page("httpx").segments[0].text
    assert any(segment.text == "Progress Bars" for segment in page("rich").segments)
