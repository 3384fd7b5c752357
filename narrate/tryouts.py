"""Scripts to listen to single words by: as they are said, and as they could be said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from narrate.config import Flags
from narrate.model import Origin, Script
from narrate.proposals import Proposal
from narrate.script.lexicon import Entry, Lexicon, pronounced
from narrate.scripts import from_text

_NO_NAME = re.compile(r"[^\w.+#-]+")


def listed(words: Sequence[str], flags: Flags, lexicon: Lexicon) -> Script:
    """The words one after the other, said as the lexicon says."""
    text = ", ".join(words) + "."
    return pronounced(from_text(text, replace(flags, lexicon=())), lexicon)


def tryouts(proposals: Sequence[Proposal], language: str, flags: Flags) -> Iterator[tuple[Script, str]]:
    """For each way to say a word a script, and the stem of its file: the word and the number of the way.

    The word is said twice: alone, Kokoro says a short word oddly.
    """
    plain = replace(flags, lexicon=(), language=flags.language or language)
    for proposal in proposals:
        script = from_text(f"{proposal.word}, {proposal.word}.", plain)
        for number, way in enumerate(proposal.candidates, start=1):
            origin = Origin("candidates", number)
            entry = Entry(proposal.word, origin, say=way.say, phonemes=way.phonemes)
            yield pronounced(script, Lexicon(((entry,),))), f"{_NO_NAME.sub('_', proposal.word)}-{number}"
