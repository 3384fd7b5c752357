"""The last steps from a Draft to Blocks, the same for Markdown, plain text and SSML: cues, turns, habits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narrate.script.document import Block, Kind, Manner, Reading
from narrate.script.say_as import say_as
from narrate.script.spoken import speakable
from narrate.script.turns import Turns
from narrate.script.unspoken import with_habits, without_cues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narrate.script.document import FrontMatter
    from narrate.script.draft import Draft
    from narrate.script.notes import Notes


class Finisher:
    """Makes blocks of drafts, by what the front matter asks for. `lines`: whether lines mean anything, as cues and turns
    do (in SSML they are only white space)."""

    def __init__(self, front: FrontMatter, notes: Notes, lines: bool = True) -> None:
        self._lines = lines
        self._front = front
        self._notes = notes
        self._turns = Turns(front.voices)

    def __call__(self, kind: Kind, draft: Draft, manner: Manner) -> Iterator[Block]:
        """The blocks of one draft: more than one when speakers take turns in it."""
        if kind is Kind.HEADING or not self._lines:
            yield from self._block(kind, draft, manner)
            return
        for turn, speaker in self._turns(without_cues(draft, self._notes)):
            yield from self._block(kind, turn, speaker.over(manner))

    def _block(self, kind: Kind, draft: Draft, manner: Manner) -> Iterator[Block]:
        draft = with_habits(draft, self._front.habits, self._notes)
        for reading in draft.readings:
            self._check(reading, draft, manner)
        block = draft.block(kind, manner)
        if audible(block):
            yield block
            return
        if block.text.strip():
            self._notes.skip("symbols", block.text, block.line)
        if block.pauses:
            yield Block(Kind.PAUSE, "", ((0, block.pauses[0].line),), manner, pauses=block.pauses)

    def _check(self, reading: Reading, draft: Draft, manner: Manner) -> None:
        """A fault for a reading that the text does not allow."""
        text = draft.text[reading.start : reading.end]
        language = manner.language or self._front.language or "en-us"
        line = draft.line_at(reading.start)
        if reading.kind and say_as(text, reading.kind, language) is None:
            cure = 'choose another way to read it, or write {say="…"}'
            self._notes.fault(f"“{text}” cannot be read as {reading.kind}", cure, line)
        if reading.phonemes and not reading.say and not speakable(text):
            cure = 'say also in letters what is to be heard: {ph="…" say="…"}'
            self._notes.fault(f"phonemes for “{text}”, which has no letters", cure, line)
        before, after = draft.text[reading.start - 1 : reading.start], draft.text[reading.end : reading.end + 1]
        if reading.phonemes and (
            before.isalnum() or after.isalnum() or (after in ("'", "’", "-") and self._goes_on(draft, reading))
        ):
            cure = "put the whole word between the brackets, its ending too"
            self._notes.fault(f"phonemes for “{text}”, which is only a part of a word", cure, line)

    @staticmethod
    def _goes_on(draft: Draft, reading: Reading) -> bool:
        """Whether letters follow the apostrophe or hyphen behind a reading."""
        return draft.text[reading.end + 1 : reading.end + 2].isalnum()


def audible(block: Block) -> bool:
    """Whether anything of a block is spoken."""
    return speakable(block.text) or any(reading.say or reading.phonemes for reading in block.readings)
