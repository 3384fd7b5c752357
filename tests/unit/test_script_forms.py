"""What is written and what a good narrator says for it."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from narrate.script import LANGUAGES, spoken_words
from narrate.script.forms.shortened import TRIGGERS
from narrate.script.spoken import WORD
from tests.support.spoken_forms import Case, cases

CASES = cases()
DELICATE = " .,:;-–—/'’\"()[]{}#@$€£¥%&+*=<>≤≥×→°²³½¼①~^_\\|0123456789IVXLCabcdeghkmsxzDSMN\u00a0\u200b🎉"


def said(text: str, language: str = "en-us") -> str:
    return " ".join(word.spoken for word in spoken_words(text, language) if word.spoken)


def test_the_table_is_as_long_as_was_promised() -> None:
    assert len(CASES) >= 250
    assert sum(bool(case.heard) for case in CASES) >= 28  # each holds one to three forms
    assert len({(case.language, case.written) for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.language} {case.written}")
def test_written_is_said(case: Case) -> None:
    assert said(case.written, case.language) == case.spoken


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("$1.2 million each", ["one point two", "million dollars", "each"]),
        ("5 km/h", ["5", "kilometers per hour"]),
        ("40–60 %", ["forty to sixty", "percent"]),
        ("9.99 €", ["nine euros", "and ninety-nine cents"]),
        ("3 1/4 cups", ["three", "and one quarter", "cups"]),
        ("March 3, 2024.", ["March", "third,", "2024."]),
        ("(555) 123-4567", ["(five five five)", "one two three, four five six seven"]),
        ("St. Mary’s, e.g.", ["Saint", "Mary's,", "for example."]),
        ("USD 20", ["twenty", "U.S. dollars"]),
        ("10\u00a0km off", ["10 kilometers", "off"]),
        ("🎉 fine 🎉", ["", "fine", ""]),
    ],
)
def test_each_word_gets_its_share(text: str, shares: list[str]) -> None:
    assert [word.spoken for word in spoken_words(text, "en-us")] == shares


@pytest.mark.parametrize(
    ("american", "british", "written"),
    [
        ("March fourth, twenty twenty-four", "the third of April, twenty twenty-four", "3/4/2024"),
        ("250 people", "two hundred and fifty people", "250 people"),
        ("ten liters", "ten litres", "10l"),
        ("In 1999", "In 1999", "In 1999"),
    ],
)
def test_dialects_differ(american: str, british: str, written: str) -> None:
    assert (said(written, "en-us"), said(written, "en-gb")) == (american, british)


@pytest.mark.parametrize(
    "text",
    [
        "I think that I may march on, as May did in the sun.",
        "She sat by the St. Lawrence and said no, the mix was a no.",
        "He/she and/or they will see the USA, NASA, HTTP and JPEG, Mr. and Mrs. Jones.",
        "It cost $42.50 in 1999, or 50% of 1,234.5, on the 21st.",
        "A well-known, state-of-the-art e-mail; rock 'n' roll — 'tis “quoted” … done.",
    ],
)
def test_what_misaki_says_well_is_left_to_it(text: str) -> None:
    assert said(text) == text.replace("St. Lawrence", "Saint Lawrence")


@pytest.mark.parametrize("language", ["hi", "ja", "zh"])
def test_other_languages_only_get_fit_characters(language: str) -> None:
    assert said("5 km/h, $1.2 million, Dr. [x]", language) == "5 km/h, $1.2 million, Dr. (x)"


@settings(deadline=None)
@given(st.text(alphabet=DELICATE) | st.text(), st.sampled_from(LANGUAGES))
@example("$1.2 ", "en-us")
@example("+/-", "en-us")
def test_one_spoken_word_for_each_written_word(text: str, language: str) -> None:
    words = spoken_words(text, language)
    assert [word.written for word in words] == WORD.findall(text)
    for word in words:
        assert word.spoken == " ".join(word.spoken.split())
        assert not set("[]’`\u00a0\u200b\ufeff①²") & set(word.spoken)
        assert all(char.isdecimal() for char in word.spoken if char.isdigit())


@settings(deadline=None)
@given(st.lists(st.sampled_from([case.written for case in CASES]), max_size=6), st.sampled_from(LANGUAGES))
def test_forms_in_any_company(texts: list[str], language: str) -> None:
    text = " ".join(texts)
    assert [word.written for word in spoken_words(text, language)] == WORD.findall(text)


@settings(deadline=None)
@given(st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1), max_size=8), st.sampled_from(LANGUAGES))
def test_plain_words_stay(words: list[str], language: str) -> None:
    text = " ".join(word for word in words if word not in TRIGGERS)
    assert said(text, language) == text


@settings(deadline=None)
@given(st.sampled_from([case for case in CASES if case.spoken.replace(" ", "").isalpha()]))
def test_what_is_in_words_stays_in_words(case: Case) -> None:
    assert said(case.spoken, case.language) == case.spoken


def test_a_book_takes_well_under_a_second() -> None:
    sentence = "It was the best of times, and Mr. Darcy said that he would come on 3 March with $42.50 in his pocket. "
    text = sentence * (50_000 // len(sentence.split()))
    spoken_words(sentence, "en-us")
    before = time.process_time()
    spoken_words(text, "en-us")
    assert time.process_time() - before < 1.0
