"""The job, with a toy voice and a toy ear at the ports: what is rendered, kept, heard, retaken and written."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import soundfile
import srt

from narrate.build import Engines, build
from narrate.errors import EngineError, Fault, InputError
from narrate.events import Event
from narrate.model import Delivery, Report, Script, Segment, Verdict
from narrate.script import read, split
from narrate.store.outputs import OutputFolder
from narrate.store.segments import CachedSynthesizer
from tests.support.whistle import RATE, Lexicon, WhistleEar, Whistler

TEXT = """# The title of it

The first sentence has seven words inside. The second sentence is a little longer than that.

- An item in a list of items.
- Another item, which is the last.
"""


class Workshop:
    """A place to build in, with its cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lexicon = Lexicon()
        self.voice = Whistler(self.lexicon)
        self.ear: WhistleEar | None = WhistleEar(self.lexicon)
        self.events: list[Event] = []
        self.kinds: tuple[str, ...] = ("wav",)

    def build(self, text: str = TEXT, delivery: Delivery | None = None) -> Report:
        self.voice.made.clear()
        synthesizer = CachedSynthesizer(self.voice, self.folder / "cache", self.events.append)
        output = OutputFolder(self.folder / "out", "talk", self.kinds, self.folder / "encoded")
        return build(
            script(text, delivery), Engines(synthesizer, self.hearing(), 2, ("toy", "ear")), output, self.events.append
        )

    def hearing(self) -> Callable[[str], WhistleEar] | None:
        ear = self.ear
        return None if ear is None else lambda language: ear

    def bytes(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted((self.folder / "out").iterdir())}


def script(text: str, delivery: Delivery | None = None) -> Script:
    return split(read(text, "talk.md", markdown=True), delivery or Delivery())


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def test_everything_is_written_and_passes(workshop: Workshop) -> None:
    report = workshop.build()
    assert report.passed
    assert report.wer == 0
    assert sorted(workshop.bytes()) == ["talk.report.html", "talk.report.json", "talk.srt", "talk.wav"]
    assert [Path(path).name for path in report.outputs] == ["talk.wav", "talk.srt", "talk.report.json", "talk.report.html"]
    info = soundfile.info(workshop.folder / "out/talk.wav")
    assert (info.samplerate, info.channels, info.subtype) == (RATE, 1, "PCM_16")
    assert info.frames == report.timeline.length
    written = " ".join(cue.content for cue in srt.parse((workshop.folder / "out/talk.srt").read_text()))
    assert written.split() == " ".join(segment.text for segment in report.script.segments).split()


def test_a_second_build_renders_and_hears_nothing_and_touches_no_file(workshop: Workshop) -> None:
    first = workshop.build()
    times = {path: path.stat().st_mtime_ns for path in (workshop.folder / "out").glob("talk.[ws]*")}
    before = workshop.bytes()["talk.wav"]
    second = workshop.build()
    assert workshop.voice.made == []
    assert (second.effort.rendered, second.effort.cached) == (0, len(first.script.segments))
    assert workshop.bytes()["talk.wav"] == before
    assert times == {path: path.stat().st_mtime_ns for path in times}


def test_a_sentence_at_the_top_renders_one(workshop: Workshop) -> None:
    workshop.build()
    report = workshop.build("A new sentence stands here at the top.\n\n" + TEXT)
    assert workshop.voice.made == ["A new sentence stands here at the top."]
    assert report.effort.rendered == 1


def test_the_pauses_are_those_of_the_script(workshop: Workshop) -> None:
    report = workshop.build()
    for here, after in zip(report.timeline.placed, report.timeline.placed[1:], strict=False):
        assert after.start - here.end == round(here.segment.pause_after * RATE)


def test_words_lie_inside_their_segment_in_order(workshop: Workshop) -> None:
    for placed in workshop.build().timeline.placed:
        edges = [edge for word in placed.words for edge in (word.start, word.end)]
        assert edges == sorted(edges)
        assert placed.start <= edges[0]
        assert edges[-1] <= placed.end


