"""What the sound alone gives away, and how it joins with what was heard."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from narrate.model import Clip, Judgement, Origin, Segment, SpokenWord, Verdict
from narrate.verify.weigh import both, weigh

SEGMENT = Segment(0, (SpokenWord("word", "word"),), "af_heart", 1.0, "en-us", 0.3, 0, Origin("talk.md", 1))
GOOD = Clip(np.sin(np.arange(24_000) / 10).astype(np.float32) * 0.5, 24_000, (), 18)
HEARD = Judgement(Verdict.PASS, "word", "word", 0.0, 0)


def test_a_good_clip_has_nothing_to_say() -> None:
    assert weigh(SEGMENT, GOOD) is None


def test_a_silent_clip_fails() -> None:
    sound = weigh(SEGMENT, replace(GOOD, samples=np.zeros(24_000, np.float32)))
    assert sound is not None
    assert sound.verdict is Verdict.FAIL
    assert sound.reasons == ("the clip is silent",)


def test_a_word_without_sound_is_inconclusive_and_named() -> None:
    sound = weigh(SEGMENT, replace(GOOD, unspoken=("東京",)))
    assert sound is not None
    assert sound.verdict is Verdict.INCONCLUSIVE
    assert "東京" in sound.reasons[0]


def test_the_worse_verdict_wins_and_all_reasons_stay() -> None:
    sound = Judgement(Verdict.FAIL, "word", "", 0.0, 0, ("the clip is silent",))
    joined = both(replace(HEARD, reasons=("heard so-so",)), sound)
    assert joined is not None
    assert (joined.verdict, joined.heard) == (Verdict.FAIL, "word")
    assert joined.reasons == ("the clip is silent", "heard so-so")
    assert both(HEARD, None) is HEARD
    assert both(None, sound) is sound
    assert both(None, None) is None
