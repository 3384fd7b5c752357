"""What is asked of a language model: by a flag, by a brief's front matter, by the line of a prompt block."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from typing import Any

from narrate.errors import Fault

WORDS_PER_MINUTE = 165
"""As spoken at speed 1 with the pauses between sentences: measured on samples/welcome.md."""

MOST_WORDS = 20_000
_NUMBERS = {"words": (1, MOST_WORDS), "minutes": (0.05, 120), "temperature": (0, 2), "seed": (0, 2**31 - 1)}
_WHOLE = ("words", "seed")


@dataclass(frozen=True, slots=True)
class Asked:
    """None: nobody asked for it. `template` is the path of the author's own template; `tone` a name or any description."""

    kind: str | None = None
    tone: str | None = None
    words: int | None = None
    minutes: float | None = None
    template: str | None = None
    model: str | None = None
    temperature: float | None = None
    seed: int | None = None

    def over(self, weaker: Asked) -> Asked:
        """This, and what `weaker` asks for where this asks for nothing. Words and minutes replace each other."""
        given = {each.name: getattr(self, each.name) for each in fields(self) if getattr(self, each.name) is not None}
        if "words" in given or "minutes" in given:
            weaker = replace(weaker, words=None, minutes=None)
        if "kind" in given or "template" in given:
            weaker = replace(weaker, kind=None, template=None)
        return replace(weaker, **given)

    @property
    def length(self) -> int | None:
        """In words, however it was asked for."""
        if self.words is not None:
            return self.words
        return None if self.minutes is None else max(1, round(self.minutes * WORDS_PER_MINUTE))


NOTHING = Asked()
"""What someone asks for who asks for nothing."""

KEYS = tuple(each.name for each in fields(Asked))


def asked(given: Mapping[str, tuple[Any, int]], kinds: tuple[str, ...], path: str) -> tuple[Asked, tuple[Fault, ...]]:
    """From values as written, each with its line; and what is wrong with them."""
    found = list(_faults(given, kinds, path))
    bad = {name for name, _ in found}
    values = {name: _value(name, value) for name, (value, _) in given.items() if name not in bad}
    return Asked(**values), tuple(fault for _, fault in found)


def _faults(given: Mapping[str, tuple[Any, int]], kinds: tuple[str, ...], path: str) -> Iterator[tuple[str, Fault]]:
    for name, (value, line) in given.items():
        if name in _NUMBERS:
            low, high = _NUMBERS[name]
            if not low <= _number(value) <= high or (name in _WHOLE and _number(value) % 1):
                whole = "whole number" if name in _WHOLE else "number"
                yield name, Fault(f'"{name}" is {value}', f"write a {whole} from {low:g} to {high:g}", path, line)
        elif not isinstance(value, str) or not value.strip():
            yield name, Fault(f'"{name}" must be text', "give it a value, or delete it", path, line)
        elif name == "kind" and value not in kinds:
            near = get_close_matches(value, kinds, n=1)
            guess = f"did you mean {near[0]}? " if near else ""
            yield name, Fault(f'there is no kind "{value}"', f"{guess}The kinds are {', '.join(kinds)}", path, line)
    for one, other in (("words", "minutes"), ("kind", "template")):
        if one in given and other in given:
            yield other, Fault(f'"{one}" and "{other}" are both given', "delete one of the two", path, given[other][1])


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return math.nan


def _value(name: str, value: Any) -> Any:
    if name in _NUMBERS:
        return int(_number(value)) if name in _WHOLE else _number(value)
    return " ".join(str(value).split()) if name != "template" else str(value).strip()
