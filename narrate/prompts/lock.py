"""What was made from what: the lock beside an expanded script. JSON with one line for each fact, made for git."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from narrate.errors import Fault, InputError
from narrate.prompts.asked import Asked

if TYPE_CHECKING:
    from narrate.prompts.source import Task

_FORMAT = 1
_COMPARED = ("kind", "tone", "length", "temperature", "seed")


@dataclass(frozen=True, slots=True)
class Entry:
    """One expansion: digests of the brief and the template, what was asked for, the model that wrote, and its text."""

    brief: str
    template: str
    asked: Asked
    model: str
    text: str

    def changes(self, task: Task, asked: Asked, template: str, model: str) -> Iterator[str]:
        """What differs from what this was made from. What nobody asks for now counts as unchanged; `template` is a
        digest, `model` a ChatModel's fingerprint."""
        if brief_digest(task) != self.brief:
            yield "brief"
        for name in _COMPARED:
            if getattr(asked, name) not in (None, getattr(self.asked, name)):
                yield name
        if template != self.template:
            yield "template"
        if asked.model is not None and model != self.model:
            yield "model"


@dataclass(frozen=True, slots=True)
class Lock:
    """All expansions of a source, in its order, and the digest of the script as it was put down."""

    script: str
    entries: tuple[Entry, ...]

    def to_text(self) -> str:
        document = {"format": _FORMAT, "script": self.script, "expansions": [_facts(entry) for entry in self.entries]}
        return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_text(cls, text: str, path: str) -> Lock:
        """InputError where the text is none of ours, a merge that went wrong for example."""
        try:
            document = json.loads(text)
            if document["format"] != _FORMAT:
                raise ValueError(f"format {document['format']} is not {_FORMAT}")
            return cls(str(document["script"]), tuple(map(_entry, document["expansions"])))
        except (ValueError, KeyError, TypeError, AttributeError) as exc:
            cure = "restore it from git, or delete it and expand again with --refresh"
            raise InputError(Fault(f"this lock cannot be read: {exc}", cure, path)) from exc


def digest(text: str) -> str:
    """Of a text as it stands, white space at the ends of lines aside."""
    return sha256("\n".join(line.rstrip() for line in text.strip().split("\n")).encode()).hexdigest()


def brief_digest(task: Task) -> str:
    """Of everything in a brief that the model gets to know; a change of voice or title is none."""
    return digest("\n".join((task.text, task.language, *task.speakers)))


def _facts(entry: Entry) -> dict[str, Any]:
    given = {each.name: getattr(entry.asked, each.name) for each in fields(Asked) if each.name != "model"}
    return {
        "brief": entry.brief,
        "template": entry.template,
        "asked": {name: value for name, value in given.items() if value is not None},
        "model": entry.model,
        "text": entry.text.split("\n"),
    }


def _entry(facts: dict[str, Any]) -> Entry:
    text = "\n".join(facts["text"])
    return Entry(facts["brief"], facts["template"], Asked(**facts["asked"]), facts["model"], text)
