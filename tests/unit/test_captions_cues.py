"""Properties of the cues for any track, and a table of sentences for which a person's choice of breaks is known."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.captions.cues import caption
from narrate.captions.lint import Rule, lint
from narrate.captions.rules import NETFLIX, Rules
from narrate.model import Cue, Origin, Placed, Segment, SpokenWord, Timeline, Word

RATE = 24_000


def spoken(*sentences: str, speed: float = 15.0, pause: float = 0.35, breaks: tuple[int, ...] = ()) -> Timeline:
    """A track on which a letter takes `1 / speed` seconds, a comma 0.22 s more, a sentence's end `pause` seconds."""
    now = 0
    placed = []
    for index, sentence in enumerate(sentences):
        begin, words = now, []
        for text in sentence.split():
            length = int(RATE * (len(text) + 1) / speed)
            words.append(Word(text, now, now + length))
            now += length + (int(0.22 * RATE) if text[-1] in ",;:—" else 0)
        segment = Segment(
            index=index,
            words=tuple(SpokenWord(word.text, word.text) for word in words),
            voice="af_heart",
            speed=1.0,
            language="en-us",
            pause_after=pause,
            chapter=0,
            origin=Origin("script.md", index + 1),
            breaks=breaks,
        )
        placed.append(Placed(segment, begin, now, tuple(words)))
        now += int(pause * RATE)
    return Timeline(RATE, tuple(placed), now)


def lines_of(*sentences: str) -> list[list[str]]:
    return [list(cue.lines) for cue in caption(spoken(*sentences))]


# --- any track ----------------------------------------------------------------------------------------------------

WRITTEN = st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=14).filter(
    lambda word: len(word.split()) == 1
)
LONG = st.text(st.sampled_from("abcxyz-/._?"), min_size=43, max_size=200)
LENGTH = st.integers(0, RATE)
"""Samples of a word; none at all for one that has no sound."""


@st.composite
def timelines(draw: st.DrawFn, words: st.SearchStrategy[str] = WRITTEN) -> Timeline:
    now = draw(st.integers(0, RATE))
    placed = []
    for index in range(draw(st.integers(0, 5))):
        begin, timed = now, []
        for text in draw(st.lists(words, min_size=1, max_size=30)):
            end = now + draw(LENGTH)
            timed.append(Word(text, now, end))
            now = end + draw(st.sampled_from((0, 0, 0, 300, 2_000, 9_000)))
        segment = Segment(
            index=index,
            words=tuple(SpokenWord(word.text, word.text) for word in timed),
            voice="af_heart",
            speed=1.0,
            language=draw(st.sampled_from(("en-us", "fr", "de"))),
            pause_after=0.0,
            chapter=0,
            origin=Origin("script.md", index + 1),
            breaks=tuple(draw(st.lists(st.integers(1, 30), max_size=3))),
        )
        placed.append(Placed(segment, begin, now, tuple(timed)))
        now += draw(st.integers(0, 2 * RATE))
    return Timeline(RATE, tuple(placed), max(now, RATE))


def words_of(timeline: Timeline) -> list[str]:
    return [word.written for placed in timeline.placed for word in placed.segment.words]


@given(timelines())
@settings(max_examples=150, deadline=None)
def test_cues_never_overlap_and_stay_within_the_audio(timeline: Timeline) -> None:
    cues = caption(timeline)
    assert all(cue.start < cue.end for cue in cues)
    assert all(left.end <= right.start for left, right in pairwise(cues))
    assert all(cue.start >= 0 and cue.end <= timeline.length for cue in cues)


@given(timelines())
@settings(max_examples=150, deadline=None)
def test_every_word_lands_in_exactly_one_cue_in_order(timeline: Timeline) -> None:
    shown = [word for cue in caption(timeline) for line in cue.lines for word in line.split(" ")]
    assert shown == words_of(timeline)


@given(timelines(st.one_of(WRITTEN, LONG)))
@settings(max_examples=100, deadline=None)
def test_words_longer_than_a_line_lose_no_letter(timeline: Timeline) -> None:
    cues = caption(timeline)
    assert "".join("".join(cue.lines).replace(" ", "") for cue in cues) == "".join(words_of(timeline))
    assert all(len(cue.lines) <= 2 for cue in cues)
    for cue in cues:
        too_wide = [line for line in cue.lines if len(line) > 42]
        assert all(" " not in line for line in too_wide), "only a single word may be wider than a line"


@given(timelines())
@settings(max_examples=150, deadline=None)
def test_line_rules_hold_for_words_that_fit_a_line(timeline: Timeline) -> None:
    assert all(1 <= len(cue.lines) <= 2 for cue in caption(timeline))
    assert all(1 <= len(line) <= 42 for cue in caption(timeline) for line in cue.lines)


