"""What stands in a text and is not spoken, or not as it is written: cues, asides, addresses, emoji.

What goes without a trace is taken out of the text; what subtitles should still show gets a Reading. Each is noted.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from narrate.script.document import Habits, Reading
from narrate.script.spoken import speakable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrate.script.draft import Draft
    from narrate.script.notes import Notes

_CUE = re.compile(r"^[ \t]*//[ \t]*([^\W\d_][\w -]{0,30}):[^\n]*(?:\n|\Z)", re.MULTILINE)
"""A line for whoever makes the pictures: `// visual: the map`."""
_URL = re.compile(r"(?:https?|ftp)://[^\s<>\"“”`|\\^{}]+|www\.[\w-]+\.[^\s<>\"“”`|\\^{}]+", re.IGNORECASE)
_URL_TAIL = ".,;:!?…'’»*_~"
_HOST = re.compile(r"^(?:\w+://)?(?:[^/@]*@)?(?:www\.)?([^/:?#]+)(?::\d+)?(.*)$", re.IGNORECASE | re.DOTALL)
_EMOJI = re.compile(
    "(?:[\U0001f1e6-\U0001f1ff]{2}|[0-9#*]\ufe0f?\u20e3|[\U0001f000-\U0001faff\u231a-\u231b\u23e9-\u23f3\u2600-\u27bf"
    "\u2b05-\u2b55\u3030\u303d\u2764\u2122\u2139]"
    "(?:[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\u200d[\U0001f000-\U0001faff\u2600-\u27bf]|[\U000e0020-\U000e007f])*)"
)
_NOT_NAMED = re.compile("[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")


def without_cues(draft: Draft, notes: Notes) -> Draft:
    """`draft` without the lines that only tell others what to do."""
    if "//" not in draft.text:
        return draft
    found = [match.span() for match in _CUE.finditer(draft.text)]
    for start, end in found:
        notes.skip("cue", draft.text[start:end], draft.line_at(start))
    return draft.without(found)


def with_habits(draft: Draft, habits: Habits, notes: Notes) -> Draft:
    """`draft` with asides, addresses and emoji treated as `habits` say."""
    if habits.parentheses == "skip":
        asides = list(_asides(draft.text))
        for start, end in asides:
            notes.skip("aside", draft.text[start:end].strip(), draft.line_at(end - 1))
        draft = draft.without(asides)
    if habits.urls != "full":
        draft = _addresses(draft, habits.urls, notes)
    if not draft.text.isascii() and (habits.emoji != "skip" or speakable(draft.text)):
        _emoji(draft, habits.emoji, notes)
    return draft


def _asides(text: str) -> Iterator[tuple[int, int]]:
    """Where the outermost parentheses are, with the space before them. Those that never close are text."""
    begin, depth, pending = 0, 0, []
    for position, char in enumerate(text):
        if char in "(（":
            depth += 1
            begin = position if depth == 1 else begin
        elif char in ")）" and depth:
            depth -= 1
            if not depth:
                pending.append((begin, position + 1))
    for start, end in pending:
        while start and text[start - 1] in " \t":
            start -= 1
        yield start, end


def _addresses(draft: Draft, habit: str, notes: Notes) -> Draft:
    """Web addresses taken out ("skip"), or said by their host alone ("short")."""
    gone = []
    for match in _URL.finditer(draft.text):
        start, end = match.start(), _end_of_url(draft.text, match)
        if any(reading.start < end and reading.end > start for reading in draft.readings):
            continue
        written = draft.text[start:end]
        host = _HOST.match(written)
        line = draft.line_at(start)
        if habit == "skip":
            notes.skip("web address", written, line)
            gone.append((start, end))
        elif host is not None and host.group(1):
            if host.group(2) not in ("", "/"):
                notes.skip("rest of a web address", written, line)
            draft.readings.append(Reading(start, end, say=host.group(1)))
    return draft.without(gone)


def _end_of_url(text: str, match: re.Match[str]) -> int:
    """The end of an address without the marks of the sentence around it; a bracket belongs to it when it opens in it."""
    end = match.end()
    while end > match.start() + 1:
        last = text[end - 1]
        inside = text[match.start() : end]
        opening = {")": "(", "]": "["}.get(last)
        if last in _URL_TAIL or (opening and inside.count(last) > inside.count(opening)):
            end -= 1
        else:
            break
    return end


def _emoji(draft: Draft, habit: str, notes: Notes) -> None:
    """Emoji said by their name ("name"), or left to the subtitles. Names are English: Unicode has no others."""
    for match in _EMOJI.finditer(draft.text):
        start, end = match.span()
        if any(reading.start < end and reading.end > start for reading in draft.readings):
            continue
        name = _name(match.group()) if habit == "name" else ""
        if name:
            draft.readings.append(Reading(start, end, say=name))
        elif not match.group()[0].isascii():
            notes.skip("emoji", match.group(), draft.line_at(start))


def _name(emoji: str) -> str:
    names = [unicodedata.name(char, "") for char in _NOT_NAMED.sub("", emoji)]
    if all(name.startswith("REGIONAL INDICATOR") for name in names):
        return "flag of " + " ".join(name[-1] for name in names)
    return ", ".join(name.lower() for name in names if name and name != "COMBINING ENCLOSING KEYCAP")
