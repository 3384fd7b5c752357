"""Which words of what was meant and what was heard are not the same."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import Indel


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of words, and whether the other side has something else in its place."""

    text: str
    wrong: bool


def compare(expected: str, heard: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Both texts in stretches of right and wrong words: as many words as can be are right.

    This is the longest common subsequence and not the least edits that WER counts: those may exchange three words where
    one was dropped and one added, and then nothing looks right. Nothing is lost: joined with spaces, the stretches of a
    side give back its words. Where only one side has words, the other has an empty wrong stretch, so that a gap can be
    shown.
    """
    left, right = expected.split(), heard.split()
    meant: list[Stretch] = []
    got: list[Stretch] = []
    for step in Indel.opcodes(left, right):
        wrong = step.tag != "equal"
        _add(meant, " ".join(left[step.src_start : step.src_end]), wrong)
        _add(got, " ".join(right[step.dest_start : step.dest_end]), wrong)
    return tuple(meant), tuple(got)


def _add(stretches: list[Stretch], text: str, wrong: bool) -> None:
    if stretches and stretches[-1].wrong == wrong:
        text = " ".join(part for part in (stretches.pop().text, text) if part)
    stretches.append(Stretch(text, wrong))
