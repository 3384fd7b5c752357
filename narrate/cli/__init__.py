"""The command line: parse, assemble, call, exit code. No logic.

Exit codes: 0 good; 1 something failed; 2 bad usage or bad input; 3 built, but verification failed; 4 a model or an engine
is missing; 130 interrupted.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Annotated

import typer

import narrate
from narrate.cli import build, doctor, expand, lexicon, models, preview, pronounce, say, verify, voices
from narrate.errors import NarrateError
from narrate.screen import Screen

INTERRUPTED = 130

app = typer.Typer(
    name="narrate",
    help="Scripts in, verified narration and frame-accurate subtitles out.",
    epilog="Examples:  narrate build script.md  ·  narrate say 'Hello.' -o hello.wav  ·  narrate doctor",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
app.command("build")(build.build)
app.command("expand")(expand.expand)
app.command("preview")(preview.preview)
app.command("verify")(verify.verify)
app.command("say")(say.say)
app.command("voices")(voices.voices)
app.command("doctor")(doctor.doctor)
app.command("pronounce")(pronounce.pronounce)
app.add_typer(lexicon.app, name="lexicon")
app.add_typer(models.app, name="models")


@app.callback()
def main(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)] = False,
) -> None:
    """Scripts in, verified narration and frame-accurate subtitles out.

    Exit codes: 0 good; 1 something failed; 2 bad usage or bad input; 3 built, but verification failed;
    4 a model or an engine is missing; 130 interrupted.
    """
    if version:
        Screen().line(narrate.__version__)
        raise typer.Exit


def run() -> None:
    """Run the program. Every expected error becomes a message and its exit code; --debug lets tracebacks through."""
    code = _run()
    sys.stdout.flush()
    sys.stderr.flush()
    if code == INTERRUPTED:
        os._exit(code)  # a worker thread may be deep inside an engine for seconds; nothing half-written is left to it
    sys.exit(code)


def _run() -> int:
    debug = "--debug" in sys.argv
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a cancelled CI job cleans up as Ctrl-C does
    try:
        app()
    except NarrateError as exc:
        if debug:
            raise
        Screen().error(exc)
        return exc.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as exc:
        return exc.code if isinstance(exc.code, int) else 1
    except Exception as exc:
        if debug:
            raise
        Screen().error(_unexpected(exc))
        return 1
    return 0


def _unexpected(exc: Exception) -> NarrateError:
    from narrate.errors import Fault

    message = f"{type(exc).__name__}: {exc}"
    return NarrateError(Fault(message, "this is a fault in narrate: run it again with --debug and report what it prints"))
