"""Are the word times true? Word starts from the model's durations against a forced alignment, in four voices.

    make bench      (or: python tests/bench/bench_word_times.py [--offset])

`--offset` prints what the constant WORD_LEAD in narrate/engines/kokoro.py should be: the median of the differences when
nothing is taken out.
"""

from __future__ import annotations

import statistics
import sys

from narrate.assembly import Assembly
from narrate.config import Flags
from narrate.engines.kokoro import RATE, WORD_LEAD
from narrate.scripts import from_text
from tests.support.aligner import Differences, differences
from tests.support.plain_text import SENTENCES

VOICES = ("af_heart", "am_michael", "bf_emma", "bm_george")


def main() -> None:
    assembly = Assembly(Flags())
    every: list[Differences] = []
    seconds = 0.0
    for voice in VOICES:
        own: list[Differences] = []
        for sentence in SENTENCES:
            (segment,) = from_text(sentence, Flags(voice=voice)).segments
            clip = assembly.synthesizer.synthesize(segment)
            own.append(differences(sentence, clip.samples, RATE, clip.words))
            seconds += len(clip.samples) / RATE
        every += own
        print(f"{voice:12} {summary(own)}")
    print(f"{'all':12} {summary(every)}   ({seconds:.0f} s of speech; lead taken out: {WORD_LEAD / RATE * 1000:.0f} ms)")
    if "--offset" in sys.argv:
        median = statistics.median(value for part in every for value in part.milliseconds)
        print(f"WORD_LEAD should be {WORD_LEAD + round(median / 1000 * RATE)} samples")


def summary(parts: list[Differences]) -> str:
    whole = sum(parts[1:], parts[0])
    return (
        f"{len(whole.milliseconds):4} words, word starts: mean {whole.mean:+6.1f} ms, "
        f"median absolute difference {whole.median_absolute:5.1f} ms"
    )


if __name__ == "__main__":
    main()
