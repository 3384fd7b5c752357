"""Spoken forms: one small file for each kind of thing that is written in one way and said in another.

    words ──characters──▶ pieces (line) ──rules──▶ shares, one for each word

A rule looks at a word and its neighbours and says what is said for it, or for it and those after it; the first rule that
has something to say wins (english, romance). What the engine's own phonemizer says well has no rule: plain numbers and
amounts of money, years, decades, ordinals, percentages, "Mr.", "U.S.", "NASA", "HTTP".
Hindi, Japanese and Chinese are left to their phonemizers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.script.forms.characters import fit
from narrate.script.forms.english import english
from narrate.script.forms.line import Line, Said, piece_of
from narrate.script.forms.romance import TONGUES, romance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.script.forms.line import Piece

_GROUPING_SPACE = re.compile(r"(?<=\d)[\u00a0\u2007\u202f](?=\d{3}(?!\d))")


def spoken_forms(words: Sequence[str], language: str) -> list[str]:
    """What is said for each of `words` (one text, in order); `language` as in Delivery.

    A written word that holds white space (no-break spaces do that) is read as its parts and put together again.
    """
    short = language.partition("-")[0]
    if short != "en" and short not in TONGUES:
        return [fit(word, language).replace("`", "") for word in words]
    pieces: list[Piece] = []
    owners: list[int] = []
    for owner, word in enumerate(words):
        plain = word if word.isalnum() and word.isascii() else _plain(word, language)
        for part in plain.split() if " " in plain else (plain,) if plain else ():
            pieces.append(piece_of(part))
            owners.append(owner)
    said: list[str] = [""] * len(words)
    for owner, share in zip(owners, _shares(Line(tuple(pieces), language)), strict=True):
        said[owner] = f"{said[owner]} {share}" if said[owner] and share else said[owner] or share
    return said


def _plain(word: str, language: str) -> str:
    """`word` as the rules want it: no space inside a number, and no backtick (one inside a word is an apostrophe)."""
    return fit(_GROUPING_SPACE.sub("", word), language, keep_raised=True).replace("`", "").strip()


def _shares(line: Line) -> Iterator[str]:
    """What is said for each piece of `line`, with its punctuation."""
    rule = english if line.short == "en" else romance
    at, count = 0, len(line.pieces)
    while at < count:
        reading = rule(line, at)
        if reading is None:
            yield _whole(line.pieces[at], line.language)
            at += 1
            continue
        for offset, share in enumerate(reading.shares):
            yield _dressed(line, at + offset, share, reading, offset)
        at += len(reading.shares)


def _whole(piece: Piece, language: str) -> str:
    text = f"{piece.lead}{piece.core}{piece.trail}" if piece.lead or piece.trail else piece.core
    return text if text.isascii() else fit(text, language)


def _dressed(line: Line, at: int, share: str, reading: Said, offset: int) -> str:
    """`share` between the punctuation of the piece at `at`, which goes where nothing is said."""
    if not share:
        return ""
    piece = line.pieces[at]
    trail = piece.trail
    last = at + 1 >= len(line.pieces) or trail[1:].startswith(("”", '"', ")"))
    if offset in reading.dots and trail.startswith(".") and (not last or trail[1:2] in tuple(",;:!?)")):
        trail = trail[1:]
    if share.endswith(".") and trail.startswith("."):
        trail = trail[1:]
    if share[-1:] == "," and trail:
        share = share[:-1]
    return fit(f"{piece.lead}{share}{trail}", line.language)
