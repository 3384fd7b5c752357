"""The job: speak a script's segments, lay them out, listen to the result, and put down sound, subtitles and report.

Talks to ports only. Two passes keep memory flat however long the script is: first every missing segment is rendered
into the cache, then the clips stream one by one onto the track. Verification hears the finished track; a segment that
fails is spoken in another way, the track laid out and heard again, and the better take kept.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace

from narrate.audio.timeline import lay_out
from narrate.captions.cues import caption
from narrate.captions.lint import lint
from narrate.captions.srt import to_srt
from narrate.events import Advanced, Began, Ended, Listener, silent
from narrate.model import (
    Clip,
    Effort,
    Heard,
    Judgement,
    Placed,
    Report,
    Samples,
    Script,
    Segment,
    SegmentReport,
    Timeline,
    Verdict,
)
from narrate.ports import Output, Recording, StoredSynthesizer, Transcriber
from narrate.report.document import to_json
from narrate.report.page import to_html
from narrate.report.peaks import PeakMeter
from narrate.verify.judge import judge_heard, total_wer
from narrate.verify.retake import MAX_RETAKES, retake
from narrate.verify.weigh import RANK, both, weigh
from narrate.verify.windows import Window, windows

PEAKS_PER_SECOND, MOST_PEAKS = 40, 150_000
"""Points of the waveform in the report page: enough to see each syllable, and not more than a page can draw."""


@dataclass(frozen=True, slots=True)
class Engines:
    """What a build works with. `jobs` segments are rendered at once.

    `ear` gives the Transcriber for a language; without it the result is not verified. `names` are what the report calls
    the synthesizer and the transcriber.
    """

    synthesizer: StoredSynthesizer
    ear: Callable[[str], Transcriber] | None
    jobs: int
    names: tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Take:
    """The track as it was laid out once: its timeline, its waveform, and one judgement for each segment (or None)."""

    timeline: Timeline
    meter: PeakMeter
    judgements: tuple[Judgement | None, ...]

    @property
    def segments(self) -> tuple[Segment, ...]:
        return tuple(placed.segment for placed in self.timeline.placed)


def build(script: Script, engines: Engines, output: Output, listener: Listener = silent) -> Report:
    """Build `script` into `output`. A bad alignment is a verdict in the Report, never an exception."""
    began = time.monotonic()
    with output.record(engines.synthesizer.rate) as recording:
        take, takes = _perform(script, engines, recording, listener)
        preview = recording.preview()
    rate = take.timeline.rate
    cues = caption(take.timeline)
    subtitles = output.put(".srt", to_srt(cues, rate))
    made = [engines.synthesizer.was_rendered(segment) for segment in script.segments]
    report = Report(
        script=script,
        timeline=take.timeline,
        cues=cues,
        segments=tuple(
            SegmentReport(placed, not new, count, judgement)
            for placed, new, count, judgement in zip(take.timeline.placed, made, takes, take.judgements, strict=True)
        ),
        outputs=(*output.sounds(), subtitles),
        effort=Effort(time.monotonic() - began, sum(made), len(made) - sum(made)),
        wer=None if engines.ear is None else total_wer(filter(None, take.judgements), script.language),
        synthesizer=engines.names[0],
        transcriber=engines.names[1],
        notes=tuple(map(str, lint(cues, rate))),
    )
    document = output.put(".report.json", json.dumps(to_json(report), ensure_ascii=False, indent=1) + "\n")
    page = output.put(".report.html", to_html(report, take.meter.peaks(_peaks(take.timeline)), preview))
    return replace(report, outputs=(*report.outputs, document, page))


def speak(script: Script, engines: Engines, output: Output, listener: Listener = silent) -> tuple[str, ...]:
    """Only the sound of `script`; the paths of the sound files."""
    with output.record(engines.synthesizer.rate) as recording:
        _take(script.segments, replace(engines, ear=None), recording, listener)
    return output.sounds()


def _peaks(timeline: Timeline) -> int:
    return min(MOST_PEAKS, PEAKS_PER_SECOND * timeline.length // timeline.rate)


def _perform(script: Script, engines: Engines, recording: Recording, listener: Listener) -> tuple[_Take, tuple[int, ...]]:
    """The best takes that were found, laid out in `recording`, and how often each segment was spoken."""
    last = best = _take(script.segments, engines, recording, listener)
    counts = [1] * len(script.segments)
    for attempt in range(1, MAX_RETAKES + 1):
        failed = {i for i, judged in enumerate(best.judgements) if judged is not None and judged.verdict is Verdict.FAIL}
        if not failed or engines.ear is None:
            break
        for i in failed:
            counts[i] += 1
        tried = [retake(script.segments[i], attempt) if i in failed else kept for i, kept in enumerate(best.segments)]
        last = _take(tried, engines, recording, listener)
        best = _better(best, last)
    if best.segments != last.segments:
        best = _take(best.segments, engines, recording, listener)
    return best, tuple(counts)


def _better(one: _Take, other: _Take) -> _Take:
    """For each segment the take that was judged better; `one` where they are level. Its timeline is not laid out yet."""
    pairs = [
        (b, j) if _score(j) < _score(i) else (a, i)
        for a, i, b, j in zip(one.timeline.placed, one.judgements, other.timeline.placed, other.judgements, strict=True)
    ]
    timeline = replace(other.timeline, placed=tuple(placed for placed, _ in pairs))
    return _Take(timeline, other.meter, tuple(judgement for _, judgement in pairs))


def _score(judgement: Judgement | None) -> tuple[int, float]:
    return (0, 0.0) if judgement is None else (RANK[judgement.verdict], judgement.wer)


def _take(segments: Sequence[Segment], engines: Engines, recording: Recording, listener: Listener) -> _Take:
    """Speak `segments`, lay them out in `recording`, and listen to the whole."""
    _render(segments, engines, listener)
    meter = PeakMeter()
    placed: list[Placed] = []
    sounds: list[Judgement | None] = []

    def clips() -> Iterator[tuple[Segment, Clip]]:
        for segment in segments:
            clip = engines.synthesizer.synthesize(segment)
            sounds.append(weigh(segment, clip))
            yield segment, clip

    def blocks() -> Iterator[Samples]:
        for samples, place in lay_out(clips(), engines.synthesizer.rate):
            meter.feed(samples)
            if place is not None:
                placed.append(place)
            yield samples

    length = recording.write(blocks())
    timeline = Timeline(engines.synthesizer.rate, tuple(placed), length)
    heard = _listen(timeline, engines.ear, recording, listener)
    return _Take(timeline, meter, tuple(map(both, heard, sounds)))


def _render(segments: Sequence[Segment], engines: Engines, listener: Listener) -> None:
    """Speak what the cache does not hold yet. What is finished stays, whatever happens to the rest."""
    missing = [segment for segment in segments if not engines.synthesizer.holds(segment)]
    if not missing:
        return
    listener(Began("speaking", sum(len(segment.spoken) for segment in missing), "characters"))
    executor = ThreadPoolExecutor(engines.jobs)
    try:
        work = {executor.submit(engines.synthesizer.synthesize, segment): segment for segment in missing}
        for done in as_completed(work):
            done.result()
            listener(Advanced("speaking", len(work[done].spoken)))
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
    listener(Ended("speaking"))


def _listen(
    timeline: Timeline, ear: Callable[[str], Transcriber] | None, recording: Recording, listener: Listener
) -> tuple[Judgement | None, ...]:
    """Hear the track window by window and judge each segment."""
    if ear is None:
        return (None,) * len(timeline.placed)

    def hear(window: Window) -> tuple[Heard, ...]:
        language = timeline.placed[window.first].segment.language
        return ear(language).transcribe(recording.read(window.start, window.end), timeline.rate)

    judgements: list[Judgement] = []
    listener(Began("listening", timeline.length / timeline.rate, "seconds"))
    for window in windows(timeline):
        judgements += judge_heard(timeline, window, hear)
        listener(Advanced("listening", (window.end - window.start) / timeline.rate))
    listener(Ended("listening"))
    return tuple(judgements)
