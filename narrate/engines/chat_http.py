"""A ChatModel behind HTTP: llama-swap, llama-server, or any other server that speaks OpenAI's chat protocol."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from narrate.engines.chat import Answer, Sampling
from narrate.engines.chat_refusals import named_models, pause_asked, refusal, remembered, wrong_address
from narrate.engines.chat_sse import frames
from narrate.errors import EngineError, Fault, InputError, MissingError
from narrate.events import Event, Listener, Notice
from narrate.ports import Message

if TYPE_CHECKING:
    import httpx

DEFAULT_URL = "http://localhost:8080"
"""Where llama-swap listens unless it is told otherwise."""

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_BUSY, _UNAVAILABLE = 429, 503


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is: the server's URL, the model's name ("": the one that is there), and a key, where it wants one.

    A URL without a path gets `/v1`; one with a path is taken as it is.
    """

    url: str = DEFAULT_URL
    model: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds.

    `answer` is long because a server holds a request without a word while it loads the model (llama-swap: 120 s by
    default, and large models take longer). `remark` is when the user is told so. 429 and 503 are tried again until
    `retrying` is used up.
    """

    connect: float = 5.0
    answer: float = 600.0
    remark: float = 3.0
    retrying: float = 120.0
    sleep: Callable[[float], None] = time.sleep


def patience(seconds: str) -> Patience:
    """With `seconds` (as the environment gives them; "" for the default) for the longest silence of a server."""
    try:
        answer = float(seconds) if seconds else Patience().answer
    except ValueError:
        answer = 0.0
    if not 0 < answer < 86_400:
        raise InputError(Fault(f"NARRATE_LLM_TIMEOUT is {seconds!r}", "give a number of seconds, or unset it"))
    return Patience(answer=answer)


class HttpChat:
    """The ChatModel. `transport` stands where the network stands, for tests."""

    def __init__(
        self,
        endpoint: Endpoint,
        sampling: Sampling,
        listener: Listener,
        patience: Patience | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._sampling = sampling
        self._listener = listener
        self._patience = patience or Patience()
        self._transport = transport
        self._model = endpoint.model

    @property
    def fingerprint(self) -> str:
        return " ".join(filter(None, (self._model, str(self._sampling))))

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        import httpx

        with self._client() as client:
            try:
                self._model = self._model or self._only_model(client)
                body = {"model": self._model or "default", **self._sampling.request(messages)}
                with self._remark() as heard, self._answered(client, body) as response:
                    for piece in _pieces(response, self._answer(heard), self._endpoint.url):
                        heard()
                        yield piece
            except (httpx.ConnectError, httpx.ConnectTimeout) as exc:
                raise self._nobody_there(exc) from exc
            except httpx.TimeoutException as exc:
                raise EngineError(
                    Fault(
                        f"{self._endpoint.url} said nothing for {self._patience.answer:g} s",
                        "see what the server is doing; NARRATE_LLM_TIMEOUT=SECONDS waits longer",
                    )
                ) from exc
            except (httpx.TransportError, httpx.DecodingError, httpx.StreamError) as exc:
                raise EngineError(
                    Fault(
                        f"the connection to {self._endpoint.url} broke: {exc}",
                        "try again; see the server's log if it stays",
                    )
                ) from exc

    def _client(self) -> httpx.Client:
        import httpx

        try:
            url = httpx.URL(self._endpoint.url)
        except (httpx.InvalidURL, UnicodeError) as exc:
            raise _bad_url(self._endpoint.url) from exc
        if url.scheme not in ("http", "https") or not url.host or any(map(str.isspace, self._endpoint.url)):
            raise _bad_url(self._endpoint.url)
        if url.path in ("", "/"):
            url = url.copy_with(path="/v1")
        return httpx.Client(
            base_url=url,
            headers={"Authorization": f"Bearer {self._endpoint.key}"} if self._endpoint.key else {},
            timeout=httpx.Timeout(self._patience.answer, connect=self._patience.connect),
            transport=self._transport,
            trust_env=url.host not in _LOOPBACK,  # a proxy from the environment knows nothing of this machine's ports
        )

    @contextmanager
    def _answered(self, client: httpx.Client, body: dict[str, Any]) -> Iterator[httpx.Response]:
        """The response, once the server gives a good one; closed at the end, which stops the model."""
        response = self._sent(client, body)
        try:
            yield response
        finally:
            response.close()

    def _answer(self, heard: Callable[[], None]) -> Answer:
        def listener(event: Event) -> None:
            heard()
            self._listener(event)

        return Answer(self._model or self._endpoint.url, listener)

    def _sent(self, client: httpx.Client, body: dict[str, Any]) -> httpx.Response:
        """The server's first response that is neither "too many" nor "not yet"."""
        waited = 0.0
        for attempt in range(1000):
            response = client.send(client.build_request("POST", "chat/completions", json=body), stream=True)
            if response.is_success:
                return response
            try:
                said = remembered(response)
            finally:
                response.close()
            pause = pause_asked(response, attempt) * (1 + random.random() / 10)
            if response.status_code not in (_BUSY, _UNAVAILABLE) or waited + pause > self._patience.retrying:
                raise refusal(response, said, self._endpoint.url, self._model, lambda: named_models(client))
            self._listener(Notice(f"{self._endpoint.url}: {said} ({response.status_code}); trying again in {pause:.0f} s"))
            self._patience.sleep(pause)
            waited += pause
        raise AssertionError("unreachable: the pauses add up")

    def _only_model(self, client: httpx.Client) -> str:
        """The model to ask when none was named: the only one there is, or the only one that is loaded."""
        models = named_models(client)
        loaded = [name for name, is_loaded in models.items() if is_loaded]
        for names in (list(models), loaded):
            if len(names) == 1:
                return names[0]
        if models:
            raise InputError(
                Fault(
                    f"{self._endpoint.url} has several models, and none was named",
                    f"--model NAME or NARRATE_LLM_MODEL; there are {', '.join(models)}",
                )
            )
        return ""

    @contextmanager
    def _remark(self) -> Iterator[Callable[[], None]]:
        """Say that a model is probably being loaded if nothing is heard for a while; the yielded call stops that."""
        name = self._model or "the model"
        text = f"waiting for {name} at {self._endpoint.url}: loading model…"
        timer = threading.Timer(self._patience.remark, self._listener, (Notice(text),))
        timer.daemon = True
        timer.start()
        try:
            yield timer.cancel
        finally:
            timer.cancel()

    def _nobody_there(self, exc: Exception) -> MissingError:
        return MissingError(
            Fault(
                f"no language model server answers at {self._endpoint.url}: {exc}",
                "start llama-swap or another OpenAI-compatible server there, name one with --llm-url or NARRATE_LLM_URL, "
                "or take the one inside: --llm builtin",
            )
        )


def _bad_url(url: str) -> InputError:
    return InputError(Fault(f"{url!r} is no URL of a server", f"write it as {DEFAULT_URL}, or builtin: for the one inside"))


def _pieces(response: httpx.Response, answer: Answer, url: str) -> Iterator[str]:
    """The answer's text, from a stream of events or (from servers that cannot stream) from one JSON document."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        response.read()
        yield from filter(None, (answer.feed(_document(response, url)), answer.end()))
        return
    if kind.startswith("text/") and kind != "text/event-stream":
        raise wrong_address(url, f"answers with {kind}: {remembered(response)}")
    done = False
    for frame in frames(response.iter_bytes(), url):
        if frame == "done":
            done = True
            break
        if piece := answer.feed(frame):
            yield piece
    if rest := answer.end(complete=done):
        yield rest


def _document(response: httpx.Response, url: str) -> dict[str, Any]:
    try:
        document = response.json()
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise wrong_address(url, "answers with something else than a chat")
    return document
