"""The job behind `narrate pronounce`: how words would be said, and who decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from narrate.model import Delivery, PhonemeSource
from narrate.ports import Pronouncer
from narrate.script.lexicon import Lexicon, apply
from narrate.script.spoken import spoken_words


@dataclass(frozen=True, slots=True)
class Pronounced:
    """One asked word. `source` is "lexicon", "dictionary", "espeak" or "none"; `entry` names the lexicon's entry. Words of
    several kinds have several sources."""

    written: str
    spoken: str
    phonemes: str
    source: str
    entry: str = ""

    def document(self) -> dict[str, str]:
        """For machines."""
        return asdict(self)


def pronounced_words(
    words: Sequence[str], lexicon: Lexicon, delivery: Delivery, pronouncer: Pronouncer
) -> tuple[Pronounced, ...]:
    """How each of `words` (which may hold spaces) is said in a voice and a language."""
    return tuple(_pronounced(word, lexicon, delivery, pronouncer) for word in words)


def _pronounced(written: str, lexicon: Lexicon, delivery: Delivery, pronouncer: Pronouncer) -> Pronounced:
    words = apply(spoken_words(written, delivery.language), lexicon, delivery.language, delivery.voice)
    found = [pronouncer.pronounce(word, delivery.language) for word in words if word.spoken]
    sources = [PhonemeSource.GIVEN if one.word.entry else one.source for one in found] or [PhonemeSource.NONE]
    return Pronounced(
        written,
        " ".join(word.spoken for word in words if word.spoken),
        " ".join(one.phonemes for one in found),
        ", ".join(dict.fromkeys(source.value for source in sources)),
        ", ".join(dict.fromkeys(word.entry for word in words if word.entry)),
    )
