"""A block in runs: stretches of text that are spoken in one manner, without a pause of the author's inside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from narrate.model import SpokenWord
from narrate.script.document import Manner
from narrate.script.forms.characters import fit
from narrate.script.phrases import ends_text
from narrate.script.say_as import say_as
from narrate.script.spoken import WORD, speakable, spoken_words
from narrate.voices import DEFAULTS, LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.model import Delivery, Pauses
    from narrate.script.document import Block, Pause, Reading

AUTHOR = "the script"
"""The entry of a word whose author says in place how it is read: no lexicon changes it."""
_KEPT = frozenset(';:,.!?—…"()“”')
"""Punctuation that the voice understands: it goes in with phonemes."""


@dataclass(frozen=True, slots=True)
class Run:
    """The characters [start, end) of a block. `pause` is what the author asked for behind them (None: nothing)."""

    start: int
    end: int
    manner: Manner
    pause: float | None = None


def settled(delivery: Delivery, manner: Manner) -> Delivery:
    """`delivery` in a manner: a language brings its best voice, and a voice its language, where only one is given."""
    language = manner.language or delivery.language
    if manner.voice is not None:
        voice = manner.voice
        language = manner.language or LANGUAGES.get(voice.strip()[:1], language)
    else:
        voice = delivery.voice if language == delivery.language else DEFAULTS[language]
    speed = delivery.speed if manner.speed is None else manner.speed
    return replace(delivery, voice=voice, language=language, speed=speed)


def seconds_of(pauses: Sequence[Pause], known: Pauses) -> float:
    """How long `pauses` are together."""
    return sum(getattr(known, pause.length) if isinstance(pause.length, str) else pause.length for pause in pauses)


def runs(block: Block, pauses: Pauses) -> list[Run]:
    """The runs of `block`, in order, without gaps. One that makes no sound is part of a neighbour."""
    if not block.spans and not block.pauses:
        return [Run(0, len(block.text), block.manner)]
    changes = _changes(block)
    edges = sorted({0, len(block.text), *(pause.offset for pause in block.pauses), *changes})
    found: list[Run] = []
    for start, end in pairwise(edges):
        here = [pause for pause in block.pauses if pause.offset == end]
        pause = seconds_of(here, pauses) if here else None
        found.append(Run(start, end, _manner_at(block, start), pause))
    return _audible(block, _same_manner(found))


def _changes(block: Block) -> Iterator[int]:
    """Where spans begin and end: at the edges of the words that they touch."""
    for span in _whole_words(block):
        yield span[0]
        yield span[1]


def _whole_words(block: Block) -> list[tuple[int, int, Manner]]:
    words = [match.span() for match in WORD.finditer(block.text)] if block.spans else []
    found = []
    for span in block.spans:
        touched = [word for word in words if word[0] < span.end and word[1] > span.start]
        if touched:
            found.append((touched[0][0], touched[-1][1], span.manner))
    return found


def _manner_at(block: Block, offset: int) -> Manner:
    """The manner of the character at `offset`: of the innermost span, over that of the block."""
    manner = block.manner
    for start, end, inner in sorted(_whole_words(block), key=lambda span: span[0] - span[1]):
        if start <= offset < end:
            manner = inner.over(manner)
    return manner


def _same_manner(found: Sequence[Run]) -> list[Run]:
    """`found` with neighbours joined that differ in nothing."""
    joined: list[Run] = []
    for run in found:
        if joined and joined[-1].manner == run.manner and joined[-1].pause is None:
            joined[-1] = replace(run, start=joined[-1].start)
        else:
            joined.append(run)
    return joined


def _audible(block: Block, found: Sequence[Run]) -> list[Run]:
    """`found` with those that make no sound added to the one before, else to the one behind."""
    result: list[Run] = []
    silent: Run | None = None
    for run in found:
        if silent is not None:
            run = replace(run, start=silent.start)
            silent = None
        if _heard(block, run):
            result.append(run)
        elif result:
            pause = run.pause if result[-1].pause is None else result[-1].pause + (run.pause or 0.0)
            result[-1] = replace(result[-1], end=run.end, pause=pause)
        else:
            silent = run
    return result


def _heard(block: Block, run: Run) -> bool:
    """Whether anything is said in `run`: not what only goes on with a reading that has begun, and was said, before it."""
    text = block.text[run.start : run.end]
    for reading in block.readings:
        if run.start <= reading.start < run.end and (reading.say or reading.phonemes):
            return True
        if reading.start < run.start < reading.end:
            gone = reading.end - run.start
            text = " " * gone + text[gone:]
    return speakable(text)


def words_of(text: str, offset: int, block: Block, language: str) -> tuple[SpokenWord, ...]:
    """The words of `text`, which begins at `offset` in `block`, said as the block's readings ask."""
    end = offset + len(text)
    readings = sorted((r for r in block.readings if r.start < end and r.end > offset), key=lambda reading: reading.start)
    if not readings:
        return spoken_words(text, language)
    spans = [(offset + match.start(), offset + match.end()) for match in WORD.finditer(text)]
    found: list[SpokenWord] = []
    plain_from = offset
    index = 0
    while index < len(spans):
        touching = [r for r in readings if r.start < spans[index][1] and r.end > spans[index][0]]
        if not touching:
            index += 1
            continue
        last = index
        while last + 1 < len(spans) and any(r.end > spans[last + 1][0] for r in touching):
            last += 1
            touching = [r for r in readings if r.start < spans[last][1] and r.end > spans[index][0]]
        found += spoken_words(block.text[plain_from : spans[index][0]], language)
        found += _read(block, spans[index : last + 1], touching, language)
        plain_from, index = spans[last][1], last + 1
    return (*found, *spoken_words(block.text[plain_from:end], language))


def _read(
    block: Block, spans: Sequence[tuple[int, int]], readings: Sequence[Reading], language: str
) -> Iterator[SpokenWord]:
    """Written words of which parts are read otherwise. The first word says all, the others nothing."""
    begin, end = spans[0][0], spans[-1][1]
    said: list[str] = []
    phonemes: list[str] = []
    at = begin
    for reading in readings:
        between = block.text[at : max(at, reading.start)]
        said.append(_form(between, language))
        phonemes.append(_punctuation(between))
        if reading.start >= begin:
            said.append(_said(block.text[reading.start : min(reading.end, end)], reading, language))
            phonemes.append(reading.phonemes)
        at = max(at, reading.end)
    rest = block.text[at:end]
    spoken = " ".join("".join((*said, _form(rest, language))).split())
    exact = "".join((*phonemes, _punctuation(rest))) if any(reading.phonemes for reading in readings) else ""
    for number, (start, stop) in enumerate(spans):
        written = block.text[start:stop]
        yield SpokenWord(written, "" if number else spoken, "" if number else exact, entry=AUTHOR)


def _form(text: str, language: str) -> str:
    """What is said for characters between readings, their spaces kept."""
    return " ".join(fit(part, language) if part else "" for part in text.split(" "))


def _punctuation(text: str) -> str:
    return "".join(char if char in _KEPT else " " if char.isspace() else "" for char in text)


def _said(text: str, reading: Reading, language: str) -> str:
    if reading.say or reading.phonemes:
        return " ".join(word.spoken for word in spoken_words(reading.say or text, language) if word.spoken)
    return say_as(text, reading.kind, language) or text


def closes(text: str) -> str:
    """The name of the pause after a stretch of text: of a sentence where one ends, else of a phrase."""
    return "sentence" if ends_text(text) else "phrase"
