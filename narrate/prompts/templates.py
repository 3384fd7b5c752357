"""The templates: kinds and tones that come with narrate, the author's own, and the messages made of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from narrate.errors import Fault, InputError
from narrate.ports import Message

if TYPE_CHECKING:
    from narrate.prompts.asked import Asked
    from narrate.prompts.source import Task

KINDS = ("explainer", "podcast", "demo")
TONES = ("neutral", "friendly", "formal", "lively", "calm")
DEFAULT_KIND, DEFAULT_TONE = "explainer", "neutral"

SLOTS = ("tone", "language", "length", "speakers", "example", "rules")
"""What a template may hold between double braces."""

_SLOT = re.compile(r"\{\{\s*(\w*)\s*\}\}")
_LANGUAGES = {
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "hi": "Hindi",
    "it": "Italian",
    "ja": "Japanese",
    "pt": "Portuguese",
    "zh": "Mandarin Chinese",
}


def kind_template(kind: str) -> str:
    """The template of one of the KINDS."""
    return _data(f"kinds/{kind}.md")


def check_template(text: str, path: str) -> None:
    """InputError for an author's template with slots that nothing goes into."""
    faults = [
        Fault(f"the template has an unknown slot {match[0]}", f"the slots are {', '.join(SLOTS)}", path, line)
        for line, content in enumerate(text.split("\n"), start=1)
        for match in _SLOT.finditer(content)
        if match[1] not in SLOTS
    ]
    if not text.strip():
        faults.append(Fault("the template is empty", "write what the model is to do", path))
    if faults:
        raise InputError(*faults)


def messages(task: Task, wanted: Asked, template: str) -> tuple[Message, ...]:
    """What a model is told first (the filled template) and asked then (the brief)."""
    length = f"about {wanted.length} words" if wanted.length else "as long as the brief needs"
    tone = wanted.tone or DEFAULT_TONE
    slots = {
        "tone": _data(f"tones/{tone}.md").strip() if tone in TONES else tone,
        "language": _LANGUAGES.get(task.language.lower()[:2], task.language or "the brief's own"),
        "length": length,
        "speakers": ", ".join(task.speakers),
        "example": "\n\n".join(f"{speaker}: …" for speaker in task.speakers),
        "rules": _data("rules.md").strip(),
    }
    system = _SLOT.sub(lambda slot: slots[slot[1]], template).strip()
    ending = f"Write the whole script now, {length}." if wanted.length else "Write the whole script now."
    return Message("system", system), Message("user", f"{task.text}\n\n{ending}")


def mend(answer: str, found: Sequence[Fault]) -> tuple[Message, Message]:
    """The model's answer, and what it is told about it."""
    listed = "\n".join(f"- {fault.message}" + (f": {fault.cure}" if fault.cure else "") for fault in found)
    wish = f"This script cannot be used yet:\n{listed}\n\nWrite the whole script again, without these faults."
    return Message("assistant", answer), Message("user", wish)


@cache
def _data(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
