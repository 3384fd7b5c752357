"""The rules for English: one comparable form for what can be written in several ways.

Both sides are *contracted* ("do not" → "dont", "it is" → "its"), not expanded, so that the homophones "its" and "it's"
fall together without a grammar. British spellings become American by OpenAI's table of 1,741 words, which the
package whisper-normalizer carries; the rest of that package is not used (see `normalize`).
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from narrate.verify.numbers import Token, is_number, spell_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_CURRENCIES = {"$": ("dollar", "cent"), "£": ("pound", "penny"), "€": ("euro", "cent"), "¥": ("yen", "sen")}
_SYMBOLS = {"%": "percent", "&": "and", "+": "plus", "=": "equals", "@": "at", "°": "degrees", "#": "number"}
_VULGAR = str.maketrans({"½": " 1/2", "⅓": " 1/3", "⅔": " 2/3", "¼": " 1/4", "¾": " 3/4"})
_MONEY = re.compile(r"([$£€¥])([\d,]+)(?:\.(\d+))?")
_FRACTION = re.compile(r"(\d+)[/⁄](\d+)(?!\d|/)")
_NUMBER = re.compile(r"\d+(?:,\d{3})+(?!\d)|\d+")
_ORDINAL = re.compile(r"(\d)(?:st|nd|rd|th|s)\b")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}|\b(?:[a-z]\.)+[a-z]\b")
_WORD = re.compile(r"[^\W\d_]+|\d+")

_REWRITE = {
    "ok": "okay", "alright": "all right", "mr": "mister", "mrs": "missus", "dr": "doctor", "st": "saint",
    "vs": "versus", "prof": "professor", "jr": "junior", "sr": "senior", "etc": "et cetera",
    "approx": "approximately", "gonna": "going to", "wanna": "want to", "gotta": "got to", "cannot": "cant",
    "pence": "penny", "pennies": "penny", "dollars": "dollar", "pounds": "pound", "euros": "euro",
    "cents": "cent", "um": "", "uh": "", "hm": "", "hmm": "", "mm": "", "mmm": "", "mhm": "",
}  # fmt: skip
_UNITS = {
    "km": "kilometer", "kilometers": "kilometer", "cm": "centimeter", "centimeters": "centimeter",
    "mm": "millimeter", "millimeters": "millimeter", "kg": "kilogram", "kilograms": "kilogram", "lbs": "pound",
    "gb": "gigabyte", "gigabytes": "gigabyte", "mb": "megabyte", "megabytes": "megabyte", "kb": "kilobyte",
    "kilobytes": "kilobyte", "ms": "millisecond", "milliseconds": "millisecond", "hz": "hertz", "khz": "kilohertz",
    "ghz": "gigahertz", "mph": "miles per hour", "ft": "feet", "quarters": "quarter", "halves": "half",
}  # fmt: skip
"""What stands after a number: abbreviations, and plurals where the abbreviation has none."""

_SUFFIX = {"not": "nt", "is": "s", "are": "re", "will": "ll", "have": "ve", "am": "m", "would": "d", "had": "d"}
_BEFORE_NOT = {
    "do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "would", "could", "should",
    "might", "must", "need",
}  # fmt: skip
_BEFORE_VERB = {
    "i", "you", "he", "she", "it", "we", "they", "that", "there", "here", "what", "who", "where", "how",
    "when",
}  # fmt: skip
_IRREGULAR = {("can", "not"): "cant", ("will", "not"): "wont", ("let", "us"): "lets"}
_HOMOPHONES = {
    "to": "two", "too": "two", "for": "four", "fore": "four", "won": "one", "ate": "eight", "o": "zero",
    "their": "there", "theyre": "there", "youre": "your", "whos": "whose", "knew": "new", "know": "no",
    "wright": "write", "right": "write", "hear": "here", "buy": "by", "bye": "by", "see": "c", "sea": "c",
    "are": "r", "you": "u", "why": "y", "week": "weak", "through": "threw", "whole": "hole",
    "weather": "whether", "passed": "past", "wood": "would", "scene": "seen", "son": "sun", "sight": "site",
    "cite": "site", "principle": "principal", "brake": "break", "piece": "peace", "meat": "meet",
    "allowed": "aloud", "rode": "road", "sew": "so", "tail": "tale", "wait": "weight", "waist": "waste",
    "which": "witch", "wear": "where", "ware": "where", "flour": "flower", "hour": "our", "bare": "bear",
    "blew": "blue", "pair": "pear", "pare": "pear", "plain": "plane", "role": "roll", "sail": "sale",
    "stairs": "stares", "steal": "steel", "thrown": "throne", "vary": "very", "night": "knight",
    "nights": "knights", "mail": "male", "main": "mane", "heard": "herd", "guessed": "guest", "grate": "great",
    "find": "fined", "fair": "fare", "die": "dye", "dear": "deer", "course": "coarse", "cell": "sell",
    "ceiling": "sealing", "board": "bored", "be": "b", "bee": "b", "tea": "t", "eye": "i", "jay": "j",
    "kay": "k", "ex": "x", "queue": "q", "cue": "q", "pee": "p", "pea": "p",
}  # fmt: skip
"""Sounds the same, so it is the same: a recogniser that hears right may still write the other one. The names of the
letters are among them ("C" and "see")."""


def english_tokens(words: Sequence[str]) -> list[Token]:
    """The comparable words of `words` (text split at white space)."""
    tokens = _money_last([token for at, word in enumerate(words) for token in _scanned(word, at)])
    tokens = list(_contracted(_units(tokens)))
    spelling = american_spellings()
    tokens = [replace(token, text=spelling.get(token.text, token.text)) for token in spell_numbers(tokens)]
    return [replace(token, text=_HOMOPHONES.get(token.text, token.text)) for token in tokens]


@cache
def american_spellings() -> Mapping[str, str]:
    """British spelling → American spelling. Read at first use only (a millisecond), never at import."""
    table = files("whisper_normalizer").joinpath("normalizers/english.json").read_text(encoding="utf-8")
    return {british: american for british, american in json.loads(table).items() if british.isalpha()}


def _scanned(word: str, at: int) -> Iterator[Token]:
    """The tokens of one word without white space: "$1.50" → 1 dollar 50 cent, "set-up" → set up, "U.S." → us."""
    text = unicodedata.normalize("NFKD", word.translate(_VULGAR))
    text = "".join(char for char in text if not unicodedata.combining(char)).lower()
    text = re.sub(r"(?<=[a-z])['’‘ʼ](?=[a-z])", "", text)
    text = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)
    text = re.sub(r"^\W*[-−](?=\d)", "minus ", text)
    text = re.sub(r"(?<=\d):00\b", "", text)
    text = _FRACTION.sub(_fraction, _MONEY.sub(_money, text))
    text = _ORDINAL.sub(r"\1 ", text)
    text = _NUMBER.sub(_grouped, text)
    for symbol, name in _SYMBOLS.items():
        text = text.replace(symbol, f" {name} ")
    for piece in _WORD.findall(text):
        for rewritten in _REWRITE.get(piece, piece).split():
            yield Token(rewritten, at)


def _money(match: re.Match[str]) -> str:
    """ "$42.50" → 42 dollar 50 cent; "$1.5" (of "$1.5 million") → 1.5 dollar."""
    unit, small = _CURRENCIES[match[1]]
    cents = match[3] or ""
    if len(cents) != 2:
        return f" {match[2]}{'.' if cents else ''}{cents} {unit} "
    whole = f" {match[2]} {unit} " if match[2].strip("0,") or not int(cents) else " "
    return whole + (f"{int(cents)} {small} " if int(cents) else "")


def _fraction(match: re.Match[str]) -> str:
    name = {"2": "half", "4": "quarter"}.get(match[2], match[2])
    return f" {match[1]} {name} "


def _grouped(match: re.Match[str]) -> str:
    """ "1,234,567" → 1 million 234567, as it is said; smaller numbers only lose their commas."""
    digits = match[0].replace(",", "")
    if len(digits) < 7 or digits == match[0]:
        return f" {digits} "
    value, said = int(digits), ""
    for name, size in (("trillion", 10**12), ("billion", 10**9), ("million", 10**6)):
        said += f" {value // size} {name} " if value >= size else ""
        value %= size
    return said + (f" {value} " if value else "")


def _money_last(tokens: Sequence[Token]) -> list[Token]:
    """ "$1.5 million" was scanned as 1.5 dollar million; it is said the other way round. Also "dollars *and* cents"."""
    out: list[Token] = []
    units = {name for names in _CURRENCIES.values() for name in names}
    for at, token in enumerate(tokens):
        after = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if token.text in ("million", "billion", "trillion", "thousand") and out and out[-1].text in units:
            out.insert(-1, token)
        elif token.text == "and" and out and out[-1].text in units and is_number(after):
            continue
        else:
            out.append(token)
    return out


def _units(tokens: Sequence[Token]) -> Iterator[Token]:
    for at, token in enumerate(tokens):
        if at and is_number(tokens[at - 1].text) and token.text in _UNITS:
            for part in _UNITS[token.text].split():
                yield replace(token, text=part)
        else:
            yield token


def _contracted(tokens: Iterable[Token]) -> Iterator[Token]:
    """ "do not" → dont, "it is" → its, "can not" → cant."""
    held: Token | None = None
    for token in tokens:
        short = _contraction(held.text, token.text) if held else ""
        if held and short:
            yield replace(held, text=short)
            held = None
            continue
        if held:
            yield held
        held = token
    if held:
        yield held


def _contraction(first: str, second: str) -> str:
    if (first, second) in _IRREGULAR:
        return _IRREGULAR[first, second]
    allowed = _BEFORE_NOT if second == "not" else _BEFORE_VERB
    return first + _SUFFIX[second] if second in _SUFFIX and first in allowed else ""
