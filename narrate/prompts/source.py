"""A source that wants a language model, a brief or a script with prompt blocks: taken apart, and put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from narrate.errors import Fault, InputError
from narrate.model import Origin
from narrate.prompts.asked import KEYS, Asked, asked
from narrate.prompts.templates import KINDS

BLOCK = "prompt"
"""The word behind the fence of a block that is to be expanded."""

_MARKS = ("prompt", "kind")
_BRIEF_NAME = re.compile(r"(^|\.)brief\.\w+$", re.IGNORECASE)
_MAYBE_BLOCK = re.compile(rf"^[ >\t*+\-\d.)]*(`{{3,}}|~{{3,}})\s*{BLOCK}\b", re.MULTILINE)
_OPTION = re.compile(r"(\w+)=(\"[^\"]*\"|'[^']*'|\S+)")
_LINE = re.compile(r"(?<=\n)(?!\Z)")
"""Between lines. `str.splitlines` would also cut at form feeds and U+2028, and lines would be counted wrong."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be written: the brief's `text`, and what it asks for. `head` is the front matter of the script, with
    its `---` lines, under which the answer will be read ("" without one)."""

    text: str
    asked: Asked
    head: str
    speakers: tuple[str, ...]
    language: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Source:
    """A source as parts: text that stays, and tasks. `trial` is a script that has the source's front matter on the same
    lines, and nothing else that could be wrong: reading it finds the faults of the head before anything is asked."""

    path: str
    parts: tuple[str | Task, ...]
    trial: str

    @property
    def tasks(self) -> tuple[Task, ...]:
        return tuple(part for part in self.parts if isinstance(part, Task))

    def render(self, texts: Sequence[str]) -> str:
        """The script, with each task's text in its place."""
        given = iter(texts)
        whole = "".join(part if isinstance(part, str) else next(given).strip("\n") + "\n" for part in self.parts)
        return whole.rstrip("\n") + "\n"


def is_brief(name: str, source: str) -> bool:
    """Whether a file is a brief as a whole: `prompt: true` or `kind:` in its front matter, or the name `brief.md` or
    `NAME.brief.md` (which `prompt: false` overrules)."""
    marks = {key.value: value.value for key, value, _ in _pairs(source) if key.value in _MARKS}
    if "prompt" in marks:
        return str(marks["prompt"]).lower() not in ("false", "no", "off")
    return "kind" in marks or bool(_BRIEF_NAME.search(PurePath(name).name))


def take_apart(source: str, path: str, brief: bool) -> Source | None:
    """The tasks in a source, with faults for what they ask; None for a script that has no prompt block."""
    return _whole(source, path) if brief else _blocks(source, path)


def demand(source: str, path: str) -> Source:
    """What a file asks for that was named to be expanded: its prompt blocks, or else the whole of it as a brief."""
    brief = is_brief(path, source)
    return (None if brief else _blocks(source, path)) or _whole(source, path)


def _whole(source: str, path: str) -> Source:
    given, faults = asked(
        {key.value: (_plain(value), key.start_mark.line + 2) for key, value, _ in _pairs(source) if key.value in KEYS},
        KINDS,
        path,
    )
    head, body, first = _cut(source)
    own = [span for key, _, span in _pairs(source) if key.value in KEYS or key.value == "prompt"]
    kept = "".join(line for at, line in enumerate(head) if not _inside(at, own))
    trial = "".join("\n" if _inside(at, own) else line for at, line in enumerate(head))
    if not body.strip():
        faults += (Fault("the brief is empty", "write what the script is to say, and for whom", path, first),)
    if faults:
        raise InputError(*faults)
    fenced = f"---\n{kept}---\n\n" if kept.strip() else ""
    task = Task(body.strip(), given, fenced, _speakers(fenced), _language(source), Origin(path, first))
    return Source(path, (fenced, task), f"---\n{trial}---\n\nText.\n" if head else "Text.\n")


def _inside(line: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= line < end for start, end in spans)


