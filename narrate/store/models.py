"""The models on this machine: which are there, where they are, and the pulling of those that are not."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from narrate.errors import ChecksumError, Fault, InputError, MissingError
from narrate.events import Listener, Notice, silent
from narrate.store.hub import Hub, HubFiles
from narrate.store.manifest import WHISPER, HubSource, Manifest, Model, ModelFile, manifest
from narrate.store.model_folder import ModelFolder
from narrate.store.packages import Packages
from narrate.store.sources import LocalFolder, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WHISPER_WEIGHTS = "model.bin"
_WHISPER_FILES = ("config.json", "preprocessor_config.json", "tokenizer.json", "vocabulary.*")
"""What faster-whisper itself takes from a hub repository."""


def cache_root(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder for everything that narrate keeps: NARRATE_CACHE, or the platform's own place for caches."""
    if environ.get("NARRATE_CACHE"):
        return Path(environ["NARRATE_CACHE"]).expanduser().absolute()
    import platformdirs

    return platformdirs.user_cache_path("narrate")


class ModelStore:
    """The models of a manifest, kept in `root`; `local` (NARRATE_MODELS) is asked for them before their own sources."""

    def __init__(
        self, root: Path, listener: Listener = silent, local: Path | None = None, known: Manifest | None = None
    ) -> None:
        self._root = root
        self._listener = listener
        self._local = local
        self._known = known or manifest()
        self._hub = Hub(listener)

    @classmethod
    def from_environment(cls, listener: Listener = silent, environ: Mapping[str, str] = os.environ) -> ModelStore:
        """The store below the cache folder, with NARRATE_MODELS as its local folder."""
        local = environ.get("NARRATE_MODELS")
        return cls(cache_root(environ) / "models", listener, Path(local).expanduser().absolute() if local else None)

    def names(self) -> tuple[str, ...]:
        return tuple(self._known.models)

    def folder(self, name: str) -> Path:
        """Where the model is, or will be."""
        return self._folder(self._known.model(name)).path

    def present(self, name: str) -> bool:
        """Is the model there and found right before? Cheap: sizes and times are looked at, nothing is read."""
        return self._folder(self._known.model(name)).present()

    def path(self, name: str) -> Path:
        """The model's folder; MissingError if it is not there. Files copied there by hand are checked once."""
        folder = self._folder(self._known.model(name))
        if folder.present() or folder.adopted():
            return folder.path
        raise MissingError(Fault(f"model {name} is not there", f"`narrate models pull {name}`", str(folder.path)))

    def ensure(self, name: str) -> Path:
        """The model's folder, pulled first if it is not there, with a notice that says so."""
        model = self._known.model(name)
        folder = self._folder(model)
        if not folder.present() and not folder.adopted():
            self._listener(Notice(f"model {name} ({_megabytes(model.size)}) is not on this machine yet: pulling it"))
            self.pull(name)
        return folder.path

    def pull(self, name: str) -> Path:
        """Fetch what the model lacks, each file from the first source that has the right bytes; the model's folder."""
        model = self._known.model(name)
        folder = self._folder(model)
        if not folder.present():
            with _writing(model), folder.locked():
                if not folder.present():  # another process may have pulled it while this one waited
                    self._fill(folder, model)
        return folder.path

    def verify(self, name: str) -> tuple[Fault, ...]:
        """Hash every file again; what is wrong, file by file. A model with a fault is no longer present."""
        folder = self._folder(self._known.model(name))
        wrong = folder.wrong()
        if wrong:
            folder.distrust()
        return tuple(
            folder.refusal(file, found)
            if found
            else Fault("is missing", f"`narrate models pull {name}`", str(folder.path / file.path))
            for file, found in wrong.items()
        )

    def whisper(self, size: str) -> Path:
        """The folder of a Whisper for CTranslate2: of a size ("base", "large-v3"), a hub repository, or a given folder.

        Sizes that the manifest does not have come from the hub alone, and only huggingface_hub checks them.
        """
        if (Path(size) / _WHISPER_WEIGHTS).is_file():
            return Path(size)
        if WHISPER + size in self._known.models:
            return self.ensure(WHISPER + size)
        repo = size if re.fullmatch(r"[\w.-]+/[\w.-]+", size) else self._known.whisper_repo(size)
        try:
            return self._hub.snapshot(repo, _WHISPER_FILES, _WHISPER_WEIGHTS)
        except MissingError as exc:
            ours = ", ".join(name.removeprefix(WHISPER) for name in self.names() if name.startswith(WHISPER))
            raise MissingError(
                Fault(
                    f"Whisper {size} can only be had from the hub ({repo}): {exc.faults[0].message}",
                    f"download {repo} on a machine with a network and give its folder: --asr FOLDER; or take {ours}",
                )
            ) from exc

    def _folder(self, model: Model) -> ModelFolder:
        return ModelFolder(self._root, model, self._listener)

    def _sources(self, model: Model) -> Iterator[Source]:
        if self._local:
            hubs = [spec for spec in model.sources if isinstance(spec, HubSource)]
            yield LocalFolder(self._local, model.name, hubs[0] if hubs else None)
        for spec in model.sources:
            yield HubFiles(self._hub, spec) if isinstance(spec, HubSource) else Packages(spec, self._listener)

    def _fill(self, folder: ModelFolder, model: Model) -> None:
        """Ask one source after the other for what is missing, until nothing is."""
        missing = tuple(folder.wrong())
        needed, free = sum(file.size for file in missing), shutil.disk_usage(folder.path).free
        if free < needed:
            fault = f"model {model.name} needs {_megabytes(needed)}, and its disk has {_megabytes(free)} left"
            raise MissingError(Fault(fault, _MORE_ROOM, str(folder.path)))
        said: list[tuple[str, MissingError]] = []
        for source in self._sources(model):
            if missing:
                troubles: list[MissingError] = []
                missing = self._take(source, folder, missing, troubles)
                said += [(source.title, trouble) for trouble in troubles]
        if missing:
            raise _nothing_had(model, missing, said, folder.path)
        folder.stamp()

    def _take(
        self, source: Source, folder: ModelFolder, wanted: tuple[ModelFile, ...], troubles: list[MissingError]
    ) -> tuple[ModelFile, ...]:
        """Let one source deliver; returns what is missing still, and `troubles` gets the reasons."""
        missing = dict.fromkeys(wanted)
        checking = False
        with ExitStack() as stack:
            try:
                for file, chunks in source.fetch(wanted, stack.enter_context(folder.scratch())):
                    if not checking:  # only now: a source may download for minutes before its first file
                        checking = stack.enter_context(folder.checking(wanted))
                    try:
                        folder.land(file, chunks, source.title)
                        del missing[file]
                    except ChecksumError as exc:
                        self._listener(Notice(f"refused: {exc.faults[0].message}"))
                        troubles.append(exc)
            except MissingError as exc:
                troubles.append(exc)
        if missing and not troubles:
            troubles.append(MissingError(Fault(f"does not have {_some(missing)}")))
        return tuple(missing)


