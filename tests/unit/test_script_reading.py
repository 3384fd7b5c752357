"""Markdown and plain text to blocks: what is spoken, what is skipped, and on which line each thing stands."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.errors import InputError
from narrate.script import Document, Kind, read


def texts(source: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in read(source, "a.md", True).blocks]


def spoken(source: str) -> str:
    (block,) = read(source, "a.md", True).blocks
    return block.text


def skipped(source: str) -> list[tuple[str, str, int]]:
    parts = read(source + "\n\nText.\n", "a.md", True).skipped
    return [(part.kind, part.text, part.origin.line) for part in parts]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a *b* **c** ***d*** `e`", "a b c d e"),
        ("See [the page](https://example.com 'title').", "See the page."),
        ("See [the *page*][ref].\n\n[ref]: https://example.com", "See the page."),
        ("Fish &amp; chips &mdash; 5 &lt; 6", "Fish & chips — 5 < 6"),
        ("1\\. not a list \\*", "1. not a list *"),
        ("one\ntwo", "one\ntwo"),
        ("one  \ntwo\\\nthree", "one\ntwo\nthree"),
        ("a <b>bold</b> word<br>next", "a bold word\nnext"),
        ("a <!-- no --> b", "a  b"),
        ("keep ~~drop *this*~~ rest", "keep  rest"),
        ("snake_case_name and 2*3*4", "snake_case_name and 234"),
        ("Setext\n======", "Setext"),
        ("### Deep `code` ###", "Deep code"),
        ("a\x00b", "a\ufffdb"),
    ],
)
def test_markup_goes_and_text_stays(source: str, text: str) -> None:
    assert spoken(source) == text


def test_the_destination_of_a_link_is_never_spoken() -> None:
    assert "example" not in spoken("[here](https://example.com/a_b 'example') and [there](<example>)")


def test_blocks_keep_their_kind_and_order() -> None:
    source = "# One\n\nText.\n\n- item\n  - [x] inner\n\n    more\n3. third\n\n> quote\n\n***\n\n## Two"
    assert texts(source) == [
        ("heading", "One"),
        ("paragraph", "Text."),
        ("list item", "item"),
        ("list item", "inner"),
        ("list item", "more"),
        ("list item", "third"),
        ("paragraph", "quote"),
        ("thematic break", ""),
        ("heading", "Two"),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("```py\nx = 1\n```", [("code block", "x = 1", 1)]),
        ("A.\n\n    indented()", [("code block", "indented()", 3)]),
        ("A ![a *cat*](c.png) b", [("image", "a *cat*", 1)]),
        ("One\n![](cat.png)", [("image", "cat.png", 2)]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", [("table", "| a | b |", 1)]),
        ("A.\n\n<!-- a note\nto self -->", [("comment", "<!-- a note to self -->", 3)]),
        ("<div>\n<img src='a'>\n</div>", [("HTML block", "<div> <img src='a'> </div>", 1)]),
        ("<style>\nb {}\n</style>", [("HTML block", "<style> b {} </style>", 1), ("HTML text", "b {}", 1)]),
        ("a\n<b>c</b>", [("HTML tag", "<b>", 2), ("HTML tag", "</b>", 2)]),
        ("a ~~b~~ c", [("struck text", "b", 1)]),
        ("🎉 🎉", [("symbols", "🎉 🎉", 1)]),
        ("A.\n\n***\n\nB.", []),
    ],
)
def test_what_is_skipped_is_named_with_its_line(source: str, expected: list[tuple[str, str, int]]) -> None:
    assert skipped(source) == expected


def test_a_long_skipped_part_is_shown_short() -> None:
    ((_, text, _),) = skipped("```\n" + "word " * 100 + "\n```")
    assert len(text) <= 60
    assert text.endswith("…")


def line_of(document: Document, word: str) -> int:
    for block in document.blocks:
        if (offset := block.text.find(word)) >= 0:
            return block.line_at(offset)
    raise AssertionError(word)


def test_every_word_of_a_paragraph_has_its_own_line() -> None:
    source = (
        "---\ntitle: T\n---\n\nalpha *beta\ngamma* `delta\nepsilon` [zeta\neta](\nhttps://x.y\n'title') theta\n"
        "![one\ntwo\nthree](p.png) iota\nkappa\n\n> lambda\n> mu\n>\n> - nu\n>   xi\n"
    )
    document = read(source, "a.md", True)
    for word in re.findall(r"[a-z]+", "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi"):
        lines = source.split("\n")
        assert word in lines[line_of(document, word) - 1], word


def test_plain_text_is_parted_at_blank_lines_and_has_no_markup() -> None:
    document = read("# not a heading\n*as it is*\n \t\nSecond.\n\n\n- third", "a.txt", False)
    assert [block.text for block in document.blocks] == ["# not a heading\n*as it is*", "Second.", "- third"]
    assert [block.kind for block in document.blocks] == [Kind.PARAGRAPH] * 3
    assert [block.line for block in document.blocks] == [1, 4, 7]
    assert document.blocks[0].line_at(document.blocks[0].text.index("as")) == 2


def test_plain_text_may_have_front_matter() -> None:
    document = read("---\nspeed: 1.5\n---\nText.", "a.txt", False)
    assert document.front.speed == 1.5
    assert document.blocks[0].line == 4


@pytest.mark.parametrize(
    ("source", "words", "line"),
    [
        ("", "no text", 0),
        (" \n\n\t", "no text", 0),
        ("---\ntitle: T\n---\n", "front matter but no text", 0),
        ("***", "only thematic breaks", 0),
        ("\n\n```\nx\n```", "only a code block (line 3)", 3),
        ("    x\n\n<!-- c -->\n\n![a](b)", "only a code block (line 1), a comment (line 3) and an image (line 5)", 1),
        ("<p><img></p>", "only an HTML block (line 1)", 1),
        ("🎉", "only symbols (line 1)", 1),
        ("![a](b)\n" * 5, "only an image (line 1), an image (line 2), an image (line 3) and 2 more", 1),
    ],
)
def test_a_script_without_words_says_what_it_holds(source: str, words: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        read(source, "a.md", True)
    (fault,) = caught.value.faults
    assert words in fault.message
    assert (fault.path, fault.line) == ("a.md", line)
    assert fault.cure


def test_nesting_that_the_parser_would_drop_is_refused() -> None:
    with pytest.raises(InputError, match="too deep"):
        read("> " * 150 + "hidden", "a.md", True)
    assert spoken("> " * 40 + "seen") == "seen"


# fmt: off
MARKDOWN = st.lists(
    st.sampled_from([
        "# ", "- ", "1. ", "> ", "```", "`", "*", "**", "_", "~~", "[", "](", ")", "![", "<b>", "<!--", "-->", "|",
        "---", "\n", "\n\n", "\r", "\r\n", "    ", "word", "Dr.", "a\tb", "&amp;", "\\", "é", "🎉", "|-|", "<div>",
        "</div>", "\x00", "\u2028", "[a]: b",
    ]),
    max_size=40,
).map("".join)
# fmt: on


def attempt(source: str, markdown: bool) -> Document | InputError:
    try:
        return read(source, "a.md", markdown)
    except InputError as exc:
        return exc


@settings(deadline=None)
@given(st.one_of(st.text(max_size=200), MARKDOWN), st.booleans())
def test_reading_gives_a_document_or_an_input_error(source: str, markdown: bool) -> None:
    found = attempt(source, markdown)
    count = len(re.findall("\r\n|\r|\n", source)) + 1
    if isinstance(found, InputError):
        assert all(fault.path == "a.md" and fault.cure and 0 <= fault.line <= count for fault in found.faults)
        return
    lines = [line for block in found.blocks for _, line in block.marks]
    assert all(1 <= line <= count for line in [*lines, *(part.origin.line for part in found.skipped)])


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab. \n\t#*_`<>&[]é🎉\u00a0\u2028")))
def test_plain_text_loses_only_blank_space_and_paragraphs_without_words(source: str) -> None:
    found = attempt("Word\n\n" + source, False)
    assert isinstance(found, Document)
    parts = re.split(r"\n(?:[^\S\n]*\n)+", source)
    paragraphs = [part for part in parts if any(char.isalnum() or char == "&" for char in part)]
    kept = "".join(block.text for block in found.blocks)
    assert all("".join(part.split()) in "".join(kept.split()) for part in paragraphs)


@settings(deadline=None)
@given(st.lists(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=4), min_size=1, max_size=6))
def test_each_word_of_a_markdown_paragraph_is_on_the_line_that_is_named(rows: list[list[str]]) -> None:
    source = "\n".join(" ".join(row) for row in rows)
    block = read("# Head\n\n" + source, "a.md", True).blocks[1]
    lines = source.split("\n")
    offset = 0
    for word in block.text.split():
        offset = block.text.index(word, offset)
        assert word in lines[block.line_at(offset) - 3].split()
        offset += len(word)