def _blocks(source: str, path: str) -> Source | None:
    if not _MAYBE_BLOCK.search(source):
        return None
    head, _, _ = _cut(source)
    fenced = f"---\n{''.join(head)}---\n\n" if head else ""
    lines = _LINE.split(source)
    parts: list[str | Task] = []
    faults: list[Fault] = []
    trial, done = "", 0
    for start, end, info, text, level in _fences(source):
        options, strays = _options(info, path, start + 1)
        given, wrong = asked(options, KINDS, path)
        faults += [*strays, *wrong]
        if level:
            cure = "move it out of the list or quotation"
            faults.append(Fault("a prompt block is expanded only between paragraphs", cure, path, start + 1))
        if not text.strip():
            faults.append(Fault("the prompt block is empty", "write what is to be said in it", path, start + 1))
        before = "".join(lines[done:start])
        parts += [before, Task(text.strip(), given, fenced, _speakers(source), _language(source), Origin(path, start + 1))]
        trial += before + "Text.\n" + "\n" * (end - start - 1)
        done = end
    if faults:
        raise InputError(*faults)
    rest = "".join(lines[done:])
    return Source(path, (*parts, rest), trial + rest) if parts else None


def _fences(source: str) -> Iterator[tuple[int, int, str, str, int]]:
    """Each prompt block: its first line and the one behind its last (from 0), its info line, its text, its depth."""
    from markdown_it import MarkdownIt

    head, _, first = _cut(source)
    body = _LINE.split(source)[first - 1 :] if head else _LINE.split(source)
    offset = first - 1 if head else 0
    for token in MarkdownIt("commonmark").parse("".join(body)):
        if token.type == "fence" and token.info.split()[:1] == [BLOCK] and token.map is not None:
            yield token.map[0] + offset, token.map[1] + offset, token.info, token.content, token.level


def _options(info: str, path: str, line: int) -> tuple[dict[str, tuple[Any, int]], list[Fault]]:
    """`prompt words=80 tone="dry"`: what stands behind the word, and what of it is no option."""
    found = {name: (value.strip("\"'"), line) for name, value in _OPTION.findall(info)}
    strays = [name for name in found if name not in KEYS]
    rest = _OPTION.sub("", info.strip().removeprefix(BLOCK)).split()
    cure = f'write options as words=80 tone="dry"; there are {", ".join(KEYS)}'
    faults = [Fault(f'a prompt block does not know "{stray}"', cure, path, line) for stray in (*strays, *rest)]
    return {name: value for name, value in found.items() if name in KEYS}, faults


def _cut(source: str) -> tuple[list[str], str, int]:
    """The front matter's lines (none without one), the rest, and the line (from 1) on which the rest begins."""
    lines = _LINE.split(source)
    if lines and lines[0].rstrip() == "---":
        for number, line in enumerate(lines[1:], start=1):
            if line.rstrip() in ("---", "..."):
                return lines[1:number], "".join(lines[number + 1 :]), number + 2
    return [], source, 1


def _pairs(source: str) -> list[tuple[Any, Any, tuple[int, int]]]:
    """The front matter's top-level keys and values as YAML nodes, each with its lines [from, to) inside the head.

    Nothing where it is no YAML mapping: the reader of scripts says what is wrong then.
    """
    import yaml

    head, _, _ = _cut(source)
    try:
        node: Any = yaml.compose("".join(head), Loader=yaml.SafeLoader) if head else None
    except (yaml.YAMLError, RecursionError):
        return []
    if node is None or node.id != "mapping":
        return []
    starts = [key.start_mark.line for key, _ in node.value]
    ends = [*starts[1:], len(head)]
    return [
        (key, value, (start, end))
        for (key, value), start, end in zip(node.value, starts, ends, strict=True)
        if key.id == "scalar"
    ]


def _plain(node: Any) -> Any:
    return node.value if node.id == "scalar" else None


def _speakers(source: str) -> tuple[str, ...]:
    return tuple(
        str(name.value)
        for key, value, _ in _pairs(source)
        if key.value == "voices" and value.id == "mapping"
        for name, _ in value.value
    )


def _language(source: str) -> str:
    return next((str(_plain(value)) for key, value, _ in _pairs(source) if key.value == "language"), "")
