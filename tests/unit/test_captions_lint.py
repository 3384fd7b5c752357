"""Each rule is found broken where it is, and nowhere else."""

from __future__ import annotations

import pytest

from narrate.captions.lint import Rule, lint
from narrate.captions.rules import Rules
from narrate.model import Cue, Origin

RATE = 1000
GOOD = Cue(0, 2000, ("This is a good line.",), Origin("script.md", 3))


def cue(start: int, end: int, *lines: str) -> Cue:
    return Cue(start, end, lines, Origin("script.md", 7))


def test_good_cues_pass() -> None:
    assert lint((GOOD, cue(2084, 4000, "x" * 38)), RATE) == ()


@pytest.mark.parametrize(
    ("bad", "rule", "sentence"),
    [
        (cue(3000, 9000, "x" * 43), Rule.LINE_LENGTH, "a line has 43 characters, 42 are allowed"),
        (cue(3000, 9000, "a", "b", "c"), Rule.LINES, "3 lines, 2 are allowed"),
        (cue(3000, 3500, "Hi"), Rule.SHORTEST, "it stays 0.50 s, at least 0.83 s are asked for"),
        (cue(3000, 10_500, "Hi"), Rule.LONGEST, "it stays 7.50 s, at most 7.00 s are allowed"),
        (cue(3000, 4000, "x" * 30), Rule.READING_SPEED, "it reads at 30.0 characters a second, 20.0 are allowed"),
    ],
)
def test_a_broken_rule_is_named(bad: Cue, rule: Rule, sentence: str) -> None:
    breaches = lint((GOOD, bad), RATE)
    assert [breach.rule for breach in breaches] == [rule]
    assert str(breaches[0]) == f"cue 2 (script.md:7): {sentence}"


def test_gap_and_overlap_are_told_apart() -> None:
    (gap,) = lint((GOOD, cue(2040, 4000, "Next.")), RATE)
    (overlap,) = lint((GOOD, cue(1900, 4000, "Next.")), RATE)
    assert (gap.cue, gap.rule, gap.found) == (1, Rule.GAP, 0.04)
    assert (overlap.cue, overlap.rule) == (1, Rule.OVERLAP)
    assert str(overlap) == "cue 1 (script.md:3): it overlaps the next cue by 0.100 s"


def test_an_empty_time_is_found_and_does_not_divide_by_zero() -> None:
    rules = {breach.rule for breach in lint((cue(5, 5, "Hi"),), RATE)}
    assert rules == {Rule.SHORTEST, Rule.READING_SPEED}


def test_other_limits() -> None:
    children = Rules(reading_speed=17)
    assert lint((cue(0, 2000, "x" * 38),), RATE) == ()
    assert [breach.limit for breach in lint((cue(0, 2000, "x" * 38),), RATE, children)] == [17]
