"""Where to cut the track into the stretches that the recogniser hears in one go.

Whisper always pays for 30 s, so windows should be long; and what was heard is cached by content, so a changed sentence
should change as few windows as possible. Cuts at fixed lengths would shift everything after an insertion. Here each
window ends, among the boundaries that make a window of 12 to 28 s, at the one with the longest pause, and among equals
at the one whose texts have the largest hash: the choice depends on what stands there, not on where it stands, so that
after a change the old cuts are found again (content-defined chunking, as backup programs do it).
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.model import Placed, Timeline

SHORTEST = 12.0
"""Seconds. Shorter windows waste the 30 s that each costs, and Whisper hears more wrongly the less it has."""
LONGEST = 28.0
"""Seconds. Whisper's window is 30 s; the rest is room for its own padding."""


@dataclass(frozen=True, slots=True)
class Window:
    """Samples [start, end) of the track; segments `first` to `last` (indexes into `Timeline.placed`, both included)."""

    start: int
    end: int
    first: int
    last: int


def windows(timeline: Timeline) -> tuple[Window, ...]:
    """Windows that cover the track without gap or overlap, cut in the middle of pauses and never inside a segment.

    A window holds one language. A segment longer than LONGEST is a window of its own (alone, or the recogniser would cut
    it together with others).
    """
    placed = timeline.placed
    if not placed:
        return ()
    edges = _edges(timeline)
    found: list[Window] = []
    first = 0
    while first < len(placed):
        last = _last(timeline, edges, first)
        found.append(Window(edges[first], edges[last + 1], first, last))
        first = last + 1
    return tuple(found)


def alone(timeline: Timeline, at: int) -> Window:
    """Segment `at` by itself, from the middle of the pause before it to the middle of the one after it."""
    edges = _edges(timeline)
    return Window(edges[at], edges[at + 1], at, at)


def _edges(timeline: Timeline) -> list[int]:
    """Where windows may begin and end: both ends of the track and the middle of each pause."""
    pairs = zip(timeline.placed, timeline.placed[1:], strict=False)
    return [0, *(a.end + (b.start - a.end) // 2 for a, b in pairs), timeline.length]


def _last(timeline: Timeline, edges: Sequence[int], first: int) -> int:
    """The segment at which the window that begins with segment `first` ends."""
    placed, shortest, longest = timeline.placed, SHORTEST * timeline.rate, LONGEST * timeline.rate
    past = _past_language(placed, first)
    if edges[past] - edges[first] <= longest:
        return past - 1
    fitting = [at for at in range(first, past) if edges[at + 1] - edges[first] <= longest]
    if not fitting:
        return first
    good = [at for at in fitting if edges[at + 1] - edges[first] >= shortest] or fitting[-1:]
    roomy = [at for at in good if edges[past] - edges[at + 1] >= shortest] or good
    return max(roomy, key=lambda at: _fitness(placed, at))


def _past_language(placed: Sequence[Placed], first: int) -> int:
    """The first segment behind `first` in another language (British and American are one), or the end."""
    spoken = [item.segment.language.partition("-")[0] for item in placed[first:]]
    return next((first + at for at, language in enumerate(spoken) if language != spoken[0]), len(placed))


def _fitness(placed: Sequence[Placed], at: int) -> tuple[float, str]:
    """How good a place to cut the boundary after segment `at` is; depends only on the two segments beside it."""
    here, after = placed[at].segment, placed[at + 1].segment if at + 1 < len(placed) else None
    sign = f"{here.spoken}\0{after.spoken if after else ''}"
    return here.pause_after, sha256(sign.encode()).hexdigest()
