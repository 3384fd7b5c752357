"""Where expanded scripts lie: `talk.md` has `talk.script.md` beside it, and `talk.script.lock` beside that."""

from __future__ import annotations

from pathlib import Path

from narrate.errors import Fault, InputError
from narrate.store.atomic import write_whole

_BRIEF = ".brief"


class ScriptShelf:
    """The Shelf on disk."""

    def __init__(self, script: Path) -> None:
        self._script = script

    @classmethod
    def beside(cls, source: Path) -> ScriptShelf:
        """The shelf for a source: `brief.md` → `brief.script.md`, `talk.brief.md` → `talk.script.md`."""
        if not source.is_file():
            cure = "save it as a file: the script that a language model writes is kept beside it"
            raise InputError(Fault("a prompt that is not in a file cannot be expanded", cure, str(source)))
        return cls(source.with_name(f"{source.stem.removesuffix(_BRIEF)}.script.md"))

    @classmethod
    def at(cls, script: Path, source: Path) -> ScriptShelf:
        """The shelf for a source whose script is to be called `script`."""
        if script.absolute() == source.absolute():
            raise InputError(Fault("the script would overwrite its brief", "give -o another name", str(script)))
        return cls(script)

    @property
    def script(self) -> Path:
        return self._script

    @property
    def lock_file(self) -> Path:
        return self._script.with_suffix(".lock")

    def text(self) -> str | None:
        return _read(self._script)

    def lock(self) -> str | None:
        return _read(self.lock_file)

    def put(self, text: str, lock: str) -> None:
        write_whole(self._script, text.encode())
        write_whole(self.lock_file, lock.encode())


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as exc:
        raise InputError(Fault("is not valid UTF-8", "save it as UTF-8, or delete it", str(path))) from exc
    except OSError as exc:
        raise InputError(Fault(f"cannot be read: {exc.strerror or exc}", "check its permissions", str(path))) from exc
