"""The chat over HTTP against a transport that stands where the network stood."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from email.utils import formatdate

import httpx
import pytest

from narrate.engines.chat import Sampling
from narrate.engines.chat_http import Endpoint, HttpChat, Patience, patience
from narrate.errors import EngineError, InputError, MissingError, NarrateError
from narrate.events import Event, Notice, Streamed
from narrate.ports import Message

ASK = (Message("system", "Be brief."), Message("user", "Hello?"))
HELLO = 'data: {"choices":[{"delta":{"content":"Hel"}}]}\n\ndata: {"choices":[{"delta":{"content":"lo."}}]}\n\n'
END = 'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'
MODELS = {"data": [{"id": "qwen3-4b", "status": {"value": "loaded"}}, {"id": "gemma", "status": {"value": "unloaded"}}]}

Handler = Callable[[httpx.Request], httpx.Response]


class Server:
    """Answers each chat with the next response (the last one for ever), and keeps what it was asked."""

    def __init__(self, *responses: httpx.Response | Exception, models: object = MODELS) -> None:
        self.responses = list(responses)
        self.models = models
        self.requests: list[httpx.Request] = []
        self.naps: list[float] = []
        self.events: list[Event] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if request.url.path.endswith("/models"):
            return httpx.Response(404) if self.models is None else httpx.Response(200, json=self.models)
        response = self.responses.pop(0) if len(self.responses) > 1 else self.responses[0]
        if isinstance(response, Exception):
            raise response
        return response

    def chat(
        self, model: str = "qwen3-4b", url: str = "http://here:8080", key: str = "", sampling: Sampling | None = None
    ) -> HttpChat:
        return HttpChat(
            Endpoint(url, model, key),
            sampling or Sampling(),
            self.events.append,
            Patience(sleep=self.naps.append),
            httpx.MockTransport(self),
        )

    @property
    def asked(self) -> list[dict[str, object]]:
        return [json.loads(request.content) for request in self.requests if request.method == "POST"]

    @property
    def notices(self) -> list[str]:
        return [event.text for event in self.events if isinstance(event, Notice)]


def events(text: str) -> httpx.Response:
    return httpx.Response(200, headers={"content-type": "text/event-stream"}, content=text.encode())


def refused(chat: HttpChat, kind: type[NarrateError] = EngineError) -> str:
    with pytest.raises(kind) as caught:
        list(chat.stream(ASK))
    assert type(caught.value) is kind
    assert all(fault.cure for fault in caught.value.faults)
    return str(caught.value)


def test_an_answer_comes_in_pieces_and_the_request_is_plain() -> None:
    server = Server(events(HELLO + END))
    assert list(server.chat(key="secret").stream(ASK)) == ["Hel", "lo."]
    assert server.requests[0].url == "http://here:8080/v1/chat/completions"
    assert server.requests[0].headers["authorization"] == "Bearer secret"
    assert server.asked == [
        {
            "model": "qwen3-4b",
            "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello?"}],
            "stream": True,
        }
    ]


def test_without_a_key_none_is_sent() -> None:
    server = Server(events(HELLO + END))
    list(server.chat().stream(ASK))
    assert "authorization" not in server.requests[0].headers


def test_what_is_set_is_sent_and_in_the_fingerprint() -> None:
    server = Server(events(HELLO + END))
    chat = server.chat(sampling=Sampling(temperature=0.0, seed=3))
    list(chat.stream(ASK))
    assert (server.asked[0]["temperature"], server.asked[0]["seed"]) == (0.0, 3)
    assert chat.fingerprint == "qwen3-4b temperature=0 seed=3"


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://here:8080/", "http://here:8080/v1/chat/completions"),
        ("http://here/llama/v1", "http://here/llama/v1/chat/completions"),
        ("https://here/v1beta/openai/", "https://here/v1beta/openai/chat/completions"),
    ],
)
def test_urls_with_and_without_a_path(url: str, asked: str) -> None:
    server = Server(events(HELLO + END))
    list(server.chat(url=url).stream(ASK))
    assert server.requests[0].url == asked


@pytest.mark.parametrize("url", ["here:8080", "ftp://here", "http://", "http://a b", "", "http://here:notaport"])
def test_what_is_no_url_is_bad_usage(url: str) -> None:
    assert "is no URL" in refused(Server(events("")).chat(url=url), InputError)


def test_nobody_named_a_model_and_one_is_loaded() -> None:
    server = Server(events(HELLO + END))
    chat = server.chat(model="")
    assert chat.fingerprint == ""
    list(chat.stream(ASK))
    assert server.asked[0]["model"] == "qwen3-4b"
    assert chat.fingerprint == "qwen3-4b"


def test_nobody_named_a_model_and_several_could_be_meant() -> None:
    server = Server(events(HELLO + END), models={"data": [{"id": "a"}, {"id": "b"}]})
    assert "there are a, b" in refused(server.chat(model=""), InputError)


def test_a_server_that_lists_no_models_is_asked_all_the_same() -> None:
    server = Server(events(HELLO + END), models=None)
    assert "".join(server.chat(model="").stream(ASK)) == "Hello."
    assert server.asked[0]["model"] == "default"


@pytest.mark.parametrize("status", [404, 400])
def test_an_unknown_model_lists_those_there_are(status: int) -> None:
    server = Server(httpx.Response(status, json={"error": {"message": "could not find real modelID for qwen3-4"}}))
    message = refused(server.chat(model="qwen3-4"))
    assert "there is no model 'qwen3-4'" in message
    assert "did you mean qwen3-4b? The models there are qwen3-4b, gemma" in message


def test_a_server_that_is_no_chat_server() -> None:
    message = refused(Server(httpx.Response(404, text="404 page not found"), models=None).chat())
    assert "404 page not found" in message
    assert "--llm-url" in message


@pytest.mark.parametrize(
    ("response", "message"),
    [
        (
            httpx.Response(500, json={"error": {"message": "the model crashed"}}),
            "(500 Internal Server Error): the model crashed",
        ),
        (httpx.Response(500, json={"error": "the model crashed"}), "the model crashed"),
        (httpx.Response(500, text="the model\ncrashed"), "the model crashed"),
        (httpx.Response(502, text="<html><h1>Bad Gateway</h1></html>"), "a page of HTML"),
        (httpx.Response(500), "no reason given"),
        (httpx.Response(401, json={"error": {"message": "bad key"}}), "NARRATE_LLM_KEY"),
        (httpx.Response(301, headers={"location": "https://there/"}), "redirects to https://there/"),
        (httpx.Response(200, headers={"content-type": "text/html"}, text="<html>Welcome"), "answers with text/html"),
        (httpx.Response(200, json=["what"]), "something else than a chat"),
        (httpx.Response(200, json={"error": {"message": "no"}}), "no"),
        (events(""), "broke off before its end"),
        (events(HELLO), "broke off before its end"),
        (events(HELLO + 'data: {"choices":[{"del'), "broke off before its end"),
        (events(HELLO + 'data: {"error":{"message":"slot lost"}}\n\n'), "slot lost"),
        (httpx.ReadTimeout("slow"), "said nothing for 600 s"),
        (httpx.RemoteProtocolError("Server disconnected"), "broke: Server disconnected"),
        (httpx.ReadError("reset"), "broke: reset"),
    ],
)
def test_every_refusal_says_what_and_where(response: httpx.Response | Exception, message: str) -> None:
    said = refused(Server(response).chat(key="secret"))
    assert message in said
    assert "http://here:8080" in said or "qwen3-4b" in said
    assert "secret" not in said


@pytest.mark.parametrize("trouble", [httpx.ConnectError("refused"), httpx.ConnectTimeout("slow")])
def test_nobody_there(trouble: Exception) -> None:
    for model in ("qwen3-4b", ""):
        server = Server(trouble)
        server.models = None
        chat = HttpChat(
            Endpoint("http://here:8080", model),
            Sampling(),
            server.events.append,
            transport=httpx.MockTransport(raising(trouble)),
        )
        message = refused(chat, MissingError)
        assert "http://here:8080" in message
        assert "--llm builtin" in message


def raising(trouble: Exception) -> Handler:
    def handler(request: httpx.Request) -> httpx.Response:
        raise trouble

    return handler


def test_a_server_that_cannot_stream() -> None:
    answer = {"choices": [{"message": {"content": "<think>hm</think>Hello."}, "finish_reason": "stop"}]}
    assert list(Server(httpx.Response(200, json=answer)).chat().stream(ASK)) == ["Hello."]


def test_busy_is_tried_again_after_what_the_server_asks() -> None:
    server = Server(
        httpx.Response(429, headers={"retry-after": "7"}, text="too many"),
        httpx.Response(503, json={"error": {"message": "Loading model"}}),
        httpx.Response(503, headers={"retry-after": formatdate(time.time() + 30, usegmt=True)}),
        events(HELLO + END),
    )
    assert "".join(server.chat().stream(ASK)) == "Hello."
    assert [7 <= nap < 8 for nap in server.naps[:1]] == [True]
    assert 2 <= server.naps[1] < 2.5  # the second pause of its own: 1, 2, 4 …
    assert 28 <= server.naps[2] <= 33
    assert any("Loading model" in notice for notice in server.notices)


def test_busy_for_ever_ends() -> None:
    server = Server(httpx.Response(503, json={"error": "busy"}))
    assert "503" in refused(server.chat())
    assert sum(server.naps) <= 120 < sum(server.naps) + 17
    assert server.naps == sorted(server.naps) or max(server.naps) <= 16.5


def test_a_server_that_wants_an_hour_is_not_waited_for() -> None:
    server = Server(httpx.Response(429, headers={"retry-after": "3600"}, text="come back later"))
    assert "come back later" in refused(server.chat())
    assert server.naps == []


def test_other_refusals_are_not_tried_again() -> None:
    server = Server(httpx.Response(500, text="no"))
    refused(server.chat())
    assert len(server.asked) == 1


class Slow(httpx.SyncByteStream):
    """A body that waits before its first byte, and tells whether it was closed."""

    def __init__(self, seconds: float, text: str) -> None:
        self.seconds, self.text, self.closed = seconds, text, False

    def __iter__(self) -> Iterator[bytes]:
        time.sleep(self.seconds)
        for line in self.text.splitlines(keepends=True):
            yield line.encode()

    def close(self) -> None:
        self.closed = True


def slow(seconds: float, text: str) -> tuple[Server, Slow, HttpChat]:
    body = Slow(seconds, text)
    server = Server(httpx.Response(200, headers={"content-type": "text/event-stream"}, stream=body))
    chat = HttpChat(
        Endpoint("http://here:8080", "qwen3-4b"),
        Sampling(),
        server.events.append,
        Patience(remark=0.05),
        httpx.MockTransport(server),
    )
    return server, body, chat


def test_the_user_is_told_that_a_model_is_being_loaded() -> None:
    server, _, chat = slow(0.3, HELLO + END)
    assert "".join(chat.stream(ASK)) == "Hello."
    assert server.notices == ["waiting for qwen3-4b at http://here:8080: loading model…"]


def test_a_quick_answer_has_no_remark() -> None:
    server, _, chat = slow(0, HELLO + END)
    pieces = []
    for piece in chat.stream(ASK):
        pieces.append(piece)
        time.sleep(0.1)
    assert server.notices == []


def test_a_servers_loading_state_is_shown_and_not_spoken() -> None:
    state = 'data: {"choices":[{"delta":{"reasoning_content":"loading 40 %"}}]}\n\n'
    server, _, chat = slow(0, state + HELLO + END)
    assert "".join(chat.stream(ASK)) == "Hello."
    assert Streamed("loading 40 %", aside=True) in server.events


def test_closing_the_answer_closes_the_connection() -> None:
    _, body, chat = slow(0, HELLO + END)
    stream = chat.stream(ASK)
    assert next(stream) == "Hel"
    assert not body.closed
    stream.close()  # type: ignore[attr-defined]  # a generator behind the port's Iterator
    assert body.closed


def test_interrupting_closes_the_connection() -> None:
    _, body, chat = slow(0, HELLO + END)
    stream = chat.stream(ASK)
    next(stream)
    with pytest.raises(KeyboardInterrupt):
        stream.throw(KeyboardInterrupt)  # type: ignore[attr-defined]  # as above
    assert body.closed


def test_the_longest_silence_can_be_set() -> None:
    assert patience("").answer == 600
    assert patience("2.5").answer == 2.5
    for wrong in ("soon", "0", "-1", "nan", "inf"):
        with pytest.raises(InputError, match="NARRATE_LLM_TIMEOUT"):
            patience(wrong)
