"""Written words and what is said for them.

`spoken_words` is the one door: text in, one SpokenWord for each written word out, in order. A rule that says one
written word as several puts white space into `spoken`; one that says several written words as one gives it to the first
of them and leaves the others "".

So far the rules only make the characters fit for the engine. The written form keeps what the author typed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from narrate.model import SpokenWord

_NO_BREAK = r"[\u00a0\u2007\u202f]+"
WORD = re.compile(rf"""\S(?:\S|{_NO_BREAK}(?=\d|[^\w\s"'“‘«(\[{{¿¡])|(?<=[\d«–—]){_NO_BREAK}(?=\S))*""")
"""A written word. A no-break space beside a digit or a mark holds it together: "10 km", "tu ?", "« oui »" with one are
single words, as the author asked for. Elsewhere it parts words: text pasted from the web can be full of them."""

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


def spoken_words(text: str, language: str) -> tuple[SpokenWord, ...]:
    """One SpokenWord for each white-space token of `text`, in order; `language` as in Delivery."""
    return tuple(SpokenWord(word, spoken_form(word, language)) for word in WORD.findall(text))


def speakable(text: str) -> bool:
    """Whether anything of `text` can be said: a letter, a digit, or a symbol that the engine has a word for."""
    return any(said.isalnum() or said in _SAID_SYMBOLS for char in text if (said := _fit(char)))


def spoken_form(word: str, language: str) -> str:
    """`word` in characters that the engine understands; "" when nothing is left (an emoji)."""
    if word.isascii() and word.isprintable() and "[" not in word and "]" not in word and "`" not in word:
        return word
    plain = unicodedata.normalize("NFC", _TYPED_APOSTROPHE.sub("'", word).translate(_REPLACED))
    joiners = _JOINERS if language == "hi" else ""
    plain = "".join(char if char in joiners else _fit(char) for char in plain)
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
