"""Any audio with any subtitles: is each cue's text what is heard, and are its times right?

Whisper's word times are good to 100–200 ms and worse beside long pauses, so a single cue's difference of that size says
nothing. The median over many cues does: it finds a constant offset (a missing intro) and a growing one (a wrong frame
rate), which are the two ways in which subtitles really go wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from narrate.model import Cue, Heard, Judgement, Samples, Verdict
from narrate.verify.align import Kind, Step, align, word_error_rate
from narrate.verify.judge import Side, judge_steps
from narrate.verify.windows import LONGEST, SHORTEST

if TYPE_CHECKING:
    from collections.abc import Sequence

_TAGS = re.compile(r"<[^>]*>|\{\\[^}]*\}|♪")
_ASIDES = re.compile(r"\[[^\]]*\]|^\s*\([^)]*\)\s*$|^\s*-?\s*[A-Z][A-Z .'-]+:(?=\s)", re.MULTILINE)
"""[Sounds], (a whole line in brackets), and SPEAKER: labels. None of it is spoken."""
_NEAR = 0.5
"""Seconds. What is heard in addition belongs to a cue no further away than this, else to none. More than the word times
are off, less than a pause in which someone else speaks."""
_QUIET = 0.2
"""Seconds over which loudness is averaged to find a place to cut: longer than a "t" is shut, shorter than a pause."""
_LINE = 10
"""Fewer timed cues than this do not carry a straight line."""


@dataclass(frozen=True, slots=True)
class CueCheck:
    """One cue against the sound. The lags are the cue's times minus the heard ones, in seconds (positive: the cue is
    late); None where the cue's first or last word was not recognised."""

    cue: Cue
    judgement: Judgement
    start_lag: float | None
    end_lag: float | None


@dataclass(frozen=True, slots=True)
class Lags:
    """`count` lags in seconds: `offset` is their median with sign; `median`, `p95` and `largest` are of their sizes;
    `growth` is how much they grow in a minute (0 when there are fewer than ten)."""

    count: int
    offset: float
    median: float
    p95: float
    largest: float
    growth: float


@dataclass(frozen=True, slots=True)
class SubtitleCheck:
    """The whole file. `extra` are runs of heard words that stand in no cue; `starts`, `ends`: None without any lag."""

    cues: tuple[CueCheck, ...]
    extra: tuple[Heard, ...]
    starts: Lags | None
    ends: Lags | None
    wer: float

    @property
    def passed(self) -> bool:
        return all(check.judgement.verdict is not Verdict.FAIL for check in self.cues)


def quiet_windows(samples: Samples, rate: int) -> tuple[tuple[int, int], ...]:
    """Stretches [start, end) of 12 to 28 s that cover the sound, cut where it is quietest.

    By the sound and not by the gaps between the cues: whether the cues stand where the speech is, is the question.
    """
    block = max(1, int(rate * _QUIET))
    energy = np.array([float(np.square(samples[at : at + block]).mean()) for at in range(0, len(samples), block)])
    shortest, longest = int(SHORTEST / _QUIET), int(LONGEST / _QUIET)
    found: list[tuple[int, int]] = []
    start = 0
    while len(samples) - start > longest * block:
        first = start // block
        quietest = first + shortest + int(np.argmin(energy[first + shortest : first + longest]))
        end = quietest * block + block // 2
        found.append((start, end))
        start = end
    return (*found, (start, len(samples)))


