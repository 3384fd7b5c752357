"""Briefs and prompt blocks: found, taken apart, put together again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.errors import InputError
from narrate.prompts import Asked, demand, is_brief, take_apart
from narrate.script import read

BRIEF = """---
title: Bread   # with a remark
kind: podcast
words: 120
voices:
  Ada: af_heart
  Ben: am_michael
tone: dry
speed: 1.1
---

Why does bread rise?

For children.
"""

SCRIPT = """---
title: Two
---

# One

Before.

```prompt words=40 tone="a bit sad"
Say goodbye.
```

````text
```prompt
Not this one.
```
````

After.
"""


@pytest.mark.parametrize(
    ("name", "text", "brief"),
    [
        ("talk.md", "Hello.", False),
        ("talk.md", "---\nkind: demo\n---\nHello.", True),
        ("talk.md", "---\nprompt: true\n---\nHello.", True),
        ("brief.md", "Hello.", True),
        ("a/talk.brief.md", "Hello.", True),
        ("talk.brief.md", "---\nprompt: false\n---\nHello.", False),
        ("debrief.md", "Hello.", False),
        ("brief.script.md", "Hello.", False),
        ("talk.md", "---\ntitle: [broken\n---\nHello.", False),
        ("talk.md", "kind: demo\n", False),
    ],
)
def test_what_is_a_brief(name: str, text: str, brief: bool) -> None:
    assert is_brief(name, text) is brief


def test_a_brief_is_taken_apart() -> None:
    source = take_apart(BRIEF, "brief.md", True)
    assert source is not None
    (task,) = source.tasks
    assert task.asked == Asked(kind="podcast", words=120, tone="dry")
    assert task.text == "Why does bread rise?\n\nFor children."
    assert task.speakers == ("Ada", "Ben")
    assert task.origin.line == 11
    assert source.render(["Ada: It breathes."]) == (
        "---\ntitle: Bread   # with a remark\nvoices:\n  Ada: af_heart\n  Ben: am_michael\nspeed: 1.1\n---\n\n"
        "Ada: It breathes.\n"
    )


def test_a_fault_in_the_head_has_its_own_line() -> None:
    source = take_apart(BRIEF.replace("speed: 1.1", "sped: 1.1"), "brief.md", True)
    assert source is not None
    with pytest.raises(InputError, match=r'brief.md:9: .*unknown key "sped"'):
        read(source.trial, "brief.md", True)


def test_a_brief_with_nothing_but_settings_of_its_own() -> None:
    source = take_apart("---\nkind: demo\n---\nShow it.\n", "brief.md", True)
    assert source is not None
    assert source.render(["Look."]) == "Look.\n"
    assert read(source.trial, "brief.md", True).blocks


def test_a_block_is_taken_out_of_its_script() -> None:
    source = take_apart(SCRIPT, "talk.md", False)
    assert source is not None
    (task,) = source.tasks
    assert task.text == "Say goodbye."
    assert task.asked == Asked(words=40, tone="a bit sad")
    assert task.origin.line == 9
    before, after = SCRIPT.split('```prompt words=40 tone="a bit sad"\nSay goodbye.\n```\n')
    assert source.render(["Farewell.\n"]) == f"{before}Farewell.\n{after}"
    assert source.trial.count("\n") == SCRIPT.count("\n")


def test_a_script_without_blocks_is_left_alone() -> None:
    assert take_apart("Hello.\n\n```python\nprompt\n```\n", "talk.md", False) is None
    assert take_apart("````\n```prompt\nx\n```\n````\n", "talk.md", False) is None


def test_what_is_named_to_be_expanded_is_a_brief_unless_it_has_blocks() -> None:
    assert demand("Hello.", "talk.md").tasks[0].text == "Hello."
    assert demand(SCRIPT, "talk.md").tasks[0].text == "Say goodbye."


FAULTY = [
    ("---\nkind: podcst\n---\nHi.\n", True, 'x.md:2: there is no kind "podcst"\n  cure: did you mean podcast?'),
    ("---\nwords: many\n---\nHi.\n", True, 'x.md:2: "words" is many'),
    ("---\nwords: 0\n---\nHi.\n", True, '"words" is 0'),
    ("---\nwords: 2.5\n---\nHi.\n", True, '"words" is 2.5'),
    ("---\nminutes: .inf\n---\nHi.\n", True, '"minutes" is .inf'),
    ("---\ntemperature: 3\n---\nHi.\n", True, '"temperature" is 3'),
    ("---\ntone: [a]\n---\nHi.\n", True, '"tone" must be text'),
    ("---\nwords: 5\nminutes: 1\n---\nHi.\n", True, 'x.md:3: "words" and "minutes" are both given'),
    ("---\nkind: demo\ntemplate: a.md\n---\nHi.\n", True, '"kind" and "template" are both given'),
    ("---\nkind: demo\n---\n\n\n", True, "the brief is empty"),
    ("Hi.\n\n```prompt\n```\n", False, "x.md:3: the prompt block is empty"),
    ("- Hi.\n\n  ```prompt\n  x\n  ```\n", False, "x.md:3: a prompt block is expanded only between paragraphs"),
    ("```prompt word=3 please\nx\n```\n", False, 'does not know "word"'),
    ("```prompt word=3 please\nx\n```\n", False, 'does not know "please"'),
]


@pytest.mark.parametrize(("text", "brief", "message"), FAULTY)
def test_faults_name_line_and_cure(text: str, brief: bool, message: str) -> None:
    with pytest.raises(InputError) as caught:
        take_apart(text, "x.md", brief)
    assert message in str(caught.value)
    assert all(fault.cure for fault in caught.value.faults)


@given(st.text(max_size=300), st.booleans())
def test_no_text_ends_in_a_traceback(text: str, brief: bool) -> None:
    try:
        source = take_apart(text, "x.md", brief)
    except InputError:
        return
    if source is not None:
        assert source.render(["x"] * len(source.tasks)).endswith("\n")


@given(
    st.lists(
        st.text(st.characters(exclude_characters="\r", exclude_categories=("Cs",)), max_size=40).filter(
            lambda text: "```" not in text and "~~~" not in text and not text.lstrip().startswith(("<", "---", "..."))
        ),
        min_size=2,
        max_size=5,
    )
)
def test_what_is_not_a_prompt_stays_character_for_character(parts: list[str]) -> None:
    block = "\n\n```prompt\nx\n```\n"
    text = "# Start\n\n" + block.join(parts)
    source = take_apart(text, "x.md", False)
    if source is None or len(source.tasks) != len(parts) - 1:
        return  # one of the texts made a list or a quotation that goes on, or an HTML block
    assert source.render(["y"] * len(source.tasks)) == ("# Start\n\n" + "\n\ny\n".join(parts)).rstrip("\n") + "\n"


def test_flags_are_stronger_and_words_replace_minutes() -> None:
    weaker = Asked(kind="demo", minutes=2, tone="dry", model="m")
    assert Asked(words=50).over(weaker) == Asked(kind="demo", words=50, tone="dry", model="m")
    assert Asked(template="a.md").over(weaker).kind is None
    assert Asked().over(weaker) == weaker
    assert weaker.length == 330
    assert Asked().length is None
