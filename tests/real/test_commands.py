"""The other commands as a user runs them, with real models."""

from __future__ import annotations

import json
from pathlib import Path

import pysubs2
import pytest
import soundfile

from narrate.store.media import read_all
from tests.real.conftest import Narrate

pytestmark = pytest.mark.real

TEXT = "The harbor is quiet tonight. A small boat comes in from the sea, and its lantern is the only light."


@pytest.fixture(scope="module")
def harbor(fresh_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Narrate:
    program = Narrate(tmp_path_factory.mktemp("harbor"), fresh_cache)
    program.write("harbor.txt", TEXT)
    assert program("build", "harbor.txt", "--format", "wav,mp3").code == 0
    return program


def test_verify_passes_a_good_pair(harbor: Narrate) -> None:
    run = harbor("verify", "out/harbor.mp3", "out/harbor.srt", "--json")
    assert run.code == 0, run.err
    document = run.document
    assert document["passed"]
    assert abs(document["starts"]["offset"]) < 0.3


def test_verify_finds_a_constant_offset_and_a_wrong_text(harbor: Narrate) -> None:
    subtitles = pysubs2.load(str(harbor.folder / "out/harbor.srt"))
    subtitles.shift(s=1.5)
    subtitles[-1].text = "Nobody has ever been there at all, as far as anyone remembers."
    subtitles.save(str(harbor.folder / "foreign.vtt"))
    run = harbor("verify", "out/harbor.wav", "foreign.vtt", "--json")
    assert run.code == 3
    document = run.document
    assert 1.2 < document["starts"]["offset"] < 1.8
    assert document["cues"][-1]["verdict"] == "fail"
    assert document["cues"][0]["verdict"] == "pass"


def test_verify_tells_what_is_no_sound_and_no_subtitles(harbor: Narrate) -> None:
    assert harbor("verify", "harbor.txt", "out/harbor.srt").code == 2
    assert harbor("verify", "out/harbor.wav", "harbor.txt").code == 2
    assert harbor("verify", "missing.wav", "out/harbor.srt").code == 2
    assert harbor("verify", "out/harbor.wav", "missing.srt").code == 2


def test_say_writes_the_format_of_the_ending(harbor: Narrate) -> None:
    run = harbor("say", "The build is green.", "-o", "said/green.mp3")
    assert run.code == 0, run.err
    assert run.out.strip() == "said/green.mp3"
    sound = read_all(harbor.folder / "said/green.mp3", 24_000)
    assert 0.8 < len(sound) / 24_000 < 4
    assert [path.name for path in (harbor.folder / "said").iterdir()] == ["green.mp3"]


def test_say_reads_standard_input(harbor: Narrate) -> None:
    assert harbor("say", "-", "-o", "piped.wav", stdin=b"Piped words.").code == 0
    assert soundfile.info(harbor.folder / "piped.wav").duration > 0.5


def test_voices(harbor: Narrate) -> None:
    everything = harbor("voices", "--json").document
    assert len(everything) == 54
    assert {"name": "bf_emma", "language": "en-gb", "gender": "female"} in everything
    assert len(harbor("voices", "--language", "it").out.splitlines()) == 2
    assert harbor("voices", "--language", "klingon").code == 2


def test_voices_speak_a_line_in_their_own_language(harbor: Narrate) -> None:
    run = harbor("voices", "--language", "it", "--sample", "italian")
    assert run.code == 0, run.err
    assert sorted(path.name for path in (harbor.folder / "italian").iterdir()) == ["if_sara.wav", "im_nicola.wav"]
    assert all(soundfile.info(path).duration > 1 for path in (harbor.folder / "italian").iterdir())


def test_models_and_doctor_find_everything_there(harbor: Narrate) -> None:
    listed = {model["name"]: model for model in harbor("models", "list", "--json").document}
    assert listed["kokoro"]["present"]
    assert Path(harbor("models", "path", "voices").out.strip(), "af_heart.bin").exists()
    run = harbor("doctor", "--json")
    assert run.code == 0, run.out
    assert all(check["good"] for check in json.loads(run.out) if check["needed"])


def test_stdin_is_a_script_too(harbor: Narrate) -> None:
    run = harbor("build", "-", "--no-verify", "-o", "piped", stdin=b"# A title\n\nAnd a sentence.\n")
    assert run.code == 0, run.err
    assert (harbor.folder / "piped/stdin.srt").exists()
