"""Server-sent events as chat servers really send them: bytes in any cut to JSON frames.

Tolerated: `data:` with or without a space, `event:`, `id:` and `retry:` lines, `:` comments, any line ending, frames
without the blank line between them, JSON over several `data:` lines, `error:` lines (older llama.cpp).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, TypeAlias

from narrate.errors import EngineError, Fault

Frame: TypeAlias = "Mapping[str, Any] | Literal['done']"

_MOST_BYTES = 8_000_000
"""A line longer than this is no chat."""


def frames(chunks: Iterable[bytes], name: str) -> Iterator[Frame]:
    """Each frame of the stream, "done" for the `[DONE]` at its end. EngineError for what is none; `name` is the server."""
    pending = ""
    for line in lines(chunks):
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "error":
            yield {"error": _parsed(value) or value}
        elif field == "data" and value.strip() == "[DONE]":
            yield "done"
        elif field == "data":
            pending += ("\n" if pending else "") + value
            frame = _parsed(pending)
            if isinstance(frame, Mapping):
                pending = ""
                yield frame
        elif not line and pending:
            raise EngineError(Fault(f"{name} sent a line that is no JSON: {pending[:100]}", "see the server's log"))


def lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """Lines ended by LF, CR LF or CR, and by nothing else: `str.splitlines` would also cut at U+2028 inside JSON.

    What stands behind the last line's end is half a line, and left out.
    """
    held = b""
    for chunk in chunks:
        held += chunk
        if len(held) > _MOST_BYTES:
            raise EngineError(Fault(f"the server sent a line of more than {_MOST_BYTES} bytes", "see the server's log"))
        whole, held = (held[:-1], held[-1:]) if held.endswith(b"\r") else (held, b"")
        *done, last = whole.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        held = last + held
        yield from (line.decode("utf-8", "replace") for line in done)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
