"""Other ways to say a word that the voice gets wrong: candidates for a lexicon entry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_VOWELS = "AIOQWYaeiouyæɑɐɒɔəɚɛɜɪɨɯʊʌᵻøœɤ"
_STRESS = "ˈˌ"
_SAME_VOWEL = "ː\u0303"
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_ENDINGS = {"ctl": "control", "sql": "sequel", "db": "D B", "js": "J S", "io": "I O", "api": "A P I", "os": "O S", "x": "X"}
"""What the names of programs end in, and how it is said."""
_MOST_SPELLED = 6
"""Letters. Longer names are not spelled out."""
_FEWEST_VOWELS = 0.25
"""The share of vowels up to which a name may be said letter by letter: nginx, etcd."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to say a word: letters (`say`) or `phonemes`; `why` names the idea behind it."""

    why: str
    say: str = ""
    phonemes: str = ""

    @property
    def value(self) -> str:
        """As it stands in a lexicon."""
        return self.say or f"/{self.phonemes}/"


def candidates(word: str, phonemes: str, english: bool) -> tuple[Candidate, ...]:
    """Ways to say `word`, which is now said as `phonemes`; that comes first, as what to change by hand. Each once."""
    found: dict[str, Candidate] = {}
    if phonemes:
        found[f"/{phonemes}/"] = Candidate("as it is said now, to be changed by hand", phonemes=phonemes)
    for candidate in (*_spelled_otherwise(word, english), *_stressed_otherwise(phonemes)):
        found.setdefault(candidate.value, candidate)
    return tuple(candidate for candidate in found.values() if candidate.say != word)


def _spelled_otherwise(word: str, english: bool) -> Iterator[Candidate]:
    parts = _PARTS.findall(word)
    if len(parts) > 1:
        yield Candidate("its parts one by one", say=" ".join(parts))
    if not english:
        return
    for ending, said in _ENDINGS.items():
        stem = word[: -len(ending)]
        if word.lower().endswith(ending) and len(stem) > 1:
            yield Candidate(f"-{ending} said as {said}", say=f"{stem} {said}")
    if word.isalpha() and len(word) <= _MOST_SPELLED and (word.isupper() or _vowels(word) <= _FEWEST_VOWELS):
        yield Candidate("letter by letter", say=" ".join(word.upper()))


def _vowels(word: str) -> float:
    return sum(letter in "aeiouy" for letter in word.lower()) / len(word)


def _stressed_otherwise(phonemes: str) -> Iterator[Candidate]:
    """The same sounds with the main stress on another vowel."""
    if phonemes.count("ˈ") != 1 or " " in phonemes:
        return
    for at in _nuclei(phonemes):
        stressed = phonemes[: at - 1] if phonemes[at - 1 : at] in tuple(_STRESS) else phonemes[:at]
        bare = "".join(char for char in stressed if char != "ˈ")
        rest = "".join(char for char in phonemes[at:] if char != "ˈ")
        yield Candidate("stressed on another syllable", phonemes=f"{bare}ˈ{rest}")


def _nuclei(phonemes: str) -> list[int]:
    """Where a syllable's vowel begins; the weakest vowels are never stressed."""
    return [
        at
        for at, char in enumerate(phonemes)
        if char in _VOWELS and char not in "əᵻ" and (at == 0 or phonemes[at - 1] not in _VOWELS + _SAME_VOWEL)
    ]
