"""The options that several commands share, each described once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

VERIFICATION_FAILED = 3
"""The exit code of a command that did its work and was not content with what it heard."""

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
    str | None,
    typer.Option(
        "--format",
        help="wav, flac, mp3, opus, m4a, or several with commas.",
        envvar="NARRATE_FORMAT",
        show_default="wav, or what the script asks for",
    ),
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
Lexicon: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(
        "--lexicon",
        metavar="FILE",
        help="How words are said (TOML); may be given several times. A lexicon.toml beside the script counts anyway.",
        envvar="NARRATE_LEXICON",
    ),
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for machines.")]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Debug: TypeAlias = Annotated[bool, typer.Option("--debug", help="Show tracebacks.")]
OutFolder: TypeAlias = Annotated[
    Path, typer.Option("--out", "-o", help="Folder for the results.", envvar="NARRATE_OUT", file_okay=True)
]
Llm: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--llm",
        "--llm-url",
        metavar="URL",
        help="An OpenAI-compatible server such as llama-swap; or builtin, for llama.cpp in this process.",
        envvar="NARRATE_LLM_URL",
        show_default="http://localhost:8080",
    ),
]
LlmModel: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--model",
        help="The language model, by the name it has on the server; a GGUF file for builtin.",
        envvar="NARRATE_LLM_MODEL",
        show_default="the only one there is",
    ),
]
Refresh: TypeAlias = Annotated[bool, typer.Option("--refresh", help="Ask the language model anew for every prompt.")]
Frozen: TypeAlias = Annotated[
    bool, typer.Option("--frozen", help="Fail (exit code 1) rather than ask a language model.", envvar="NARRATE_FROZEN")
]
