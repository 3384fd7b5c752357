"""Kokoro through ONNX Runtime, with its real weights: what a clip promises, and whether its word times are true."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from narrate.assembly import Assembly
from narrate.config import Flags
from narrate.engines.kokoro import FRAME, MAX_PHONEMES, RATE
from narrate.model import Clip, Origin, Samples, Segment, SpokenWord
from narrate.scripts import from_text
from tests.support.aligner import differences
from tests.support.plain_text import SENTENCES

pytestmark = pytest.mark.real


def segment(text: str, **more: object) -> Segment:
    (only,) = from_text(text, Flags()).segments
    return replace(only, **more)  # type: ignore[arg-type]


def raw(words: list[str]) -> Segment:
    """A segment as it is, past the splitting that the script room would do."""
    return Segment(0, tuple(SpokenWord(w, w) for w in words), "af_heart", 1.0, "en-us", 0.0, 0, Origin("x", 1))


def check(clip: Clip, spoken: Segment) -> None:
    assert [word.text for word in clip.words] == [word.written for word in spoken.words]
    edges = [edge for word in clip.words for edge in (word.start, word.end)]
    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= len(clip.samples)
    assert len(clip.samples) > 0
    assert clip.samples.dtype == np.float32


@pytest.mark.parametrize(
    "text",
    [
        "Hello there.",
        "It cost $42.50 on March 3rd, 2024 — or so Dr. Smith’s “friend” said …",
        "nginx v1.25.3 isn’t slower; it's 3.14% faster & better!",
        "Yes",
        "[one](two) {three} <four> #five @six *seven* _eight_ 9/10",
        "A B C D E F G.",
    ],
)
def test_every_written_word_has_its_time(assembly: Assembly, text: str) -> None:
    spoken = segment(text)
    clip = assembly.synthesizer.synthesize(spoken)
    check(clip, spoken)
    assert all(word.end > word.start for word in clip.words if any(char.isalnum() for char in word.text))
    assert clip.unspoken == ()


def test_one_call_is_whole_frames(assembly: Assembly) -> None:
    clip = assembly.synthesizer.synthesize(segment("One call of the model gives whole frames."))
    assert len(clip.samples) % FRAME == 0


def test_word_times_are_true(assembly: Assembly) -> None:
    """Two voices against a forced alignment; `make bench` does it over minutes and in four."""
    parts = []
    for voice, sentences in (("af_heart", SENTENCES[:4]), ("bm_george", SENTENCES[4:8])):
        for sentence in sentences:
            spoken = segment(sentence, voice=voice)
            clip = assembly.synthesizer.synthesize(spoken)
            parts.append(differences(sentence, clip.samples, RATE, clip.words))
    whole = sum(parts[1:], parts[0])
    assert whole.median_absolute <= 40
    assert abs(whole.mean) <= 10


def test_what_is_longer_than_the_model_s_context_is_said_to_the_end(assembly: Assembly) -> None:
    spoken = raw((" ".join(SENTENCES[:7])).split())
    clip = assembly.synthesizer.synthesize(spoken)
    assert clip.phonemes > MAX_PHONEMES
    check(clip, spoken)
    assert all(word.end > word.start for word in clip.words)
    tail = clip.samples[clip.words[-1].start : clip.words[-1].end]
    assert np.abs(tail).max() > 0.02


def test_a_single_word_longer_than_the_context_is_not_cut_off(assembly: Assembly) -> None:
    spoken = raw(["supercalifragilistic" * 32])
    clip = assembly.synthesizer.synthesize(spoken)
    assert clip.phonemes > MAX_PHONEMES
    check(clip, spoken)


def test_speed_changes_the_length(assembly: Assembly) -> None:
    slow, fast = (len(assembly.synthesizer.synthesize(segment(SENTENCES[0], speed=speed)).samples) for speed in (0.5, 2.0))
    assert 2.5 < slow / fast < 5


def test_a_cut_is_another_way_to_say_the_same(assembly: Assembly) -> None:
    plain, cut = segment(SENTENCES[1]), segment(SENTENCES[1], cuts=(4,))
    assert assembly.synthesizer.fingerprint(plain) != assembly.synthesizer.fingerprint(cut)
    clip = assembly.synthesizer.synthesize(cut)
    check(clip, cut)
    assert len(clip.samples) != len(assembly.synthesizer.synthesize(plain).samples)


def test_a_blend_is_neither_of_its_voices(assembly: Assembly) -> None:
    clips = [
        assembly.synthesizer.synthesize(segment("Three voices say one line.", voice=voice)).samples
        for voice in ("af_heart", "bf_emma", "af_heart:0.7+bf_emma:0.3")
    ]
    assert len({clip.tobytes() for clip in clips}) == 3


def test_every_voice_speaks(assembly: Assembly) -> None:
    assert len(assembly.voices) == 54
    sounds = set()
    for voice in assembly.voices:
        clip = assembly.synthesizer.synthesize(segment("Good day.", voice=voice))
        assert np.abs(clip.samples).max() > 0.05, voice
        sounds.add(clip.samples.tobytes())
    assert len(sounds) == 54


def test_the_same_again_is_the_same_to_the_byte(assembly: Assembly) -> None:
    inner = assembly.synthesizer._inner
    spoken = segment(SENTENCES[2])
    assert inner.synthesize(spoken).samples.tobytes() == inner.synthesize(spoken).samples.tobytes()


def test_both_backends_take_the_same_time_for_every_word(assembly: Assembly) -> None:
    """The reference code on torch and ONNX Runtime, with the same phonemes and weights."""
    torch = replace(assembly, flags=Flags(backend="torch")).synthesizer
    for voice, text in (("af_heart", SENTENCES[3]), ("bm_george", "It cost $42.50, didn’t it?")):
        spoken = segment(text, voice=voice)
        ours, reference = assembly.synthesizer.synthesize(spoken), torch.synthesize(spoken)
        assert ours.words == reference.words
        assert len(ours.samples) == len(reference.samples)
        likeness = np.corrcoef(envelope(ours.samples), envelope(reference.samples))[0, 1]
        assert likeness > 0.95


def envelope(samples: Samples) -> Samples:
    """Loudness in steps of 25 ms."""
    return np.sqrt(np.mean(samples.reshape(-1, FRAME) ** 2, axis=1))
