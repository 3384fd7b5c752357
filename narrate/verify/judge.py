"""What was meant against what was heard → one judgement for each segment of a window.

A recogniser is wrong now and then (Whisper tiny.en on clean Kokoro speech: 3–5 % of the words, half of the invented
names), so a mismatch is evidence, not proof. Two things make it proof: several wrong words *in a row* (missing, added
or exchanged), or most of a segment wrong; WER alone would let twenty seconds of garbage pass in a long enough text.
Against it speaks that what was heard sounds like what was meant. What remains between is "inconclusive". The
recogniser's own probabilities are not used: they are low for a strange name and for a burst of noise alike.

A fault derails the recogniser, which then may skip or garble the good sentences beside it. So a failed segment is heard
once more, alone, and fails only when both hearings say so (`judge_heard`). With 143 faults of eleven kinds in
real speech that took the false alarms from 4 to 0; 8 of 94 real failures became "inconclusive".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.model import Heard, Judgement, Placed, Timeline, Verdict
from narrate.verify.align import Kind, Step, align, word_error_rate
from narrate.verify.normalize import normalize, tokenize
from narrate.verify.sound import alike, same_sound
from narrate.verify.windows import Window, alone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from narrate.verify.numbers import Token

ALIKE = 0.75
"""Two stretches sound alike from here on: Kubernetes/Cooper Nettis has 1.0, Siobhan/Shavon 0.8, telescope/microscope
0.74, cat/dog 0.45."""
FAIL_RUN = 3
"""So many wrong words in a row, unlike in sound, are no mishearing: none in 1,000 words of good speech."""
FAIL_SHARE = 0.5
"""Or this share of a segment that has at least FAIL_WORDS words."""
FAIL_WORDS = 4
"""In shorter segments one strange name is half of the text."""
PASS_WER = 0.1
"""One wrong word in ten is within what the recogniser gets wrong by itself."""
DROPPED = 5
"""Letters. A missing word of this length does not pass even in a long text; "the" and "of" are often not heard."""
_ORDER = (Verdict.PASS, Verdict.INCONCLUSIVE, Verdict.FAIL)


@dataclass(frozen=True, slots=True)
class _Block:
    """A run of wrong steps without a right one between: what should be there, what was heard instead."""

    expected: tuple[str, ...]
    heard: tuple[str, ...]
    words: int
    like: float
    same: bool
    dropped: bool

    @property
    def hard(self) -> bool:
        """Not to be explained by the ear."""
        return self.like < ALIKE

    def __str__(self) -> str:
        if not self.heard:
            return f"not heard: “{' '.join(self.expected)}”"
        if not self.expected:
            return f"heard in addition: “{' '.join(self.heard)}”"
        return f"heard “{' '.join(self.heard)}” for “{' '.join(self.expected)}”"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: words as they stand, and their comparable tokens."""

    words: tuple[str, ...]
    tokens: tuple[Token, ...]

    @staticmethod
    def of(words: Sequence[str], language: str) -> Side:
        return Side(tuple(words), tuple(tokenize(words, language)))

    @property
    def texts(self) -> list[str]:
        return [token.text for token in self.tokens]

    def written(self, start: int, end: int) -> tuple[str, ...]:
        """The words that tokens [start, end) came from."""
        return tuple(self.words[at] for at in dict.fromkeys(token.word for token in self.tokens[start:end]))


def judge(timeline: Timeline, window: Window, heard: Sequence[Heard]) -> tuple[Judgement, ...]:
    """One judgement for each segment of `window`, in order. The times of `heard` are samples from its start."""
    placed = timeline.placed[window.first : window.last + 1]
    language = placed[0].segment.language
    spoken = [item.segment.spoken.split() for item in placed]
    expected = Side.of([word for words in spoken for word in words], language)
    got = Side.of([word.text for word in heard], language)
    owner = _owners(spoken)
    shares: list[list[Step]] = [[] for _ in placed]
    steps = align(expected.texts, got.texts)
    for step, place in zip(steps, _places(steps, expected, owner), strict=True):
        if step.kind is Kind.INSERTION:
            place = _nearest(placed, place, window.start + _middle(heard[got.tokens[step.heard].word]))
        shares[place].append(step)
    return tuple(judge_steps(" ".join(words), share, expected, got) for words, share in zip(spoken, shares, strict=True))


def judge_heard(timeline: Timeline, window: Window, hear: Callable[[Window], Sequence[Heard]]) -> tuple[Judgement, ...]:
    """As `judge`, but what failed is heard again by itself. `hear` gives what is heard in a window."""
    judgements = list(judge(timeline, window, hear(window)))
    for again in second_hearings(timeline, window, judgements):
        (second,) = judge(timeline, again, hear(again))
        at = again.first - window.first
        judgements[at] = kinder(judgements[at], second)
    return tuple(judgements)


