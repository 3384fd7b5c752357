"""Files that the user named."""

from __future__ import annotations

from pathlib import Path

from narrate.errors import Fault, InputError


def read_bytes(path: Path) -> bytes:
    """The bytes of the file; an InputError that names it where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as exc:
        raise InputError(Fault(f"cannot be read: {exc.strerror or exc}", "check the name", str(path))) from exc
