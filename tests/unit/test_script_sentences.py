"""Sentences: a table of hard cases with what a person would say, and what must hold for any text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.script.boundaries import sentence_spans, sentences
from narrate.script.languages import LANGUAGES, UNSPACED

HARD = [
    ("en-us", ["Dr. Smith met Mr. Jones at St. Mary's.", "They talked."]),
    ("en-us", ["Prof. Ada Lovelace and Gen. Grant agreed.", "Nobody else did."]),
    ("en-us", ["J. K. Rowling wrote it.", "He read it."]),
    ("en-us", ["It was written by J. R. R. Tolkien.", "I liked it."]),
    ("en-us", ["George W. Bush spoke first.", "Then came Al Gore."]),
    ("en-us", ["Mrs. O'Neil lives at 5 Elm St. in Boston.", "She moved there in May."]),
    ("en-us", ["Martin Luther King Jr. was born in Atlanta.", "He died in Memphis."]),
    ("en-us", ["Sen. Warren met Rep. Lee and Gov. Hobbs.", "All three smiled."]),
    ("en-us", ["Capt. Kirk told Lt. Uhura to wait.", "She waited."]),
    ("en-us", ["Ask Ms. Pell.", "She knows."]),
    ("en-us", ["The Rev. Green prayed.", "We listened."]),
    ("en-us", ["Sgt. Pepper taught the band to play.", "It was twenty years ago."]),
    ("en-us", ["Mt. Everest is high.", "Ft. Worth is not."]),
    ("en-us", ["Col. Mustard did it.", "It happened in the library."]),
    ("en-us", ["Fr. Brown and Hon. Judge Lee sat down.", "Tea was served."]),
    ("en-us", ["We start at 9:30 a.m. and end at 5 p.m. on Friday.", "Bring lunch."]),
    ("en-us", ["The train leaves at 6 p.m.", "Be on time."]),
    ("en-us", ["It opened at 8 a.m. Monday.", "We queued."]),
    ("en-us", ["He was born on Jan. 5, 1990.", "She was born in Feb. of that year."]),
    ("en-us", ["See you on Tues. or Wed. next week.", "Don't be late."]),
    ("en-us", ["It fell in 476 A.D. and rose again.", "Rome was not built in a day."]),
    ("en-us", ["In 44 B.C. Caesar died.", "Brutus fled."]),
    ("en-us", ["It happened in 1999.", "Nobody noticed."]),
    ("en-us", ["Pi is 3.14.", "That is enough."]),
    ("en-us", ["It costs $42.50.", "Too much!"]),
    ("en-us", ["We upgraded nginx to v1.25.3.", "It works."]),
    ("en-us", ["Install Python 3.11.7 or later.", "Then restart."]),
    ("en-us", ["Version 2.", "That was the one."]),
    ("en-us", ["Turn to p. 42 and read pp. 50-60.", "Then stop."]),
    ("en-us", ["See Fig. 3 and Eq. 4.", "Both are wrong."]),
    ("en-us", ["No. 5 is alive.", "So is No. 7 now."]),
    ("en-us", ["I said no.", "He said yes."]),
    ("en-us", ["Open config.yaml and edit it.", "Save README.md."]),
    ("en-us", ["Visit example.com.", "It is a good site."]),
    ("en-us", ["Go to www.example.org/a.b?c=d and log in.", "Then wait."]),
    ("en-us", ["Mail me at a.b@example.com.", "I will answer."]),
    ("en-us", ["Call os.path.join(a, b).", "It returns a string."]),
    ("en-us", ["It weighs 5 kg.", "Lift it."]),
    ("en-us", ["It is 6 ft. tall and 10 in. wide.", "Measure it."]),
    ("en-us", ["The server is 192.168.0.1.", "Ping it."]),
    ("en-us", ["He paid €1.000.", "She paid nothing."]),
    ("en-us", ["It rose by .5 percent.", "Nobody cared."]),
    ("en-us", ["He ran 10 km.", "She ran 20."]),
    ("en-us", ["Use fruit, e.g. this apple.", "Eat it."]),
    ("en-us", ["The last one, i.e. the third, failed.", "We stopped."]),
    ("en-us", ["Bring pens, paper, etc. to class.", "Don't forget."]),
    ("en-us", ["Bring pens, paper, etc.", "Then sit down."]),
    ("en-us", ["Smith vs. Jones was settled.", "Jones won."]),
    ("en-us", ["It was ca. 50 people.", "Maybe more."]),
    ("en-us", ["Apple Inc. and Acme Corp. merged.", "Shares fell."]),
    ("en-us", ["He works at Acme Ltd. in York.", "She works at Foo Co. in Leeds."]),
    ("en-us", ["He works at Acme Inc.", "She works elsewhere."]),
    ("en-us", ["Smith et al. showed it.", "Others agreed."]),
    ("en-us", ["The dept. of health, est. 1953, said no.", "We appealed."]),
    ("en-us", ["N.B. the door is locked.", "Use the window."]),
    ("en-us", ["It is approx. 5 miles.", "We walked."]),
    ("en-us", ["The U.S. economy grew.", "So did ours."]),
    ("en-us", ["He moved to the U.S.", "He likes it."]),
    ("en-us", ["The U.S. Senate voted.", "It failed."]),
    ("en-us", ["She lives in the U.K. and works in the E.U. now.", "She travels."]),
    ("en-us", ["She has a Ph.D. in physics.", "He has an M.A. in art."]),
    ("en-us", ["Washington D.C. is hot.", "Bring water."]),
    ("en-us", ["The F.B.I. came.", "We hid."]),
    ("en-us", ["It was I.", "He knew."]),
    ("en-us", ["So do I.", "They do not."]),
    ("en-us", ["We chose plan B.", "It worked."]),
    ("en-us", ["Vitamin C. is not spelt so.", "It has no stop."]),
    ("en-us", ["Wait... what?", "I don't understand."]),
    ("en-us", ["Wait… what?", "No!"]),
    ("en-us", ["I thought... well, never mind.", "Forget it."]),
    ("en-us", ["He was gone...", "She cried."]),
    ("en-us", ["And then…", "Nothing happened."]),
    ("en-us", ["Well . . . maybe not.", "Who knows?"]),
    ("en-us", ["What?!", "You can't be serious!", "I am."]),
    ("en-us", ["Hello!!!", "Is anyone there???", "No."]),
    ("en-us", ["Yahoo! is a company.", "It is old."]),
    ("en-us", ["Really?", "Yes, really."]),
    ("en-us", ["Is it A or B?", "It is C."]),
    ("en-us", ["“Are you coming?” she said.", "He was not."]),
    ("en-us", ['"Are you coming?" she said.', "He was not."]),
    ("en-us", ["'Are you coming?' she said.", "He was not."]),
    ("en-us", ["“Stop!” he cried.", "“No!” she answered."]),
    ("en-us", ["She asked, “Are you coming?”", "He shrugged."]),
    ("en-us", ["He said, “I am tired.”", "Then he slept."]),
    ("en-us", ['He said "I am tired."', "Then he slept."]),
    ("en-us", ["“Yes,” she said.", "“I will.”"]),
    ("en-us", ["“Come in.”", "She came in."]),
    ("en-us", ["The word “etc.” is short.", "Use it."]),
    ("en-us", ["“Is that … you?” he asked.", "It was."]),
    ("en-us", ["‘Go away!’ said the cat.", "It left."]),
    ("en-us", ["It is Moses' law.", "It isn't Charles' law."]),
    ("en-us", ["The '90s were good.", "The '80s weren't."]),
    ("en-us", ["He left (finally!) and slept.", "We did too."]),
    ("en-us", ["It works (see p. 4).", "Try it."]),
    ("en-us", ["It failed.", "(Nobody was surprised.)", "We tried again."]),
    ("en-us", ["Use this [sic!] word.", "Then stop."]),
    ("en-us", ["He came (at 5 p.m.) and left.", "She stayed."]),
    ("en-us", ["This is fine (really?).", "I think so."]),
    ("en-us", ["Three things: one, two, three.", "That is all."]),
    ("en-us", ["He stopped — why? — and turned.", "It was late."]),
    ("en-us", ["1. Open the door.", "2. Close it."]),
    ("en-us", ["Steps: a) open; b) close.", "Done."]),
    ("en-us", ["He uses an iPhone.", "iPads are larger."]),
    ("en-us", ["I use pip.", "npm is another tool."]),
    ("en-us", ["The end.", "2024 was better."]),
    ("en-us", ["That was 2023.", "$5 is what is left."]),
    ("en-us", ["Try ASP.NET or Node.js today.", "Both work."]),
    ("en-us", ["It runs on .NET.", "That is fine."]),
    ("en-us", ["Good morning. 🎉", "Let us begin."]),
    ("en-us", ["One sentence only"]),
    ("en-us", ["Hello there"]),
    ("es", ["El Sr. García llegó.", "La Sra. López no."]),
    ("es", ["¿Qué hora es?", "Son las 3.30 p. m. en Madrid."]),
    ("es", ["¡Hola!", "¿Cómo estás?", "Bien."]),
    ("es", ["La Dra. Ruiz vive en EE. UU. desde 1999.", "Le gusta."]),
    ("es", ["Compró pan, leche, etc. y se fue.", "No volvió."]),
    ("es", ["«¿Vienes?», dijo ella.", "Él no contestó."]),
    ("fr-fr", ["M. Dupont est arrivé.", "Mme Martin est partie."]),
    ("fr-fr", ["Le Dr. Petit travaille ici.", "Il est 9 h."]),
    ("fr-fr", ["Où vas-tu ?", "À Paris !"]),
    ("fr-fr", ["« Viens-tu ? » dit-elle.", "Il resta."]),
    ("fr-fr", ["Il y a des pommes, des poires, etc. dans le panier.", "Sers-toi."]),
    ("fr-fr", ["Cela coûte 3.50 euros.", "C'est cher."]),
    ("it", ["Il sig. Rossi è arrivato.", "La sig.ra Bianchi no."]),
    ("it", ["Il dott. Verdi lavora qui.", "È bravo."]),
    ("it", ["Che ore sono?", "Sono le 3.30."]),
    ("it", ["Vedi pag. 4 e art. 5 della legge.", "Poi torna."]),
    ("pt-br", ["O Sr. Silva chegou.", "A Sra. Souza não."]),
    ("pt-br", ["A Dra. Lima mora na Av. Paulista.", "Ela gosta."]),
    ("pt-br", ["Que horas são?", "São 3.30."]),
    ("pt-br", ["O prof. Costa saiu.", "Não voltou."]),
    ("hi", ["मैं घर जा रहा हूँ।", "तुम कहाँ हो?"]),
    ("hi", ["डॉ. शर्मा आए।", "वे बैठ गए।"]),
    ("hi", ["यह 3.14 है।", "ठीक है।"]),
    ("ja", ["今日は晴れです。", "明日は雨でしょう。"]),
    ("ja", ["本当ですか？", "はい！", "行きましょう。"]),
    ("ja", ["「行くの？」と彼女は言った。", "彼は黙った。"]),
    ("ja", ["円周率は3.14です。", "覚えましたか。"]),
    ("zh", ["今天天气很好。", "明天会下雨。"]),
    ("zh", ["真的吗？", "是的！", "我们走吧。"]),
    ("zh", ["“你来吗？”她问。", "他没有回答。"]),
    ("zh", ["圆周率是3.14。", "记住了吗？"]),
    ("en-gb", ["Mr Smith met Dr Jones at 4.30 p.m. in Leeds.", "They had tea."]),
    ("en-gb", ["The house is No. 10 in Downing St. and old.", "It has a cat."]),
    ("en-us", ["He lives at 5 Elm St.", "She moved."]),
    ("en-us", ["It is 6 ft.", "She is tall."]),
    ("en-us", ["It is 5 p.m. Eastern time.", "At 7 a.m. he left."]),
    ("en-us", ["Is it 3 a.m.?", "Yes."]),
    ("en-us", ["“Stop! Don’t move!” he said.", "(See above. It works.)", "And then?"]),
    ("en-us", ["Mr. and Mrs. Smith went to St. Louis on Feb. 3rd.", "It rained."]),
    ("en-us", ["Q. What?", "A. Nothing."]),
    ("en-us", ["She has an M.D.", "They are clever."]),
    ("en-us", ["Ch. 5 begins.", "Vol. 2 ends."]),
    ("fr-fr", ["M.\xa0Dupont est là.", "J.\xa0K. Rowling aussi."]),
]


@pytest.mark.parametrize(("language", "expected"), HARD, ids=[" ".join(expected)[:40] for _, expected in HARD])
def test_hard_case(language: str, expected: list[str]) -> None:
    assert sentences(("" if language in UNSPACED else " ").join(expected), language) == expected


def test_a_sentence_may_run_over_several_lines() -> None:
    assert sentences("We met Dr.\nSmith at 9:30\na.m. and\nleft. He\nstayed.", "en-us") == [
        "We met Dr.\nSmith at 9:30\na.m. and\nleft.",
        "He\nstayed.",
    ]


def test_white_space_alone_is_no_sentence() -> None:
    assert sentences(" \n\t ", "en-us") == []


def test_a_no_break_space_before_an_initial_is_survived() -> None:
    # The text that makes sentencex 1.0.32 panic when it is handed over as it is.
    text = "\"»「\nA\xa0.'，«]a…:」;1;。'\xa0]? »»—」」。?"
    assert "".join("".join(sentences(text, "en-us")).split()) == "".join(text.split())


def test_a_book_is_segmented_quickly() -> None:
    paragraph = " ".join(" ".join(expected) for language, expected in HARD if language == "en-us")
    book = [paragraph] * (50_000 // len(paragraph.split()) + 1)
    begin = time.perf_counter()
    for part in book:
        sentences(part, "en-us")
    assert time.perf_counter() - begin < 2


MARKS = st.text(alphabet="aB1 .!?…,;:\"'“”‘’«»()[]—-。！？「」、\n\t\u00a0é🎉", max_size=80)
WORDS = st.lists(
    st.sampled_from(
        ["Dr.", "U.S.", "e.g.", "No.", "5", "“Yes.”", "(a.", "b)", "…", "He", "said", "“No", "p.m.", "🎉", "—", "end."]
    )
).map(" ".join)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=200), MARKS, WORDS), st.sampled_from(LANGUAGES))
def test_splitting_loses_nothing_but_white_space(text: str, language: str) -> None:
    spans = sentence_spans(text, language)
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@settings(deadline=None)
@given(st.one_of(MARKS, WORDS), st.sampled_from([name for name in LANGUAGES if name not in UNSPACED]))
def test_a_sentence_never_ends_inside_a_word(text: str, language: str) -> None:
    assert [word for sentence in sentences(text, language) for word in sentence.split()] == text.split()
