"""A block's text while it is put together, and while parts of it are taken out again.

Everything that hangs on the text (lines, readings, spans, pauses) hangs on offsets, and moves with them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from narrate.script.document import Block, Kind, Manner, Pause, Reading, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CLOSING = re.compile(r"[.,;:!?…)\]”’»]+(?=\s|$)")
"""Marks that end what is before a pause: the pause comes after them."""


@dataclass(slots=True)
class Draft:
    """Text with what hangs on it. `marks` are (offset, line) as in Block; the first is at 0."""

    text: str = ""
    marks: list[tuple[int, int]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)

    def line_at(self, offset: int) -> int:
        """The source line of the character at `offset`."""
        return self.marks[max(0, bisect_right(self.marks, offset, key=lambda mark: mark[0]) - 1)][1]

    def without(self, ranges: Iterable[tuple[int, int]]) -> Draft:
        """This with the characters in `ranges` (ascending, apart from each other) taken out, and all that is in them."""
        cut = [(start, end) for start, end in ranges if start < end]
        if not cut:
            return self
        starts = [start for start, _ in cut]
        gone = [0]
        for start, end in cut:
            gone.append(gone[-1] + end - start)

        def moved(offset: int) -> int:
            index = bisect_right(starts, offset)
            inside = max(0, cut[index - 1][1] - offset) if index else 0
            return offset - gone[index] + inside

        def inside(offset: int) -> bool:
            index = bisect_right(starts, offset)
            return index > 0 and starts[index - 1] < offset < cut[index - 1][1]

        edges = [0, *(edge for pair in cut for edge in pair), len(self.text)]
        kept = "".join(self.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
        spans = [replace(span, start=moved(span.start), end=moved(span.end)) for span in self.spans]
        readings = [replace(reading, start=moved(reading.start), end=moved(reading.end)) for reading in self.readings]
        return Draft(
            kept,
            [(moved(offset), line) for offset, line in self.marks],
            [span for span in spans if span.start < span.end],
            [reading for reading in readings if reading.start < reading.end],
            [replace(pause, offset=moved(pause.offset)) for pause in self.pauses if not inside(pause.offset)],
        )

    def part(self, start: int, end: int) -> Draft:
        """The characters [start, end), with what hangs on them. A pause at `end` stays only with the end of the text."""
        last = end == len(self.text)
        inner = [mark for mark in self.marks if start < mark[0] < end]
        return Draft(
            self.text[start:end],
            [(0, self.line_at(start)), *((offset - start, line) for offset, line in inner)],
            [
                replace(s, start=max(s.start, start) - start, end=min(s.end, end) - start)
                for s in self.spans
                if s.start < end and s.end > start
            ],
            [
                replace(r, start=max(r.start, start) - start, end=min(r.end, end) - start)
                for r in self.readings
                if r.start < end and r.end > start
            ],
            [
                replace(pause, offset=pause.offset - start)
                for pause in self.pauses
                if start <= pause.offset < end or (last and pause.offset == end)
            ],
        )

    def append(self, other: Draft, between: str) -> None:
        """`other` behind this, with `between` in the middle."""
        self.text += between if self.text else ""
        shift = len(self.text)
        self.text += other.text
        self.marks += [(offset + shift, line) for offset, line in other.marks]
        self.spans += [replace(s, start=s.start + shift, end=s.end + shift) for s in other.spans]
        self.readings += [replace(r, start=r.start + shift, end=r.end + shift) for r in other.readings]
        self.pauses += [replace(pause, offset=pause.offset + shift) for pause in other.pauses]

    def settled(self) -> Draft:
        """This with every pause behind the marks that close what is before it, and no space left in front of them."""
        if not self.pauses:
            return self
        pauses, spaces = [], []
        for pause in self.pauses:
            if (closing := _CLOSING.match(self.text, pause.offset)) is not None:
                before = self.text[: pause.offset]
                spaces.append((len(before.rstrip()), pause.offset))
                pause = replace(pause, offset=closing.end())
            pauses.append(pause)
        apart = [s for n, s in enumerate(spaces) if n == 0 or s[0] >= spaces[n - 1][1]]
        return Draft(self.text, self.marks, self.spans, self.readings, pauses).without(apart)

    def block(self, kind: Kind, manner: Manner) -> Block:
        """This as a Block. Marks at the same offset are one: the last."""
        marks = tuple(dict(self.marks).items())
        return Block(kind, self.text, marks, manner, tuple(self.spans), tuple(self._readings()), tuple(self.pauses))

    def _readings(self) -> Iterator[Reading]:
        """The readings from left to right, without white space at their ends, and without those inside another one."""
        past = 0
        for reading in sorted(self.readings, key=lambda reading: (reading.start, -reading.end)):
            text = self.text[reading.start : reading.end]
            start = reading.start + len(text) - len(text.lstrip())
            end = reading.start + len(text.rstrip())
            if past <= start < end:
                yield replace(reading, start=start, end=end)
                past = end
