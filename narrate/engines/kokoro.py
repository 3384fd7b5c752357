"""Kokoro-82M as a Synthesizer: phonemes in, a clip with the time of every written word out.

The model predicts a duration for every phoneme, in frames of 600 samples at 24 kHz, and their sum is exactly the clip's
length. The word times are read off these durations; no recogniser is asked. What runs the network (ONNX Runtime or torch)
stands behind `Acoustic`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from narrate.engines.joints import Joined
from narrate.engines.phonemes import Phonemes, Phonemizer
from narrate.engines.voices import VoicePacks
from narrate.errors import EngineError, Fault
from narrate.model import Clip, Samples, Segment, Word

RATE = 24_000
FRAME = 600
MAX_PHONEMES = 510
"""The model's context, without the pads at both ends. A hard limit."""

WORD_LEAD = 2080
"""By how many samples (87 ms) the durations run behind the sound; taken off every word time.

Measured against a forced alignment of 952 words in four voices: mean +88 ms, median +85 ms, by voice +82 to +97 ms
(`tests/bench/bench_word_times.py --offset`).
"""

_CODE_VERSION = 1
"""Raise it when this file changes what a segment sounds like: old cache entries are then left aside."""

_STOPS = ("!.?…", ":;", ",—", " ")


class Acoustic(Protocol):
    """Runs the network."""

    @property
    def identity(self) -> str:
        """Names weights, code and precision; changes whenever the sound may. Loads no model."""

    def speak(
        self, ids: npt.NDArray[np.int64], style: npt.NDArray[np.float32], speed: float
    ) -> tuple[Samples, npt.NDArray[np.int64]]:
        """ids shape (n,), zero-padded at both ends; style (1, 256). Returns samples (m,) and frames for each id (n,)."""


@cache
def configuration() -> dict[str, Any]:
    """The model's own config.json: its dimensions, and the vocabulary."""
    config: dict[str, Any] = json.loads(files("narrate.engines").joinpath("kokoro_config.json").read_text("utf-8"))
    return config


def vocabulary() -> dict[str, int]:
    """Kokoro's 114 phonemes and marks, and the ids they go in as."""
    vocab: dict[str, int] = configuration()["vocab"]
    return vocab


@dataclass(frozen=True, slots=True)
class _Call:
    """What goes into the network at once: ids without pads, and the word that each sounds in (−1: none)."""

    ids: tuple[int, ...]
    owners: tuple[int, ...]

    @property
    def words(self) -> tuple[int, int]:
        """The first and the last word that sound in it."""
        sounding = [owner for owner in self.owners if owner >= 0]
        return min(sounding), max(sounding)


class KokoroSynthesizer:
    """The Synthesizer. Thread-safe when `acoustic` is."""

    rate = RATE

    def __init__(self, acoustic: Acoustic, voices: VoicePacks, phonemizer: Phonemizer) -> None:
        self._acoustic = acoustic
        self._voices = voices
        self._phonemizer = phonemizer

    @cached_property
    def _identity(self) -> str:
        """The part of every fingerprint that is the same for all segments."""
        return f"kokoro {_CODE_VERSION} {self._acoustic.identity}"

    def fingerprint(self, segment: Segment) -> str:
        ingredients = [
            self._identity,
            self._phonemizer.fingerprint(segment.language),
            self._voices.fingerprint(segment.voice),
            f"{segment.language} {segment.speed:.4f} {segment.cuts}",
            *(f"{word.spoken}\1{word.phonemes}\1{word.pause_after or ''}".rstrip("\1") for word in segment.words),
        ]
        return hashlib.sha256("\0".join(ingredients).encode()).hexdigest()

    def synthesize(self, segment: Segment) -> Clip:
        phonemes = self._phonemizer(segment)
        pauses = {at: word.pause_after for at, word in enumerate(segment.words[:-1], start=1) if word.pause_after}
        calls = _calls(phonemes, sorted({*segment.cuts, *pauses}))
        spans: list[tuple[int, int] | None] = [None] * len(segment.words)
        joined = Joined(RATE, pauses)
        for call in calls:
            samples, frames = self._speak(call, segment)
            _note_spans(spans, call, frames, joined.add(samples, call.words))
        unspoken = tuple(segment.words[i].written for i in phonemes.unspoken)
        words = _words(segment, spans, joined.length)
        return Clip(joined.whole(), RATE, words, sum(len(call.ids) for call in calls), unspoken)

    def _speak(self, call: _Call, segment: Segment) -> tuple[Samples, npt.NDArray[np.int64]]:
        ids = np.array((0, *call.ids, 0), np.int64)
        style = self._voices.style(segment.voice, len(call.ids))
        samples, frames = self._acoustic.speak(ids, style, segment.speed)
        if len(frames) != len(ids) or int(frames.sum()) * FRAME != len(samples):
            raise EngineError(
                Fault(
                    f"the durations do not add up: {int(frames.sum())} frames for {len(samples)} samples",
                    "report it with this sentence; another wording helps meanwhile",
                    segment.origin.path,
                    segment.origin.line,
                )
            )
        return samples, frames


def _calls(phonemes: Phonemes, cuts: Sequence[int]) -> list[_Call]:
    """Split the phonemes at `cuts` (word indexes) and, where still too long, at the best mark before the limit."""
    known = vocabulary()
    pairs = [(char, owner) for char, owner in zip(phonemes.text, phonemes.owners, strict=True) if char in known]
    calls: list[_Call] = []
    pending = list(cuts)
    begin = 0
    for position, (_, owner) in enumerate(pairs):
        if pending and owner >= pending[0]:
            pending = [cut for cut in pending if cut > owner]
            calls += _within_limit(pairs[begin:position])
            begin = position
    calls += _within_limit(pairs[begin:])
    return calls


def _within_limit(pairs: list[tuple[str, int]]) -> list[_Call]:
    known = vocabulary()
    calls = []
    while pairs:
        end = len(pairs) if len(pairs) <= MAX_PHONEMES else _best_end(pairs[:MAX_PHONEMES])
        if any(owner >= 0 for _, owner in pairs[:end]):
            calls.append(_Call(tuple(known[char] for char, _ in pairs[:end]), tuple(owner for _, owner in pairs[:end])))
        pairs = pairs[end:]
    return calls


def _best_end(pairs: list[tuple[str, int]]) -> int:
    """Behind the last strong mark in the second half; a single word longer than the limit is cut inside itself."""
    for marks in _STOPS:
        for position in range(len(pairs) - 1, len(pairs) // 2, -1):
            if pairs[position][0] in marks:
                return position + 1
    return len(pairs)


def _note_spans(spans: list[tuple[int, int] | None], call: _Call, frames: npt.NDArray[np.int64], offset: int) -> None:
    """Enter each word's first and last sample, counted from the start of the segment, into `spans`."""
    ends = np.cumsum(frames) * FRAME + offset
    for position, owner in enumerate(call.owners, start=1):
        if owner >= 0:
            known = spans[owner]
            spans[owner] = (known[0] if known else int(ends[position - 1]), int(ends[position]))


def _words(segment: Segment, spans: Sequence[tuple[int, int] | None], length: int) -> tuple[Word, ...]:
    """One Word for each written word. A word without sound stands, without length, where the one before it ends."""
    words: list[Word] = []
    at = 0
    for written, span in zip((word.written for word in segment.words), spans, strict=True):
        start, end = (at, at) if span is None else (span[0] - WORD_LEAD, span[1] - WORD_LEAD)
        start = min(max(start, at), length)
        at = min(max(end, start), length)
        words.append(Word(written, start, at))
    return tuple(words)
