"""The job: let a language model write what a source asks for, once, and keep it.

Talks to ports only. What was written stays until the brief, the template, or what is asked of the model changes; then,
or when it is told to, the model is asked again. Nothing is put down before every part has been written and found good.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from enum import Enum

from narrate.errors import EngineError, Fault, InputError, NarrateError
from narrate.events import Listener, Notice, Streamed, silent
from narrate.model import Delivery, Script
from narrate.ports import ChatModel, Message, Shelf
from narrate.prompts import Asked, Entry, Lock, Source, Task, clean, digest, faults, kind_template, mend, messages
from narrate.prompts.answer import words
from narrate.prompts.asked import NOTHING
from narrate.prompts.lock import brief_digest
from narrate.prompts.templates import DEFAULT_KIND, DEFAULT_TONE, check_template
from narrate.script import overlay, read, split

MOST_TRIES = 3
"""How often a model is asked for one text: once, and twice more with the faults named."""

_RUNAWAY, _SLACK_WORDS, _LETTERS_A_WORD = 2, 60, 8
"""An answer of more than this many times the length asked for, and some, is cut off: small models never end at times."""
_LONGEST_ANSWER = 400_000
"""Characters, where no length was asked for."""

_FROZEN = "run `narrate expand` without --frozen, and commit the script and its lock"


class State(Enum):
    """What became of a script."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Means:
    """What the job works with. `asked` is what flags and environment ask for, stronger than the source; `chat` gives the
    model for a request, and `template` the text of an author's template."""

    chat: Callable[[Asked], ChatModel]
    template: Callable[[str], str]
    asked: Asked = NOTHING
    refresh: bool = False
    frozen: bool = False


@dataclass(frozen=True, slots=True)
class Expansion:
    """A script that holds no more prompts: its text, how many words are spoken, by which models it was written, and how
    often these were asked in this run."""

    text: str
    state: State
    words: int
    models: tuple[str, ...]
    requests: int


@dataclass(frozen=True, slots=True)
class _Order:
    """A task with everything that goes into it."""

    task: Task
    asked: Asked
    template: str
    chat: ChatModel


def expand(source: Source, shelf: Shelf, means: Means, listener: Listener = silent) -> Expansion:
    """The script of `source`, written now or taken from the shelf.

    NarrateError when a model would have to be asked and `means.frozen` forbids it; InputError when the script on the
    shelf was edited and would be lost; EngineError when the model does not deliver.
    """
    lock = shelf.lock()
    known = None if lock is None else Lock.from_text(lock, source.path)
    found = shelf.text()
    edited = found is not None and (known is None or digest(found) != known.script)
    _script(source.trial, source.path)  # its faults are the author's, and no model can mend them
    plan = _plan(source, known, means)
    if all(step.entry for step in plan):
        text = source.render([step.entry.text for step in plan if step.entry])
        if known is not None and edited and digest(text) == known.script:
            listener(Notice(f"{source.path}: its script was edited by hand and is taken as it is"))
            return _expansion(found or "", source, plan, State.EDITED)
    elif means.frozen:
        why = ", ".join(dict.fromkeys(step.why for step in plan if step.why))
        raise NarrateError(Fault(f"a language model would have to write its script ({why})", _FROZEN, source.path))
    if edited and not means.refresh:
        raise InputError(_conflict(source.path, foreign=known is None))
    plan = tuple(step if step.entry else _write(step, source.path, listener) for step in plan)
    return _put_down(source, plan, shelf, listener)


@dataclass(frozen=True, slots=True)
class _Step:
    """A task with everything that goes into it, and the entry that holds its text; without one, `why` not."""

    task: Task
    asked: Asked
    template: str
    chat: ChatModel
    entry: Entry | None = None
    why: str = ""
    tries: int = 0


def _plan(source: Source, known: Lock | None, means: Means) -> tuple[_Step, ...]:
    """What is to be written, and what of it the lock has. An entry is used for one task only."""
    left = list(known.entries) if known else []
    plan: list[_Step] = []
    for task in source.tasks:
        entry = next((entry for entry in left if entry.brief == brief_digest(task)), None)
        step = _step(task, means, entry)
        if entry is None:
            why = "the brief changed" if known else "it was never written"
        else:
            left.remove(entry)
            changes = entry.changes(task, step.asked, digest(step.template), step.chat.fingerprint)
            why = "it is to be refreshed" if means.refresh else ", ".join(f"the {name} changed" for name in changes)
        plan.append(replace(step, entry=None if why else entry, why=why))
    return tuple(plan)


