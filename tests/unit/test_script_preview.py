"""`narrate preview`: what it shows, and how fast."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from narrate.model import Delivery
from narrate.script import read, split
from narrate.script.preview import Preview, estimate, preview, to_json
from narrate.script.preview_rows import clock, rows

ROOT = Path(__file__).parent.parent.parent
SOURCE = """---
title: Talk
author: Ada
voices:
  Host: bm_george
---
Before it all.

# One

Host: It’s [SQL]{say="sequel"} in [New York]{say="the city"}, [really](/ˈɛks/). [pause 2s]

<!-- no -->

The end of it all.
"""


def shown(source: str = SOURCE) -> Preview:
    return preview(split(read(source, "a.md", True), Delivery()))


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "80", "NARRATE_CACHE": str(folder / "cache"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "narrate", "preview", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_rows_say_who_says_what_and_what_is_left_out() -> None:
    found = [text for _, text in rows(shown())]
    assert found[0].startswith("a.md: Talk, by Ada, about 0:")
    assert [text.split(", about")[0] for text in found[1:-3]] == [
        "(before the first heading)",
        "narrator (af_heart, en-us)",
        "     7  Before it all.  [1.2 s]",
        "One",
        "     9  One  [0.7 s]",
        "Host (bm_george, en-gb)",
        "    11  It’s SQL in New York, really.  [2 s]",
        "        SQL → sequel",
        "        New York, → the city,",
        "        really. → /ˈɛks./",
        "    13  skipped comment: <!-- no -->",
        "narrator (af_heart, en-us)",
        "    15  The end of it all.  [0 s]",
    ]
    assert [text.split(":")[0] for text in found[-3:-1]] == ["narrator", "Host"]


def test_the_document_for_editors_holds_the_same() -> None:
    found = json.loads(json.dumps(to_json(shown())))
    assert (found["title"], found["author"], found["language"]) == ("Talk", "Ada", "en-us")
    assert [(each["line"], each["speaker"], each["voice"]) for each in found["segments"]] == [
        (7, "narrator", "af_heart"),
        (9, "narrator", "af_heart"),
        (11, "Host", "bm_george"),
        (15, "narrator", "af_heart"),
    ]
    assert found["segments"][2]["changed"] == [
        {"written": "SQL", "said": "sequel"},
        {"written": "New York,", "said": "the city,"},
        {"written": "really.", "said": "/ˈɛks./"},
    ]
    assert found["skipped"] == [{"kind": "comment", "text": "<!-- no -->", "line": 13}]
    assert [chapter["line"] for chapter in found["chapters"]] == [7, 9]


def test_the_sums_agree() -> None:
    found = shown()
    speech = sum(line.seconds for line in found.lines)
    assert sum(seconds for _, seconds in found.speakers) == pytest.approx(speech)
    assert sum(seconds for _, seconds in found.chapters) == pytest.approx(found.seconds)
    assert found.seconds == pytest.approx(speech + sum(line.segment.pause_after for line in found.lines))


def test_an_estimate_follows_the_speed() -> None:
    slow, fast = (split(read("One and two and three.", "a.md", True), Delivery(speed=s)).segments[0] for s in (0.5, 1.0))
    assert estimate(slow) == pytest.approx(2 * estimate(fast))


def test_the_estimate_of_the_long_sample_is_near_what_it_is() -> None:
    """samples/lighthouse.md was spoken in 459.6 seconds."""
    source = (ROOT / "samples" / "lighthouse.md").read_text(encoding="utf-8")
    assert shown(source).seconds == pytest.approx(459.6, rel=0.05)


@pytest.mark.parametrize(("seconds", "text"), [(0.4, "0:00"), (83.4, "1:23"), (119.6, "2:00"), (7322, "2:02:02")])
def test_clock(seconds: float, text: str) -> None:
    assert clock(seconds) == text


def test_the_command_prints_plain_lines_and_json(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "b.ssml").write_text("<speak>Hello <break time='1s'/> there.</speak>", encoding="utf-8")
    plain = run(tmp_path, "a.md", "b.ssml")
    assert plain.returncode == 0
    assert "\x1b" not in plain.stdout
    assert plain.stdout.splitlines()[0].startswith("a.md: Talk")
    assert "     1  Hello  [1 s]" in plain.stdout
    as_json = run(tmp_path, "a.md", "b.ssml", "--json")
    assert [json.loads(line)["path"] for line in as_json.stdout.splitlines()] == ["a.md", "b.ssml"]


def test_the_command_reports_all_faults_of_all_files(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nvoice: af_hart\n---\n[pause 99s] x [y]{as=z}", encoding="utf-8")
    (tmp_path / "b.ssml").write_text("<!DOCTYPE x><speak>x</speak>", encoding="utf-8")
    done = run(tmp_path, "a.md", "b.ssml")
    assert done.returncode == 2
    assert [line.split(": ")[1] for line in done.stderr.splitlines() if line.startswith("error")] == [
        *["a.md:2", "a.md:4", "a.md:4"],
        "b.ssml:1",
    ]


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_book_of_50_000_words_takes_less_than_two_seconds(tmp_path: Path, form: tuple[str, ...]) -> None:
    """Seconds of processor time, so that what else the machine does just now is not counted."""
    told = (ROOT / "samples" / "lighthouse.md").read_text(encoding="utf-8").partition("\n---\n")[2]
    book = "\n\n".join([told] * (50_000 // len(told.split()) + 1))
    assert len(book.split()) >= 50_000
    (tmp_path / "book.md").write_text(book, encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = run(tmp_path, "book.md", *form)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0
    assert (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime) < 2.0
