"""The result of `narrate verify` as a document for programs. Times and lags are seconds; a cue that is late has a
positive lag."""

from __future__ import annotations

from typing import Any

from narrate.verify.subtitles import CueCheck, Lags, SubtitleCheck

SCHEMA = "narrate.verify/1"


def to_json(result: SubtitleCheck, audio: str, subtitles: str, rate: int) -> dict[str, Any]:
    """Plain values that `json.dumps` takes; `rate` is that of the cues, in hertz."""
    return {
        "schema": SCHEMA,
        "audio": audio,
        "subtitles": subtitles,
        "passed": result.passed,
        "wer": round(result.wer, 4),
        "starts": _lags(result.starts),
        "ends": _lags(result.ends),
        "cues": [_cue(check, rate) for check in result.cues],
        "extra": [
            {"start": _seconds(heard.start / rate), "end": _seconds(heard.end / rate), "heard": heard.text}
            for heard in result.extra
        ],
    }


def _lags(lags: Lags | None) -> dict[str, float] | None:
    if lags is None:
        return None
    return {
        "count": lags.count,
        "offset": _seconds(lags.offset),
        "median": _seconds(lags.median),
        "p95": _seconds(lags.p95),
        "largest": _seconds(lags.largest),
        "growth_per_minute": _seconds(lags.growth),
    }


def _cue(check: CueCheck, rate: int) -> dict[str, Any]:
    judgement = check.judgement
    return {
        "line": check.cue.origin.line,
        "start": _seconds(check.cue.start / rate),
        "end": _seconds(check.cue.end / rate),
        "verdict": judgement.verdict.value,
        "wer": round(judgement.wer, 4),
        "expected": judgement.expected,
        "heard": judgement.heard,
        "reasons": list(judgement.reasons),
        "start_lag": None if check.start_lag is None else _seconds(check.start_lag),
        "end_lag": None if check.end_lag is None else _seconds(check.end_lag),
    }


def _seconds(value: float) -> float:
    return round(value, 3)
