"""The text inside one block: markdown-it's inline tokens to a Draft."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from narrate.script.alphabet import phoneme_fault
from narrate.script.attributes import SPAN_KEYS, Attributes, attributes
from narrate.script.document import Manner, Pause, Reading, Span
from narrate.script.draft import Draft
from narrate.script.front import LONGEST_PAUSE
from narrate.script.maths import in_words
from narrate.script.syntax import ATTACHED, MARK, PAUSE, SPAN_CLOSE, SPAN_OPEN, is_price

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from narrate.script.document import Habits
    from narrate.script.notes import Notes

_LINE_TAG = re.compile(r"</?(br|p|div|li|hr)\b", re.IGNORECASE)
_DOTTED_PAUSE = re.compile(r"(?:(?<=\s)|\A)\.\.\.(\d+(?:\.\d+)?(?:ms|s))(?!\w)")
"""SSMD's `...500ms`, a word of its own."""
_LENGTH = re.compile(r"(\d+(?:\.\d+)?|\.\d+)\s*(ms|s)", re.IGNORECASE)


@dataclass(slots=True)
class Inline:
    """Puts one block's text together. `source` is the block's raw text, which begins on line `first`.

    `notes` gathers what is skipped; `references` the footnotes that are referred to: label and line.
    """

    notes: Notes
    habits: Habits
    source: str
    first: int
    references: list[tuple[str, int]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    draft: Draft = field(default_factory=Draft)
    open: list[tuple[int, Attributes]] = field(default_factory=list)
    length: int = 0
    line: int = 0
    pos: int = 0
    struck: int = 0
    follows: str = ""

    def read(self, tokens: Sequence[Token]) -> Draft:
        """The text of `tokens`, with what hangs on it."""
        self.mark(self.first)
        for token, following in zip_longest(tokens, tokens[1:]):
            self.follows = following.content[:1] if following is not None and following.type == "text" else ""
            self.take(token)
        self.draft.text = "".join(self.parts)
        return self.draft.settled()

    def add(self, text: str) -> None:
        if text:
            if self.draft.pauses and self.draft.pauses[-1].offset == self.length and text[0].isalnum() and not self.spaced:
                self.parts.append(" ")
                self.length += 1
            self.parts.append(text)
            self.length += len(text)

    @property
    def spaced(self) -> bool:
        """Whether a new word would begin here."""
        return not self.parts or self.parts[-1][-1].isspace()

    def mark(self, line: int) -> None:
        self.line = line
        self.draft.marks.append((self.length, line))

    def take(self, token: Token) -> None:
        if token.type == MARK:
            self.pos = token.meta["pos"]
            if self.first + token.meta["line"] != self.line:
                self.mark(self.first + token.meta["line"])
        elif token.type in ("s_open", "s_close"):
            self.struck += 1 if token.type == "s_open" else -1
        elif token.type in ("softbreak", "hardbreak"):
            self.add("\n")
        elif token.type in (SPAN_OPEN, SPAN_CLOSE):
            self.span(token)
        elif self.struck and (token.content or token.type == "footnote_ref"):
            self.notes.skip("struck text", token.content or "a footnote", self.line)
        else:
            self.leaf(token)

    def leaf(self, token: Token) -> None:
        match token.type:
            case "text":
                self.text(token.content)
            case "text_special":
                self.add(token.content)
            case "code_inline":
                self.code(token)
            case "image":
                self.image(token)
            case "html_inline":
                self.tag(token.content)
            case "math_inline" | "math_inline_double":
                self.formula(token)
            case "footnote_ref":
                self.references.append((token.meta.get("label") or f"^{token.meta['id']}", self.line))
            case _ if token.type == PAUSE:
                self.pause(token.content, token.markup)
            case _ if token.type == ATTACHED:
                self.notes.skip("attributes", token.content, self.line)

    def text(self, text: str) -> None:
        """Plain text, in which SSMD's pauses may stand."""
        done = 0
        for match in _DOTTED_PAUSE.finditer(text) if "..." in text else ():
            if match.start() or self.spaced:
                self.add(text[done : match.start()])
                self.pause(match.group(1), match.group())
                done = match.end()
        self.add(text[done:])

    def pause(self, written: str, markup: str) -> None:
        if (match := _LENGTH.fullmatch(written)) is None:
            cure = "write [pause 1.5s] or [pause 500ms]; for text in brackets put \\ before the first one"
            self.notes.fault(f"{markup} has no length that can be read", cure, self.line)
            return
        seconds = float(match.group(1)) / (1000 if match.group(2).lower() == "ms" else 1)
        if seconds > LONGEST_PAUSE:
            self.notes.fault(f"{markup} is too long", f"pause {LONGEST_PAUSE:g} seconds at most", self.line)
            return
        self.draft.pauses.append(Pause(self.length, seconds, self.line))

    def span(self, token: Token) -> None:
        if token.type == SPAN_OPEN:
            if token.content:
                found = attributes(token.content, self.line, SPAN_KEYS, self.notes)
            else:
                found = Attributes(phonemes=token.meta["phonemes"])
                if fault := phoneme_fault(found.phonemes):
                    self.notes.fault(*fault, self.line)
            self.open.append((self.length, found))
            return
        start, found = self.open.pop()
        if start == self.length:
            return
        if found.manner != Manner():
            self.draft.spans.append(Span(start, self.length, found.manner))
        if found.say or found.phonemes or found.kind:
            self.draft.readings.append(Reading(start, self.length, found.say, found.phonemes, found.kind))

    def image(self, token: Token) -> None:
        """An image is skipped, or spoken by its alternative text."""
        alt = "".join(
            child.content if child.content else "\n" * child.type.endswith("break") for child in token.children or []
        )
        if self.habits.images == "alt" and alt.strip():
            self.add(alt)
        else:
            self.notes.skip("image", token.content or str(token.attrs.get("src", "")), self.line)

    def tag(self, content: str) -> None:
        """A tag is not spoken; what stands between tags is. A line break in HTML parts words like one in the source."""
        self.notes.skip("comment" if content.startswith("<!--") else "HTML tag", content, self.line)
        if _LINE_TAG.match(content):
            self.add("\n")

    def formula(self, token: Token) -> None:
        """Maths, unless it is only what stands between two dollar signs: prices, "$HOME/$PATH"."""
        inside_word = self.follows.isalnum() or (self.parts and self.parts[-1][-1].isalnum())
        if is_price(token.content) or inside_word:
            self.add(f"{token.markup}{token.content}{token.markup}")
        elif self.habits.maths == "speak" and (said := in_words(token.content)):
            start = self.length
            self.add(token.content)
            self.draft.readings.append(Reading(start, self.length, say=said))
        else:
            self.notes.skip("formula", token.content, self.line)

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
