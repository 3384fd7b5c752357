"""Templates become messages; answers are tidied, and held against what was asked for."""

from __future__ import annotations

import pytest

from narrate.errors import InputError
from narrate.model import Delivery
from narrate.prompts import KINDS, TONES, Asked, clean, faults, kind_template, mend, messages, take_apart
from narrate.prompts.templates import SLOTS, check_template
from narrate.script import overlay, read, split

SPEAKERS = ("Ada", "Ben")


def found(text: str, speakers: tuple[str, ...] = (), length: int | None = None, head: str = "") -> str:
    document = read(head + text, "x", True)
    script = split(document, overlay(document.front, Delivery()))
    return "; ".join(fault.message for fault in faults(text, script, speakers, length))


def task(front: str = "") -> object:
    source = take_apart(f"---\nprompt: true\n{front}---\nWhy does bread rise?\n", "brief.md", True)
    assert source is not None
    return source.tasks[0]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("tone", [*TONES, "like a pirate", None])
def test_every_kind_takes_every_tone(kind: str, tone: str | None) -> None:
    asked = Asked(kind=kind, tone=tone, words=80)
    system, user = messages(task("voices: {Ada: af_heart, Ben: am_michael}\n"), asked, kind_template(kind))  # type: ignore[arg-type]  # a Task
    assert (system.role, user.role) == ("system", "user")
    assert "{{" not in system.content
    assert "about 80 words" in system.content
    assert "about 80 words" in user.content
    assert "Why does bread rise?" in user.content
    assert (tone or "matter-of-fact") in system.content or tone in TONES
    assert ("Ada, Ben" in system.content) == (kind == "podcast")


def test_a_template_of_the_authors_own() -> None:
    system, _ = messages(task("language: fr-fr\n"), Asked(), "In {{ language }}, {{length}}.")  # type: ignore[arg-type]
    assert system.content == "In French, as long as the brief needs."
    with pytest.raises(InputError, match=r"mine.md:2: .*\{\{wrds\}\}"):
        check_template("Hello\n{{wrds}}\n", "mine.md")
    with pytest.raises(InputError, match="empty"):
        check_template(" \n", "mine.md")
    for slot in SLOTS:
        check_template(f"{{{{{slot}}}}}", "mine.md")


@pytest.mark.parametrize(
    ("answer", "speakers", "text"),
    [
        ("Hello there.", (), "Hello there.\n"),
        ("no, wait\n</think>\n\nHello there.", (), "Hello there.\n"),
        ("```markdown\n# One\n\nHello there.\n```\n", (), "# One\n\nHello there.\n"),
        ("Sure! Here is your script:\n\nHello there.", (), "Hello there.\n"),
        ("Here's the script:\n```\nHello there.\n```", (), "Hello there.\n"),
        ("---\ntitle: Mine\nvoices:\n  A: b\n---\n\nHello there.", (), "Hello there.\n"),
        ("---\n\nHello there.", (), "---\n\nHello there.\n"),
        ("Here is the thing: it rises.\nAnd falls.", (), "Here is the thing: it rises.\nAnd falls.\n"),
        (
            "Ada: One.\nBen: Two.\n**Ada:** Three.\ngoes on.",
            SPEAKERS,
            "Ada: One.\n\nBen: Two.\n\n**Ada:** Three.\ngoes on.\n",
        ),
        ("Hello.  \r\nThere.\r\n", (), "Hello.\nThere.\n"),
    ],
)
def test_answers_are_tidied(answer: str, speakers: tuple[str, ...], text: str) -> None:
    assert clean(answer, speakers) == text
    assert clean(text, speakers) == text


@pytest.mark.parametrize(
    "text",
    [
        "# Bread\n\nBread rises, because yeast breathes. That takes an hour (or two).",
        "Remember this: it was [pause 1s] *very* good. Note: nothing else.",
        "A list follows:\n\n- one\n- two\n\n<!-- a comment -->",
    ],
)
def test_a_good_script_has_no_faults(text: str) -> None:
    assert found(text) == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Hello.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "cannot be spoken (table)"),
        ("Hello.\n\n```\ncode\n```\n", "cannot be spoken (code block)"),
        ("Hello [dramatic music] there.", "a stage direction: [dramatic music]"),
        ("Hello.\n\n(The door opens.)\n\nThere.", "a stage direction: (The door opens.)"),
        ("Hello (laughs) there.", "a stage direction: (laughs)"),
        ("*sighs*\n\nHello there.", "a stage direction: *sighs*"),
        ("Hello [your name], come in.", "a gap that was not filled"),
        ("Hello {{name}}, come in.", "a gap that was not filled"),
        ("Narrator: Hello there.", '"Narrator:" is no speaker'),
        ("**Speaker 2:** Hello there.", '"Speaker 2:" is no speaker'),
    ],
)
def test_what_cannot_be_spoken_is_found(text: str, message: str) -> None:
    assert message in found(text)


@pytest.mark.parametrize(("count", "good"), [(79, False), (80, True), (100, True), (120, True), (121, False)])
def test_the_length_may_be_a_fifth_off(count: int, good: bool) -> None:
    text = " ".join(["word"] * count) + "."
    assert (found(text, length=100) == "") == good


def test_speakers_must_be_declared() -> None:
    head = "---\nvoices:\n  Ada: af_heart\n  Ben: am_michael\n---\n\n"
    assert found("Ada: Hello.\n\n**Ben:** Hello, Ada.", SPEAKERS, head=head) == ""
    assert '"Zoe:" is no speaker' in found("Ada: Hello.\n\nZoe: Hello, Ada.", SPEAKERS, head=head)
    assert "no paragraph begins with a speaker" in found("Hello there.", SPEAKERS, head=head)


def test_the_model_is_told_every_fault() -> None:
    text = "Narrator: Hello (laughs)."
    script = split(read(text, "x", True), Delivery())
    wrong = faults(text, script, (), 50)
    answer, wish = mend(text, wrong)
    assert (answer.role, answer.content) == ("assistant", text)
    assert all(fault.message in wish.content for fault in wrong)
    assert len(wrong) == 3
