"""The segment cache: finished clips on disk, found again by what they contain and never by where they stood.

An entry is one file: a line of JSON (rate, sample count, word times, sha256 of the sound), then 16-bit samples. It is
checked when it is read; a damaged one is named and made again.
"""

from __future__ import annotations

import hashlib
import json
import threading
from pathlib import Path

import numpy as np

from narrate.errors import EngineError, Fault
from narrate.events import Listener, Notice, silent
from narrate.model import Clip, Segment, Word
from narrate.ports import Synthesizer
from narrate.store.atomic import write_whole

_FORMAT = 1
_FULL_SCALE = 32767


class CachedSynthesizer:
    """A Synthesizer that wraps another one and asks it only for what is not in `folder` yet. Thread-safe.

    With `refresh` every segment is made anew once, and replaces its entry.
    """

    def __init__(self, inner: Synthesizer, folder: Path, listener: Listener = silent, refresh: bool = False) -> None:
        self._inner = inner
        self._folder = folder
        self._listener = listener
        self._stale = refresh
        self._lock = threading.Lock()
        self._rendering: dict[str, threading.Lock] = {}
        self._rendered: set[str] = set()

    @property
    def rate(self) -> int:
        return self._inner.rate

    def fingerprint(self, segment: Segment) -> str:
        return self._inner.fingerprint(segment)

    def was_rendered(self, segment: Segment) -> bool:
        """True when this segment's clip was made in this run, False when it came off the disk."""
        return self.fingerprint(segment) in self._rendered

    def holds(self, segment: Segment) -> bool:
        """Whether the clip is there (unread, so it may yet prove damaged)."""
        key = self.fingerprint(segment)
        return (not self._stale or key in self._rendered) and self._file(key).exists()

    def synthesize(self, segment: Segment) -> Clip:
        key = self.fingerprint(segment)
        with self._lock:
            turn = self._rendering.setdefault(key, threading.Lock())
        with turn:  # two equal sentences, two threads: the second waits and then reads what the first one made
            clip = self._read(key, segment) if self.holds(segment) else None
            if clip is None:
                write_whole(self._file(key), encode(self._inner.synthesize(segment)))
                self._rendered.add(key)
                clip = self._read(key, segment)
        if clip is None:
            raise EngineError(
                Fault("the cache gives back other bytes than were written", "check the disk", str(self._file(key)))
            )
        return clip

    def _file(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.clip"

    def _read(self, key: str, segment: Segment) -> Clip | None:
        file = self._file(key)
        try:
            return decode(file.read_bytes(), segment)
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as exc:
            self._listener(Notice(f"{file}: the cache entry is damaged ({exc}); rendering it again"))
            return None


def encode(clip: Clip) -> bytes:
    """The entry's bytes. A clip that is louder than full scale keeps its shape: the scale goes into the header."""
    peak = float(np.max(np.abs(clip.samples), initial=1.0))
    samples = np.round(clip.samples * (_FULL_SCALE / peak)).astype("<i2").tobytes()
    header = {
        "format": _FORMAT,
        "rate": clip.rate,
        "peak": peak,
        "phonemes": clip.phonemes,
        "unspoken": clip.unspoken,
        "words": [(word.start, word.end) for word in clip.words],
    }
    head = json.dumps(header, separators=(",", ":")).encode()
    digest = hashlib.sha256(head + samples).hexdigest().encode()
    return digest + b"\n" + head + b"\n" + samples


def decode(data: bytes, segment: Segment) -> Clip:
    """The clip of an entry, its words named by `segment`. ValueError when the bytes are not what was written."""
    digest, _, rest = data.partition(b"\n")
    head, _, samples = rest.partition(b"\n")
    if hashlib.sha256(head + samples).hexdigest().encode() != digest:
        raise ValueError("its checksum does not match")
    header = json.loads(head)
    if header["format"] != _FORMAT or len(header["words"]) != len(segment.words):
        raise ValueError("it is of another format")
    sound = np.frombuffer(samples, "<i2").astype(np.float32) * np.float32(header["peak"] / _FULL_SCALE)
    words = tuple(Word(word.written, start, end) for word, (start, end) in zip(segment.words, header["words"], strict=True))
    return Clip(sound, header["rate"], words, header["phonemes"], tuple(header["unspoken"]))
