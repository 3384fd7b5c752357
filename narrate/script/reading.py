"""A source text to a Document: front matter, then Markdown or plain paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.errors import Fault, InputError
from narrate.script import front
from narrate.script.document import Block, Document, FrontMatter, Kind, Manner
from narrate.script.draft import Draft
from narrate.script.encoding import unix_lines
from narrate.script.finish import Finisher
from narrate.script.markdown import blocks_of
from narrate.script.notes import Notes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from narrate.model import Skipped

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_NAMED = 3
"""How many skipped parts the message about an empty script names."""
_PLURAL = ("symbols", "struck text", "emoji", "attributes", "rest of a web address")


def read(
    source: str,
    path: str,
    markdown: bool,
    voices: Collection[str] | None = None,
    fixed: frozenset[str] = frozenset(),
) -> Document:
    """What `source` holds: Markdown, or plain text, whose paragraphs are parted by blank lines.

    `path` only names the source. `voices` are those that there are (None: names are not checked); `fixed` names what
    flags have settled, as in `overlay`. Raises InputError with every fault, or when nothing can be spoken.
    """
    source = unix_lines(source)
    head, body = front.cut(source)
    if head is None and (faults := front.unclosed(source, path)):
        raise InputError(*faults)
    notes = Notes(path, voices)
    settings = FrontMatter() if head is None else front.parse(head, notes, fixed)
    found = blocks_of(body, settings, notes) if markdown else tuple(_paragraphs(body, settings, notes))
    return document(settings, found, notes, head is not None)


def document(settings: FrontMatter, found: Iterable[Block], notes: Notes, has_head: bool) -> Document:
    """The Document of all that was read. InputError with every fault noted, or when nothing can be spoken."""
    if notes.faults:
        raise InputError(*sorted(dict.fromkeys(notes.faults), key=lambda fault: fault.line))
    blocks = tuple(found)
    for block in blocks:
        if block.kind is Kind.HEADING and not settings.habits.speak_headings:
            notes.skip("heading", block.text, block.line)
    _note_idle_pauses(blocks, settings, notes)
    skipped = tuple(sorted(notes.skipped, key=lambda part: part.origin.line))
    if not any(spoken(block, settings) for block in blocks):
        raise InputError(_nothing(notes.path, skipped, any(b.kind is Kind.BREAK for b in blocks), has_head))
    return Document(notes.path, settings, blocks, skipped)


def spoken(block: Block, settings: FrontMatter) -> bool:
    """Whether a block is heard at all."""
    if block.kind is Kind.HEADING:
        return settings.habits.speak_headings
    return block.kind in (Kind.PARAGRAPH, Kind.ITEM)


def _note_idle_pauses(blocks: tuple[Block, ...], settings: FrontMatter, notes: Notes) -> None:
    """Pauses before the first and after the last word have nothing to stand between."""
    heard = [number for number, block in enumerate(blocks) if spoken(block, settings)]
    for number, block in enumerate(blocks):
        if block.kind is Kind.PAUSE and heard and not heard[0] < number < heard[-1]:
            where = "before the first word" if number < heard[0] else "after the last word"
            notes.skip("pause", where, block.line)


def _paragraphs(source: str, settings: FrontMatter, notes: Notes) -> Iterator[Block]:
    """Plain text: a paragraph ends at a blank line."""
    finish = Finisher(settings, notes)
    line, seen = 1, 0
    for match in _PARAGRAPH.finditer(source):
        line += source.count("\n", seen, match.start())
        seen = match.start()
        text = match.group()
        starts = [0, *(newline.end() for newline in re.finditer("\n", text))]
        marks = [(offset, line + number) for number, offset in enumerate(starts)]
        yield from finish(Kind.PARAGRAPH, Draft(text, marks), Manner())


def _nothing(path: str, skipped: tuple[Skipped, ...], has_break: bool, has_head: bool) -> Fault:
    """The fault of a script without a word to speak: says what there is instead."""
    cure = "write the text that is to be spoken into it"
    if not skipped:
        what = "only thematic breaks" if has_break else "front matter but no text" if has_head else "no text"
        return Fault(f"there is nothing to speak: the script holds {what}", cure, path)
    more = [f"{len(skipped) - _NAMED} more"] if len(skipped) > _NAMED else []
    named = _listed([*(f"{_article(p.kind)} (line {p.origin.line})" for p in skipped[:_NAMED]), *more])
    return Fault(f"there is nothing to speak: the script holds only {named}", cure, path, skipped[0].origin.line)


def _article(kind: str) -> str:
    if kind in _PLURAL:
        return kind
    return f"{'an' if kind[0] in 'aeiouH' else 'a'} {kind}"


def _listed(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
