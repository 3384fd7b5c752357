"""The report as a document for programs; its form is laid down in `report.schema.json` beside this file.

Times are seconds on the track, rounded to a tenth of a millisecond. Nothing in it depends on the day or the machine,
but for `effort.seconds` and the real-time factor that follows from it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from narrate.model import Verdict

if TYPE_CHECKING:
    from narrate.model import Chapter, Cue, Judgement, Report, SegmentReport, Skipped

SCHEMA = "narrate.report/1"
"""Name and version; the number grows when a reader of the old form would misunderstand the new one."""


def to_json(report: Report) -> dict[str, Any]:
    """The report as plain values that `json.dumps` takes."""
    script, rate = report.script, report.timeline.rate
    return {
        "schema": SCHEMA,
        "title": script.title,
        "script": script.path,
        "language": script.language,
        "passed": report.passed,
        "totals": _totals(report),
        "effort": {
            "seconds": round(report.effort.seconds, 2),
            "rendered": report.effort.rendered,
            "cached": report.effort.cached,
        },
        "engines": {"synthesizer": report.synthesizer, "transcriber": report.transcriber or None},
        "outputs": list(report.outputs),
        "findings": [_finding(part, part.judgement, rate) for part in report.segments if _is_finding(part)],
        "segments": [_segment(part, rate) for part in report.segments],
        "cues": [_cue(index, cue, rate) for index, cue in enumerate(report.cues, 1)],
        "chapters": [_chapter(index, chapter, report) for index, chapter in enumerate(script.chapters)],
        "skipped": [_skipped(part) for part in script.skipped],
        "notes": list(report.notes),
    }


def untouched(document: dict[str, Any], seconds: float) -> dict[str, Any]:
    """The document of a build in which nothing was left to do, and which took `seconds` to find that out."""
    totals = document["totals"]
    return {
        **document,
        "effort": {"seconds": round(seconds, 2), "rendered": 0, "cached": totals["segments"]},
        "totals": {**totals, "real_time_factor": _factor(seconds, totals["speech_seconds"])},
        "segments": [{**segment, "cached": True} for segment in document["segments"]],
    }


def _factor(seconds: float, speech: float) -> float | None:
    """Real-time factor: seconds of work for a second of speech."""
    return round(seconds / speech, 4) if speech else None


def _is_finding(part: SegmentReport) -> bool:
    return part.judgement is not None and part.judgement.verdict is not Verdict.PASS


def _totals(report: Report) -> dict[str, Any]:
    rate = report.timeline.rate
    speech = sum(placed.end - placed.start for placed in report.timeline.placed) / rate
    verdicts = Counter(part.judgement.verdict if part.judgement else None for part in report.segments)
    return {
        "segments": len(report.segments),
        "words": sum(len(placed.words) for placed in report.timeline.placed),
        "cues": len(report.cues),
        "audio_seconds": _seconds(report.timeline.length, rate),
        "speech_seconds": round(speech, 4),
        "real_time_factor": _factor(report.effort.seconds, speech),
        "wer": None if report.wer is None else round(report.wer, 4),
        **{verdict.value: verdicts[verdict] for verdict in Verdict},
        "unverified": verdicts[None],
        "skipped": len(report.script.skipped),
    }


def _segment(part: SegmentReport, rate: int) -> dict[str, Any]:
    placed, segment = part.placed, part.placed.segment
    return {
        "index": segment.index,
        "file": segment.origin.path,
        "line": segment.origin.line,
        "text": segment.text,
        "spoken": segment.spoken,
        "voice": segment.voice,
        "speed": segment.speed,
        "start": _seconds(placed.start, rate),
        "end": _seconds(placed.end, rate),
        "words": [
            {"text": word.text, "start": _seconds(word.start, rate), "end": _seconds(word.end, rate)}
            for word in placed.words
        ],
        "cached": part.cached,
        "takes": part.takes,
        **_judged(part.judgement),
    }


def _finding(part: SegmentReport, judgement: Judgement | None, rate: int) -> dict[str, Any]:
    return {
        "segment": part.placed.segment.index,
        "file": part.placed.segment.origin.path,
        "line": part.placed.segment.origin.line,
        "start": _seconds(part.placed.start, rate),
        "end": _seconds(part.placed.end, rate),
        **_judged(judgement),
    }


def _judged(judgement: Judgement | None) -> dict[str, Any]:
    if judgement is None:
        return dict.fromkeys(("verdict", "wer", "longest_run", "expected", "heard")) | {"reasons": []}
    return {
        "verdict": judgement.verdict.value,
        "wer": round(judgement.wer, 4),
        "longest_run": judgement.longest_run,
        "expected": judgement.expected,
        "heard": judgement.heard,
        "reasons": list(judgement.reasons),
    }


def _cue(index: int, cue: Cue, rate: int) -> dict[str, Any]:
    return {
        "index": index,
        "start": _seconds(cue.start, rate),
        "end": _seconds(cue.end, rate),
        "lines": list(cue.lines),
        "file": cue.origin.path,
        "line": cue.origin.line,
    }


def _chapter(index: int, chapter: Chapter, report: Report) -> dict[str, Any]:
    begins = (placed.start for placed in report.timeline.placed if placed.segment.chapter == index)
    begin = next(begins, None)
    return {
        "title": chapter.title,
        "file": chapter.origin.path,
        "line": chapter.origin.line,
        "start": None if begin is None else _seconds(begin, report.timeline.rate),
    }


def _skipped(part: Skipped) -> dict[str, Any]:
    return {"kind": part.kind, "text": part.text, "file": part.origin.path, "line": part.origin.line}


def _seconds(samples: int, rate: int) -> float:
    return round(samples / rate, 4)
