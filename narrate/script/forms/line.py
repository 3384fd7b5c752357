"""A text as the rules see it: pieces without their punctuation, and what a rule has to say about some of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

_LEAD = "\"'“„‘«([{"
_TRAIL = ".,;:!?…\"'”’»)]}"
_PUNCTUATED = re.compile(rf"([{re.escape(_LEAD)}]*)(.*?)([{re.escape(_TRAIL)}]*)", re.DOTALL)
_NO_NOUN = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "per", "the", "to", "was", "with"}
)
_FEET = re.compile(r"\d{1,2}'\d{1,2}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A written word in three: "(e.g.," is "(", "e.g" and ".,"."""

    lead: str
    core: str
    trail: str

    @property
    def dotted(self) -> bool:
        return self.trail.startswith(".") and not self.trail.startswith("..")


@dataclass(frozen=True, slots=True)
class Line:
    """The pieces of one text, and its language as in Delivery."""

    pieces: tuple[Piece, ...]
    language: str

    @property
    def british(self) -> bool:
        return self.language == "en-gb"

    @property
    def short(self) -> str:
        """The language without its country: "en", "fr" …"""
        return self.language.partition("-")[0]

    def core(self, at: int) -> str:
        """The word at `at` without its punctuation; "" outside the text."""
        return self.pieces[at].core if 0 <= at < len(self.pieces) else ""

    def linked(self, at: int) -> bool:
        """Whether the words at `at` and `at + 1` both exist and no punctuation stands between them."""
        if not 0 <= at < len(self.pieces) - 1:
            return False
        return not self.pieces[at].trail and not self.pieces[at + 1].lead

    def next(self, at: int) -> str:
        """The word after `at` when no punctuation stands between; else ""."""
        return self.core(at + 1) if self.linked(at) else ""

    def attributive(self, at: int, words: int) -> bool:
        """Whether the `words` from `at` on stand before a noun, after an article: "a $5 bill", "a 16 GB card"."""
        last = at + words - 1
        following = self.next(last)
        article = self.linked(at - 1) and self.core(at - 1).lower() in ("a", "an")
        return article and following.isalpha() and following not in _NO_NOUN

    def before(self, at: int) -> str:
        """The word before `at` when no punctuation stands between; else ""."""
        return self.core(at - 1) if self.linked(at - 1) else ""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said for the next len(shares) words, in place of their cores; their punctuation stays.

    `dots` are the offsets of the words whose full stop belongs to the word ("Dr.") and ends no sentence.
    """

    shares: tuple[str, ...]
    dots: tuple[int, ...] = ()


Rule: TypeAlias = "Callable[[Line, int], Said | None]"
"""(line, index of a word) → what to say from there on, or None when the rule has nothing to say."""


def piece_of(word: str) -> Piece:
    """`word` with its punctuation taken off on both sides."""
    if word.isalnum():
        return Piece("", word, "")
    match = _PUNCTUATED.fullmatch(word)
    if not match or not match[2]:
        return Piece("", word, "")
    lead, core, trail = match.groups()
    opened = trail[:1] == ")" and core.count("(") > core.count(")")  # "file(s)", "main()"
    if opened or (trail[:1] == '"' and _FEET.fullmatch(core)):
        core, trail = core + trail[0], trail[1:]
    return Piece(lead, core, trail)


def one(said: str) -> Said:
    """A reading of a single word."""
    return Said((said,))


def words(text: str) -> frozenset[str]:
    """The words of `text` as a set, for tables that are easier to read without quotes."""
    return frozenset(text.split())
