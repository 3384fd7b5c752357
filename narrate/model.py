"""The frozen values that travel through narrate, from script to report.

Times inside a clip or a track are whole samples; seconds appear only where people write them (a script's pauses).
Change means a new value: `dataclasses.replace`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Samples: TypeAlias = "npt.NDArray[np.float32]"
"""Mono audio, shape (n,), float32 in -1 … 1."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the source a thing came from. `line` counts from 1."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


# --- the script ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pauses:
    """Silence in seconds after the last sound of a phrase, sentence, paragraph or list item, around a heading, and where a
    script has a thematic break."""

    phrase: float = 0.15
    sentence: float = 0.35
    paragraph: float = 0.7
    chapter: float = 1.2
    scene: float = 1.2


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a text is to be spoken. `voice` is a name or a blend ("af_heart:0.7+bf_emma:0.3"); `speed` is a factor 0.5–2."""

    voice: str = "af_heart"
    speed: float = 1.0
    language: str = "en-us"
    pauses: Pauses = Pauses()


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """One written word and what is said for it ("" when nothing is).

    `phonemes` are said exactly as they stand (misaki's alphabet), where the author or a lexicon gave them; `spoken` then
    still says in letters what should be heard. `pause_after` is a silence in seconds that the author asked for behind
    the word. `entry` names the lexicon entry that decided, for `plan --why` and for the report.
    """

    written: str
    spoken: str
    phonemes: str = ""
    pause_after: float = 0.0
    entry: str = ""


class PhonemeSource(Enum):
    """Who decided on a word's phonemes. GIVEN: the author or a lexicon; NONE: nobody could, and the word is silent."""

    GIVEN = "lexicon"
    DICTIONARY = "dictionary"
    ESPEAK = "espeak"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How a word sounds when it stands alone, and who decided."""

    word: SpokenWord
    phonemes: str
    source: PhonemeSource


@dataclass(frozen=True, slots=True)
class Segment:
    """What is synthesized in one go: a sentence, a part of a very long one, or a few very short ones together.

    `breaks` are the indexes of words at which a new sentence begins inside the segment (a cue must begin there too).
    `cuts` are the indexes of words at which the engine must begin a new call: another way to say the same words.
    `pause_after` is in seconds; `chapter` is an index into `Script.chapters`. `speaker` is a name that the script
    declares; "" for the narrator.
    """

    index: int
    words: tuple[SpokenWord, ...]
    voice: str
    speed: float
    language: str
    pause_after: float
    chapter: int
    origin: Origin
    breaks: tuple[int, ...] = ()
    cuts: tuple[int, ...] = ()
    speaker: str = ""

    @property
    def text(self) -> str:
        """As written: what the subtitles show."""
        return " ".join(word.written for word in self.words)

    @property
    def spoken(self) -> str:
        """As said: what the engine gets."""
        return " ".join(word.spoken for word in self.words if word.spoken)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part of the source that is not spoken. `kind` is "code block", "image", "table", "comment" …"""

    kind: str
    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and where it stands. The text before the first heading has no title."""

    title: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Script:
    """A source file as it will be spoken."""

    path: str
    title: str
    language: str
    segments: tuple[Segment, ...]
    chapters: tuple[Chapter, ...]
    skipped: tuple[Skipped, ...] = ()
    author: str = ""


# --- sound --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Word:
    """A written word and the samples [start, end) in which it is heard, counted in its clip or its track."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """One synthesized segment: one Word for each written word, in order.

    `phonemes` is the number of phonemes that went in (what a plausible length is judged by); `unspoken` names the
    written words for which the engine had no sound.
    """

    samples: Samples
    rate: int
    words: tuple[Word, ...]
    phonemes: int
    unspoken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A segment's place on the track: samples [start, end) hold its sound (the pause after it is not included)."""

    segment: Segment
    start: int
    end: int
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole track: every segment's place, and the length in samples (pauses included)."""

    rate: int
    placed: tuple[Placed, ...]
    length: int


@dataclass(frozen=True, slots=True)
class Cue:
    """One subtitle: samples [start, end) of the track, one or two lines."""

    start: int
    end: int
    lines: tuple[str, ...]
    origin: Origin


# --- verification -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heard:
    """One recognised word; samples [start, end) of what was listened to, at its rate; probability 0–1."""

    text: str
    start: int
    end: int
    probability: float


class Verdict(Enum):
    PASS = "pass"
    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was meant against what was heard, for one segment.

    `wer` is (substitutions + deletions + insertions) / expected words, after normalisation; `longest_run` is the
    longest run of wrong words; `reasons` say in words why it did not pass.
    """

    verdict: Verdict
    expected: str
    heard: str
    wer: float
    longest_run: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SegmentReport:
    """One segment as it ended up: where it is on the track, how it was made, and the judgement (None: not verified)."""

    placed: Placed
    cached: bool
    takes: int
    judgement: Judgement | None


@dataclass(frozen=True, slots=True)
class Effort:
    """What a build cost. `seconds` is the wall time of the whole build; `rendered` counts syntheses, retakes included."""

    seconds: float
    rendered: int
    cached: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a build has to say for itself. `wer` is over all words of the script; None when not verified."""

    script: Script
    timeline: Timeline
    cues: tuple[Cue, ...]
    segments: tuple[SegmentReport, ...]
    outputs: tuple[str, ...]
    effort: Effort
    wer: float | None
    synthesizer: str
    transcriber: str
    notes: tuple[str, ...] = field(default=())

    @property
    def passed(self) -> bool:
        return all(s.judgement is None or s.judgement.verdict is not Verdict.FAIL for s in self.segments)
