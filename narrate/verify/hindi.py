"""Hindi and Urdu are one spoken language in two scripts, and Whisper base writes Hindi speech in Urdu's.

Asked for Devanagari by a prompt it spells badly (half of the words of two clear sentences were wrong), while its Urdu
was right. So both scripts are brought down to what they share: the consonants. Urdu writes no short vowels, and the
letters of its long ones stand for consonants as well.
"""

from __future__ import annotations

import unicodedata

_DEVANAGARI = {
    **dict(zip("कखगघङचछजझञ", ("k", "kh", "g", "gh", "n", "ch", "chh", "j", "jh", "n"), strict=True)),
    **dict(zip("टठडढणतथदधन", ("t", "th", "d", "dh", "n", "t", "th", "d", "dh", "n"), strict=True)),
    **dict(zip("पफबभमयरलवशषसह", ("p", "f", "b", "bh", "m", "y", "r", "l", "v", "sh", "sh", "s", "h"), strict=True)),
    **dict.fromkeys("\u0901\u0902", "n"),
    **dict.fromkeys("ऋ\u0943", "r"),
}
_DOTTED = {"ड": "r", "ढ": "rh", "ग": "g"}
"""With a dot below (nukta): sounds that the plain letter does not have."""
_URDU = {
    **dict(
        zip(
            "بپتٹثجچحخدڈذرڑزژ",
            ("b", "p", "t", "t", "s", "j", "ch", "h", "kh", "d", "d", "j", "r", "r", "j", "j"),
            strict=True,
        )
    ),
    **dict(
        zip(
            "سشصضطظغفقکكگلمنں",
            ("s", "sh", "s", "j", "t", "j", "g", "f", "k", "k", "k", "g", "l", "m", "n", "n"),
            strict=True,
        )
    ),
    **dict.fromkeys("ہهھة", "h"),
    **dict.fromkeys("یيے", "y"),
    "و": "v",
}
_NUKTA, _ASPIRATE = "\u093c", "ھ"
_HALF_VOWELS = ("y", "v")
"""Consonants only at the beginning of a word; elsewhere the letter may be a vowel."""
_SCRIPTS = ("DEVANAGARI", "ARABIC")


def skeleton(word: str) -> str:
    """The consonants of a word in either script ("a" for one without any); a word in another script as it is."""
    if not any(unicodedata.name(char, "").startswith(_SCRIPTS) for char in word):
        return word
    letters = unicodedata.normalize("NFD", word)
    units: list[str] = []
    for char, following in zip(letters, [*letters[1:], ""], strict=True):
        if char == _ASPIRATE and units:
            units[-1] = "f" if units[-1] == "p" else f"{units[-1]}h"
            continue
        unit = _DOTTED.get(char) if following == _NUKTA else None
        unit = unit or _DEVANAGARI.get(char) or _URDU.get(char)
        if unit and units and unit.startswith(units[-1]):
            units[-1] = unit  # doubled: Urdu writes it once
        elif unit:
            units.append(unit)
    begins = letters[0] in _DEVANAGARI or letters[0] in _URDU  # an alef or a vowel sign carries what follows it
    inner = [unit for at, unit in enumerate(units) if (at == 0 and begins) or unit not in _HALF_VOWELS]
    if len(inner) > 1 and inner[-1] == "h":
        inner.pop()  # at the end it may only mark a vowel
    return "".join(inner) or "a"
