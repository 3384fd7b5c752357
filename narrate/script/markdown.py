"""Markdown to blocks of text: goes through markdown-it's tokens once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from narrate.errors import Fault, InputError
from narrate.script.attributes import ATTRIBUTES, BLOCK_KEYS, attributes
from narrate.script.document import Block, Kind, Manner, Reading
from narrate.script.draft import Draft
from narrate.script.finish import Finisher
from narrate.script.html_text import HtmlText
from narrate.script.inline import Inline
from narrate.script.maths import in_words
from narrate.script.syntax import ATTRIBUTE_LINE, DEEPEST, parser

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.token import Token

    from narrate.script.document import FrontMatter
    from narrate.script.notes import Notes

_TASK = re.compile(r"^\[[ xX]\]\s+")
"""The check box of a task list's item, as GitHub writes it."""
_ALERT = re.compile(r"^\[!([A-Z]+)\]\s*$")
"""The first line of a quotation that GitHub shows as an alert."""
_HEADING_ATTRIBUTES = re.compile(r"\s*\{:?\s*[#.][\w-]+(?:\s[^{}]*)?\}\s*$")
"""The name that other programs give a heading: `# Install {#install}`."""
_TAG = re.compile(r"<[^<>]*>")
_PROMPT = "prompt"
"""The fence that `narrate expand` replaces."""


def blocks_of(source: str, front: FrontMatter, notes: Notes) -> tuple[Block, ...]:
    """What of a Markdown `source` is spoken, in order. What is skipped, and what is wrong, goes into `notes`.

    Raises InputError for absurd nesting, which leaves nothing to go on with.
    """
    env: dict[str, object] = {}
    tokens = parser().parse(source, env)
    walk = _Walk(source.split("\n"), front, notes, Finisher(front, notes))
    walk.tokens(tokens)
    return tuple(walk.with_footnotes(env))


@dataclass(slots=True)
class _Scope:
    """A manner that holds until the token `closing` at `level`."""

    manner: Manner
    closing: str
    level: int


