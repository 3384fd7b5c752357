"""From names on the command line to Scripts that can be built, with the faults of all files reported at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeAlias

from narrate.config import Flags, complete
from narrate.errors import Fault, InputError
from narrate.lexicons import lexicon_for, read_all
from narrate.model import Script
from narrate.script import decode, overlay, read, read_ssml, split
from narrate.script.lexicon import pronounced
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
_MARKDOWN, _SSML = (".md", ".markdown", ".mdown", ".mkd"), ".ssml"


Expand: TypeAlias = Callable[[str, str], tuple[str, str]]
"""(path, text) of a source to those of the script in which its prompts are expanded; the same where it has none."""


def unexpanded(path: str, text: str) -> tuple[str, str]:
    """The Expand that leaves everything as it is."""
    return path, text


@dataclass(frozen=True, slots=True)
class Named:
    """A script, the stem that its output files are named by, and the sound formats that it asks for itself."""

    stem: str
    script: Script
    formats: tuple[str, ...] = ()


def load(
    names: Sequence[str], flags: Flags, voices: Collection[str], stdin: BinaryIO, expand: Expand = unexpanded
) -> tuple[Named, ...]:
    """Read every script. InputError with all faults of all of them."""
    faults: list[Fault] = list(_clashes(names))
    loaded: list[Named] = []
    for name in names:
        try:
            loaded.append(_load(name, flags, voices, stdin, expand))
        except InputError as exc:
            faults += exc.faults
    if faults:
        raise InputError(*faults)
    return tuple(loaded)


def source_text(name: str) -> str:
    """The text of a file that was named on the command line."""
    return decode(_bytes(name, BytesIO()), name)


def from_text(text: str, flags: Flags) -> Script:
    """A script of a text that was given directly."""
    script = split(read(text, "text", markdown=False), complete(flags.delivery))
    return pronounced(script, read_all((path, "", 0) for path in flags.lexicon))


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


def _load(name: str, flags: Flags, voices: Collection[str], stdin: BinaryIO, expand: Expand) -> Named:
    path = "stdin" if name == STDIN else name
    markdown = name == STDIN or Path(name).suffix.lower() in _MARKDOWN
    text = decode(_bytes(name, stdin), path)
    path, text = expand(path, text) if markdown else (path, text)
    if Path(name).suffix.lower() == _SSML:
        document = read_ssml(text, path, voices)
    else:
        document = read(text, path, markdown, voices, flags.fixed)
    delivery = overlay(document.front, flags.delivery, flags.fixed)
    lexicon = lexicon_for(None if name == STDIN else Path(name), document.front, flags.lexicon)
    return Named(_stem(name), pronounced(split(document, complete(delivery)), lexicon), document.front.formats)


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
