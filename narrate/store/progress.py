"""Progress of downloads that other programs carry out: how much a folder has grown is what the user sees."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from narrate.events import Advanced, Began, Ended, Listener

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_INTERVAL_SECONDS = 0.25
"""How often a growing folder is measured: often enough for a bar that moves, seldom enough to cost nothing."""


@contextmanager
def watched(folder: Path, task: Began, listener: Listener) -> Iterator[None]:
    """Tell `listener` how `folder` grows, in bytes, while the block runs; a block that ends well fills the bar.

    With an unknown total (0) the growth itself is told. A client may hold its download twice for a while, in its cache
    and at its destination: what goes beyond the total is not told.
    """
    over = threading.Event()
    before = size_of(folder)
    told = 0.0

    def tell(grown: float) -> None:
        nonlocal told
        grown = min(grown, task.total) if task.total else grown
        if grown > told:
            listener(Advanced(task.name, grown - told))
            told = grown

    def watch() -> None:
        while not over.wait(_INTERVAL_SECONDS):
            tell(size_of(folder) - before)

    watcher = threading.Thread(target=watch, name=f"watch {task.name}", daemon=True)
    listener(task)
    watcher.start()
    try:
        yield
        over.set()
        watcher.join()
        tell(task.total or size_of(folder) - before)
    finally:
        over.set()
        watcher.join()
        listener(Ended(task.name))


def size_of(folder: Path) -> int:
    """Bytes in the files under `folder`; 0 where there is none. Files may come and go meanwhile."""
    total = 0
    for where, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                total += os.lstat(os.path.join(where, name)).st_size  # noqa: PTH118 - thousands of cache files
    return total
