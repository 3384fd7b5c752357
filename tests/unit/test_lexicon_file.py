"""Lexicon files: what they may hold, and where exactly they are wrong."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.errors import InputError
from narrate.script.alphabet import ALPHABET
from narrate.script.lexicon_file import parse

GOOD = '''# a comment
nginx = "engine x"   # another
Kubernetes = "/kˌubəɹnˈɛTiz/"
"New Relic" = "new rellick"
SQL = { say = "sequel", case = "any" }
long = """
two
words"""

[[entry]]
word = "v(\\\\d+)"
say = "version \\\\1"
regex = true

[language.en-gb]
schedule = "/ʃˈɛdjuːl/"

[voice."bf_*"]
nginx = "enjinks"
'''


def test_entries_know_their_lines() -> None:
    entries = parse(GOOD, "l.toml")
    assert [(e.word, e.origin.line) for e in entries] == [
        ("nginx", 2),
        ("Kubernetes", 3),
        ("New Relic", 4),
        ("SQL", 5),
        ("long", 6),
        ("v(\\d+)", 10),
        ("schedule", 16),
        ("nginx", 19),
    ]
    assert [e.say for e in entries[:5]] == ["engine x", "", "new rellick", "sequel", "two words"]
    assert entries[1].phonemes == "kˌubəɹnˈɛTiz"
    assert (entries[3].exact, entries[5].exact, entries[5].regex) == (False, True, True)
    assert (entries[6].language, entries[7].voice) == ("en-gb", "bf_*")


FAULTY = [
    ("nginx = engine", 1, "is not TOML: Invalid value"),
    ('a = "b"\nc = "open', 2, "is not TOML"),
    ('New Relic = "x"', 1, 'quotation marks: "New Relic"'),
    ('node.js = "node"', 1, "node.js is no plain key"),
    ("a = 5", 1, '"a" must be text'),
    ('a = ""', 1, '"say" is empty'),
    ('a = "/kɝ/"', 1, "U+025D"),
    ('a = "/tɹˈu.bᵊl/"', 1, "would be a pause"),
    ('a = "[b](/c/)"', 1, "a respelling cannot hold"),
    ('a = "…"', 1, "nothing can be said"),
    ('[[entri]]\nword = "x"', 1, "did you mean [[entry]]?"),
    ('[[entry]]\nwrd = "a"\nsay = "b"', 2, 'did you mean "word"?'),
    ('[[entry]]\nsay = "b"', 1, "an entry without a word"),
    ('[[entry]]\nword = "b"', 1, "does not say how"),
    ('[[entry]]\nword = "b"\nsay = "c"\ncase = "some"', 4, "\"case\" does not know 'some'"),
    ('[[entry]]\nword = "b"\nsay = "c"\nregex = "yes"', 4, '"regex" must be true or false'),
    ('[[entry]]\nword = "("\nsay = "c"\nregex = true', 2, "is not a regular expression"),
    ('[[entry]]\nword = "v(.)"\nsay = "c \\\\2"\nregex = true', 2, "is not a regular expression"),
    ('[[entry]]\nword = "a b"\nsay = "c"\nregex = true', 2, "one word at a time"),
    ('[[entry]]\nword = "a*"\nsay = "c"\nregex = true', 2, "fits nothing"),
    ('[language.en-xx]\na = "b"', 1, 'unknown language "en-xx"'),
    ('[voice."Heart!"]\na = "b"', 1, "is no voice"),
    ('a = "b"\nA = "c"', 2, "is given twice (also in line 1)"),
]


@pytest.mark.parametrize(("source", "line", "message"), FAULTY)
def test_a_fault_has_its_line_and_a_cure(source: str, line: int, message: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(source, "l.toml")
    (fault,) = [fault for fault in caught.value.faults if message in str(fault)]
    assert (fault.path, fault.line) == ("l.toml", line)
    assert all(fault.cure for fault in caught.value.faults)


def test_all_faults_come_at_once() -> None:
    with pytest.raises(InputError) as caught:
        parse('a = 5\n\nb = "/kɝ/"\nc = open\nd = "fine"\n[languag.en]\ne = "x"\n', "l.toml")
    assert [fault.line for fault in caught.value.faults] == [1, 3, 4, 6]


@given(st.text(max_size=80))
def test_any_text_is_entries_or_faults(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    try:
        found = [entry.origin.line for entry in parse(text, "l.toml")]
    except InputError as exc:
        found = [fault.line for fault in exc.faults]
    assert all(1 <= line <= lines for line in found)


@given(st.dictionaries(st.text(min_size=1, max_size=8).filter(str.isalnum), st.sampled_from(["ab", "c d"]), max_size=5))
def test_every_word_that_is_quoted_is_an_entry(given_words: dict[str, str]) -> None:
    unlike = {word.casefold(): (word, say) for word, say in given_words.items()}
    source = "".join(f"{json.dumps(word, ensure_ascii=False)} = {json.dumps(say)}\n" for word, say in unlike.values())
    assert [(e.word, e.say) for e in parse(source, "l.toml")] == list(unlike.values())


def test_the_alphabet_is_the_voice_models() -> None:
    config = json.loads(files("narrate.engines").joinpath("kokoro_config.json").read_text("utf-8"))
    assert set(config["vocab"]) == ALPHABET
