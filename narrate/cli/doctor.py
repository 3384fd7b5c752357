"""narrate doctor"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from narrate.cli import options


def doctor(
    thorough: Annotated[bool, typer.Option("--thorough", help="Read every model file and compare its checksum.")] = False,
    as_json: options.Json = False,
    debug: options.Debug = False,
) -> None:
    """Say what is installed, which models are here, and what mends what is missing. Exit code 4 if a build cannot work."""
    from narrate.assembly import NEEDED, Assembly
    from narrate.config import Flags
    from narrate.doctor import examine
    from narrate.screen import Screen

    with Screen() as screen:
        assembly = Assembly(Flags(), screen)
        checks = tuple(examine(assembly.models, assembly.cache, NEEDED, thorough))
        if as_json:
            screen.document([asdict(check) for check in checks])
        else:
            rows = [(check.name, check.state, check.detail, "" if check.good else check.cure) for check in checks]
            screen.table("", ("what", "state", "detail", "cure"), rows)
    if any(check.needed and not check.good for check in checks):
        raise typer.Exit(4)
