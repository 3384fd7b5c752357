"""Very long sentences in parts that the engine speaks well."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from narrate.script.abbreviations import BEFORE_LOWER_CASE, BEFORE_NAMES, BEFORE_NUMBERS
from narrate.script.languages import UNSPACED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narrate.model import SpokenWord

LONGEST = 250.0
"""Estimated phonemes in one call. Kokoro takes 510 and fades at the tail well before that (hexgrad/kokoro#249)."""
LONGEST_UNSPACED = 32
"""Characters. Where words have no spaces a part cannot be divided further into cues, so it must fit into one: two lines
of 16 characters (Netflix, Timed Text Style Guide: Chinese)."""
_LONGEST_ABBREVIATION = 3
"""Letters. A word this short before a full stop inside a sentence is taken for an abbreviation."""
_TINY = 40.0
"""A part of fewer phonemes than this sounds clipped: cut elsewhere, if there is an elsewhere."""

_DIGIT, _SYMBOL, _KANA, _IDEOGRAPH = 5.0, 8.0, 2.0, 4.0
"""Phonemes in the name of a digit ("seven": 5), of a symbol ("percent": 8), in a kana and in a Chinese character."""
_SYMBOLS = frozenset("$€£¥%&+@=#")

_SENTENCE_END = re.compile(r"[.!?…。！？।][\"”’'»)\]」』]*$")
_STRONG = re.compile(r"(?:[;:；：][\"”’'»)\]」』]*|[—–])$")
_COMMA = re.compile(r"(?:[,،，、][\"”’'»)\]」』]*|[)\]）」』”»])$")
_CLAUSE = re.compile(r"[^、，；：。！？]*[、，；：。！？]+[」』”’）]*|[^、，；：。！？]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CONJUNCTIONS = {
    "en": _words(
        "and but or nor so yet because which that who whom whose where when while whereas if although though "
        "unless until since as than then before after"
    ),
    "es": _words("y e o u pero sino que porque cuando donde si aunque mientras como quien cuyo pues"),
    "fr": _words("et ou mais donc or ni car que qui dont où quand lorsque si comme parce puisque tandis"),
    "it": _words("e ed o ma però che perché quando dove se anche mentre come chi cui quindi"),
    "pt": _words("e ou mas porém que porque quando onde se embora enquanto como quem cujo pois"),
    "hi": _words("और या लेकिन मगर कि क्योंकि जब जहाँ अगर यदि तो जो"),
}
# The price of a cut; the balance of the two parts adds 0 (even) to 1 (all on one side).
_AT_SENTENCE, _AT_STRONG, _AT_COMMA, _AT_CONJUNCTION, _AT_WORD, _AT_TINY = 0.0, 0.1, 0.25, 0.6, 1.2, 1.0


@lru_cache(maxsize=16384)
def phonemes(spoken: str) -> float:
    """About how many phonemes `spoken` will have: one a letter, more for digits and symbols."""
    return sum(map(_weight, spoken)) if not spoken.isalpha() or not spoken.isascii() else float(len(spoken))


def length(words: Sequence[SpokenWord]) -> float:
    """About how many phonemes `words` will have, the spaces between them counted."""
    return sum(phonemes(word.spoken) + 1 for word in words if word.spoken)


def cuts(words: Sequence[SpokenWord], language: str) -> list[int]:
    """The word indexes at which a new part of a long sentence begins; none when the engine can take it in one go.

    Cuts are made at the best punctuation, else before a conjunction, else at any word gap, so that the parts are
    balanced. A single word is never cut.
    """
    sizes = [phonemes(word.spoken) + 1 if word.spoken else 0.0 for word in words]
    if sum(sizes) <= LONGEST:
        return []
    prices = [_price(words, gap, language.partition("-")[0]) for gap in range(1, len(words))]
    found: list[int] = []
    waiting = [(0, len(words))]
    while waiting:
        start, end = waiting.pop()
        if end - start < 2 or sum(sizes[start:end]) <= LONGEST:
            continue
        cut = _best(sizes, prices, start, end)
        found.append(cut)
        waiting += [(start, cut), (cut, end)]
    return sorted(found)


def ends_sentence(before: str, after: str, language: str) -> bool:
    """Whether a sentence ends between two words of a sentence: in a quotation that holds several.

    The segmenter has left them together, so the full stop may be an abbreviation's: only a longer plain word counts.
    """
    if not _SENTENCE_END.search(before) or not after.lstrip("\"“‘«'([¿¡")[:1].isupper():
        return False
    stem = before.rstrip("\"”’'»)]")
    if not stem.endswith("."):
        return True
    word = stem[:-1].lstrip("\"“‘«'([¿¡").lower()
    known = (BEFORE_NAMES, BEFORE_NUMBERS, BEFORE_LOWER_CASE)
    return len(word) > _LONGEST_ABBREVIATION and not any(word in table.get(language, ()) for table in known)


def ends_text(text: str) -> bool:
    """Whether `text` ends as a sentence does."""
    return _SENTENCE_END.search(text.rstrip()) is not None


def clauses(sentence: str, language: str) -> list[str]:
    """A sentence of a language without spaces in parts that fit a cue; another sentence as it is. None is lost."""
    if language not in UNSPACED or len(sentence) <= LONGEST_UNSPACED:
        return [sentence]
    parts: list[str] = []
    for clause in _CLAUSE.findall(sentence):
        if parts and len(parts[-1]) + len(clause) <= LONGEST_UNSPACED:
            parts[-1] += clause
        else:
            parts.append(clause)
    return parts


def _weight(char: str) -> float:
    if char.isdecimal():
        return _DIGIT
    if char in _SYMBOLS:
        return _SYMBOL
    if "\u3041" <= char <= "\u30ff":
        return _KANA
    return _IDEOGRAPH if "\u3400" <= char <= "\u9fff" else 1.0


def _price(words: Sequence[SpokenWord], gap: int, language: str) -> float:
    """What it costs to cut between words[gap - 1] and words[gap]."""
    before = words[gap - 1].written
    after = words[gap].written
    if after in ("—", "–", "-"):  # the dash belongs to what is before it
        return _AT_WORD * 2
    if ends_sentence(before, after, language):
        return _AT_SENTENCE
    if _STRONG.search(before):
        return _AT_STRONG
    if _COMMA.search(before):
        return _AT_COMMA
    return _AT_CONJUNCTION if after.lower() in _CONJUNCTIONS.get(language, ()) else _AT_WORD


def _best(sizes: Sequence[float], prices: Sequence[float], start: int, end: int) -> int:
    """The gap in words[start:end] whose price and imbalance are lowest."""
    total = sum(sizes[start:end])
    left = 0.0
    best, lowest = start + 1, float("inf")
    for gap in range(start + 1, end):
        left += sizes[gap - 1]
        smaller = min(left, total - left)
        price = prices[gap - 1] + 1 - 2 * smaller / total + (_AT_TINY if smaller < _TINY else 0)
        if price < lowest:
            best, lowest = gap, price
    return best
