"""Capitals and mixtures of letters and digits that misaki gets wrong.

It knows which capitals are read (NASA, JPEG, RAM) and spells the rest (HTTP, CPUs) by its dictionary; here are only those
where the dictionary has an ordinary word, and the mixtures in which "2" is no "to".
"""

from __future__ import annotations

import re

from narrate.script.forms.line import Line, Said, one
from narrate.script.forms.numbers import letters, number

_SPELLED = frozenset({"AWS"})
_READ = {
    "IEEE": "I triple E", "AAA": "triple A", "NAACP": "N double A.C.P", "PostgreSQL": "postgres Q.L", "PaaS": "pass",
    "IaaS": "I.A.A.S", "NoSQL": "no S.Q.L", "I/O": "I.O", "YAML": "yaml", "TOML": "toml", "UTF-8": "U.T.F eight",
    "AT&T": "A.T and T", "A/B": "A.B", "CI/CD": "C.I C.D", "IPv4": "I.P version four", "IPv6": "I.P version six",
    "CD-ROM": "C.D rom", "x86": "X eighty-six", "x64": "X sixty-four", "x86_64": "X eighty-six sixty-four",
    "arm64": "arm sixty-four", "AMD64": "A.M.D sixty-four", "ASCII": "askey", "C++": "C plus plus", "C#": "C sharp",
    "F#": "F sharp", "g++": "G plus plus", ".NET": "dot net", "C/C++": "C and C plus plus", "ASP.NET": "A.S.P dot net",
    "VB.NET": "V.B dot net", "Notepad++": "notepad plus plus", "R2-D2": "R two D two", "C-3PO": "C three P.O",
    "2FA": "two F.A",
}  # fmt: skip
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_CHEMICAL = re.compile(r"(?:H2O2?|H2SO4|CO2?|N2O?|O[23]|CH4|NH3|NO2|SO2|H2|C6H12O6|NaCl|Fe2O3|C2H5OH|H2S|PM2\.5)")
_SUBSCRIPTED = re.compile(r"[A-Za-z]+[₀-₉][A-Za-z₀-₉]*")
_ELEMENT = re.compile(r"[A-Z][a-z]?|\d+(?:\.\d+)?|[a-z]")
_WIDTH_BY_HEIGHT = re.compile(r"(\d{1,5})\s?[x×]\s?(\d{1,5})(?:[x×](\d{1,5}))?")
_TIMES = re.compile(r"(\d+(?:\.\d+)?)(?:[-–](\d+(?:\.\d+)?))?[x×]")


def acronyms(line: Line, at: int) -> Said | None:
    core = line.core(at)
    bare, suffix = (core[:-2], "'s") if core.endswith("'s") else (core, "")
    if bare in _READ:
        return one(_READ[bare] + suffix)
    if bare in _SPELLED:
        return one(letters(bare) + suffix)
    plain = bare.translate(_SUBSCRIPTS)
    if (_CHEMICAL.fullmatch(plain) and any(map(str.isdecimal, plain))) or _SUBSCRIPTED.fullmatch(bare):
        return one(" ".join(_element(part) for part in _ELEMENT.findall(plain)) + suffix)
    return None


def products(line: Line, at: int) -> Said | None:
    """ "1920x1080" (by), "10x" (times)."""
    core = line.core(at)
    if match := _WIDTH_BY_HEIGHT.fullmatch(core):
        from narrate.script.forms.numbers import year_or_number

        return one(" by ".join(year_or_number(part, line.british) for part in match.groups() if part))
    if match := _TIMES.fullmatch(core):
        said = number(match[1], line.british) + (f" to {number(match[2], line.british)}" if match[2] else "")
        return one(f"{said} times")
    return None


def _element(part: str) -> str:
    if part[0].isdecimal():
        return number(part)
    return part.upper() if len(part) == 1 else letters(part)
