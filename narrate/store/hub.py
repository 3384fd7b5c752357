"""The model hub as a source, through huggingface_hub, which honours HF_HOME, HF_ENDPOINT and HF_HUB_OFFLINE."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from narrate.errors import Fault, MissingError
from narrate.events import Began, Listener
from narrate.store.progress import watched
from narrate.store.sources import Delivery, read_chunks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from narrate.store.manifest import HubSource, ModelFile

_CONNECT_SECONDS = 3.0
_PROBE_SECONDS = 5.0
"""How long a hub may take to answer at all. The second one also covers name servers, which no HTTP timeout does."""


class Hub:
    """The hub itself. Found to be out of reach, once and in seconds, it is not asked again by this object."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._trouble: str | None = None
        """Why the hub is not to be asked; "" if it answered; None as long as nobody tried."""

    def file(self, repo: str, path: str, size: int) -> Path:
        """A file of a repository, from huggingface_hub's cache or the hub; `size` in bytes is for the progress bar."""
        import huggingface_hub

        if cached := _cached(repo, path):
            return cached
        task = Began(f"download {path} from {repo}", size, "bytes")
        return self._download(repo, task, lambda: huggingface_hub.hf_hub_download(repo, path))

    def snapshot(self, repo: str, patterns: tuple[str, ...], essential: str) -> Path:
        """A folder with a repository's files that match; in the cache it counts as whole if it has `essential`."""
        import huggingface_hub

        if cached := _cached(repo, essential):
            return cached.parent
        task = Began(f"download {repo}", 0, "bytes")
        return self._download(
            repo, task, lambda: huggingface_hub.snapshot_download(repo, allow_patterns=[*patterns, essential])
        )

    def _download(self, repo: str, task: Began, download: Callable[[], object]) -> Path:
        from huggingface_hub import constants, errors
        from huggingface_hub.utils.tqdm import disable_progress_bars

        self._require()
        disable_progress_bars()  # the listener draws
        blobs = Path(constants.HF_HUB_CACHE, f"models--{repo.replace('/', '--')}", "blobs")
        try:
            with watched(blobs, task, self._listener):
                return Path(str(download()))
        except Exception as exc:  # its releases raise requests', httpx's or httpx2's errors, or its own
            reason = _shortened(exc)
            absent = isinstance(exc, errors.EntryNotFoundError | errors.RepositoryNotFoundError)
            if isinstance(exc, errors.LocalEntryNotFoundError) or not absent:
                self._trouble = reason
            raise MissingError(Fault(f"{task.name}: {reason}")) from exc

    def _require(self) -> None:
        """MissingError where the hub must not, or cannot, be asked."""
        from huggingface_hub import constants

        if constants.HF_HUB_OFFLINE:
            raise MissingError(Fault("not in the hub's cache on this machine, and HF_HUB_OFFLINE is set"))
        if self._trouble is None:
            self._trouble = _probe(constants.ENDPOINT)
        if self._trouble:
            raise MissingError(Fault(f"out of reach ({self._trouble})"))


@dataclass(frozen=True, slots=True)
class HubFiles:
    """The Source that a hub repository is."""

    hub: Hub
    spec: HubSource

    @property
    def title(self) -> str:
        return f"hub {self.spec.repo}"

    def fetch(self, files: tuple[ModelFile, ...], scratch: Path) -> Iterator[Delivery]:
        for file in files:
            path = self.hub.file(self.spec.repo, self.spec.file.format(path=file.path), file.size)
            yield file, read_chunks(path)


def _cached(repo: str, path: str) -> Path | None:
    """The file in huggingface_hub's own cache, where a former download by whatever program has left it."""
    import huggingface_hub

    try:
        found = huggingface_hub.try_to_load_from_cache(repo, path)
    except ValueError as exc:
        raise MissingError(Fault(f"{repo} is not a hub repository: {_shortened(exc)}")) from exc
    return Path(found) if isinstance(found, str) else None


def _probe(endpoint: str) -> str:
    """Why the hub at `endpoint` cannot be reached, or "". Takes seconds at most, whatever the network does."""
    said = [f"no answer within {_PROBE_SECONDS:.0f} s"]

    def ask() -> None:
        import httpx

        try:
            answer = httpx.head(endpoint, timeout=httpx.Timeout(_PROBE_SECONDS, connect=_CONNECT_SECONDS))
            said[0] = f"it answered {answer.status_code}" if answer.is_server_error else ""
        except (httpx.HTTPError, httpx.InvalidURL) as exc:
            said[0] = _shortened(exc)

    asking = threading.Thread(target=ask, name="probe the hub", daemon=True)
    asking.start()
    asking.join(_PROBE_SECONDS)
    return said[0]


def _shortened(exc: Exception) -> str:
    lines = str(exc).strip().splitlines()
    return (lines[0] if lines else type(exc).__name__)[:200]
