"""A source file as it was read: front matter and blocks of text that know their lines."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narrate.model import Skipped


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The settings at the head of a file. None: not given. `pauses` holds only those given, in seconds.

    `lines` says on which line (from 1) each key stands: "voice", "pauses", "pauses.sentence" …
    """

    title: str | None = None
    voice: str | None = None
    speed: float | None = None
    language: str | None = None
    pauses: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


class Kind(Enum):
    """What a block is, as far as speaking is concerned."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "list item"
    BREAK = "thematic break"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a list item, or a thematic break (which has no text).

    `marks` are (offset, line) pairs, ascending: from `offset` in `text` on, the source line is `line` (from 1).
    """

    kind: Kind
    text: str
    marks: tuple[tuple[int, int], ...]

    @property
    def line(self) -> int:
        """The line on which the block begins."""
        return self.marks[0][1]

    def line_at(self, offset: int) -> int:
        """The source line of the character at `offset` in `text`."""
        return self.marks[max(0, bisect_right(self.marks, offset, key=lambda mark: mark[0]) - 1)][1]


@dataclass(frozen=True, slots=True)
class Document:
    """A source file as it was read. `blocks` hold what is spoken, in order; `skipped` names what is not."""

    path: str
    front: FrontMatter
    blocks: tuple[Block, ...]
    skipped: tuple[Skipped, ...] = ()
