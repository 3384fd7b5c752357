"""Puts together what was heard and what the clip's sound alone gives away."""

from __future__ import annotations

from dataclasses import replace

from narrate.model import Clip, Judgement, Segment, Verdict
from narrate.verify.signal import check_clip


def weigh(segment: Segment, clip: Clip) -> Judgement | None:
    """The judgement on the sound alone: None when nothing is wrong with it.

    A clip that is silent, clipped or of an impossible length fails. Words for which the engine knew no sound make it
    inconclusive: the rest may be fine, but somebody has to look.
    """
    faults = check_clip(clip, segment)
    unspoken = (f"no sound is known for: {', '.join(clip.unspoken)}",) if clip.unspoken else ()
    if not faults and not unspoken:
        return None
    verdict = Verdict.FAIL if faults else Verdict.INCONCLUSIVE
    return Judgement(verdict, segment.spoken, "", 0.0, 0, (*faults, *unspoken))


def both(heard: Judgement | None, sound: Judgement | None) -> Judgement | None:
    """One judgement of two: the worse verdict, and the reasons of both."""
    if heard is None or sound is None:
        return heard or sound
    verdict = max(heard.verdict, sound.verdict, key=RANK.__getitem__)
    return replace(heard, verdict=verdict, reasons=(*sound.reasons, *heard.reasons))


RANK = {Verdict.PASS: 0, Verdict.INCONCLUSIVE: 1, Verdict.FAIL: 2}
"""From good to bad."""
