"""Timed words become cues.

Each sentence is split by dynamic programming over its word gaps, so that the cheapest whole is found and not the
fullest first cue. A cue begins with its first word and ends after its last; where silence follows, it stays as long as
the reader needs. All times are samples of the track.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from narrate.captions.lines import Pieces, cut, lay_out, lines_of
from narrate.captions.phrases import break_costs
from narrate.captions.rules import NETFLIX, Rules, characters
from narrate.model import Cue, Origin, Placed, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_EACH = 40.0
"""Every further cue costs something: a sentence stays together where it can."""
_EMPTY = 22.0
"""For a cue that leaves its space unused (squared): the parts of a sentence come out alike."""
_SCRAP = 45.0
"""For a part of a sentence that is only a word or two."""
_SCRAP_LENGTH = 16
_HASTY = 300.0
"""For a cue that must be read too fast, by the share that is missing."""
_BRIEF = 150.0
"""For a cue that is gone too soon, by the share that is missing."""
_SILENCE = 60.0
"""For a second of silence inside a cue, from `_BEARABLE` on: the text would run ahead of the voice."""
_BEARABLE = 0.4
_NO_TIME = 1e6
"""For a cue that has less than a frame: words without sound join their neighbours."""
_FRAME = 1 / 24
_ROUNDING = 0.002
"""Seconds added to what the rules ask for, so that they still hold when a file rounds both ends to milliseconds."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Words that no other sentence shares a cue with. `starts` has one item more: where the next sentence begins."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    language: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class _Limits:
    """Rules in whole samples, with what rounding in a file may take away added. `speed` is in characters a sample."""

    rules: Rules
    rate: int
    speed: float
    shortest: int
    longest: int
    gap: int
    linger: int
    flicker: int
    frame: int

    @classmethod
    def of(cls, rules: Rules, rate: int) -> _Limits:
        return cls(
            rules=rules,
            rate=rate,
            speed=rules.reading_speed / rate,
            shortest=round((rules.shortest + _ROUNDING) * rate),
            longest=round((rules.longest - _ROUNDING) * rate),
            gap=round((rules.gap + _ROUNDING) * rate),
            linger=round(rules.linger * rate),
            flicker=round(rules.flicker * rate),
            frame=max(round(_FRAME * rate), 1),
        )

    def wanted(self, length: int) -> int:
        """The samples that a text of so many characters should be seen."""
        return max(self.shortest, round(length / self.speed + _ROUNDING * self.rate))


def caption(timeline: Timeline, rules: Rules = NETFLIX) -> tuple[Cue, ...]:
    """The cues of a track, in order, without overlap; every written word is in exactly one of them.

    A segment, and each sentence inside it (`Segment.breaks`), begins a new cue. Raises ValueError when a segment's
    place on the track has not one time for each of its words.
    """
    limits = _Limits.of(rules, timeline.rate)
    drafts = [draft for sentence in _sentences(timeline) for draft in _split(sentence, limits)]
    return _time(_spread(drafts, limits, timeline.length), limits, timeline.length)


def _sentences(timeline: Timeline) -> Iterator[_Sentence]:
    parts = [part for placed in timeline.placed for part in _parts(placed)]
    begins = [placed.words[span.start].start for span, placed in parts]
    for (span, placed), until in zip(parts, [*begins, timeline.length][1:], strict=True):
        times = placed.words[span.start : span.stop]
        yield _Sentence(
            words=tuple(word.written for word in placed.segment.words[span.start : span.stop]),
            starts=(*(time.start for time in times), until),
            ends=tuple(time.end for time in times),
            language=placed.segment.language,
            origin=placed.segment.origin,
        )


def _parts(placed: Placed) -> Iterator[tuple[range, Placed]]:
    count = len(placed.segment.words)
    if len(placed.words) != count:
        message = f"segment {placed.segment.index} has {count} words, but times for {len(placed.words)}"
        raise ValueError(message)
    edges = sorted({0, count, *(index for index in placed.segment.breaks if index < count)})
    for first, last in pairwise(edges):
        yield range(first, last), placed


# --- splitting ----------------------------------------------------------------------------------------------------


def _split(sentence: _Sentence, limits: _Limits) -> list[Cue]:
    """The cues of one sentence, their ends still those of the last words."""
    count = len(sentence.words)
    pauses = [(sentence.starts[k + 1] - sentence.ends[k]) / limits.rate for k in range(count - 1)]
    costs = [*break_costs(sentence.words, pauses, sentence.language), 0.0]
    pieces = cut(sentence.words, costs, limits.rules.line_length)
    piece = [pieces.first(word) for word in range(count + 1)]
    best: list[tuple[float, int, tuple[int, ...]]] = [(0.0, 0, ())]
    for last in range(1, count + 1):
        options = _options(sentence, limits, pieces, piece, last)
        price, first, begins = min((best[first][0] + cost, first, begins) for cost, first, begins in options)
        best.append((price + costs[last - 1], first, begins))
    cues: list[Cue] = []
    last = count
    while last:
        _, first, begins = best[last]
        lines = lines_of(pieces, begins, piece[last])
        cues.append(Cue(sentence.starts[first], sentence.ends[last - 1], lines, sentence.origin))
        last = first
    return cues[::-1]


