"""A model's answer: tidied where that is safe, and held against what was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from narrate.errors import Fault

if TYPE_CHECKING:
    from narrate.model import Script

TOLERANCE = 0.2
"""How far the length may be from the one asked for, as a part of it."""

_SILENT_BY_DESIGN = ("comment", "cue")
"""Kinds of skipped parts that a script may well have."""

_FENCED = re.compile(r"\A(`{3,}|~{3,})[^\n]*\n(.*?)\n\1\s*\Z", re.DOTALL)
_FRONT = re.compile(r"\A---\s*\n(?:[A-Za-z_]+:.*\n|[ \t]+.*\n)+---\s*\n")
_CHATTER = re.compile(
    r"\A(sure|certainly|of course|absolutely|okay|ok|great|here(’|')?s|here is|here are)\b[^\n]*:\s*\n+", re.IGNORECASE
)
_LABEL = re.compile(
    r"^[ \t]*(?P<stars>\*\*|__)?(?P<name>[^\W\d_][\w.’'-]*(?: [\w.’'-]+){0,2})(?::(?:\*\*|__)?|(?:\*\*|__):)\s",
    re.MULTILINE,
)
"""`Host: …`, `**Host:** …` or `**Host**: …` at the beginning of a line."""

_ROLES = re.compile(
    r"(narrator|host|guest|speaker|voice|voice-?over|vo|presenter|announcer|interviewer)( \d+| [a-z])?", re.IGNORECASE
)
_DIRECTION = re.compile(
    r"\[(?!pause\b)(?:[^\]\[\n]{1,80})\](?![({:])|^[ \t]*\([^()\n]{1,80}\)[ \t]*$|^[ \t]*\*[^*\n]{1,80}\*[ \t]*$"
    r"|\((?:laughs?|laughing|pauses?|sighs?|music|chuckles?|smiling|applause)\b[^)\n]{0,60}\)",
    re.MULTILINE | re.IGNORECASE,
)
_UNFILLED = re.compile(r"\{\{[^}\n]*\}\}|\[(?:your|insert|name)\b[^\]\n]*\]|\bLorem ipsum\b", re.IGNORECASE)


def clean(answer: str, speakers: Sequence[str]) -> str:
    """The script in an answer: without thoughts that had no beginning, a fence around everything, front matter of the
    model's own, or "Sure, here is your script:". Each speaker's line becomes a paragraph."""
    text = answer.replace("\r\n", "\n")
    for tag in ("</think>", "</thinking>"):
        text = text.rpartition(tag)[2]
    text = _CHATTER.sub("", text.strip())
    fenced = _FENCED.match(text)
    text = _FRONT.sub("", fenced[2] if fenced else text)
    if speakers:
        names = "|".join(map(re.escape, speakers))
        text = re.sub(rf"(?<=[^\n])\n(?=[ \t]*(?:\*\*)?(?:{names})(?:\*\*)?:)", "\n\n", text)
    return "\n".join(line.rstrip() for line in text.strip().split("\n")) + "\n"


def faults(text: str, script: Script, speakers: Sequence[str], length: int | None) -> tuple[Fault, ...]:
    """What keeps an answer from being the script that was asked for. `script` is `text` as it was read."""
    return (*_length(script, length), *_silent(script), *_directions(text), *_strangers(text, speakers))


def words(script: Script) -> int:
    """The written words of a script that are spoken."""
    return sum(1 for segment in script.segments for word in segment.words if word.spoken or word.phonemes)


def _length(script: Script, wanted: int | None) -> Iterator[Fault]:
    count = words(script)
    if wanted is None or wanted * (1 - TOLERANCE) <= count <= wanted * (1 + TOLERANCE):
        return
    change = "add" if count < wanted else "take away"
    yield Fault(f"it has {count} words, and {wanted} were asked for", f"{change} about {abs(wanted - count)}")


def _silent(script: Script) -> Iterator[Fault]:
    for part in script.skipped:
        if not any(name in part.kind for name in _SILENT_BY_DESIGN):
            yield Fault(f"it holds something that cannot be spoken ({part.kind}): {part.text}", "say it in sentences")


def _directions(text: str) -> Iterator[Fault]:
    for pattern, what in ((_UNFILLED, "a gap that was not filled"), (_DIRECTION, "a stage direction")):
        for found in dict.fromkeys(match[0].strip() for match in pattern.finditer(text)):
            yield Fault(f"it holds {what}: {found}", "write only what is spoken")


def _strangers(text: str, speakers: Sequence[str]) -> Iterator[Fault]:
    """Labels of speakers that nobody declared; in a script for one voice only those that are surely labels."""
    seen = {name.casefold() for name in speakers}
    for match in _LABEL.finditer(text):
        name = match["name"]
        is_label = _ROLES.fullmatch(name) or (speakers and (match["stars"] or name.istitle()))
        if is_label and name.casefold() not in seen:
            seen.add(name.casefold())
            cure = f"the speakers are {', '.join(speakers)}" if speakers else "write for one voice, without labels"
            yield Fault(f'"{name}:" is no speaker', cure)
    known = {name.casefold() for name in speakers}
    if speakers and not any(match["name"].casefold() in known for match in _LABEL.finditer(text)):
        yield Fault("no paragraph begins with a speaker", f"begin each with one of {', '.join(speakers)} and a colon")
