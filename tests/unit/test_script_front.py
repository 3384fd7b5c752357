"""Front matter: what it says, and every fault with its exact line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from narrate.errors import Fault, InputError
from narrate.model import Delivery, Pauses
from narrate.script import FrontMatter, normal_language, overlay, read


def front(head: str) -> FrontMatter:
    return read(f"---\n{head}\n---\nText.\n", "a.md", True).front


def faults(head: str) -> list[tuple[int, str]]:
    with pytest.raises(InputError) as caught:
        front(head)
    assert all(fault.path == "a.md" and fault.cure for fault in caught.value.faults)
    return [(fault.line, str(fault)) for fault in caught.value.faults]


def test_every_key_is_read_with_its_line() -> None:
    head = (
        "title: A title\nvoice: af_heart:0.7+bf_emma:0.3\nspeed: 1.2\nlanguage: EN_GB\npauses:\n  phrase: 0\n  chapter: 2.5"
    )
    read_front = front(head)
    assert read_front == FrontMatter(
        title="A title",
        voice="af_heart:0.7+bf_emma:0.3",
        speed=1.2,
        language="en-gb",
        pauses={"phrase": 0.0, "chapter": 2.5},
        lines={"title": 2, "voice": 3, "speed": 4, "language": 5, "pauses": 6, "pauses.phrase": 7, "pauses.chapter": 8},
    )


def test_a_title_may_look_like_a_number_or_a_date() -> None:
    assert front("title: 2024").title == "2024"
    assert front("title: 2024-01-02").title == "2024-01-02"


@pytest.mark.parametrize(
    ("head", "line", "words"),
    [
        ("# a comment\ntitel: X", 3, ["titel", 'did you mean "title"']),
        ("title: X\nquux: Y", 3, ["quux", "title, author, language, voice"]),
        ("speed: 9", 2, ['"speed" is 9', "0.5 to 2"]),
        ("\n\nspeed: 0.49", 4, ["0.49"]),
        ("speed: fast", 2, ["must be a number"]),
        ("speed: yes", 2, ["must be a number"]),
        ("speed: .nan", 2, ["must be a number"]),
        ("speed: .inf", 2, ["must be a number"]),
        ("speed: [1]", 2, ["must be a number"]),
        ("speed:", 2, ["no value"]),
        ("title: X\nvoice: 5", 3, ['"voice" must be text']),
        ("voice: ''", 2, ["empty"]),
        ("title: {a: b}", 2, ["must be text"]),
        ("language: klingon", 2, ["klingon", "en-us"]),
        ("language: en-usa", 2, ['did you mean "en-us"']),
        ("pauses: 3", 2, ["must be a mapping"]),
        ("pauses:\n  sentence: -1", 3, ["pauses.sentence", "-1"]),
        ("pauses:\n  sentence: 0.3\n  paragraf: 1", 4, ["pauses.paragraf", 'did you mean "pauses.paragraph"']),
        ("pauses:\n  chapter: 1500", 3, ["1500", "60"]),
        ("title: A\ntitle: B", 3, ["twice"]),
        ("just words", 2, ["not a mapping"]),
        ("- a\n- b", 2, ["not a mapping"]),
        ("title: a: b", 2, ["not YAML"]),
        ("title: X\nvoice: [af", 3, ["not YAML"]),
        ("title: X\nvoice: a\x01b", 3, ["not YAML"]),
        ("? [a, b]\n: c", 2, ["unknown key"]),
    ],
)
def test_a_fault_has_its_exact_line(head: str, line: int, words: list[str]) -> None:
    found_line, message = faults(head)[0]
    assert found_line == line
    assert [word for word in words if word not in message] == []


def test_all_faults_come_at_once_in_the_order_of_lines() -> None:
    found = faults("pauses:\n  phrase: -1\n  comma: 2\nspeed: 9\nvoise: x\nlanguage: xx")
    assert [line for line, _ in found] == [3, 4, 5, 6, 7]


def test_front_matter_nested_beyond_reason_is_refused() -> None:
    assert "nested too deep" in faults("title: " + "[" * 5000)[0][1]


def test_a_tag_in_the_yaml_runs_nothing() -> None:
    assert front("title: !!python/object/apply:os.getcwd x").title == "x"


def test_front_matter_without_end_is_a_fault_and_a_rule_is_not() -> None:
    with pytest.raises(InputError) as caught:
        read("---\ntitle: X\n\nText.\n", "a.md", True)
    assert caught.value.faults[0].line == 1
    assert read("---\nText.\n", "a.md", True).blocks[1].text == "Text."


def test_empty_front_matter_says_nothing() -> None:
    assert front("") == FrontMatter()
    assert front("# only a comment") == FrontMatter()


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("en", "en-us"),
        ("EN_us", "en-us"),
        ("fr", "fr-fr"),
        ("pt", "pt-br"),
        ("zh-CN", "zh"),
        (" ja ", "ja"),
        ("de", None),
    ],
)
def test_language_aliases(name: str, language: str | None) -> None:
    assert normal_language(name) == language


def test_overlay_replaces_the_defaults_but_not_what_is_fixed() -> None:
    said = FrontMatter(voice="bf_emma", speed=1.5, language="en-gb", pauses={"phrase": 0.0, "chapter": 3.0})
    base = Delivery()
    assert overlay(said, base) == Delivery("bf_emma", 1.5, "en-gb", Pauses(phrase=0.0, chapter=3.0))
    assert overlay(said, base, frozenset({"voice", "pauses"})) == replace(base, speed=1.5, language="en-gb")
    assert overlay(said, base, frozenset({"pauses.phrase"})).pauses == Pauses(chapter=3.0)
    assert overlay(FrontMatter(), base) == base


def test_a_fault_reads_well() -> None:
    with pytest.raises(InputError) as caught:
        front("spede: 1")
    assert str(caught.value) == str(
        Fault('unknown key "spede" in the front matter', 'did you mean "speed"?', "a.md", 2),
    )
