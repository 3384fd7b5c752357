"""From a brief to audio, with a real llama.cpp server on loopback and SmolLM2, and everything that can go wrong on the way.

SmolLM2-135M obeys only the simplest requests, so it gets a template of one line, and its script may be of any length.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import soundfile
import srt

from narrate.assembly import Assembly
from narrate.config import Flags
from narrate.errors import EngineError
from narrate.ports import ChatModel, Message
from narrate.prompts import Asked
from narrate.store.models import ModelStore
from tests.real.conftest import Narrate
from tests.support.loopback import Loopback, passing_on, saying, serving

pytestmark = pytest.mark.real

BRIEF = """---
title: Bread
template: plain.md
temperature: 0
---

Why does bread rise?
"""
ENDLESS = BRIEF.replace("Why does bread rise?", "Count from one to two hundred, in words.")
PLAIN = "You write short texts that are read aloud.\n"
SERVER = """
import sys, time, xllamacpp
parameters = xllamacpp.CommonParams()
parameters.model.path = sys.argv[1]
parameters.n_ctx = 2048
parameters.cpuparams.n_threads = 2
parameters.verbosity = -1
server = xllamacpp.Server(parameters)
print(server.listening_address, flush=True)
time.sleep(3600)
"""


@dataclass
class Llama:
    """The llama.cpp server, in a process of its own."""

    process: subprocess.Popen[str]
    port: int

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def llama(model_store: ModelStore) -> Iterator[Llama]:
    weights = model_store.ensure("smollm2") / "SmolLM2-135M-Instruct.Q4_1.gguf"
    command = [sys.executable, "-c", SERVER, str(weights)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    started = Llama(process, int(process.stdout.readline().rpartition(":")[2]))
    yield started
    started.stop()


@pytest.fixture
def folder(narrate: Narrate) -> Narrate:
    narrate.write("brief.md", BRIEF)
    narrate.write("plain.md", PLAIN)
    return narrate


def files(program: Narrate) -> list[str]:
    return sorted(path.name for path in program.folder.iterdir())


def test_a_brief_becomes_a_script_becomes_audio_and_is_not_asked_for_again(folder: Narrate, llama: Llama) -> None:
    with serving(passing_on(llama.port, lambda data: None)) as server:
        run = folder("build", "brief.md", "--json", NARRATE_LLM_URL=server.url)
        assert run.code in (0, 3), run.err  # 3: what a small model writes is not always heard as it is written
        asked = len(server.connections)
        assert asked >= 1
        script = (folder.folder / "brief.script.md").read_text()
        assert script.startswith("---\ntitle: Bread\n---\n\n")
        assert len(script.split()) > 8
        samples, rate = soundfile.read(folder.folder / "out/brief.wav")
        words = sum(len(cue.content.split()) for cue in srt.parse((folder.folder / "out/brief.srt").read_text()))
        assert words == len(script.partition("---\n\n")[2].split())
        assert 0.15 < len(samples) / rate / words < 1.0  # seconds a word
        lock = json.loads((folder.folder / "brief.script.lock").read_text())
        assert "SmolLM2" in lock["expansions"][0]["model"]

        again = folder("build", "brief.md", "--no-verify", NARRATE_LLM_URL=server.url)
        assert again.code == 0
        assert len(server.connections) == asked
    llama.stop()
    assert folder("build", "brief.md", "--frozen", "--no-verify", NARRATE_LLM_URL=server.url).code == 0
    assert (folder.folder / "brief.script.md").read_text() == script


def test_the_server_is_killed_while_it_writes(folder: Narrate, llama: Llama) -> None:
    folder.write("brief.md", ENDLESS)

    def kill(data: bytes) -> None:
        if b'"content":"' in data:
            llama.stop()

    with serving(passing_on(llama.port, kill)) as server:
        run = folder("expand", "brief.md", "--llm", server.url)
    assert run.code == 1
    assert "broke" in run.err
    assert "cure: try again" in run.err
    assert "Traceback" not in run.err
    assert files(folder) == ["brief.md", "plain.md"]


def test_an_unknown_model_of_the_real_server(folder: Narrate, llama: Llama) -> None:
    run = folder("expand", "brief.md", "--llm", f"http://127.0.0.1:{llama.port}/v2")
    assert run.code == 1
    assert "--llm-url" in run.err
    assert files(folder) == ["brief.md", "plain.md"]


def test_ctrl_c_stops_the_model_and_leaves_nothing(folder: Narrate, llama: Llama) -> None:
    folder.write("brief.md", ENDLESS)
    program: list[subprocess.Popen[bytes]] = []

    def interrupt(data: bytes) -> None:
        if b'"content":"' in data and program:
            program[0].send_signal(signal.SIGINT)

    with serving(passing_on(llama.port, interrupt)) as server:
        command = folder.command("expand", "brief.md", "--llm-url", server.url)
        program.append(subprocess.Popen(command, cwd=folder.folder, env=folder.environment(), stderr=subprocess.PIPE))
        _, said = program[0].communicate(timeout=120)
        assert server.gone.wait(10)
    assert program[0].returncode == 130
    assert b"Traceback" not in said
    assert files(folder) == ["brief.md", "plain.md"]


EVENTS = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
PIECE = b'data: {"choices":[{"delta":{"content":"Bread "}}]}\n\n'
NOT_FOUND = b"content-type: application/json\r\nconnection: close\r\n\r\n"
FAILURES = {
    "404": (b"HTTP/1.1 404 Not Found\r\n" + NOT_FOUND + b'{"error":{"message":"no such model"}}', "no such model"),
    "429": (b"HTTP/1.1 429 Too Many Requests\r\nretry-after: 900\r\n\r\nslow down", "(429 Too Many Requests): slow down"),
    "500": (b'HTTP/1.1 500 Internal Server Error\r\n\r\n{"error":"out of memory"}', "out of memory"),
    "plain text": (b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\nIt works!", "answers with text/plain: It works!"),
    "half a line": (EVENTS + PIECE + b'data: {"choices":[{"del', "broke off before its end"),
    "no end": (EVENTS + PIECE, "broke off before its end"),
    "an error inside": (EVENTS + PIECE + b'data: {"error":{"message":"slot lost"}}\n\n', "slot lost"),
    "no body": (EVENTS, "broke off before its end"),
    "nothing at all": (b"", "broke"),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.6\r\n", "broke"),
}


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("command", ["expand", "build"])
def test_a_server_that_fails(folder: Narrate, failure: str, command: str) -> None:
    answer, message = FAILURES[failure]
    with serving(saying(answer)) as server:
        run = folder(command, "brief.md", "--llm", server.url, "--model", "m")
    assert (run.code, run.out) == (1, "")
    assert message in run.err
    assert server.url in run.err or "m broke off" in run.err or "answer of m" in run.err
    assert "cure:" in run.err
    assert "Traceback" not in run.err
    assert files(folder) == ["brief.md", "plain.md"]


def test_a_server_that_says_nothing_for_ever(folder: Narrate) -> None:
    def wait(client: object, server: Loopback) -> None:
        server.gone.wait(60)

    with serving(wait) as server:
        run = folder("expand", "brief.md", "--llm", server.url, "--model", "m", NARRATE_LLM_TIMEOUT="4")
        server.gone.set()
    assert run.code == 1
    assert "loading model" in run.err
    assert "said nothing for 4 s" in run.err
    assert files(folder) == ["brief.md", "plain.md"]


def test_no_server(folder: Narrate) -> None:
    with serving(saying(b"")) as server:
        pass
    run = folder("build", "brief.md", NARRATE_LLM_URL=server.url)
    assert run.code == 4
    assert "no language model server answers" in run.err
    assert "--llm builtin" in run.err
    assert files(folder) == ["brief.md", "plain.md"]


def test_a_block_in_a_script_by_the_model_inside(folder: Narrate) -> None:
    folder.write(
        "talk.md", "# Bread\n\nA word first.\n\n```prompt template=plain.md temperature=0\nWhy does bread rise?\n```\n"
    )
    run = folder("expand", "talk.md", "--llm", "builtin", "--json")
    assert run.code == 0, run.err
    assert run.document["requests"] >= 1
    script = (folder.folder / "talk.script.md").read_text()
    assert script.startswith("# Bread\n\nA word first.\n\n")
    assert "prompt" not in script
    assert folder("expand", "talk.md", "--frozen", "--json").document["state"] == "unchanged"


@pytest.fixture(params=["server", "builtin"])
def chat(request: pytest.FixtureRequest, fresh_cache: Path) -> ChatModel:
    """Both ChatModels, with the same weights."""
    assembly = Assembly(Flags(), environ={"NARRATE_CACHE": str(fresh_cache)})
    url = "builtin:" if request.param == "builtin" else f"http://127.0.0.1:{request.getfixturevalue('llama').port}"
    return assembly.chat(url, Asked(temperature=0, seed=1))


def test_the_contract_of_a_chat_model(chat: ChatModel) -> None:
    assert chat.fingerprint == "temperature=0 seed=1"
    pieces = list(chat.stream([Message("system", PLAIN), Message("user", "Say hello.")]))
    assert len(pieces) > 1
    assert all(pieces)
    assert "".join(pieces).strip()
    assert "SmolLM2" in chat.fingerprint

    stream = chat.stream([Message("user", "Count from one to two hundred, in words.")])
    next(stream)
    stream.close()  # type: ignore[attr-defined]  # a generator behind the port's Iterator
    again = list(chat.stream([Message("system", PLAIN), Message("user", "Say hello.")]))
    assert "".join(again).strip()

    with pytest.raises(EngineError, match="context"):
        list(chat.stream([Message("user", "word " * 9000)]))


def test_the_model_inside_and_a_file_that_is_none(folder: Narrate) -> None:
    folder.write("bad.gguf", "This is no model.")
    missing = folder("expand", "brief.md", "--llm", "builtin", "--model", "none.gguf")
    assert (missing.code, "there is no model file 'none.gguf'" in missing.err) == (2, True)
    broken = folder("expand", "brief.md", "--llm", "builtin:bad.gguf")
    assert (broken.code, "cannot load this file" in broken.err) == (1, True)
    assert files(folder) == ["bad.gguf", "brief.md", "plain.md"]
