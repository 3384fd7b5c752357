"""narrate say"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from narrate.cli import options


def say(
    text: Annotated[str, typer.Argument(help="What to say; - reads it from stdin.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Sound file; its ending is the format.")] = Path("say.wav"),
    voice: options.Voice = None,
    speed: options.Speed = None,
    language: options.Language = None,
    backend: options.Backend = "onnx",
    lexicon: options.Lexicon = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Say a text into a sound file.

    Examples:

        narrate say 'The build is green.' -o green.wav

        narrate say 'Buongiorno!' --voice if_sara -o ciao.mp3
    """
    from narrate.assembly import Assembly
    from narrate.config import Flags
    from narrate.screen import Screen
    from narrate.scripts import from_text

    kind = out.suffix.lstrip(".").lower() or "wav"
    flags = Flags(voice, speed, language, kind, backend, verify=False, out=out.parent, lexicon=tuple(lexicon or ()))
    with Screen(quiet) as screen:
        assembly = Assembly(flags, screen)
        assembly.check()
        spoken = sys.stdin.read() if text == "-" else text
        for path in assembly.speak(from_text(spoken, flags), out.stem):
            screen.line(path)
