"""SubRip and WebVTT: what is written can be read again, and what cannot be read is named."""

from __future__ import annotations

from itertools import pairwise

import pysubs2
import pytest
import srt
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.captions.read import from_subtitles
from narrate.captions.srt import from_srt, to_srt
from narrate.captions.vtt import from_vtt
from narrate.errors import InputError
from narrate.model import Cue, Origin

HERE = Origin("script.md", 1)
# "<" and "{" are left out: `<i>` and `{\an8}` are markup to every reader of SRT, this one too.
LINES = st.lists(
    st.text(st.characters(exclude_categories=("Z", "C"), exclude_characters="<{"), min_size=1, max_size=20).filter(
        lambda word: len(word.split()) == 1
    ),
    min_size=1,
    max_size=2,
)


@st.composite
def cue_lists(draw: st.DrawFn) -> tuple[Cue, ...]:
    now, cues = 0, []
    for lines in draw(st.lists(LINES, max_size=20)):
        start = now + draw(st.integers(0, 400_000))
        now = start + draw(st.integers(1, 300_000))
        cues.append(Cue(start, now, tuple(lines), HERE))
    return tuple(cues)


def shown(cues: tuple[Cue, ...]) -> list[tuple[int, int, tuple[str, ...]]]:
    return [(cue.start, cue.end, cue.lines) for cue in cues]


@given(cue_lists().filter(bool))
@settings(deadline=None)
def test_read_after_write_is_the_identity_in_milliseconds(cues: tuple[Cue, ...]) -> None:
    assert shown(from_srt(to_srt(cues, 1000), 1000)) == shown(cues)