def _step(task: Task, means: Means, entry: Entry | None) -> _Step:
    asked = means.asked.over(task.asked)
    filled = asked.over(entry.asked) if entry else asked
    if filled.template is None:
        kind = filled.kind or DEFAULT_KIND
        if kind == "podcast" and not task.speakers:
            raise InputError(
                Fault(
                    "a podcast needs speakers",
                    "declare them in the front matter: voices: {Host: af_heart, Guest: am_michael}",
                    task.origin.path,
                    1,
                )
            )
        return _Step(task, asked, kind_template(kind), means.chat(asked))
    template = means.template(filled.template)
    check_template(template, filled.template)
    return _Step(task, asked, template, means.chat(asked))


def _write(step: _Step, path: str, listener: Listener) -> _Step:
    """Ask until the answer is good. EngineError when it never is."""
    length = step.asked.length
    conversation: tuple[Message, ...] = messages(step.task, step.asked, step.template)
    found: tuple[Fault, ...] = ()
    for tries in range(1, MOST_TRIES + 1):
        if found:
            wrong = "; ".join(fault.message for fault in found)
            listener(Notice(f"{path}: the answer cannot be used yet ({wrong}); asking again"))
        answer = _answer(step.chat, conversation, length, listener)
        text = clean(answer, step.task.speakers)
        found = _faults(text, step.task, length)
        if not found:
            kind = None if step.asked.template else step.asked.kind or DEFAULT_KIND
            asked = replace(step.asked, kind=kind, tone=step.asked.tone or DEFAULT_TONE)
            made = Entry(brief_digest(step.task), digest(step.template), asked, step.chat.fingerprint, text.strip("\n"))
            return replace(step, entry=made, tries=tries)
        conversation = (*messages(step.task, step.asked, step.template), *mend(text, found))
    name = step.chat.fingerprint or "the language model"
    cure = "take a larger model (--model), or ask for less in the brief; nothing was written"
    raise EngineError(Fault(f"{name} wrote no usable script in {MOST_TRIES} tries", cure, path), *found)


def _answer(chat: ChatModel, conversation: tuple[Message, ...], length: int | None, listener: Listener) -> str:
    """One answer, shown as it comes. Of one that does not end, the beginning; closing the stream stops the model."""
    limit = _LONGEST_ANSWER if length is None else (_RUNAWAY * length + _SLACK_WORDS) * _LETTERS_A_WORD
    pieces: list[str] = []
    size = 0
    with closing(_generator(chat.stream(conversation))) as stream:
        for piece in stream:
            listener(Streamed(piece))
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                break
    listener(Streamed("\n"))
    return "".join(pieces)


def _generator(pieces: Iterator[str]) -> Generator[str, None, None]:
    """An iterator that can surely be closed, and passes that on."""
    try:
        yield from pieces
    finally:
        close = getattr(pieces, "close", None)
        if close is not None:
            close()


def _faults(text: str, task: Task, length: int | None) -> tuple[Fault, ...]:
    try:
        script = _script(task.head + text, "")
    except InputError as exc:
        return tuple(replace(fault, path="", line=0) for fault in exc.faults)
    return faults(text, script, task.speakers, length)


def _script(text: str, path: str) -> Script:
    document = read(text, path, True)
    return split(document, overlay(document.front, Delivery()))


def _put_down(source: Source, plan: tuple[_Step, ...], shelf: Shelf, listener: Listener) -> Expansion:
    entries = tuple(step.entry for step in plan if step.entry)
    text = source.render([entry.text for entry in entries])
    lock = Lock(digest(text), entries).to_text()
    if (shelf.text(), shelf.lock()) == (text, lock):
        return _expansion(text, source, plan, State.UNCHANGED)
    expansion = _expansion(text, source, plan, State.WRITTEN)
    shelf.put(text, lock)
    return expansion


def _expansion(text: str, source: Source, plan: tuple[_Step, ...], state: State) -> Expansion:
    models = tuple(dict.fromkeys(step.entry.model for step in plan if step.entry))
    return Expansion(text, state, words(_script(text, source.path)), models, sum(step.tries for step in plan))


def _conflict(path: str, foreign: bool) -> Fault:
    if foreign:
        what = "beside it is a script of the same name that was not written from it"
    else:
        what = "it changed, and its script was edited by hand since it was written"
    return Fault(what, "build the script itself to keep it, or --refresh to have it written anew and lose the edits", path)
