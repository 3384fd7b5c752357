"""narrate preview"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from narrate.cli import options


def preview(
    scripts: Annotated[list[str], typer.Argument(metavar="SCRIPT...", help="Markdown, SSML or plain text; - for stdin.")],
    voice: options.Voice = None,
    speed: options.Speed = None,
    language: options.Language = None,
    lexicon: options.Lexicon = None,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Show what would be said by whom, sentence by sentence, with pauses, what is skipped, and about how long it takes.

    Loads no model and speaks nothing. With --json, each script's preview is one line.

    Examples:

        narrate preview script.md

        narrate preview script.md --json | jq '.segments[] | [.line, .speaker, .spoken]'
    """
    from narrate.config import Flags
    from narrate.screen import Screen
    from narrate.script.preview import preview as previewed
    from narrate.script.preview import to_json
    from narrate.scripts import load
    from narrate.store.manifest import manifest

    flags = Flags(voice, speed, language, lexicon=tuple(lexicon or ()))
    with Screen(quiet) as screen:
        for named in load(scripts, flags, tuple(manifest().voice_digests()), sys.stdin.buffer):
            shown = previewed(named.script)
            if as_json:
                screen.document(to_json(shown))
            else:
                screen.preview(shown)