@given(cue_lists().filter(bool), st.sampled_from((8_000, 22_050, 24_000, 44_100, 48_000)))
@settings(deadline=None)
def test_every_time_is_off_by_less_than_a_millisecond_however_long_the_track(cues: tuple[Cue, ...], rate: int) -> None:
    cues = tuple(cue for cue in cues if cue.end - cue.start > rate // 250)
    for cue, subtitle in zip(cues, srt.parse(to_srt(cues, rate)), strict=True):
        assert abs(subtitle.start.total_seconds() - cue.start / rate) <= 0.0005 + 1e-9
        assert -1e-9 <= cue.end / rate - subtitle.end.total_seconds() < 0.001


@given(cue_lists(), st.sampled_from((8_000, 24_000, 192_000)))
@settings(deadline=None)
def test_rounding_leaves_no_overlap_and_no_empty_cue(cues: tuple[Cue, ...], rate: int) -> None:
    subtitles = list(srt.parse(to_srt(cues, rate)))
    assert [subtitle.index for subtitle in subtitles] == list(range(1, len(cues) + 1))
    assert all(subtitle.start < subtitle.end for subtitle in subtitles)
    assert all(left.end <= right.start for left, right in pairwise(subtitles))


def test_another_reader_agrees() -> None:
    cues = (Cue(0, 25_000, ("“$42.50,” she said.",), HERE), Cue(26_000, 96_012, ("Zwei", "Zeilen"), HERE))
    events = pysubs2.SSAFile.from_string(to_srt(cues, 24_000), "srt").events
    assert [(event.start, event.end, event.plaintext) for event in events] == [
        (0, 1041, "“$42.50,” she said."),
        (1083, 4000, "Zwei\nZeilen"),
    ]


def test_srt_as_found_in_the_wild() -> None:
    text = (
        "\ufeff1\r\n00:00:01,5 --> 00:00:02.750 X1:40\r\n{\\an8}<i>One</i> <font color='red'>two</font>\r\n\r\n"
        "2\r\n00:00:03,000 --> 00:00:04,000\r\nif a < b\r\nand c > d"
    )
    cues = from_subtitles(text, 1000, "a.srt")
    assert shown(cues) == [(1500, 2750, ("One two",)), (3000, 4000, ("if a < b", "and c > d"))]
    assert [str(cue.origin) for cue in cues] == ["a.srt:2", "a.srt:6"]


def test_web_vtt() -> None:
    text = (
        "WEBVTT - made by hand\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE nothing\nto see\n\n"
        "intro\n00:01.000 --> 00:02.250 align:start\n<v Anna>Fish &amp; <c.loud>chips</c>\n\n"
        "01:00:03.000 --> 01:00:04.000\n- <00:03.500>one\n- two\n"
    )
    cues = from_subtitles(text, 1000, "a.vtt")
    assert shown(cues) == [(1000, 2250, ("Fish & chips",)), (3_603_000, 3_604_000, ("- one", "- two"))]
    assert [str(cue.origin) for cue in cues] == ["a.vtt:11", "a.vtt:14"]


def test_escaped_markup_is_text() -> None:
    cues = from_vtt("WEBVTT\n\n00:01.000 --> 00:02.000\nthe &lt;b&gt; tag\n", 1000)
    assert cues[0].lines == ("the <b> tag",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "bad.srt: not a subtitle file: it is empty"),
        ("Just some prose.\n", "bad.srt:1: not a subtitle file: there are no times in it"),
        ("WEBVTT\n\nNOTE only this\n", "bad.srt: there is no subtitle in it"),
        ("WEBVTT\n\n00:01.000 --> never\nHi\n", 'bad.srt:3: not a cue: "00:01.000 --> never"'),
        ("1\n00:00:01,000 --> 00:00:02,000\nHi\n\n2\n00:00:0x --> 00:00\nHo\n", "bad.srt:"),
        ("junk\n\n1\n00:00:01,000 --> 00:00:02,000\nHi\n", 'bad.srt:1: not SubRip from here on: "junk"'),
        ("a --> b\n", 'bad.srt:1: not SubRip from here on: "a --> b"'),
    ],
)
def test_what_is_no_subtitle_file_is_refused_with_the_line(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        from_subtitles(text, 1000, "bad.srt")
    assert str(caught.value).startswith(message)
    assert all(fault.cure for fault in caught.value.faults)


@pytest.mark.parametrize("header", ["", "WEBVTT\n\n"])
def test_all_cues_that_run_backwards_are_named(header: str) -> None:
    first, second = "00:00:02.000 --> 00:00:01.000\nHi\n\n", "00:00:09.000 --> 00:00:01.000\nHo\n"
    with pytest.raises(InputError) as caught:
        from_subtitles(f"{header}1\n{first}2\n{second}", 1000, "bad")
    assert [fault.message for fault in caught.value.faults] == ["the cue ends before it begins"] * 2
    offset = header.count("\n")
    assert [fault.line for fault in caught.value.faults] == [offset + 2, offset + 6]


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "text",
    [
        " " * 200_000 + "-->",
        "1" * 100_000 + " --> ",
        "\n" * 200_000 + "a --> b",
        "12 word 34:00 " * 50_000 + "-->",
    ],
    ids=["spaces", "digits", "lines", "prose"],
)
def test_garbage_is_refused_at_once(text: str) -> None:
    with pytest.raises(InputError) as caught:
        from_subtitles(text, 1000, "bad.srt")
    assert caught.value.faults[0].line == text.count("\n") + 1


@pytest.mark.timeout(10)
def test_a_cue_full_of_nothing_is_read_at_once() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n" + " " * 200_000 + "\n" * 200_000 + "x\n--> " + "1" * 100_000
    assert from_subtitles(text, 1000, "odd.srt")[0].lines[0] == "x"


def test_the_line_of_a_fault_is_that_of_the_file_also_after_many_empty_ones() -> None:
    text = "\n\n\n1\n00:00:01,000 --> 00:00:02,000\nHi\n\n\n\n\n2\n00:00:04,000 --> 00:00:03,000\nHo\n"
    with pytest.raises(InputError) as caught:
        from_subtitles(text, 1000, "bad.srt")
    assert caught.value.faults[0].line == 12
