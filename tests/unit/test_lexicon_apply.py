"""Entries put upon words: which match, what stays, and which entry wins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.model import Delivery, SpokenWord
from narrate.script import read, split
from narrate.script.lexicon import Lexicon, apply, pronounced
from narrate.script.lexicon_file import parse


def lexicon(*sources: str) -> Lexicon:
    return Lexicon(tuple(parse(source, f"lexicon{number}.toml") for number, source in enumerate(sources)))


def words(text: str) -> tuple[SpokenWord, ...]:
    return tuple(SpokenWord(word, word.replace("’", "'")) for word in text.split())


def said(text: str, *sources: str, language: str = "en-us", voice: str = "af_heart") -> list[str]:
    found = apply(words(text), lexicon(*sources), language, voice)
    assert [word.written for word in found] == text.split()
    return [word.spoken if not word.phonemes else f"/{word.phonemes}/" for word in found]


ENTRIES = """
nginx = "engine x"
Kubernetes = "/kˌubəɹnˈɛTiz/"
"New Relic" = "/nˈu ɹˈɛlɪk/"
"Visual Studio Code" = "vee ess code"
"C++" = "see plus plus"
".NET" = "dot net"
SQL = "sequel"
IT = "eye tee"
Go = { say = "golang", case = "exact" }
kube = "cube"
"""


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("nginx", "engine x"),
        ("nginx,", "engine x,"),
        ("(nginx)", "(engine x)"),
        ("“nginx!”", "“engine x!”"),
        ("NGINX", "engine x"),
        ("nginx’s", "engine x's"),
        ("nginx-based", "engine x-based"),
        ("apache/nginx.", "apache/engine x."),
        ("C++,", "see plus plus,"),
        (".NET.", "dot net."),
        ("Kubernetes.", "/kˌubəɹnˈɛTiz/"),
        ("Kubernetes’s", "/kˌubəɹnˈɛTizᵻz/"),
        ("SQLs", "sequel's"),
        ("IT", "eye tee"),
        ("it", "it"),
        ("Go", "golang"),
        ("go", "go"),
        ("kubes", "cube's"),
        ("kubernetesy", "kubernetesy"),
        ("nginxed", "nginxed"),
    ],
)
def test_one_word(written: str, spoken: str) -> None:
    assert said(written, ENTRIES) == [spoken]


def test_a_phoneme_entry_keeps_letters_and_marks_for_the_ear() -> None:
    (word,) = apply(words("(Kubernetes),"), lexicon(ENTRIES), "en-us", "af_heart")
    assert (word.spoken, word.phonemes) == ("(Kubernetes),", "kˌubəɹnˈɛTiz")
    assert word.entry == "Kubernetes (lexicon0.toml:3)"


def test_several_words() -> None:
    assert said("in New Relic, yes", ENTRIES) == ["in", "/nˈu/", "/ɹˈɛlɪk/", "yes"]
    assert said("New Relic’s", ENTRIES) == ["/nˈu/", "/ɹˈɛlɪks/"]
    assert said("Visual Studio Code!", ENTRIES) == ["vee", "ess", "code!"]
    assert said("New, Relic", ENTRIES) == ["New,", "Relic"]


def test_what_says_several_words_in_fewer_goes_to_the_first() -> None:
    assert said("use Visual Studio.", '"Visual Studio" = "VS"') == ["use", "VS", "."]


def test_patterns() -> None:
    source = '[[entry]]\nword = "v(\\\\d+)"\nsay = "version \\\\1"\nregex = true\n'
    assert said("v12, v1.2 V3", source) == ["version 12,", "v1.2", "V3"]


def test_sections_by_language_and_voice() -> None:
    source = 'data = "datta"\n[language.en-gb]\ndata = "dayta"\n[voice."af_*"]\ndata = "dahta"\n'
    assert said("data", source, voice="am_adam") == ["datta"]
    assert said("data", source, language="en-gb", voice="bf_emma") == ["dayta"]
    assert said("data", source) == ["dahta"]
    assert said("data", source, voice="af_heart:0.5+am_adam:0.5") == ["datta"]
    assert said("data", '[language.en]\ndata = "x"\n', language="en-gb") == ["x"]
    assert said("data", '[language.fr]\ndata = "x"\n') == ["data"]


def test_later_files_and_longer_entries_win() -> None:
    assert said("nginx", ENTRIES, 'nginx = "enjinks"') == ["enjinks"]
    assert said("New Relic", '"New Relic" = "one two"', 'New = "noo"') == ["one", "two"]
    assert said("Polish polish", 'polish = "a"\nPolish = { say = "b", case = "exact" }') == ["b", "a"]


def test_what_the_author_decided_in_place_stays() -> None:
    mine = (SpokenWord("nginx", "nginx", phonemes="ˈɛn"), SpokenWord("nginx", "my x", entry="in place"))
    assert apply(mine, lexicon(ENTRIES), "en-us", "af_heart") == mine


def test_words_that_are_said_together_are_not_parted() -> None:
    group = (SpokenWord("5", "five kilometres"), SpokenWord("km", ""))
    assert apply(group, lexicon('km = "kay em"\n5 = "fiver"'), "en-us", "af_heart") == group


def test_a_clause_without_spaces_is_looked_through() -> None:
    source = '"東京" = "とうきょう"\n"東京都" = "とうきょうと"\n'
    assert said("東京都は大きい、", source, language="ja", voice="jf_alpha") == ["とうきょうとは大きい、"]


def test_a_whole_script() -> None:
    script = split(read("We run nginx.\n\nAnd nothing else here.", "a.md", markdown=True), Delivery())
    changed = pronounced(script, lexicon(ENTRIES))
    assert [segment.spoken for segment in changed.segments] == ["We run engine x.", "And nothing else here."]
    assert [segment.text for segment in changed.segments] == [segment.text for segment in script.segments]


@given(st.text(max_size=60))
def test_no_text_breaks_it_and_the_written_form_stays(text: str) -> None:
    before = words(text)
    after = apply(before, lexicon(ENTRIES), "en-us", "af_heart")
    assert [word.written for word in after] == [word.written for word in before]


@given(st.text(alphabet="\"'(“‘-", max_size=4), st.text(alphabet="\"'(“”’),.!?", max_size=4))
def test_marks_around_a_word_stay(before: str, after: str) -> None:
    (word,) = apply((SpokenWord(f"{before}nginx{after}", "x"),), lexicon(ENTRIES), "en-us", "af_heart")
    plain = str.maketrans({"’": "'", "‘": "'"})
    assert word.spoken == f"{before}engine x{after}".translate(plain)
