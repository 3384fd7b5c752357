"""Units behind a number: "5 km/h", "16GB", "20 °C", "10-km run", "40–60 %"."""

from __future__ import annotations

import re

from narrate.script.forms.amounts import AMOUNT, SCALES, amount
from narrate.script.forms.line import Line, Said, one, words
from narrate.script.forms.numbers import NUMBER, number, said_number, untouched

_PREFIXES = {"k": "kilo", "M": "mega", "G": "giga", "T": "tera", "m": "milli", "µ": "micro", "μ": "micro", "n": "nano"}
_METRIC = (
    "kcmµμn m:meter:meters", "kmµμ g:gram:grams", "mcd l:liter:liters", "m L:liter:liters", "mµμn s:second:seconds",
    "kMGT Hz:hertz:hertz", "kKMGTP B:byte:bytes", "kMGTm W:watt:watts", "kMm V:volt:volts", "m A:amp:amps",
    "kM J:joule:joules", "hkM Pa:pascal:pascals",
)  # fmt: skip
"""Prefixes, symbol, one and many."""
_MORE_PREFIXES = {"c": "centi", "d": "deci", "h": "hecto", "K": "kilo", "P": "peta"}
_OTHERS = {
    "%": ("percent", "percent"), "‰": ("per thousand", "per thousand"), "°": ("degree", "degrees"),
    "°C": ("degree Celsius", "degrees Celsius"), "°F": ("degree Fahrenheit", "degrees Fahrenheit"),
    "℃": ("degree Celsius", "degrees Celsius"), "℉": ("degree Fahrenheit", "degrees Fahrenheit"),
    "m": ("meter", "meters"), "g": ("gram", "grams"), "l": ("liter", "liters"), "L": ("liter", "liters"),
    "s": ("second", "seconds"), "Hz": ("hertz", "hertz"), "W": ("watt", "watts"), "V": ("volt", "volts"),
    "mph": ("mile per hour", "miles per hour"), "kph": ("kilometer per hour", "kilometers per hour"),
    "ft": ("foot", "feet"), "yd": ("yard", "yards"), "mi": ("mile", "miles"), "lb": ("pound", "pounds"),
    "lbs": ("pound", "pounds"), "oz": ("ounce", "ounces"), "ha": ("hectare", "hectares"), "t": ("ton", "tons"),
    "h": ("hour", "hours"), "hr": ("hour", "hours"), "hrs": ("hour", "hours"), "min": ("minute", "minutes"),
    "mins": ("minute", "minutes"), "sec": ("second", "seconds"), "secs": ("second", "seconds"),
    "kbps": ("kilobit per second", "kilobits per second"), "Mbps": ("megabit per second", "megabits per second"),
    "Gbps": ("gigabit per second", "gigabits per second"), "fps": ("frame per second", "frames per second"),
    "KiB": ("kibibyte", "kibibytes"), "MiB": ("mebibyte", "mebibytes"), "GiB": ("gibibyte", "gibibytes"),
    "TiB": ("tebibyte", "tebibytes"), "Mbit": ("megabit", "megabits"), "Gbit": ("gigabit", "gigabits"),
    "kbit": ("kilobit", "kilobits"), "Mb": ("megabit", "megabits"), "Gb": ("gigabit", "gigabits"),
    "kWh": ("kilowatt hour", "kilowatt hours"), "Wh": ("watt hour", "watt hours"),
    "MWh": ("megawatt hour", "megawatt hours"), "mAh": ("milliamp hour", "milliamp hours"),
    "kcal": ("kilocalorie", "kilocalories"), "cal": ("calorie", "calories"), "Ω": ("ohm", "ohms"),
    "dB": ("decibel", "decibels"), "px": ("pixel", "pixels"), "pt": ("point", "points"), "MP": ("megapixel",) * 2,
    "rpm": ("revolution per minute", "revolutions per minute"), "bpm": ("beat per minute", "beats per minute"),
    "ppm": ("part per million", "parts per million"), "psi": ("P.S.I", "P.S.I"), "dpi": ("D.P.I", "D.P.I"),
    "tsp": ("teaspoon", "teaspoons"), "tbsp": ("tablespoon", "tablespoons"), "gal": ("gallon", "gallons"),
    "req": ("request", "requests"), "pp": ("percentage points",) * 2,
}  # fmt: skip


def _all_units() -> dict[str, tuple[str, str]]:
    units = dict(_OTHERS)
    for entry in _METRIC:
        prefixes, _, base = entry.partition(" ")
        symbol, single, plural = base.split(":")
        for prefix in prefixes:
            name = _PREFIXES.get(prefix) or _MORE_PREFIXES[prefix]
            units[prefix + symbol] = (name + single, name + plural)
    return units


