"""What is said alike must come out alike, however it is written; what is said differently must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from narrate.verify.normalize import normalize, tokenize

ALIKE = [
    ("forty two dollars and fifty cents", "$42.50"),
    ("one point five million dollars", "$1.5 million"),
    ("five euros", "€5"),
    ("zero dollars", "$0.00"),
    ("forty two dollars and fifty cents", "$42 $0.50"),
    ("nine thirty a m", "9:30 a.m."),
    ("nine thirty", "9.30"),
    ("nine o'clock", "9 o'clock"),
    ("the twenty first of March", "the 21st of March"),
    ("March twenty first, twenty twenty six", "March 21st, 2026"),
    ("nineteen ninety nine", "1999"),
    ("nineteen oh five", "1905"),
    ("two thousand and six", "2006"),
    ("the nineteen nineties", "the 1990s"),
    ("eighteen hundred", "1800"),
    ("v one point two five point three", "v1.25.3"),
    ("version one point two five point three", "version 1253"),
    ("x v one two three", "XV123"),
    ("twelve point five percent", "12.5%"),
    ("twelve per cent", "12 percent"),
    ("one hundred and five", "105"),
    ("one thousand two hundred and sixty four", "1,264"),
    ("one million two hundred thirty four thousand five hundred sixty seven", "1,234,567"),
    ("two million", "2,000,000"),
    ("three billion five hundred thousand", "3,000,500,000"),
    ("a hundred", "100"),
    ("one hundred two hundred", "100 200"),
    ("one hundred twentieth", "120th"),
    ("five five five one two three four", "555-1234"),
    ("zero point five", "0.5"),
    ("minus five degrees", "-5 degrees"),
    ("five kilometers", "5 km"),
    ("one half", "½"),
    ("three quarters", "3/4"),
    ("colour theatre programme", "color theater program"),
    ("don't", "do not"),
    ("it’s", "it is"),
    ("they're", "they are"),
    ("can't", "cannot"),
    ("won't", "will not"),
    ("okay", "OK"),
    ("C.I.", "CI"),
    ("c i", "C.I."),
    ("the U.S. economy", "the US economy"),
    ("Mister Smith", "Mr. Smith"),
    ("their café", "there cafe"),
    ("R and D", "R&D"),
    ("voice over", "voiceover"),
    ("set-up", "setup"),
]


@pytest.mark.parametrize(("spoken", "written"), ALIKE)
def test_said_alike_is_alike(spoken: str, written: str) -> None:
    # Written together or apart is the alignment's business, hence the join.
    assert "".join(normalize(spoken, "en-us")) == "".join(normalize(written, "en"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fifteen", "fifty"),
        ("1999", "1989"),
        ("two million", "two billion"),
        ("$5", "€5"),
        ("can", "can't"),
        ("do", "don't"),
        ("5 and 6", "56"),
        ("set up", "sat up"),
    ],
)
def test_said_differently_stays_different(one: str, other: str) -> None:
    assert "".join(normalize(one, "en")) != "".join(normalize(other, "en"))


def test_an_ordinal_does_not_become_a_saint() -> None:
    assert normalize("21st", "en") == ["two", "one"]


@given(st.integers(0, 999_999_999))
def test_every_number_reads_alike_in_words_and_in_digits(number: int) -> None:
    words = normalize(num2words(number), "en")
    assert words == normalize(f"{number:,}", "en")


@given(st.integers(1100, 2099))
def test_every_year_reads_alike(year: int) -> None:
    assert normalize(num2words(year, to="year"), "en") == normalize(str(year), "en")


@given(st.integers(0, 999))
def test_every_ordinal_reads_alike(number: int) -> None:
    assert normalize(num2words(number, to="ordinal"), "en") == normalize(num2words(number, to="ordinal_num"), "en")


@given(st.text(), st.sampled_from(["en-us", "fr", "es", "hi", "ja", "zh", "xx"]))
def test_words_are_plain_and_know_where_they_come_from(text: str, language: str) -> None:
    words = text.split()
    tokens = tokenize(words, language)
    assert all(token.text and not token.text.isspace() for token in tokens)
    assert [token.word for token in tokens] == sorted(token.word for token in tokens)
    assert all(0 <= token.word < len(words) for token in tokens)


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr-fr", "L’été, 21 rues", ["lété", "vingt", "et", "un", "rues"]),
        ("es", "¿Cuánto? ¡1.234!", ["cuánto", "mil", "doscientos", "treinta", "y", "cuatro"]),
        ("it", "ha 3,14", ["ha", "tre", "quattordici"]),
        ("pt-br", "São 20", ["são", "vinte"]),
        ("hi", "नमस्ते दुनिया", ["nmst", "dn"]),
        ("zh", "你好，世界", ["你", "好", "世", "界"]),
        ("ja", "12月", ["十", "二", "月"]),
    ],
)
def test_other_languages(language: str, text: str, words: list[str]) -> None:
    assert normalize(text, language) == words
