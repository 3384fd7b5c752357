"""Windows cover the track, keep segments whole, and stay where they are when something else changes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.model import Origin, Placed, Segment, SpokenWord, Timeline
from narrate.verify.windows import LONGEST, SHORTEST, Window, alone, windows

RATE = 1000


def timeline(items: list[tuple[str, float, float]]) -> Timeline:
    """A track of (text, seconds of sound, seconds of pause after it)."""
    placed, at = [], 200
    for index, (text, seconds, pause) in enumerate(items):
        words = tuple(SpokenWord(word, word) for word in text.split())
        segment = Segment(index, words, "v", 1.0, "en-us", pause, 0, Origin("x.md", index + 1))
        placed.append(Placed(segment, at, at + int(seconds * RATE), ()))
        at = placed[-1].end + int(pause * RATE)
    return Timeline(RATE, tuple(placed), at)


def content(track: Timeline) -> set[tuple[str, int]]:
    """What makes each window's sound: the texts in it and its length."""
    return {
        (" | ".join(p.segment.text for p in track.placed[w.first : w.last + 1]), w.end - w.start) for w in windows(track)
    }


lengths = st.lists(st.tuples(st.floats(0.3, 12.0), st.sampled_from([0.35, 0.7, 1.2])), min_size=1, max_size=60)


@given(lengths)
def test_windows_cover_the_track_and_keep_segments_whole(sizes: list[tuple[float, float]]) -> None:
    track = timeline([(f"text {i}", seconds, pause) for i, (seconds, pause) in enumerate(sizes)])
    found = windows(track)
    assert found[0].start == 0
    assert found[-1].end == track.length
    assert all(a.end == b.start and a.last + 1 == b.first for a, b in pairwise(found))
    assert all(w.start <= track.placed[w.first].start and track.placed[w.last].end <= w.end for w in found)
    assert all(w.end - w.start <= LONGEST * RATE for w in found)


def test_short_segments_fill_their_windows() -> None:
    track = timeline([(f"text {i}", 2.0, 0.35) for i in range(200)])
    assert all(w.end - w.start >= SHORTEST * RATE for w in windows(track))


def test_a_very_long_segment_is_alone() -> None:
    track = timeline([("one", 5.0, 0.35), ("two", 40.0, 0.35), ("three", 5.0, 0.35)])
    assert [(w.first, w.last) for w in windows(track)] == [(0, 0), (1, 1), (2, 2)]


@given(
    st.lists(st.tuples(st.sampled_from(["en-us", "en-gb", "fr-fr", "es"]), st.floats(0.5, 9.0)), min_size=1, max_size=30)
)
def test_a_window_holds_one_language(items: list[tuple[str, float]]) -> None:
    track = timeline([(f"text {at}", seconds, 0.5) for at, (_, seconds) in enumerate(items)])
    spoken = tuple(
        replace(place, segment=replace(place.segment, language=language))
        for place, (language, _) in zip(track.placed, items, strict=True)
    )
    found = windows(replace(track, placed=spoken))
    assert [found[0].first, found[-1].last] == [0, len(items) - 1]
    for window in found:
        languages = {place.segment.language.partition("-")[0] for place in spoken[window.first : window.last + 1]}
        assert len(languages) == 1


def test_no_segments_no_windows() -> None:
    assert windows(Timeline(RATE, (), 0)) == ()


def test_the_cut_is_at_the_end_of_a_paragraph() -> None:
    track = timeline([(f"text {i}", 3.0, 0.7 if i == 5 else 0.35) for i in range(12)])
    assert windows(track)[0].last == 5


@settings(max_examples=60)
@given(st.integers(0, 119), st.floats(1.0, 6.0), st.integers(0, 10**6))
def test_an_inserted_sentence_changes_few_windows(where: int, seconds: float, seed: int) -> None:
    items = [(f"text {seed} {i}", 2.0 + (i * 7 % 5), 0.7 if i % 6 == 5 else 0.35) for i in range(120)]
    before, after = (
        content(timeline(items)),
        content(timeline([*items[:where], ("new", seconds, 0.35), *items[where:]])),
    )
    assert len(after - before) <= 5
    assert len(before) > 15


def test_on_average_an_inserted_sentence_changes_two_windows_at_most() -> None:
    items = [(f"text {i}", 2.0 + (i * 7 % 5), 0.7 if i % 6 == 5 else 0.35) for i in range(120)]
    before = content(timeline(items))
    changed = [len(content(timeline([*items[:at], ("new", 3.0, 0.35), *items[at:]])) - before) for at in range(len(items))]
    assert sum(changed) / len(changed) <= 2.0


def test_a_segment_alone_reaches_to_the_middle_of_its_pauses() -> None:
    track = timeline([("one", 1.0, 0.4), ("two", 1.0, 0.4), ("three", 1.0, 0.4)])
    assert alone(track, 1) == Window(1400, 2800, 1, 1)
