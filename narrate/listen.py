"""The job behind `narrate verify`: hear any sound file and hold any subtitles against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from narrate.events import Advanced, Began, Ended, Listener, silent
from narrate.model import Cue, Heard, Samples
from narrate.ports import Transcriber
from narrate.verify.subtitles import SubtitleCheck, check_subtitles, quiet_windows

RATE = 16_000
"""Hertz: what Whisper hears at, and so what the sound is read at and the cues are timed in."""


def listen(
    samples: Samples, cues: Sequence[Cue], transcriber: Transcriber, language: str, listener: Listener = silent
) -> SubtitleCheck:
    """Hear `samples` (mono, at RATE) window by window and compare the whole with `cues` (timed at RATE)."""
    listener(Began("listening", len(samples) / RATE, "seconds"))
    heard: list[Heard] = []
    for start, end in quiet_windows(samples, RATE):
        words = transcriber.transcribe(samples[start:end], RATE)
        heard += [replace(word, start=word.start + start, end=word.end + start) for word in words]
        listener(Advanced("listening", (end - start) / RATE))
    listener(Ended("listening"))
    return check_subtitles(cues, heard, RATE, language)
