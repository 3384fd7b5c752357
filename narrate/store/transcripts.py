"""What was heard, kept on disk: the same sound is not listened to twice.

An entry is one JSON file, found by the sound itself (16-bit samples), its rate and the transcriber's fingerprint. It
carries its own checksum; a damaged one is named and its sound is heard again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from narrate.events import Listener, Notice, silent
from narrate.model import Heard
from narrate.store.atomic import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from narrate.model import Samples
    from narrate.ports import Transcriber

_FORMAT = 1
_FULL_SCALE = 32767


class CachedTranscriber:
    """A Transcriber that wraps another one and asks it only about sounds that are not in `folder` yet. Thread-safe.

    `hits` and `misses` count the calls that were answered from the folder and by the inner transcriber.
    """

    def __init__(self, inner: Transcriber, folder: Path, listener: Listener = silent) -> None:
        self._inner, self._folder, self._listener = inner, folder, listener
        self._lock = Lock()
        self._hits = self._misses = 0

    @property
    def fingerprint(self) -> str:
        return self._inner.fingerprint

    @property
    def hits(self) -> int:
        return self._hits

    @property
    def misses(self) -> int:
        return self._misses

    def transcribe(self, samples: Samples, rate: int) -> tuple[Heard, ...]:
        file = self._file(samples, rate)
        kept = self._read(file)
        with self._lock:
            self._hits += kept is not None
            self._misses += kept is None
        if kept is not None:
            return kept
        heard = self._inner.transcribe(samples, rate)
        write_whole(file, _encode(heard))
        return heard

    def holds(self, samples: Samples, rate: int) -> bool:
        """Whether an answer is there (unread, so it may yet prove damaged)."""
        return self._file(samples, rate).exists()

    def _file(self, samples: Samples, rate: int) -> Path:
        pcm = np.round(np.clip(samples, -1.0, 1.0) * _FULL_SCALE).astype("<i2")
        key = hashlib.sha256(f"{self.fingerprint} {rate} {len(samples)}\n".encode())
        key.update(pcm.tobytes())
        name = key.hexdigest()
        return self._folder / name[:2] / f"{name}.json"

    def _read(self, file: Path) -> tuple[Heard, ...] | None:
        try:
            return _decode(file.read_bytes())
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as exc:
            self._listener(Notice(f"{file}: the cache entry is damaged ({exc}); listening again"))
            return None


def _encode(heard: tuple[Heard, ...]) -> bytes:
    words = [list(astuple(word)) for word in heard]
    return json.dumps({"format": _FORMAT, "sha256": _digest(words), "words": words}, ensure_ascii=False).encode()


def _decode(data: bytes) -> tuple[Heard, ...]:
    """The words of an entry. ValueError (as for broken JSON), KeyError or TypeError when it is not what was written."""
    entry = json.loads(data)
    if entry["format"] != _FORMAT:
        raise ValueError("it is of another format")
    if _digest(entry["words"]) != entry["sha256"]:
        raise ValueError("its checksum does not match")
    return tuple(Heard(str(text), int(start), int(end), float(sure)) for text, start, end, sure in entry["words"])


def _digest(words: Any) -> str:
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()
