"""Telephone numbers, digit by digit with a breath between the groups: "(555) 123-4567", "+44 20 7946 0958"."""

from __future__ import annotations

import re

from narrate.script.forms.line import Line, Said, one, words
from narrate.script.forms.numbers import digits

_WHOLE = re.compile(
    r"(?:\+?\d{1,3}[-.])?(?:\(\d{2,4}\)|\d{3})[-.]\d{3}[-.]\d{4}|\d{3}-\d{4}|\+\d{7,15}|1-\d{3}-\d{3}-\d{4}"
)
_START = re.compile(r"\+\d{1,3}|\(\d{2,5}\)|0\d{2,4}")
_GROUP = re.compile(r"\d{2,8}|\d{3}-\d{4}|\(0\)\d+|\(?\d{2,4}\)?")
_CALLS = words("call calls called calling dial dialed dialled dialing ring phone text")
_FEWEST = 7
"""Digits, so that what starts like a number with a country code ("+5 20 30") is not taken for one."""


def phones(line: Line, at: int) -> Said | None:
    core, piece = line.core(at), line.pieces[at]
    if _WHOLE.fullmatch(core):
        return one(_groups(core))
    if core in ("911", "999", "112") or (core.isdecimal() and len(core) < 5 and line.before(at).lower() in _CALLS):
        return one(digits(core)) if line.before(at).lower() in _CALLS else None
    start = f"{piece.lead[-1:]}{core}{piece.trail[:1]}" if piece.lead.endswith("(") and piece.trail == ")" else core
    if not _START.fullmatch(start):
        return None
    end, count = at + 1, len(re.sub(r"\D", "", core))
    while end < len(line.pieces) and _follows(line, end, at) and _GROUP.fullmatch(line.core(end)):
        count += len(re.sub(r"\D", "", line.core(end)))
        end += 1
    if end == at + 1 or not _FEWEST <= count <= 15:
        return None
    shares = [_groups(line.core(k)) + ("," if k + 1 < end and not line.pieces[k].trail[1:] else "") for k in range(at, end)]
    return Said(tuple(shares))


def _follows(line: Line, at: int, first: int) -> bool:
    """Whether only a closing bracket stands between this group and the one before."""
    return line.pieces[at - 1].trail in ("", ")") and line.pieces[at].lead in ("", "(")


def _groups(text: str) -> str:
    """ "555-123-4567" → its three groups."""
    said = ", ".join(digits(group) for group in re.findall(r"\d+", text))
    return f"plus {said}" if text.startswith("+") else said
