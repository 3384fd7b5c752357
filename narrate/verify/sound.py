"""How much two stretches of text sound alike.

A recogniser that does not know a name writes something that sounds like it ("Kubernetes" → "Cooper Nettis"). That is no
fault of the voice, and it can be told from a wrong word by the consonants, which survive; vowels are what it guesses.
The key follows the idea of Soundex and Metaphone (letters → classes of sound), but keeps the whole length, ignores
where words begin, and keeps one mark for each vowel, so that "cut" and "cute idea" stay apart.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

if TYPE_CHECKING:
    from collections.abc import Sequence

_SPELLINGS: tuple[tuple[str, str], ...] = (
    (r"^x|^ps", "s"), (r"^[kgp]n", "n"), (r"^wr", "r"), (r"tch|ch|sh|ti(?=[ao])|ci(?=[ao])|si(?=o)", "J"),
    (r"th", "T"), (r"ph|gh(?=t)|(?<=u)gh|(?<=o)gh", "f"), (r"gh", "g"), (r"ck|qu?|x(?=c)", "k"), (r"x", "ks"),
    (r"c(?=[eiy])", "s"), (r"c", "k"), (r"dge?|g(?=[eiy])|j", "J"), (r"wh", "w"), (r"mb\b", "m"), (r"h", ""),
)  # fmt: skip
_CLASSES = str.maketrans({"b": "p", "d": "t", "T": "t", "g": "k", "v": "f", "z": "s", "J": "s", "m": "n"})
"""Voiced and voiceless, nasal and nasal: the pairs that small recognisers confuse."""
_LETTERS = dict(
    zip(
        "bcdfghjklmnpqrstvwxz",
        [
            "be",
            "se",
            "de",
            "ef",
            "ge",
            "aitch",
            "jay",
            "kay",
            "el",
            "em",
            "en",
            "pe",
            "cu",
            "ar",
            "es",
            "te",
            "ve",
            "dubelu",
            "ex",
            "ze",
        ],
        strict=True,
    )
)
"""A letter that stands alone is said by its name."""
_TELLING = 5
"""Signs of a key: two syllables at least."""
_SAME = 0.9
_VOWELS = re.compile(r"[aeiouyw]+")


def sound_key(text: str) -> str:
    """The consonants of `text` as classes of sound, each group of vowels as "a"; letters beyond a–z stay."""
    folded = unicodedata.normalize("NFKD", text.lower())
    key = "".join(char for char in folded if char.isalpha())
    for pattern, sound in _SPELLINGS:
        key = re.sub(pattern, sound, key)
    key = _VOWELS.sub("a", key.translate(_CLASSES))
    return re.sub(r"(.)\1+", r"\1", key)


def alike(expected: Sequence[str], heard: Sequence[str]) -> float:
    """0 (nothing in common) … 1 (the same sounds), word boundaries ignored. Nothing is like no sound."""
    one, other = _key(expected), _key(heard)
    if not one or not other:
        return 0.0
    bare = Indel.normalized_similarity(one.replace("a", ""), other.replace("a", ""))
    return max(float(Indel.normalized_similarity(one, other)), 0.9 * float(bare))


def same_sound(expected: Sequence[str], heard: Sequence[str]) -> bool:
    """Is what was heard just another spelling ("Vellin", "Velen")? Only long enough words can tell ("red", "road")."""
    return len(_key(expected)) >= _TELLING and alike(expected, heard) >= _SAME


def _key(words: Sequence[str]) -> str:
    return sound_key("".join(_LETTERS.get(word, word) for word in words))
