"""narrate pronounce"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from narrate.cli import options


def pronounce(
    words: Annotated[list[str], typer.Argument(metavar="WORD...", help="Words as a script has them.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Say them into this sound file.")] = None,
    voice: options.Voice = None,
    language: options.Language = None,
    lexicon: options.Lexicon = None,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Say how words would be said: the phonemes, and whether a lexicon, the dictionary or eSpeak NG decided.

    A lexicon.toml in this folder counts. Phonemes can be changed and put into it: nginx = "/ˈɛnʤɪn ˈɛks/"

    Examples:

        narrate pronounce nginx Kubernetes

        narrate pronounce 'New Relic' --voice bf_emma -o relic.wav
    """
    from narrate.assembly import Assembly
    from narrate.config import Flags, complete
    from narrate.lexicons import lexicon_here
    from narrate.pronounce import pronounced_words
    from narrate.screen import Screen
    from narrate.tryouts import listed

    kind = out.suffix.lstrip(".").lower() or "wav" if out else "wav"
    folder = out.parent if out else Path()
    flags = Flags(voice, language=language, formats=kind, verify=False, out=folder, lexicon=tuple(lexicon or ()))
    with Screen(quiet) as screen:
        assembly = Assembly(flags, screen)
        assembly.check()
        entries = lexicon_here(flags.lexicon)
        found = pronounced_words(words, entries, complete(flags.delivery), assembly.pronouncer)
        if as_json:
            screen.document([word.document() for word in found])
        elif not quiet:
            rows = [(word.written, word.spoken, word.phonemes, word.source, word.entry) for word in found]
            screen.table("", ("word", "said as", "phonemes", "source", "entry"), rows)
        if out is not None:
            for path in assembly.speak(listed(words, flags, entries), out.stem):
                if not as_json:
                    screen.line(path)
