"""A preview as rows of text, each with a name for what it is; the screen decides on the colours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from narrate.script.preview import NARRATOR

if TYPE_CHECKING:
    from narrate.model import Segment, Skipped
    from narrate.script.preview import Line, Preview

_MOST_CHANGES = 8
"""Words of one segment whose spoken form is shown."""


def rows(shown: Preview) -> Iterator[tuple[str, str]]:
    """(kind, text) rows from top to bottom. Kinds: title, chapter, who, line, said, skipped, total."""
    script = shown.script
    author = f", by {script.author}" if script.author else ""
    yield "title", f"{script.path}: {script.title}{author}, about {clock(shown.seconds)}"
    waiting = sorted(script.skipped, key=lambda part: part.origin.line, reverse=True)
    chapter, who = -1, ""
    for line in shown.lines:
        segment = line.segment
        while waiting and waiting[-1].origin.line < segment.origin.line:
            yield _skipped(waiting.pop())
        if segment.chapter != chapter:
            chapter = segment.chapter
            title, seconds = shown.chapters[chapter]
            yield "chapter", f"{title or '(before the first heading)'}, about {clock(seconds)}"
        if (now := _who(line.who, segment)) != who:
            who = now
            yield "who", who
        yield "line", f"{segment.origin.line:>6}  {segment.text}  [{segment.pause_after:g} s]"
        yield from _said(line)
    while waiting:
        yield _skipped(waiting.pop())
    if len(shown.speakers) > 1 or shown.speakers[:1] != ((NARRATOR, shown.speakers[0][1]),):
        for name, seconds in shown.speakers:
            yield "total", f"{name}: about {clock(seconds)} of speech"
    yield "total", f"{len(shown.lines)} segments, {len(script.skipped)} parts skipped, about {clock(shown.seconds)}"


def _who(name: str, segment: Segment) -> str:
    speed = f", speed {segment.speed:g}" if segment.speed != 1.0 else ""
    return f"{name} ({segment.voice}, {segment.language}{speed})"


def _said(line: Line) -> Iterator[tuple[str, str]]:
    for written, said in line.changed[:_MOST_CHANGES]:
        yield "said", f"{'':>8}{written} → {said or '(nothing)'}"
    if len(line.changed) > _MOST_CHANGES:
        yield "said", f"{'':>8}and {len(line.changed) - _MOST_CHANGES} more"


def _skipped(part: Skipped) -> tuple[str, str]:
    return "skipped", f"{part.origin.line:>6}  skipped {part.kind}: {part.text}"


def clock(seconds: float) -> str:
    """83.4 → "1:23", 7200 → "2:00:00"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
