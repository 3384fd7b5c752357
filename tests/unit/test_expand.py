"""The job that expands prompts, with a model that says what it is told to say, and a real folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from narrate.errors import EngineError, Fault, InputError, NarrateError
from narrate.events import Event, Notice, Streamed
from narrate.expand import MOST_TRIES, Expansion, Means, State, expand
from narrate.ports import Message
from narrate.prompts import Asked, demand
from narrate.prompts.asked import NOTHING
from narrate.store.expansions import ScriptShelf

GOOD = "# Bread\n\nBread rises because yeast breathes. It is warm and soft."
BRIEF = "---\nwords: 10\ntitle: Bread\n---\n\nWhy does bread rise?\n"


@dataclass
class Parrot:
    """A ChatModel that answers with each text in turn. An exception in place of a piece is raised there."""

    answers: list[str | Exception]
    name: str = "parrot"
    asked: list[tuple[Message, ...]] = field(default_factory=list)
    closed: int = 0

    @property
    def fingerprint(self) -> str:
        return self.name

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        self.asked.append(tuple(messages))
        answer = self.answers.pop(0)
        try:
            for at in range(0, len(str(answer)), 7):
                if isinstance(answer, Exception) and at:
                    raise answer
                yield str(answer)[at : at + 7]
        finally:
            self.closed += 1


@dataclass
class Desk:
    """A brief in a folder, and everything that expands it."""

    brief: Path
    parrot: Parrot
    events: list[Event] = field(default_factory=list)

    def __call__(self, refresh: bool = False, frozen: bool = False, asked: Asked = NOTHING) -> Expansion:
        source = demand(self.brief.read_text(), str(self.brief))

        def template(name: str) -> str:
            return (self.brief.parent / name).read_text()

        means = Means(lambda asked: self.parrot, template, asked, refresh, frozen)
        return expand(source, ScriptShelf.beside(self.brief), means, self.events.append)

    @property
    def script(self) -> Path:
        return self.brief.with_name("brief.script.md")

    @property
    def lock(self) -> Path:
        return self.brief.with_name("brief.script.lock")

    def change(self, old: str, new: str) -> None:
        text = self.brief.read_text()
        assert old in text
        self.brief.write_text(text.replace(old, new))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    brief = tmp_path / "brief.md"
    brief.write_text(BRIEF)
    return Desk(brief, Parrot([GOOD]))


def test_a_brief_becomes_a_script_and_a_lock(desk: Desk) -> None:
    done = desk()
    assert desk.script.read_text() == f"---\ntitle: Bread\n---\n\n{GOOD}\n" == done.text
    assert (done.state, done.words, done.models, done.requests) == (State.WRITTEN, 11, ("parrot",), 1)
    assert "".join(event.text for event in desk.events if isinstance(event, Streamed)) == GOOD + "\n"
    assert json.loads(desk.lock.read_text())["expansions"][0]["asked"] == {
        "kind": "explainer",
        "tone": "neutral",
        "words": 10,
    }
    assert sorted(path.name for path in desk.brief.parent.iterdir()) == ["brief.md", "brief.script.lock", "brief.script.md"]


def test_what_did_not_change_is_not_asked_again(desk: Desk) -> None:
    desk()
    before = (desk.script.stat().st_mtime_ns, desk.lock.stat().st_mtime_ns)
    for frozen in (False, True):
        done = desk(frozen=frozen)
        assert (done.state, done.requests) == (State.UNCHANGED, 0)
    assert (desk.script.stat().st_mtime_ns, desk.lock.stat().st_mtime_ns) == before
    assert len(desk.parrot.asked) == 1


def test_flags_of_the_first_time_stay_when_nobody_gives_them_again(desk: Desk) -> None:
    desk(asked=Asked(kind="demo", tone="dry", model="parrot"))
    assert desk(frozen=True).state is State.UNCHANGED
    assert desk(frozen=True, asked=Asked(kind="demo", tone="dry", model="parrot", words=10)).state is State.UNCHANGED


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (Asked(kind="demo"), "the kind changed"),
        (Asked(tone="dry"), "the tone changed"),
        (Asked(words=11), "the length changed"),
        (Asked(temperature=0.5), "the temperature changed"),
        (Asked(seed=1), "the seed changed"),
        (Asked(template="mine.md"), "the template changed"),
    ],
)
def test_what_is_asked_for_otherwise_is_asked_anew(desk: Desk, asked: Asked, why: str) -> None:
    (desk.brief.parent / "mine.md").write_text("Be brief.")
    desk()
    with pytest.raises(NarrateError, match=why) as caught:
        desk(frozen=True, asked=asked)
    assert caught.value.exit_code == 1
    desk.parrot.answers.append(GOOD)
    assert desk(asked=asked).requests == 1


def test_another_model_is_asked_anew(desk: Desk) -> None:
    desk()
    desk.parrot.name = "cockatoo"
    assert desk().state is State.UNCHANGED
    with pytest.raises(NarrateError, match="the model changed"):
        desk(frozen=True, asked=Asked(model="cockatoo"))


def test_a_changed_brief_is_asked_anew_and_frozen_forbids_it(desk: Desk) -> None:
    desk()
    desk.change("Why", "How")
    with pytest.raises(NarrateError, match=r"brief.md: a language model would have to write .*the brief changed") as caught:
        desk(frozen=True)
    assert type(caught.value) is NarrateError
    desk.parrot.answers.append(GOOD.replace("soft", "good"))
    assert desk().text.endswith("and good.\n")


def test_a_template_of_ones_own_is_in_the_lock(desk: Desk) -> None:
    template = desk.brief.parent / "mine.md"
    template.write_text("Be brief.")
    desk.change("words: 10", "template: mine.md")
    desk()
    assert desk.parrot.asked[0][0].content == "Be brief."
    template.write_text("Be brief.   \n")  # white space at the end is no change
    assert desk(frozen=True).state is State.UNCHANGED
    template.write_text("Be long.")
    with pytest.raises(NarrateError, match="the template changed"):
        desk(frozen=True)


def test_a_new_voice_needs_no_model(desk: Desk) -> None:
    desk()
    desk.change("title: Bread", "title: Bread\nvoice: bf_emma")
    assert desk(frozen=True).state is State.WRITTEN
    assert "voice: bf_emma" in desk.script.read_text()


def test_refresh_asks_although_nothing_changed(desk: Desk) -> None:
    desk()
    desk.parrot.answers.append(GOOD.replace("warm", "hot"))
    assert desk(refresh=True).requests == 1
    assert "hot" in desk.script.read_text()


def test_an_edited_script_is_taken_as_it_is(desk: Desk) -> None:
    desk()
    edited = desk.script.read_text().replace("warm", "hot")
    desk.script.write_text(edited)
    done = desk()
    assert (done.text, done.state) == (edited, State.EDITED)
    assert any(isinstance(event, Notice) and "edited by hand" in event.text for event in desk.events)


@pytest.mark.parametrize("change", [("Why", "How"), ("title: Bread", "title: Cake")])
def test_an_edited_script_is_never_overwritten_silently(desk: Desk, change: tuple[str, str]) -> None:
    desk()
    edited = desk.script.read_text().replace("warm", "hot")
    desk.script.write_text(edited)
    desk.change(*change)
    with pytest.raises(InputError, match=r"edited by hand(.|\n)*--refresh"):
        desk()
    assert desk.script.read_text() == edited
    desk.parrot.answers.append(GOOD)
    assert desk(refresh=True).state is State.WRITTEN


def test_a_script_of_someone_else_is_never_overwritten_silently(desk: Desk) -> None:
    desk.script.write_text("My own.")
    with pytest.raises(InputError, match="not written from it"):
        desk()
    assert desk.script.read_text() == "My own."
    assert desk.parrot.asked == []


def test_a_lost_script_comes_back_without_a_model(desk: Desk) -> None:
    desk()
    text = desk.script.read_text()
    desk.script.unlink()
    assert desk(frozen=True).text == text == desk.script.read_text()


@pytest.mark.parametrize(
    "damage", ["", "{}", "[]", "<<<<<<< HEAD\n{}", '{"format": 9}', '{"format":1,"script":"","expansions":[{}]}']
)
def test_a_damaged_lock_is_named(desk: Desk, damage: str) -> None:
    desk()
    desk.lock.write_text(damage)
    with pytest.raises(InputError, match="this lock cannot be read"):
        desk()


def test_a_bad_answer_is_asked_for_again_with_its_faults(desk: Desk) -> None:
    desk.parrot.answers = ["Too short.", f"Sure, here you go:\n\n{GOOD}"]
    done = desk()
    assert done.requests == 2
    assert GOOD in desk.script.read_text()
    assert "Sure" not in desk.script.read_text()
    assert desk.parrot.asked[1][:2] == desk.parrot.asked[0]
    assert desk.parrot.asked[1][2].content.strip() == "Too short."
    assert "it has 2 words, and 10 were asked for" in desk.parrot.asked[1][3].content
    assert any(isinstance(event, Notice) and "asking again" in event.text for event in desk.events)


def test_a_model_that_never_learns_is_given_up(desk: Desk) -> None:
    desk.parrot.answers = ["Too short."] * 9
    with pytest.raises(EngineError, match=r"parrot wrote no usable script in 3 tries(.|\n)*it has 2 words"):
        desk()
    assert len(desk.parrot.asked) == MOST_TRIES
    assert not desk.script.exists()
    assert not desk.lock.exists()


def test_a_model_that_never_ends_is_stopped(desk: Desk) -> None:
    desk.parrot.answers = ["on and on " * 100_000, GOOD]
    desk()
    assert len(desk.parrot.asked[1][2].content) < 1000
    assert desk.parrot.closed == 2


def test_an_engine_that_breaks_leaves_everything_as_it_was(desk: Desk) -> None:
    desk()
    before = {path: path.read_bytes() for path in desk.brief.parent.iterdir() if path != desk.brief}
    desk.change("Why", "How")
    desk.parrot.answers = [EngineError(Fault("broken off", "try again"))]
    with pytest.raises(EngineError, match="broken off"):
        desk()
    assert {path: path.read_bytes() for path in desk.brief.parent.iterdir() if path != desk.brief} == before


def test_the_authors_own_faults_are_found_before_anyone_is_asked(desk: Desk) -> None:
    desk.change("title: Bread", "titel: Bread")
    with pytest.raises(InputError, match=r"brief.md:3: "):
        desk()
    assert desk.parrot.asked == []


def test_a_podcast_needs_speakers_and_keeps_them_apart(desk: Desk) -> None:
    with pytest.raises(InputError, match=r"a podcast needs speakers(.|\n)*voices:"):
        desk(asked=Asked(kind="podcast"))
    desk.change("words: 10", "kind: podcast\nvoices:\n  Ada: af_heart\n  Ben: am_michael")
    desk.parrot.answers = ["Ada: Hello.\nZoe: Who is there?", "Ada: Hello there.\nBen: Hello, Ada."]
    assert desk().requests == 2
    assert desk.script.read_text().endswith("Ada: Hello there.\n\nBen: Hello, Ada.\n")


BLOCKS = "# One\n\n```prompt words=10\nWhy does bread rise?\n```\n\nMiddle.\n\n```prompt\nSay goodbye.\n```\n"


def test_blocks_are_written_in_their_places_and_each_is_locked(desk: Desk) -> None:
    desk.brief.write_text(BLOCKS)
    brief = desk.brief.rename(desk.brief.with_name("talk.md"))
    desk.brief = brief
    desk.parrot.answers = ["Bread rises because yeast breathes. It is warm and soft.", "Goodbye."]
    done = desk()
    assert done.text == "# One\n\nBread rises because yeast breathes. It is warm and soft.\n\nMiddle.\n\nGoodbye.\n"
    desk.change("Middle.", "In the middle.")
    assert desk(frozen=True).text == done.text.replace("Middle.", "In the middle.")
    desk.change("Say goodbye.", "Say good night.")
    desk.parrot.answers = ["Good night."]
    assert desk().requests == 1
    assert brief.with_name("talk.script.md").read_text().endswith("soft.\n\nIn the middle.\n\nGood night.\n")


def test_the_lock_is_the_same_whenever_it_is_written(desk: Desk) -> None:
    desk()
    lock = desk.lock.read_bytes()
    desk.parrot.answers = [GOOD]
    desk(refresh=True)
    assert desk.lock.read_bytes() == lock
