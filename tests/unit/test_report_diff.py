"""Comparing two texts loses no word, and marks as little as can be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from narrate.report.diff import Stretch, compare

TEXTS = st.lists(st.sampled_from(["a", "b", "c", "the", "engine", "x"]), max_size=12).map(" ".join)


@given(TEXTS, TEXTS)
def test_no_word_is_lost_and_right_words_are_the_same(expected: str, heard: str) -> None:
    meant, got = compare(expected, heard)
    for text, side in ((expected, meant), (heard, got)):
        assert " ".join(stretch.text for stretch in side if stretch.text) == text
    assert [stretch for stretch in meant if not stretch.wrong] == [stretch for stretch in got if not stretch.wrong]
    assert [stretch.wrong for stretch in meant] == [stretch.wrong for stretch in got]


@given(TEXTS, TEXTS)
def test_as_many_words_as_can_be_are_right(expected: str, heard: str) -> None:
    right = sum(len(stretch.text.split()) for stretch in compare(expected, heard)[0] if not stretch.wrong)
    assert right == LCSseq.similarity(expected.split(), heard.split())


def test_substituted_missing_and_added_words() -> None:
    meant, got = compare("open the docs now", "open stocks now please")
    assert meant == (Stretch("open", False), Stretch("the docs", True), Stretch("now", False), Stretch("", True))
    assert got == (Stretch("open", False), Stretch("stocks", True), Stretch("now", False), Stretch("please", True))


def test_equal_texts_have_no_wrong_stretch() -> None:
    assert compare("same words", "same words") == ((Stretch("same words", False),),) * 2


def test_nothing_heard() -> None:
    assert compare("two words", "") == ((Stretch("two words", True),), (Stretch("", True),))
