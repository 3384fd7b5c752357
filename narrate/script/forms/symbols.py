"""Signs that stand alone or between words: "→", "≥", "x²", "10^6", "§ 5", "a=b", and those that are silent."""

from __future__ import annotations

import re

from narrate.script.forms.line import Line, Said, one
from narrate.script.forms.numbers import NUMBER, cardinal, number
from narrate.script.forms.units import unit_name

_ALONE = {
    "→": "to", "⟶": "to", "->": "to", "=>": "to", "-->": "to", "⇒": "implies",
    "←": "from", "<-": "from", "↔": "to and from", "⇔": "if and only if",
    "↑": "up", "↓": "down", "≥": "is greater than or equal to", "≤": "is less than or equal to", "<": "is less than",
    ">": "is greater than", ">=": "is greater than or equal to", "<=": "is less than or equal to", "!=": "is not equal to",
    "≠": "is not equal to", "==": "equals", "===": "equals", "=": "equals", "≈": "is about", "≡": "is identical to",
    "∞": "infinity", "×": "times", "*": "times", "·": "times", "÷": "divided by", "±": "plus or minus", "−": "minus",
    "+": "plus", "&": "and", "&&": "and", "||": "or", "@": "at", "%": "percent", "#": "number", "№": "number",
    "§": "section", "§§": "sections", "¶": "paragraph", "©": "copyright", "(c)": "copyright", "∴": "therefore",
    "∵": "because", "∈": "in", "∑": "the sum of", "∫": "the integral of", "√": "the square root of", "∂": "partial",
    "∆": "delta", "°": "degrees", "/": "slash", "\\": "", "~": "about", "^": "to the power of",
    "∅": "the empty set",
    "∪": "union", "∩": "intersection", "⊂": "is a subset of", "∀": "for all", "∃": "there exists", "¬": "not",
    "∧": "and", "∨": "or", "++": "plus plus", "℗": "copyright", "•": "", "▪": "", "■": "", "●": "", "◦": "", "‣": "",
    "|": "", "†": "", "‡": "", "®": "", "™": "", "℠": "", "**": "", "***": "", "_": "", "__": "", "`": "", "^^": "",
}  # fmt: skip
_EMOTICON = re.compile(r"[:;=]['’]?-?[)(DPp|/\\oO*]+|[:;]3|8-\)|\^_+\^|[xX]D|:-?\)+|¯\\_\(ツ\)_/¯")
_SILENT_TAIL = re.compile(r"(?<=\w)[®™℠†‡]+")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_POWER = re.compile(rf"(?P<base>{NUMBER}|[A-Za-zα-ωΑ-Ω]|\w+|\))?(?:(?P<up>[⁻⁺]?[⁰¹²³⁴-⁹]+)|\^(?P<hat>[-−]?\d+|[A-Za-z]))")
_SCIENTIFIC = re.compile(rf"({NUMBER})[eE]([-+−]?\d+)")
_NOTE = re.compile(r"[A-Za-z]{2,}[.,;:!?)”\"]*[⁰¹²³⁴-⁹]+")
_FORMULA_PART = re.compile(rf"{NUMBER}|[A-Za-zα-ωΑ-Ω]+|[<>!=]=|[-+−×·*÷/=<>≤≥≠≈±^√∞]|[⁰¹²³⁴-⁹⁻]+")
_FORMULA = re.compile(
    r"-?(?:[\d.]+|[A-Za-zα-ωΑ-Ω]{1,2})[⁰¹²³⁴-⁹⁻]*(?:(?:[<>!=]=|[-+−×·*÷=<>≤≥≠≈±^/])(?:[\d.]+[A-Za-z]?|[A-Za-zα-ωΑ-Ω]{1,2})[⁰¹²³⁴-⁹⁻]*)+"
)
_GREEK_NAMES = (
    "α-alpha β-beta γ-gamma δ-delta ε-epsilon ζ-zeta η-eta θ-theta ι-iota κ-kappa λ-lambda μ-mu ν-nu ξ-xi ο-omicron "
    "π-pi ρ-rho σ-sigma τ-tau υ-upsilon φ-phi χ-chi ψ-psi ω-omega Γ-gamma Δ-delta Θ-theta Λ-lambda Ξ-xi Π-pi Σ-sigma "
    "Φ-phi Ψ-psi Ω-omega µ-mu"
)
_GREEK = {entry[0]: entry[2:] for entry in _GREEK_NAMES.split()}
_OPERATORS = {
    "+": "plus", "-": "minus", "−": "minus", "×": "times", "·": "times", "*": "times", "÷": "divided by", "/": "over",
    "=": "equals", "==": "equals", "<": "is less than", ">": "is greater than", "≤": "is less than or equal to",
    "≥": "is greater than or equal to", "<=": "is less than or equal to", ">=": "is greater than or equal to",
    "≠": "is not equal to", "!=": "is not equal to", "≈": "is about", "±": "plus or minus", "∞": "infinity",
}  # fmt: skip
_GLUED_AND = re.compile(r"([A-Za-z]{2,})&([A-Za-z]{2,})")
_LETTER_RANGE = re.compile(r"([A-Za-z])(?:[–—]|(?<=A)-(?=Z))([A-Za-z])")
_PLURAL = re.compile(r"([A-Za-z]+)\(e?s\)")
_FUNCTION = re.compile(r"([a-zA-Z])\(([a-z\d]+)\)")


