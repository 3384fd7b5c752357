"""narrate build"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from narrate.cli import options


def build(
    scripts: Annotated[list[str], typer.Argument(metavar="SCRIPT...", help="Markdown, SSML or plain text; - for stdin.")],
    out: options.OutFolder = Path("out"),
    voice: options.Voice = None,
    speed: options.Speed = None,
    language: options.Language = None,
    formats: options.Formats = None,
    backend: options.Backend = "onnx",
    asr: options.Asr = None,
    lexicon: options.Lexicon = None,
    verify: Annotated[bool, typer.Option("--verify/--no-verify", help="Listen to the result with Whisper.")] = True,
    force: Annotated[bool, typer.Option("--force", help="Speak everything anew, whatever the cache holds.")] = False,
    jobs: options.Jobs = None,
    llm: options.Llm = None,
    model: options.LlmModel = None,
    refresh: options.Refresh = False,
    frozen: options.Frozen = False,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Speak scripts: WAV, subtitles and a verified report for each, named after it.

    Only what changed since the last build is spoken again. A script's front matter (title, voice, speed, language,
    formats and more) overrides the defaults; flags and environment override both. With --json, each script's report is
    one line.

    A brief, or a script with prompt blocks, is expanded first, as `narrate expand` does: only when it changed.

    Examples:

        narrate build script.md

        narrate build intro.md outro.md -o public --format mp3,opus

        echo 'Hello.' | narrate build - --voice bf_emma
    """
    from narrate.assembly import Assembly
    from narrate.config import Flags, prompting
    from narrate.screen import Screen
    from narrate.scripts import load

    flags = Flags(voice, speed, language, formats, backend, asr, verify, force, jobs, out, tuple(lexicon or ()))
    with Screen(quiet or as_json) as screen:
        assembly = Assembly(flags, screen)
        assembly.check()
        expand = assembly.expander(prompting(llm, refresh, frozen, model=model))
        failed = False
        for named in load(scripts, flags, assembly.voices, sys.stdin.buffer, expand):
            document = assembly.build(named.script, named.stem, named.formats)
            failed = failed or not document["passed"]
            if as_json:
                screen.document(document)
            else:
                screen.report(document)
    if failed:
        raise typer.Exit(options.VERIFICATION_FAILED)
