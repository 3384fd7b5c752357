"""English numbers, whether written in digits or in words, become the same words: the digits, one by one.

    "twenty twenty-six", "2026", "two thousand and twenty six"   → two zero two six
    "three point one four", "3.14"                                → three one four
    "21st", "twenty-first"                                        → two one
    "1.5 million", "one point five million"                       → one five million

Digits one by one, because the grouping is the first thing a recogniser changes ("v1.25.3" comes back as "V1253"), and
because one wrong digit in a long number is then one wrong word. Scale words from a million up stay words: a misheard
"billion" should not count as nine digits. Ordinals fall together with cardinals, and "point" between digits goes:
recognisers write either form.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_UNIT_ORDINALS = ["zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_TEEN_ORDINALS = [f"{teen}th" for teen in _TEENS[:2]] + ["twelfth"] + [f"{teen}th" for teen in _TEENS[3:]]
_TEN_ORDINALS = ["twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"]
_TEN_PLURALS = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"]
_FRACTIONS = {"thirds": 3, "fifths": 5, "sixths": 6, "sevenths": 7, "eighths": 8, "ninths": 9, "tenths": 10}

_SMALL: dict[str, int] = {
    **{word: value for names in (DIGITS, _UNIT_ORDINALS) for value, word in enumerate(names)},
    **{word: value for names in (_TEENS, _TEEN_ORDINALS) for value, word in enumerate(names, 10)},
    **{word: value * 10 for names in (_TENS, _TEN_ORDINALS, _TEN_PLURALS) for value, word in enumerate(names, 2)},
    **_FRACTIONS,
    "oh": 0,
}
_HUNDRED = {"hundred", "hundreds", "hundredth", "hundredths"}
_THOUSAND = {"thousand", "thousands", "thousandth", "thousandths"}
_SCALE = {
    form: name for name in ("million", "billion", "trillion") for form in (name, name + "s", name + "th", name + "ths")
}


@dataclass(frozen=True, slots=True)
class Token:
    """One comparable word, and which word of the text it comes from (a text word may give several tokens or none)."""

    text: str
    word: int


def is_number(text: str) -> bool:
    """Is this token a part of a number, in digits or in words?"""
    return text.isdecimal() or text in _SMALL or text in _HUNDRED or text in _THOUSAND or text in _SCALE


def spell_numbers(tokens: Sequence[Token]) -> list[Token]:
    """Replace every number in `tokens` by its digits as words; all other tokens stay as they are."""
    out: list[Token] = []
    run: list[Token] = []
    for token in _without_glue(tokens):
        if is_number(token.text):
            run.append(token)
            continue
        out.extend(_spell(run))
        run = []
        out.append(token)
    out.extend(_spell(run))
    return out


def _without_glue(tokens: Sequence[Token]) -> Iterator[Token]:
    """Leave out the small words inside numbers ("and", "point"), and read "a hundred" as "one hundred"."""
    for at, token in enumerate(tokens):
        before = tokens[at - 1].text if at else ""
        after = tokens[at + 1].text if at + 1 < len(tokens) else ""
        big = before in _HUNDRED or before in _THOUSAND or before in _SCALE
        if token.text == "and" and big and (after.isdecimal() or after in _SMALL):
            continue
        if token.text == "point" and is_number(before) and is_number(after):
            continue
        if token.text == "a" and (after in _HUNDRED or after in _THOUSAND or after in _SCALE):
            yield replace(token, text="one")
            continue
        yield token


class _Numeral:
    """A number being put together from its words: `whole` holds finished thousands, `part` what is below them."""

    __slots__ = ("grows", "part", "whole", "word")

    def __init__(self, token: Token) -> None:
        self.word, self.whole = token.word, 0
        self.grows = not token.text.isdecimal()  # "20 5" are two numbers, "twenty five" is one
        self.part = _SMALL[token.text] if self.grows else int(token.text)

    def takes(self, text: str, after: str) -> bool:
        """Can `text` be added to what was said so far? "twenty" + five yes; "nineteen" + "ninety" begins anew.

        `after` is the word that follows: in "one hundred two hundred" the "two" begins a new number.
        """
        value = _SMALL.get(text, 0)
        if not self.grows or value == 0:
            return False
        if (after in _HUNDRED and self.part) or (after in _THOUSAND and self.whole):
            return False
        if self.part == 0:
            return self.whole > 0
        if value < 10 and self.part % 100 >= 20 and self.part % 10 == 0:
            return True
        return value < 100 and self.part >= 100 and self.part % 100 == 0

    def add(self, text: str) -> None:
        self.part += _SMALL[text]

    def multiply(self, text: str) -> None:
        """Count the "hundred" or "thousand" in `text`: it multiplies what is below it."""
        self.grows = True
        if text in _HUNDRED:
            self.part *= 100
        else:
            self.whole += max(self.part, 1) * 1000
            self.part = 0

    def tokens(self) -> list[Token]:
        return _digits(str(self.whole + self.part), self.word)


def _digits(text: str, word: int) -> list[Token]:
    return [Token(DIGITS[int(digit)], word) for digit in text]


def _spell(run: Sequence[Token]) -> Iterator[Token]:
    """The digits of a run of number tokens; a new numeral begins wherever the words cannot belong together."""
    numeral: _Numeral | None = None
    for at, token in enumerate(run):
        text, after = token.text, run[at + 1].text if at + 1 < len(run) else ""
        if text in _HUNDRED or text in _THOUSAND:
            numeral = numeral or _Numeral(replace(token, text="one"))
            numeral.multiply(text)
        elif numeral and numeral.takes(text, after):
            numeral.add(text)
        else:
            if numeral:
                yield from numeral.tokens()
            numeral = None
            if text in _SCALE:
                yield replace(token, text=_SCALE[text])
            elif text.isdecimal() and (len(text) > 3 or text.startswith("0")):
                yield from _digits(text, token.word)
            else:
                numeral = _Numeral(token)
    if numeral:
        yield from numeral.tokens()
