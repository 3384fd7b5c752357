"""Given phonemes inside a sentence, who decided on a word's phonemes, and the cache key. misaki runs; no voice does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from narrate.engines.joints import Joined
from narrate.engines.kokoro import KokoroSynthesizer
from narrate.engines.phonemes import Phonemizer
from narrate.engines.phonemes_espeak import share_out
from narrate.engines.voices import VoicePacks
from narrate.model import Origin, PhonemeSource, Segment, SpokenWord


@pytest.fixture(scope="module")
def phonemizer() -> Phonemizer:
    return Phonemizer()


def segment(*words: SpokenWord | str, language: str = "en-us") -> Segment:
    spoken = tuple(SpokenWord(word, word) if isinstance(word, str) else word for word in words)
    return Segment(0, spoken, "af_heart", 1.0, language, 0.3, 0, Origin("a.md", 1))


def by_word(phonemizer: Phonemizer, said: Segment) -> list[str]:
    """The sounds of each word."""
    found = phonemizer(said)
    assert len(found.text) == len(found.owners)
    return ["".join(c for c, o in zip(found.text, found.owners, strict=True) if o == i) for i in range(len(said.words))]


def test_given_phonemes_are_said_exactly_and_marks_stay(phonemizer: Phonemizer) -> None:
    word = SpokenWord("(Kubernetes),", "(Kubernetes),", "kˌubəɾʔɛTiz")
    said = segment("We", "run", word, "every", "day.")
    plain = by_word(phonemizer, segment("We", "run", "(Kubernetes),", "every", "day."))
    found = by_word(phonemizer, said)
    assert found == [*plain[:2], "kˌubəɾʔɛTiz", *plain[3:]]
    assert "(kˌubəɾʔɛTiz)," in phonemizer(said).text
    assert phonemizer(said).unspoken == ()


def test_marks_that_come_with_the_phonemes_are_not_said_twice(phonemizer: Phonemizer) -> None:
    assert phonemizer(segment("So", SpokenWord("nginx,", "nginx,", "ˈɛnʤɪn ˈɛks,"), "yes.")).text.count(",") == 1


def test_the_word_before_hears_the_given_phonemes(phonemizer: Phonemizer) -> None:
    vowel, consonant = SpokenWord("nginx", "nginx", "ˈɛnʤɪn"), SpokenWord("nginx", "nginx", "nʤˈɪn")
    assert by_word(phonemizer, segment("the", vowel, "server"))[0] == "ði"
    assert by_word(phonemizer, segment("the", consonant, "server"))[0] == "ðə"


def test_a_respelling_of_several_words_belongs_to_the_written_one(phonemizer: Phonemizer) -> None:
    found = by_word(phonemizer, segment("run", SpokenWord("nginx", "engine x"), "now"))
    assert found[1] == "ˈɛnʤənˈɛks"


@pytest.mark.parametrize(
    ("language", "sentence", "at"),
    [
        ("es", "El niño no ha comido los huevos, ¿verdad?", 6),
        ("fr-fr", "Nous avons mangé des pommes, hier soir.", 4),
        ("it", "L'amico è andato a casa; gli altri no.", 4),
        ("pt-br", "O menino não comeu os ovos, mas gostou.", 5),
        ("hi", "मैं आज बाज़ार जा रहा हूँ।", 2),
    ],
)
def test_given_phonemes_in_the_languages_of_espeak(phonemizer: Phonemizer, language: str, sentence: str, at: int) -> None:
    words = sentence.split()
    plain = by_word(phonemizer, segment(*words, language=language))
    assert all(plain)
    given = [SpokenWord(word, word, "nˈuɹ" if index == at else "") for index, word in enumerate(words)]
    found = by_word(phonemizer, segment(*given, language=language))
    assert found == [*plain[:at], "nˈuɹ", *plain[at + 1 :]]
    marks = [char for char in phonemizer(segment(*words, language=language)).text if char in ",;.?"]
    assert [char for char in phonemizer(segment(*given, language=language)).text if char in ",;.?"] == marks


def test_hindi_sentences_end(phonemizer: Phonemizer) -> None:
    assert phonemizer(segment("दूध", "नहीं", "है।", language="hi")).text.endswith(".")


@pytest.mark.parametrize(
    ("word", "source"),
    [
        (SpokenWord("hello", "hello"), PhonemeSource.DICTIONARY),
        (SpokenWord("kubectl", "kubectl"), PhonemeSource.ESPEAK),
        (SpokenWord("kubectl", "kubectl", "kjˈub"), PhonemeSource.GIVEN),
        (SpokenWord("—", "—"), PhonemeSource.NONE),
    ],
)
def test_who_decided(phonemizer: Phonemizer, word: SpokenWord, source: PhonemeSource) -> None:
    assert phonemizer.pronounce(word, "en-us").source is source


def test_espeaks_words_are_espeaks(phonemizer: Phonemizer) -> None:
    said = phonemizer.pronounce(SpokenWord("huevos,", "huevos,"), "es")
    assert (said.phonemes, said.source) == ("wˈeβos,", PhonemeSource.ESPEAK)


def test_sounds_that_run_together_are_shared_out() -> None:
    assert share_out("", ["a", "b"]) == []
    assert [owner for _, owner in share_out("lez ami", ["le", "ami"])] == [0, 0, 1, 1, 1, 1, 1]


class _Silent:
    identity = "silent"

    def speak(self, ids, style, speed):  # type: ignore[no-untyped-def]
        raise AssertionError("a fingerprint needs no voice")


def test_the_cache_key_holds_what_is_said_and_not_who_decided() -> None:
    kokoro = KokoroSynthesizer(_Silent(), VoicePacks(lambda: None, {"af_heart": "x"}), Phonemizer())
    word = SpokenWord("nginx", "nginx")
    plain = kokoro.fingerprint(segment("run", word))
    assert kokoro.fingerprint(segment("run", replace(word, entry="nginx (lexicon.toml:9)"))) == plain
    changed = [replace(word, spoken="engine x"), replace(word, phonemes="ˈɛn"), replace(word, pause_after=0.5)]
    keys = {kokoro.fingerprint(segment("run", other)) for other in changed}
    assert len(keys | {plain}) == 4


def test_a_pause_inside_a_segment_is_as_long_as_asked() -> None:
    rate = 24_000
    tone = np.concatenate([np.zeros(7200), np.full(4800, 0.5), np.zeros(12_000)]).astype(np.float32)
    joined = Joined(rate, {2: 0.5})
    assert joined.add(tone, (0, 1)) == 0
    second = joined.add(tone, (2, 3))
    loud = np.flatnonzero(joined.whole())
    gap = int(np.max(np.diff(loud))) - 1
    assert gap == rate // 2
    assert joined.whole()[second + 7200] == pytest.approx(0.5)
    assert joined.whole()[second + 7199] == 0
    assert joined.length == len(joined.whole())
