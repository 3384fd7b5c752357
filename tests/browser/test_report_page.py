"""The report page in a real browser: it draws, plays, jumps, filters, stays offline, and shows text as text."""

from __future__ import annotations

import base64
import io
import os
import shutil
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from playwright.sync_api import Page, expect, sync_playwright

from narrate.captions.cues import caption
from narrate.model import (
    Chapter,
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
from narrate.report.page import to_html
from narrate.report.peaks import PeakMeter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Request

RATE = 24_000
QUIET_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TEXT = (
    "Welcome to narrate",
    "You write a script, and narrate turns it into verified narration and frame-accurate subtitles.",
    "The first release was tagged on March 3, 2024, and it cost $42.50 a month to run.",
    "Open https://docs.example.org/en/stable/getting-started/installation.html in your browser.",
    "Dr. Ada Okonkwo, who reviewed the results, found nothing to complain about.",
    "Wait… what?",
    "The proxy in front of it is nginx v1.25.3, which most people already know.",
    "Some write <b>bold</b> & “quotes”, others close </script><script>window.hacked=1</script> by hand.",
    "Because every clip is kept in the cache, a changed sentence costs only a few seconds of your time.",
    "That is all there is to say.",
)
JUDGED = {
    3: Judgement(
        Verdict.INCONCLUSIVE,
        "open https docs example org in your browser",
        "open https stocks example org in your browser",
        0.125,
        1,
        ("one word of a name differs",),
    ),
    6: Judgement(
        Verdict.FAIL,
        "the proxy in front of it is engine x version one point twenty five point three which most people already know",
        "the proxy in front of it is engine xv one hundred twenty three which people already know well",
        0.42,
        4,
        ("4 wrong words in a row", "42 % of the words are wrong, at most 20 % are allowed"),
    ),
    7: Judgement(
        Verdict.FAIL,
        "others close <img src=x onerror=window.hacked=2> by hand",
        "",
        1.0,
        6,
        ("nothing was heard",),
    ),
}


def report() -> Report:
    """A track of ten sentences, two of which failed and one of which is in doubt."""
    now, placed = RATE // 4, []
    for index, text in enumerate(TEXT):
        begin, words = now, []
        for word in text.split():
            words.append(Word(word, now, now + int(RATE * (len(word) + 1) / 16)))
            now = words[-1].end + (RATE // 5 if word[-1] in ",;:" else 0)
        written = tuple(SpokenWord(word.text, word.text) for word in words)
        origin = Origin("samples/welcome.md", 3 + 2 * index)
        segment = Segment(index, written, "af_heart", 1.0, "en-us", 0.4, 0, origin)
        placed.append(Placed(segment, begin, now, tuple(words)))
        now += int(0.45 * RATE)
    timeline = Timeline(RATE, tuple(placed), now)
    return Report(
        script=Script(
            path="samples/welcome.md",
            title="Welcome to narrate",
            language="en-us",
            segments=tuple(part.segment for part in placed),
            chapters=(Chapter("Welcome to narrate", Origin("samples/welcome.md", 3)),),
            skipped=(Skipped("code block", "pip install narrate", Origin("samples/welcome.md", 30)),),
        ),
        timeline=timeline,
        cues=caption(timeline),
        segments=tuple(
            SegmentReport(
                part,
                cached=part.segment.index % 3 == 0,
                takes=3 if part.segment.index == 6 else 1,
                judgement=JUDGED.get(
                    part.segment.index, Judgement(Verdict.PASS, part.segment.text, part.segment.text, 0.0, 0)
                ),
            )
            for part in placed
        ),
        outputs=("out/welcome.wav", "out/welcome.srt", "out/welcome.report.json"),
        effort=Effort(21.4, 8, 4),
        wer=0.083,
        synthesizer="kokoro-82m onnx fp32",
        transcriber="whisper tiny.en int8",
        notes=("cue 7 reads at 20.4 characters a second, 20.0 are allowed",),
    )


def sound(timeline: Timeline) -> np.ndarray:
    """Something with the outline of speech: a humming voice that swells with every word."""
    samples = np.zeros(timeline.length, np.float32)
    loudness = np.random.default_rng(1)
    for word in (word for placed in timeline.placed for word in placed.words):
        seconds = np.arange(word.end - word.start) / RATE
        swell = np.sin(np.pi * np.linspace(0, 1, len(seconds))) ** 0.6 * loudness.uniform(0.25, 0.8)
        flutter = 0.6 + 0.4 * np.sin(2 * np.pi * 9 * seconds)
        samples[word.start : word.end] = swell * flutter * np.sin(2 * np.pi * 140 * seconds)
    return samples


def page_of(made: Report, audio_url: str | None = None) -> str:
    samples = sound(made.timeline)
    meter = PeakMeter()
    for begin in range(0, len(samples), 10_000):
        meter.feed(samples[begin : begin + 10_000])
    if audio_url is None:
        file = io.BytesIO()
        soundfile.write(file, samples, RATE, format="WAV", subtype="PCM_16")
        audio_url = "data:audio/wav;base64," + base64.b64encode(file.getvalue()).decode()
    return to_html(made, meter.peaks(2_000), audio_url)


@dataclass
class Visit:
    """An open page and what it did that it should not have done."""

    page: Page
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def now(self) -> float:
        return float(self.page.evaluate("document.getElementById('audio').currentTime"))

    def paused(self) -> bool:
        return bool(self.page.evaluate("document.getElementById('audio').paused"))

    def wait_until(self, expression: str) -> None:
        """Poll from outside: the page's own policy forbids the evaluation that `wait_for_function` needs."""
        deadline = time.monotonic() + 10
        while not self.page.evaluate(expression):
            assert time.monotonic() < deadline, f"never true: {expression}"
            time.sleep(0.02)

    def colours(self, canvas: str) -> int:
        """How many different colours a canvas shows."""
        count = """id => {
            const canvas = document.getElementById(id);
            const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            return new Set(new Uint32Array(data.buffer)).size;
        }"""
        return int(self.page.evaluate(count, canvas))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    binary = os.environ.get("NARRATE_TEST_BROWSER") or shutil.which("chromium") or shutil.which("chromium-browser")
    if binary is None:
        pytest.fail("no browser: install chromium (apt-get install chromium) or name one in NARRATE_TEST_BROWSER")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=binary, headless=True, args=QUIET_FLAGS)
        yield launched
        launched.close()


def visit(browser: Browser, file: Path, **options: object) -> Visit:
    opened = Visit(browser.new_context(**{"viewport": {"width": 1200, "height": 900}, **options}).new_page())
    opened.page.on("console", lambda message: opened.faults.append(message.text))
    opened.page.on("pageerror", lambda error: opened.faults.append(str(error)))

    def note(request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            opened.requests.append(request.url)

    opened.page.on("request", note)
    opened.page.goto(file.as_uri())
    opened.wait_until("document.getElementById('audio').readyState >= 1")
    return opened


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """The page with its audio inside; afterwards it must have been silent on the console and on the network."""
    file = tmp_path / "welcome.report.html"
    file.write_text(page_of(report()), encoding="utf-8")
    page = visit(browser, file)
    yield page
    assert page.faults == []
    assert page.requests == [file.as_uri()]
    page.page.context.close()


def test_the_waveform_is_drawn(opened: Visit) -> None:
    assert opened.colours("near") > 8
    assert opened.colours("far") > 3


def test_a_click_on_a_finding_plays_it(opened: Visit) -> None:
    start = report().segments[6].placed.start / RATE
    opened.page.get_by_role("button", name="Play finding 2").click()
    opened.wait_until(f"document.getElementById('audio').currentTime > {start}")
    assert start < opened.now() < start + 3
    assert not opened.paused()
    expect(opened.page.locator("#finding-1")).to_have_attribute("aria-current", "true")
    expect(opened.page.locator(".row[aria-current]")).to_contain_text("nginx v1.25.3")
    expect(opened.page.locator("#caption")).to_contain_text("The proxy in front of it")
    expect(opened.page.locator("#caption .saying, #caption .said").first).to_be_visible()


def test_findings_stand_side_by_side_with_their_words_marked(opened: Visit) -> None:
    card = opened.page.locator("#finding-1")
    expect(card).to_contain_text("samples/welcome.md:15")
    expect(card).to_contain_text("42 % of the words are wrong")
    assert card.locator("del").all_inner_texts() == ["x version", "point", "five point", "most", "∅"]
    assert card.locator("ins").all_inner_texts() == ["xv", "hundred", "∅", "∅", "well"]
    expect(opened.page.locator("#finding-2 ins")).to_have_text("nothing")
    expect(opened.page.locator("#finding-list > li")).to_have_count(3)


def test_keys_play_seek_and_jump(opened: Visit) -> None:
    keyboard = opened.page.keyboard
    starts = [report().segments[index].placed.start / RATE for index in (3, 6, 7)]
    keyboard.press("n")
    assert opened.now() == pytest.approx(starts[0], abs=0.5)
    keyboard.press("n")
    assert opened.now() == pytest.approx(starts[1], abs=0.5)
    keyboard.press("p")
    keyboard.press("p")
    assert opened.now() == pytest.approx(starts[2], abs=0.5), "from the first finding back to the last"
    keyboard.press("Space")
    opened.wait_until("document.getElementById('audio').paused")
    before = opened.now()
    keyboard.press("ArrowLeft")
    assert opened.now() == pytest.approx(before - 2, abs=0.05)
    keyboard.press("ArrowRight")
    assert opened.now() == pytest.approx(before, abs=0.05)
    keyboard.press("Space")
    opened.wait_until(f"document.getElementById('audio').currentTime > {before + 0.05}")


def test_a_click_on_the_waveform_seeks(opened: Visit) -> None:
    length = report().timeline.length / RATE
    box = opened.page.locator("#far").bounding_box()
    assert box is not None
    opened.page.mouse.click(box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2)
    assert opened.now() == pytest.approx(length / 2, abs=0.1)
    slider = opened.page.get_by_role("slider", name="Position in the audio")
    assert float(slider.get_attribute("aria-valuenow") or 0) == pytest.approx(length / 2, abs=0.2)
    near = slider.bounding_box()
    assert near is not None
    opened.page.mouse.click(near["x"] + near["width"] * 0.25 + near["width"] / 12, near["y"] + 40)
    assert opened.now() == pytest.approx(length / 2 + 1, abs=0.1), "the near view shows 12 s and follows"


def test_the_table_filters_and_searches(opened: Visit) -> None:
    page = opened.page
    rows = page.locator("#rows .row:visible")
    expect(rows).to_have_count(len(TEXT))
    page.get_by_role("radio", name="Findings").check(force=True)
    expect(rows).to_have_count(3)
    page.get_by_role("radio", name="All").check(force=True)
    page.get_by_role("searchbox").fill("CACHE")
    expect(rows).to_have_count(1)
    expect(page.locator("#shown")).to_have_text(f"1 of {len(TEXT)}")


def test_text_is_text(opened: Visit) -> None:
    assert opened.page.evaluate("window.hacked") is None
    expect(opened.page.locator("#rows")).to_contain_text("others close </script><script>window.hacked=1</script> by")
    expect(opened.page.locator("#finding-2")).to_contain_text("<img src=x onerror=window.hacked=2>")
    assert opened.page.locator("img").count() == 0


def test_light_and_dark(opened: Visit) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light = opened.page.evaluate(paper)
    opened.page.get_by_role("button", name="Switch between light and dark").click()
    assert opened.page.evaluate(paper) != light
    opened.page.emulate_media(color_scheme="dark")
    assert opened.page.evaluate(paper) != light


def test_the_audio_may_lie_beside_the_page(browser: Browser, tmp_path: Path) -> None:
    made = report()
    soundfile.write(tmp_path / "wel come.wav", sound(made.timeline), RATE, subtype="PCM_16")
    file = tmp_path / "welcome.report.html"
    file.write_text(page_of(made, "wel%20come.wav"), encoding="utf-8")
    page = visit(browser, file)
    page.page.keyboard.press("n")
    page.wait_until(f"document.getElementById('audio').currentTime > {made.segments[3].placed.start / RATE}")
    assert page.faults == []
    page.page.context.close()


def test_missing_audio_is_said(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "welcome.report.html"
    file.write_text(page_of(report(), "gone.wav"), encoding="utf-8")
    page = browser.new_context().new_page()
    page.goto(file.as_uri())
    expect(page.get_by_role("alert")).to_have_text("The audio could not be loaded: keep gone.wav beside this page.")
    page.context.close()


def test_a_phone_shows_it_without_scrolling_sideways(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "welcome.report.html"
    file.write_text(page_of(report()), encoding="utf-8")
    page = visit(browser, file, viewport={"width": 360, "height": 740}, device_scale_factor=2, has_touch=True)
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(page.page.get_by_role("button", name="Play", exact=True)).to_be_in_viewport()
    assert page.faults == []
    page.page.context.close()


def test_two_hours_stay_usable(browser: Browser, tmp_path: Path) -> None:
    made = report()
    count, length = 1_500, made.timeline.length
    laps = range(count // len(TEXT))

    def moved(part: SegmentReport, lap: int) -> SegmentReport:
        shift = lap * length
        words = tuple(Word(word.text, word.start + shift, word.end + shift) for word in part.placed.words)
        segment = replace(part.placed.segment, index=part.placed.segment.index + lap * len(TEXT))
        return replace(part, placed=Placed(segment, part.placed.start + shift, part.placed.end + shift, words))

    segments = tuple(moved(part, lap) for lap in laps for part in made.segments)
    timeline = Timeline(RATE, tuple(part.placed for part in segments), length * len(laps))
    peaks = [(-0.5, 0.5)] * 150_000
    file = tmp_path / "long.report.html"
    file.write_text(
        to_html(replace(made, timeline=timeline, cues=caption(timeline), segments=segments), peaks, "gone.wav"),
        encoding="utf-8",
    )
    page = browser.new_context().new_page()
    page.goto(file.as_uri())
    expect(page.locator("#rows .row")).to_have_count(count)
    assert page.evaluate("document.querySelectorAll('*').length") < 40_000
    frame = page.evaluate("""() => {
        const start = performance.now();
        for (let at = 0; at < 20; at++) {
            window.dispatchEvent(new KeyboardEvent('keydown'));
            document.body.dispatchEvent(new KeyboardEvent('keydown', {key: at % 2 ? '+' : '-', bubbles: true}));
        }
        return (performance.now() - start) / 20;
    }""")
    assert frame < 50, "milliseconds to draw one picture"
    page.context.close()
