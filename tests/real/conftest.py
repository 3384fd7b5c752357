"""Real models for real tests: taken from the user's cache (pulled when missing), with everything else in a fresh one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from narrate.assembly import Assembly
from narrate.config import Flags
from narrate.scripts import from_text
from narrate.store.models import ModelStore

MODELS = ("kokoro", "voices", "whisper-tiny.en", "whisper-base")


@pytest.fixture(scope="session")
def model_store() -> ModelStore:
    """The store with the models that the tests need."""
    store = ModelStore.from_environment()
    for name in MODELS:
        store.ensure(name)
    return store


@pytest.fixture(scope="session")
def fresh_cache(model_store: ModelStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that has the models, and nothing else yet."""
    return cache_with(model_store, tmp_path_factory.mktemp("cache"))


def cache_with(models: ModelStore, folder: Path) -> Path:
    (folder / "models").symlink_to(models.folder("kokoro").parent)
    return folder


@pytest.fixture(scope="session")
def assembly(fresh_cache: Path) -> Assembly:
    """The engines as a user without any flag gets them."""
    return Assembly(Flags(), environ={"NARRATE_CACHE": str(fresh_cache)})


@pytest.fixture(scope="session")
def speak(assembly: Assembly) -> Callable[..., tuple[npt.NDArray[np.float32], int]]:
    """Kokoro's speech for a text: mono float32 samples and their rate."""

    def speak(text: str, voice: str = "af_heart") -> tuple[npt.NDArray[np.float32], int]:
        synthesizer = assembly.synthesizer
        clips = [synthesizer.synthesize(segment) for segment in from_text(text, Flags(voice=voice)).segments]
        return np.concatenate([clip.samples for clip in clips]), synthesizer.rate

    return speak


@dataclass(frozen=True, slots=True)
class Run:
    """What the program did."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Narrate:
    """The real program, run as a user runs it, in a folder of its own."""

    folder: Path
    cache: Path

    def __call__(self, *arguments: str, stdin: bytes = b"", **environment: str) -> Run:
        done = subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment(**environment),
            input=stdin,
            capture_output=True,
            timeout=300,
            check=False,
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode())

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "narrate", *arguments]

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NARRATE_")}
        return {**kept, "NARRATE_CACHE": str(self.cache), "COLUMNS": "200", **more}

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture
def narrate(fresh_cache: Path, tmp_path: Path) -> Narrate:
    """The program in an empty folder, with a cache that the session's tests share."""
    return Narrate(tmp_path, fresh_cache)


@pytest.fixture
def narrate_anew(model_store: ModelStore, tmp_path: Path) -> Narrate:
    """The program in an empty folder, with a cache that holds only the models."""
    folder, cache = tmp_path / "work", tmp_path / "cache"
    folder.mkdir()
    cache.mkdir()
    return Narrate(folder, cache_with(model_store, cache))
