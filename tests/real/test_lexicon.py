"""Lexicons from end to end, with the program and its real voice and ear."""

from __future__ import annotations

import pytest

from tests.real.conftest import Narrate

SCRIPT = "We have run Zylkanor on a small server since March.\n\nNothing else is said about it in this sentence.\n"


@pytest.mark.real
def test_an_entry_is_heard_and_renders_only_its_segment(narrate: Narrate) -> None:
    narrate.write("talk.md", SCRIPT)
    narrate.write("lexicon.toml", 'Zylkanor = "the garden"\n')
    first = narrate("build", "talk.md", "--json").document
    assert (first["effort"]["rendered"], first["effort"]["cached"]) == (2, 0)
    assert "garden" in first["segments"][0]["heard"].lower()
    assert "Zylkanor" in (narrate.folder / "out" / "talk.srt").read_text(encoding="utf-8")

    narrate.write("lexicon.toml", '# by its sounds: banana\nZylkanor = { say = "banana", phonemes = "bənˈænə" }\n')
    second = narrate("build", "talk.md", "--json").document
    assert (second["effort"]["rendered"], second["effort"]["cached"]) == (1, 1)
    assert "banana" in second["segments"][0]["heard"].lower()
    assert second["segments"][0]["verdict"] == "pass"


@pytest.mark.real
def test_pronounce_says_who_decided_and_says_it(narrate: Narrate) -> None:
    narrate.write("lexicon.toml", 'nginx = "engine x"\n')
    done = narrate("pronounce", "nginx", "hello", "kubectl", "-o", "words.wav", "--json")
    assert done.code == 0, done.err
    assert [(word["source"], word["spoken"]) for word in done.document] == [
        ("lexicon", "engine x"),
        ("dictionary", "hello"),
        ("espeak", "kubectl"),
    ]
    assert done.document[0]["entry"] == "nginx (lexicon.toml:1)"
    assert (narrate.folder / "words.wav").stat().st_size > 24_000


@pytest.mark.real
def test_suggestions_are_written_and_can_be_listened_to(narrate: Narrate) -> None:
    narrate.write("talk.md", "We ask Zylkanor every day.\n")
    assert narrate("build", "talk.md", "--quiet").code in (0, 3)
    done = narrate("lexicon", "suggest", "out/talk.report.json", "-o", "lexicon.toml", "--listen", "try")
    assert done.code == 0, done.err
    lexicon = (narrate.folder / "lexicon.toml").read_text(encoding="utf-8")
    assert '# "Zylkanor" = "/' in lexicon
    assert (narrate.folder / "try" / "Zylkanor-1.wav").exists()
    assert narrate("lexicon", "check", "lexicon.toml").code == 0
    picked = next(line[2:] for line in lexicon.splitlines() if line.startswith('# "'))
    narrate.write("lexicon.toml", picked + "\n")
    assert narrate("lexicon", "suggest", "out/talk.report.json").out.strip() == "nothing to propose"


def test_a_faulty_lexicon_stops_a_build_with_every_fault(narrate: Narrate) -> None:
    narrate.write("talk.md", "---\nlexicon: [own.toml, gone.toml]\n---\nWe run nginx.\n")
    narrate.write("lexicon.toml", 'nginx = "engine x"\nfoo = 5\n')
    narrate.write("own.toml", 'bar = "/kɝ/"\n')
    done = narrate("build", "talk.md")
    assert done.code == 2
    for where in ("lexicon.toml:2: ", "own.toml:1: ", "talk.md:2: there is no such lexicon: gone.toml"):
        assert where in done.err
    assert not (narrate.folder / "out").exists()