def check_subtitles(cues: Sequence[Cue], heard: Sequence[Heard], rate: int, language: str) -> SubtitleCheck:
    """Compare `cues` with all that was `heard` on the track; both have their times as samples at `rate`."""
    spoken = [_ASIDES.sub(" ", _TAGS.sub(" ", "\n".join(cue.lines))).split() for cue in cues]
    expected = Side.of([word for words in spoken for word in words], language)
    got = Side.of([word.text for word in heard], language)
    owner = [at for at, words in enumerate(spoken) for _ in words]
    steps = align(expected.texts, got.texts)
    edges = _edges(steps, expected, owner, got, heard)
    offset = float(np.median([cues[at].start - start for at, (start, _) in edges.items() if start is not None] or [0]))
    shares: list[list[Step]] = [[] for _ in cues]
    strays: list[Step] = []
    for added, run in groupby(steps, key=lambda step: step.kind is Kind.INSERTION):
        group = list(run)
        if added:
            words = heard[got.tokens[group[0].heard].word], heard[got.tokens[group[-1].heard].word]
            place = _nearest(cues, (words[0].start + words[1].end) / 2 + offset, _NEAR * rate)
            (strays if place is None else shares[place]).extend(group)
            continue
        for step in group:
            shares[owner[expected.tokens[step.expected].word]].append(step)
    checks = tuple(
        _checked(cue, judge_steps(" ".join(words), share, expected, got), edges.get(at, (None, None)), rate)
        for at, (cue, words, share) in enumerate(zip(cues, spoken, shares, strict=True))
    )
    return SubtitleCheck(
        checks,
        _extra(strays, got, heard),
        _lags([(check.cue.start / rate, check.start_lag) for check in checks]),
        _lags([(check.cue.end / rate, check.end_lag) for check in checks]),
        word_error_rate(steps, len(expected.tokens)),
    )


def _checked(cue: Cue, judgement: Judgement, edge: tuple[int | None, int | None], rate: int) -> CueCheck:
    start, end = edge
    return CueCheck(
        cue,
        judgement,
        None if start is None else (cue.start - start) / rate,
        None if end is None else (cue.end - end) / rate,
    )


def _edges(
    steps: Sequence[Step], expected: Side, owner: Sequence[int], got: Side, heard: Sequence[Heard]
) -> dict[int, tuple[int | None, int | None]]:
    """For each cue: when its first word began and its last word ended, where these were recognised."""
    found: dict[int, tuple[int | None, int | None]] = {}
    spans: dict[int, tuple[int, int]] = {}
    for at, token in enumerate(expected.tokens):
        first, _ = spans.get(owner[token.word], (at, at))
        spans[owner[token.word]] = (first, at + 1)
    for step in steps:
        if step.kind is not Kind.MATCH:
            continue
        place = owner[expected.tokens[step.expected].word]
        start, end = found.get(place, (None, None))
        if step.expected == spans[place][0]:
            start = heard[got.tokens[step.heard].word].start
        if step.expected_end == spans[place][1]:
            end = heard[got.tokens[step.heard_end - 1].word].end
        found[place] = (start, end)
    return found


def _nearest(cues: Sequence[Cue], moment: float, reach: float) -> int | None:
    """The cue nearest to `moment`, if it is within `reach` samples of it."""
    away = [max(cue.start - moment, moment - cue.end, 0.0) for cue in cues]
    nearest = int(np.argmin(away)) if away else 0
    return nearest if away and away[nearest] <= reach else None


def _extra(strays: Sequence[Step], got: Side, heard: Sequence[Heard]) -> tuple[Heard, ...]:
    """Runs of words that stand in no cue, each as one Heard."""
    runs: list[list[int]] = []
    for at in dict.fromkeys(got.tokens[step.heard].word for step in strays):
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return tuple(
        Heard(
            " ".join(heard[at].text for at in run),
            heard[run[0]].start,
            heard[run[-1]].end,
            min(heard[at].probability for at in run),
        )
        for run in runs
    )


def _lags(timed: Sequence[tuple[float, float | None]]) -> Lags | None:
    """The statistics of (moment, lag) in seconds; None when there is no lag at all."""
    known = np.array([(moment, lag) for moment, lag in timed if lag is not None])
    if not len(known):
        return None
    lags, sizes = known[:, 1], np.abs(known[:, 1])
    return Lags(
        len(known),
        float(np.median(lags)),
        float(np.median(sizes)),
        float(np.percentile(sizes, 95)),
        float(sizes.max()),
        _growth(known),
    )


def _growth(known: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> float:
    """Seconds of lag gained in a minute: the median slope between cues half a file apart, so outliers do not count."""
    if len(known) < _LINE:
        return 0.0
    half = len(known) // 2
    moments, lags = (known[half:] - known[: len(known) - half]).T
    apart = moments > 0
    return float(np.median(lags[apart] / moments[apart])) * 60 if apart.any() else 0.0
