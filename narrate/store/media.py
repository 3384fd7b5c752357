"""Sound files: a WAV written block by block, and the formats that are encoded from it."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from errno import ENOSPC
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from narrate.errors import EngineError, Fault, InputError
from narrate.model import Samples
from narrate.store.atomic import whole

ENCODED: dict[str, dict[str, Any]] = {
    "flac": {"format": "flac"},
    "mp3": {"format": "mp3", "codec": "libmp3lame", "bitrate": "128k"},
    "opus": {"format": "opus", "codec": "libopus", "bitrate": "48k"},
    "m4a": {"format": "ipod", "codec": "aac", "bitrate": "96k"},
    "preview": {"format": "mp3", "codec": "libmp3lame", "bitrate": "48k"},
}
"""What pydub tells ffmpeg for each kind. Speech in mono: these rates are beyond what ears can tell from the WAV.

"preview" is the sound inside the report page: an MP3, because every browser plays one.
"""

_REPRODUCIBLE = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"]


class WavRecording:
    """A 16-bit mono WAV, written block by block: memory does not grow with its length."""

    def __init__(self, path: Path, rate: int) -> None:
        self._path = path
        self._rate = rate

    def write(self, blocks: Iterable[Samples]) -> int:
        """Write the whole file anew; returns its length in samples. Samples beyond −1 … 1 are held at full scale."""
        import soundfile

        length = 0
        with soundfile.SoundFile(self._path, "w", self._rate, 1, "PCM_16", format="WAV") as file:
            for block in blocks:
                try:
                    file.write(np.clip(block, -1.0, 1.0))
                except (soundfile.LibsndfileError, AssertionError) as exc:
                    raise OSError(ENOSPC, "the disk is full or refuses to take more", str(self._path)) from exc
                length += len(block)
        return length

    def read(self, start: int, end: int) -> Samples:
        """Samples [start, end) as they were written, float32."""
        import soundfile

        samples: Samples = soundfile.read(self._path, start=start, stop=end, dtype="float32")[0]
        return samples


def read_all(path: Path, rate: int) -> Samples:
    """The file's whole sound as mono float32 at `rate`."""
    return np.concatenate([np.zeros(0, np.float32), *read_blocks(path, rate)])


def read_blocks(path: Path, rate: int, seconds: float = 30.0) -> Iterator[Samples]:
    """The file's sound as mono float32 at `rate`, in blocks of about `seconds`."""
    import soundfile
    import soxr

    try:
        file = soundfile.SoundFile(path)
    except soundfile.LibsndfileError as exc:
        raise InputError(
            Fault(f"is not a sound file that can be read ({exc})", "give a WAV, FLAC, MP3 or OGG file", str(path))
        ) from exc
    with file:
        resampler = soxr.ResampleStream(file.samplerate, rate, 1, dtype="float32")
        for block in file.blocks(round(seconds * file.samplerate), dtype="float32", always_2d=True):
            mono = np.ascontiguousarray(block.mean(axis=1))
            yield resampler.resample_chunk(mono) if file.samplerate != rate else mono
        if file.samplerate != rate:
            yield resampler.resample_chunk(np.zeros(0, np.float32), last=True)


def recipe(kind: str) -> str:
    """All that decides on the bytes of an encoded file, beside the sound itself."""
    return f"{kind} {ENCODED[kind]} {_REPRODUCIBLE} imageio-ffmpeg={version('imageio-ffmpeg')}"


def encode(wav: Path, target: Path, kind: str) -> None:
    """Encode `wav` as `kind` (a key of ENCODED) to `target`, whole or absent. The same WAV gives the same bytes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydub warns that no ffmpeg is on the PATH; it is given one below
        from pydub import AudioSegment
        from pydub.exceptions import PydubException
    import imageio_ffmpeg

    AudioSegment.converter = imageio_ffmpeg.get_ffmpeg_exe()
    try:
        with whole(target) as part:
            AudioSegment.from_wav(wav).export(part, **ENCODED[kind], parameters=_REPRODUCIBLE).close()
    except PydubException as exc:
        raise EngineError(Fault(f"ffmpeg could not encode it as {kind}: {exc}", "use --format wav", str(target))) from exc
