"""What a good subtitle is, in numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """The limits that cues are made by and held against.

    The defaults are Netflix's Timed Text Style Guide: the General Requirements (duration 5/6 s to 7 s, two frames
    between events, gaps of 3 to 11 frames closed) and the English guide (42 characters, two lines, 20 characters a
    second for adults). Frames are counted at 24 a second, the slowest rate in use, so that the gap holds at any rate.
    """

    line_length: int = 42
    """Characters in a line, spaces included."""
    lines: int = 2
    """Lines in a cue."""
    shortest: float = 5 / 6
    """Seconds a cue stays at least, where there is silence to stay in."""
    longest: float = 7.0
    """Seconds a cue stays at most."""
    reading_speed: float = 20.0
    """Characters a second, spaces included; a line break counts as one."""
    gap: float = 2 / 24
    """Seconds between two cues, unless the speech runs on without that much silence."""
    linger: float = 0.5
    """Seconds a cue may stay after its last word when neither reading speed nor the shortest time ask for more."""
    flicker: float = 12 / 24
    """A pause between two cues is either the gap or at least this many seconds: anything between looks like a blink."""


NETFLIX = Rules()


def characters(lines: tuple[str, ...]) -> int:
    """What the reading speed is counted over: every character, a line break as one space."""
    return len(" ".join(lines))
