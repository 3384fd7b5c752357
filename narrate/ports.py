"""The ports: what narrate needs from an engine, and nothing more. Sync, because the engines block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from narrate.model import Clip, Heard, Pronunciation, Samples, Segment, SpokenWord


class Synthesizer(Protocol):
    """Text to speech. A cache, a recorder or a fake is one too."""

    @property
    def rate(self) -> int:
        """Sample rate of every clip, in hertz."""

    def fingerprint(self, segment: Segment) -> str:
        """Changes whenever the same segment would sound different: spoken text, voice, speed, model, code versions.

        Never depends on the segment's position. Loads no model.
        """

    def synthesize(self, segment: Segment) -> Clip:
        """One Word in the clip for each word of the segment. May be called from several threads at once."""


class Transcriber(Protocol):
    """Speech to text."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same sound could be heard differently. Loads no model."""

    def transcribe(self, samples: Samples, rate: int) -> tuple[Heard, ...]:
        """Hear mono float32 `samples` at `rate` hertz, up to 30 s of them; times in samples at that rate."""


class StoredSynthesizer(Synthesizer, Protocol):
    """A Synthesizer that keeps what it made, so that a build can ask what is left to do and what was done."""

    def holds(self, segment: Segment) -> bool:
        """Whether this segment's clip is there already. Reads no clip, loads no model."""

    def was_rendered(self, segment: Segment) -> bool:
        """Whether this segment's clip had to be made in this run."""


class Pronouncer(Protocol):
    """Knows how words are said, without saying them."""

    def pronounce(self, word: SpokenWord, language: str) -> Pronunciation:
        """How `word` is said when it stands alone, and who decided."""


class Recording(Protocol):
    """A track that is being written, block by block, and can be listened to once it is."""

    def write(self, blocks: Iterable[Samples]) -> int:
        """Replace what was written so far by these blocks of mono float32 samples; returns how many samples they hold."""

    def read(self, start: int, end: int) -> Samples:
        """Samples [start, end) of what was written."""

    def preview(self) -> str:
        """What was written, as a URL that a page beside the files can play."""


class Output(Protocol):
    """Where a build's files go. Each is whole or absent, and all are named after the script."""

    def record(self, rate: int) -> AbstractContextManager[Recording]:
        """A Recording at `rate` hertz that becomes the sound files when the block ends well, and nothing otherwise."""

    def sounds(self) -> tuple[str, ...]:
        """The paths of the sound files."""

    def put(self, suffix: str, text: str) -> str:
        """Write NAME + `suffix`; returns its path."""


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation with a language model."""

    role: Literal["system", "user", "assistant"]
    content: str


class ChatModel(Protocol):
    """A language model that answers in text."""

    @property
    def fingerprint(self) -> str:
        """The model's name, and whatever else was set that changes its answers. "" as long as nobody named a model and
        none was asked. Asks no server and loads no model.
        """

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """The answer, piece by piece as it is written, without the model's thoughts. It ends only when the answer is
        complete; anything else is a NarrateError. Closing the iterator stops the model.
        """


class Shelf(Protocol):
    """Where the text that a language model wrote is kept, and what is known about how it was made."""

    def text(self) -> str | None:
        """The script as it is now (its author may have edited it); None when there is none."""

    def lock(self) -> str | None:
        """The lock that was put down with the script; None when there is none."""

    def put(self, text: str, lock: str) -> None:
        """Replace both. Each is whole or absent."""
