"""How bad it is to break a text between two words: the phrase boundaries of a language, judged from the words alone.

A cost is near 0 at the best place (after a semicolon, at a long pause), 60 between two words of which nothing is known,
and more than 100 where no reader would break (between an article and its noun). The order is that of the Netflix and
BBC guides: after punctuation, else before a conjunction or a preposition; never between article and noun, first and
last name, auxiliary and verb, preposition and object.

A word's own kind is looked up in short closed lists: a tagger would know more, but its model costs a second to
load and errs just where these lists are certain. A language without lists is broken at punctuation and pauses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PLAIN = 60.0
_AFTER_COMMA = 10.0
_AFTER_STOP = 2.0
_AROUND_ASIDE = 14.0
"""Before an opening bracket or quotation mark, after a closing one."""
_LONG_PAUSE = 0.25
"""Seconds of silence that count in full as a boundary heard by the listener; commas in Kokoro's speech have 0.2–0.4."""
_PAUSE_WEIGHT = 0.6
"""Share of a cost that a long pause takes away."""
_NAME = 140.0
_NUMBER = 110.0
_BOUND = 90.0
_TITLE = 200.0
_DASH_ALONE = 200.0
"""A line must not begin with a dash or a closing mark that stands alone."""

_OPENING = "([{“‘«\"'"
_CLOSING = ")]}”’»\"'"
_ABBREVIATION = re.compile(
    r"(?:mr|mrs|ms|dr|prof|st|sr|jr|gen|col|lt|sgt|capt|rev|no|vol|fig|vs|e\.g|i\.e)\.$", re.IGNORECASE
)
_COUNTED = re.compile(
    r"(?:page|chapter|step|version|line|figure|part|section|table|number|item|room|level|phase)$", re.IGNORECASE
)
_DASHES = "—–-…:;|•·→"
_OPERATORS = "&+=/×÷<>"
_DIGITS = re.compile(r"[$€£¥#]?\d")
_YEAR = re.compile(r"\d{4}\b")


@dataclass(frozen=True, slots=True)
class _Grammar:
    """`after`: cost of a break right after this word; `before`: right before it, where `after` says nothing."""

    after: dict[str, float]
    before: dict[str, float]
    bound: re.Pattern[str] | None = None
    """A word of this form belongs to the next one (contractions, possessives)."""


def _costs(*kinds: tuple[float, str]) -> dict[str, float]:
    return {word: cost for cost, words in kinds for word in words.split()}


_CONJUNCTIONS = (
    "and but or nor so yet because although though while when whenever if unless whereas which who whom whose where "
    "until since after before once whether"
)
_PREPOSITIONS = (
    "in on at for with from by about as into onto over under between through during without within against among "
    "across behind beyond near upon toward towards via per than like except inside outside above below around along"
)
_DETERMINERS = "a an the this these those my your his her its our their every each some any no both all another either"
_PRONOUNS = "i he she we they there it you"
_OBJECTS = "me him us them myself himself herself itself themselves"
_AUXILIARIES = (
    "am is are was were be been being have has had do does did will would shall should can cannot could may might "
    "must not never very too quite"
)
_ENGLISH = _Grammar(
    after=_costs(
        (90, _AUXILIARIES),
        (90, _PRONOUNS),
        (100, _CONJUNCTIONS),
        (120, _PREPOSITIONS),
        (140, "of to that"),
        (170, _DETERMINERS),
    ),
    before=_costs(
        (56, _AUXILIARIES),
        (46, _DETERMINERS),
        (42, _PRONOUNS),
        (62, "it you"),
        (85, _OBJECTS),
        (64, "of not"),
        (38, _PREPOSITIONS + " to"),
        (26, _CONJUNCTIONS + " that"),
    ),
    bound=re.compile(r".*(?:['’](?:s|re|ve|ll|d|m)|n['’]t|s['’])$", re.IGNORECASE),
)
_GRAMMARS = {"en": _ENGLISH}
_NO_GRAMMAR = _Grammar({}, {})


def break_costs(words: Sequence[str], pauses: Sequence[float], language: str) -> list[float]:
    """The cost of each break inside a sentence: item k is the one between words k and k + 1.

    `pauses` are the silences in those places, in seconds. The length of the result is `len(words) - 1`.
    """
    grammar = _GRAMMARS.get(language.partition("-")[0].lower(), _NO_GRAMMAR)
    return [
        _between(left, right, grammar) * (1 - _PAUSE_WEIGHT * min(max(pause, 0.0) / _LONG_PAUSE, 1.0))
        for left, right, pause in zip(words, words[1:], pauses, strict=False)
    ]


def _between(left: str, right: str, grammar: _Grammar) -> float:
    mark = _punctuated(left, right)
    if mark is not None:
        return mark
    before, after = _bare(left), _bare(right)
    if _ABBREVIATION.match(left):
        return _TITLE
    if left in _OPERATORS or _DIGITS.match(left) or (_DIGITS.match(right) and _counts(left)):
        return _NUMBER
    if before in grammar.after:
        return grammar.after[before]
    if left[:1].isupper() and right[:1].isupper():
        return grammar.before.get(after, _NAME)
    if grammar.bound is not None and grammar.bound.match(left):
        return _BOUND
    return grammar.before.get(after, _PLAIN)


def _punctuated(left: str, right: str) -> float | None:
    """The cost where punctuation decides, else None. A full stop inside a sentence is an abbreviation, no boundary."""
    if _mark(right):
        return _AROUND_ASIDE if right in _OPENING else _DASH_ALONE
    if _mark(left) and left not in _OPERATORS:
        return _TITLE if left in _OPENING else _AFTER_STOP if left[0] in _DASHES else None
    core = left.rstrip(_CLOSING)
    if core.endswith((";", ":", "!", "?", "…", "—", "–")):
        return _AFTER_STOP
    if core.endswith(","):
        return _NUMBER if _DIGITS.match(core) and _YEAR.match(right) else _AFTER_COMMA
    aside = left[-1] in ')]}”»"' or right[0] in '([{“«"'
    if core.endswith(".") and core != left and not _ABBREVIATION.match(core):
        return _AFTER_COMMA
    return _AROUND_ASIDE if aside else None


def _mark(word: str) -> bool:
    """Whether a word is only punctuation or symbols."""
    return not word.isalnum() and not any(map(str.isalnum, word))


def _counts(word: str) -> bool:
    """Whether a number after this word belongs to it: "Apollo 11", "March 3", "page 7"."""
    return word[:1].isupper() or _COUNTED.match(word) is not None


def _bare(word: str) -> str:
    return word.strip("([{“‘«\"')]}”’».,;:!?…—–*").lower()
