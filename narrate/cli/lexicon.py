"""narrate lexicon"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from narrate.cli import options

app = typer.Typer(
    no_args_is_help=True, help="Lexicons: how certain words are said. Check them, and get proposals for them."
)


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Lexicon files (TOML).")],
    as_json: options.Json = False,
    debug: options.Debug = False,
) -> None:
    """Read lexicon files and name every fault with its line. Exit code 2 if there is one.

    Examples:

        narrate lexicon check lexicon.toml
    """
    from narrate.lexicons import read_all
    from narrate.screen import Screen

    lexicon = read_all((file, "", 0) for file in files)
    rows = [
        (str(e.origin), e.word, e.say or f"/{e.phonemes}/", " ".join(filter(None, (e.language, e.voice))))
        for e in lexicon.entries
    ]
    screen = Screen()
    if as_json:
        screen.document([dict(zip(("where", "word", "said", "for"), row, strict=True)) for row in rows])
    else:
        screen.table("", ("where", "word", "said", "for"), rows)


@app.command()
def suggest(
    report: Annotated[Path, typer.Argument(metavar="REPORT.json", help="The report of a build.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Add the proposals to this lexicon, as comments.")
    ] = None,
    listen: Annotated[Path | None, typer.Option(metavar="DIR", help="Say every candidate into a sound file here.")] = None,
    voice: options.Voice = None,
    lexicon: options.Lexicon = None,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Propose entries: for words that only eSpeak NG knew, and for names that Whisper heard as something else.

    Every way to say a word is a comment with a number: listen, and uncomment the one that is right. The sound files are
    named by word and number. What a lexicon knows already (of this folder, of --lexicon, of -o) is not proposed.

    Examples:

        narrate lexicon suggest out/talk.report.json

        narrate lexicon suggest out/talk.report.json -o lexicon.toml --listen try
    """
    from narrate.assembly import Assembly
    from narrate.config import Flags
    from narrate.lexicons import add_to, lexicon_here, read_text
    from narrate.proposals import propose, read_report, to_toml
    from narrate.screen import Screen
    from narrate.tryouts import tryouts

    files = (*(lexicon or ()), *((out,) if out and out.exists() else ()))
    flags = Flags(voice, verify=False, out=listen or Path(), lexicon=files)
    with Screen(quiet) as screen:
        assembly = Assembly(flags, screen)
        assembly.check()
        document = read_report(read_text(report), str(report))
        proposals = propose(document, lexicon_here(flags.lexicon), assembly.pronouncer)
        if as_json:
            screen.document([proposal.document() for proposal in proposals])
        elif out is not None:
            add_to(out, to_toml(proposals))
            screen.line(str(out))
        else:
            screen.line(to_toml(proposals).rstrip("\n") or "nothing to propose")
        if listen is not None:
            for script, stem in tryouts(proposals, document["language"], flags):
                for path in assembly.speak(script, stem):
                    if not as_json:
                        screen.line(path)
