"""Characters made fit for the engine: what it does not know is replaced by what it knows, or goes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = dict.fromkeys(map(ord, "\u2019\u02bc\uff07\u2018"), "'")
# misaki turns `[text](/phonemes/)` into phonemes, and a number in the second part into stress. Kokoro knows ( and ).
_BRACKETS = {ord("["): "(", ord("]"): ")", ord("［"): "(", ord("］"): ")"}
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_REPLACED = {**_APOSTROPHES, **_BRACKETS, **_LIGATURES}
_JOINERS = "\u200c\u200d"
"""Zero-width (non-)joiner: part of the spelling in Devanagari, glue between emoji elsewhere."""
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\u3030\u303d\u20e3\ufe00-\ufe0f\U000e0020-\U000e007f]"
)
_TYPED_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[`´](?=[^\W\d_])")
_SAID_SYMBOLS = frozenset("%&+@")
"""The symbols that misaki has words for."""
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = "₀₁₂₃₄₅₆₇₈₉"


def speakable(text: str) -> bool:
    """Whether anything of `text` can be said: a letter, a digit, or a symbol that the engine has a word for."""
    return any(said.isalnum() or said in _SAID_SYMBOLS for char in text if (said := _fit(char)))


def fit(word: str, language: str, keep_raised: bool = False) -> str:
    """`word` in characters that the engine understands; "" when nothing is left (an emoji).

    `keep_raised` keeps superscripts and subscripts for the rules that know what "x²" and "CO₂" mean.
    """
    if word.isascii() and word.isprintable() and "[" not in word and "]" not in word and "`" not in word:
        return word
    plain = unicodedata.normalize("NFC", _TYPED_APOSTROPHE.sub("'", word).translate(_REPLACED))
    kept = (_JOINERS if language == "hi" else "") + (RAISED + _LOWERED if keep_raised else "")
    plain = "".join(char if char in kept else _fit(char) for char in plain)
    return " ".join(plain.split())


@lru_cache(maxsize=4096)
def _fit(char: str) -> str:
    """What the engine gets for one character."""
    if char.isascii():
        return char if char.isprintable() else " " if char.isspace() else ""
    if char.isdigit() and not char.isdecimal():
        return str(unicodedata.digit(char))  # ① ² ❶: isdigit() says yes and int() crashes (hexgrad/misaki#59)
    if _EMOJI.match(char):
        return ""
    if char.isspace():
        return " "
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co"):
        return ""  # soft hyphen, zero-width space, byte order mark, direction marks
    if unicodedata.decomposition(char).startswith(("<circle>", "<font>", "<wide>")):
        return unicodedata.normalize("NFKC", char)
    return char
