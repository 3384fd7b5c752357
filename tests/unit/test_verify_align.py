"""The alignment covers both sides once, costs what it should, and forgives how words are written together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from narrate.verify.align import Kind, align, word_error_rate
from narrate.verify.sound import alike, same_sound

words = st.lists(st.sampled_from(["a", "b", "ab", "cat", "dog", "catdog"]), max_size=12)


@given(words, words)
def test_every_word_of_both_sides_is_covered_once_and_in_order(expected: list[str], heard: list[str]) -> None:
    steps = align(expected, heard)
    assert [i for step in steps for i in range(step.expected, step.expected_end)] == list(range(len(expected)))
    assert [j for step in steps for j in range(step.heard, step.heard_end)] == list(range(len(heard)))


@given(words, words)
def test_a_match_is_the_same_letters_and_nothing_else_is(expected: list[str], heard: list[str]) -> None:
    for step in align(expected, heard):
        left = "".join(expected[step.expected : step.expected_end])
        right = "".join(heard[step.heard : step.heard_end])
        assert (left == right) == (step.kind is Kind.MATCH)


@given(words, words)
def test_never_more_errors_than_levenshtein(expected: list[str], heard: list[str]) -> None:
    assert sum(step.errors for step in align(expected, heard)) <= Levenshtein.distance(expected, heard)


@given(words)
def test_the_same_is_right(text: list[str]) -> None:
    assert word_error_rate(align(text, text), len(text)) == 0.0


@pytest.mark.parametrize(
    ("expected", "heard"),
    [
        ("a voice over is", "a voiceover is"),
        ("the setup is", "the set up is"),
        ("the c i line", "the ci line"),
        ("h t t p s is", "https is"),
    ],
)
def test_compounds_are_free_of_charge(expected: str, heard: str) -> None:
    assert word_error_rate(align(expected.split(), heard.split()), len(expected.split())) == 0.0


def test_a_missing_word_is_a_deletion_and_an_added_one_an_insertion() -> None:
    steps = align(["the", "cat", "sat", "on", "the", "mat"], ["the", "cat", "on", "the", "the", "mat"])
    assert sorted(step.kind.value for step in steps if step.errors) == ["deletion", "insertion"]


def test_similar_words_are_paired() -> None:
    (step,) = (s for s in align(["big", "harbour"], ["harbor"]) if s.kind is Kind.SUBSTITUTION)
    assert step.expected == 1


def test_blocks_too_large_for_the_table_are_still_covered() -> None:
    expected, heard = [f"e{i}" for i in range(600)], [f"h{i}" for i in range(550)]
    assert sum(step.errors for step in align(expected, heard)) == 600


def test_nothing_expected_and_something_heard_is_wrong() -> None:
    assert word_error_rate(align([], ["a"]), 0) == 1.0


@pytest.mark.parametrize(
    ("expected", "heard"),
    [
        ("kubernetes", "cooper nettis"),
        ("siobhan", "shavon"),
        ("zarathen", "zara then"),
        ("okonkwo", "a conquo"),
        ("j son", "jason"),
        ("thalgrim", "falgrim"),
    ],
)
def test_names_that_sound_alike(expected: str, heard: str) -> None:
    assert alike(expected.split(), heard.split()) >= 0.75


@pytest.mark.parametrize(
    ("expected", "heard"),
    [
        ("cat", "dog"),
        ("open the", "close a"),
        ("press", "escape"),
        ("village", "forest"),
        ("green button", "red lever"),
    ],
)
def test_words_that_do_not_sound_alike(expected: str, heard: str) -> None:
    assert alike(expected.split(), heard.split()) < 0.75


def test_only_long_words_can_be_called_the_same_sound() -> None:
    assert same_sound(["vellin"], ["velen"])
    assert not same_sound(["red"], ["road"])