def test_a_segment_that_fails_is_said_in_another_way_and_the_better_take_kept(workshop: Workshop) -> None:
    def slip(word: str, segment: Segment) -> str:
        return "mumble" if segment.speed == 1.0 and "second" in segment.text else word

    workshop.voice.slip = slip
    report = workshop.build()
    assert report.passed
    takes = {part.placed.segment.text: part.takes for part in report.segments}
    assert [text for text, count in takes.items() if count > 1] == ["The second sentence is a little longer than that."]
    again = workshop.build()
    assert workshop.voice.made == []
    assert [part.placed for part in again.segments] == [part.placed for part in report.segments]


def test_a_segment_that_cannot_be_mended_fails_with_what_was_heard(workshop: Workshop) -> None:
    workshop.voice.slip = lambda word, segment: "mumble" if "second" in segment.text else word
    report = workshop.build()
    assert not report.passed
    (failed,) = [part for part in report.segments if part.judgement and part.judgement.verdict is Verdict.FAIL]
    assert failed.takes == 3
    assert failed.judgement is not None
    assert "mumble" in failed.judgement.heard
    document = json.loads(workshop.bytes()["talk.report.json"])
    assert not document["passed"]
    assert [finding["line"] for finding in document["findings"]] == [3]


def test_without_an_ear_nothing_is_judged(workshop: Workshop) -> None:
    workshop.ear = None
    report = workshop.build()
    assert report.wer is None
    assert {part.judgement for part in report.segments} == {None}


def test_a_damaged_entry_is_named_and_made_again(workshop: Workshop) -> None:
    workshop.build()
    before = workshop.bytes()["talk.wav"]
    entry = sorted((workshop.folder / "cache").rglob("*.clip"))[0]
    data = bytearray(entry.read_bytes())
    data[-7] ^= 0xFF
    entry.write_bytes(data)
    report = workshop.build()
    assert report.effort.rendered == 1
    assert any(str(entry) in str(event) and "damaged" in str(event) for event in workshop.events)
    assert workshop.bytes()["talk.wav"] == before


def test_what_was_finished_before_a_breakdown_is_kept(workshop: Workshop) -> None:
    def breaks(word: str, segment: Segment) -> str:
        if "last" in segment.text:
            raise EngineError(Fault("out of order"))
        return word

    workshop.voice.slip = breaks
    with pytest.raises(EngineError):
        workshop.build()
    assert not list((workshop.folder / "out").iterdir())
    workshop.voice.slip = lambda word, segment: word
    workshop.build()
    assert len(workshop.voice.made) < len(script(TEXT).segments)


def test_equal_sentences_are_rendered_once(workshop: Workshop) -> None:
    workshop.build("Say it once more, please.\n\nSay it once more, please.\n\nSay it once more, please.")
    assert workshop.voice.made == ["Say it once more, please."]


@pytest.mark.parametrize("kind", ["flac", "mp3", "opus", "m4a"])
def test_encoded_formats_hold_the_whole_track(workshop: Workshop, kind: str) -> None:
    from narrate.store.media import read_blocks

    workshop.kinds = (kind,)
    report = workshop.build()
    names = sorted(workshop.bytes())
    assert f"talk.{kind}" in names
    assert "talk.wav" not in names
    path = workshop.folder / f"out/talk.{kind}"
    if kind != "m4a":  # libsndfile does not read AAC
        length = sum(len(block) for block in read_blocks(path, RATE))
        assert abs(length - report.timeline.length) < 0.06 * RATE
    before = path.read_bytes()
    path.unlink()
    workshop.build()
    assert path.read_bytes() == before


def test_an_output_folder_that_is_a_file_is_bad_input(workshop: Workshop) -> None:
    (workshop.folder / "out").write_text("in the way")
    with pytest.raises(InputError, match="cannot be written"):
        workshop.build()
    assert workshop.voice.made == []


def test_the_left_overs_of_a_killed_build_are_swept(workshop: Workshop) -> None:
    out = workshop.folder / "out"
    out.mkdir()
    (out / ".talk.999999999.part.wav").write_bytes(b"half")
    workshop.build()
    assert not list(out.glob(".*"))


def test_other_deliveries_are_other_sounds(workshop: Workshop) -> None:
    workshop.build()
    workshop.build(delivery=replace(Delivery(), speed=1.5))
    assert len(workshop.voice.made) == len(script(TEXT).segments)