@given(timelines())
@settings(max_examples=100, deadline=None)
def test_a_cue_covers_its_words_and_leaves_early_only_for_the_next_one(timeline: Timeline) -> None:
    times = [word for placed in timeline.placed for word in placed.words]
    nudge = RATE // 24 * len(times)  # words without sound share a sample, their cues cannot
    cues = caption(timeline)
    borders = [*(cue.start for cue in cues[1:]), timeline.length][: len(cues)]
    begin = 0
    for cue, border in zip(cues, borders, strict=True):
        count = sum(len(line.split(" ")) for line in cue.lines)
        first, last = times[begin], times[begin + count - 1]
        assert abs(cue.start - first.start) <= nudge
        assert cue.end >= min(last.end, border)
        begin += count
    assert begin == len(times)


@given(timelines())
@settings(max_examples=50, deadline=None)
def test_the_same_track_gives_the_same_cues(timeline: Timeline) -> None:
    assert caption(timeline) == caption(timeline)


@given(st.lists(st.text("abcdefgh,", min_size=1, max_size=12), min_size=1, max_size=40), st.floats(8, 16))
@settings(max_examples=100, deadline=None)
def test_at_a_usual_pace_only_seamless_speech_breaks_a_rule(words: list[str], speed: float) -> None:
    timeline = spoken(" ".join(words), "And then it ends.", speed=speed, pause=1.2)
    cues = caption(timeline)
    breaches = {breach.rule for breach in lint(cues, RATE)}
    assert breaches <= {Rule.GAP, Rule.SHORTEST, Rule.READING_SPEED}
    ends = {word.end for placed in timeline.placed for word in placed.words}
    for left, right in pairwise(cues):
        if right.start - left.end < int(NETFLIX.gap * RATE):
            assert left.end in ends, "the gap may only be missing where the speech runs on"


# --- where a sentence begins, and time --------------------------------------------------------------------------------


def test_every_sentence_begins_a_cue_also_inside_a_segment() -> None:
    timeline = spoken("Stop. Who is there? Nobody at all.", pause=1.0, breaks=(1, 4))
    assert [cue.lines for cue in caption(timeline)] == [("Stop.",), ("Who is there?",), ("Nobody at all.",)]


def test_a_cue_starts_with_its_first_word_and_knows_its_line() -> None:
    timeline = spoken("One two.", "Three four.")
    cues = caption(timeline)
    assert [cue.start for cue in cues] == [placed.words[0].start for placed in timeline.placed]
    assert [str(cue.origin) for cue in cues] == ["script.md:1", "script.md:2"]


def test_a_very_short_sentence_stays_the_shortest_time_when_there_is_silence() -> None:
    cue = caption(spoken("No.", "Never again.", pause=1.5))[0]
    assert (cue.end - cue.start) / RATE >= 5 / 6


def test_a_cue_lingers_half_a_second_and_no_longer_without_need() -> None:
    timeline = spoken("This sentence is long enough to be read.", "Next.", pause=4.0)
    cue = caption(timeline)[0]
    assert cue.end - timeline.placed[0].end == RATE // 2


def test_a_short_pause_is_closed_to_two_frames_and_none_is_left_to_blink() -> None:
    for pause in (0.1, 0.2, 0.35, 0.5, 0.58, 0.6, 0.7, 0.9, 1.0, 1.1, 1.5, 3.0):
        first, second = caption(spoken("This sentence is long enough to be read.", "Next.", pause=pause))
        gap = (second.start - first.end) / RATE
        assert gap == pytest.approx(2 / 24, abs=0.003) or gap >= 0.5 - 0.001, f"pause {pause}: gap {gap}"


def test_reading_speed_lengthens_a_cue_into_the_silence() -> None:
    timeline = spoken("Quick talk is hard to follow for anybody.", "Next.", speed=45, pause=3.0)
    cue = caption(timeline)[0]
    assert cue.end - timeline.placed[0].end > RATE // 2
    assert not [breach for breach in lint(caption(timeline)[:1], RATE) if breach.rule is Rule.READING_SPEED]


def test_the_last_cue_ends_with_the_audio() -> None:
    timeline = spoken("No.", pause=0.1)
    assert caption(timeline)[0].end == timeline.length


def test_a_sentence_is_split_where_it_would_stay_longer_than_seven_seconds() -> None:
    cues = caption(spoken("Slowly and with great care he lifted the heavy lid from the old box.", speed=7))
    assert len(cues) == 2
    assert all(cue.end - cue.start <= 7 * RATE for cue in cues)


def test_a_long_pause_inside_a_sentence_parts_it() -> None:
    first = [
        Word("And", 0, 6_000),
        Word("the", 6_000, 9_000),
        Word("winner", 9_000, 21_000),
        Word("is", 21_000, 30_000),
    ]
    second = [Word("Marie", 120_000, 132_000), Word("Curie.", 132_000, 150_000)]
    words = (*first, *second)
    written = tuple(SpokenWord(word.text, word.text) for word in words)
    segment = Segment(0, written, "af_heart", 1.0, "en-us", 0.0, 0, Origin("script.md", 1))
    timeline = Timeline(RATE, (Placed(segment, 0, 150_000, words),), 150_000)
    assert [cue.lines for cue in caption(timeline)] == [("And the winner is",), ("Marie Curie.",)]


