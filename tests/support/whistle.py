"""A toy language for tests without models: each word is a whistle of its own loudness, and an ear that reads them.

`Whistler` is a Synthesizer and `WhistleEar` a Transcriber, and what the one says the other hears. The real ones are tested
beside them with the same contract (tests/real/test_contract.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from narrate.model import Clip, Heard, Samples, Segment, Word

RATE = 24_000
_SOUND = 4_800
_GAP = 1_200
_STEP = 0.001
_FLOOR = 0.1


@dataclass
class Lexicon:
    """The words that were ever whistled, by their numbers."""

    words: list[str] = field(default_factory=list)

    def number(self, word: str) -> int:
        if word not in self.words:
            self.words.append(word)
        return self.words.index(word)


@dataclass
class Whistler:
    """`slip` may turn a word into what is said instead, depending on the segment."""

    lexicon: Lexicon
    slip: Callable[[str, Segment], str] = lambda word, segment: word
    made: list[str] = field(default_factory=list)
    rate: int = RATE

    def fingerprint(self, segment: Segment) -> str:
        ingredients = (segment.voice, segment.speed, segment.language, segment.cuts, [w.spoken for w in segment.words])
        return hashlib.sha256(repr(ingredients).encode()).hexdigest()

    def synthesize(self, segment: Segment) -> Clip:
        self.made.append(segment.text)
        pieces, words, at = [np.zeros(_GAP, np.float32)], [], _GAP
        for word in segment.words:
            said = self.slip(word.spoken, segment)
            loudness = _FLOOR + _STEP * self.lexicon.number(said)
            sound = np.full(_SOUND if said else 0, loudness, np.float32)
            sound[1::2] *= -1
            pieces += [sound, np.zeros(_GAP, np.float32)]
            words.append(Word(word.written, at, at + len(sound)))
            at += len(sound) + _GAP
        return Clip(np.concatenate(pieces), RATE, tuple(words), max(1, len(words) * 3))


@dataclass
class WhistleEar:
    lexicon: Lexicon
    fingerprint: str = "whistle"
    calls: int = 0

    def transcribe(self, samples: Samples, rate: int) -> tuple[Heard, ...]:
        assert rate == RATE
        self.calls += 1
        loud = np.concatenate([[False], np.abs(samples) > _FLOOR / 2, [False]])
        edges = np.flatnonzero(np.diff(loud.astype(np.int8)))
        heard = []
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if end - start < _SOUND // 2:
                continue
            loudness = float(np.median(np.abs(samples[start:end])))
            number = round((loudness - _FLOOR) / _STEP)
            heard.append(Heard(self.lexicon.words[number], int(start), int(end), 1.0))
        return tuple(heard)
