"""What was heard is kept by the sound itself; a damaged entry is heard again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from narrate.events import Event, Notice
from narrate.model import Heard, Samples
from narrate.store.transcripts import CachedTranscriber

if TYPE_CHECKING:
    from pathlib import Path

SOUND = np.sin(np.arange(1000) / 10).astype(np.float32)
ANSWER = (Heard("“Ça”", 0, 400, 0.5), Heard("va?", 400, 900, 0.875))


class Ear:
    """A Transcriber that says the same about everything, and counts how often it is asked."""

    def __init__(self, fingerprint: str = "ear 1") -> None:
        self.fingerprint = fingerprint
        self.asked = 0

    def transcribe(self, samples: Samples, rate: int) -> tuple[Heard, ...]:
        assert samples.dtype == np.float32
        assert rate > 0
        self.asked += 1
        return ANSWER if len(samples) else ()


def test_the_same_sound_is_heard_once(tmp_path: Path) -> None:
    ear = Ear()
    cached = CachedTranscriber(ear, tmp_path)
    assert [cached.transcribe(SOUND, 16000), cached.transcribe(SOUND.copy(), 16000)] == [ANSWER, ANSWER]
    assert (ear.asked, cached.misses, cached.hits) == (1, 1, 1)
    assert CachedTranscriber(ear, tmp_path).transcribe(SOUND, 16000) == ANSWER
    assert ear.asked == 1


def test_it_is_a_transcriber_like_the_one_inside(tmp_path: Path) -> None:
    assert CachedTranscriber(Ear("x"), tmp_path).fingerprint == "x"


def test_hearing_nothing_is_kept_too(tmp_path: Path) -> None:
    ear = Ear()
    cached = CachedTranscriber(ear, tmp_path)
    assert [cached.transcribe(SOUND[:0], 16000) for _ in range(2)] == [(), ()]
    assert ear.asked == 1


@pytest.mark.parametrize(
    ("sound", "rate", "ear"),
    [
        (SOUND * np.float32(0.5), 16000, Ear()),
        (SOUND[1:], 16000, Ear()),
        (SOUND, 24000, Ear()),
        (SOUND, 16000, Ear("ear 2")),
    ],
)
def test_another_sound_rate_or_ear_is_heard_anew(tmp_path: Path, sound: Samples, rate: int, ear: Ear) -> None:
    CachedTranscriber(Ear(), tmp_path).transcribe(SOUND, 16000)
    other = CachedTranscriber(ear, tmp_path)
    assert not other.holds(sound, rate)
    other.transcribe(sound, rate)
    assert other.misses == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"va?", b"no?"),
        lambda data: b"[]",
        lambda data: b"\xff\xfe\x00",
        lambda data: data.replace(b'"format": 1', b'"format": 0'),
    ],
)
def test_a_damaged_entry_is_named_and_heard_again(tmp_path: Path, damage: object) -> None:
    assert callable(damage)
    told: list[Event] = []
    CachedTranscriber(Ear(), tmp_path).transcribe(SOUND, 16000)
    (file,) = tmp_path.rglob("*.json")
    file.write_bytes(damage(file.read_bytes()))
    cached = CachedTranscriber(Ear(), tmp_path, told.append)
    assert cached.transcribe(SOUND, 16000) == ANSWER
    assert cached.misses == 1
    (notice,) = told
    assert isinstance(notice, Notice)
    assert str(file) in notice.text
    assert CachedTranscriber(Ear(), tmp_path).holds(SOUND, 16000)
    again = CachedTranscriber(Ear(), tmp_path)
    assert again.transcribe(SOUND, 16000) == ANSWER
    assert again.hits == 1


def test_nothing_but_whole_entries_is_left_behind(tmp_path: Path) -> None:
    CachedTranscriber(Ear(), tmp_path).transcribe(SOUND, 16000)
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".json"]
