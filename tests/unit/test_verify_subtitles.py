"""Subtitles of any origin against what was heard: content, times, and what stands in no cue."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.model import Cue, Heard, Origin, Verdict
from narrate.verify.subtitles import SubtitleCheck, check_subtitles, quiet_windows

RATE = 1000
TEXTS = [
    "Anna walked down to the harbour",
    "the boats were coming in",
    "nobody had seen her brother",
    "he left before sunrise yesterday",
    "with two bags and a map",
    "Peter sold bread in a shop",
    "every morning customers waited outside",
    "rain was falling over the market",
    "an old clock struck seven times",
    "she asked him about the letter",
    "his answer came very slowly",
    "then they both went home",
]


def cues(texts: list[str], offset: float = 0.0, stretch: float = 1.0) -> list[Cue]:
    """Four seconds for each text, of which three are spoken; the times moved by `offset` and multiplied by `stretch`."""
    return [
        Cue(
            round((4 * i * stretch + offset) * RATE),
            round(((4 * i + 3) * stretch + offset) * RATE),
            (text,),
            Origin("x.srt", i),
        )
        for i, text in enumerate(texts)
    ]


def heard(texts: list[str]) -> list[Heard]:
    return [
        Heard(word, 4000 * i + 3000 * j // len(text.split()), 4000 * i + 3000 * (j + 1) // len(text.split()), 0.9)
        for i, text in enumerate(texts)
        for j, word in enumerate(text.split())
    ]


def check(given: list[Cue], sound: list[Heard]) -> SubtitleCheck:
    return check_subtitles(given, sound, RATE, "en")


def test_good_subtitles() -> None:
    found = check(cues(TEXTS), heard(TEXTS))
    assert {c.judgement.verdict for c in found.cues} == {Verdict.PASS}
    assert found.wer == 0.0
    assert found.extra == ()
    assert found.starts is not None
    assert found.starts.largest == 0.0
    assert found.starts.count == len(TEXTS)


@given(st.floats(-30, 30))
def test_a_constant_offset_is_measured_and_the_text_still_passes(offset: float) -> None:
    found = check(cues(TEXTS, offset), heard(TEXTS))
    assert found.starts is not None
    assert found.ends is not None
    assert found.starts.offset == pytest.approx(offset, abs=0.002)
    assert found.ends.median == pytest.approx(abs(offset), abs=0.002)
    assert {c.judgement.verdict for c in found.cues} == {Verdict.PASS}


def test_a_wrong_frame_rate_shows_as_growth() -> None:
    found = check(cues(TEXTS, stretch=25 / 23.976), heard(TEXTS))
    assert found.starts is not None
    assert found.starts.growth == pytest.approx(60 * (1 - 23.976 / 25), abs=0.05)


def test_one_cue_that_is_late() -> None:
    given_cues = cues(TEXTS)
    late = given_cues[3]
    given_cues[3] = Cue(late.start + 700, late.end + 700, late.lines, late.origin)
    found = check(given_cues, heard(TEXTS))
    assert [round(c.start_lag or 0.0, 3) for c in found.cues][2:5] == [0.0, 0.7, 0.0]
    assert found.starts is not None
    assert (found.starts.median, found.starts.largest) == (0.0, pytest.approx(0.7))


def test_a_wrong_text_fails_and_has_no_lag() -> None:
    given_cues = cues([*TEXTS[:3], "Completely different words stand here", *TEXTS[4:]])
    found = check(given_cues, heard(TEXTS))
    assert [c.judgement.verdict for c in found.cues].count(Verdict.FAIL) == 1
    assert found.cues[3].judgement.verdict is Verdict.FAIL
    assert found.cues[3].start_lag is None


def test_words_in_no_cue_are_named_with_their_time() -> None:
    given_cues = cues(TEXTS)
    del given_cues[5]
    found = check(given_cues, heard(TEXTS))
    assert [word.text for word in found.extra] == [TEXTS[5]]
    assert found.extra[0].start == 20_000


def test_markup_labels_and_sounds_are_not_spoken() -> None:
    lines = ("<i>Hello there</i>", "{\\an8}JOHN: my friend [door slams] ♪", "(sighs)")
    found = check([Cue(0, 3000, lines, Origin("x.srt", 1))], heard(["Hello there my friend"]))
    assert found.cues[0].judgement.expected == "Hello there my friend"
    assert found.cues[0].judgement.verdict is Verdict.PASS


def test_nothing_at_all() -> None:
    found = check([], [])
    assert (found.cues, found.extra, found.starts, found.ends, found.wer) == ((), (), None, None, 0.0)


@settings(max_examples=30, deadline=None)
@given(st.floats(0.0, 200.0), st.integers(0, 10**6))
def test_windows_cover_the_sound(seconds: float, seed: int) -> None:
    samples = np.random.default_rng(seed).normal(0, 0.1, int(seconds * RATE)).astype(np.float32)
    found = quiet_windows(samples, RATE)
    assert found[0][0] == 0
    assert found[-1][1] == len(samples)
    assert all(a[1] == b[0] for a, b in pairwise(found))
    assert all(end - start <= 28.4 * RATE for start, end in found)


def test_windows_are_cut_where_it_is_quiet() -> None:
    samples = np.full(60 * RATE, 0.3, dtype=np.float32)
    samples[20_000:20_600] = 0.0
    assert 20_000 <= quiet_windows(samples, RATE)[0][1] <= 20_600
