"""SSML to a Document, by expat from the standard library, with every DTD and entity declaration refused.

The subset: speak, p, s, break, sub, say-as, phoneme, voice, lang, prosody rate, mark, emphasis. Of an element that is not
in it the text is kept and the element noted; what only carries data (`metadata`, `desc`, `audio` sources) is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.errors import Fault, InputError
from narrate.script.document import FrontMatter
from narrate.script.encoding import unix_lines
from narrate.script.notes import Notes
from narrate.script.reading import document
from narrate.script.ssml_elements import Elements

if TYPE_CHECKING:
    from collections.abc import Collection

    from narrate.script.document import Document

_NAME = re.compile(r"(?:.*[:}])?([^:}]+)$")
_REFUSED = "a DTD or an entity declaration, which could read files or blow up memory"
_CURE = "delete the <!DOCTYPE …> and write the characters themselves"


def read_ssml(source: str, path: str, voices: Collection[str] | None = None) -> Document:
    """What an SSML `source` holds; arguments and errors as for `read`."""
    from xml.parsers import expat

    notes = Notes(path, voices)
    parser = expat.ParserCreate("utf-8")
    elements = Elements(notes, lambda: parser.CurrentLineNumber)

    def refuse(*_: object) -> int:
        raise InputError(Fault(f"the document holds {_REFUSED}", _CURE, path, parser.CurrentLineNumber))

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.UnparsedEntityDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: elements.begin(_local(name), _locals(attributes))
    parser.EndElementHandler = lambda name: elements.end(_local(name))
    parser.CharacterDataHandler = elements.text
    parser.CommentHandler = lambda text: notes.skip("comment", f"<!--{text}-->", parser.CurrentLineNumber)
    try:
        parser.Parse(unix_lines(source).encode("utf-8", "replace"), True)
    except expat.ExpatError as exc:
        what = expat.ErrorString(exc.code) or "not well-formed"
        cure = "close every element, and write & as &amp; and < as &lt;"
        if exc.code == expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]:
            cure = "XML knows only &amp; &lt; &gt; &quot; and &apos;: write the character itself"
        raise InputError(*notes.faults, Fault(f"is not XML: {what}", cure, path, exc.lineno)) from exc
    settings = FrontMatter(language=elements.language)
    return document(settings, elements.finished(), notes, False)


def _local(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    match = _NAME.match(name)
    return match.group(1) if match else name


def _locals(attributes: dict[str, str]) -> dict[str, str]:
    return {_local(name): value for name, value in attributes.items()}