_UNITS = _all_units()
_POWERS = {"²": "square ", "³": "cubic ", "^2": "square ", "^3": "cubic "}
_PER = {
    "s": "second", "sec": "second", "h": "hour", "hr": "hour", "min": "minute", "d": "day", "day": "day",
    "month": "month", "mo": "month", "year": "year", "yr": "year", "week": "week", "kg": "kilogram", "l": "liter",
    "L": "liter", "ml": "milliliter", "m": "meter", "km": "kilometer", "m²": "square meter", "m³": "cubic meter",
    "dl": "deciliter", "dL": "deciliter", "kWh": "kilowatt hour", "s²": "second squared", "cm³": "cubic centimeter",
}  # fmt: skip
_UNIT = re.compile(r"(?P<name>°?[A-Za-zµμΩ]+|[%‰°℃℉])(?P<power>[²³]|\^[23])?(?:/(?P<per>[A-Za-z]+[²³]?))?")
_GLUED = re.compile(rf"{AMOUNT}(?P<hyphen>-)?(?P<unit>[A-Za-zµμΩ%‰°℃℉][^\s\d.,-]*)(?:-(?P<rest>[a-z][a-z-]*))?")
_ALONE = re.compile(AMOUNT)
_NOT_GLUED = frozenset({"h", "s", "t", "m", "l", "g", "W", "V", "A", "pt", "min", "in"})
"""Too short to be trusted behind a hyphen ("5-t"); the seconds also look like a plural ("the 90s")."""
_SPELLING = (("meter", "metre"), ("liter", "litre"))
_DOTTED = words("ft lb lbs oz hr hrs min mins sec secs yd mi tsp tbsp gal")
"""Units that are often written with a full stop."""
_FEET = re.compile(r"(\d{1,2})['′](\d{1,2})?(?:[\"″]|'')?")
_SCALED = re.compile(rf"{AMOUNT}(?P<scale>[kKMB]|bn|mn)(?P<more>\+)?")
_SCREENS = frozenset({"2K", "4K", "5K", "8K", "16K"})
_RUNS = frozenset({"run", "race", "walk", "model", "models", "screen", "display"})


def units(line: Line, at: int) -> Said | None:
    """An amount and its unit, in one word or in two."""
    core = line.core(at)
    alone = _ALONE.fullmatch(core)
    if alone:
        return _two_words(line, at, alone)
    if said := _feet(line, at) or _scaled(line, at):
        return said
    match = _GLUED.fullmatch(core)
    if not match or (match["unit"] == "s" and not match["sign"] and re.fullmatch(r"\d*0|\d{2,}", match["first"])):
        return None
    if match["hyphen"] and match["unit"] in _NOT_GLUED:
        return None
    if core == f"{match['first']}%" and untouched(match["first"], line.british):
        return None
    said_amount = amount(match, line.british)
    single = bool(match["hyphen"] or match["rest"] or (said_amount and said_amount.single)) or line.attributive(at, 1)
    name = unit_name(match["unit"], single, line.british)
    if not said_amount or not name:
        return None
    rest = f" {match['rest'].replace('-', ' ')}" if match["rest"] else ""
    return one(f"{said_amount.words} {name}{rest}")


def unit_name(symbol: str, single: bool, british: bool) -> str:
    """ "km/h" → "kilometers per hour"; "" for what is no unit."""
    match = _UNIT.fullmatch(symbol)
    if not match or match["name"] not in _UNITS or (match["per"] and match["per"] not in _PER):
        return ""
    said = _POWERS.get(match["power"] or "", "") + _UNITS[match["name"]][not single]
    if match["per"]:
        said += f" per {_PER[match['per']]}"
    if british:
        for american, ours in _SPELLING:
            said = said.replace(american, ours)
    return said


def _two_words(line: Line, at: int, match: re.Match[str]) -> Said | None:
    following = line.next(at)
    said = amount(match, line.british)
    single = bool(said and said.single) or line.attributive(at, 2)
    name = unit_name(following, single, line.british) if following else ""
    if not said or not name:
        return None
    plain = re.fullmatch(NUMBER, line.core(at))
    number_said = said_number(line.core(at), line.british) if plain else said.words
    return Said((number_said, name), (1,) if following in _DOTTED else ())


def _feet(line: Line, at: int) -> Said | None:
    """ "5'10\" " """
    match = _FEET.fullmatch(line.core(at))
    if not match or not (match[2] or "'" not in line.core(at)):
        return None
    feet = f"{number(match[1])} {'foot' if match[2] or match[1] == '1' else 'feet'}"
    return one(f"{feet} {number(match[2])}" if match[2] else feet)


def _scaled(line: Line, at: int) -> Said | None:
    """ "10K users", but "4K" and "a 5k run"."""
    core = line.core(at)
    match = _SCALED.fullmatch(core)
    if not match or core in _SCREENS or line.next(at) in _RUNS:
        return None
    said = amount(match, line.british)
    if not said:
        return None
    return one(f"{said.words} {SCALES[match['scale']]}{' plus' if match['more'] else ''}")
