"""Japanese and Chinese through misaki, as the extras narrate[ja] and narrate[zh] bring them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from narrate.engines.phonemes_english import english
from narrate.engines.phonemes_said import PUNCTUATION, Engine, Said, given
from narrate.errors import Fault, MissingError
from narrate.model import SpokenWord

_LATIN = re.compile(r"([A-Za-z][A-Za-z'’.-]*(?: [A-Za-z][A-Za-z'’.-]*)*)")


def asian(language: str) -> Engine:
    """Japanese and Chinese, whose words here are clauses: what stands between two marks is looked at as a whole."""
    g2p = _asian_g2p(language)
    readers: list[Engine] = []

    def sounds(text: str) -> Iterator[str]:
        """The sounds of a clause; Latin letters in it are read by the English engine, for misaki has none for them."""
        for part in _LATIN.split(text):
            if not _LATIN.fullmatch(part):
                yield g2p(part)[0].replace("«", "(").replace("»", ")") if part.strip() else part
                continue
            if not readers:
                readers.append(english(british=False))
            said = readers[0]((SpokenWord(part, part),))
            yield f" {''.join(phonemes for phonemes, _ in said.pieces)} "

    def phonemize(words: Sequence[SpokenWord]) -> Said:
        pieces = []
        for index, word in enumerate(words):
            said = "".join(sounds(word.spoken)) if word.spoken else ""
            if phonemes := given(word):
                said = phonemes + "".join(char for char in said[-1:] if char in PUNCTUATION)
            pieces.append((" ".join(said.split()) + " ", index))
        return Said(pieces)

    return phonemize


def _asian_g2p(language: str) -> Callable[[str], tuple[str, Any]]:
    """misaki's engine for Japanese (the one that Kokoro v1.0 was trained with, which needs no pyopenjtalk) or Chinese."""
    try:
        if language == "ja":
            from misaki.cutlet import Cutlet

            return Cutlet()  # type: ignore[no-any-return]
        import jieba
        from misaki import zh

        jieba.setLogLevel("WARNING")
        return zh.ZHG2P()  # type: ignore[no-any-return]
    except (ImportError, RuntimeError) as exc:  # fugashi raises RuntimeError where there is no dictionary
        raise MissingError(
            Fault(
                f"the language {language!r} needs a package that is not installed ({str(exc).strip().splitlines()[0]})",
                f"pip install 'narrate[{language}]'",
            )
        ) from exc
