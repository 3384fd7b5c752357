"""What a script will sound like, told without a model: who says what, how long about, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from narrate.script.phrases import length

if TYPE_CHECKING:
    from narrate.model import Script, Segment, SpokenWord

SECONDS_A_PHONEME = 0.0555
"""Kokoro at speed 1, by the phonemes that `phrases.length` estimates. Measured: 408 s of speech in samples/lighthouse.md
(0.0553), 55 s in samples/welcome.md (0.0564)."""
NARRATOR = "narrator"
"""Who speaks where no speaker is named."""


@dataclass(frozen=True, slots=True)
class Line:
    """One segment as it is shown. `seconds` is an estimate; `changed` are the words that are said otherwise than they are
    written, as (written, said)."""

    segment: Segment
    who: str
    seconds: float
    changed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A script's lines, and the estimated seconds of all, of each speaker (speech only) and of each chapter."""

    script: Script
    lines: tuple[Line, ...]
    seconds: float
    speakers: tuple[tuple[str, float], ...]
    chapters: tuple[tuple[str, float], ...]


def preview(script: Script) -> Preview:
    """The preview of `script`."""
    lines = tuple(
        Line(segment, segment.speaker or NARRATOR, estimate(segment), tuple(_changed(segment.words)))
        for segment in script.segments
    )
    speakers: dict[str, float] = {}
    chapters = dict.fromkeys(range(len(script.chapters)), 0.0)
    for line in lines:
        speakers[line.who] = speakers.get(line.who, 0.0) + line.seconds
        chapters[line.segment.chapter] += line.seconds + line.segment.pause_after
    titles = [chapter.title for chapter in script.chapters]
    return Preview(
        script,
        lines,
        sum(chapters.values()),
        tuple(speakers.items()),
        tuple((titles[index], seconds) for index, seconds in chapters.items()),
    )


def estimate(segment: Segment) -> float:
    """About how many seconds a segment will last, without the pause behind it."""
    return length(segment.words) * SECONDS_A_PHONEME / segment.speed + sum(word.pause_after for word in segment.words)


def to_json(shown: Preview) -> dict[str, Any]:
    """A preview for editors and other programs. Times are seconds; lines and columns count from 1."""
    script = shown.script
    return {
        "path": script.path,
        "title": script.title,
        "author": script.author,
        "language": script.language,
        "seconds": round(shown.seconds, 1),
        "speakers": [{"name": name, "seconds": round(seconds, 1)} for name, seconds in shown.speakers],
        "chapters": [
            {"title": chapter.title, "line": chapter.origin.line, "seconds": round(seconds, 1)}
            for chapter, (_, seconds) in zip(script.chapters, shown.chapters, strict=True)
        ],
        "segments": [_line_json(line) for line in shown.lines],
        "skipped": [{"kind": part.kind, "text": part.text, "line": part.origin.line} for part in script.skipped],
    }


def _line_json(line: Line) -> dict[str, Any]:
    segment = line.segment
    return {
        "line": segment.origin.line,
        "speaker": line.who,
        "voice": segment.voice,
        "speed": segment.speed,
        "language": segment.language,
        "chapter": segment.chapter,
        "text": segment.text,
        "spoken": segment.spoken,
        "changed": [{"written": written, "said": said} for written, said in line.changed],
        "seconds": round(line.seconds, 2),
        "pause_after": segment.pause_after,
    }


def _changed(words: Sequence[SpokenWord]) -> Iterable[tuple[str, str]]:
    """What is said otherwise than it is written. Written words of which the first says all are one."""
    waiting: list[str] = []
    said = ""
    for word in (*words, None):
        if waiting and (word is None or word.spoken or word.phonemes):
            yield " ".join(waiting), said
            waiting = []
        if word is None:
            return
        if word.phonemes:
            waiting, said = [word.written], f"/{word.phonemes}/"
        elif word.spoken != word.written and (word.spoken or not waiting) and _differs(word):
            waiting, said = [word.written], word.spoken
        elif not word.spoken and waiting:
            waiting.append(word.written)


def _differs(word: SpokenWord) -> bool:
    """Whether the difference can be heard: typographic apostrophes and marks that nobody says cannot."""
    return _plain(word.written) != _plain(word.spoken)


def _plain(text: str) -> str:
    return "".join(char for char in text if char.isalnum() or char in "%&+@").casefold()
