"""A document to segments: joins, cuts, pauses, chapters, and lines."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.errors import InputError
from narrate.model import Chapter, Delivery, Origin, Pauses, Script, Segment
from narrate.script import phrases, read, split
from narrate.script.languages import LANGUAGES, UNSPACED

PAUSES = Pauses(phrase=0.1, sentence=0.2, paragraph=0.7, chapter=1.3, scene=1.1)


def script(source: str, markdown: bool = True, language: str = "en-us") -> Script:
    return split(read(source, "dir/some-talk.md", markdown), Delivery("am_adam", 1.1, language, PAUSES))


def shown(source: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(segment.text, segment.breaks) for segment in script(source).segments]


def pauses(source: str) -> list[float]:
    return [segment.pause_after for segment in script(source).segments]


def test_a_sentence_is_a_segment_with_the_delivery_and_its_line() -> None:
    found = script("# Head\n\nThe first sentence is here. The second\nsentence follows it.\nThe third one ends it.")
    assert [(s.index, s.text, s.origin.line, s.chapter) for s in found.segments] == [
        (0, "Head", 1, 0),
        (1, "The first sentence is here.", 3, 0),
        (2, "The second sentence follows it.", 3, 0),
        (3, "The third one ends it.", 5, 0),
    ]
    assert {(s.voice, s.speed, s.language, s.origin.path) for s in found.segments} == {
        ("am_adam", 1.1, "en-us", "dir/some-talk.md")
    }


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("No. This is not going to happen.", [("No. This is not going to happen.", (1,))]),
        ("This is not going to happen. No.", [("This is not going to happen. No.", (6,))]),
        ("No. Yes. Maybe. Who could ever know that?", [("No. Yes. Maybe.", (1, 2)), ("Who could ever know that?", ())]),
        ("Go now.", [("Go now.", ())]),
        ("# Go\n\nAll of us went home.", [("Go", ()), ("All of us went home.", ())]),
        ("- Go.\n- All of us went home.", [("Go.", ()), ("All of us went home.", ())]),
        (
            "All of us went home. 🎉 Then it rained hard.",
            [("All of us went home. 🎉", ()), ("Then it rained hard.", ())],
        ),
        ("🎉 All of us went home.", [("🎉 All of us went home.", ())]),
        ("All of us went home. … —", [("All of us went home. … —", ())]),
    ],
)
def test_short_sentences_join_a_neighbour_in_their_block(source: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    assert shown(source) == expected


def test_a_short_sentence_whose_neighbours_are_long_stays_alone() -> None:
    long = "The " + "very " * 39 + "long one."
    assert [text for text, _ in shown(f"{long} No. {long}")] == [long, "No.", long]


def test_a_long_sentence_is_cut_at_the_best_punctuation() -> None:
    half = "this half is a long one, as it goes on and on about nothing in particular" + ", and then again" * 4
    segments = script(f"{half.capitalize()}; {half}. The next sentence is short.").segments
    assert [s.text for s in segments] == [f"{half.capitalize()};", f"{half}.", "The next sentence is short."]
    assert [s.pause_after for s in segments] == [0.1, 0.2, 0.0]


def test_without_punctuation_the_cut_is_before_a_conjunction() -> None:
    half = "we walked along the river and the road " + "all through the long night " * 4
    (left, right) = script(f"{half}because {half}").segments
    assert right.words[0].written == "because"
    assert left.pause_after == 0.1


def test_a_long_quotation_is_cut_between_its_sentences_and_not_after_a_title() -> None:
    said = "I have seen the place where Dr. Smith keeps all of his old things. "
    segments = script(f"“{said * 6}” he said.").segments
    assert len(segments) > 1
    assert all(s.words[-1].written == "things." for s in segments[:-1])
    assert all(s.pause_after == 0.2 for s in segments[:-1])


def test_one_giant_word_is_one_segment() -> None:
    assert [s.text for s in script("x" * 2000).segments] == ["x" * 2000]


def test_digits_and_symbols_count_for_what_they_sound_like() -> None:
    assert phrases.phonemes("abc") == 3
    assert phrases.phonemes("$12") == 18
    assert len(script("The numbers are " + "123456789 " * 12 + "now.").segments) >= 2


def test_pauses_follow_the_structure() -> None:
    assert pauses("The first one is here. The second one is here.\n\nThe third one is here.\n\nEnd.") == [
        0.2,
        0.7,
        0.7,
        0.0,
    ]
    assert pauses("# Head\n\nText.\n\n# Next\n\nText.") == [0.7, 1.3, 0.7, 0.0]
    assert pauses("- one\n- two\n\nText.") == [0.35, 0.7, 0.0]
    assert pauses("Text.\n\n***\n\nMore text.\n\n***") == [1.1, 0.0]
    assert pauses("Text.\n\n***\n\n# Head") == [1.3, 0.0]
    assert pauses("# Title\n\n## Part\n\nText.") == [1.3, 0.7, 0.0]


def test_the_pause_between_list_items_is_never_shorter_than_between_sentences() -> None:
    wide = Delivery(pauses=Pauses(sentence=0.9, paragraph=1.0))
    assert split(read("- one\n- two", "a.md", True), wide).segments[0].pause_after == 0.9


def test_headings_make_chapters() -> None:
    found = script("Before.\n\n# One *two*\n\nText.\n\n## Three\n\nText.")
    assert found.chapters == (
        Chapter("", Origin("dir/some-talk.md", 1)),
        Chapter("One two", Origin("dir/some-talk.md", 3)),
        Chapter("Three", Origin("dir/some-talk.md", 7)),
    )
    assert [s.chapter for s in found.segments] == [0, 1, 1, 2, 2]


def test_without_text_before_the_first_heading_there_is_no_nameless_chapter() -> None:
    assert [chapter.title for chapter in script("***\n\n# One\n\nText.").chapters] == ["One"]


@pytest.mark.parametrize(
    ("source", "title"),
    [("---\ntitle: Mine\n---\n# Head", "Mine"), ("Text.\n\n## Head", "Head"), ("Text.", "some-talk")],
)
def test_the_title_is_the_front_matters_else_the_first_headings_else_the_files(source: str, title: str) -> None:
    assert script(source).title == title


def test_japanese_and_chinese_are_cut_into_parts_that_fit_a_cue() -> None:
    text = (
        "今日は晴れです。「行くの？」と彼女は言った。"
        "とても長い文章なので、途中で切らなければならないし、字幕も二行に収めなければならない。"
    )
    segments = script(text, language="ja").segments
    assert "".join(s.text for s in segments) == text
    assert all(len(s.text) <= phrases.LONGEST_UNSPACED for s in segments)
    assert [s.pause_after for s in segments] == [0.2, 0.2, 0.1, 0.0]


def test_a_book_is_read_and_split_quickly() -> None:
    book = "\n\n".join(["It was the best of times, it was the worst of times; “it” wasn’t quite 42% of them. " * 10] * 290)
    assert len(book.split()) > 50_000
    begin = time.perf_counter()
    script(book)
    assert time.perf_counter() - begin < 4


# fmt: off
PIECES = st.sampled_from([
        "今日は、", "「はい」", "。", "、、、、", "晴れです。", "……",
        "No.", "Yes!", "word", "Dr.", "Smith", "and", "because,", "10\xa0km", "“Quoted", "end.”", "🎉", "—", "…",
        "$5", "\n", "\n\n", "a long stretch of plain words without any stop that goes on", "semi;", "colon:",
        "(aside.)", "(", ")", "1.", "e.g.",
    ])
# fmt: on
TEXTS = st.lists(PIECES, max_size=120).map(" ".join)


def check(segments: tuple[Segment, ...]) -> None:
    assert [segment.index for segment in segments] == list(range(len(segments)))
    for segment in segments:
        assert segment.words
        assert any(char.isalnum() for char in segment.spoken) or any(char in "%&+@" for char in segment.spoken)
        assert all(0 < at < len(segment.words) for at in segment.breaks)
        assert list(segment.breaks) == sorted(set(segment.breaks))
        whole = phrases.length(segment.words)
        assert whole <= phrases.LONGEST or len(segment.words) == 1 or any(len(word.spoken) > 40 for word in segment.words)


@settings(deadline=None)
@given(st.one_of(TEXTS, st.text(max_size=300)), st.sampled_from(LANGUAGES), st.booleans())
def test_any_text_is_split_or_refused(source: str, language: str, markdown: bool) -> None:
    try:
        found = script(source, markdown, language)
    except InputError:
        return
    check(found.segments)
    assert found.segments[-1].pause_after == 0
    assert all(0 <= segment.chapter < len(found.chapters) for segment in found.segments)


@settings(deadline=None)
@given(st.one_of(TEXTS, st.text(max_size=300)), st.sampled_from(LANGUAGES))
def test_no_character_of_plain_text_is_lost_or_invented(source: str, language: str) -> None:
    if source.startswith("---"):
        return
    try:
        document = read(source, "a.txt", False)
    except InputError:
        return
    written = [word.written for segment in split(document, Delivery(language=language)).segments for word in segment.words]
    text = " ".join(block.text for block in document.blocks)
    assert "".join("".join(written).split()) == "".join(text.split())
    if language not in UNSPACED:
        assert [part for word in written for part in word.split()] == text.split()


@settings(deadline=None)
@given(TEXTS, st.booleans())
def test_the_line_that_is_named_holds_the_first_word(source: str, markdown: bool) -> None:
    try:
        found = script(source, markdown)
    except InputError:
        return
    lines = source.split("\n")
    for segment in found.segments:
        assert segment.words[0].written in lines[segment.origin.line - 1]
