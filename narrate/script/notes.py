"""What a reader puts down while it reads: what is wrong, and what is not spoken."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from narrate.errors import Fault
from narrate.model import Origin, Skipped

if TYPE_CHECKING:
    from collections.abc import Collection

_EXCERPT = 60
"""Characters of a skipped part that are shown."""


@dataclass(slots=True)
class Notes:
    """Gathers faults and skipped parts of one source. `voices` are the names of those there are; None: not checked."""

    path: str
    voices: Collection[str] | None = None
    faults: list[Fault] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def fault(self, message: str, cure: str, line: int) -> None:
        self.faults.append(Fault(message, cure, self.path, line))

    def skip(self, kind: str, text: str, line: int) -> None:
        self.skipped.append(Skipped(kind, excerpt(text), Origin(self.path, line)))

    def check_voice(self, spec: str, line: int) -> None:
        """A fault when `spec` is neither a voice nor a blend of voices."""
        from narrate.voices import parse_blend

        if self.voices is None:
            return
        blend = parse_blend(spec, self.voices)
        if isinstance(blend, Fault):
            self.fault(blend.message, blend.cure, line)


def excerpt(text: str) -> str:
    """The beginning of `text` on one line, short enough for a report."""
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1].rstrip() + "…"
