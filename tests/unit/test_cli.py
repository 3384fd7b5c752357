"""The command line as far as it goes without a model: help, bad input, exit codes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("torch", "onnxruntime", "spacy", "numpy", "faster_whisper")
COMMANDS = (
    "build",
    "expand",
    "preview",
    "verify",
    "say",
    "voices",
    "doctor",
    "models",
    "models list",
    "models pull",
    "models path",
    "pronounce",
    "lexicon",
    "lexicon check",
    "lexicon suggest",
)


def run(
    folder: Path, *arguments: str, stdin: bytes = b"", python: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:

    environment = {**os.environ, "NARRATE_CACHE": str(folder / "cache"), "COLUMNS": "200", "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, *python, "-m", "narrate", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_help_imports_no_engine(tmp_path: Path) -> None:
    done = run(tmp_path, "--help", python=("-X", "importtime"))
    imported = set(re.findall(r"\| +([\w.]+)$", done.stderr, re.MULTILINE))
    assert done.returncode == 0
    assert "narrate.cli" in imported
    assert not [name for name in imported if name.split(".")[0] in HEAVY]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_a_place_in_the_readme(tmp_path: Path, command: str) -> None:
    done = run(tmp_path, *command.split(), "--help")
    assert done.returncode == 0
    assert "Usage:" in done.stdout
    readme = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")
    assert command.split()[-1] in readme


def test_all_commands_are_listed_here(tmp_path: Path) -> None:
    from narrate.cli import app

    assert {command.name for command in app.registered_commands} | {"models", "lexicon"} == {
        name.split()[0] for name in COMMANDS
    }


FAULTY = {
    "empty.md": (b"", "empty.md: there is nothing to speak"),
    "code.md": (b"```\ncode\n```\n", "code.md:1: there is nothing to speak"),
    "binary.md": (bytes(range(256)) * 8, "binary.md:1: is not text"),
    "latin.md": ("Hello\nCafé there.\n".encode("latin-1"), "latin.md:2: is not valid UTF-8"),
    "yaml.md": (b"---\ntitle: [x\n---\nHi.\n", "yaml.md:2: front matter is not YAML"),
    "key.md": (b"---\ntitle: x\nvoise: af_heart\n---\nHi.\n", 'key.md:3: unknown key "voise"'),
    "speed.md": (b"---\nspeed: 9\n---\nHi.\n", 'speed.md:2: "speed" is 9'),
    "voice.md": (b"---\nvoice: af_hart\n---\nHi.\n", "voice.md:2: there is no voice 'af_hart'"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_bad_input_names_file_line_and_cure(tmp_path: Path, name: str) -> None:
    data, message = FAULTY[name]
    (tmp_path / name).write_bytes(data)
    done = run(tmp_path, "build", name)
    assert done.returncode == 2
    assert message in done.stderr
    assert "cure:" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    for name, (data, _) in FAULTY.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder").mkdir()
    done = run(tmp_path, "build", "missing.md", "folder", *FAULTY)
    assert done.returncode == 2
    for message in (
        *(message for _, message in FAULTY.values()),
        "missing.md: there is no such file",
        "folder: is a folder",
    ):
        assert message in done.stderr


def test_all_faults_of_the_flags_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "ok.md").write_text("Hello there.")
    flags = (
        "--speed",
        "9",
        "--voice",
        "af_hart",
        "--format",
        "wav,ogg",
        "--backend",
        "x",
        "--jobs",
        "0",
        "--language",
        "kl",
    )
    done = run(tmp_path, "build", "ok.md", *flags)
    assert done.returncode == 2
    assert done.stderr.count("error:") == 6
    assert "did you mean af_heart" in done.stderr


def test_two_scripts_of_one_name_would_overwrite_each_other(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for path in ("talk.md", "a/talk.md"):
        (tmp_path / path).write_text("Hello there.")
    done = run(tmp_path, "build", "talk.md", "a/talk.md")
    assert done.returncode == 2
    assert "would overwrite those of talk.md" in done.stderr


def test_an_output_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "ok.md").write_text("Hello there.")
    done = run(tmp_path, "build", "ok.md", "-o", "ok.md")
    assert done.returncode == 2
    assert "ok.md: cannot be written" in done.stderr


def test_a_model_that_is_missing_and_cannot_be_had(tmp_path: Path) -> None:
    done = run(tmp_path, "models", "path", "kokoro")
    assert done.returncode == 4
    assert "narrate models pull kokoro" in done.stderr


def test_doctor_says_what_is_missing_and_what_mends_it(tmp_path: Path) -> None:
    done = run(tmp_path, "doctor")
    assert done.returncode == 4
    assert "model kokoro\tmissing" in done.stdout
    assert "narrate models pull kokoro" in done.stdout
    assert "python\tok" in done.stdout


def test_bad_usage_is_two(tmp_path: Path) -> None:
    assert run(tmp_path, "build").returncode == 2
    assert run(tmp_path, "bild").returncode == 2
    assert run(tmp_path, "build", "x.md", "--spee", "1").returncode == 2


def test_no_colour_when_not_a_terminal(tmp_path: Path) -> None:
    assert "\x1b" not in run(tmp_path, "build", "missing.md").stderr


def test_a_line_number_is_no_emoji(tmp_path: Path) -> None:
    (tmp_path / "hundred.md").write_bytes(b"Hello there.\n" * 99 + "Café\n".encode("latin-1"))
    assert "hundred.md:100: is not valid UTF-8" in run(tmp_path, "build", "hundred.md").stderr
