"""Spanish, French, Hindi, Italian and Portuguese: eSpeak NG, through misaki, which says a sentence as one string."""

from __future__ import annotations

from collections.abc import Sequence

from narrate.engines.phonemes_said import PUNCTUATION, Engine, Said, given, join
from narrate.model import SpokenWord


def espeak(language: str) -> Engine:
    from misaki.espeak import EspeakG2P

    g2p = EspeakG2P(language=language)

    def phonemize(words: Sequence[SpokenWord]) -> Said:
        # eSpeak NG keeps the marks it is given, and the model knows no danda
        spoken = [word.spoken.replace("।", ".").replace("॥", ".") for word in words]
        pieces = share_out(g2p(join(spoken)[0])[0], [g2p(word)[0] if word else "" for word in spoken])
        return Said(_replaced(pieces, words))

    return phonemize


def _replaced(pieces: Sequence[tuple[str, int]], words: Sequence[SpokenWord]) -> list[tuple[str, int]]:
    """`pieces` (a character each) with the sounds of the words that have phonemes of their own replaced by those."""
    spans: dict[int, tuple[int, int]] = {}
    for at, (char, owner) in enumerate(pieces):
        if owner >= 0 and given(words[owner]) and char not in PUNCTUATION:
            spans[owner] = (spans.get(owner, (at, at))[0], at)
    found = [
        (given(words[owner]) if owner in spans and at == spans[owner][0] else char, owner)
        for at, (char, owner) in enumerate(pieces)
        if owner not in spans or not spans[owner][0] < at <= spans[owner][1]
    ]
    for owner, word in enumerate(words):
        if given(word) and word.spoken and owner not in spans:  # the language has no sound for its letters
            place = next((at for at, (_, other) in enumerate(found) if other > owner), len(found))
            found.insert(place, (f" {given(word)} ", owner))
    return found


def share_out(whole: str, single: Sequence[str]) -> list[tuple[str, int]]:
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
