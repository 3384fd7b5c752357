"""The prompts room: a brief to the messages for a language model, and its answer to a script that can be spoken. Pure.

    source ──take_apart──▶ parts, some of them Tasks ──messages──▶ a ChatModel's answer ──clean──▶ text ──faults──▶ again

A source is a brief as a whole, or a script with ```` ```prompt ```` blocks in it. `Lock` knows from what each text was
made, so that nothing is asked twice. The kinds, tones and rules are the files beside these modules.
"""

from narrate.prompts.answer import clean, faults
from narrate.prompts.asked import Asked
from narrate.prompts.lock import Entry, Lock, digest
from narrate.prompts.source import Source, Task, demand, is_brief, take_apart
from narrate.prompts.templates import KINDS, TONES, kind_template, mend, messages

__all__ = [
    "KINDS",
    "TONES",
    "Asked",
    "Entry",
    "Lock",
    "Source",
    "Task",
    "clean",
    "demand",
    "digest",
    "faults",
    "is_brief",
    "kind_template",
    "mend",
    "messages",
    "take_apart",
]
