"""A lexicon file (TOML) to entries, and back. Every fault is found at once, each with its line.

tomllib says nothing about where a value stands, and stops at the first fault. So a file is cut into its statements, each
of which begins on a line that is known, and tomllib reads them one by one.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from narrate.errors import Fault, InputError
from narrate.model import Origin
from narrate.script.alphabet import phoneme_fault
from narrate.script.encoding import unix_lines
from narrate.script.languages import LANGUAGES, normal_language
from narrate.script.lexicon import Entry

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

KEYS = ("word", "say", "phonemes", "case", "regex", "language", "voice")
CASES = ("any", "exact")
_OPENED = ('"""', "'''", "[", "{")
_PLACE = re.compile(r"\s*\(at (?:line \d+, column \d+|end of document)\)")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_VOICE = re.compile(r"[a-z*?][a-z*?]?(?:[_*?][a-z0-9_*?]*)?")


@dataclass(slots=True)
class _Reader:
    """Walks the statements of one file; gathers entries and faults."""

    path: str
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    seen: dict[tuple[object, ...], int] = field(default_factory=dict)
    scope: dict[str, str] = field(default_factory=dict)
    table: dict[str, tuple[Any, int]] | None = None
    table_line: int = 0

    def fault(self, message: str, cure: str, line: int) -> None:
        self.faults.append(Fault(message, cure, self.path, line))

    def read(self, source: str) -> None:
        for line, text in _statements(source):
            try:
                parsed = tomllib.loads(text)
            except tomllib.TOMLDecodeError as exc:
                what = _PLACE.sub("", str(exc))
                self.fault(f"is not TOML: {what}", _cure(text), line)
                continue
            if text.lstrip().startswith("["):
                self._close()
                self._header(parsed, line)
            else:
                for key, value in parsed.items():
                    self._pair(key, value, line)
        self._close()

    def _header(self, parsed: Mapping[str, Any], line: int) -> None:
        """`[[entry]]`, `[language.en-gb]` or `[voice."af_*"]`."""
        ((name, inner),) = parsed.items()
        self.scope = {}
        if name == "entry" and isinstance(inner, list):
            self.table, self.table_line = {}, line
        elif name in ("language", "voice") and isinstance(inner, dict) and len(inner) == 1:
            ((value, below),) = inner.items()
            if below:
                self.fault(f"[{name}.{value}. …] is one level too deep", f'write [{name}."{value}"]', line)
            checked = self._language(value, line) if name == "language" else self._voice(value, line)
            self.scope = {name: checked}
        else:
            near = get_close_matches(name, ("entry", "language", "voice"), n=1)
            guess = f"did you mean {_FORMS[near[0]]}? " if near else ""
            forms = ", ".join(_FORMS.values())
            self.scope = {"language": f"?{line}"}  # what stands here is in nobody's way
            self.fault(f"unknown section [{name}]", f"{guess}The sections are {forms}", line)

    def _pair(self, key: str, value: Any, line: int) -> None:
        if self.table is not None:
            if key in self.table:
                self.fault(f'"{key}" is given twice in this entry', "delete one of the two", line)
            self.table[key] = (value, line)
        elif isinstance(value, str):
            inside = value.strip()
            spoken = len(inside) > 1 and inside[0] == inside[-1] == "/"
            self._entry(
                {"word": (key, line), "phonemes" if spoken else "say": (inside.strip("/") if spoken else value, line)}
            )
        elif isinstance(value, dict) and not set(value) <= set(KEYS) and _dotted(value):
            whole = ".".join((key, *_dotted(value)))
            self.fault(
                f"{whole} is no plain key, because of its dots", f'put it between quotation marks: "{whole}" = …', line
            )
        elif isinstance(value, dict):
            self._entry({"word": (key, line), **{name: (item, line) for name, item in value.items()}})
        else:
            self.fault(f'"{key}" must be text', f'write {key} = "respelling" or {key} = "/phonemes/"', line)

    def _close(self) -> None:
        if self.table is not None:
            self._entry(self.table, self.table_line)
        self.table = None

    def _entry(self, given: Mapping[str, tuple[Any, int]], line: int = 0) -> None:
        """One entry, when nothing is wrong with it."""
        before = len(self.faults)
        line = line or given["word"][1]
        for key, (_, at) in given.items():
            if key not in KEYS:
                near = get_close_matches(key, KEYS, n=1)
                guess = f'did you mean "{near[0]}"?' if near else f"the keys are {', '.join(KEYS)}"
                self.fault(f'unknown key "{key}" in an entry', guess, at)
        word, say, phonemes = (self._text(given, key) for key in ("word", "say", "phonemes"))
        regex = self._flag(given)
        if "word" not in given:
            self.fault("an entry without a word", 'add the line word = "…"', line)
        if "say" not in given and "phonemes" not in given:
            self.fault(f"the entry {word!r} does not say how", 'add say = "respelling" or phonemes = "…"', line)
        phonemes = self._phonemes(phonemes, given.get("phonemes", ("", line))[1])
        self._respelling(say, given.get("say", ("", line))[1])
        if regex and word:
            self._pattern(word, say, given["word"][1])
        entry = Entry(
            word=" ".join(word.split()),
            origin=Origin(self.path, line),
            say=" ".join(say.split()).replace("’", "'"),
            phonemes=phonemes,
            exact=self._exact(given, word, regex),
            regex=regex,
            language=self._language(self._text(given, "language"), line) or self.scope.get("language", ""),
            voice=self._voice(self._text(given, "voice"), line) or self.scope.get("voice", ""),
        )
        if len(self.faults) == before:
            self._add(entry, line)

    def _add(self, entry: Entry, line: int) -> None:
        key = (entry.word if entry.exact else entry.word.casefold(), entry.exact, entry.regex, entry.language, entry.voice)
        other = self.seen.setdefault(key, line)
        if other != line:
            self.fault(f"{entry.word!r} is given twice (also in line {other})", "delete one of the two", line)
        self.entries.append(entry)

    def _text(self, given: Mapping[str, tuple[Any, int]], key: str) -> str:
        value, line = given.get(key, ("", 0))
        if not isinstance(value, str):
            self.fault(f'"{key}" must be text', "put it between quotation marks", line)
            return ""
        if line and not value.strip():
            self.fault(f'"{key}" is empty', "give it a value, or delete the line", line)
        return value

    def _flag(self, given: Mapping[str, tuple[Any, int]]) -> bool:
        value, line = given.get("regex", (False, 0))
        if not isinstance(value, bool):
            self.fault('"regex" must be true or false', "write it without quotation marks", line)
        return value is True

    def _exact(self, given: Mapping[str, tuple[Any, int]], word: str, regex: bool) -> bool:
        """Whether the case counts. When nobody says so: for a pattern, and for a word all in capitals (IT, US, WHO)."""
        value, line = given.get("case", (None, 0))
        if value is None:
            return regex or (word.isupper() and sum(char.isalpha() for char in word) > 1)
        if value not in CASES:
            self.fault(f'"case" does not know {value!r}', f"choose from {', '.join(CASES)}", line)
        return bool(value == "exact")

    def _phonemes(self, written: str, line: int) -> str:
        phonemes = " ".join(unicodedata.normalize("NFD", written.strip().strip("/")).replace("c\u0327", "ç").split())
        if written.strip() and (fault := phoneme_fault(phonemes)):
            self.fault(*fault, line)
        elif any(mark in phonemes for mark in ".:"):
            self.fault(
                f"a mark in {written!r} would be a pause", "leave the dots between syllables out; a long vowel has ː", line
            )
        return phonemes

    def _respelling(self, say: str, line: int) -> None:
        if say.strip() and not any(char.isalnum() for char in say):
            self.fault(f"nothing can be said of {say!r}", "write it in letters", line)
        if found := [char for char in "[]<>{}" if char in say]:
            self.fault(f"a respelling cannot hold {' '.join(found)}", 'write letters; phonemes stand alone, as "/…/"', line)

    def _pattern(self, word: str, say: str, line: int) -> None:
        try:
            pattern = re.compile(word)
            _template(pattern, say)
        except (re.error, IndexError) as exc:
            self.fault(f"{word!r} is not a regular expression that works with {say!r}: {exc}", "correct it", line)
            return
        if re.search(r"\s|\\s", word):
            self.fault(
                "a pattern sees one word at a time, so it cannot hold white space", "give the words as they are", line
            )
        if pattern.fullmatch(""):
            self.fault(f"{word!r} fits nothing at all, too", "let it ask for at least one character", line)

    def _language(self, name: str, line: int) -> str:
        families = {language.partition("-")[0] for language in LANGUAGES}
        plain = name.strip().lower()
        language = plain if plain in families else normal_language(name) if plain else ""
        if language is None:
            near = get_close_matches(plain, (*LANGUAGES, *families), n=1)
            guess = f'did you mean "{near[0]}"? ' if near else ""
            self.fault(f'unknown language "{name}"', f"{guess}The languages are en, {', '.join(LANGUAGES)}", line)
        return language or ""

    def _voice(self, name: str, line: int) -> str:
        if name and not _VOICE.fullmatch(name):
            self.fault(f'"{name}" is no voice', 'write a name as af_heart, or several as "af_*"', line)
        return name


_FORMS = {"entry": "[[entry]]", "language": "[language.en-gb]", "voice": '[voice."af_*"]'}


def parse(source: str, path: str) -> tuple[Entry, ...]:
    """The entries of a lexicon file, in order. Raises InputError with every fault found."""
    reader = _Reader(path)
    reader.read(unix_lines(source))
    if reader.faults:
        raise InputError(*sorted(reader.faults, key=lambda fault: fault.line))
    return tuple(reader.entries)


def _statements(source: str) -> Iterator[tuple[int, str]]:
    """(line, text) of each statement. One that goes on over several lines is as long as it takes to be TOML."""
    lines = source.split("\n")
    at = 0
    while at < len(lines):
        bare = lines[at].strip()
        if not bare or bare.startswith("#"):
            at += 1
            continue
        end = _end(lines, at)
        yield at + 1, "\n".join(lines[at:end])
        at = end


def _end(lines: list[str], start: int) -> int:
    """Where the statement that begins at `start` ends; one that never becomes TOML is one line long."""
    if lines[start].lstrip().startswith("[") or not any(mark in lines[start] for mark in _OPENED):
        return start + 1
    for end in range(start + 1, len(lines) + 1):
        try:
            tomllib.loads("\n".join(lines[start:end]))
        except tomllib.TOMLDecodeError:
            continue
        return end
    return start + 1


def _cure(text: str) -> str:
    """What mends a line that is not TOML: most often the word needs quotation marks."""
    word = text.partition("=")[0].strip()
    if "=" in text and not _BARE.fullmatch(word) and word[:1] not in "\"'":
        return f'put the word between quotation marks: "{word}" = …'
    return 'write lines of the form word = "respelling"'


def _dotted(value: Mapping[str, Any]) -> tuple[str, ...]:
    """The rest of a dotted key, as tomllib nests it: {"b": {"c": "text"}} is b.c."""
    if len(value) != 1:
        return ()
    ((key, inner),) = value.items()
    return (key, *_dotted(inner)) if isinstance(inner, dict) else (key,)


def _template(pattern: re.Pattern[str], say: str) -> None:
    """Raise what `Match.expand` would raise for a group that the pattern does not have."""
    match = re.fullmatch(f"(?:{pattern.pattern})?", "")
    if match is not None:
        match.expand(say)
