"""What every chat engine has in common: the pieces of an OpenAI-style answer, and its text without the thoughts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from narrate.errors import EngineError, Fault
from narrate.events import Listener, Streamed
from narrate.ports import Message

_OPENERS = ("<think>", "<thinking>")
_CLOSERS = {"<think>": "</think>", "<thinking>": "</thinking>"}
_BAD_ENDS = {
    "length": ("it reached its limit of tokens", "ask for fewer words, or give the model more context on its server"),
    "content_filter": ("its provider's filter stopped it", "put the brief in other words, or take another model"),
}


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next word is chosen. None leaves it to the server. `temperature` is 0 to 2; 0 always takes the likeliest."""

    temperature: float | None = None
    seed: int | None = None

    def __str__(self) -> str:
        parts = (("temperature", self.temperature), ("seed", self.seed))
        return " ".join(f"{name}={value:g}" for name, value in parts if value is not None)

    def request(self, messages: Sequence[Message]) -> dict[str, Any]:
        """The body of a request for a streamed answer, still without a model."""
        given = {"temperature": self.temperature, "seed": self.seed}
        return {
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            "stream": True,
            **{name: value for name, value in given.items() if value is not None},
        }


class Answer:
    """Takes the chunks of one answer in turn and gives the text in them; thoughts go to the listener as asides."""

    def __init__(self, name: str, listener: Listener) -> None:
        self._name = name
        self._listener = listener
        self._thoughts = Thoughts()
        self._finish: str | None = None
        self._spoke = False

    @property
    def finished(self) -> bool:
        """Whether the model said that its answer is complete."""
        return self._finish is not None

    def feed(self, chunk: Mapping[str, Any]) -> str:
        """The text in this chunk: often "", as in usage frames and those with nothing but a role."""
        if chunk.get("error"):
            raise EngineError(Fault(f"{self._name} broke off: {error_text(chunk)}", "try again; see its log if it stays"))
        choices = chunk.get("choices")
        choice = choices[0] if isinstance(choices, list) and choices else {}
        if not isinstance(choice, Mapping):
            return ""
        part = choice.get("delta") or choice.get("message") or {}
        self._finish = choice.get("finish_reason") or self._finish
        for name in ("reasoning_content", "reasoning"):
            if isinstance(part.get(name), str) and part[name]:
                self._listener(Streamed(part[name], aside=True))
        content = part.get("content")
        return self._visible(content) if isinstance(content, str) else ""

    def end(self, complete: bool = False) -> str:
        """The last piece of text. EngineError unless the model, or its server (`complete`), said that this is the end."""
        if self._finish in _BAD_ENDS:
            why, cure = _BAD_ENDS[self._finish]
            raise EngineError(Fault(f"{self._name} did not finish: {why}", cure))
        if not complete and not self.finished:
            raise EngineError(
                Fault(f"the answer of {self._name} broke off before its end", "try again; see the server's log if it stays")
            )
        rest = self._thoughts.rest()
        if not self._spoke and not rest.strip():
            raise EngineError(
                Fault(f"{self._name} answered nothing", "put the brief in other words, or take another model")
            )
        return rest

    def _visible(self, content: str) -> str:
        text, aside = self._thoughts.feed(content)
        if aside:
            self._listener(Streamed(aside, aside=True))
        self._spoke = self._spoke or bool(text.strip())
        return text


class Thoughts:
    """Takes `<think>…</think>` out of a text that comes in pieces, wherever the pieces are cut."""

    def __init__(self) -> None:
        self._held = ""
        self._closer = ""

    def feed(self, piece: str) -> tuple[str, str]:
        """(text, thoughts) that are certain by now; what may be the beginning of a tag is held back."""
        text, aside = "", ""
        held = self._held + piece
        while held:
            tags = (self._closer,) if self._closer else _OPENERS
            at, tag = min(((held.find(tag), tag) for tag in tags if tag in held), default=(-1, ""))
            cut = at if at >= 0 else len(held) - _begun(held, tags)
            if self._closer:
                aside += held[:cut]
            else:
                text += held[:cut]
            held = held[cut + len(tag) :]
            if at < 0:
                break
            self._closer = _CLOSERS.get(tag, "")
        self._held = held
        return text, aside

    def rest(self) -> str:
        """What was held back when the text is at its end. Thoughts that never ended are none of it."""
        held, self._held = self._held, ""
        return "" if self._closer else held


def _begun(text: str, tags: Sequence[str]) -> int:
    """How many characters at the end of `text` may be the beginning of one of `tags`."""
    longest = max(map(len, tags)) - 1
    return next(
        (size for size in range(min(longest, len(text)), 0, -1) if any(tag.startswith(text[-size:]) for tag in tags)), 0
    )


def error_text(body: Any) -> str:
    """What an error says, in any of the shapes that servers use: {"error": {"message"}}, {"error": "text"}, text."""
    if isinstance(body, Mapping):
        inner = next((body[name] for name in ("error", "message", "detail") if body.get(name)), "")
        return error_text(inner) if inner else _short(str(dict(body)))
    return _short(str(body))


def _short(text: str, most: int = 300) -> str:
    """On one line, and not longer than anyone reads."""
    line = " ".join(text.split())
    if line[:1] == "<":
        return "a page of HTML, not a chat's answer"
    return line if len(line) <= most else line[: most - 1] + "…"
