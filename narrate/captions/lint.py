"""Cues held against the rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from narrate.captions.rules import NETFLIX, Rules, characters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.model import Cue, Origin

_TOLERANCE = 0.0015
"""Seconds that the times of a file may be off by rounding both ends to milliseconds."""


class Rule(Enum):
    LINE_LENGTH = "line length"
    LINES = "lines"
    SHORTEST = "shortest"
    LONGEST = "longest"
    READING_SPEED = "reading speed"
    GAP = "gap"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a cue breaks. `cue` counts from 1, as subtitle files do; `found` and `limit` are in the rule's unit:
    characters, lines, seconds, or characters a second."""

    cue: int
    rule: Rule
    found: float
    limit: float
    origin: Origin

    def __str__(self) -> str:
        return f"cue {self.cue} ({self.origin}): {_SENTENCES[self.rule].format(found=self.found, limit=self.limit)}"


_SENTENCES = {
    Rule.LINE_LENGTH: "a line has {found:.0f} characters, {limit:.0f} are allowed",
    Rule.LINES: "{found:.0f} lines, {limit:.0f} are allowed",
    Rule.SHORTEST: "it stays {found:.2f} s, at least {limit:.2f} s are asked for",
    Rule.LONGEST: "it stays {found:.2f} s, at most {limit:.2f} s are allowed",
    Rule.READING_SPEED: "it reads at {found:.1f} characters a second, {limit:.1f} are allowed",
    Rule.GAP: "the next cue follows after {found:.3f} s, at least {limit:.3f} s are asked for",
    Rule.OVERLAP: "it overlaps the next cue by {found:.3f} s",
}


def lint(cues: Sequence[Cue], rate: int, rules: Rules = NETFLIX) -> tuple[Breach, ...]:
    """Every breach of the rules, cue by cue; `rate` is that of the cues' samples, in hertz.

    SHORTEST, READING_SPEED and GAP are what the speech itself may make impossible: a cue neither leaves before its last
    word nor runs into the next one. LONGEST and LINE_LENGTH can be broken by a single word only.
    """
    breaches: list[Breach] = []
    for number, cue in enumerate(cues, 1):
        following = cues[number] if number < len(cues) else None
        breaches += (
            Breach(number, rule, found, limit, cue.origin)
            for rule, found, limit in (*_alone(cue, rate, rules), *_beside(cue, following, rate, rules))
        )
    return tuple(breaches)


def _alone(cue: Cue, rate: int, rules: Rules) -> Iterator[tuple[Rule, float, float]]:
    seconds = (cue.end - cue.start) / rate
    widest = max(map(len, cue.lines), default=0)
    length = characters(cue.lines)
    if widest > rules.line_length:
        yield Rule.LINE_LENGTH, widest, rules.line_length
    if len(cue.lines) > rules.lines:
        yield Rule.LINES, len(cue.lines), rules.lines
    if seconds < rules.shortest - _TOLERANCE:
        yield Rule.SHORTEST, seconds, rules.shortest
    if seconds > rules.longest + _TOLERANCE:
        yield Rule.LONGEST, seconds, rules.longest
    if length > rules.reading_speed * (seconds + _TOLERANCE):
        speed = length / seconds if seconds > 0 else float("inf")
        yield Rule.READING_SPEED, speed, rules.reading_speed


def _beside(cue: Cue, following: Cue | None, rate: int, rules: Rules) -> Iterator[tuple[Rule, float, float]]:
    if following is None:
        return
    gap = (following.start - cue.end) / rate
    if gap < 0:
        yield Rule.OVERLAP, -gap, 0.0
    elif gap < rules.gap - _TOLERANCE:
        yield Rule.GAP, gap, rules.gap
