"""The script room: a source text to the Segments that are spoken. Pure: no files, no engines, no clock.

    bytes ──decode──▶ text ──read──▶ Document ──split──▶ Script

`decode` wants UTF-8; `read` takes Markdown or plain text (`read_ssml`: SSML) apart into front matter, blocks that know
their source lines, and skipped parts; `overlay` lets the front matter change the defaults; `split` makes sentences into
Segments.
Everything that is wrong with a script comes out as one InputError with path, line and cure for each fault.
"""

from narrate.script.boundaries import sentences
from narrate.script.document import Block, Document, FrontMatter, Kind
from narrate.script.encoding import decode
from narrate.script.front import overlay
from narrate.script.languages import LANGUAGES, normal_language
from narrate.script.reading import read
from narrate.script.segments import split
from narrate.script.spoken import spoken_words
from narrate.script.ssml import read_ssml

__all__ = [
    "LANGUAGES",
    "Block",
    "Document",
    "FrontMatter",
    "Kind",
    "decode",
    "normal_language",
    "overlay",
    "read",
    "read_ssml",
    "sentences",
    "split",
    "spoken_words",
]
