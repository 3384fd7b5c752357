"""The names of voices and blends. A voice's first letter is its language, the second its gender.

A blend is a weighted mean of voices: "af_heart:0.7+bf_emma:0.3".
"""

from __future__ import annotations

import difflib
from collections.abc import Collection
from dataclasses import dataclass

from narrate.errors import Fault

LANGUAGES = {
    "a": "en-us",
    "b": "en-gb",
    "e": "es",
    "f": "fr-fr",
    "h": "hi",
    "i": "it",
    "j": "ja",
    "p": "pt-br",
    "z": "zh",
}
DEFAULTS = {
    "en-us": "af_heart",
    "en-gb": "bf_emma",
    "es": "ef_dora",
    "fr-fr": "ff_siwis",
    "hi": "hf_alpha",
    "it": "if_sara",
    "ja": "jf_alpha",
    "pt-br": "pf_dora",
    "zh": "zf_xiaobei",
}
"""The best-graded voice of each language, by the model card of Kokoro-82M."""
GENDERS = {"f": "female", "m": "male"}


@dataclass(frozen=True, slots=True)
class Blend:
    """Voices and their weights, which sum to 1. One voice alone has the weight 1."""

    parts: tuple[tuple[str, float], ...]


def parse_blend(spec: str, known: Collection[str]) -> Blend | Fault:
    """Read "af_heart" or "af_heart:0.7+bf_emma:0.3". A Fault (without a place) says what is wrong and what is near."""
    parts: list[tuple[str, float]] = []
    for piece in spec.split("+"):
        name, colon, weight = piece.strip().partition(":")
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), n=3, cutoff=0.4)
            cure = f"did you mean {' or '.join(near)}? " if near else ""
            return Fault(f"there is no voice {name!r}", cure + "`narrate voices` lists all of them")
        share = _positive(weight) if colon else 1.0
        if share is None:
            return Fault(
                f"the weight {weight!r} of voice {name!r} is not a positive number",
                "write a blend as af_heart:0.7+bf_emma:0.3",
            )
        parts.append((name, share))
    total = sum(share for _, share in parts)
    return Blend(tuple((name, share / total) for name, share in parts))


def language_of(spec: str) -> str:
    """The language of a voice, or of the first voice in a blend."""
    return LANGUAGES[spec.strip()[0]]


def _positive(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0.0 < value < float("inf") else None
