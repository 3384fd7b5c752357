"""Written words and what is said for them.

`spoken_words` is the one door: text in, one SpokenWord for each written word out, in order. A written word said as
several has white space in `spoken`; of several written words said as one thing, each gets its share ("$1.2 million" is
"one point two" and "million dollars"). What is said is decided in `forms`; the written form keeps what the author typed.
"""

from __future__ import annotations

import re

from narrate.model import SpokenWord
from narrate.script.forms import spoken_forms
from narrate.script.forms.characters import fit, speakable

__all__ = ["WORD", "speakable", "spoken_form", "spoken_words"]

_NO_BREAK = r"[\u00a0\u2007\u202f]+"
WORD = re.compile(rf"""\S(?:\S|{_NO_BREAK}(?=\d|[^\w\s"'“‘«(\[{{¿¡])|(?<=[\d«–—]){_NO_BREAK}(?=\S))*""")
"""A written word. A no-break space beside a digit or a mark holds it together: "10 km", "tu ?", "« oui »" with one are
single words, as the author asked for. Elsewhere it parts words: text pasted from the web can be full of them."""


def spoken_words(text: str, language: str) -> tuple[SpokenWord, ...]:
    """One SpokenWord for each white-space token of `text`, in order; `language` as in Delivery."""
    words = WORD.findall(text)
    return tuple(map(SpokenWord, words, spoken_forms(words, language)))


def spoken_form(word: str, language: str) -> str:
    """`word` in characters that the engine understands, with no rule applied; "" when nothing is left (an emoji)."""
    return fit(word, language)
