"""narrate voices"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from narrate.cli import options


def voices(
    language: Annotated[str | None, typer.Option(help="Only the voices of this language (en-us, en-gb, es …).")] = None,
    sample: Annotated[Path | None, typer.Option(metavar="DIR", help="Speak one line in each voice into DIR.")] = None,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """List the voices: name, language, gender. A blend joins them: af_heart:0.7+bf_emma:0.3.

    Examples:

        narrate voices --language en-gb

        narrate voices --language it --sample samples-it
    """
    from narrate.assembly import Assembly
    from narrate.config import Flags, checked_language
    from narrate.screen import Screen
    from narrate.scripts import sample_script
    from narrate.voices import GENDERS, language_of

    with Screen(quiet) as screen:
        assembly = Assembly(Flags(out=sample or Path()), screen)
        wanted = None if language is None else checked_language(language)
        names = [name for name in assembly.voices if wanted in (None, language_of(name))]
        if sample is not None:
            for name in names:
                for path in assembly.speak(sample_script(name), name):
                    screen.line(path)
            return
        rows = [(name, language_of(name), GENDERS[name[1]]) for name in names]
        if as_json:
            screen.document([dict(zip(("name", "language", "gender"), row, strict=True)) for row in rows])
        else:
            screen.table("", ("name", "language", "gender"), rows)
