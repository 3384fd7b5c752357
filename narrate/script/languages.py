"""The languages that can be narrated, and the names people give them."""

from __future__ import annotations

LANGUAGES = ("en-us", "en-gb", "es", "fr-fr", "it", "pt-br", "hi", "ja", "zh")
"""Kokoro-82M's nine languages, in the notation that misaki and eSpeak NG use."""

UNSPACED = frozenset({"ja", "zh"})
"""Languages that put no white space between words."""

_ALIASES = {
    "en": "en-us",
    "en-uk": "en-gb",
    "fr": "fr-fr",
    "pt": "pt-br",
    "es-es": "es",
    "it-it": "it",
    "hi-in": "hi",
    "ja-jp": "ja",
    "jp": "ja",
    "cmn": "zh",
    "zh-cn": "zh",
    "zh-hans": "zh",
}


def normal_language(name: str) -> str | None:
    """The language that `name` means ("en", "EN_us", "pt" …) as in LANGUAGES; None for one we cannot speak."""
    plain = name.strip().lower().replace("_", "-")
    plain = _ALIASES.get(plain, plain)
    return plain if plain in LANGUAGES else None