def test_other_rules_are_obeyed() -> None:
    rules = Rules(line_length=20, lines=1)
    cues = caption(spoken("You write a script, and narrate turns it into speech."), rules)
    assert len(cues) >= 3
    assert all(len(cue.lines) == 1 and len(cue.lines[0]) <= 20 for cue in cues)


def test_no_words_no_cues() -> None:
    assert caption(Timeline(RATE, (), 0)) == ()


def test_words_without_times_are_refused() -> None:
    timeline = spoken("One two three.")
    broken = Placed(timeline.placed[0].segment, 0, 9, timeline.placed[0].words[:2])
    with pytest.raises(ValueError, match="segment 0 has 3 words, but times for 2"):
        caption(Timeline(RATE, (broken,), 9))


# --- where a person would break -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Hello there.", [["Hello there."]]),
        (
            "Welcome to narrate, the build tool for spoken content.",
            [["Welcome to narrate,", "the build tool for spoken content."]],
        ),
        (
            "The result is better audio; the cost is a little patience.",
            [["The result is better audio;", "the cost is a little patience."]],
        ),
        (
            "In theatres and lecture halls where a single voice had to reach the last row.",
            [["In theatres and lecture halls where", "a single voice had to reach the last row."]],
        ),
        (
            "Kubernetes v1.31.2 ships with three new features, none of which you will need on the first day.",
            [
                ["Kubernetes v1.31.2 ships", "with three new features,"],
                ["none of which you will need", "on the first day."],
            ],
        ),
        (
            "In 2024 the company sold 3,500,000 devices at $42.50 each, which is 12 % more than in the year before.",
            [
                ["In 2024 the company sold", "3,500,000 devices at $42.50 each,"],
                ["which is 12 % more", "than in the year before."],
            ],
        ),
        (
            "We can't promise that it'll work, but we're going to try it anyway, and you're welcome to watch.",
            [
                ["We can't promise that it'll work,", "but we're going to try it anyway,"],
                ["and you're welcome to watch."],
            ],
        ),
        (
            "“I don’t think so,” she said, “but we can always try it again tomorrow morning with a larger sample.”",
            [
                ["“I don’t think so,” she said,"],
                ["“but we can always try it again", "tomorrow morning with a larger sample.”"],
            ],
        ),
        (
            "First install the package — it takes a minute — and then run the demo to hear a short sample.",
            [
                ["First install the package —", "it takes a minute —"],
                ["and then run the demo", "to hear a short sample."],
            ],
        ),
        (
            "Open https://docs.example.org/en/stable/getting-started/installation.html in your browser.",
            [["Open https://docs.example.org/en/", "stable/getting-started/installation.html"], ["in your browser."]],
        ),
        (
            "Pneumonoultramicroscopicsilicovolcanoconiosis is a word.",
            [["Pneumonoultramicroscopicsilicovolcanoconiosis", "is a word."]],
        ),
    ],
)
def test_breaks_are_those_of_a_person(sentence: str, expected: list[list[str]]) -> None:
    assert lines_of(sentence) == expected


FORBIDDEN = ("a", "an", "the", "of", "to", "with", "Dr.", "Mr.", "is", "was", "have", "my", "and", "Franklin", "Jane")


@pytest.mark.parametrize(
    "sentence",
    [
        "The President of the United States, Franklin D. Roosevelt, signed the bill in the East Room on June 22, 1944.",
        "Dr. Jane Smith, who had worked at the University of California for twenty years, was not easily surprised.",
        "Most of the people who have been waiting in line with Mr. Miller since early morning were told to go home.",
        "Because narrate keeps a copy of the clip, a changed sentence costs only the time of a breath and is not late.",
        "It is the first time that an open model has been able to read the whole of a book to an audience of children.",
    ],
)
@pytest.mark.parametrize("speed", [11.0, 13.5, 15.0, 18.0])
def test_no_line_ends_where_a_phrase_goes_on(sentence: str, speed: float) -> None:
    ends = [line.split(" ")[-1] for cue in caption(spoken(sentence, speed=speed)) for line in cue.lines]
    assert not set(ends) & set(FORBIDDEN)


def test_another_language_breaks_at_its_commas() -> None:
    sentence = "Wer immer strebend sich bemüht, den können wir erlösen."
    words = spoken(sentence)
    german = replace(words.placed[0], segment=replace(words.placed[0].segment, language="de"))
    cues = caption(replace(words, placed=(german,)))
    assert [cue.lines for cue in cues] == [("Wer immer strebend sich bemüht,", "den können wir erlösen.")]


def test_ten_thousand_words_take_less_than_a_second() -> None:
    sentence = "Because narrate keeps every clip in its cache, a changed sentence costs only a few seconds, if that."
    timeline = spoken(*[sentence] * (10_000 // len(sentence.split()) + 1))
    caption(spoken(sentence))
    spent = min(_seconds(timeline) for _ in range(3))
    assert spent < 1.0


def _seconds(timeline: Timeline) -> float:
    begin = time.process_time()
    caption(timeline)
    return time.process_time() - begin


def test_cues_are_plain_values() -> None:
    assert caption(spoken("One."))[0] == Cue(0, caption(spoken("One."))[0].end, ("One.",), Origin("script.md", 1))
