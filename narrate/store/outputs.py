"""A build's files in a folder, named after the script: the recording, its encoded forms, subtitles and reports.

A file that would not change is not touched, so that its time stamp tells when it last did.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from narrate.model import Samples
from narrate.store.atomic import check_writable, move, whole, workfile, write_whole
from narrate.store.media import WavRecording, encode, recipe
from narrate.store.receipts import file_digest

_EMBEDDED_BYTES = 30_000_000
"""The sound of a longer track (at 48 kbit/s: 80 min) is played from the file beside the page, not carried inside it."""


class OutputFolder:
    """The Output on disk. What was encoded once lies in the folder `encoded`: the same sound is not encoded again."""

    def __init__(self, folder: Path, stem: str, kinds: Sequence[str], encoded: Path) -> None:
        self._folder = folder
        self._stem = stem
        self._kinds = kinds
        self._encoded = EncodedSounds(encoded)

    @contextmanager
    def record(self, rate: int) -> Iterator[_Recording]:
        check_writable(self._folder)
        wav = self._path(".wav")
        with workfile(wav) as part:
            recording = _Recording(part, rate, self._encoded, self._path(f".{self._kinds[0]}").name)
            yield recording
            digest = recording.digest()
            for kind in self._kinds:
                if kind != "wav":
                    _copy(self._encoded.get(part, digest, kind), self._path(f".{kind}"))
            if "wav" in self._kinds and not (wav.exists() and file_digest(wav) == digest):
                move(part, wav)

    def sounds(self) -> tuple[str, ...]:
        return tuple(str(self._path(f".{kind}")) for kind in self._kinds)

    def put(self, suffix: str, text: str) -> str:
        path, data = self._path(suffix), text.encode()
        if not path.exists() or path.read_bytes() != data:
            write_whole(path, data)
        return str(path)

    def _path(self, suffix: str) -> Path:
        return self._folder / f"{self._stem}{suffix}"


class EncodedSounds:
    """Sounds that were encoded once, kept in a folder by what they were made from."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, wav: Path, digest: str, kind: str) -> Path:
        """The sound of `wav`, whose bytes have this digest, encoded as `kind`."""
        key = hashlib.sha256(f"{digest} {recipe(kind)}".encode()).hexdigest()
        target = self._folder / key[:2] / f"{key}.{kind}"
        if not target.exists():
            encode(wav, target, kind)
        return target


class _Recording(WavRecording):
    """A WAV that can also show itself to a page; `name` is what the sound file beside the page will be called."""

    def __init__(self, path: Path, rate: int, encoded: EncodedSounds, name: str) -> None:
        super().__init__(path, rate)
        self._encoded = encoded
        self._name = name
        self._digest = ""

    def write(self, blocks: Iterable[Samples]) -> int:
        self._digest = ""
        return super().write(blocks)

    def digest(self) -> str:
        """The sha256 of what was written, read back once."""
        self._digest = self._digest or file_digest(self._path)
        return self._digest

    def preview(self) -> str:
        sound = self._encoded.get(self._path, self.digest(), "preview")
        if sound.stat().st_size > _EMBEDDED_BYTES:
            return quote(self._name)
        return "data:audio/mpeg;base64," + base64.b64encode(sound.read_bytes()).decode()


def _copy(source: Path, target: Path) -> None:
    if target.exists() and file_digest(target) == file_digest(source):
        return
    with whole(target) as part:
        shutil.copyfile(source, part)
