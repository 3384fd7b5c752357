"""One model's folder on this disk: which of its files are right, and how a new one gets in.

    ROOT/NAME/FILE              a model's files
    ROOT/NAME/.verified.json    size, time and sha256 of each file when it was last found right
    ROOT/NAME/.scratch          where a source works; gone when it is done
    ROOT/.NAME.lock             held while a process pulls

Hashing 300 MB at each start would cost as much as loading them: the stamp is believed as long as size and time agree.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from narrate.errors import ChecksumError, Fault, InputError
from narrate.events import Advanced, Began, Ended, Listener, Notice
from narrate.store.atomic import whole, write_whole
from narrate.store.sources import read_chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from narrate.store.manifest import Model, ModelFile

_STAMP = ".verified.json"
_SCRATCH = ".scratch"
_LOCK_POLL_SECONDS = 0.2


class ModelFolder:
    """Where the files of `model` are, or will be: a folder of the model's name in `root`."""

    def __init__(self, root: Path, model: Model, listener: Listener) -> None:
        self.path = root / model.name
        self._model = model
        self._listener = listener
        self._lock_file = root / f".{model.name}.lock"

    def present(self) -> bool:
        """Are all files there, as they were when they were last found right? Reads no model file."""
        stamp = self._read_stamp()
        return all(self._state(file) is not None and stamp.get(file.path) == self._state(file) for file in self._files)

    def adopted(self) -> bool:
        """Are all files there and right, though nobody has checked them here before (copied by hand)? Hashes them."""
        if any(self._size(file) != file.size for file in self._files) or self.wrong():
            return False
        with suppress(InputError):  # a cache that cannot be written is still good to read from
            self.stamp()
        return True

    def wrong(self) -> dict[ModelFile, str]:
        """The files that are not what the manifest says, with the sha256 that they have ("" for a missing file)."""
        there = [file for file in self._files if self._size(file) is not None]
        found = dict.fromkeys(self._files, "")
        with self.checking(there):
            for file in there:
                digest = hashlib.sha256()
                for chunk in read_chunks(self.path / file.path):
                    digest.update(chunk)
                    self._listener(Advanced(self._task, len(chunk)))
                found[file] = digest.hexdigest()
        return {file: sha256 for file, sha256 in found.items() if sha256 != file.sha256}

    @contextmanager
    def checking(self, files: Iterable[ModelFile]) -> Iterator[bool]:
        """The progress of checking `files`, which `wrong` and `land` advance."""
        total = sum(file.size for file in files)
        if total:
            self._listener(Began(self._task, total, "bytes"))
        try:
            yield True
        finally:
            if total:
                self._listener(Ended(self._task))

    def land(self, file: ModelFile, chunks: Iterable[bytes], source: str) -> None:
        """Write a file into its place, or raise ChecksumError and leave no trace, if its bytes are wrong."""
        digest, size = hashlib.sha256(), 0
        with whole(self.path / file.path) as part, part.open("wb") as out:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                if size > file.size:
                    raise ChecksumError(self.refusal(file, f"more than {file.size} bytes", source))
                out.write(chunk)
                self._listener(Advanced(self._task, len(chunk)))
            if digest.hexdigest() != file.sha256:
                raise ChecksumError(self.refusal(file, digest.hexdigest(), source))

    def refusal(self, file: ModelFile, found: str, source: str = "") -> Fault:
        """What to say about a file that is not the manifest's."""
        where = f" from {source}" if source else ""
        return Fault(
            f"{self._model.name}/{file.path}{where} is not the official file: sha256 {file.sha256} was expected, "
            f"and it has {found}",
            "take it from another place" if source else f"narrate models pull {self._model.name}",
            "" if source else str(self.path / file.path),
        )

    def stamp(self) -> None:
        """Note down that all files were found right as they are now."""
        write_whole(self.path / _STAMP, json.dumps({file.path: self._state(file) for file in self._files}).encode())

    def distrust(self) -> None:
        """Forget that the files were ever found right."""
        (self.path / _STAMP).unlink(missing_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only process that writes here. Also removes what one that was killed has left behind."""
        import filelock

        lock = filelock.FileLock(self._lock_file)
        self.path.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            self._listener(Notice(f"another process is pulling model {self._model.name}: waiting for it"))
            lock.acquire(poll_interval=_LOCK_POLL_SECONDS)
        try:
            shutil.rmtree(self.path / _SCRATCH, ignore_errors=True)
            yield
        finally:
            lock.release()

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """An empty folder on the same disk, removed with all that is in it when the block ends, however it ends."""
        folder = self.path / _SCRATCH
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @property
    def _files(self) -> tuple[ModelFile, ...]:
        return self._model.files

    @property
    def _task(self) -> str:
        return f"check {self._model.name}"

    def _read_stamp(self) -> dict[str, object]:
        try:
            stamp = json.loads((self.path / _STAMP).read_bytes())
        except (OSError, ValueError):
            return {}
        return stamp if isinstance(stamp, dict) else {}

    def _state(self, file: ModelFile) -> dict[str, object] | None:
        """What the stamp must say for the file to be believed. Whole seconds: image layers keep no finer ones."""
        try:
            seen = (self.path / file.path).stat()
        except OSError:
            return None
        return {"size": seen.st_size, "time": int(seen.st_mtime), "sha256": file.sha256}

    def _size(self, file: ModelFile) -> int | None:
        try:
            return (self.path / file.path).stat().st_size
        except OSError:
            return None
