"""narrate verify"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def verify(
    audio: Annotated[Path, typer.Argument(metavar="AUDIO", help="A sound file.")],
    subtitles: Annotated[Path, typer.Argument(metavar="SUBTITLES", help="An SRT or WebVTT file.")],
) -> None:
    """Listen to a sound file and compare it with subtitles."""
