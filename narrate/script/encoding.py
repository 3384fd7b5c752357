"""Bytes to text, or a fault that says why these bytes are no text."""

from __future__ import annotations

import codecs
import re

from narrate.errors import Fault, InputError

_UTF16 = ((codecs.BOM_UTF32_LE, "UTF-32"), (codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16"))
_FORMATS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (as Word, OpenDocument and EPUB files are)"),
    (b"{\\rtf", "a Rich Text file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\x1f\x8b", "a gzip file"),
)
_SAVE = "save it as UTF-8"
_PLAIN = "give it a plain text or Markdown file; save other documents as text first"
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_MOST_CONTROLS = 0.02
"""A greater share of control characters than this is no text: text has almost none, compressed data one in ten."""


def decode(data: bytes, path: str) -> str:
    """`data` as text: UTF-8 with or without a byte order mark; CRLF and CR become LF.

    Raises InputError, with the line of the first bad byte, for other encodings and for what is no text at all.
    """
    for magic, name in _FORMATS:
        if data.startswith(magic):
            raise InputError(Fault(f"is {name}, not text", _PLAIN, path))
    for mark, encoding in _UTF16:
        if data.startswith(mark):
            raise InputError(Fault(f"is {encoding} (it begins with that byte order mark)", _SAVE, path, 1))
    _refuse_binary(data, path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise InputError(_invalid(data, exc.start, path)) from exc
    return unix_lines(text)


def unix_lines(text: str) -> str:
    """`text` with LF at the end of each line, whatever stood there."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _line(data: bytes, offset: int) -> int:
    return len(_LINE_END.findall(data[:offset])) + 1


def _refuse_binary(data: bytes, path: str) -> None:
    zero = data.find(b"\0")
    if zero >= 0:
        if data.count(0) >= len(data) // 3:
            raise InputError(Fault("looks like UTF-16 (half of its bytes are zero)", _SAVE, path, _line(data, zero)))
        raise InputError(
            Fault(f"is not text: byte {zero + 1} is a NUL", _PLAIN, path, _line(data, zero)),
        )
    controls = _CONTROL.findall(data)
    if len(controls) > max(4.0, len(data) * _MOST_CONTROLS):
        first = _CONTROL.search(data)
        line = _line(data, first.start()) if first else 0
        raise InputError(Fault(f"is not text: it holds {len(controls)} control characters", _PLAIN, path, line))


def _invalid(data: bytes, offset: int, path: str) -> Fault:
    """The fault for a byte that is not UTF-8, with a guess at what the encoding really is."""
    line = _line(data, offset)
    message = f"is not valid UTF-8: byte 0x{data[offset]:02X} at position {offset + 1}"
    try:
        seen = data.decode("cp1252")
    except UnicodeDecodeError:
        return Fault(message, _SAVE, path, line)
    word = re.compile(r"\S*").match(seen, max(seen.rfind(" ", 0, offset), seen.rfind("\n", 0, offset)) + 1)
    sample = f' and the word there is "{word.group()[:30]}"' if word else ""
    return Fault(message, f"{_SAVE} (it may be Windows-1252 or Latin-1 now{sample})", path, line)
