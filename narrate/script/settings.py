"""YAML nodes to values, with the line of each fault. Walks nodes rather than values, because nodes know their lines."""

from __future__ import annotations

import math
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from narrate.script.languages import LANGUAGES, normal_language

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from narrate.script.notes import Notes

_TEXT, _NUMBERS = "tag:yaml.org,2002:str", ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
_WRITTEN_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE)
"""YAML 1.1 takes 1e3 for text, and 0x1F and 1:30 for numbers; people mean plain decimals."""


class Settings:
    """Reads nodes of front matter. `lines` collects the line of every key by its full name."""

    def __init__(self, notes: Notes, first_line: int = 2) -> None:
        self.notes = notes
        self.lines: dict[str, int] = {}
        self._first = first_line

    def line(self, node: Any) -> int:
        """The source line of a node, from 1."""
        return int(node.start_mark.line) + self._first

    def fault(self, message: str, cure: str, node: Any) -> None:
        self.notes.fault(message, cure, self.line(node))

    def compose(self, text: str) -> Any:
        """The root node of `text`, or None when there is none or it is not YAML (which is then noted)."""
        import yaml

        try:
            return yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.reader.ReaderError as exc:
            line = text.count("\n", 0, exc.position) + self._first
            self.notes.fault("front matter is not YAML: a character that YAML forbids", "remove it", line)
        except yaml.MarkedYAMLError as exc:
            mark = exc.problem_mark or exc.context_mark
            problem = " ".join(str(part) for part in (exc.problem, exc.context) if part)
            self.notes.fault(
                f"front matter is not YAML: {problem}",
                "put a value that holds : # [ ] { } or quotes between quotation marks",
                mark.line + self._first if mark else 1,
            )
        except RecursionError:
            self.notes.fault("front matter is nested too deep", 'write plain lines of the form "key: value"', 1)
        return None

    def entries(self, mapping: Any, known: Sequence[str] | None, prefix: str) -> dict[str, Any]:
        """The value nodes of `mapping` by key; faults for unknown (`known` None: any will do) and repeated keys."""
        found: dict[str, Any] = {}
        for key, value in mapping.value:
            name = str(key.value).strip() if key.id == "scalar" else "?"
            if key.id != "scalar" or not name or (known is not None and name not in known):
                cure = did_you_mean(name, known or (), "the keys are", prefix)
                self.fault(f'unknown key "{prefix}{name}" in the front matter', cure, key)
            elif name in found:
                self.fault(f'"{prefix}{name}" is given twice', "delete one of the two", key)
            elif value.tag == "tag:yaml.org,2002:null":
                self.fault(f'"{prefix}{name}" has no value', "give it one, or delete the line", key)
            else:
                found[name] = value
                self.lines[prefix + name] = self.line(key)
        return found

    def text(self, node: Any, name: str, any_scalar: bool = False) -> str | None:
        """A line of text; `any_scalar` also takes what YAML holds for a number or a date."""
        if node is None:
            return None
        if node.id != "scalar" or not (any_scalar or node.tag == _TEXT):
            self.fault(f'"{name}" must be text', "put it between quotation marks", node)
            return None
        if not node.value.strip():
            self.fault(f'"{name}" is empty', "give it a value, or delete the line", node)
            return None
        return " ".join(node.value.split())

    def texts(self, node: Any, name: str) -> tuple[str, ...]:
        """One text, or a list of texts; the line of each is kept as "name.0", "name.1" …"""
        if node is None:
            return ()
        items = node.value if node.id == "sequence" else [node]
        found: list[str] = []
        for item in items:
            if (text := self.text(item, name)) is not None:
                self.lines[f"{name}.{len(found)}"] = self.line(item)
                found.append(text)
        return tuple(found)

    def language(self, node: Any, name: str = "language") -> str | None:
        """A language as we name it."""
        written = self.text(node, name)
        if written is None:
            return None
        language = normal_language(written)
        if language is None:
            self.fault(f'unknown language "{written}"', did_you_mean(written, LANGUAGES, "the languages are"), node)
        return language

    def number(self, node: Any, name: str, low: float, high: float) -> float | None:
        """A number from `low` to `high`."""
        if node is None:
            return None
        value = math.nan
        if node.id == "scalar" and node.tag in _NUMBERS and _WRITTEN_NUMBER.fullmatch(node.value):
            value = float(node.value)
        if not math.isfinite(value):
            self.fault(f'"{name}" must be a number', f"write a number from {low:g} to {high:g}", node)
            return None
        if not low <= value <= high:
            self.fault(f'"{name}" is {node.value}', f"write a number from {low:g} to {high:g}", node)
            return None
        return value

    def choice(self, node: Any, name: str, known: Sequence[str]) -> str | None:
        """One of the words in `known`."""
        written = self.text(node, name)
        if written is None or written.lower() in known:
            return written.lower() if written else None
        self.fault(f'"{name}" does not know "{written}"', did_you_mean(written, known, "choose from"), node)
        return None

    def flag(self, node: Any, name: str) -> bool | None:
        """Yes or no."""
        if node is None:
            return None
        if node.id != "scalar" or node.tag != "tag:yaml.org,2002:bool":
            self.fault(f'"{name}" must be yes or no', "write yes or no, without quotation marks", node)
            return None
        return bool(node.value.lower() in ("yes", "true", "on"))


def did_you_mean(written: str, known: Collection[str], otherwise: str, prefix: str = "") -> str:
    """A cure for a word that nobody knows: the nearest that there is, else all of them."""
    near = get_close_matches(written.lower(), sorted(known), n=1)
    if near:
        return f'did you mean "{prefix}{near[0]}"?'
    return f"{otherwise} {', '.join(known)}" if known else "write plain text"
