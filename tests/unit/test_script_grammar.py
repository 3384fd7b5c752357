"""Our own grammar in Markdown: speakers, pauses, pronunciation, manners, and what is not spoken."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.errors import InputError
from narrate.model import Delivery, Pauses, Script, Segment
from narrate.script import read, split
from narrate.script.languages import LANGUAGES

VOICES = ("af_heart", "am_adam", "bm_george", "if_sara", "ff_siwis")
HEAD = "---\nvoices:\n  Host: af_heart\n  Big Guest: {voice: bm_george, speed: 0.9}\n---\n"
PAUSES = Pauses(phrase=0.1, sentence=0.2, paragraph=0.7, chapter=1.3, scene=1.1)


def script(source: str, **kwargs: str) -> Script:
    return split(read(source, "a.md", True, VOICES), Delivery(pauses=PAUSES, **kwargs))


def told(source: str) -> list[tuple[str, str, float]]:
    """(speaker or voice, what is written, pause) of every segment."""
    return [(s.speaker or s.voice, s.text, s.pause_after) for s in script(source).segments]


def words(source: str) -> list[tuple[str, str, str]]:
    return [(w.written, w.spoken, w.phonemes) for s in script(source).segments for w in s.words if w.entry]


def faults(source: str) -> list[tuple[int, str]]:
    with pytest.raises(InputError) as caught:
        script(source)
    assert all(fault.cure and fault.path == "a.md" for fault in caught.value.faults)
    return [(fault.line, f"{fault.message} | {fault.cure}") for fault in caught.value.faults]


# --- speakers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    ["Host: Good day to you.", "**Host:** Good day to you.", "**Host**: Good day to you.", "HOST : Good day to you."],
)
def test_a_declared_name_speaks_and_is_not_spoken(line: str) -> None:
    assert told(HEAD + line) == [("Host", "Good day to you.", 0.0)]


def test_a_speaker_lasts_for_a_paragraph_and_brings_voice_speed_and_language() -> None:
    (guest, rest) = script(HEAD + "Big  Guest: One and two and three.\n\nFour and five and six.").segments
    assert (guest.speaker, guest.voice, guest.speed, guest.language) == ("Big Guest", "bm_george", 0.9, "en-gb")
    assert (rest.speaker, rest.voice, rest.speed, rest.language) == ("", "af_heart", 1.0, "en-us")


def test_names_that_are_not_declared_or_not_at_the_start_of_a_line_are_text() -> None:
    text = "Note: the Host: is text here, and so is Hosting: this."
    assert told(HEAD + text) == [("af_heart", text, 0.0)]
    assert told("Host: not declared here.") == [("af_heart", "Host: not declared here.", 0.0)]


def test_turns_on_lines_of_one_paragraph_have_their_own_lines() -> None:
    source = HEAD + "Intro of the narrator.\nHost: First turn of all,\nwhich goes on.\nBig Guest: Second turn of all."
    assert [(s.speaker, s.origin.line) for s in script(source).segments] == [("", 6), ("Host", 7), ("Big Guest", 9)]


def test_speakers_work_in_lists_quotations_and_plain_text_but_not_in_headings() -> None:
    source = HEAD + "# Host: the heading\n\n- Host: the item is here.\n\n> Host: the quote is here."
    assert [speaker for speaker, _, _ in told(source)] == ["af_heart", "Host", "Host"]
    plain = split(read(HEAD + "Host: plain text is here.", "a.txt", False), Delivery())
    assert [(s.speaker, s.text) for s in plain.segments] == [("Host", "plain text is here.")]


# --- pauses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One and two [pause 1.5s] three and four.", [("One and two", 1.5), ("three and four.", 0.0)]),
        ("One and two[pause 500ms]three and four.", [("One and two", 0.5), ("three and four.", 0.0)]),
        ("One and two [pause: 2 s]. Three and four.", [("One and two.", 2.0), ("Three and four.", 0.0)]),
        ("One and two. ...500ms Three and four.", [("One and two.", 0.5), ("Three and four.", 0.0)]),
        ("One and two ...1.5s, three and four.", [("One and two,", 1.5), ("three and four.", 0.0)]),
        ("One and two [pause 1s] [pause 1s] three.", [("One and two", 2.0), ("three.", 0.0)]),
        ("One and two. [pause 2s]\n\nThree and four.", [("One and two.", 2.0), ("Three and four.", 0.0)]),
        ("One and two.\n\n[pause 3s]\n\nThree and four.", [("One and two.", 3.0), ("Three and four.", 0.0)]),
        ("One and two. [pause 1s]\n\n---\n\n...2s\n\nThree and four.", [("One and two.", 3.0), ("Three and four.", 0.0)]),
        ("One and [pause 0s] two and three.", [("One and", 0.0), ("two and three.", 0.0)]),
        ("*One and [pause 1s] two* and three.", [("One and", 1.0), ("two and three.", 0.0)]),
    ],
)
def test_a_pause_is_exact_and_leaves_no_trace(source: str, expected: list[tuple[str, float]]) -> None:
    assert [(text, pause) for _, text, pause in told(source)] == expected


@pytest.mark.parametrize(
    "text", ["\\[pause 1s] it says.", "`[pause 1s]` it says.", "It says \\...500ms there.", "[pause for laughter] it says."]
)
def test_an_escaped_pause_is_text(text: str) -> None:
    ((_, shown, _),) = told(text)
    assert "pause" in shown or "500ms" in shown


def test_a_pause_at_the_very_start_or_end_is_reported() -> None:
    found = script("[pause 1s]\n\nOne and two.\n\n[pause 2s]")
    assert [(part.kind, part.origin.line) for part in found.skipped] == [("pause", 1), ("pause", 5)]
    assert found.segments[0].pause_after == 0.0


def test_an_ellipsis_is_no_pause() -> None:
    assert told("Well... 500 of them... and so on.") == [("af_heart", "Well... 500 of them... and so on.", 0.0)]


# --- pronunciation ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Run [nginx](/ˈɛnʤɪn ˈɛks/), please.", [("nginx,", "nginx,", "ˈɛnʤɪn ˈɛks,")]),
        ("Run ([nginx](/ˈɛnʤɪn ˈɛks/)).", [("(nginx).", "(nginx).", "(ˈɛnʤɪn ˈɛks).")]),
        ('Run [nginx]{ph="ˈɛnʤɪn" say="engine x"} now.', [("nginx", "engine x", "ˈɛnʤɪn")]),
        ('The “[SQL]{say="sequel"}” way.', [("“SQL”", "“sequel”", "")]),
        ('In [New York]{say="the big apple"}.', [("New", "the big apple.", ""), ("York.", "", "")]),
        ("Room [2024]{as=digits}.", [("2024.", "two zero two four.", "")]),
        ("Room [12]{as=cardinal} now.", [("12", "twelve", "")]),
        ("The [21st]{as=ordinal} and [3]{as=ordinal}.", [("21st", "twenty-first", ""), ("3.", "third.", "")]),
        ("In [1984]{as=year} then.", [("1984", "nineteen eighty-four", "")]),
        ("Code [aB-1]{as=characters} it.", [("aB-1", "A B dash one", "")]),
        ("Call [555-12]{as=phone} now.", [("555-12", "five five five, one two", "")]),
        ("*An [**SQL**]{sub='sequel'} base*.", [("SQL", "sequel", "")]),
        ("A sign [→]{say=towards} it.", [("→", "towards", "")]),
        ("[a [b]{say=x} c]{say=y} d", [("a", "y", ""), ("b", "", ""), ("c", "", "")]),
        ("[one two]{say=x}[three]{say=y}.", [("one", "xy.", ""), ("twothree.", "", "")]),
        ("[one [pause 1s] two]{say=x} three.", [("one", "x", ""), ("two", "", "")]),
    ],
)
def test_the_author_decides_how_a_word_is_said(source: str, expected: list[tuple[str, str, str]]) -> None:
    assert words(source) == expected


def test_a_path_is_a_link_and_no_pronunciation() -> None:
    assert told("See [the guide](/guide/) and [café](/café/) and [this](/a/b).") == [
        ("af_heart", "See the guide and café and this.", 0.0)
    ]


def test_a_reading_speaks_the_language_of_its_block() -> None:
    (segment,) = script("{language=it}\nStanza [204]{as=digits} qui.").segments
    assert segment.spoken == "Stanza due zero quattro qui."


# --- voice, speed, language ---------------------------------------------------------------------------------------


def test_a_span_covers_whole_words_and_nests() -> None:
    source = "We said [no [way]{speed=1.5} of it]{voice=am_adam}, and left."
    assert [(s.text, s.voice, s.speed) for s in script(source).segments] == [
        ("We said", "af_heart", 1.0),
        ("no", "am_adam", 1.0),
        ("way", "am_adam", 1.5),
        ("of it,", "am_adam", 1.0),
        ("and left.", "af_heart", 1.0),
    ]


def test_marks_alone_never_become_a_segment() -> None:
    assert [text for _, text, _ in told("([Really]{voice=am_adam}) — [why]{voice=am_adam}?!")] == ["(Really) —", "why?!"]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("voice=if_sara", ("if_sara", 1.0, "it")),
        ("language=fr", ("ff_siwis", 1.0, "fr-fr")),
        ('lang="fr" voice="am_adam" speed=90%', ("am_adam", 0.9, "fr-fr")),
        ("language=en-us", ("af_heart", 1.0, "en-us")),
    ],
)
def test_a_block_has_its_manner(attributes: str, expected: tuple[str, float, str]) -> None:
    for source in (
        f"{{{attributes}}}\nUno e due e tre.\n\nRest of it all.",
        f"::: {{{attributes}}}\nUno e due e tre.\n:::\n\nRest of it all.",
    ):
        first, rest = script(source).segments
        assert (first.voice, first.speed, first.language) == expected
        assert (rest.voice, rest.speed, rest.language) == ("af_heart", 1.0, "en-us")


def test_attributes_hold_for_a_whole_list_and_a_div_for_all_in_it() -> None:
    assert [voice for voice, _, _ in told("{voice=am_adam}\n- one of it\n- two of it\n\nRest of it.")] == [
        *["am_adam"] * 2,
        "af_heart",
    ]
    assert [voice for voice, _, _ in told("::: {voice=am_adam}\n# Head of it\n\n> Quote of it\n:::")] == ["am_adam"] * 2


def test_other_programs_attributes_and_directives_leave_the_text() -> None:
    found = script(":::note Title\nText of it.\n:::\n\n[x](y){target=_blank} is `a`{.py} here.\n\n> [!NOTE]\n> And so on.")
    assert [s.text for s in found.segments] == ["Text of it.", "x is a here.", "And so on."]
    assert [(part.kind, part.origin.line) for part in found.skipped] == [
        *[("directive", 1), ("attributes", 5), ("attributes", 5), ("directive", 7)]
    ]


# --- what is not spoken -------------------------------------------------------------------------------------------


def habit(setting: str, body: str) -> tuple[list[str], list[tuple[str, str, int]]]:
    found = script(f"---\n{setting}\n---\n{body}")
    return [s.spoken for s in found.segments], [(p.kind, p.text, p.origin.line) for p in found.skipped]


@pytest.mark.parametrize(
    ("setting", "body", "said", "skipped"),
    [
        (
            "title: x",
            "One is here.\n// music: loud\nTwo is here.",
            ["One is here.", "Two is here."],
            [("cue", "// music: loud", 5)],
        ),
        ("title: x", "One // two: three.", ["One // two: three."], []),
        ("parentheses: skip", "One (two (three)) four (five", ["One four (five"], [("aside", "(two (three))", 4)]),
        ("urls: skip", "See https://a.org/b now.", ["See now."], [("web address", "https://a.org/b", 4)]),
        (
            "urls: short",
            "See (https://news.org/b_(c)).",
            ["See (news dot org)."],
            [("rest of a web address", "https://news.org/b_(c)", 4)],
        ),
        ("urls: short", "See <https://www.news.org/>.", ["See news dot org."], []),
        ("emoji: name", "Yes 🎉 👍🏽 🇫🇷", ["Yes party popper thumbs up sign flag of F R"], []),
        ("emoji: skip", "Yes 🎉", ["Yes"], [("emoji", "🎉", 4)]),
        ("images: alt", "![a *cat*](c.png)", ["a cat"], []),
        ("tables: rows", "| a | b |\n|---|---|\n| *c* | d |", ["a, b", "c, d"], []),
        ("code: speak", "```\none\ntwo\n```", ["one two"], []),
        ("code: speak", "x\n\n```prompt\none\n```", ["x"], [("prompt", "one", 6)]),
        ("maths: speak", "So $x_1^2$ is.\n\n$$\n\\frac{a}{b}\n$$", ["So x sub one squared is.", "a over b"], []),
        ("maths: skip", "So $x^2$ is.", ["So is."], [("formula", "x^2", 4)]),
        ("maths: skip", "From $5 to $6, or 5$ (not 6$).", None, []),
        ("maths: skip", "Set $HOME/$PATH and a$b$c here.", None, []),
        ("title: x", "# Head {#top .big}\n\nText.", ["Head", "Text."], [("attributes", "{#top .big}", 4)]),
        ("speak_headings: no", "# H\n\nText.", ["Text."], [("heading", "H", 4)]),
        ("footnotes: skip", "A.[^1] B.^[c]\n\n[^1]: D.", ["A. B."], [("footnote", "c", 4), ("footnote", "D.", 6)]),
        ("footnotes: inline", "A.[^1]\n\n[^1]: D.\n\nE.", ["A.", "D.", "E."], []),
        ("footnotes: end", "A.[^1]\n\n[^1]: D.\n\nE.^[F.]", ["A.", "E.", "D.", "F."], []),
        ("footnotes: end", "A.\n\n[^1]: D.", ["A."], [("footnote", "D.", 6)]),
    ],
)
def test_habits(setting: str, body: str, said: list[str] | None, skipped: list[tuple[str, str, int]]) -> None:
    found, left_out = habit(setting, body)
    if said is not None:
        assert [" ".join(text.split()).replace("sub 1", "sub one") for text in found] == said
    assert left_out == skipped


# --- faults -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "line", "parts"),
    [
        ("a\nb [x]{vioce=am_adam}", 2, ["vioce", 'did you mean "voice"']),
        ("[x]{voice=am_adum}", 1, ["am_adum", "did you mean am_adam"]),
        ("[x]{speed=9}", 1, ["speed", "0.5 to 2"]),
        ("[x]{lang=xx}", 1, ["unknown language"]),
        ("[x]{as=ordnal}", 1, ["ordnal", 'did you mean "ordinal"']),
        ("[x]{as=ordinal}", 1, ["cannot be read as ordinal"]),
        ("[x]{say=}", 1, ["no value"]),
        ("[x]{say=a say=b}", 1, ["twice"]),
        ("[x]{say=a b}", 1, ["not an attribute"]),
        ("[x](/ˈgo/)", 1, ["U+0067", "U+0261"]),
        ("[x](/ˈɡO/)s", 1, ["part of a word"]),
        ("[→](/tʊ/) x", 1, ["no letters"]),
        ("a\n\n[pause 99s]", 3, ["too long", "60"]),
        ("[pause] x", 1, ["no length"]),
        ("[pause 5] x", 1, ["no length"]),
        ("x\n\n{voice=am_adam}", 3, ["no block"]),
        ("{voice=am_adam}\n```\nx\n```\n\ny", 1, ["no block"]),
        ("{say=x}\ny", 1, ['unknown attribute "say"']),
        ("---\nvoices:\n  A: am_adum\n---\nx", 3, ["am_adum", "did you mean"]),
        ("---\nvoices: x\n---\nx", 2, ["must be a mapping"]),
        ("---\nvoices:\n  A: {vioce: af_heart}\n---\nx", 3, ["voices.A.vioce", "voices.A.voice"]),
        ("---\nimages: alto\n---\nx", 2, ["alto", "alt"]),
        ("---\nspeak_headings: maybe\n---\nx", 2, ["yes or no"]),
        ("---\nformats: [wav, mp4]\n---\nx", 2, ["mp4", "mp3"]),
        ("---\nlexicon: {a: b}\n---\nx", 2, ["must be text"]),
    ],
)
def test_a_fault_has_line_and_cure(source: str, line: int, parts: list[str]) -> None:
    found = faults(source)
    assert found[0][0] == line
    assert [part for part in parts if part not in found[0][1]] == []


def test_all_faults_of_head_and_text_come_at_once_in_order() -> None:
    found = faults("---\nvoice: af_hart\nspede: 1\n---\n[x]{as=y}\n\n[pause 99s]\n\n{voice=z}")
    assert [line for line, _ in found] == [2, 3, 5, 7, 9, 9]


def test_lists_of_lexicons_and_formats_have_lines() -> None:
    front = read("---\nlexicon:\n  - a.toml\n  - b.toml\nformats: wav, mp3\n---\nx", "a.md", True).front
    assert (front.lexicon, front.formats) == (("a.toml", "b.toml"), ("wav", "mp3"))
    assert (front.lines["lexicon.0"], front.lines["lexicon.1"]) == (3, 4)


def test_the_alphabet_is_the_engines() -> None:
    from narrate.engines.kokoro import vocabulary
    from narrate.script.alphabet import ALPHABET

    assert set(vocabulary()) == ALPHABET


# --- properties ---------------------------------------------------------------------------------------------------

# fmt: off
PIECES = st.sampled_from([
    "[pause 1s]", "[pause", "...500ms", "...1s", "Host: ", "**Host:** ", "[", "]", "(", ")", "{voice=am_adam}", "{speed=",
    "]{say=\"x y\"}", "]{as=digits}", "]{as=ordinal}", "](/ˈɛks/)", "]{lang=fr}", "}", "::: {voice=am_adam}\n", ":::\n",
    ":::x", "[^1]", "[^1]: ", "^[", "$", "$$", "$x$", "| a |\n|---|\n", "```", "// visual: x", "https://a.org/b?c", "<div>",
    "</div>",
    "<![x[", "<!--", "-->", "![a](b)", "`", "*", "**", "~~", "# ", "- ", "> ", "---\n", "\n", "\n\n", "\n\n", " ", "    ",
    "word", "Two words.", "2024", "$5", "é", "🎉", "今日は。", "\\", "&amp;", "\t", "[!NOTE]", "(aside)", "...", "x\u200d",
])
# fmt: on
SOURCES = st.lists(PIECES, max_size=40).map("".join)
HABITS = st.fixed_dictionaries(
    {
        "images": st.sampled_from(["skip", "alt"]),
        "tables": st.sampled_from(["skip", "rows"]),
        "code": st.sampled_from(["skip", "speak"]),
        "urls": st.sampled_from(["skip", "short", "full"]),
        "emoji": st.sampled_from(["skip", "name"]),
        "footnotes": st.sampled_from(["skip", "inline", "end"]),
        "parentheses": st.sampled_from(["speak", "skip"]),
        "maths": st.sampled_from(["skip", "speak"]),
        "speak_headings": st.sampled_from(["yes", "no"]),
    }
)


def attempt(source: str, language: str = "en-us") -> Script | InputError:
    try:
        return script(source, language=language)
    except InputError as exc:
        return exc


def check(segments: tuple[Segment, ...], count: int) -> None:
    for segment in segments:
        assert segment.words
        assert segment.spoken.strip()
        assert 1 <= segment.origin.line <= count
        assert 0.5 <= segment.speed <= 2.0
        assert segment.pause_after >= 0


@settings(deadline=None, max_examples=200)
@given(st.one_of(SOURCES, st.text(max_size=200)), HABITS, st.sampled_from(LANGUAGES))
def test_any_source_is_read_or_refused(source: str, habits: dict[str, str], language: str) -> None:
    head = "---\nvoices: {Host: af_heart}\n" + "".join(f"{key}: {value}\n" for key, value in habits.items()) + "---\n"
    found = attempt(head + source, language)
    count = len(re.findall("\r\n|\r|\n", head + source)) + 1
    if isinstance(found, InputError):
        assert all(fault.cure and 0 <= fault.line <= count for fault in found.faults)
        return
    check(found.segments, count)
    assert all(1 <= part.origin.line <= count for part in found.skipped)


ONE_WORD = st.from_regex(r"[a-z]{2,8}", fullmatch=True)
MARKED = st.one_of(
    ONE_WORD.map(lambda w: (w, w)),
    ONE_WORD.map(lambda w: (f"*{w}*", w)),
    ONE_WORD.map(lambda w: (f"[{w}]{{voice=am_adam}}", w)),
    ONE_WORD.map(lambda w: (f'[{w}]{{say="{w}"}}', w)),
    ONE_WORD.map(lambda w: (f"[{w}](/ˈɛks/)", w)),
    ONE_WORD.map(lambda w: (f"{w} [pause 1s]", w)),
    ONE_WORD.map(lambda w: (f"{w}. ...500ms", f"{w}.")),
    ONE_WORD.map(lambda w: (f"{w} <!-- no -->", w)),
    ONE_WORD.map(lambda w: (f"{w} ![no](n.png)", w)),
    ONE_WORD.map(lambda w: (f"[{w}](https://no.no/no)", w)),
)
LINES = st.lists(st.lists(MARKED, min_size=1, max_size=5), min_size=1, max_size=8)


@settings(deadline=None)
@given(
    LINES, st.lists(st.sampled_from(["\n", "\n\n", "\n\n---\n\n", "\nHost: ", "\n\n> ", "\n// visual: no\n"]), max_size=8)
)
def test_no_word_is_lost_or_invented_and_each_has_its_line(lines: list[list[tuple[str, str]]], between: list[str]) -> None:
    source, wanted = HEAD, []
    for number, line in enumerate(lines):
        if number:
            source += between[number - 1] if number <= len(between) else "\n"
        for position, (written, word) in enumerate(line):
            source += (" " if position else "") + written
            wanted.append((word, source.count("\n") + 1))
    found = script(source)
    assert [word.written for segment in found.segments for word in segment.words] == [word for word, _ in wanted]
    at = 0
    for segment in found.segments:
        assert segment.origin.line == wanted[at][1]
        at += len(segment.words)
