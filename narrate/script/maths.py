"""Formulas in words, as far as they can be said in passing: `E = mc^2` is "E equals m c squared". English.

A formula that needs more than this is better said in the author's own words: `[$…$]{say="…"}`.
"""

from __future__ import annotations

import re

_COMMANDS = {
    **{
        name: f" {name} "
        for name in [
            "alpha",
            "beta",
            "gamma",
            "delta",
            "epsilon",
            "zeta",
            "eta",
            "theta",
            "iota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
        ]
    },
    **{
        name: f" {name} "
        for name in [
            "pi",
            "rho",
            "sigma",
            "tau",
            "upsilon",
            "phi",
            "chi",
            "psi",
            "omega",
            "sin",
            "cos",
            "tan",
            "log",
            "exp",
            "min",
            "max",
        ]
    },
    **{"times": " times ", "cdot": " times ", "div": " divided by ", "pm": " plus or minus ", "ln": " natural log of "},
    **{"le": " is at most ", "leq": " is at most ", "ge": " is at least ", "geq": " is at least "},
    **{"ne": " is not equal to ", "neq": " is not equal to ", "approx": " is about ", "to": " to ", "in": " in "},
    **{"infty": " infinity ", "sum": " the sum of ", "prod": " the product of ", "int": " the integral of "},
    **{"partial": " partial ", "nabla": " nabla ", "rightarrow": " to ", "Rightarrow": " implies ", "ldots": " and so on "},
    **{"forall": " for all ", "exists": " there is ", "cup": " union ", "cap": " intersection ", "dots": " and so on "},
}
_SIGNS = {
    **{
        "=": " equals ",
        "+": " plus ",
        "-": " minus ",
        "−": " minus ",
        "*": " times ",
        "/": " over ",
        "±": " plus or minus ",
    },
    **{"<": " is less than ", ">": " is greater than ", "≤": " is at most ", "≥": " is at least ", "≈": " is about "},
    **{"∈": " in ", "∞": " infinity ", "×": " times ", "·": " times ", "!": " factorial ", "|": " ", "~": " ", "&": " "},
}
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_WRAPPED = re.compile(r"\\(?:text|mathrm|mathbf|mathit|operatorname|mathbb|mathcal|vec|hat|bar)\s*\{([^{}]*)\}")
_SCRIPT = re.compile(r"([\^_])\s*(?:\{([^{}]*)\}|([A-Za-z0-9]))")
_COMMAND = re.compile(r"\\([A-Za-z]+|.)")
_POWERS = {"2": " squared ", "3": " cubed "}
_DEEPEST = 20
"""Levels of braces that are followed."""


def in_words(formula: str) -> str:
    """What to say for a LaTeX `formula` (without its dollar signs)."""
    said = formula.replace("{}", " ")
    for _ in range(_DEEPEST):
        before = said
        said = _WRAPPED.sub(r" \1 ", said)
        said = _ROOT.sub(r" the square root of \1 ", said)
        said = _FRACTION.sub(r" \1 over \2 ", said)
        said = _SCRIPT.sub(_script, said)
        if said == before:
            break
    said = _COMMAND.sub(lambda match: _COMMANDS.get(match.group(1), " "), said)
    said = "".join(_SIGNS.get(char, char) for char in said)
    return " ".join(re.sub(r"[{}^_\\]", " ", said).split())


def _script(match: re.Match[str]) -> str:
    content = match.group(2) if match.group(2) is not None else match.group(3)
    if match.group(1) == "_":
        return f" sub {content} "
    return _POWERS.get(content.strip(), f" to the power of {content} ")
