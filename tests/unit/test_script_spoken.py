"""Written words and what the engine gets for them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.script import spoken_words
from narrate.script.languages import LANGUAGES
from narrate.script.spoken import speakable, spoken_form

MISAKI_LINK = re.compile(r"\[([^\]]+)\]\(([^\)]*)\)")
"""The pattern by which misaki 0.9.4 takes phonemes and stress out of a text."""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("plain", "plain"),
        ("wasn’t", "wasn't"),
        ("rock\u02bcn\u02bcroll", "rock'n'roll"),
        ("it`s", "it's"),
        ("‘quoted’", "'quoted'"),
        ("10\u00a0km", "10 kilometers"),
        ("1\u202f000", "1000"),
        ("vas-tu\u00a0?", "vas-tu ?"),
        ("«\u00a0oui\u00a0»", "« oui »"),
        ("zero\u200bwidth", "zerowidth"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\ufeffmark", "mark"),
        ("\u202bright\u202c", "right"),
        ("ﬁne", "fine"),
        ("oﬀice", "office"),
        ("①", "1"),
        ("⑩", "10"),
        ("❷", "2"),
        ("x²", "x squared"),
        ("ＡＢＣ", "ABC"),
        ("𝐁𝐨𝐥𝐝", "Bold"),
        ("cafe\u0301", "café"),
        ("[1](2)", "(1)(2)"),
        ("[word](/wɜːd/)", "(word)(/wɜːd/)"),
        ("🎉", ""),
        ("👨‍👩‍👧", ""),
        ("1️⃣", "1"),
        ("❤️", ""),
        ("Great!🎉", "Great!"),
        ("a\x07b", "ab"),
        ("$42.50", "$42.50"),
        ("—", "—"),
    ],
)
def test_a_word_is_made_fit_for_the_engine(written: str, said: str) -> None:
    (word,) = spoken_words(written, "en-us")
    assert (word.written, word.spoken) == (written, said)


def test_joiners_are_spelling_in_hindi_and_nothing_elsewhere() -> None:
    word = "क्\u200dष"
    assert spoken_words(word, "hi")[0].spoken == word
    assert spoken_words(word, "en-us")[0].spoken == "क्ष"


def test_no_break_spaces_part_plain_words() -> None:
    written = [word.written for word in spoken_words("from\u00a0the\u00a0web\u00a0page. \u00a0 M.\u00a0Dupont", "en-us")]
    assert written == ["from", "the", "web", "page.", "M.", "Dupont"]


@pytest.mark.parametrize(
    ("text", "can"), [("a", True), ("5", True), ("&", True), ("— … !", False), ("🎉", False), ("", False)]
)
def test_speakable(text: str, can: bool) -> None:
    assert speakable(text) is can


@settings(deadline=None)
@given(st.text(), st.sampled_from(LANGUAGES))
def test_written_words_are_the_authors_own(text: str, language: str) -> None:
    words = spoken_words(text, language)
    assert [part for word in words for part in word.written.split()] == text.split()


@settings(deadline=None)
@given(st.text(alphabet=st.characters() | st.sampled_from("[]()/1²①’🎉\u00a0")), st.sampled_from(LANGUAGES))
def test_nothing_reaches_the_engine_that_it_trips_over(text: str, language: str) -> None:
    for word in spoken_words(text, language):
        assert not MISAKI_LINK.search(word.spoken)
        assert "[" not in word.spoken
        assert "’" not in word.spoken
        assert word.spoken == " ".join(word.spoken.split())
        assert all(char.isdecimal() for char in word.spoken if char.isdigit())


@settings(deadline=None)
@given(st.text(alphabet=st.characters(max_codepoint=126, min_codepoint=32, blacklist_characters="[]`")))
def test_plain_ascii_needs_no_mending(text: str) -> None:
    assert spoken_form(text.strip(), "en-us") == text.strip()
