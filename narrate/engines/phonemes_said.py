"""What the engines that turn text into phonemes have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from narrate.model import SpokenWord

PUNCTUATION = frozenset(';:,.!?—…"()“” ')
"""The marks that the voice model reads. They belong to no word."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text as it is said: (phonemes, index of the word) in order; the texts that only eSpeak NG knew."""

    pieces: list[tuple[str, int]]
    guessed: tuple[str, ...] = ()


Engine: TypeAlias = Callable[[Sequence[SpokenWord]], Said]
"""The words of a segment to what is said."""


def given(word: SpokenWord) -> str:
    """The phonemes that were given for a word, without the marks around them: those are taken from `spoken`."""
    return word.phonemes.strip("".join(PUNCTUATION))


def join(words: Sequence[str]) -> tuple[str, list[int]]:
    """The words as one text, and for each of its characters the index of its word."""
    text, owners = "", []
    for index, word in enumerate(words):
        if not word:
            continue
        if text:
            text += " "
            owners.append(index)
        text += word
        owners += [index] * len(word)
    return text, owners
