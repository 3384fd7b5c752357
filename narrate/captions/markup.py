"""The tags that subtitle files carry around their words."""

from __future__ import annotations

import re

_TAG = re.compile(r"</?(?:i|b|u|s|c|v|font|ruby|rt|lang|span)(?:[.\s][^<>]*)?>|<\d[\d:.]*>", re.IGNORECASE)
_OVERRIDE = re.compile(r"\{\\[^{}]*\}")
"""SubStation's way to place and style a line, which many SRT files borrow: {\\an8}."""


def plain(content: str) -> tuple[str, ...]:
    """The lines of a cue's text without tags; lines that held nothing else are left out."""
    bare = _TAG.sub("", _OVERRIDE.sub("", content))
    return tuple(line.strip() for line in bare.split("\n") if line.strip())
