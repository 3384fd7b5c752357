"""Markdown to blocks of text, by markdown-it-py (CommonMark, tables, strikethrough).

markdown-it gives lines to blocks only. A rule of our own, put before all other inline rules, records where in a block's
text each source line begins, so that a sentence in the middle of a paragraph knows its own line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from narrate.errors import Fault, InputError
from narrate.model import Origin, Skipped
from narrate.script.document import Block, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_DEEPEST = 100
"""Levels of nesting that markdown-it follows; what lies deeper it drops, so we refuse it instead."""
_EXCERPT = 60
"""Characters of a skipped part that are shown."""
_MARK = "line_mark"
_LINE, _SEEN = -1, -2
"""Where a StateInline's cache, which is keyed by positions, keeps the line reached, and where that was."""
_TASK = re.compile(r"^\[[ xX]\]\s+")
"""The check box of a task list's item, as GitHub writes it."""
_LINE_TAG = re.compile(r"</?(br|p|div|li|hr)\b", re.IGNORECASE)


def blocks_of(source: str, path: str) -> tuple[tuple[Block, ...], tuple[Skipped, ...]]:
    """What of a Markdown `source` is spoken, in order, and what is skipped. Raises InputError for absurd nesting."""
    walk = _Walk(path, source.split("\n"))
    walk.tokens(_parser().parse(source))
    return tuple(walk.blocks), tuple(walk.skipped)


def excerpt(text: str) -> str:
    """The beginning of `text` on one line, short enough for a report."""
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1].rstrip() + "…"


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("text", _MARK, _mark_line)
    return parser


def _mark_line(state: StateInline, silent: bool) -> bool:
    """Put a token down wherever a new source line begins, and before inline code (which may span lines). No match."""
    if not silent:
        line = state.cache.get(_LINE, 0) + state.src.count("\n", state.cache.get(_SEEN, 0), state.pos)
        if line != state.cache.get(_LINE, 0) or state.src[state.pos] == "`":
            token = state.push(_MARK, "", 0)
            token.meta = {"line": line, "pos": state.pos}
        state.cache[_LINE], state.cache[_SEEN] = line, state.pos
    return False


@dataclass(slots=True)
class _Walk:
    """Goes through markdown-it's tokens once and gathers blocks and skipped parts."""

    path: str
    source: list[str]
    blocks: list[Block] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    items: int = 0
    new_item: bool = False

    def skip(self, kind: str, text: str, line: int) -> None:
        self.skipped.append(Skipped(kind, excerpt(text), Origin(self.path, line)))

    def tokens(self, tokens: Sequence[Token]) -> None:
        in_table = False
        heading = False
        for token in tokens:
            line = token.map[0] + 1 if token.map else 0
            if token.level >= _DEEPEST - 1:
                raise InputError(Fault("lists or quotations are nested too deep", "flatten them", self.path, line))
            if token.type in ("table_open", "table_close"):
                in_table = token.type == "table_open"
                if in_table:
                    self.skip("table", self.source[line - 1], line)
            elif in_table:
                continue
            elif token.type == "inline":
                self.inline(token, line, Kind.HEADING if heading else Kind.ITEM if self.items else Kind.PARAGRAPH)
            elif token.type in ("heading_open", "heading_close"):
                heading = token.type == "heading_open"
            elif token.type == "list_item_open":
                self.items, self.new_item = self.items + 1, True
            elif token.type == "list_item_close":
                self.items -= 1
            else:
                self.leaf(token, line)

    def leaf(self, token: Token, line: int) -> None:
        """A block without inline content."""
        if token.type in ("fence", "code_block"):
            self.skip("code block", token.content, line)
        elif token.type == "html_block":
            kind = "comment" if token.content.lstrip().startswith("<!--") else "HTML block"
            self.skip(kind, token.content, line)
        elif token.type == "hr":
            self.blocks.append(Block(Kind.BREAK, "", ((0, line),)))

    def inline(self, token: Token, line: int, kind: Kind) -> None:
        children = token.children or []
        if self.new_item and children and children[0].type == "text":
            children[0].content = _TASK.sub("", children[0].content, count=1)
        self.new_item = False
        run = _Inline(self, token.content, line)
        for child in children:
            run.take(child)
        text, marks = run.finish()
        if text.strip():
            self.blocks.append(Block(kind, text, marks))


@dataclass(slots=True)
class _Inline:
    """The text of one block while it is put together. `first` is the source line of the block."""

    walk: _Walk
    source: str
    first: int
    parts: list[str] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    length: int = 0
    line: int = 0
    pos: int = 0
    struck: int = 0

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def mark(self, line: int) -> None:
        self.line = line
        self.marks.append((self.length, line))

    def take(self, token: Token) -> None:
        if not self.marks:
            self.mark(self.first)
        if token.type == _MARK:
            self.pos = token.meta["pos"]
            if self.first + token.meta["line"] != self.line:
                self.mark(self.first + token.meta["line"])
        elif token.type in ("s_open", "s_close"):
            self.struck += 1 if token.type == "s_open" else -1
        elif token.type in ("softbreak", "hardbreak"):
            self.add("\n")
        elif self.struck and token.content:
            self.walk.skip("struck text", token.content, self.line)
        elif token.type == "text":
            self.add(token.content)
        elif token.type == "code_inline":
            self.code(token)
        elif token.type == "image":
            self.walk.skip("image", token.content or str(token.attrs.get("src", "")), self.line)
        elif token.type == "html_inline":
            self.tag(token.content)

    def tag(self, content: str) -> None:
        """A tag is not spoken; what stands between tags is. A line break in HTML parts words like one in the source."""
        self.walk.skip("comment" if content.startswith("<!--") else "HTML tag", content, self.line)
        if _LINE_TAG.match(content):
            self.add("\n")

    def code(self, token: Token) -> None:
        """Inline code is spoken as its text. Line ends in it have become spaces; the source at `pos` still has them."""
        raw = self.source[self.pos + len(token.markup) :]
        shift = 0 if raw.replace("\n", " ").startswith(token.content) else 1
        done = 0
        for match in re.finditer("\n", raw[shift : shift + len(token.content)]):
            self.add(token.content[done : match.end()])
            done = match.end()
            self.mark(self.line + 1)
        self.add(token.content[done:])

    def finish(self) -> tuple[str, tuple[tuple[int, int], ...]]:
        return "".join(self.parts), tuple(self.marks)
