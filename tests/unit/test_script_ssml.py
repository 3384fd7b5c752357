"""SSML: the subset, its faults, and what must never be parsed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.errors import InputError
from narrate.model import Delivery, Pauses, Script
from narrate.script import read_ssml, split

PAUSES = Pauses(phrase=0.1, sentence=0.2, paragraph=0.7, chapter=1.3, scene=1.1)
VOICES = ("af_heart", "am_adam", "if_sara")


def script(body: str) -> Script:
    return split(read_ssml(f"<speak>{body}</speak>", "a.ssml", VOICES), Delivery(pauses=PAUSES))


def told(body: str) -> list[tuple[str, float]]:
    return [(s.text, s.pause_after) for s in script(body).segments]


def fault(source: str) -> tuple[int, str]:
    with pytest.raises(InputError) as caught:
        read_ssml(source, "a.ssml", VOICES)
    first = caught.value.faults[0]
    assert first.cure
    assert first.path == "a.ssml"
    return first.line, first.message


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One and\n   two.", [("One and two.", 0.0)]),
        ("<p>One and two</p><p>three and four</p>", [("One and two", 0.7), ("three and four", 0.0)]),
        (
            "Before it all <p>one and two</p> after it all",
            [("Before it all", 0.7), ("one and two", 0.7), ("after it all", 0.0)],
        ),
        ("<s>One and two</s><s>three and four</s>", [("One and two", 0.2), ("three and four", 0.0)]),
        ('One and <break time="1.5s"/>two.', [("One and", 1.5), ("two.", 0.0)]),
        ('One and <break time="250ms"/>two.', [("One and", 0.25), ("two.", 0.0)]),
        ('<s>One and two.</s><break time="2s"/><s>Three and four.</s>', [("One and two.", 2.0), ("Three and four.", 0.0)]),
        ('<p>One and two.</p><break time="2s"/><p>Three and four.</p>', [("One and two.", 2.0), ("Three and four.", 0.0)]),
        ("One <break/>two", [("One", 0.2), ("two", 0.0)]),
        ('One <break strength="strong"/>two', [("One", 0.7), ("two", 0.0)]),
        ('One <break strength="x-strong"/>two', [("One", 1.1), ("two", 0.0)]),
        ('One <break strength="none"/>two', [("One two", 0.0)]),
        ("A &lt; B &amp; C<!-- no -->", [("A < B & C", 0.0)]),
        ("<p>// visual: all\nis text</p>", [("// visual: all is text", 0.0)]),
        ("<![CDATA[One & two]]>", [("One & two", 0.0)]),
    ],
)
def test_text_and_pauses(body: str, expected: list[tuple[str, float]]) -> None:
    assert told(body) == expected


@pytest.mark.parametrize(
    ("body", "spoken", "phonemes"),
    [
        ('<sub alias="sequel">SQL</sub>', "sequel", ""),
        ('<say-as interpret-as="digits">42</say-as>', "four two", ""),
        ('<say-as interpret-as="ordinal">3</say-as>', "third", ""),
        ('<say-as interpret-as="spell-out">XK</say-as>', "X K", ""),
        ('<phoneme alphabet="ipa" ph="dʒeɪ">J</phoneme>', "J", "ʤA"),
        ('<phoneme ph="ˈɡoʊ">go</phoneme>', "go", "ˈɡO"),
        ('<phoneme alphabet="x-misaki" ph="ˈɡO">go</phoneme>', "go", "ˈɡO"),
    ],
)
def test_readings(body: str, spoken: str, phonemes: str) -> None:
    (word,) = [word for segment in script(f"We say {body} here.").segments for word in segment.words if word.entry]
    assert (word.spoken, word.phonemes) == (spoken, phonemes)


def test_voices_rates_and_languages_nest() -> None:
    source = (
        '<speak xml:lang="en-GB">One of all. <voice name="am_adam">Two of all. '
        '<prosody rate="80%">Three of all. <prosody rate="fast">Four of all.</prosody></prosody></voice>'
        '<p xml:lang="it">Cinque di tutti.</p></speak>'
    )
    document = read_ssml(source, "a.ssml", VOICES)
    assert document.front.language == "en-gb"
    found = split(document, Delivery(language="en-gb", voice="bf_emma")).segments
    assert [(s.text, s.voice, s.speed, s.language) for s in found] == [
        ("One of all.", "bf_emma", 1.0, "en-gb"),
        ("Two of all.", "am_adam", 1.0, "en-us"),
        ("Three of all.", "am_adam", 0.8, "en-us"),
        ("Four of all.", "am_adam", 1.0, "en-us"),
        ("Cinque di tutti.", "if_sara", 1.0, "it"),
    ]


def test_what_is_not_known_is_reported_and_its_text_kept() -> None:
    found = script(
        'One <amazon:effect xmlns:amazon="x">two</amazon:effect> <emphasis>three</emphasis>\n'
        '<mark name="m"/><prosody pitch="high">four</prosody> <audio src="a.wav">five <desc>no</desc></audio>'
    )
    assert [s.text for s in found.segments] == ["One two three four five"]
    assert [(part.kind, part.text, part.origin.line) for part in found.skipped] == [
        ("SSML element", "<effect>", 1),
        ("mark", "m", 2),
        ("prosody pitch", "high", 2),
        ("SSML element", "<audio>", 2),
    ]


def test_every_segment_knows_its_line() -> None:
    source = "<speak>\n<p>First of\nall here.</p>\n\n<p>Second one. It has\n<s>a third one</s></p>\n</speak>"
    found = split(read_ssml(source, "a.ssml"), Delivery()).segments
    assert [(s.text, s.origin.line) for s in found] == [
        ("First of all here.", 2),
        ("Second one. It has", 5),
        ("a third one", 6),
    ]


def attempt(source: str) -> Script | InputError:
    try:
        return split(read_ssml(source, "a.ssml", VOICES), Delivery())
    except InputError as exc:
        return exc


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 10 + '"><!ENTITY c "' + "&b;" * 10 + '">]>'


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        (f"{BOMB}<speak>&c;</speak>", 1, "DTD"),
        ('<?xml version="1.0"?>\n<!DOCTYPE x SYSTEM "file:///etc/passwd"><speak>x</speak>', 2, "DTD"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><speak>&e;</speak>', 1, "DTD"),
        ("<speak>\n&nbsp;x</speak>", 2, "undefined entity"),
        ("<speak>\n<p>x</s></speak>", 2, "mismatched tag"),
        ("<speak>\n\nx", 3, "no element found"),
        ("", 1, "no element found"),
        ("just text", 1, "syntax error"),
        ("<p>x</p>", 1, "not the root"),
        ("<speak>\n<sub>x</sub></speak>", 2, "no alias"),
        ("<speak>\n\n<break time='5'/>x</speak>", 3, "break time"),
        ("<speak><break time='500s'/>x</speak>", 1, "break time"),
        ("<speak><break strength='big'/>x</speak>", 1, "strength"),
        ("<speak><voice name='am_adum'>x</voice></speak>", 1, "am_adum"),
        ("<speak><prosody rate='500%'>x</prosody></speak>", 1, "rate"),
        ("<speak><say-as interpret-as='ordnal'>x</say-as></speak>", 1, "ordnal"),
        ("<speak><say-as interpret-as='ordinal'>x</say-as></speak>", 1, "cannot be read"),
        ("<speak><phoneme alphabet='sampa' ph='x'>x</phoneme></speak>", 1, "sampa"),
        ("<speak xml:lang='xx'>x</speak>", 1, "unknown language"),
        ("<speak></speak>", 0, "nothing to speak"),
    ],
)
def test_faults_have_their_line(source: str, line: int, words: str) -> None:
    found_line, message = fault(source)
    assert words in message
    assert found_line == line


def test_all_faults_come_at_once() -> None:
    with pytest.raises(InputError) as caught:
        read_ssml("<speak><sub>x</sub>\n<break time='x'/>\n<voice name='no'>y</voice></speak>", "a.ssml", VOICES)
    assert [found.line for found in caught.value.faults] == [1, 2, 3]


# fmt: off
PIECES = st.sampled_from([
    "<speak>", "</speak>", "<p>", "</p>", "<s>", "</s>", "<break/>", '<break time="1s"/>', '<sub alias="x y">', "</sub>",
    '<say-as interpret-as="digits">', "</say-as>", '<phoneme ph="ˈɛks">', "</phoneme>", '<voice name="am_adam">',
    "</voice>",
    '<prosody rate="80%">', "</prosody>", "<foo>", "</foo>", "<!-- c -->", "&amp;", "&x;", "text", " ", "\n", "42", "🎉",
    "<meta>",
    "</meta>", "<![CDATA[x]]>", "<?pi?>", "\x00", "é.", "…",
])
# fmt: on
NESTED = st.recursive(
    st.sampled_from(["One.", "two ", "\n", "42", '<break time="1s"/>', "<mark name='a'/>", "🎉", "."]),
    lambda inner: st.tuples(
        st.sampled_from(
            ["p", "s", "sub alias='x'", "voice name='am_adam'", "prosody rate='80%'", "foo", "emphasis", "meta"]
        ),
        st.lists(inner, max_size=4).map("".join),
    ).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>"),
    max_leaves=12,
)


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(
        st.lists(PIECES, max_size=30).map("".join),
        st.lists(NESTED, max_size=5).map(lambda parts: f"<speak>{''.join(parts)}</speak>"),
        st.text(max_size=100),
    )
)
def test_any_source_is_read_or_refused(source: str) -> None:
    count = source.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    found = attempt(source)
    if isinstance(found, InputError):
        assert all(each.cure and 0 <= each.line <= count for each in found.faults)
        return
    assert all(segment.spoken.strip() and 1 <= segment.origin.line <= count for segment in found.segments)


@settings(deadline=None)
@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=20), st.data())
def test_no_word_is_lost_or_invented(words: list[str], data: st.DataObject) -> None:
    wrap = st.sampled_from(
        ["{}", "<p>{}</p>", "<s>{}</s>", "<emphasis>{}</emphasis>", '<voice name="am_adam">{}</voice>', "{}<break/>"]
    )
    body = " ".join(data.draw(wrap).format(word) for word in words)
    assert [word.written for segment in script(body).segments for word in segment.words] == words
