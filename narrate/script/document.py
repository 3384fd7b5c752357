"""A source file as it was read: front matter, and blocks of text that know their lines and how they are to be said."""

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
class Manner:
    """Who speaks, and how. None: as around it. A voice that comes without a language brings its own."""

    voice: str | None = None
    speed: float | None = None
    language: str | None = None
    speaker: str = ""

    def over(self, outer: Manner) -> Manner:
        """This inside `outer`: what is not said here is as there."""
        if self == SAME:
            return outer
        # a voice does not take the language of the voice around it
        language = self.language if self.voice is not None else self.language or outer.language
        return Manner(
            self.voice if self.voice is not None or self.language is not None else outer.voice,
            self.speed if self.speed is not None else outer.speed,
            language,
            self.speaker or outer.speaker,
        )


SAME = Manner()


@dataclass(frozen=True, slots=True)
class Habits:
    """What is done with the things that a reader could say or leave out."""

    speak_headings: bool = True
    images: str = "skip"
    tables: str = "skip"
    code: str = "skip"
    urls: str = "short"
    emoji: str = "skip"
    footnotes: str = "skip"
    parentheses: str = "speak"
    maths: str = "skip"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The settings at the head of a file. None: not given. `pauses` holds only those given, in seconds.

    `voices` are the speakers by name; `lexicon` the files named, as written; `formats` the sound formats asked for.
    `lines` says on which line (from 1) each key stands: "voice", "pauses", "pauses.sentence", "voices.Host",
    "lexicon.0" …
    """

    title: str | None = None
    voice: str | None = None
    speed: float | None = None
    language: str | None = None
    pauses: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    author: str | None = None
    voices: Mapping[str, Manner] = field(default_factory=lambda: MappingProxyType({}))
    lexicon: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    habits: Habits = Habits()


class Kind(Enum):
    """What a block is, as far as speaking is concerned."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "list item"
    BREAK = "thematic break"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Reading:
    """How the characters [start, end) of a block's text are said, where the author says so.

    `say` is said in their place; `phonemes` exactly as they stand (misaki's alphabet); `kind` is how they are read
    ("digits", "ordinal" …, see `say_as`). One of the three is given; `say` may come with `phonemes`.
    """

    start: int
    end: int
    say: str = ""
    phonemes: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """The characters [start, end) of a block's text are spoken in a manner of their own."""

    start: int
    end: int
    manner: Manner


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence before the character at `offset`: seconds, or the name of a field of `model.Pauses`."""

    offset: int
    length: float | str
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a list item, a thematic break (which has no text), or a pause between blocks (neither).

    `marks` are (offset, line) pairs, ascending: from `offset` in `text` on, the source line is `line` (from 1).
    """

    kind: Kind
    text: str
    marks: tuple[tuple[int, int], ...]
    manner: Manner = SAME
    spans: tuple[Span, ...] = ()
    readings: tuple[Reading, ...] = ()
    pauses: tuple[Pause, ...] = ()

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
