"""The JSON report keeps to its schema, says everything, and does not depend on the day or the machine."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from narrate.model import (
    Chapter,
    Cue,
    Effort,
    Judgement,
    Origin,
    Placed,
    Report,
    Script,
    Segment,
    SegmentReport,
    Skipped,
    SpokenWord,
    Timeline,
    Verdict,
    Word,
)
from narrate.report.document import SCHEMA, to_json
from narrate.report.page import to_html

RATE = 24_000
GOOD = Judgement(Verdict.PASS, "hello there", "hello there", 0.0, 0)
DOUBT = Judgement(Verdict.INCONCLUSIVE, "nginx", "engine x", 2.0, 2, ("a name of one word",))
BAD = Judgement(Verdict.FAIL, "forty two dollars", "", 1.0, 3, ("nothing was heard",))


def placed(index: int, text: str, start: int) -> Placed:
    words = [Word(word, start + k * 6_000, start + k * 6_000 + 6_000) for k, word in enumerate(text.split())]
    written = tuple(SpokenWord(word.text, word.text.lower()) for word in words)
    segment = Segment(index, written, "af_heart", 1.0, "en-us", 0.35, 0, Origin("a.md", index + 1))
    return Placed(segment, start, words[-1].end, tuple(words))


@pytest.fixture
def report() -> Report:
    parts = (placed(0, "Hello there.", 2_400), placed(1, "Nginx </script>", 24_000), placed(2, "$42 &amp; “x”", 48_001))
    script = Script(
        path="a.md",
        title="A {{facts}} title",
        language="en-us",
        segments=tuple(part.segment for part in parts),
        chapters=(Chapter("", Origin("a.md", 1)), Chapter("Empty", Origin("a.md", 9))),
        skipped=(Skipped("image", "cat.png", Origin("a.md", 7)),),
    )
    cues = tuple(
        Cue(part.start, part.end, (" ".join(word.text for word in part.words),), part.segment.origin) for part in parts
    )
    judged = zip(parts, (GOOD, DOUBT, BAD), strict=True)
    return Report(
        script=script,
        timeline=Timeline(RATE, parts, 72_000),
        cues=cues,
        segments=tuple(SegmentReport(part, cached=False, takes=1, judgement=verdict) for part, verdict in judged),
        outputs=("out/a.wav", "out/a.srt"),
        effort=Effort(1.234, 3, 0),
        wer=0.33333333,
        synthesizer="kokoro",
        transcriber="whisper",
    )


def schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files("narrate.report").joinpath("report.schema.json").read_text("utf-8"))
    return loaded


def test_it_keeps_to_the_schema(report: Report) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    for each in (report, unverified(report), empty(report)):
        document = json.loads(json.dumps(to_json(each)))
        jsonschema.validate(document, schema(), jsonschema.Draft202012Validator)


def test_the_schema_has_the_version_and_knows_no_member_that_is_not_written(report: Report) -> None:
    assert schema()["properties"]["schema"]["const"] == SCHEMA
    written = to_json(report)
    assert set(schema()["properties"]) == set(written)
    for kind, example in (("segment", "segments"), ("finding", "findings"), ("cue", "cues"), ("skipped", "skipped")):
        assert set(schema()["$defs"][kind]["properties"]) == set(written[example][0])


def unverified(report: Report) -> Report:
    return replace(
        report, segments=tuple(replace(part, judgement=None) for part in report.segments), wer=None, transcriber=""
    )


def empty(report: Report) -> Report:
    return replace(report, segments=(), cues=(), timeline=Timeline(RATE, (), 0), wer=None)


def test_a_segment_says_all(report: Report) -> None:
    assert to_json(report)["segments"][1] == {
        "index": 1,
        "file": "a.md",
        "line": 2,
        "text": "Nginx </script>",
        "spoken": "nginx </script>",
        "voice": "af_heart",
        "speed": 1.0,
        "start": 1.0,
        "end": 1.5,
        "words": [
            {"text": "Nginx", "start": 1.0, "end": 1.25},
            {"text": "</script>", "start": 1.25, "end": 1.5},
        ],
        "cached": False,
        "takes": 1,
        "verdict": "inconclusive",
        "wer": 2.0,
        "longest_run": 2,
        "expected": "nginx",
        "heard": "engine x",
        "reasons": ["a name of one word"],
    }


def test_findings_are_what_did_not_pass(report: Report) -> None:
    document = to_json(report)
    assert [(each["segment"], each["verdict"], each["line"]) for each in document["findings"]] == [
        (1, "inconclusive", 2),
        (2, "fail", 3),
    ]
    assert document["passed"] is False


def test_totals(report: Report) -> None:
    assert to_json(report)["totals"] == {
        "segments": 3,
        "words": 7,
        "cues": 3,
        "audio_seconds": 3.0,
        "speech_seconds": 1.75,
        "real_time_factor": 0.7051,
        "wer": 0.3333,
        "pass": 1,
        "fail": 1,
        "inconclusive": 1,
        "unverified": 0,
        "skipped": 1,
    }


def test_what_was_not_verified_is_not_called_right(report: Report) -> None:
    document = to_json(unverified(report))
    assert document["findings"] == []
    assert document["totals"]["unverified"] == 3
    assert document["engines"]["transcriber"] is None
    assert {part["verdict"] for part in document["segments"]} == {None}


def test_a_chapter_begins_with_its_first_segment_or_not_at_all(report: Report) -> None:
    assert [chapter["start"] for chapter in to_json(report)["chapters"]] == [0.1, None]


# --- the page's facts (its looks are tested in a browser) -------------------------------------------------------------


def facts_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="facts">(.*?)</script>', page, re.DOTALL)
    assert found
    facts: dict[str, Any] = json.loads(found[1])
    return facts


def test_no_text_of_the_user_can_end_an_element_or_fill_a_slot(report: Report) -> None:
    page = to_html(report, [(-0.5, 0.5)], 'a"><script>.wav')
    assert page.count("<script") == 2
    assert page.count("</script>") == 2
    assert "<title>A {{facts}} title – narrate report</title>" in page
    assert facts_of(page)["segments"][1]["text"] == "Nginx </script>"
    assert facts_of(page)["segments"][2]["text"] == "$42 &amp; “x”"


def test_the_page_loads_nothing(report: Report) -> None:
    page = to_html(report, [], "a.wav")
    assert re.findall(r'(?:src|href)="([^"#]+)"', page) == ["data:,", "a.wav"]
    assert "http" not in re.sub(r"http-equiv", "", page)
    assert "@import" not in page
    assert "url(" not in page


def test_every_word_of_a_cue_has_its_own_time_also_when_it_was_broken_in_two(report: Report) -> None:
    broken = replace(report.cues[1], lines=("Nginx </scr", "ipt>"))
    facts = facts_of(to_html(replace(report, cues=(report.cues[0], broken, report.cues[2])), [], "a.wav"))
    assert facts["cues"][1]["lines"] == [[["Nginx", 1.0, 1.25], ["</scr", 1.25, 1.5]], [["ipt>", 1.25, 1.5]]]
    assert facts["cues"][2]["lines"][0][0] == ["$42", 2.0, 2.25]


def test_cues_that_hold_other_words_are_timed_as_a_whole(report: Report) -> None:
    other = replace(report.cues[0], lines=("Something else",))
    facts = facts_of(to_html(replace(report, cues=(other,)), [], "a.wav"))
    assert facts["cues"][0]["lines"] == [[["Something", 0.1, 0.6], ["else", 0.1, 0.6]]]


def test_peaks_are_signed_bytes(report: Report) -> None:
    assert facts_of(to_html(report, [(-1.0, 1.0), (-0.5, 2.0), (0.0, 0.0)], "a.wav"))["peaks"] == "gX/AfwAA"
