"""Versions and addresses of machines: "v1.25.3", "Python 3.12", "2.0.0-rc1", "192.168.1.1"."""

from __future__ import annotations

import re

from narrate.script.forms.line import Line, Said, one, words
from narrate.script.forms.numbers import cardinal, code, digits, letters

_VERSION = re.compile(r"(?P<v>[vV])?(?P<parts>\d+(?:\.(?:\d+|x))*)(?P<more>(?:[-+.]?(?:[A-Za-z]+\d*|\d+))*)(?P<plus>\+)?")
_IP = re.compile(r"(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?::(\d+)|/(\d+))?")
_SPAN = re.compile(r"v?(\d+(?:\.\d+){2,})[-–]v?(\d+(?:\.\d+){2,})")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,}")
"""1.234.567, as continental Europe writes it."""
_VERSIONED = words(
    "version versions release releases python ubuntu debian fedora node node.js java go golang rust ruby php perl django "
    "kubernetes postgres postgresql mysql redis android ios ipados macos windows firefox chrome typescript react angular "
    "numpy pytorch tensorflow linux kernel gcc clang cmake swift kotlin scala narrate"
)
_LABELS = {"rc": "R.C", "alpha": "alpha", "beta": "beta", "dev": "dev", "lts": "L.T.S", "post": "post"}


def versions(line: Line, at: int) -> Said | None:
    core = line.core(at)
    if match := _IP.fullmatch(core):
        if all(int(part) < 256 for part in match.groups()[:4]):
            return one(_machine(match))
        return None
    if match := _SPAN.fullmatch(core):
        return one(" to ".join(" point ".join(map(_part, end.split("."))) for end in match.groups()))
    match = _VERSION.fullmatch(core)
    if not match or not any(char.isdecimal() for char in core):
        return None
    parts = match["parts"].split(".")
    if len(parts) > 2 and _GROUPED.fullmatch(core):
        return one(cardinal(int("".join(parts)), line.british))
    before = line.before(at)
    named = before.lower() in _VERSIONED and (
        before[:1].isupper() or before in ("version", "versions", "release", "releases")
    )
    if not (match["v"] or len(parts) > 2 or "x" in parts or (named and len(parts) == 2)) or (
        match["more"] and not _known(match["more"])
    ):
        return None
    said = " point ".join(_part(part) for part in parts)
    if match["v"] and line.before(at).lower() not in ("version", "versions"):
        said = f"version {said}"
    return one(said + _label(match["more"]) + (" plus" if match["plus"] else ""))


def _machine(match: re.Match[str]) -> str:
    said = " dot ".join(cardinal(int(part)) for part in match.groups()[:4])
    if match[5]:
        return f"{said} port {code(match[5])}"
    return f"{said} slash {cardinal(int(match[6]))}" if match[6] else said


def _part(text: str) -> str:
    if text == "x":
        return "X"
    return digits(text) if text.startswith("0") or len(text) > 4 else cardinal(int(text))


def _known(more: str) -> bool:
    """Whether the rest is a label ("-rc1", "-beta.2"), not the unit of a decimal number."""
    words = re.findall(r"[A-Za-z]+", more)
    return not words or all(word.lower() in _LABELS or len(word) == 1 for word in words)


def _label(more: str) -> str:
    said = []
    for word in re.findall(r"[A-Za-z]+|\d+", more):
        said.append(_part(word) if word.isdecimal() else _LABELS.get(word.lower()) or letters(word))
    return "".join(f" {word}" for word in said)
