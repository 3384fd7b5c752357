"""narrate verify"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from narrate.cli import options


def verify(
    audio: Annotated[Path, typer.Argument(metavar="AUDIO", help="A sound file: WAV, FLAC, MP3, OGG …")],
    subtitles: Annotated[Path, typer.Argument(metavar="SUBTITLES", help="An SRT or WebVTT file.")],
    language: options.Language = None,
    asr: options.Asr = None,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Listen to a sound file and hold subtitles against it: are the words said, and when?

    Works for any pair of files, whoever made them. Exit code 3 if a cue is not what is heard. A cue's times are
    compared with when Whisper hears its first and last word, which is known to 100 to 200 ms.

    Examples:

        narrate verify out/welcome.wav out/welcome.srt

        narrate verify talk.mp3 talk.vtt --asr base --json
    """
    from narrate.assembly import Assembly
    from narrate.config import Flags
    from narrate.listen import RATE
    from narrate.screen import Screen
    from narrate.verify.document import to_json

    with Screen(quiet) as screen:
        assembly = Assembly(Flags(language=language, asr=asr), screen)
        assembly.check()
        document = to_json(assembly.verify(audio, subtitles), str(audio), str(subtitles), RATE)
        if as_json:
            screen.document(document)
        else:
            screen.subtitles(document)
    if not document["passed"]:
        raise typer.Exit(options.VERIFICATION_FAILED)
