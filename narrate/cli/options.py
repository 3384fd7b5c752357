"""The options that several commands share, each described once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

Voice: TypeAlias = Annotated[
    str | None,
    typer.Option(
        help="A voice, or a blend as af_heart:0.7+bf_emma:0.3. `narrate voices` lists them.", envvar="NARRATE_VOICE"
    ),
]
Speed: TypeAlias = Annotated[
    float | None, typer.Option(help="How fast to speak, 0.5 to 2.0.", envvar="NARRATE_SPEED", show_default="1.0")
]
Language: TypeAlias = Annotated[
    str | None,
    typer.Option(help="en-us, en-gb, es, fr-fr, hi, it, ja, pt-br or zh; else the voice's own.", envvar="NARRATE_LANGUAGE"),
]
Formats: TypeAlias = Annotated[
    str, typer.Option("--format", help="wav, flac, mp3, opus, m4a, or several with commas.", envvar="NARRATE_FORMAT")
]
Backend: TypeAlias = Annotated[
    str, typer.Option(help="onnx (fastest on a CPU) or torch (for GPUs).", envvar="NARRATE_BACKEND")
]
Asr: TypeAlias = Annotated[
    str | None,
    typer.Option(
        help="Which Whisper listens: a size, a hub repository or a folder.",
        envvar="NARRATE_ASR",
        show_default="tiny.en for English, base for others",
    ),
]
Jobs: TypeAlias = Annotated[
    int | None,
    typer.Option("--jobs", "-j", help="Segments spoken at once.", envvar="NARRATE_JOBS", show_default="one a core"),
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for machines.")]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Debug: TypeAlias = Annotated[bool, typer.Option("--debug", help="Show tracebacks.")]
OutFolder: TypeAlias = Annotated[
    Path, typer.Option("--out", "-o", help="Folder for the results.", envvar="NARRATE_OUT", file_okay=True)
]
