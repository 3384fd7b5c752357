"""A Document to Segments: sentences, with the very long ones in parts and the very short ones joined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice, pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING

from narrate.model import Chapter, Origin, Script, Segment
from narrate.script import phrases
from narrate.script.boundaries import sentence_spans
from narrate.script.document import Block, Document, Kind
from narrate.script.languages import UNSPACED
from narrate.script.runs import closes, runs, seconds_of, settled, words_of
from narrate.script.spoken import WORD, speakable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.model import Delivery, SpokenWord
    from narrate.script.runs import Run

FEWEST_WORDS, FEWEST_PHONEMES = 3, 12.0
"""A sentence of fewer words or phonemes sounds odd or runs on when it is spoken alone: it joins a neighbour."""
LONGEST_JOINED = 200.0
"""Estimated phonemes up to which sentences are joined."""
_SILENT = (Kind.BREAK, Kind.PAUSE)
_ITEM_SHARE = 0.5
"""The pause between list items, as a share of that between paragraphs (and at least that between sentences)."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What will be one segment, while it is put together. `pause` is a name: "sentence", or "phrase" inside one."""

    words: tuple[SpokenWord, ...]
    offset: int
    size: float
    pause: str
    breaks: tuple[int, ...] = ()

    @property
    def short(self) -> bool:
        return len(self.words) < FEWEST_WORDS or self.size < FEWEST_PHONEMES

    @property
    def mute(self) -> bool:
        return not any(word.phonemes or speakable(word.spoken) for word in self.words)

    def joined(self, other: _Part) -> _Part:
        """This and `other` in one go. What has no sound gets no subtitle of its own: no break beside it."""
        count = len(self.words)
        seam = () if self.mute or other.mute else (count,)
        breaks = (*self.breaks, *seam, *(count + index for index in other.breaks))
        size = self.size + other.size
        return replace(self, words=self.words + other.words, size=size, pause=other.pause, breaks=breaks)

    def takes(self, other: _Part) -> bool:
        """Whether `other`, which follows, may be spoken in one go with this."""
        return self.pause == "sentence" and self.size + other.size < LONGEST_JOINED


def split(document: Document, delivery: Delivery) -> Script:
    """The segments of `document`, spoken as `delivery` says (what the front matter asks for is already in it).

    Every word of the document is in exactly one segment, in order.
    """
    chapters: list[Chapter] = []
    segments: list[Segment] = []
    for number, block in enumerate(document.blocks):
        if block.kind in _SILENT:
            continue
        if block.kind is Kind.HEADING:
            chapters.append(Chapter(" ".join(block.text.split()), Origin(document.path, block.line)))
            if not document.front.habits.speak_headings:
                continue
        elif not chapters:
            chapters.append(Chapter("", Origin(document.path, block.line)))
        for run, own, part, pause in _spoken(document.blocks, number, delivery):
            origin = Origin(document.path, block.line_at(part.offset))
            segment = _segment(part, len(segments), pause, own, len(chapters) - 1, origin)
            segments.append(replace(segment, speaker=run.manner.speaker))
    if segments:
        segments[-1] = replace(segments[-1], pause_after=0.0)
    heading = next((chapter.title for chapter in chapters if chapter.title), "")
    title = document.front.title or heading or PurePath(document.path).stem
    author = document.front.author or ""
    return Script(document.path, title, delivery.language, tuple(segments), tuple(chapters), document.skipped, author)


def _spoken(blocks: Sequence[Block], number: int, delivery: Delivery) -> Iterator[tuple[Run, Delivery, _Part, float]]:
    """The parts of the block at `number`: each with the run that it is from, its delivery, and the pause behind it."""
    block = blocks[number]
    found = runs(block, delivery.pauses)
    for run in found:
        own = settled(delivery, run.manner)
        parts = _parts(block, run, own.language)
        if run is found[-1]:
            behind = _pause_after(blocks, number, run, delivery)
        elif run.pause is not None:
            behind = run.pause
        else:
            behind = getattr(delivery.pauses, closes(block.text[run.start : run.end]))
        for part in parts:
            yield run, own, part, behind if part is parts[-1] else getattr(delivery.pauses, part.pause)


def _segment(part: _Part, index: int, pause: float, delivery: Delivery, chapter: int, origin: Origin) -> Segment:
    return Segment(
        index=index,
        words=part.words,
        voice=delivery.voice,
        speed=delivery.speed,
        language=delivery.language,
        pause_after=pause,
        chapter=chapter,
        origin=origin,
        breaks=part.breaks,
    )


def _pause_after(blocks: Sequence[Block], number: int, run: Run, delivery: Delivery) -> float:
    """Seconds of silence after the block at `number`, whose last run is `run`: what the author asked for, else by what
    the block is and what comes next."""
    pauses = delivery.pauses
    following = None
    asked = [] if run.pause is None else [run.pause]
    rests = []
    for block in islice(blocks, number + 1, None):
        following = block.kind
        if following is Kind.PAUSE:
            asked.append(seconds_of(block.pauses, pauses))
        elif following is Kind.BREAK:
            rests.append(pauses.scene)
        else:
            break
    if asked:
        return sum(asked)
    if following is Kind.HEADING:
        rests.append(pauses.chapter)
    if blocks[number].kind is Kind.ITEM and following is Kind.ITEM and not rests:
        return max(_ITEM_SHARE * pauses.paragraph, pauses.sentence)
    return max(rests, default=pauses.paragraph)


def _parts(block: Block, run: Run, language: str) -> list[_Part]:
    """The parts of one run: sentences cut where they are too long, then joined where they are too short."""
    found: list[_Part] = []
    text = block.text[run.start : run.end]
    for start, end in sentence_spans(text, language):
        found.extend(_sentence_parts(block, text[start:end], run.start + start, language))
    return _joined(_with_sound(found), language)


def _sentence_parts(block: Block, sentence: str, offset: int, language: str) -> Iterator[_Part]:
    """One sentence as one part, or more when it is long."""
    clauses = phrases.clauses(sentence, language)
    for number, clause in enumerate(clauses):
        words = words_of(clause, offset, block, language)
        starts = [offset + match.start() for match in WORD.finditer(clause)]
        edges = [0, *phrases.cuts(words, language), len(words)]
        for first, past in pairwise(edges):
            inside = past < len(words)
            if inside:
                ended = phrases.ends_sentence(words[past - 1].written, words[past].written, language.partition("-")[0])
            else:
                ended = number == len(clauses) - 1
            part = words[first:past]
            yield _Part(part, starts[first], phrases.length(part), "sentence" if ended else "phrase")
        offset += len(clause)


def _with_sound(parts: Sequence[_Part]) -> list[_Part]:
    """`parts` with those that make no sound joined to a neighbour: an engine can do nothing with them."""
    found: list[_Part] = []
    for part in parts:
        if found and (found[-1].mute or part.mute):
            found[-1] = found[-1].joined(part)
        else:
            found.append(part)
    return found


def _joined(parts: Sequence[_Part], language: str) -> list[_Part]:
    """`parts` with the short ones joined to the next, else to the one before.

    Not in a language without spaces: Segment.text would put one between them.
    """
    if language in UNSPACED:
        return list(parts)
    forward: list[_Part] = []
    for part in parts:
        if forward and forward[-1].short and forward[-1].takes(part):
            forward[-1] = forward[-1].joined(part)
        else:
            forward.append(part)
    joined: list[_Part] = []
    for part in forward:
        if joined and part.short and joined[-1].takes(part):
            joined[-1] = joined[-1].joined(part)
        else:
            joined.append(part)
    return joined
