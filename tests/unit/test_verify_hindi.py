"""Hindi in its own script and in Urdu's, brought to one form."""

from __future__ import annotations

import pytest

from narrate.verify.hindi import skeleton
from narrate.verify.normalize import normalize

HEARD = [
    ("आज मौसम बहुत अच्छा है।", "آج موسم بہت اچھا ہے"),
    ("हम बाज़ार जा रहे हैं", "ہم بازار جا رہے ہیں"),
    ("और शाम को घर लौटेंगे", "اور شام کو گھر لوٹنگے"),
    ("यह किताब पढ़ो", "یہ کتاب پڑھو"),
    ("बड़ा लड़का फूल लाया", "بڑا لڑکا پھول لایا"),
]


@pytest.mark.parametrize(("hindi", "urdu"), HEARD)
def test_both_scripts_have_one_form(hindi: str, urdu: str) -> None:
    assert normalize(hindi, "hi") == normalize(urdu, "hi")


def test_other_words_stay_other_words() -> None:
    assert len({skeleton(word) for word in ("मौसम", "बाज़ार", "किताब", "लड़का", "दूध", "शाम")}) == 6


def test_what_is_neither_stays() -> None:
    assert normalize("Python है", "hi") == ["python", "h"]
    assert skeleton("आई") == "a"
