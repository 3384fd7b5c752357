"""Where a model's files come from, as a port: a local folder (here), the hub (`hub.py`), or packages (`packages.py`).

A source only delivers bytes; whether they are the right ones is for the store to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

from narrate.errors import Fault, MissingError
from narrate.store.manifest import HubSource, ModelFile

if TYPE_CHECKING:
    from pathlib import Path

CHUNK_BYTES = 1 << 20
"""Files are read, hashed and written in pieces of this size."""

Delivery: TypeAlias = tuple[ModelFile, Iterator[bytes]]


class Source(Protocol):
    """A place that may have model files."""

    @property
    def title(self) -> str:
        """What the user calls this place."""

    def fetch(self, files: tuple[ModelFile, ...], scratch: Path) -> Iterator[Delivery]:
        """Deliver those of `files` that it has, each as its bytes; MissingError says why not all could be had.

        `scratch` is an empty folder that is removed afterwards.
        """


def read_chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file; MissingError where it cannot be read."""
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk
    except OSError as exc:
        raise MissingError(Fault(f"cannot be read: {exc.strerror or exc}", path=str(path))) from exc


@dataclass(frozen=True, slots=True)
class LocalFolder:
    """A folder of model files (NARRATE_MODELS), for machines without a network.

    A file is looked for at MODEL/FILE (as in narrate's own cache), at FILE, and at the hub's path (`onnx/model.onnx`);
    the first one of the right size is taken.
    """

    folder: Path
    model: str
    hub: HubSource | None = None

    @property
    def title(self) -> str:
        return f"NARRATE_MODELS ({self.folder})"

    def fetch(self, files: tuple[ModelFile, ...], scratch: Path) -> Iterator[Delivery]:
        if not self.folder.is_dir():
            raise MissingError(Fault("there is no such folder"))
        for file in files:
            found = self._find(file)
            if found:
                yield file, read_chunks(found)

    def _find(self, file: ModelFile) -> Path | None:
        names = [f"{self.model}/{file.path}", file.path]
        if self.hub:
            names.append(self.hub.file.format(path=file.path))
        there = [self.folder / name for name in dict.fromkeys(names) if (self.folder / name).is_file()]
        # A wrong size is delivered, too, if there is nothing better: the refusal then names the file.
        return next((path for path in there if path.stat().st_size == file.size), there[0] if there else None)