def _options(
    sentence: _Sentence, limits: _Limits, pieces: Pieces, piece: Sequence[int], last: int
) -> Iterator[tuple[float, int, tuple[int, ...]]]:
    """Every cue that may end before word `last`: its cost, its first word, and the pieces its lines begin with."""
    rules = limits.rules
    space = rules.line_length * rules.lines
    silence = 0.0
    for first in range(last - 1, -1, -1):
        layout = lay_out(pieces, piece[first], piece[last], rules)
        if last - first > 1:
            if sentence.ends[last - 1] - sentence.starts[first] > limits.longest:
                return
            pause = (sentence.starts[first + 1] - sentence.ends[first]) / limits.rate
            if pause > _BEARABLE:
                silence += pause - _BEARABLE
        length = pieces.ends[piece[last] - 1] - pieces.starts[piece[first]]
        if layout is not None:
            whole = last - first == len(sentence.words)
            cost = layout[0] + _SILENCE * silence + _haste(sentence, limits, first, last, length)
            yield cost + (0.0 if whole else _part(length / space, length)), first, layout[1]
        elif length > space:
            return


def _part(fill: float, length: int) -> float:
    """What it costs to be a part of a sentence and not the whole."""
    room = max(1 - fill, 0.0)
    scrap = _SCRAP * (1 - length / _SCRAP_LENGTH) if length < _SCRAP_LENGTH else 0.0
    return _EACH + _EMPTY * room * room + scrap


def _haste(sentence: _Sentence, limits: _Limits, first: int, last: int, length: int) -> float:
    """What it costs to be seen too briefly: from the first word to the next cue there is only so much time."""
    start = sentence.starts[first]
    room = sentence.starts[last] - start
    seen = max(room - limits.gap, sentence.ends[last - 1] - start, 1)
    cost = _NO_TIME if room < limits.frame else 0.0
    if length > limits.speed * seen:
        cost += _HASTY * (length / (limits.speed * seen) - 1)
    if seen < limits.shortest:
        cost += _BRIEF * (1 - seen / limits.shortest)
    return cost


# --- timing -------------------------------------------------------------------------------------------------------


def _spread(drafts: Sequence[Cue], limits: _Limits, length: int) -> list[Cue]:
    """The drafts with starts that grow by a frame at least: words without sound all lie on one sample.

    Nothing moves where the words have times of their own, which is everywhere but in odd scripts.
    """
    if not drafts:
        return []
    step = max(min(limits.frame, length // len(drafts)), 1)
    starts: list[int] = []
    for draft in drafts:
        starts.append(max(draft.start, starts[-1] + step) if starts else max(draft.start, 0))
    latest = length
    for index in range(len(starts) - 1, -1, -1):
        latest = min(starts[index], latest - step)
        starts[index] = max(latest, 0)
    return [
        Cue(start, max(draft.end, start), draft.lines, draft.origin) for draft, start in zip(drafts, starts, strict=True)
    ]


def _time(drafts: Sequence[Cue], limits: _Limits, length: int) -> tuple[Cue, ...]:
    borders = [draft.start for draft in drafts[1:]]
    ends = [
        *(_end(draft, border, limits, last=False) for draft, border in zip(drafts, borders, strict=False)),
        *(_end(draft, length, limits, last=True) for draft in drafts[-1:]),
    ]
    return tuple(Cue(draft.start, end, draft.lines, draft.origin) for draft, end in zip(drafts, ends, strict=True))


def _end(draft: Cue, limit: int, limits: _Limits, last: bool) -> int:
    """When a cue goes: after its last word, as late as the reader needs, before the next cue.

    `limit` is where the next cue begins or, for the last cue, where the audio ends.
    """
    spoken = min(draft.end, limit)
    room = limit if last else limit - limits.gap
    if room <= spoken:
        return spoken if spoken > draft.start else limit
    need = max(spoken, draft.start + limits.wanted(characters(draft.lines)))
    longest = max(spoken, draft.start + limits.longest)
    linger = spoken + limits.linger
    if not last and room > linger:
        linger = max(min(linger, limit - limits.flicker), spoken)
    end = min(max(need, linger), longest, room)
    blink = not last and end < room and limit - end < limits.flicker
    return min(room, longest) if blink else end
