"""Front matter: the YAML settings between two `---` lines at the head of a file."""

from __future__ import annotations

import math
from dataclasses import replace
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from narrate.errors import Fault, InputError
from narrate.script.document import FrontMatter
from narrate.script.languages import LANGUAGES, normal_language

if TYPE_CHECKING:
    from narrate.model import Delivery

KEYS = ("title", "voice", "speed", "language", "pauses")
PAUSES = ("phrase", "sentence", "paragraph", "chapter")
SLOWEST, FASTEST = 0.5, 2.0
LONGEST_PAUSE = 60.0
"""Seconds. More is surely a slip (milliseconds, say), and would fill the disk with silence."""


def cut(source: str) -> tuple[str | None, str]:
    """`source` as (front matter or None, the rest). The rest keeps its line numbers: the head is blanked."""
    lines = source.split("\n")
    if lines[0].rstrip() != "---":
        return None, source
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            return "\n".join(lines[1:number]), "\n".join([""] * (number + 1) + lines[number + 1 :])
    return None, source


def unclosed(source: str, path: str) -> tuple[Fault, ...]:
    """The fault of a head that begins like front matter but never ends; none when the `---` is a thematic break."""
    head = source.split("\n", 2)
    if len(head) > 1 and head[0].rstrip() == "---" and head[1].partition(":")[0].strip() in KEYS and ":" in head[1]:
        return (Fault("the front matter has no end", "close it with a line that holds only ---", path, 1),)
    return ()


def parse(yaml_text: str, path: str) -> FrontMatter:
    """The settings in `yaml_text`, which begins on line 2 of `path`. Raises InputError with every fault found."""
    reader = _Reader(path)
    front = reader.read(yaml_text)
    if reader.faults:
        raise InputError(*sorted(reader.faults, key=lambda fault: fault.line))
    return front


def overlay(front: FrontMatter, delivery: Delivery, fixed: frozenset[str] = frozenset()) -> Delivery:
    """`delivery` with what the front matter says in place of the defaults.

    `fixed` names what a flag or the environment has set and the file may not change: "voice", "speed", "language",
    "pauses" (all of them) or a single one, as "pauses.sentence".
    """
    values: dict[str, Any] = {
        name: value
        for name in ("voice", "speed", "language")
        if name not in fixed and (value := getattr(front, name)) is not None
    }
    if "pauses" not in fixed:
        free = {name: seconds for name, seconds in front.pauses.items() if f"pauses.{name}" not in fixed}
        values["pauses"] = replace(delivery.pauses, **free)
    return replace(delivery, **values)


class _Reader:
    """Walks the YAML nodes rather than the values, because nodes know their lines; gathers faults."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.faults: list[Fault] = []
        self.lines: dict[str, int] = {}

    def read(self, text: str) -> FrontMatter:
        node = self._compose(text)
        if node is None:
            return FrontMatter()
        if node.id != "mapping":
            cure = 'write lines of the form "key: value"; a rule at the head of a file needs a blank line before it'
            self._fault("front matter is not a mapping of keys to values", cure, node)
            return FrontMatter()
        found = self._entries(node, KEYS, "")
        pauses = found.get("pauses")
        return FrontMatter(
            title=self._text(found.get("title"), "title", any_scalar=True),
            voice=self._text(found.get("voice"), "voice"),
            speed=self._number(found.get("speed"), "speed", SLOWEST, FASTEST),
            language=self._language(found.get("language")),
            pauses=MappingProxyType(self._pauses(pauses) if pauses is not None else {}),
            lines=MappingProxyType(self.lines),
        )

    def _compose(self, text: str) -> Any:
        import yaml

        try:
            return yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.reader.ReaderError as exc:
            line = text.count("\n", 0, exc.position) + 2
            fault = Fault("front matter is not YAML: a character that YAML forbids", "remove it", self.path, line)
        except yaml.MarkedYAMLError as exc:
            mark = exc.problem_mark or exc.context_mark
            problem = " ".join(str(part) for part in (exc.problem, exc.context) if part)
            fault = Fault(
                f"front matter is not YAML: {problem}",
                "put a value that holds : # [ ] { } or quotes between quotation marks",
                self.path,
                mark.line + 2 if mark else 1,
            )
        except RecursionError:
            fault = Fault("front matter is nested too deep", 'write plain lines of the form "key: value"', self.path, 1)
        self.faults.append(fault)
        return None

    def _fault(self, message: str, cure: str, node: Any) -> None:
        self.faults.append(Fault(message, cure, self.path, node.start_mark.line + 2))

    def _entries(self, mapping: Any, known: tuple[str, ...], prefix: str) -> dict[str, Any]:
        """The value nodes of `mapping` by key; faults for unknown and repeated keys."""
        found: dict[str, Any] = {}
        for key, value in mapping.value:
            name = str(key.value) if key.id == "scalar" else "?"
            near = get_close_matches(name.lower(), known, n=1)
            if name not in known:
                guess = f'did you mean "{prefix}{near[0]}"?' if near else f"the keys are {', '.join(known)}"
                self._fault(f'unknown key "{prefix}{name}" in the front matter', guess, key)
            elif name in found:
                self._fault(f'"{prefix}{name}" is given twice', "delete one of the two", key)
            elif value.tag == "tag:yaml.org,2002:null":
                self._fault(f'"{prefix}{name}" has no value', "give it one, or delete the line", key)
            else:
                found[name] = value
                self.lines[prefix + name] = key.start_mark.line + 2
        return found

    def _text(self, node: Any, name: str, any_scalar: bool = False) -> str | None:
        if node is None:
            return None
        if node.id != "scalar" or not (any_scalar or node.tag == "tag:yaml.org,2002:str"):
            self._fault(f'"{name}" must be text', "put it between quotation marks", node)
            return None
        if not node.value.strip():
            self._fault(f'"{name}" is empty', "give it a value, or delete the line", node)
            return None
        return " ".join(node.value.split())

    def _language(self, node: Any) -> str | None:
        written = self._text(node, "language")
        if written is None:
            return None
        language = normal_language(written)
        if language is None:
            near = get_close_matches(written.lower(), LANGUAGES, n=1)
            guess = f'did you mean "{near[0]}"? ' if near else ""
            self._fault(f'unknown language "{written}"', f"{guess}The languages are {', '.join(LANGUAGES)}", node)
        return language

    def _number(self, node: Any, name: str, low: float, high: float) -> float | None:
        if node is None:
            return None
        value = math.nan
        if node.id == "scalar" and node.tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float"):
            value = _float(node.value)
        if math.isnan(value):
            self._fault(f'"{name}" must be a number', f"write a number from {low:g} to {high:g}", node)
            return None
        if not low <= value <= high:
            self._fault(f'"{name}" is {node.value}', f"write a number from {low:g} to {high:g}", node)
            return None
        return value

    def _pauses(self, node: Any) -> dict[str, float]:
        if node.id != "mapping":
            self._fault('"pauses" must be a mapping', f"give any of {', '.join(PAUSES)}, in seconds, indented", node)
            return {}
        found = self._entries(node, PAUSES, "pauses.")
        values = {name: self._number(value, f"pauses.{name}", 0.0, LONGEST_PAUSE) for name, value in found.items()}
        return {name: seconds for name, seconds in values.items() if seconds is not None}


def _float(written: str) -> float:
    """A decimal number; NaN for what is none (YAML also knows 0x1F, 1:30 and .inf, which nobody means here)."""
    try:
        value = float(written)
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan
