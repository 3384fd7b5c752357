"""The report as one page for people: no network, no framework, everything inside but, perhaps, the audio.

The page is `page.html` with `page.css` and three scripts put in, and the report's facts as JSON, from which the scripts
build what is seen. Facts enter the document as text only, so that no script of a user's can run in it.
"""

from __future__ import annotations

import base64
import html
import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from narrate.report.diff import compare
from narrate.report.document import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.model import Report
    from narrate.report.diff import Stretch

_SCRIPTS = ("facts.js", "wave.js", "player.js")
"""In this order, in one scope."""
_SLOT = re.compile(r"\{\{(\w+)\}\}")


def to_html(report: Report, peaks: Sequence[tuple[float, float]], audio_url: str) -> str:
    """The page. `peaks` are the (lowest, highest) samples, -1 … 1, of even parts of the whole track: about 20 a second
    make the near view sharp. `audio_url` is a `data:` URI or a file name relative to the page, already URL-quoted.
    """
    slots = {
        "title": html.escape(report.script.title or report.script.path),
        "style": _part("page.css"),
        "script": "".join(map(_part, _SCRIPTS)),
        "audio": html.escape(audio_url),
        "facts": _embedded(_facts(report, peaks)),
    }
    return _SLOT.sub(lambda slot: slots[slot[1]], _part("page.html"))


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _embedded(facts: dict[str, Any]) -> str:
    """JSON that can stand inside a <script> element: nothing in it can end the element or open a comment."""
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _facts(report: Report, peaks: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """The document of `to_json` with words moved to their cues, both texts compared, and the waveform."""
    facts = to_json(report)
    words = [(word["text"], word["start"], word["end"]) for part in facts["segments"] for word in part.pop("words")]
    for cue, lines in zip(facts["cues"], _timed(facts["cues"], words), strict=True):
        cue["lines"] = lines
    for part in facts["segments"]:
        if part["expected"] != part["heard"]:
            meant, got = compare(part["expected"], part["heard"])
            part["expected"], part["heard"] = _stretches(meant), _stretches(got)
        else:
            part["expected"] = part["heard"] = None
    facts["findings"] = [finding["segment"] for finding in facts["findings"]]
    facts["peaks"] = _outline(peaks)
    return facts


def _stretches(side: tuple[Stretch, ...]) -> list[tuple[str, int]]:
    return [(stretch.text, int(stretch.wrong)) for stretch in side]


def _timed(
    cues: Sequence[dict[str, Any]], words: Sequence[tuple[str, float, float]]
) -> Iterator[list[list[tuple[str, float, float]]]]:
    """Each cue's lines as (text, start, end), one for a word or for a part of a word that was broken over two lines."""
    at, left = 0, words[0][0] if words else ""
    for cue in cues:
        lines = []
        for line in cue["lines"]:
            timed = []
            for token in line.split(" "):
                known = at < len(words) and left.startswith(token)
                timed.append((token, *(words[at][1:] if known else (cue["start"], cue["end"]))))
                left = left[len(token) :] if known else left
                if known and not left:
                    at += 1
                    left = words[at][0] if at < len(words) else ""
            lines.append(timed)
        yield lines


def _outline(peaks: Sequence[tuple[float, float]]) -> str:
    """Lowest and highest of each part as signed bytes, alternating, in base64: 127 is full scale."""
    levels = bytes(round(max(-1.0, min(1.0, level)) * 127) % 256 for pair in peaks for level in pair)
    return base64.b64encode(levels).decode("ascii")
