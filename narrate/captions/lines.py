"""Laying a cue's text out in lines: balanced, the lower one rather longer, broken where the phrase allows it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.captions.rules import Rules

_LINE_WEIGHT = 0.5
"""A bad break between two lines of one cue hurts half as much as one between two cues."""
_UNEVEN = 18.0
_TOP_HEAVY = 5.0
_ORPHAN = 3.0
"""For each character that the lower line has less than a third of the upper: one short word alone looks lost."""
_OVERLONG = 400.0
"""A line that is too long for the screen: only where a single word leaves no choice."""
INSIDE_WORD = 30.0
"""A break inside a word that is too long for a line."""
_PIECES = re.compile(r"[^-/._—–&?=]*[-/._—–&?=]+|[^-/._—–&?=]+")


@dataclass(frozen=True, slots=True)
class Pieces:
    """A sentence cut into what may stand on a line by itself: its words, and the parts of words longer than a line.

    Piece k is `text[starts[k]:ends[k]]`; `costs[k]` is that of a line break before it (`costs[0]` is unused) and
    `words[k]` the index of the word that it belongs to.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    costs: tuple[float, ...]
    words: tuple[int, ...]

    def first(self, word: int) -> int:
        """The index of the first piece of a word; `len(words)` for the word after the last."""
        return bisect_left(self.words, word)


def cut(words: Sequence[str], costs: Sequence[float], limit: int) -> Pieces:
    """The pieces of a sentence. `costs[k]` is that of a break between words k and k + 1; `limit` the line length."""
    starts, ends, piece_costs, owners = [], [], [], []
    offset = 0
    for index, word in enumerate(words):
        parts = _PIECES.findall(word) if len(word) > limit else [word]
        for part in parts:
            starts.append(offset)
            offset += len(part)
            ends.append(offset)
            owners.append(index)
        piece_costs.append(costs[index - 1] if index else 0.0)
        piece_costs.extend([INSIDE_WORD] * (len(parts) - 1))
        offset += 1
    return Pieces(" ".join(words), tuple(starts), tuple(ends), tuple(piece_costs), tuple(owners))


def lay_out(pieces: Pieces, first: int, last: int, rules: Rules) -> tuple[float, tuple[int, ...]] | None:
    """The best way to set pieces `first` to `last` (exclusive) in lines: its cost, and the piece each line begins with.

    None when they do not fit. A single word always fits: what cannot be broken stands on an overlong line.
    """
    best = _fit(pieces, first, last, rules.lines, rules.line_length)
    if best is None and pieces.words[first] == pieces.words[last - 1]:
        best = _force(pieces, first, last, rules)
    return best


def _fit(pieces: Pieces, first: int, last: int, lines: int, limit: int) -> tuple[float, tuple[int, ...]] | None:
    starts, ends = pieces.starts, pieces.ends
    bottom = ends[last - 1]
    if bottom - starts[first] <= limit:
        return 0.0, (first,)
    if last - first == 1:
        return _OVERLONG, (first,)
    if lines == 1:
        return None
    best: tuple[float, tuple[int, ...]] | None = None
    nearest = min(bisect_left(starts, bottom - limit, first + 1, last), last - 1)
    for start in range(nearest, last):
        if lines == 2 and start - first > 1 and ends[start - 1] - starts[first] > limit:
            break
        upper = _fit(pieces, first, start, lines - 1, limit)
        if upper is None:
            continue
        low = bottom - starts[start]
        high = ends[start - 1] - starts[upper[1][-1]]
        skew = (high - low) / limit
        cost = upper[0] + _LINE_WEIGHT * pieces.costs[start] + _UNEVEN * skew * skew
        if high > low:
            cost += _TOP_HEAVY + _ORPHAN * max(high / 3 - low, 0.0)
        cost += _OVERLONG if low > limit else 0.0
        if best is None or cost < best[0]:
            best = cost, (*upper[1], start)
    return best


def _force(pieces: Pieces, first: int, last: int, rules: Rules) -> tuple[float, tuple[int, ...]]:
    """Set a word that no number of lines can hold: cut where the lines come out most equal."""
    length = pieces.ends[last - 1] - pieces.starts[first]
    share = length / rules.lines
    begins = [first]
    for line in range(1, rules.lines):
        aim = pieces.starts[first] + share * line
        rest = range(begins[-1] + 1, last)
        if rest:
            begins.append(min(rest, key=lambda piece: abs(pieces.starts[piece] - aim)))
    return _OVERLONG * 2, tuple(begins)


def lines_of(pieces: Pieces, begins: Sequence[int], last: int) -> tuple[str, ...]:
    """The text of each line, given the piece that each begins with and the end of the cue (exclusive)."""
    stops = (*begins[1:], last)
    return tuple(
        pieces.text[pieces.starts[begin] : pieces.ends[stop - 1]] for begin, stop in zip(begins, stops, strict=True)
    )
