"""What a chat server says when it will not answer, and what the user is told about it."""

from __future__ import annotations

import difflib
import json
import math
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from time import time
from typing import TYPE_CHECKING, Any

from narrate.engines.chat import error_text
from narrate.errors import EngineError, Fault

if TYPE_CHECKING:
    import httpx

_LONGEST_PAUSE = 15.0
"""Seconds between two tries, unless the server itself asks for more."""
_MODELS_SECONDS = 10.0
_LOADED = ("loaded", "ready", "running")


def remembered(response: httpx.Response) -> str:
    """What the body of a refusal says. Read here, because a streamed response is not; "" when even that breaks."""
    import httpx

    try:
        body = response.read().decode("utf-8", "replace")
    except httpx.HTTPError:
        return ""
    try:
        return error_text(json.loads(body))
    except ValueError:
        return error_text(body)


def pause_asked(response: httpx.Response, attempt: int) -> float:
    """Seconds until the next try: what the server asks for (a number, or a date), else 1, 2, 4 … up to a limit."""
    asked = response.headers.get("retry-after", "").strip()
    try:
        seconds = float(asked)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(asked).timestamp() - time()
        except ValueError:
            seconds = math.nan
    return max(0.0, seconds) if math.isfinite(seconds) else min(_LONGEST_PAUSE, 2.0**attempt)


def named_models(client: httpx.Client) -> dict[str, bool]:
    """The server's models, and whether each is loaded now; empty where it does not tell. Transport errors pass through
    when no connection is made at all, as they tell more than an empty list.
    """
    import httpx

    try:
        response = client.get("models", timeout=httpx.Timeout(_MODELS_SECONDS, connect=client.timeout.connect))
        listed = response.json() if response.is_success else {}
    except (httpx.ConnectError, httpx.ConnectTimeout):
        raise
    except (httpx.HTTPError, ValueError):
        return {}
    entries = listed.get("data") if isinstance(listed, Mapping) else None
    return {
        str(entry["id"]): _is_loaded(entry)
        for entry in (entries if isinstance(entries, list) else ())
        if isinstance(entry, Mapping) and entry.get("id")
    }


def _is_loaded(entry: Mapping[str, Any]) -> bool:
    status = entry.get("status")
    return (status.get("value") if isinstance(status, Mapping) else status) in _LOADED


def refusal(
    response: httpx.Response, said: str, url: str, model: str, models: Callable[[], Mapping[str, bool]]
) -> EngineError:
    """The error for a response that is no good: what the server said, and the cure for its status."""
    import httpx

    status = response.status_code
    unknown = status == 404 or (status == 400 and "model" in said.lower())
    if unknown:
        try:
            names = list(models())
        except httpx.HTTPError:
            names = []
        if names and model not in names:
            return EngineError(Fault(f"there is no model {model!r} at {url}: {said}", _nearest(model, names)))
        if not names and status == 404:
            return wrong_address(url, f"knows no chat: {said}")
    if response.is_redirect:
        said = f"it redirects to {response.headers.get('location', 'nowhere')}"
    return EngineError(
        Fault(f"{url} refused ({status} {response.reason_phrase}): {said or 'no reason given'}", _cure(status))
    )


def wrong_address(url: str, what: str) -> EngineError:
    """The error for a server that is there, but is none of ours."""
    return EngineError(
        Fault(
            f"{url} {what}",
            "give the address of an OpenAI-compatible server, with its path where that is not /v1: --llm-url URL",
        )
    )


def _nearest(model: str, names: list[str]) -> str:
    near = difflib.get_close_matches(model, names, n=1)
    guess = f"did you mean {near[0]}? " if near else ""
    return f"{guess}The models there are {', '.join(names)}"


def _cure(status: int) -> str:
    if status in (401, 403):
        return "set NARRATE_LLM_KEY to a key that this server takes"
    if status in (429, 503):
        return "wait, or lighten the load on the server; then try again"
    if 300 <= status < 400:
        return "give the address that it points to: --llm-url URL"
    return "see the server's log" if status >= 500 else "see what the server says, and change the request"
