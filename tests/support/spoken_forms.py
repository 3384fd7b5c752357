"""The table of spoken forms: tests/data/spoken_forms.tsv, with \\uXXXX for characters that cannot be seen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_TABLE = Path(__file__).parent.parent / "data" / "spoken_forms.tsv"


@dataclass(frozen=True, slots=True)
class Case:
    """One row. `heard` is what a listener writes down; "" where nobody listens."""

    language: str
    written: str
    spoken: str
    heard: str


def cases() -> list[Case]:
    rows = (line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines()[1:])
    return [Case(language, *map(_seen, rest), *[""] * (3 - len(rest))) for language, *rest in rows]


def _seen(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)
