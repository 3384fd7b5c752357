"""The Markdown parser: CommonMark with tables, strikethrough, footnotes and maths, and the rules of our own grammar.

Our rules only put tokens down; what they mean is decided in `markdown` and `inline`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.script.attributes import ATTRIBUTES

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

DEEPEST = 100
"""Levels of nesting that markdown-it follows; what lies deeper it drops, so we refuse it instead."""
MARK, PAUSE, SPAN_OPEN, SPAN_CLOSE, ATTACHED, ATTRIBUTE_LINE = (
    "line_mark",
    "pause",
    "attributes_open",
    "attributes_close",
    "attached_attributes",
    "attribute_line",
)
_LINE, _SEEN = -1, -2
"""Where a StateInline's cache, which is keyed by positions, keeps the line reached, and where that was."""
_BRACKETED_PAUSE = re.compile(r"\[pause(?:[\s:]+(?=[^\]\n]*\d)([^\]\n]{1,20}))?\](?![(\[{:])", re.IGNORECASE)
_PHONEMES = re.compile(r"\(/(?=[^/()\n]*[\u0250-\u02ff])([^/()\n]+)/\)")
_PROSE_PRICE = re.compile(r"\s*\d[\d.,]*\b(?!.*[\\^_=<>{}])", re.DOTALL)
"""What stands between two dollar signs and is no formula: "$5 (or 5$)"."""


def parser() -> MarkdownIt:
    """A parser with all rules."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.container import container_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    found = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    footnote_plugin(found, move_to_end=False)
    dollarmath_plugin(found, allow_space=False, allow_digits=False, allow_blank_lines=False, double_inline=True)
    container_plugin(found, "div", validate=lambda params, markup: bool(params.strip()))
    found.disable("text_join")  # an escaped character stays a token of its own: \[pause 1s] is text
    found.inline.ruler.before("text", MARK, _mark_line)
    found.inline.ruler.before("link", PAUSE, _pause)
    found.inline.ruler.before("link", SPAN_OPEN, _span)
    found.inline.ruler.push(ATTACHED, _attached)
    found.block.ruler.before("fence", ATTRIBUTE_LINE, _attribute_line, {"alt": ["paragraph", "reference", "list"]})
    return found


def is_price(formula: str) -> bool:
    """Whether a "formula" is rather text between two amounts of dollars."""
    return _PROSE_PRICE.match(formula) is not None


def _mark_line(state: StateInline, silent: bool) -> bool:
    """Put a token down wherever a new source line begins, and before inline code (which may span lines). No match."""
    if not silent:
        line = state.cache.get(_LINE, 0) + state.src.count("\n", state.cache.get(_SEEN, 0), state.pos)
        if line != state.cache.get(_LINE, 0) or state.src[state.pos] == "`":
            token = state.push(MARK, "", 0)
            token.meta = {"line": line, "pos": state.pos}
        state.cache[_LINE], state.cache[_SEEN] = line, state.pos
    return False


def _pause(state: StateInline, silent: bool) -> bool:
    """`[pause 1.5s]`."""
    if state.src[state.pos] != "[" or not (match := _BRACKETED_PAUSE.match(state.src, state.pos, state.posMax)):
        return False
    if not silent:
        token = state.push(PAUSE, "", 0)
        token.content = (match.group(1) or "").strip()
        token.markup = match.group()
    state.pos = match.end()
    return True


def _span(state: StateInline, silent: bool) -> bool:
    """`[text]{key=value}` and misaki's `[text](/phonemes/)`: two tokens, with the text parsed as usual between them.

    A path is no pronunciation: phonemes are told by a sign that only phonetic writing has.
    """
    if state.src[state.pos] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos, False)
    if end < 0:
        return False
    braces = ATTRIBUTES.match(state.src, end + 1, state.posMax)
    slashes = _PHONEMES.match(state.src, end + 1, state.posMax)
    match = braces or slashes
    if match is None:
        return False
    if not silent:
        begin, last = state.pos + 1, state.posMax
        token = state.push(SPAN_OPEN, "", 1)
        token.content = match.group() if braces else ""
        token.meta = {"phonemes": match.group(1) if slashes else ""}
        state.pos, state.posMax = begin, end
        state.md.inline.tokenize(state)
        state.posMax = last
        state.push(SPAN_CLOSE, "", -1)
    state.pos = match.end()
    return True


def _attached(state: StateInline, silent: bool) -> bool:
    """Attributes right behind a link, an image or inline code, as other Markdown programs want them: not text."""
    if state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    if state.tokens[-1].type not in ("link_close", "image", "code_inline"):
        return False
    match = ATTRIBUTES.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push(ATTACHED, "", 0).content = match.group()
    state.pos = match.end()
    return True


def _attribute_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that holds only `{key=value}`: it speaks of the block below."""
    if state.is_code_block(start):
        return False
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]].strip()
    if not line.startswith("{") or not ATTRIBUTES.fullmatch(line):
        return False
    if not silent:
        token = state.push(ATTRIBUTE_LINE, "", 0)
        token.content, token.map = line, [start, start + 1]
        state.line = start + 1
    return True
