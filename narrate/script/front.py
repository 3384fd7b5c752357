"""Front matter: the YAML settings between two `---` lines at the head of a file."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from narrate.errors import Fault
from narrate.script.document import FrontMatter, Habits, Manner
from narrate.script.settings import Settings, did_you_mean

if TYPE_CHECKING:
    from narrate.model import Delivery
    from narrate.script.notes import Notes

PAUSES = ("phrase", "sentence", "paragraph", "chapter", "scene")
FORMATS = ("wav", "flac", "mp3", "opus", "m4a")
CHOICES = {
    "images": ("skip", "alt"),
    "tables": ("skip", "rows"),
    "code": ("skip", "speak"),
    "urls": ("skip", "short", "full"),
    "emoji": ("skip", "name"),
    "footnotes": ("skip", "inline", "end"),
    "parentheses": ("speak", "skip"),
    "maths": ("skip", "speak"),
}
"""What a script can ask for, by key; `Habits` has the defaults."""
KEYS = (
    *("title", "author", "language", "voice", "voices", "speed", "pauses"),
    *("lexicon", "formats", "speak_headings", *CHOICES),
)
SLOWEST, FASTEST = 0.5, 2.0
LONGEST_PAUSE = 60.0
"""Seconds. More is surely a slip (milliseconds, say), and would fill the disk with silence."""


def cut(source: str) -> tuple[str | None, str]:
    """`source` as (front matter or None, the rest). The rest keeps its line numbers: the head is blanked."""
    lines = source.split("\n")
    if lines[0].rstrip() != "---":
        return None, source
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            return "\n".join(lines[1:number]), "\n".join([""] * (number + 1) + lines[number + 1 :])
    return None, source


def unclosed(source: str, path: str) -> tuple[Fault, ...]:
    """The fault of a head that begins like front matter but never ends; none when the `---` is a thematic break."""
    head = source.split("\n", 2)
    if len(head) > 1 and head[0].rstrip() == "---" and head[1].partition(":")[0].strip() in KEYS and ":" in head[1]:
        return (Fault("the front matter has no end", "close it with a line that holds only ---", path, 1),)
    return ()


def parse(yaml_text: str, notes: Notes, fixed: frozenset[str] = frozenset()) -> FrontMatter:
    """The settings in `yaml_text`, which begins on line 2 of its file. Faults go into `notes`.

    `fixed` as in `overlay`: a voice that a flag replaces is not looked at.
    """
    settings = Settings(notes)
    node = settings.compose(yaml_text)
    if node is None:
        return FrontMatter()
    if node.id != "mapping":
        cure = 'write lines of the form "key: value"; a rule at the head of a file needs a blank line before it'
        settings.fault("front matter is not a mapping of keys to values", cure, node)
        return FrontMatter()
    found = settings.entries(node, KEYS, "")
    voice = settings.text(found.get("voice"), "voice")
    if voice is not None and "voice" not in fixed:
        notes.check_voice(voice, settings.lines["voice"])
    return FrontMatter(
        title=settings.text(found.get("title"), "title", any_scalar=True),
        author=settings.text(found.get("author"), "author", any_scalar=True),
        voice=voice,
        speed=settings.number(found.get("speed"), "speed", SLOWEST, FASTEST),
        language=settings.language(found.get("language")),
        pauses=MappingProxyType(_pauses(settings, found.get("pauses"))),
        voices=MappingProxyType(_speakers(settings, found.get("voices"))),
        lexicon=settings.texts(found.get("lexicon"), "lexicon"),
        formats=_formats(settings, found.get("formats")),
        habits=_habits(settings, found),
        lines=MappingProxyType(settings.lines),
    )


def overlay(front: FrontMatter, delivery: Delivery, fixed: frozenset[str] = frozenset()) -> Delivery:
    """`delivery` with what the front matter says in place of the defaults.

    `fixed` names what a flag or the environment has set and the file may not change: "voice", "speed", "language",
    "pauses" (all of them) or a single one, as "pauses.sentence".
    """
    values: dict[str, Any] = {
        name: value
        for name in ("voice", "speed", "language")
        if name not in fixed and (value := getattr(front, name)) is not None
    }
    if "pauses" not in fixed:
        free = {name: seconds for name, seconds in front.pauses.items() if f"pauses.{name}" not in fixed}
        values["pauses"] = replace(delivery.pauses, **free)
    return replace(delivery, **values)


def _pauses(settings: Settings, node: Any) -> dict[str, float]:
    if node is None:
        return {}
    if node.id != "mapping":
        settings.fault('"pauses" must be a mapping', f"give any of {', '.join(PAUSES)}, in seconds, indented", node)
        return {}
    found = settings.entries(node, PAUSES, "pauses.")
    values = {name: settings.number(value, f"pauses.{name}", 0.0, LONGEST_PAUSE) for name, value in found.items()}
    return {name: seconds for name, seconds in values.items() if seconds is not None}


def _speakers(settings: Settings, node: Any) -> dict[str, Manner]:
    """`voices:` as name → manner. A value is a voice, or a mapping of voice, speed and language."""
    if node is None:
        return {}
    if node.id != "mapping":
        settings.fault('"voices" must be a mapping', 'give "Name: voice" for each speaker, indented', node)
        return {}
    speakers = {}
    for name, value in settings.entries(node, None, "voices.").items():
        key = f"voices.{name}"
        parts = (
            {"voice": value}
            if value.id != "mapping"
            else settings.entries(value, ("voice", "speed", "language"), f"{key}.")
        )
        voice = settings.text(parts.get("voice"), key if value.id != "mapping" else f"{key}.voice")
        if voice is not None:
            settings.notes.check_voice(voice, settings.line(parts["voice"]))
        speed = settings.number(parts.get("speed"), f"{key}.speed", SLOWEST, FASTEST)
        speakers[name] = Manner(voice, speed, settings.language(parts.get("language"), f"{key}.language"), name)
    return speakers


def _formats(settings: Settings, node: Any) -> tuple[str, ...]:
    """`formats:` as a list, or as one text with commas."""
    names: list[str] = []
    for written in settings.texts(node, "formats"):
        for name in filter(None, (part.strip().lower() for part in written.split(","))):
            if name not in FORMATS:
                cure = did_you_mean(name, FORMATS, "choose from")
                settings.fault(f'"formats" does not know "{name}"', cure, node)
            names.append(name)
    return tuple(dict.fromkeys(names))


def _habits(settings: Settings, found: dict[str, Any]) -> Habits:
    values: dict[str, Any] = {name: settings.choice(found.get(name), name, known) for name, known in CHOICES.items()}
    values["speak_headings"] = settings.flag(found.get("speak_headings"), "speak_headings")
    return Habits(**{name: value for name, value in values.items() if value is not None})