_MORE_ROOM = "free some space there, or set NARRATE_CACHE to a folder on another disk"


@contextmanager
def _writing(model: Model) -> Iterator[None]:
    """Say of what the disk refuses (full, read-only …) which model it stopped, and what helps."""
    try:
        yield
    except InputError as exc:  # what `atomic` makes of a file that cannot be written
        fault = exc.faults[0]
        raise MissingError(Fault(f"model {model.name}: {fault.message}", _MORE_ROOM, fault.path)) from exc
    except OSError as exc:
        reason = f"model {model.name} cannot be written: {exc.strerror or exc}"
        raise MissingError(Fault(reason, _MORE_ROOM, str(exc.filename or ""))) from exc


def _nothing_had(
    model: Model, missing: tuple[ModelFile, ...], said: list[tuple[str, MissingError]], folder: Path
) -> MissingError:
    """The error that tells what each source said. A ChecksumError if one of them had the wrong bytes."""
    lines = [f"model {model.name}: no source has {_some(missing)}"]
    for title, trouble in said:
        for fault in trouble.faults:
            cure = f" (cure: {fault.cure})" if fault.cure and not isinstance(trouble, ChecksumError) else ""
            lines.append(f"    {title}: {fault.path and fault.path + ' '}{fault.message}{cure}")
    cure = (
        f"offline: run `narrate models pull {model.name}` on a machine with a network and copy the folder that "
        f"`narrate models path {model.name}` prints there to {folder} here, "
        f"or set NARRATE_MODELS to a folder that holds it"
    )
    refused = any(isinstance(trouble, ChecksumError) for _, trouble in said)
    return (ChecksumError if refused else MissingError)(Fault("\n".join(lines), cure))


def _some(files: tuple[ModelFile, ...] | dict[ModelFile, None]) -> str:
    """The first files by name, and how many more."""
    names = [file.path for file in files]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"