def second_hearings(timeline: Timeline, window: Window, judgements: Sequence[Judgement]) -> tuple[Window, ...]:
    """The failed segments of `window`, each as a window of its own; none where the segment was alone already."""
    if window.first == window.last:
        return ()
    failed = (at for at, judgement in enumerate(judgements, window.first) if judgement.verdict is Verdict.FAIL)
    return tuple(alone(timeline, at) for at in failed)


def kinder(first: Judgement, second: Judgement) -> Judgement:
    """Of two judgements on one segment the one that speaks for it."""
    return min(first, second, key=lambda judgement: (_ORDER.index(judgement.verdict), judgement.wer))


def total_wer(judgements: Iterable[Judgement], language: str) -> float | None:
    """WER over all words of all judgements; None when there are no words."""
    weighed = [(judgement.wer, len(normalize(judgement.expected, language))) for judgement in judgements]
    words = sum(count for _, count in weighed)
    return sum(wer * count for wer, count in weighed) / words if words else None


def judge_steps(text: str, steps: Sequence[Step], expected: Side, got: Side) -> Judgement:
    """The judgement on the steps of one segment or cue, whose expected text is `text`."""
    count = sum(step.expected_end - step.expected for step in steps)
    sounded = [at for step in steps for at in range(step.heard, step.heard_end)]
    said = " ".join(word for at in _runs(sounded) for word in got.written(*at))
    blocks = _blocks(steps, expected, got)
    wer = word_error_rate(steps, count)
    verdict = _verdict(blocks, count, wer, bool(sounded))
    reasons = () if verdict is Verdict.PASS else tuple(map(str, blocks))
    if count and not sounded:
        reasons = ("nothing was heard",)
    return Judgement(verdict, text, said, wer, max((block.words for block in blocks), default=0), reasons)


def _verdict(blocks: Sequence[_Block], count: int, wer: float, sounded: bool) -> Verdict:
    hard = [block for block in blocks if block.hard]
    longest = max((block.words for block in hard), default=0)
    if count and not sounded:
        return Verdict.FAIL if count > 1 else Verdict.INCONCLUSIVE
    if longest >= FAIL_RUN:
        return Verdict.FAIL
    if count >= FAIL_WORDS and sum(block.words for block in hard) >= FAIL_SHARE * count:
        return Verdict.FAIL
    slight = longest <= 1 and wer <= PASS_WER and not any(block.dropped for block in hard)
    if slight or all(block.same for block in blocks):
        return Verdict.PASS
    return Verdict.INCONCLUSIVE


def _owners(spoken: Sequence[Sequence[str]]) -> list[int]:
    """Which segment each expected word belongs to."""
    return [at for at, words in enumerate(spoken) for _ in words]


def _places(steps: Sequence[Step], expected: Side, owner: Sequence[int]) -> list[int]:
    """The segment of each step; an insertion goes with the word before it (or, at the very start, after it)."""
    places: list[int] = []
    for step in steps:
        at = step.expected if step.expected_end > step.expected else max(step.expected - 1, 0)
        places.append(owner[expected.tokens[at].word] if expected.tokens else 0)
    return places


def _nearest(placed: Sequence[Placed], place: int, moment: float) -> int:
    """Of segment `place` and the next one, that whose sound is nearer to `moment` (samples on the track)."""
    following = min(place + 1, len(placed) - 1)
    return min((place, following), key=lambda at: max(placed[at].start - moment, moment - placed[at].end, 0))


def _middle(word: Heard) -> float:
    return (word.start + word.end) / 2


def _runs(indexes: Sequence[int]) -> list[tuple[int, int]]:
    return [(indexes[0], indexes[-1] + 1)] if indexes else []


def _blocks(steps: Sequence[Step], expected: Side, got: Side) -> list[_Block]:
    """The runs of wrong steps."""
    groups: list[list[Step]] = [[]]
    for step in steps:
        if step.kind is Kind.MATCH:
            groups.append([])
        else:
            groups[-1].append(step)
    return [_block(group, expected, got) for group in groups if group]


def _block(steps: Sequence[Step], expected: Side, got: Side) -> _Block:
    meant = (steps[0].expected, steps[-1].expected_end)
    came = (steps[0].heard, steps[-1].heard_end)
    texts = [[token.text for token in side.tokens[a:b]] for side, (a, b) in ((expected, meant), (got, came))]
    words = expected.written(*meant), got.written(*came)
    dropped = any(step.kind is Kind.DELETION and len(expected.tokens[step.expected].text) >= DROPPED for step in steps)
    return _Block(*words, max(map(len, words)), alike(texts[0], texts[1]), same_sound(texts[0], texts[1]), dropped)
