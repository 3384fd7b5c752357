"""A ChatModel inside this process: llama.cpp, by the bindings xllamacpp (the extra `narrate[llm]`), with any GGUF file.

The bindings hand each chunk of the answer to a function, and swallow what that function raises. So the model runs in a
thread of its own and the chunks come through a queue; Ctrl-C reaches the one who reads, and closing stops the model at
its next word.
"""

from __future__ import annotations

import queue
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from narrate.engines.chat import Answer, Sampling
from narrate.errors import EngineError, Fault, InputError, MissingError
from narrate.events import Listener, Notice
from narrate.ports import Message

_CONTEXT_TOKENS = 8192
"""Brief, rules and script of some 20 minutes fit in; llama.cpp itself lowers it for a model that knows less."""
_SILENT = -1
"""The verbosity at which llama.cpp writes nothing to stderr."""


class BuiltinChat:
    """The ChatModel. `source` gives the GGUF file and may pull it first; it is called when the first answer is wanted.

    `name` is what was asked for ("": nobody named a model, and `source` gives the default one).
    """

    def __init__(self, source: Callable[[], Path], name: str, sampling: Sampling, listener: Listener, threads: int) -> None:
        self._source = source
        self._name = name
        self._sampling = sampling
        self._listener = listener
        self._threads = threads

    @property
    def fingerprint(self) -> str:
        return " ".join(filter(None, (self._name, str(self._sampling))))

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        server = self._server
        answer = Answer(self._name, self._listener)
        chunks: queue.Queue[Mapping[str, Any] | BaseException | None] = queue.Queue()
        stop = threading.Event()

        def take(chunk: Any) -> bool:
            for each in chunk if isinstance(chunk, list) else (chunk,):
                chunks.put(each)
            return stop.is_set()

        def work() -> None:
            try:
                server.handle_chat_completions(self._sampling.request(messages), take)
                chunks.put(None)
            except (RuntimeError, ValueError) as exc:
                chunks.put(exc)

        threading.Thread(target=work, name="llama.cpp", daemon=True).start()
        try:
            while (chunk := chunks.get()) is not None:
                if isinstance(chunk, BaseException):
                    raise EngineError(Fault(f"{self._name} broke off: {chunk}", "put the brief in other words")) from chunk
                if piece := answer.feed(chunk):
                    yield piece
            if rest := answer.end():
                yield rest
        finally:
            stop.set()

    @cached_property
    def _server(self) -> Any:
        try:
            import xllamacpp
        except ImportError as exc:
            raise MissingError(
                Fault(f"the language model inside needs llama.cpp: {exc}", "pip install 'narrate[llm]'")
            ) from exc
        path = self._source()
        self._name = self._name or path.stem
        self._listener(Notice(f"loading model {path.name}…"))
        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(path)
        parameters.n_ctx = _CONTEXT_TOKENS
        parameters.n_parallel = 1
        parameters.cpuparams.n_threads = self._threads
        parameters.verbosity = _SILENT
        # The bindings open a port on loopback whether one wants it or not: nobody else gets in without this key.
        parameters.api_keys = [secrets.token_urlsafe(32)]
        try:
            return xllamacpp.Server(parameters)
        except RuntimeError as exc:
            raise EngineError(
                Fault("llama.cpp cannot load this file", "give a chat model in a GGUF file: --model FILE", str(path))
            ) from exc


def gguf(name: str) -> Path:
    """The file that was named as the model inside."""
    path = Path(name).expanduser()
    if path.is_file():
        return path
    raise InputError(
        Fault(f"there is no model file {name!r}", "the model inside is a GGUF file: --model FILE, or none for SmolLM2")
    )
