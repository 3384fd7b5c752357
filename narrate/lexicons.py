"""Finds and reads lexicon files: beside the script, named in its front matter, named on the command line.

The later win: a project's `lexicon.toml` is overridden by a script's own file, and both by the command line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from narrate.errors import Fault, InputError
from narrate.script.document import FrontMatter
from narrate.script.encoding import decode
from narrate.script.lexicon import Entry, Lexicon
from narrate.script.lexicon_file import parse
from narrate.store.atomic import write_whole
from narrate.store.given import read_bytes

PROJECT = "lexicon.toml"
"""What a project's lexicon is called; it is taken when it lies beside the script."""


def lexicon_for(script: Path | None, front: FrontMatter, flags: Sequence[Path]) -> Lexicon:
    """The lexicon of a script (None: it is in no folder), its front matter and the files of --lexicon.

    A file of the front matter is looked for beside the script. InputError with the faults of all files.
    """
    named: list[tuple[Path, str, int]] = []
    folder = script.parent if script is not None else Path()
    project = folder / PROJECT
    if project.is_file():
        named.append((project, "", 0))
    where = str(script) if script is not None else "stdin"
    lines = front.lines
    named += [
        (folder / name, where, lines.get(f"lexicon.{number}", lines.get("lexicon", 0)))
        for number, name in enumerate(front.lexicon)
    ]
    named += [(path, "", 0) for path in flags]
    return read_all(named)


def read_all(named: Iterable[tuple[Path, str, int]]) -> Lexicon:
    """The entries of all files, each once; (file, who names it, line there). InputError with the faults of all."""
    groups: dict[Path, tuple[Entry, ...]] = {}
    faults: list[Fault] = []
    for path, where, line in named:
        try:
            entries = read(path, where, line)
        except InputError as exc:
            faults += exc.faults
            continue
        key = path.resolve()
        groups.pop(key, None)
        groups[key] = entries
    if faults:
        raise InputError(*dict.fromkeys(faults))
    return Lexicon(tuple(groups.values()))


def read(path: Path, where: str = "", line: int = 0) -> tuple[Entry, ...]:
    """The entries of one file; `where` and `line` say who named it, for the message when it is not there."""
    name = str(path)
    try:
        data = path.read_bytes()
    except OSError as exc:
        what = (
            "there is no such lexicon" if isinstance(exc, FileNotFoundError) else f"cannot be read: {exc.strerror or exc}"
        )
        fault = Fault(f"{what}: {name}" if where else what, "check the name", where or name, line)
        raise InputError(fault) from exc
    return parse(decode(data, name), name)


def lexicon_here(flags: Sequence[Path]) -> Lexicon:
    """The lexicon of the folder we are in, and of --lexicon."""
    return lexicon_for(None, FrontMatter(), flags)


def add_to(path: Path, text: str) -> None:
    """Put `text` at the end of a lexicon file, which need not exist yet. The file is replaced as a whole."""
    if not text:
        return
    before = read_text(path).rstrip("\n") + "\n\n" if path.exists() else ""
    write_whole(path, (before + text).encode("utf-8"))


def read_text(path: Path) -> str:
    """A text file that the user named."""
    return decode(read_bytes(path), str(path))
