"""From a report to proposals: which words, which candidates, and a lexicon that stays readable."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.errors import InputError
from narrate.model import PhonemeSource, Pronunciation, SpokenWord
from narrate.proposals import propose, read_report, to_toml
from narrate.script.alphabet import phoneme_fault
from narrate.script.lexicon import Lexicon
from narrate.script.lexicon_file import parse
from narrate.script.respell import candidates
from narrate.verify.misheard import Misheard, misheard


class Dictionary:
    """A Pronouncer that knows some words; the others are a guess."""

    def pronounce(self, word: SpokenWord, language: str) -> Pronunciation:
        known = word.spoken.lower() in ["we", "run", "nothing", "much", "ask", "siobhan", "now", "it", "is", "good"]
        return Pronunciation(word, "ʃɪvˈɔn", PhonemeSource.DICTIONARY if known else PhonemeSource.ESPEAK)


def segment(text: str, heard: str | None = None, line: int = 1) -> dict[str, Any]:
    return {
        "file": "talk.md",
        "line": line,
        "text": text,
        "spoken": text,
        "voice": "af_heart",
        "expected": text if heard else None,
        "heard": heard,
    }


def report(*segments: dict[str, Any], language: str = "en-us") -> dict[str, Any]:
    return {"schema": "narrate.report/1", "language": language, "segments": list(segments)}


def test_words_that_only_espeak_knew_and_names_that_were_misheard() -> None:
    found = propose(
        report(
            segment("We run nginx. We ask Siobhan now.", "We run Engine X. We asked Shavon now.", 3),
            segment("Much nginx, nothing much.", None, 5),
        ),
        Lexicon(),
        Dictionary(),
    )
    assert [(one.word, one.count, one.origin.line, one.heard) for one in found] == [
        ("nginx", 2, 3, ("Engine X.",)),
        ("Siobhan", 1, 3, ("asked Shavon",)),
    ]
    assert found[0].source is PhonemeSource.ESPEAK


def test_what_a_lexicon_knows_is_not_proposed() -> None:
    known = Lexicon((parse('nginx = "engine x"\n', "l.toml"),))
    assert propose(report(segment("We run nginx’s.")), known, Dictionary()) == ()


def test_the_proposals_are_comments_and_each_is_an_entry_when_uncommented() -> None:
    text = to_toml(propose(report(segment('We run nginx and PostgreSQL, the "Zyl"kanor.')), Lexicon(), Dictionary()))
    assert parse(text, "l.toml") == ()
    ways = [line[2:] for line in text.splitlines() if line.startswith('# "')]
    assert len(ways) > 5
    assert all(len(parse(way, "l.toml")) == 1 for way in ways)


def test_candidates_are_ideas_of_several_kinds() -> None:
    values = [way.value for way in candidates("nginx", "ˈɛnʤɪnks", english=True)]
    assert values[0] == "/ˈɛnʤɪnks/"
    assert {"ngin X", "N G I N X", "/ɛnʤˈɪnks/"} <= set(values)
    assert "Postgre SQL" in [way.value for way in candidates("PostgreSQL", "", english=True)]
    assert "Git Hub" in [way.value for way in candidates("GitHub", "", english=False)]


@given(st.text(alphabet="kstnɪæiAOəˈˌɹm", min_size=1, max_size=12), st.text(alphabet="abXYz9", min_size=1, max_size=9))
def test_candidates_differ_and_can_be_said(phonemes: str, word: str) -> None:
    ways = candidates(word, phonemes, english=True)
    assert len({way.value for way in ways}) == len(ways)
    for way in ways:
        assert way.say != word
        assert not way.phonemes or phoneme_fault(way.phonemes) is None
        assert not way.phonemes or way.phonemes.replace("ˈ", "").replace("ˌ", "") == phonemes.replace("ˈ", "").replace(
            "ˌ", ""
        )


def test_misheard_words() -> None:
    found = misheard("we ask Kubernetes for more", "we ask Cooper Nettis for more", "en-us")
    assert found == (Misheard(("Kubernetes",), "Cooper Nettis"),)
    assert misheard("the voiceover is good", "the voice over is good", "en-us") == ()


@pytest.mark.parametrize("text", ["", "[]", '{"schema": "other/1"}', "{"])
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="narrate build"):
        read_report(text, "x.json")
