"""narrate expand"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from narrate.cli import options


def expand(
    brief: Annotated[str, typer.Argument(metavar="BRIEF", help="A brief, or a script with prompt blocks (Markdown).")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="The script.", show_default="BRIEF.script.md")
    ] = None,
    kind: Annotated[str | None, typer.Option(help="explainer, podcast or demo.", show_default="explainer")] = None,
    tone: Annotated[
        str | None,
        typer.Option(help="neutral, friendly, formal, lively, calm, or any description.", show_default="neutral"),
    ] = None,
    template: Annotated[str | None, typer.Option(metavar="FILE", help="A template of your own in place of a kind.")] = None,
    words: Annotated[int | None, typer.Option(help="How long the script shall be, within 20 %.")] = None,
    minutes: Annotated[float | None, typer.Option(help="How long it shall be when spoken.")] = None,
    llm: options.Llm = None,
    model: options.LlmModel = None,
    refresh: options.Refresh = False,
    frozen: options.Frozen = False,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Let a language model write a script from a brief, once; the result is kept beside the brief, with a lock.

    As long as brief, template and what is asked for stay the same, no model is asked again. A script that you edited is
    never overwritten, except with --refresh. Flags win over the brief's front matter.

    Examples:

        narrate expand brief.md

        narrate expand talk.brief.md --kind podcast --minutes 3 --model qwen3-8b

        narrate expand brief.md --llm builtin
    """
    from narrate.assembly import Assembly
    from narrate.config import Flags, prompting
    from narrate.prompts import demand
    from narrate.screen import Screen
    from narrate.scripts import source_text
    from narrate.store.expansions import ScriptShelf

    with Screen(quiet or as_json) as screen:
        given = prompting(
            llm, refresh, frozen, kind=kind, tone=tone, template=template, words=words, minutes=minutes, model=model
        )
        source = demand(source_text(brief), brief)
        shelf = ScriptShelf.beside(Path(brief)) if out is None else ScriptShelf.at(out, Path(brief))
        result = Assembly(Flags(), screen).expand(source, shelf, given)
        if as_json:
            screen.document(
                {
                    "script": str(shelf.script),
                    "lock": str(shelf.lock_file),
                    "state": result.state.value,
                    "words": result.words,
                    "models": result.models,
                    "requests": result.requests,
                }
            )
        else:
            screen.line(f"{shelf.script}: {result.state.value}, {result.words} words")
