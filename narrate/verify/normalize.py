"""Text as people or recognisers write it → comparable words. Both sides go through the same function.

Why not OpenAI's `EnglishTextNormalizer` (PyPI whisper-normalizer) as a whole: of 61 pairs of texts that are said alike
it made 43 equal, this module 59. It keeps numbers as grouped digits, and the grouping is what differs ("1.25.3" against
"1253", "9:30" against "930"), knows no acronyms, drops what stands in brackets, and cannot say which word a token came
from, which the judge needs to show what was heard. Its table of British spellings is used. Why not num2words for
English: a number in digits has several readings (1999), and only the direction words → digits is unambiguous. For other
languages num2words is what there is.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from narrate.verify.english import english_tokens
from narrate.verify.hindi import skeleton
from narrate.verify.numbers import Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PIECE = re.compile(r"\d+(?:[.,]\d+)*|[^\s\d]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")
"""Kana, Han and Thai are written without spaces, so they are compared sign by sign."""


def normalize(text: str, language: str) -> list[str]:
    """The comparable words of `text` ("en-us", "fr" …): lower case, no punctuation, numbers as words."""
    return [token.text for token in tokenize(text.split(), language)]


def tokenize(words: Sequence[str], language: str) -> list[Token]:
    """As `normalize`, but of words, and each token knows the index of the word it came from."""
    short = language.lower().replace("_", "-").split("-")[0]
    return english_tokens(words) if short == "en" else list(_plain_tokens(words, short))


def _plain_tokens(words: Sequence[str], language: str) -> Iterator[Token]:
    for at, word in enumerate(words):
        for piece in _PIECE.findall(_folded(word)):
            for part in _said(piece, language):
                yield Token(part, at)


def _folded(word: str) -> str:
    """Lower case; apostrophes vanish, other punctuation parts. Vowel signs (category M, in Hindi) belong to words."""
    text = re.sub(r"(?<=\w)['’ʼ](?=\w)", "", unicodedata.normalize("NFKC", word).casefold())
    text = re.sub(r"(?<!\d)[.,]|[.,](?!\d)", " ", text)
    return "".join(char if unicodedata.category(char)[0] in "LMN" or char in ".," else " " for char in text)


def _said(piece: str, language: str) -> list[str]:
    """A number becomes its words, unspaced writing its signs; any other piece is a word already."""
    if piece[0].isdecimal():
        return _number_words(piece, language)
    if language == "hi":
        return [skeleton(piece)]
    return list(piece) if _UNSPACED.search(piece) else [piece]


def _number_words(number: str, language: str) -> list[str]:
    """ "1.234" → its words; "3,14" → those of 3 and of 14. Languages that num2words lacks keep their digits."""
    from num2words import CONVERTER_CLASSES, num2words  # 50 ms, and English never needs it

    whole = number.replace(".", "").replace(",", "") if _THOUSANDS.fullmatch(number) else number
    known = "pt_BR" if language == "pt" else language
    parts = [int(part) for part in re.split(r"[.,]", whole)]
    if known not in CONVERTER_CLASSES:
        return [str(part) for part in parts]
    words = " ".join(num2words(part, lang=known) for part in parts)
    return [said for piece in _folded(words).split() for said in (list(piece) if _UNSPACED.search(piece) else [piece])]
