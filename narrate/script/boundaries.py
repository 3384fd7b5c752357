"""Text to sentences: sentencex finds the ends, and a few corrections of ours mend what it gets wrong.

Of five segmenters on our table of hard cases (tests/unit/test_script_sentences.py) sentencex was right most often, is
by far the fastest, and covers all nine languages. Its mistakes are mostly abbreviations that it does not know.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.script.abbreviations import BEFORE_LOWER_CASE, BEFORE_NAMES, BEFORE_NUMBERS, DAYS_AND_MONTHS
from narrate.script.languages import UNSPACED
from narrate.script.spoken import speakable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LAST_WORD = re.compile(r"([^\s(\[{\"“”‘«'’]+)\.[\"”’'»)\]]*$")
_ENUMERATOR = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)\]]{1,2}$")
_DASH_ON = re.compile(r"[-–—]+\s*[^\W\d_A-ZÀ-ÖØ-Þ]")
_DECORATION = re.compile(r"(?:[^\w\s\"'“”‘’«»()\[\]{}¿¡$€£¥#@&+.\-–—…]+\s+)+")
_TRAILING_OFF = re.compile(r"(?:…|\.\.\.)[\"”’»]?\s+(?=[\"“‘«(]?(?!I\b|I['’])[A-ZÀ-ÖØ-Þ])")
_ASIDE = re.compile(r"[(\[][^()\[\]]*[.!?…][\"”’»]?[)\]]\s+(?=[\"“‘«(\[¿¡]?[A-ZÀ-ÖØ-Þ\d])")
_WHITE = re.compile(r"\s")
_NEAR = 400
"""Characters on either side of a break that are looked at."""
_CJK_QUOTE_END = re.compile(r"[」』”’）]\s*$")
_CJK_GOES_ON = {
    "ja": re.compile(r"(?:と|って|など)"),
    "zh": re.compile(r"[^，。！？“”：]{0,6}?(?:问|問|说|說|道|喊|叫|答|想|笑)"),
}


def sentences(text: str, language: str) -> list[str]:
    """The sentences of `text`, in order, without the white space around them. Nothing else is lost."""
    return [text[start:end] for start, end in sentence_spans(text, language)]


def sentence_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Where the sentences of `text` are: (start, end), half open, white space between them left out.

    In a language with spaces a sentence never ends inside a word. Any line end counts as a space.
    """
    ends = list(_mended(text, _breaks(text, language), language))
    spans = []
    for start, end in zip([0, *ends], [*ends, len(text)], strict=True):
        part = text[start:end]
        if part.strip():
            spans.append((start + len(part) - len(part.lstrip()), start + len(part.rstrip())))
    return spans


def _breaks(text: str, language: str) -> list[int]:
    """The offsets at which sentencex begins a new sentence, and those at which it should have."""
    import sentencex

    # One plain space for each character of white space: sentencex 1.0.32 cuts between bytes, and panics, when a
    # no-break space stands before an initial; it also takes two line ends for the end of a paragraph.
    plain = _WHITE.sub(" ", text)
    code = language.partition("-")[0]
    found = {boundary["start_index"] for boundary in sentencex.get_sentence_boundaries(code, plain)} - {0}
    if language not in UNSPACED:
        found.update(match.end() for match in _TRAILING_OFF.finditer(plain))
        begins = [0, *sorted(found)]
        found.update(aside.end() for begin in begins if (aside := _ASIDE.match(plain, begin)))
    return sorted(found)


def _mended(text: str, breaks: Iterable[int], language: str) -> Iterator[int]:
    """`breaks` without the wrong ones, and with decoration (an emoji) left to the sentence that it follows."""
    begin = 0
    for position in breaks:
        if language not in UNSPACED and (decoration := _DECORATION.match(text, position)):
            position = decoration.end()
        if position <= begin or position >= len(text):
            continue
        left, right = text[max(begin, position - _NEAR) : position], text[position : position + _NEAR]
        if not _goes_on(left, right, language):
            yield position
            begin = position


def _goes_on(left: str, right: str, language: str) -> bool:
    """Whether `right` belongs to the sentence `left`, although a segmenter parted them."""
    spaced = language not in UNSPACED
    if (spaced and not left[-1].isspace()) or not speakable(left) or not speakable(right):
        return True
    if not spaced:
        return bool(_CJK_QUOTE_END.search(left) and _CJK_GOES_ON[language].match(right))
    if _ENUMERATOR.match(left.strip()) or _DASH_ON.match(right):
        return True
    last = _LAST_WORD.search(left.rstrip())
    return last is not None and _abbreviates(last.group(1), right, language.partition("-")[0])


def _abbreviates(written: str, right: str, language: str) -> bool:
    """Whether `written` (its full stop taken off) is an abbreviation that `right` goes on from."""
    word, capital = written.lower(), written[0].isupper()
    following = right.lstrip("\"“‘«'([")[:1]
    if word in BEFORE_NAMES.get(language, ()) and (capital or (language != "en" and len(word) > 1)):
        return following.isalnum()
    if word in BEFORE_NUMBERS.get(language, ()) and following.isdecimal():
        return capital or word != "no"
    if word in BEFORE_LOWER_CASE.get(language, ()) and following.islower():
        return True
    if language == "en" and word in ("a.m", "p.m"):
        return right.split(maxsplit=1)[0].strip(".,;:!?").lower() in DAYS_AND_MONTHS
    return False
