"""One short build in each language, by the program as it is installed, heard by Whisper base.

The bounds are about twice what was measured (see the table), and never more than one word (or sign) in six.
"""

from __future__ import annotations

import importlib.util
from itertools import pairwise

import pytest

from tests.real.conftest import Narrate

SCRIPTS = {
    "en-gb": "The lorry stopped at the traffic lights, and the driver bought twelve biscuits for three pounds.",
    "es": "El tren sale de la estación a las ocho de la mañana. ¿Quiere usted comprar un billete para el viernes?",
    "fr-fr": "Ce matin, nous avons mangé des pommes et du fromage dans le jardin. Il fait beau, mais le vent est froid.",
    "it": "Domani mattina andiamo al mercato con gli amici. Il caffè costa due euro, ma è molto buono.",
    "pt-br": "Hoje de manhã o menino foi para a escola. A cidade tem muitas praias bonitas e uma grande biblioteca.",
    "hi": "आज मौसम बहुत अच्छा है। हम बाज़ार जा रहे हैं और शाम को घर लौटेंगे।",
    "ja": "今日はとても良い天気です。私たちは公園で写真を撮りました。駅まで歩いて十分かかります。",
    "zh": "今天天气很好，我们去公园散步吧。这本书非常有意思，我想再看一遍。",
}
BOUND = {"en-gb": 0.06, "es": 0.06, "fr-fr": 0.1, "it": 0.06, "pt-br": 0.06, "hi": 0.15, "ja": 0.1, "zh": 0.1}
"""Word error rates (of signs, where words have no spaces)."""
EXTRA = {"ja": "fugashi", "zh": "jieba"}


@pytest.mark.real
@pytest.mark.parametrize("language", SCRIPTS)
def test_a_language_is_spoken_and_heard(narrate: Narrate, language: str) -> None:
    narrate.write("page.md", f"---\nlanguage: {language}\n---\n\n{SCRIPTS[language]}\n")
    done = narrate("build", "page.md", "--asr", "base", "--json")
    if language in EXTRA and importlib.util.find_spec(EXTRA[language]) is None:
        assert done.code == 4
        assert f"pip install 'narrate[{language}]'" in done.err
        assert not (narrate.folder / "out" / "page.wav").exists()
        return
    assert done.code == 0, done.err
    report = done.document
    assert report["language"] == language
    assert report["totals"]["wer"] <= BOUND[language], [segment["heard"] for segment in report["segments"]]
    assert report["totals"]["fail"] == 0
    shown = "".join(line for cue in report["cues"] for line in cue["lines"])
    assert shown.replace(" ", "") == SCRIPTS[language].replace(" ", "")
    words = [word for segment in report["segments"] for word in segment["words"]]
    assert all(one["end"] <= two["start"] + 1e-6 for one, two in pairwise(words))
    assert all(word["end"] - word["start"] >= 0.02 for word in words)  # a word of one vowel may have one frame: 25 ms
