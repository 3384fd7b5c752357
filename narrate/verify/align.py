"""Pair what was expected with what was heard, word by word.

Equal stretches are found by rapidfuzz's Levenshtein (bit-parallel C++: a book in a second); the small blocks between
them are then paired by a dynamic programme that knows two things more: words written together or apart are the same
words ("voice over" = "voiceover", "set up" = "setup", "c i" = "ci"), and a substitution by something similar is
likelier.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_JOIN = 5
"""Up to so many neighbours are tried as one word: "h t t p s" is "https"."""
_LARGEST = 250_000
"""Cells of the dynamic programme, about half a second; larger blocks are unlike anyhow and are paired off in order."""


class Kind(Enum):
    MATCH = "match"
    SUBSTITUTION = "substitution"
    DELETION = "deletion"
    INSERTION = "insertion"


@dataclass(frozen=True, slots=True)
class Step:
    """Expected words [expected, expected_end) against heard words [heard, heard_end).

    A match spans several words on one side where they are written together on the other. A deletion has an empty heard
    range, an insertion an empty expected range; both ranges still say where.
    """

    kind: Kind
    expected: int
    expected_end: int
    heard: int
    heard_end: int

    @property
    def errors(self) -> int:
        return 0 if self.kind is Kind.MATCH else 1


def align(expected: Sequence[str], heard: Sequence[str]) -> tuple[Step, ...]:
    """The steps in order; together they cover every word of both sides exactly once."""
    steps: list[Step] = []
    block = (0, 0)
    for code in Levenshtein.opcodes(expected, heard):
        if code.tag != "equal":
            continue
        steps.extend(_block(expected, heard, (*block, code.src_start, code.dest_start)))
        steps.extend(
            Step(Kind.MATCH, code.src_start + i, code.src_start + i + 1, code.dest_start + i, code.dest_start + i + 1)
            for i in range(code.src_end - code.src_start)
        )
        block = (code.src_end, code.dest_end)
    steps.extend(_block(expected, heard, (*block, len(expected), len(heard))))
    return tuple(steps)


def word_error_rate(steps: Iterable[Step], expected: int) -> float:
    """(Substitutions + deletions + insertions) / expected words. Nothing expected and something heard: 1."""
    errors = sum(step.errors for step in steps)
    return errors / expected if expected else float(errors > 0)


def _block(expected: Sequence[str], heard: Sequence[str], span: tuple[int, int, int, int]) -> Iterator[Step]:
    """The steps of one block that is not equal: expected [span 0, span 2), heard [span 1, span 3)."""
    i0, j0, i1, j1 = span
    rows, columns = i1 - i0, j1 - j0
    if rows * columns == 0 or rows * columns > _LARGEST:
        moves = [(1, 1)] * min(rows, columns) if rows * columns else []
        moves += [(1, 0)] * (rows - len(moves)) + [(0, 1)] * (columns - len(moves))
    else:
        moves = _cheapest(expected[i0:i1], heard[j0:j1])
    for i, j in moves:
        yield Step(_kind((i, j), "".join(expected[i0 : i0 + i]) == "".join(heard[j0 : j0 + j])), i0, i0 + i, j0, j0 + j)
        i0, j0 = i0 + i, j0 + j


def _kind(move: tuple[int, int], same: bool) -> Kind:
    if move == (1, 0):
        return Kind.DELETION
    if move == (0, 1):
        return Kind.INSERTION
    return Kind.MATCH if same else Kind.SUBSTITUTION


def _cheapest(expected: Sequence[str], heard: Sequence[str]) -> list[tuple[int, int]]:
    """The cheapest way through one block, as (expected words, heard words) of each move. Costs are edit counts."""
    rows, columns = len(expected), len(heard)
    cost = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    best = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows + 1):
        for j in range(columns + 1):
            if i or j:
                cost[i][j], best[i][j] = min(
                    (cost[i - di][j - dj] + price, (di, dj)) for di, dj, price in _moves(expected, heard, i, j)
                )
    moves: list[tuple[int, int]] = []
    i, j = rows, columns
    while i or j:
        di, dj = best[i][j]
        moves.append((di, dj))
        i, j = i - di, j - dj
    return moves[::-1]


def _moves(expected: Sequence[str], heard: Sequence[str], i: int, j: int) -> Iterator[tuple[int, int, float]]:
    """The moves that end after expected word i and heard word j, with their prices."""
    if i:
        yield 1, 0, 1.0
    if j:
        yield 0, 1, 1.0
    if i and j:
        yield 1, 1, _price(expected[i - 1], heard[j - 1])
        for n in range(2, _JOIN + 1):
            if n <= j and expected[i - 1] == "".join(heard[j - n : j]):
                yield 1, n, 0.0
            if n <= i and heard[j - 1] == "".join(expected[i - n : i]):
                yield n, 1, 0.0


def _price(expected: str, heard: str) -> float:
    """A substitution costs 1, a little less for a similar word, so that the like ones are paired."""
    if expected == heard:
        return 0.0
    longest = max(len(expected), len(heard))
    return 1.0 - 0.2 * (1 - Levenshtein.distance(expected, heard) / longest)