@dataclass(slots=True)
class _Walk:
    """Gathers blocks, and the blocks of footnotes by label. `referred` has a label's first reference: after how many
    blocks it comes."""

    source: list[str]
    front: FrontMatter
    notes: Notes
    finish: Finisher
    blocks: list[Block] = field(default_factory=list)
    footnotes: dict[str, list[Block]] = field(default_factory=dict)
    defined: dict[str, int] = field(default_factory=dict)
    referred: dict[str, tuple[int, int]] = field(default_factory=dict)
    scopes: list[_Scope] = field(default_factory=list)
    references: list[tuple[str, int]] = field(default_factory=list)
    waiting: tuple[Manner, int] | None = None
    row: Draft | None = None
    kind: Kind = Kind.PARAGRAPH
    footnote: str = ""
    items: int = 0
    new_item: bool = False

    @property
    def manner(self) -> Manner:
        """How a block that begins here is spoken."""
        found = Manner()
        for scope in self.scopes:
            found = scope.manner.over(found)
        return found

    def tokens(self, tokens: Sequence[Token]) -> None:
        skipping = False
        for token in tokens:
            line = token.map[0] + 1 if token.map else 0
            if token.level >= DEEPEST - 1:
                fault = Fault("lists or quotations are nested too deep", "flatten them", self.notes.path, line)
                raise InputError(*self.notes.faults, fault)
            self.scope(token)
            if token.type in ("table_open", "table_close") and self.front.habits.tables == "skip":
                skipping = token.type == "table_open"
                if skipping:
                    self.notes.skip("table", self.source[line - 1], line)
            elif not skipping:
                self.token(token, line)
        self.unused()

    def scope(self, token: Token) -> None:
        """Enter and leave the manner of a block: of an attribute line above it, or of a fenced div."""
        if token.nesting == -1:
            while self.scopes and (token.type, token.level) == (self.scopes[-1].closing, self.scopes[-1].level):
                self.scopes.pop()
        if token.nesting == 1 and self.waiting is not None:
            manner, _ = self.waiting
            self.waiting = None
            self.scopes.append(_Scope(manner, token.type.removesuffix("open") + "close", token.level))
        elif token.type != ATTRIBUTE_LINE:
            self.unused()

    def unused(self) -> None:
        if self.waiting is not None:
            message, cure = "these attributes speak of no block", "put them right above a paragraph, a list or a heading"
            self.notes.fault(message, cure, self.waiting[1])
            self.waiting = None

    def token(self, token: Token, line: int) -> None:
        match token.type:
            case "inline" if self.row is not None:
                self.row.append(self.inline(token, line), ", ")
            case "inline":
                kind = self.kind if self.kind is Kind.HEADING else Kind.ITEM if self.items else Kind.PARAGRAPH
                self.put(kind, self.inline(token, line))
            case "heading_open" | "heading_close":
                self.kind = Kind.HEADING if token.type == "heading_open" else Kind.PARAGRAPH
            case "list_item_open":
                self.items, self.new_item = self.items + 1, True
            case "list_item_close":
                self.items -= 1
            case "tr_open":
                self.row = Draft()
            case "tr_close":
                if self.row is not None and self.row.text:
                    self.put(Kind.ITEM, self.row)
                self.row = None
            case "footnote_reference_open":
                self.footnote = token.meta["label"]
                self.defined.setdefault(self.footnote, line)
            case "footnote_reference_close":
                self.footnote = ""
            case _:
                self.leaf(token, line)

    def leaf(self, token: Token, line: int) -> None:
        """A block without inline content."""
        match token.type:
            case "fence" | "code_block":
                self.code(token, line)
            case "html_block":
                self.html(token.content, line)
            case "hr":
                self.into.append(Block(Kind.BREAK, "", ((0, line),)))
            case "math_block" | "math_block_label":
                self.formula(token, line)
            case "container_div_open":
                self.div(token, line)
            case _ if token.type == ATTRIBUTE_LINE:
                manner = attributes(token.content, line, BLOCK_KEYS, self.notes).manner
                self.waiting = (manner if self.waiting is None else manner.over(self.waiting[0]), line)

    @property
    def into(self) -> list[Block]:
        return self.footnotes.setdefault(self.footnote, []) if self.footnote else self.blocks

    def put(self, kind: Kind, draft: Draft) -> None:
        self.into.extend(self.finish(kind, draft, self.manner))
        for label, line in self.references:
            self.referred.setdefault(label, (len(self.blocks), line))
        self.references.clear()

    def inline(self, token: Token, line: int) -> Draft:
        children = token.children or []
        if self.new_item and children and children[0].type == "text":
            children[0].content = _TASK.sub("", children[0].content, count=1)
        self.new_item = False
        if self.kind is Kind.HEADING and children and (match := _HEADING_ATTRIBUTES.search(children[-1].content)):
            self.notes.skip("attributes", match.group(), line)
            children[-1].content = children[-1].content[: match.start()]
        if children and children[0].type == "text" and _ALERT.match(children[0].content):
            self.notes.skip("directive", children[0].content, line)
            children = children[1:]
        run = Inline(self.notes, self.front.habits, token.content, line)
        draft = run.read(children)
        self.references += run.references
        return draft

    def div(self, token: Token, line: int) -> None:
        """A fenced div: `::: {voice=am_adam}`. One of another program (`:::note`) only lends its text."""
        braces = ATTRIBUTES.search(token.info)
        manner = attributes(braces.group(), line, BLOCK_KEYS, self.notes).manner if braces else Manner()
        self.scopes.append(_Scope(manner, "container_div_close", token.level))
        name = token.info[: braces.start()] + token.info[braces.end() :] if braces else token.info
        if name.strip(" :"):
            self.notes.skip("directive", token.markup + token.info, line)

    def code(self, token: Token, line: int) -> None:
        language = token.info.split()[0] if token.info.split() else ""
        if self.front.habits.code == "skip" or language == _PROMPT:
            self.notes.skip("prompt" if language == _PROMPT else "code block", token.content, line)
            return
        self.put(Kind.PARAGRAPH, _lines(token.content, line + (token.type == "fence")))

    def html(self, content: str, line: int) -> None:
        """An HTML block: the text between its tags is spoken, the tags are not."""
        if content.lstrip().startswith("<!--") and content.rstrip().endswith("-->") and content.count("-->") == 1:
            self.notes.skip("comment", content, line)
            return
        found = HtmlText.of(content, line)
        self.notes.skip("HTML block", " ".join(_TAG.findall(content)) if found and found.paragraphs else content, line)
        for text, at in found.left_out if found else ():
            self.notes.skip("HTML text", text, at)
        for draft in found.paragraphs if found else ():
            self.put(Kind.ITEM if self.items else Kind.PARAGRAPH, draft)

    def formula(self, token: Token, line: int) -> None:
        said = in_words(token.content)
        if self.front.habits.maths == "skip" or not said:
            self.notes.skip("formula", token.content, line)
            return
        draft = _lines(token.content.strip("\n"), line + token.content.startswith("\n"))
        draft.readings.append(Reading(0, len(draft.text), say=said))
        self.put(Kind.PARAGRAPH, draft)

    def with_footnotes(self, env: Mapping[str, object]) -> list[Block]:
        """The blocks, with the footnotes where they are wanted: nowhere, behind the block that refers to them, or last."""
        for label, (_, line) in list(self.referred.items()):
            if label.startswith("^") and label not in self.defined:
                self.written_inline(env, label, line)
        habit = self.front.habits.footnotes
        for label, line in sorted(self.defined.items(), key=lambda pair: pair[1]):
            if habit == "skip" or label not in self.referred:
                text = " ".join(block.text for block in self.footnotes.get(label, ()))
                self.notes.skip("footnote", text or f"[^{label}]", line)
        if habit == "skip":
            return self.blocks
        result, done = [], 0
        for label, (after, _) in sorted(self.referred.items(), key=lambda pair: pair[1]):
            at = max(done, after) if habit == "inline" else len(self.blocks)
            result += [*self.blocks[done:at], *self.footnotes.get(label, ())]
            done = at
        return result + self.blocks[done:]

    def written_inline(self, env: Mapping[str, object], label: str, line: int) -> None:
        """A footnote in place, `^[text]`: markdown-it keeps its tokens apart."""
        known = env.get("footnotes")
        entries = known.get("list", {}) if isinstance(known, dict) else {}
        entry = entries.get(int(label[1:]), {})
        run = Inline(self.notes, self.front.habits, entry.get("content", ""), line)
        draft = run.read(entry.get("tokens", ()))
        self.defined[label] = line
        self.footnotes[label] = list(self.finish(Kind.PARAGRAPH, draft, Manner()))


def _lines(text: str, first: int) -> Draft:
    """Text whose lines are source lines, from line `first` on."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return Draft(text, [(offset, first + number) for number, offset in enumerate(starts)])
