"""How certain words are said: the entries of a lexicon, put upon the words of a script.

An entry gives a word (or several) a respelling or phonemes, for one language, one voice, or all. What is written stays
as it is, and so does the punctuation around it. Where several entries fit, the one of more words wins, then that of the
later file, then the one that fits the letters' case exactly, then that of a voice or a language, then the later one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from narrate.model import Origin, Script, SpokenWord
from narrate.script.languages import UNSPACED

_BEFORE = "\"'“”‘’«»‹›([{¿¡*_-–—…#@$€£¥"
_AFTER = "\"'“”‘’«»‹›([{)]},.;:!?*_-–—…%。、，！？：；」』）"
"""What may stand around a word without belonging to it. The most that is left is tried first: "C++," is C++, not C."""
_INSIDE = re.compile(r"([-‐‑–—/]+)")
"""What parts the members of a compound: nginx-based, nginx/Apache."""
_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "[": "(", "]": ")", "\u00a0": " "})
_SHORTEST_PLURAL = 4
"""Letters. Of a shorter lower-case word the form with s is often another word: "do" and "dos", "ha" and "has"."""
_HISSING = "szʃʒʧʤ"
_VOICELESS = "ptkfθ"


@dataclass(frozen=True, slots=True)
class Entry:
    """One word, or several parted by a space, or (`regex`) a pattern for one word, and how it is said.

    Either `say` (letters) or `phonemes`, or both: the letters are then what a listener is expected to hear. `exact`: the
    case must fit. `language` is one of ours or the first part of several ("en"); `voice` may hold * and ?; "" fits all.
    """

    word: str
    origin: Origin
    say: str = ""
    phonemes: str = ""
    exact: bool = False
    regex: bool = False
    language: str = ""
    voice: str = ""

    def __str__(self) -> str:
        return f"{self.word} ({self.origin})"

    def fits(self, language: str, voice: str) -> bool:
        """Whether the entry is meant for this language and this voice (of a blend: for every voice in it)."""
        if self.language not in ("", language) and not language.startswith(f"{self.language}-"):
            return False
        names = [part.partition(":")[0].strip() for part in voice.split("+")]
        return not self.voice or all(fnmatchcase(name, self.voice) for name in names)

    def match(self, word: str) -> re.Match[str] | None:
        """Where the entry is a pattern: its match with the whole of `word`. (`re` keeps what it compiled.)"""
        return re.fullmatch(self.word, word, 0 if self.exact else re.IGNORECASE)


@dataclass(frozen=True)
class Lexicon:
    """Entries in the order of their strength: those of later files, given as later groups, win."""

    groups: tuple[tuple[Entry, ...], ...] = ()

    def __bool__(self) -> bool:
        return any(self.groups)

    def __add__(self, other: Lexicon) -> Lexicon:
        return Lexicon((*self.groups, *other.groups))

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for group in self.groups for entry in group)


@dataclass(frozen=True, slots=True)
class _Core:
    """A written word without the marks around it, and the ending that an inflected form adds."""

    before: str
    word: str
    ending: str
    after: str


class _Table:
    """The entries that fit one language and voice, found by their first word."""

    def __init__(self, lexicon: Lexicon, language: str, voice: str) -> None:
        self.british = language == "en-gb"
        self._english = language.startswith("en")
        self.unspaced = language in UNSPACED
        self._first: dict[str, list[tuple[tuple[int, ...], tuple[str, ...], Entry]]] = {}
        self._patterns: list[tuple[tuple[int, ...], Entry]] = []
        for group, entries in enumerate(lexicon.groups):
            for number, entry in enumerate(entries):
                if not entry.fits(language, voice):
                    continue
                rank = (group, entry.exact, bool(entry.voice), bool(entry.language), number)
                if entry.regex:
                    self._patterns.append((rank, entry))
                else:
                    tokens = tuple(entry.word.translate(_PLAIN).split())
                    self._first.setdefault(tokens[0].casefold(), []).append((rank, tokens, entry))

    def respell(self, clause: str) -> tuple[str, tuple[Entry, ...]]:
        """A clause of a language without spaces, with every respelling in it that fits; the longest word first."""
        fitting = [
            (len(tokens[0]), rank, tokens[0], entry)
            for entries in self._first.values()
            for rank, tokens, entry in entries
            if entry.say and len(tokens) == 1 and tokens[0] in clause
        ]
        used = []
        for _, _, word, entry in sorted(fitting, key=lambda one: one[:2], reverse=True):
            if word in clause:
                clause = clause.replace(word, entry.say)
                used.append(entry)
        return clause, tuple(used)

    def find(self, words: Sequence[SpokenWord], at: int) -> tuple[Entry, tuple[_Core, ...]] | None:
        """The strongest entry that fits the words from `at` on, with those words taken apart."""
        written = words[at].written.translate(_PLAIN)
        best: tuple[tuple[int, ...], Entry, tuple[_Core, ...]] | None = None
        for core in _cores(written, self._english):
            for rank, tokens, entry in self._first.get(core.word.casefold(), ()):
                cores = self._fit(entry, tokens, core, words, at)
                if cores and (best is None or (len(tokens), *rank) > best[0]):
                    best = ((len(tokens), *rank), entry, cores)
            if not core.ending:
                for rank, entry in self._patterns:
                    if entry.match(core.word) and (best is None or (1, *rank) > best[0]):
                        best = ((1, *rank), entry, (core,))
        return None if best is None else best[1:]

    def _fit(
        self, entry: Entry, tokens: Sequence[str], first: _Core, words: Sequence[SpokenWord], at: int
    ) -> tuple[_Core, ...]:
        """The words from `at` on that are the entry's; none when they are not. No mark may stand between them."""
        cores = [first]
        if not _same(entry, tokens[0], first) or len(tokens) > len(words) - at:
            return ()
        for number, token in enumerate(tokens[1:], start=1):
            if cores[-1].after or cores[-1].ending:
                return ()
            written = words[at + number].written.translate(_PLAIN)
            found = next((c for c in _cores(written, self._english) if not c.before and _same(entry, token, c)), None)
            if found is None:
                return ()
            cores.append(found)
        return tuple(cores)