def symbols(line: Line, at: int) -> Said | None:
    core, piece = line.core(at), line.pieces[at]
    whole = piece.lead + core + piece.trail
    if _EMOTICON.fullmatch(whole):
        return one("")
    if core in _ALONE:
        return one(_alone(line, at))
    if match := _PLURAL.fullmatch(core):
        return one(match[1])
    if match := _FUNCTION.fullmatch(core):
        return one(f"{match[1]} of {_operand(match[2], line.british)}")
    if (name := unit_name(core, line.before(at) in ("per", "a", "one", "each"), line.british)) and core[-1] in "²³":
        return one(name)
    if core in _GREEK or (len(core) > 1 and core[0] in _GREEK and core[1] == "-"):
        return one(_GREEK[core[0]] + core[1:])
    if match := _SCIENTIFIC.fullmatch(core):
        return one(f"{number(match[1], line.british)} times ten to the power of {_signed(match[2])}")
    if _NOTE.fullmatch(core):
        return one(re.sub(r"[⁰¹²³⁴-⁹]+", "", core))
    if (match := _POWER.fullmatch(core)) and match["base"]:
        return one(f"{_operand(match['base'], line.british)} {_power(match['up'] or match['hat'])}")
    if _FORMULA.fullmatch(core) and re.search(r"[=<>≤≥≠≈×÷+^·*±⁰-⁹²³]|\d−\d|[a-z]−", core):
        return one(_formula(core, line.british))
    if match := _GLUED_AND.fullmatch(core):
        return one(f"{match[1]} and {match[2]}")
    if match := _LETTER_RANGE.fullmatch(core):
        return one(f"{match[1]}-to-{match[2]}")
    return one(_SILENT_TAIL.sub("", core)) if _SILENT_TAIL.search(core) else None


def _alone(line: Line, at: int) -> str:
    core, before, following = line.core(at), line.core(at - 1), line.core(at + 1)
    if core == "*" and not (
        before[-1:].isalnum() and following[:1].isalnum() and (before[-1:].isdigit() or len(before) == 1)
    ):
        return ""
    if core in ("~", "^") and not following[:1].isdigit():
        return {"~": "tilde", "^": ""}[core]
    if core in ("→", "->", "=>", "-->", "⟶", "⇒", "←", "<-") and (not before or not following):
        return ""
    if core in ("≈", "~", "<", ">", "≤", "≥") and not before:
        return {"≈": "about", "~": "about", "<": "less than", ">": "more than", "≤": "at most", "≥": "at least"}[core]
    if core in ("×", "x") and len(before) > 2 and before.isdecimal():
        return "by"
    if core in ("≠", "!=") and not before:
        return "not equal to"
    if core == "−" and not before:
        return "minus"
    return _ALONE[core]


def _power(text: str) -> str:
    exponent = text.translate(_SUPERSCRIPTS).replace("−", "-")
    if exponent == "2":
        return "squared"
    if exponent == "3":
        return "cubed"
    return f"to the power of {_signed(exponent) if exponent.lstrip('+-').isdecimal() else exponent}"


def _signed(text: str) -> str:
    sign = "minus " if text[0] in "-−" else ""
    return sign + cardinal(int(text.lstrip("+-−")))


def _operand(text: str, british: bool) -> str:
    if text[0].isdecimal():
        return number(text, british) if re.fullmatch(NUMBER, text) else text
    return _GREEK.get(text) or " ".join(text)


def _formula(text: str, british: bool) -> str:
    said: list[str] = []
    parts = _FORMULA_PART.findall(text)
    for at, part in enumerate(parts):
        if part == "^":
            continue
        if (at and parts[at - 1] == "^") or part[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹⁻":
            said.append(_power(part))
        else:
            said.append(_OPERATORS.get(part) or _operand(part, british))
    return " ".join(said)
