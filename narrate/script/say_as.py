"""`[2024]{as=digits}` and SSML's `<say-as interpret-as="digits">`: a text read in the way that the author names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.script.spoken import spoken_words

if TYPE_CHECKING:
    from collections.abc import Callable

_ORDINARY = ("date", "time", "unit", "currency", "fraction")
"""What `spoken_words` knows by its form alone."""
KINDS = ("cardinal", "ordinal", "digits", "characters", "year", "phone", *_ORDINARY)
_ALIASES = {
    "number": "cardinal",
    "character": "characters",
    "spell-out": "characters",
    "spell": "characters",
    "letters": "characters",
    "verbatim": "characters",
    "digit": "digits",
    "telephone": "phone",
    "tel": "phone",
    "money": "currency",
}
_NAMES = {"pt-br": "pt_BR", "en-us": "en", "en-gb": "en_GB", "fr-fr": "fr"}
"""num2words' names, where they are not ours. It has no Hindi and no Chinese: there the engine reads the digits."""
_NUMBER = re.compile(r"[-−]?\d+(?:[,\u00a0\u202f' ]\d{3})*(?:\.\d+)?")
_SPOKEN_SIGNS = {
    "en": {".": "dot", "-": "dash", "/": "slash", "@": "at", "_": "underscore", ":": "colon", "#": "hash", "+": "plus"},
    "es": {".": "punto", "-": "guion", "/": "barra", "@": "arroba", "_": "guion bajo", ":": "dos puntos", "+": "más"},
    "fr": {
        ".": "point",
        "-": "tiret",
        "/": "barre oblique",
        "@": "arobase",
        "_": "tiret bas",
        ":": "deux-points",
        "+": "plus",
    },
    "it": {
        ".": "punto",
        "-": "trattino",
        "/": "barra",
        "@": "chiocciola",
        "_": "trattino basso",
        ":": "due punti",
        "+": "più",
    },
    "pt": {".": "ponto", "-": "hífen", "/": "barra", "@": "arroba", "_": "sublinhado", ":": "dois pontos", "+": "mais"},
}


def normal_kind(name: str) -> str:
    """The kind that `name` means, as in KINDS; "" for none."""
    plain = name.strip().lower().replace("_", "-")
    plain = _ALIASES.get(plain, plain)
    return plain if plain in KINDS else ""


def say_as(text: str, kind: str, language: str) -> str | None:
    """`text` in words, read as `kind` (one of KINDS); None when it cannot be read so ("abc" as an ordinal)."""
    text = " ".join(text.split())
    if kind == "characters":
        return _characters(text, language)
    if kind == "digits":
        return _characters(text, language) if any(map(str.isdecimal, text)) else None
    if kind == "phone":
        groups = re.findall(r"\+|\d+", text)
        return ", ".join(_characters(group, language) for group in groups).replace("plus, ", "plus ") or None
    if kind in _ORDINARY:
        return " ".join(word.spoken for word in spoken_words(text, language) if word.spoken) or None
    return _number(text, kind, language)


def _characters(text: str, language: str) -> str:
    """Letter by letter, digit by digit; signs by their name."""
    signs = _SPOKEN_SIGNS.get(language.partition("-")[0], {})
    said = (_digit(char, language) if char.isdecimal() else signs.get(char, char) for char in text if not char.isspace())
    return " ".join(part.upper() if len(part) == 1 and part.isalpha() else part for part in said)


def _digit(char: str, language: str) -> str:
    return _words(int(char), "cardinal", language) or str(int(char))


def _number(text: str, kind: str, language: str) -> str | None:
    match = _NUMBER.match(text)
    rest = text[match.end() :].strip() if match else text
    if match is None or (rest and not (kind == "ordinal" and re.fullmatch(r"[^\W\d]{1,3}|[.ºª°]", rest))):
        return None
    written = re.sub(r"[,\u00a0\u202f' ]", "", match.group()).replace("−", "-")
    if "." in written and kind != "cardinal":
        return None
    return _words(float(written) if "." in written else int(written), kind, language) or written


def _words(value: float, kind: str, language: str) -> str:
    """num2words' words; "" where it has none (the engine then reads the digits as it does)."""
    from num2words import num2words

    call: Callable[..., str] = num2words
    try:
        return call(value, lang=_NAMES.get(language, language), to=kind)
    # num2words has no common error: these are what its languages raise for a kind or a size that they do not know
    except (NotImplementedError, OverflowError, TypeError, ValueError, IndexError, KeyError):
        return ""
