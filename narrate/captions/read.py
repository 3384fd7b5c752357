"""A subtitle file of whichever kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.captions.srt import from_srt
from narrate.captions.vtt import from_vtt
from narrate.errors import Fault, InputError

if TYPE_CHECKING:
    from narrate.model import Cue


def from_subtitles(text: str, rate: int, path: str = "") -> tuple[Cue, ...]:
    """The cues of an SRT or WebVTT file, told apart by their first line and not by their name; times at `rate` hertz.

    Raises InputError, with the line, when the text is neither.
    """
    if text.removeprefix("\ufeff").lstrip().startswith("WEBVTT"):
        return from_vtt(text, rate, path)
    if "-->" not in text:
        what = "there are no times in it" if text.strip() else "it is empty"
        cure = 'give a SubRip (.srt) or WebVTT (.vtt) file: its cues have lines like "00:00:01,000 --> 00:00:02,500"'
        raise InputError(Fault(f"not a subtitle file: {what}", cure, path, 1 if text.strip() else 0))
    return from_srt(text, rate, path)
