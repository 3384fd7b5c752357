"""The alphabet in which phonemes are written: misaki's, as Kokoro-82M's vocabulary has it.

Plain data here, because the script room must not ask an engine; a test holds it against the engine's own vocabulary.
"""

from __future__ import annotations

SOUNDS = "abcdefhijklmnopqrstuvwxyz AIOQSTWYᵊᵻɐɑɒɔɕɖəɚɛɜɟɡɣɤɥɨɪɯɰɲɳɴɸɹɻɽɾʁʂʃʈʊʋʌʎʒʔʝʣʤʥʦʧʨʲʰᵝβθχðçøŋœæ̃ꭧ"
"""Letters of the alphabet, and the tilde of a nasal vowel. Capitals are diphthongs: A (day), I (my), O, Q (go), W (now), Y
(boy)."""
PROSODY = "ˈˌː↓→↗↘"
MARKS = ';:,.!?—…"()“”'
ALPHABET = frozenset(SOUNDS + PROSODY + MARKS)
_MEANT = {
    "g": "ɡ (U+0261)",
    "'": "ˈ (U+02C8)",
    "’": "ˈ (U+02C8)",
    "͡": "ʧ, ʤ, ʦ or ʣ for two sounds tied together",
    "ɝ": "ɜɹ",
    "ʀ": "ʁ",
    "ɫ": "l",
    "ʍ": "w",
    "-": "nothing, or a space",
    "ˑ": "ː (U+02D0)",
}
_FROM_IPA = (
    *(("t͡ʃ", "ʧ"), ("d͡ʒ", "ʤ"), ("t͡s", "ʦ"), ("d͡z", "ʣ"), ("tʃ", "ʧ"), ("dʒ", "ʤ"), ("͡", "")),
    *(("eɪ", "A"), ("aɪ", "I"), ("aʊ", "W"), ("ɔɪ", "Y"), ("oʊ", "O"), ("əʊ", "Q")),
    *(("ɝ", "ɜɹ"), ("ɚ", "əɹ"), ("g", "ɡ"), ("'", "ˈ"), ("ɫ", "l"), ("ʍ", "w"), ("‿", ""), (".", "")),
)
"""From misaki's own table for eSpeak (misaki/espeak.py, EspeakFallback.E2M), the parts that any IPA has."""


def phoneme_fault(phonemes: str) -> tuple[str, str] | None:
    """What is wrong with `phonemes` and how to mend it; None when the voice model knows every sign."""
    unknown = sorted({char for char in phonemes if char not in ALPHABET})
    if not phonemes.strip():
        return "the phonemes are empty", "write them between slashes: [nginx](/ˈɛnʤɪn ˈɛks/)"
    if not unknown:
        return None
    named = ", ".join(f"“{char}” (U+{ord(char):04X})" for char in unknown[:4])
    meant = "; ".join(f"for {char} write {_MEANT[char]}" for char in unknown if char in _MEANT)
    cure = meant or "use misaki's signs; `narrate pronounce WORD` shows those of a word"
    return f"the voice has no phoneme {named}", cure


def from_ipa(ipa: str) -> str:
    """IPA as dictionaries print it, in misaki's signs."""
    for written, ours in _FROM_IPA:
        ipa = ipa.replace(written, ours)
    return ipa
