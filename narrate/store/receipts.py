"""Receipts of finished builds: what went in, which files came out, and what was said about them.

When the same goes in again and the files are still what they were, there is nothing to do, not even to lay the track
out again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from narrate.store.atomic import write_whole


def file_digest(path: Path) -> str:
    """The sha256 of a file, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def receipt_key(ingredients: Iterable[str]) -> str:
    """One key for all that a build depends on; narrate's own code is always part of it."""
    digest = hashlib.sha256(_code().encode())
    for ingredient in ingredients:
        digest.update(f"\0{ingredient}".encode())
    return digest.hexdigest()


class Receipts:
    """Receipts in a folder, one small JSON file each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, key: str) -> dict[str, Any] | None:
        """What the build had to say for itself, if its files are all there and unchanged."""
        try:
            receipt = json.loads(self._file(key).read_bytes())
            unchanged = all(file_digest(Path(path)) == digest for path, digest in receipt["files"].items())
            document: dict[str, Any] = receipt["document"]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None  # no receipt, a damaged one, or a file that is gone: the build finds out what there is to do
        return document if unchanged else None

    def keep(self, key: str, files: Sequence[str], document: dict[str, Any]) -> None:
        """Remember a finished build."""
        receipt = {"files": {path: file_digest(Path(path)) for path in files}, "document": document}
        write_whole(self._file(key), json.dumps(receipt, ensure_ascii=False).encode())

    def _file(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"


def _code() -> str:
    """Changes whenever narrate's code or data files may have, without reading them."""
    package = Path(__file__).parent.parent
    kinds = (".py", ".html", ".css", ".js")
    stats = ((path, path.stat()) for path in sorted(package.rglob("*")) if path.suffix in kinds)
    return "\n".join(f"{path.relative_to(package)} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stats)
