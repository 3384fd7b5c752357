"""The real packages, through the real npm and pip, checked against the manifest."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pytest

from narrate.events import Advanced, Began, Ended, Event
from narrate.store.manifest import Manifest, PackageSource, manifest
from narrate.store.models import ModelStore

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.real


def packages_only() -> Manifest:
    """The manifest as it is where no hub is in reach."""
    known = manifest()
    models = {
        name: replace(model, sources=tuple(spec for spec in model.sources if isinstance(spec, PackageSource)))
        for name, model in known.models.items()
    }
    return replace(known, models=MappingProxyType(models))


def leftovers(root: Path, name: str) -> set[str]:
    expected = {file.path for file in manifest().model(name).files} | {".verified.json"}
    return {path.relative_to(root / name).as_posix() for path in (root / name).rglob("*")} - expected


def test_voices_come_from_npm(tmp_path: Path) -> None:
    events: list[Event] = []
    store = ModelStore(tmp_path, events.append, known=packages_only())
    folder = store.pull("voices")
    assert store.present("voices")
    assert store.verify("voices") == ()
    assert len(list(folder.glob("*.bin"))) == 54
    pack = np.fromfile(folder / "af_heart.bin", dtype="<f4").reshape(510, 1, 256)
    assert np.isfinite(pack).all()
    assert leftovers(tmp_path, "voices") == set()
    download = Began("download kokoro-js@1.2.1", 26_887_218, "bytes")
    assert download in events
    assert Ended(download.name) in events
    assert sum(e.amount for e in events if isinstance(e, Advanced) and e.name == download.name) == download.total


def test_whisper_comes_from_pip_and_loads(tmp_path: Path) -> None:
    store = ModelStore(tmp_path, known=packages_only())
    folder = store.whisper("tiny.en")
    assert folder == store.path("whisper-tiny.en")
    assert leftovers(tmp_path, "whisper-tiny.en") == set()

    from faster_whisper import WhisperModel

    model = WhisperModel(str(folder), device="cpu", compute_type="int8", local_files_only=True)
    assert not model.model.is_multilingual
    model.transcribe(np.zeros(16_000, dtype=np.float32))


def test_sizes_are_those_of_faster_whisper() -> None:
    from faster_whisper.utils import _MODELS

    assert dict(manifest().whisper_repos) == _MODELS