def pronounced(script: Script, lexicon: Lexicon) -> Script:
    """`script` with the words that the lexicon knows said as it says."""
    if not lexicon:
        return script
    tables: dict[tuple[str, str], _Table] = {}
    segments = []
    for segment in script.segments:
        key = (segment.language, segment.voice)
        if key not in tables:
            tables[key] = _Table(lexicon, *key)
        segments.append(replace(segment, words=_applied(segment.words, tables[key])))
    return replace(script, segments=tuple(segments))


def apply(words: tuple[SpokenWord, ...], lexicon: Lexicon, language: str, voice: str) -> tuple[SpokenWord, ...]:
    """`words` with `spoken`, `phonemes` and `entry` set on those that the lexicon knows.

    What the author decided in place (a word that has phonemes or an entry already) stays as it is.
    """
    return _applied(words, _Table(lexicon, language, voice))


def _applied(words: tuple[SpokenWord, ...], table: _Table) -> tuple[SpokenWord, ...]:
    changed: list[SpokenWord] = []
    at = 0
    while at < len(words):
        found = table.find(words, at)
        if found is not None and _free(words, at, at + len(found[1])):
            entry, cores = found
            changed += _said(entry, cores, words[at : at + len(cores)], table.british)
            at += len(cores)
        else:
            changed.append(_compound(words, at, table))
            at += 1
    return tuple(changed)


def _free(words: Sequence[SpokenWord], start: int, end: int) -> bool:
    """Whether nobody decided on these words yet, and no word beside them is said together with them ("5 km")."""
    decided = any(word.phonemes or word.entry or not word.spoken for word in words[start:end])
    following = words[end] if end < len(words) else None
    joined = following is not None and not following.spoken and any(char.isalnum() for char in following.written)
    return not decided and not joined


