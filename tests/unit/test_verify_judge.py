"""Real faults fail, good speech passes, and what only the ear may have got wrong is inconclusive."""

from __future__ import annotations

import pytest

from narrate.model import Heard, Judgement, Origin, Placed, Segment, SpokenWord, Timeline, Verdict
from narrate.verify.judge import judge, judge_heard, total_wer
from narrate.verify.windows import Window

RATE = 1000
STEP = 300
LINES = (
    "The old lighthouse stood at the end of the pier.",
    "Nobody had lived there since the keeper retired.",
    "Every spring, children climbed the rocks to look through its windows.",
)


def track(lines: tuple[str, ...]) -> Timeline:
    """A sentence after the other, STEP samples for each word, a pause of one second between."""
    placed, at = [], 0
    for index, line in enumerate(lines):
        words = tuple(SpokenWord(word, word) for word in line.split())
        segment = Segment(index, words, "v", 1.0, "en-us", 0.35, 0, Origin("x.md", index + 1))
        placed.append(Placed(segment, at, at + STEP * len(words), ()))
        at = placed[-1].end + RATE
    return Timeline(RATE, tuple(placed), at)


def whole(timeline: Timeline) -> Window:
    return Window(0, timeline.length, 0, len(timeline.placed) - 1)


def at_places(timeline: Timeline, said: tuple[str, ...]) -> tuple[Heard, ...]:
    """`said[i]` heard where segment i sounds."""
    return tuple(
        Heard(word, place.start + STEP * i, place.start + STEP * (i + 1), 0.9)
        for place, text in zip(timeline.placed, said, strict=True)
        for i, word in enumerate(text.split())
    )


def judged(*said: str, lines: tuple[str, ...] = LINES) -> tuple[Judgement, ...]:
    timeline = track(lines)
    return judge(timeline, whole(timeline), at_places(timeline, said))


def test_what_is_right_passes_and_shows_what_was_heard() -> None:
    found = judged(*LINES)
    assert [(j.verdict, j.wer, j.longest_run, j.reasons) for j in found] == [(Verdict.PASS, 0.0, 0, ())] * 3
    assert tuple(j.heard for j in found) == LINES


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("Nobody had retired.", "not heard: “lived there since the keeper”"),
        ("Nobody had lived there since there since there since the keeper retired.", "heard in addition"),
        ("Purple monkeys drink green tea on Sundays maybe.", "for “"),
        ("", "nothing was heard"),
    ],
)
def test_a_real_fault_fails_and_only_where_it_is(said: str, reason: str) -> None:
    first, second, third = judged(LINES[0], said, LINES[2])
    assert second.verdict is Verdict.FAIL
    assert any(reason in text for text in second.reasons)
    assert (first.verdict, third.verdict) == (Verdict.PASS, Verdict.PASS)


def test_two_sentences_exchanged_are_found() -> None:
    found = judged(LINES[1], LINES[0], LINES[2])
    assert Verdict.FAIL in {found[0].verdict, found[1].verdict}
    assert found[2].verdict is Verdict.PASS


def test_a_burst_inside_a_long_text_fails_although_its_wer_is_low() -> None:
    line = " ".join(f"{name} went home" for name in ("Anna", "Peter", "Maria", "Thomas", "Helen") * 6)
    words = line.split()
    (found,) = judged(" ".join([*words[:40], "blah", "zoom", "tick", "wobble", *words[44:]]), lines=(line,))
    assert found.wer < 0.1
    assert found.longest_run >= 3
    assert found.verdict is Verdict.FAIL


def test_one_word_in_ten_is_the_ears_own_error() -> None:
    found = judged(LINES[0].replace("stood", "stool"), *LINES[1:])
    assert found[0].verdict is Verdict.PASS
    assert found[0].wer == pytest.approx(0.1)


def test_a_missing_content_word_does_not_pass() -> None:
    assert judged(LINES[0].replace("lighthouse ", ""), *LINES[1:])[0].verdict is Verdict.INCONCLUSIVE


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Siobhan met Xochitl.", "Shavon met Sochi."),
        ("Eilidh laughed.", "Ellie laughed."),
        ("Drusk waited.", "Trust waited."),
    ],
)
def test_strange_names_never_fail(line: str, said: str) -> None:
    (found,) = judged(said, lines=(line,))
    assert found.verdict is Verdict.INCONCLUSIVE
    assert found.reasons


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("The C I pipeline costs forty two dollars.", "The CI pipeline costs $42."),
        ("The voice over is set up.", "The voiceover is setup."),
        ("Port Vellin fell.", "Port Velen fell."),
        ("Kubernetes runs here.", "Cooper Nettis runs here."),
    ],
)
def test_another_spelling_passes(line: str, said: str) -> None:
    assert judged(said, lines=(line,))[0].verdict is Verdict.PASS


def test_added_words_go_to_the_segment_during_which_they_are_heard() -> None:
    timeline = track(LINES[:2])
    start = timeline.placed[1].start
    extra = tuple(
        Heard(word, start - 90 + 30 * i, start - 60 + 30 * i, 0.9) for i, word in enumerate(["so", "and", "then"])
    )
    heard = at_places(timeline, LINES[:2])
    count = len(LINES[0].split())
    first, second = judge(timeline, whole(timeline), (*heard[:count], *extra, *heard[count:]))
    assert first.wer == 0.0
    assert second.heard.startswith("so and then")


def test_times_are_counted_from_the_window() -> None:
    timeline = track(LINES)
    window = Window(timeline.placed[1].start, timeline.length, 1, 2)
    heard = at_places(timeline, LINES)[len(LINES[0].split()) :]
    shifted = tuple(Heard(h.text, h.start - window.start, h.end - window.start, h.probability) for h in heard)
    assert [j.verdict for j in judge(timeline, window, shifted)] == [Verdict.PASS] * 2


def test_a_segment_that_says_nothing_passes_in_silence() -> None:
    assert judged("", lines=("",))[0].verdict is Verdict.PASS


def test_what_failed_is_heard_again_alone_and_the_kinder_hearing_counts() -> None:
    timeline = track(LINES)
    asked: list[Window] = []

    def hear(window: Window) -> tuple[Heard, ...]:
        """Skips the second sentence unless it is asked for alone; the third is really silent."""
        asked.append(window)
        said = tuple(line if (window.first == window.last and i == 1) or i == 0 else "" for i, line in enumerate(LINES))
        inside = at_places(timeline, said)
        return tuple(
            Heard(h.text, h.start - window.start, h.end - window.start, h.probability)
            for h in inside
            if window.start <= h.start < window.end
        )

    found = judge_heard(timeline, whole(timeline), hear)
    assert [j.verdict for j in found] == [Verdict.PASS, Verdict.PASS, Verdict.FAIL]
    assert [(w.first, w.last) for w in asked] == [(0, 2), (1, 1), (2, 2)]


def test_the_total_is_weighed_by_words() -> None:
    found = (
        Judgement(Verdict.FAIL, "one two three four", "", 1.0, 4),
        Judgement(Verdict.PASS, "a b c d e f g h i j k l", "", 0.0, 0),
    )
    assert total_wer(found, "en") == pytest.approx(0.25)
    assert total_wer((), "en") is None
