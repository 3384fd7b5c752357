"""What a job tells while it runs: frozen events, handed to a Listener. The job itself never prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Began:
    """A task that takes a while: `name` tells it from others, `total` is its size in `unit` (0: unknown)."""

    name: str
    total: float
    unit: str


@dataclass(frozen=True, slots=True)
class Advanced:
    """`amount` more of a task is done."""

    name: str
    amount: float


@dataclass(frozen=True, slots=True)
class Ended:
    """A task is over."""

    name: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something worth a line: a model that must be pulled, a cache entry that was damaged."""

    text: str


@dataclass(frozen=True, slots=True)
class Streamed:
    """A piece of a text as a language model writes it. `aside`: its thoughts or its server's remarks, which are no
    part of the text."""

    text: str
    aside: bool = False


Event: TypeAlias = Began | Advanced | Ended | Notice | Streamed
Listener: TypeAlias = Callable[[Event], None]


def silent(event: Event) -> None:
    """The Listener that does not listen."""
