"""The real Whisper tiny.en hears the real Kokoro: good speech passes, damaged speech does not."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from narrate.engines.whisper import WhisperTranscriber
from narrate.errors import EngineError, MissingError
from narrate.model import Heard, Judgement, Origin, Placed, Samples, Segment, SpokenWord, Timeline, Verdict
from narrate.store.transcripts import CachedTranscriber
from narrate.verify.judge import judge_heard, total_wer
from narrate.verify.windows import windows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Speak = Callable[..., tuple[Samples, int]]

pytestmark = pytest.mark.real

LINES = (
    "The old lighthouse stood at the end of the pier, where the gulls gathered every evening.",
    "It cost forty two dollars and fifty cents on the twenty first of March.",
    "Every spring, children from the village climbed the rocks to look through its broken windows.",
    "When the progress bar reaches the end, the finished audio appears in the output folder.",
)


@pytest.fixture(scope="module")
def whisper(model_store: Any) -> WhisperTranscriber:
    return WhisperTranscriber(lambda: model_store.ensure("whisper-tiny.en"), "tiny.en", "en-us", threads=2)


@pytest.fixture(scope="module")
def spoken(speak: Speak) -> list[Samples]:
    return [speak(line)[0] for line in LINES]


def judged(whisper: WhisperTranscriber, sounds: list[Samples], rate: int = 24_000) -> tuple[Judgement, ...]:
    """Put `sounds` on a track, 0.4 s apart, and judge them against LINES."""
    gap = np.zeros(int(0.4 * rate), dtype=np.float32)
    placed, parts, at = [], [gap], len(gap)
    for index, (line, sound) in enumerate(zip(LINES, sounds, strict=True)):
        words = tuple(SpokenWord(word, word) for word in line.split())
        segment = Segment(index, words, "af_heart", 1.0, "en-us", 0.4, 0, Origin("x.md", index + 1))
        placed.append(Placed(segment, at, at + len(sound), ()))
        parts += [sound, gap]
        at += len(sound) + len(gap)
    track, timeline = np.concatenate(parts), Timeline(rate, tuple(placed), at)
    return tuple(
        judgement
        for window in windows(timeline)
        for judgement in judge_heard(timeline, window, lambda w: whisper.transcribe(track[w.start : w.end], rate))
    )


def test_good_speech_passes(whisper: WhisperTranscriber, spoken: list[Samples]) -> None:
    found = judged(whisper, spoken)
    assert [j.verdict for j in found] == [Verdict.PASS] * len(LINES)
    wer = total_wer(found, "en")
    assert wer is not None
    assert wer <= 0.05


def cut(sound: Samples) -> Samples:
    """A stretch of 1.5 s out of the middle, some four words."""
    return np.delete(sound, slice(40_000, 76_000))


def silenced(sound: Samples) -> Samples:
    changed = sound.copy()
    changed[36_000:84_000] = 0
    return changed


def repeated(sound: Samples) -> Samples:
    return np.concatenate([sound[:72_000], sound[24_000:]])


def reversed_in_the_middle(sound: Samples) -> Samples:
    changed = sound.copy()
    changed[36_000:84_000] = changed[36_000:84_000][::-1].copy()
    return changed


def muted(sound: Samples) -> Samples:
    return np.zeros_like(sound)


@pytest.mark.parametrize("damage", [cut, silenced, repeated, reversed_in_the_middle, muted])
def test_damaged_speech_is_found_and_nothing_beside_it(
    whisper: WhisperTranscriber, spoken: list[Samples], damage: Callable[[Samples], Samples]
) -> None:
    found = judged(whisper, [*spoken[:2], damage(spoken[2]), spoken[3]])
    assert found[2].verdict is Verdict.FAIL
    assert found[2].reasons
    assert [found[i].verdict for i in (0, 1, 3)] == [Verdict.PASS] * 3


def test_two_sentences_exchanged_fail(whisper: WhisperTranscriber, spoken: list[Samples]) -> None:
    found = judged(whisper, [spoken[2], spoken[1], spoken[0], spoken[3]])
    assert [j.verdict for j in found] == [Verdict.FAIL, Verdict.PASS, Verdict.FAIL, Verdict.PASS]


def test_words_carry_their_times(whisper: WhisperTranscriber, spoken: list[Samples]) -> None:
    silence = np.zeros(48_000, dtype=np.float32)
    heard = whisper.transcribe(np.concatenate([silence, spoken[0], silence]), 24_000)
    assert " ".join(word.text for word in heard).lower().startswith("the old lighthouse stood")
    assert all(0 <= a.start <= a.end <= 96_000 + len(spoken[0]) for a in heard)
    assert [word.start for word in heard] == sorted(word.start for word in heard)
    assert heard[-1].end == pytest.approx(48_000 + len(spoken[0]), abs=24_000)
    assert all(0 <= word.probability <= 1 for word in heard)
    assert not any(word.text != word.text.strip() for word in heard)


def test_more_than_thirty_seconds_are_heard_to_the_end(whisper: WhisperTranscriber, spoken: list[Samples]) -> None:
    long = np.concatenate([*spoken, *spoken])
    assert len(long) > 30 * 24_000
    heard = whisper.transcribe(long, 24_000)
    assert sum("lighthouse" in word.text for word in heard) == 2
    assert sum("folder" in word.text for word in heard) == 2


def test_silence_is_heard_as_nothing(whisper: WhisperTranscriber) -> None:
    assert whisper.transcribe(np.zeros(240_000, dtype=np.float32), 24_000) == ()
    assert whisper.transcribe(np.zeros(0, dtype=np.float32), 24_000) == ()


def test_the_same_sound_is_heard_alike_by_several_threads(whisper: WhisperTranscriber, spoken: list[Samples]) -> None:
    answers: list[tuple[Heard, ...]] = []
    threads = [threading.Thread(target=lambda: answers.append(whisper.transcribe(spoken[1], 24_000))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 3
    assert len(set(answers)) == 1


def test_a_cached_answer_needs_no_model(whisper: WhisperTranscriber, spoken: list[Samples], tmp_path: Path) -> None:
    first = CachedTranscriber(whisper, tmp_path).transcribe(spoken[1], 24_000)

    def never() -> Path:
        raise AssertionError("the model was asked for")

    unloaded = CachedTranscriber(WhisperTranscriber(never, "tiny.en", "en-us", threads=2), tmp_path)
    assert unloaded.transcribe(spoken[1], 24_000) == first
    assert (unloaded.hits, unloaded.misses) == (1, 0)


def test_the_fingerprint_tells_models_and_languages_apart() -> None:
    def never() -> Path:
        raise AssertionError("the model was asked for")

    options = [("a", "en"), ("b", "en"), ("a", "fr"), ("a", None)]
    prints = {WhisperTranscriber(never, identity, language).fingerprint for identity, language in options}
    assert len(prints) == len(options)
    assert WhisperTranscriber(never, "a", "en-us").fingerprint == WhisperTranscriber(never, "a", "en", 4).fingerprint


def test_a_missing_or_broken_model_says_what_to_do(tmp_path: Path, spoken: list[Samples]) -> None:
    with pytest.raises(MissingError, match="narrate models pull"):
        WhisperTranscriber(lambda: tmp_path, "x", "en").transcribe(spoken[1], 24_000)
    (tmp_path / "model.bin").write_bytes(b"this is no model")
    with pytest.raises(EngineError, match="remove the folder"):
        WhisperTranscriber(lambda: tmp_path, "x", "en").transcribe(spoken[1], 24_000)
