"""Files that are either whole or absent: written beside their place, synced, then moved into it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EDQUOT, ENOSPC
from glob import escape
from pathlib import Path

from narrate.errors import Fault, InputError


@contextmanager
def workfile(target: Path) -> Iterator[Path]:
    """Give a path beside `target` to work in; the file is removed when the block ends, unless it was moved away.

    A disk that is full or a folder that refuses becomes an InputError that names `target`. What a killed process left
    behind for the same target is removed first.
    """
    part = target.with_name(f".{target.stem}.{threading.get_native_id()}.{os.getpid()}.part{target.suffix}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target)
        yield part
    except OSError as exc:
        if exc.errno in (ENOSPC, EDQUOT) or str(exc.filename or part).startswith(str(target.parent)):
            raise unwritable(target, exc) from exc
        raise
    finally:
        with suppress(OSError):  # where even this fails, the error that says why is already on its way
            part.unlink(missing_ok=True)


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Give a path to write to; when the block ends well the file takes `target`'s place, otherwise it is removed."""
    with workfile(target) as part:
        yield part
        move(part, target)


def move(part: Path, target: Path) -> None:
    """Put a finished file into its place."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)


def write_whole(target: Path, data: bytes) -> None:
    """`data` as the file `target`, whole or absent."""
    with whole(target) as part:
        part.write_bytes(data)


def check_writable(folder: Path) -> None:
    """Make `folder` and try it, so that nobody waits for a build that cannot be put down. InputError when it refuses."""
    trial = folder / f".narrate.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial.write_bytes(b"narrate")
        trial.unlink()
    except OSError as exc:
        with suppress(OSError):
            trial.unlink(missing_ok=True)
        raise unwritable(folder, exc) from exc


def unwritable(target: Path, exc: OSError) -> InputError:
    """What to tell the user when `target` cannot be written."""
    return InputError(
        Fault(
            f"cannot be written: {exc.strerror or exc}",
            "free some space on that disk, or choose another folder",
            str(target),
        )
    )


def _sweep(target: Path) -> None:
    for left in target.parent.glob(f".{escape(target.stem)}.*.part{escape(target.suffix)}"):
        owner = left.name.removesuffix(target.suffix).removesuffix(".part").rpartition(".")[2]
        if owner.isdigit() and not _alive(int(owner)):
            left.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
