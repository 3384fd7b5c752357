"""What stands between braces: `{voice=am_adam speed=0.9}`, `{say="sequel"}`, `{as=digits}`.

The keys are SSMD's and Pandoc's, with their other usual names. mdit-py-plugins has a rule for attributes too, but it
wants quotation marks around 0.9, blends and phonemes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.script.alphabet import phoneme_fault
from narrate.script.document import SAME, Manner
from narrate.script.front import FASTEST, SLOWEST
from narrate.script.languages import LANGUAGES, normal_language
from narrate.script.say_as import KINDS, normal_kind
from narrate.script.settings import did_you_mean

if TYPE_CHECKING:
    from narrate.script.notes import Notes

_VALUE = r"""(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}=]+)"""
_PAIR = re.compile(rf"([A-Za-z][\w-]*)\s*=\s*({_VALUE}|(?=\s|\Z))")
_NAME = re.compile(r"[.#][\w-]+")
ATTRIBUTES = re.compile(
    rf"\{{:?\s*(?:[A-Za-z][\w-]*\s*=\s*(?:{_VALUE})?|[.#][\w-]+)(?:[^{{}}\n\"']|\"[^\"\n]*\"|'[^'\n]*')*\}}"
)
"""Braces that begin like attributes."""
_ALIASES = {"sub": "say", "lang": "language", "rate": "speed", "interpret-as": "as", "say-as": "as"}
BLOCK_KEYS, SPAN_KEYS = ("voice", "speed", "language"), ("voice", "speed", "language", "say", "as", "ph")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a pair of braces asks for. `say`, `phonemes` and `kind` as in Reading; "" when not given."""

    manner: Manner = SAME
    say: str = ""
    phonemes: str = ""
    kind: str = ""


def attributes(braces: str, line: int, keys: tuple[str, ...], notes: Notes) -> Attributes:
    """Read `braces` ("{…}"), which stand on `line`. `keys` are those that mean something here."""
    values: dict[str, str] = {}
    inner = braces.strip()[1:-1].removeprefix(":")
    for match in _PAIR.finditer(inner):
        written, value = match.group(1).lower(), match.group(2)
        name = _ALIASES.get(written, written)
        value = value[1:-1] if value[:1] in "\"'" and len(value) > 1 else value
        if name not in keys:
            notes.fault(f'unknown attribute "{written}"', did_you_mean(name, keys, "the attributes here are"), line)
        elif name in values:
            notes.fault(f'the attribute "{name}" is given twice', "delete one of the two", line)
        elif not value.strip():
            notes.fault(f'the attribute "{name}" has no value', f'write {name}="…", or delete it', line)
        else:
            values[name] = " ".join(value.split())
    rest = _NAME.sub("", _PAIR.sub("", inner)).split()
    if rest:
        notes.fault(f'"{" ".join(rest)}" is not an attribute', 'write attributes as name=value or name="some value"', line)
    return _checked(values, line, notes)


def _checked(values: dict[str, str], line: int, notes: Notes) -> Attributes:
    voice, speed, language = values.get("voice"), None, None
    if voice is not None:
        notes.check_voice(voice, line)
    if "speed" in values:
        speed = checked_speed(values["speed"], line, notes)
    if "language" in values:
        language = checked_language(values["language"], line, notes)
    kind = checked_kind(values["as"], line, notes) if "as" in values else ""
    phonemes = values.get("ph", "").strip("/")
    if phonemes and (fault := phoneme_fault(phonemes)):
        notes.fault(*fault, line)
    return Attributes(Manner(voice, speed, language), values.get("say", ""), phonemes, kind)


def checked_speed(written: str, line: int, notes: Notes) -> float | None:
    """A factor, also as a percentage ("90%"); None, and a fault, when it is none or out of range."""
    number = written.removesuffix("%")
    try:
        value = float(number) / (100 if written.endswith("%") else 1)
    except ValueError:
        value = 0.0
    if not SLOWEST <= value <= FASTEST:
        notes.fault(f'the speed "{written}" is no factor from {SLOWEST} to {FASTEST:g}', "write speed=0.9, say", line)
        return None
    return value


def checked_language(written: str, line: int, notes: Notes) -> str | None:
    """The language that is meant; None, and a fault, when there is none."""
    language = normal_language(written)
    if language is None:
        notes.fault(f'unknown language "{written}"', did_you_mean(written, LANGUAGES, "the languages are"), line)
    return language


def checked_kind(written: str, line: int, notes: Notes) -> str:
    """The way of reading that is meant; "", and a fault, when there is none."""
    kind = normal_kind(written)
    if not kind:
        notes.fault(f"as={written} is unknown", did_you_mean(written, KINDS, "choose from"), line)
    return kind
