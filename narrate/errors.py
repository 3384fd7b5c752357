"""What can go wrong, as one tree.

    NarrateError            exit 1   something failed
    ├── InputError          exit 2   the script, a flag or an output folder is not usable; lists every fault found
    ├── MissingError        exit 4   a model or an engine is not there; says the command that mends it
    │   └── ChecksumError   exit 4   a file is there, but its bytes are not the ones in the manifest
    └── EngineError         exit 1   an engine refused or broke on a segment

Each message says what is wrong, where, and the cure. `NarrateError` is caught once, in the CLI.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: what, where (`path`, 1-based `line`; 0 when no line applies) and the cure."""

    message: str
    cure: str = ""
    path: str = ""
    line: int = 0

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}: " if self.line else f"{self.path}: " if self.path else ""
        return f"{where}{self.message}" + (f"\n  cure: {self.cure}" if self.cure else "")


class NarrateError(Exception):
    """The root. `exit_code` is what the process ends with."""

    exit_code: ClassVar[int] = 1

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


class InputError(NarrateError):
    """Bad input or bad usage. Holds every fault that was found, not only the first."""

    exit_code = 2


class MissingError(NarrateError):
    """A model or an engine is not there, and could not be had."""

    exit_code = 4


class ChecksumError(MissingError):
    """A model file was refused: its bytes differ from the manifest's."""


class EngineError(NarrateError):
    """An engine could not do what it was asked for."""