def _compound(words: Sequence[SpokenWord], at: int, table: _Table) -> SpokenWord:
    """A word whose parts, between hyphens, may have respellings of their own: "nginx-based". In a language without
    spaces a "word" is a clause, and the parts may be anywhere in it.

    Phonemes stand for a whole word, so an entry of phonemes alone does not help here.
    """
    word = words[at]
    if table.unspaced and _free(words, at, at + 1):
        spoken, used = table.respell(word.spoken)
        return replace(word, spoken=spoken, entry=", ".join(map(str, used))) if used else word
    parts = _INSIDE.split(word.spoken)
    if len(parts) == 1 or not _free(words, at, at + 1) or word.written.translate(_PLAIN) != word.spoken:
        return word
    entries = []
    for number, part in enumerate(parts):
        found = table.find((SpokenWord(part, part),), 0) if part and not _INSIDE.match(part) else None
        if found is not None and found[0].say:
            parts[number] = _said(*found, (SpokenWord(part, part),), table.british)[0].spoken
            entries.append(str(found[0]))
    return replace(word, spoken="".join(parts), entry=", ".join(entries)) if entries else word


def _cores(written: str, english: bool) -> Iterator[_Core]:
    """The ways to read `written` as a word with marks around it, the longest word first."""
    before = len(written) - len(written.lstrip(_BEFORE))
    after = len(written) - len(written.rstrip(_AFTER))
    sizes = [(first, last) for first in range(before + 1) for last in range(after + 1) if first + last < len(written)]
    for first, last in sorted(sizes, key=sum):
        end = len(written) - last
        word = written[first:end]
        yield _Core(written[:first], word, "", written[end:])
        for ending in ("'s", "s") if english and (first, last) == (before, after) else ():
            stem = word.removesuffix(ending)
            if stem and stem != word and (ending != "s" or _has_plural(stem)):
                yield _Core(written[:first], stem, ending, written[end:])


def _has_plural(stem: str) -> bool:
    return stem[-1].isalnum() and stem[-1] not in "sS" and (len(stem) >= _SHORTEST_PLURAL or not stem.islower())


def _same(entry: Entry, token: str, core: _Core) -> bool:
    return token == core.word if entry.exact else token.casefold() == core.word.casefold()


def _said(entry: Entry, cores: Sequence[_Core], words: Sequence[SpokenWord], british: bool) -> list[SpokenWord]:
    """`words` said as the entry says.

    Where it has one part for each word, each word gets its own, so that its time is known; else the first says all.
    """
    count, ending = len(cores), cores[-1].ending
    letters, sounds = _letters(entry, cores), entry.phonemes.split()
    if len(letters) == count and len(sounds) in (0, count):
        last, sounds = count - 1, sounds or [""] * count
    else:
        last, rest = 0, [""] * (count - 1)
        letters, sounds = [" ".join(letters), *rest], [" ".join(sounds), *rest]
    letters[last] += "'s" if ending and entry.say else ending
    sounds[last] = _inflected(sounds[last], ending, british)
    return [
        replace(word, spoken=f"{core.before}{said}{core.after}", phonemes=sound, entry=str(entry))
        for core, word, said, sound in zip(cores, words, letters, sounds, strict=True)
    ]


def _letters(entry: Entry, cores: Sequence[_Core]) -> list[str]:
    """What is heard, in letters: the respelling, or where there is none, the words themselves."""
    if not entry.say:
        return [core.word for core in cores]
    match = entry.match(cores[0].word) if entry.regex else None
    return (match.expand(entry.say) if match is not None else entry.say).split()


def _inflected(phonemes: str, ending: str, british: bool) -> str:
    """With the sound of the English ending s, as misaki makes it."""
    if not phonemes or not ending:
        return phonemes
    hiss = "ɪz" if british else "ᵻz"
    return phonemes + (hiss if phonemes[-1] in _HISSING else "s" if phonemes[-1] in _VOICELESS else "z")
