"""From names on the command line to Scripts that can be built, with the faults of all files reported at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from narrate.config import Flags, complete, voice_faults
from narrate.errors import Fault, InputError
from narrate.model import Script
from narrate.script import decode, overlay, read, split
from narrate.voices import language_of

STDIN = "-"
_SAMPLES = {
    "en-us": "Hello, I am {name}. This is how I sound.",
    "en-gb": "Hello, I am {name}. This is how I sound.",
    "es": "Hola, soy {name}. Así suena mi voz.",
    "fr-fr": "Bonjour, je suis {name}. Voici ma voix.",
    "hi": "नमस्ते, मेरा नाम {name} है।",
    "it": "Ciao, sono {name}. Questa è la mia voce.",
    "pt-br": "Olá, eu sou {name}. Esta é a minha voz.",
}
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")


@dataclass(frozen=True, slots=True)
class Named:
    """A script and the stem that its output files are named by."""

    stem: str
    script: Script


def load(names: Sequence[str], flags: Flags, voices: Collection[str], stdin: BinaryIO) -> tuple[Named, ...]:
    """Read every script. InputError with all faults of all of them."""
    faults: list[Fault] = list(_clashes(names))
    loaded: list[Named] = []
    for name in names:
        try:
            loaded.append(_load(name, flags, voices, stdin))
        except InputError as exc:
            faults += exc.faults
    if faults:
        raise InputError(*faults)
    return tuple(loaded)


def from_text(text: str, flags: Flags) -> Script:
    """A script of a text that was given directly."""
    return split(read(text, "text", markdown=False), complete(flags.delivery))


def sample_script(voice: str) -> Script:
    """A line for a voice to introduce itself with, in its own language (English where that one needs an extra)."""
    language = language_of(voice)
    flags = Flags(voice=voice, language=language if language in _SAMPLES else "en-us")
    line = _SAMPLES.get(language, _SAMPLES["en-us"])
    return from_text(line.format(name=voice.partition("_")[2].capitalize()), flags)


def _clashes(names: Sequence[str]) -> Iterator[Fault]:
    stems: dict[str, str] = {}
    for name in names:
        other = stems.setdefault(_stem(name), name)
        if other != name:
            yield Fault(f"its results would overwrite those of {other}", "build it into another folder (-o DIR)", name)


def _load(name: str, flags: Flags, voices: Collection[str], stdin: BinaryIO) -> Named:
    path = "stdin" if name == STDIN else name
    markdown = name == STDIN or Path(name).suffix.lower() in _MARKDOWN
    document = read(decode(_bytes(name, stdin), path), path, markdown)
    delivery = overlay(document.front, flags.delivery, flags.fixed)
    faults = list(_voice_faults(document.front.voice, flags, voices, path, document.front.lines.get("voice", 0)))
    if faults:
        raise InputError(*faults)
    return Named(_stem(name), split(document, complete(delivery)))


def _voice_faults(voice: str | None, flags: Flags, voices: Collection[str], path: str, line: int) -> Iterator[Fault]:
    if voice is not None and "voice" not in flags.fixed:
        yield from voice_faults(voice, voices, path, line)


def _stem(name: str) -> str:
    return "stdin" if name == STDIN else Path(name).stem


def _bytes(name: str, stdin: BinaryIO) -> bytes:
    if name == STDIN:
        return stdin.read()
    path = Path(name)
    try:
        return path.read_bytes()
    except FileNotFoundError as exc:
        raise InputError(Fault("there is no such file", _nearest(path), name)) from exc
    except IsADirectoryError as exc:
        raise InputError(
            Fault("is a folder, not a script", f"name the scripts in it: narrate build {name.rstrip('/')}/*.md", name)
        ) from exc
    except OSError as exc:
        raise InputError(Fault(f"cannot be read: {exc.strerror or exc}", "check its permissions", name)) from exc


def _nearest(path: Path) -> str:
    """A cure for a name that is not there: the files beside it that are called nearly so."""
    import difflib

    try:
        beside = [entry.name for entry in path.parent.iterdir() if entry.is_file()]
    except OSError:
        return f"there is no folder {path.parent} either"
    near = difflib.get_close_matches(path.name, beside, n=2)
    return f"did you mean {' or '.join(str(path.parent / name) for name in near)}?" if near else "check the name"
