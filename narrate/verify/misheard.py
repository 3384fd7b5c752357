"""Which words were heard as something else: expected and heard texts to pairs of words."""

from __future__ import annotations

from dataclasses import dataclass

from narrate.verify.align import Kind, align
from narrate.verify.judge import Side

_LONGEST = 3
"""Words. Longer stretches are a fault of the sound, not of one name."""


@dataclass(frozen=True, slots=True)
class Misheard:
    """Words that were meant, and what came in their place ("" for nothing)."""

    meant: tuple[str, ...]
    heard: str


def misheard(expected: str, heard: str, language: str) -> tuple[Misheard, ...]:
    """The short stretches of `expected` that were heard otherwise, in order; both texts as a Judgement has them."""
    meant, came = Side.of(expected.split(), language), Side.of(heard.split(), language)
    found: list[Misheard] = []
    start: tuple[int, int] | None = None
    steps = align(meant.texts, came.texts)
    for number, step in enumerate(steps):
        if step.kind is Kind.MATCH:
            start = None
            continue
        if start is None:
            start = (step.expected, step.heard)
        if number + 1 < len(steps) and steps[number + 1].kind is not Kind.MATCH:
            continue
        words = meant.written(start[0], step.expected_end)
        if 0 < len(words) <= _LONGEST:
            found.append(Misheard(words, " ".join(came.written(start[1], step.heard_end))))
    return tuple(found)
