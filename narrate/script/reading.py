"""A source text to a Document: front matter, then Markdown or plain paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.errors import Fault, InputError
from narrate.model import Origin, Skipped
from narrate.script import front
from narrate.script.document import Block, Document, FrontMatter, Kind
from narrate.script.encoding import unix_lines
from narrate.script.markdown import blocks_of, excerpt
from narrate.script.spoken import speakable

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_NAMED = 3
"""How many skipped parts the message about an empty script names."""


def read(source: str, path: str, markdown: bool) -> Document:
    """What `source` holds: Markdown, or plain text, whose paragraphs are parted by blank lines.

    `path` only names the source. Raises InputError with every fault of the front matter, or when nothing can be spoken.
    """
    source = unix_lines(source)
    head, body = front.cut(source)
    if head is None and (faults := front.unclosed(source, path)):
        raise InputError(*faults)
    settings = FrontMatter() if head is None else front.parse(head, path)
    found, skipped = blocks_of(body, path) if markdown else (_paragraphs(body), ())
    blocks = tuple(block for block in found if block.kind is Kind.BREAK or speakable(block.text))
    silent = [
        Skipped("symbols", excerpt(block.text), Origin(path, block.line))
        for block in found
        if block.kind is not Kind.BREAK and not speakable(block.text)
    ]
    skipped = tuple(sorted((*skipped, *silent), key=lambda part: part.origin.line))
    if all(block.kind is Kind.BREAK for block in blocks):
        raise InputError(_nothing(path, skipped, bool(blocks), head is not None))
    return Document(path, settings, blocks, skipped)


def _paragraphs(source: str) -> tuple[Block, ...]:
    """Plain text: a paragraph ends at a blank line."""
    blocks = []
    line, seen = 1, 0
    for match in _PARAGRAPH.finditer(source):
        line += source.count("\n", seen, match.start())
        seen = match.start()
        text = match.group()
        starts = [0, *(newline.end() for newline in re.finditer("\n", text))]
        marks = tuple((offset, line + number) for number, offset in enumerate(starts))
        blocks.append(Block(Kind.PARAGRAPH, text, marks))
    return tuple(blocks)


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
    if kind in ("symbols", "struck text"):
        return kind
    return f"{'an' if kind[0] in 'aeiouH' else 'a'} {kind}"


def _listed(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
