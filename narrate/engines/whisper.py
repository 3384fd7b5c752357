"""Whisper through faster-whisper (CTranslate2) as a Transcriber: 8-bit weights on the CPU, one pass for each window.

How it listens, and what was measured (tiny.en, 127 s of Kokoro speech in six windows, against the same text):

- Beam 5 (WER 5.1 %) rather than 1 (5.7–6.0 %); it takes about a tenth longer, since the encoder is most of the work.
- The batched pipeline, which decodes each window exactly once. The ordinary one goes on behind the last word that it
  timed, and heard "Thank you very much for joining us." in the last second of a window (WER 6.8 % with word times).
- Without timestamp tokens, as that pipeline is meant to be used; word times come from cross-attention and cost about
  a tenth.
- Temperature 0, no memory of the window before, and no prompt: a check must not be told what it should hear. The one
  exception decides on the script, not on the words: without it Whisper writes Mandarin in traditional characters.

Word times are good to 100–200 ms, and off by up to a second beside long pauses: they say to which
segment a word belongs, not more.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from narrate.errors import EngineError, Fault, MissingError
from narrate.model import Heard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from narrate.model import Samples

_RATE = 16_000
_BEAM = 5
_WINDOW = 30 * _RATE
"""What the network hears at once."""
_EARLIEST_CUT = 20 * _RATE
"""A sound that is longer than a window is cut at its quietest place between here and the end of the window."""
_QUIET_BLOCK = _RATE // 10
_SILENCE = 1e-3
"""RMS of -60 dBFS. Whisper invents words where there is nothing to hear, so nothing is asked there."""
_PROMPTS = {"zh": "以下是普通话的句子。"}
"""“What follows is a sentence in Mandarin”, in simplified characters."""
_MARGIN = 2 * _RATE
"""How far a word's times may be off beside a long silence (1.1 s was seen): only a word without any sound that near is
taken for invented."""
_CODE_VERSION = 1
"""Raise it when this file changes what may be heard."""


class WhisperTranscriber:
    """`locate` gives the folder of a CTranslate2 model (and may pull it); `identity` names its weights (their sha256).

    `language` is a code as "en" or "en-us"; None lets the model find out for each call. `threads` 0 leaves the number
    to CTranslate2. The model is located and loaded at the first `transcribe`. Several threads may call at once.
    """

    def __init__(self, locate: Callable[[], Path], identity: str, language: str | None, threads: int = 0) -> None:
        self._locate, self._threads = locate, threads
        self._language = language.lower().replace("_", "-").split("-")[0] if language else None
        prompt = f" {_PROMPTS[self._language]}" if self._language in _PROMPTS else ""
        options = f"{identity} {self._language} beam{_BEAM} int8 code{_CODE_VERSION}{prompt}"
        libraries = " ".join(f"{name}={version(name)}" for name in ("faster-whisper", "ctranslate2", "soxr"))
        self._fingerprint = hashlib.sha256(f"{options} {libraries}".encode()).hexdigest()
        self._model: Any = None
        self._loading = Lock()

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    def transcribe(self, samples: Samples, rate: int) -> tuple[Heard, ...]:
        """Words in order, split at white space. More than 30 s are heard in pieces; silence gives nothing.

        Raises MissingError when there is no model in the folder, EngineError when it cannot be loaded or run.
        """
        sound = _resampled(samples, rate)
        if _loudness(sound) < _SILENCE:
            return ()
        try:
            found = list(self._words(sound))
        except (RuntimeError, ValueError) as exc:
            raise EngineError(Fault(f"Whisper could not hear {len(sound) / _RATE:.1f} s of sound: {exc}")) from exc
        scale, length = rate / _RATE, len(samples)
        return tuple(
            Heard(text, min(round(start * scale), length), min(round(end * scale), length), probability)
            for text, start, end, probability in found
            if _loudness(sound[max(0, start - _MARGIN) : end + _MARGIN]) >= _SILENCE
        )

    def _words(self, sound: Samples) -> Iterator[tuple[str, int, int, float]]:
        """(text, start, end, probability) of each word; start and end in samples at 16 kHz."""
        from faster_whisper import BatchedInferencePipeline

        # One pipeline for each call: it keeps a note of the last word's time, which would be shared between threads.
        segments, _ = BatchedInferencePipeline(self._loaded()).transcribe(
            sound,
            language=self._language,
            beam_size=_BEAM,
            temperature=0.0,
            condition_on_previous_text=False,
            initial_prompt=_PROMPTS.get(self._language or ""),
            vad_filter=False,
            clip_timestamps=[{"start": a / _RATE, "end": b / _RATE} for a, b in _pieces(sound)],
            without_timestamps=True,
            word_timestamps=True,
        )
        return _whole_words(word for segment in segments for word in segment.words or ())

    def _loaded(self) -> Any:
        """The WhisperModel, loaded once."""
        with self._loading:
            if self._model is None:
                self._model = _load(self._locate(), self._threads)
            return self._model


def _load(folder: Path, threads: int) -> Any:
    if not (folder / "model.bin").is_file():
        raise MissingError(Fault("there is no Whisper model here", "run `narrate models pull`", str(folder)))
    from faster_whisper import WhisperModel

    try:
        return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True)
    except Exception as exc:  # tokenizers raises bare Exceptions for a file that it cannot read
        cure = "remove the folder and run `narrate models pull`"
        raise EngineError(Fault(f"the Whisper model cannot be loaded: {exc}", cure, str(folder))) from exc


def _resampled(samples: Samples, rate: int) -> Samples:
    sound = np.asarray(samples, dtype=np.float32)
    if rate == _RATE:
        return sound
    import soxr

    return np.asarray(soxr.resample(sound, rate, _RATE, quality="HQ"), dtype=np.float32)


def _loudness(sound: Samples) -> float:
    """RMS; 0 for no samples."""
    return float(np.sqrt(np.mean(np.square(sound, dtype=np.float64)))) if len(sound) else 0.0


def _pieces(sound: Samples) -> Iterator[tuple[int, int]]:
    """Stretches [start, end) of at most 30 s, cut where it is quietest."""
    start = 0
    while len(sound) - start > _WINDOW:
        late = sound[start + _EARLIEST_CUT : start + _WINDOW]
        blocks = late[: len(late) // _QUIET_BLOCK * _QUIET_BLOCK].reshape(-1, _QUIET_BLOCK)
        quietest = int(np.argmin(np.square(blocks).mean(axis=1)))
        end = start + _EARLIEST_CUT + quietest * _QUIET_BLOCK + _QUIET_BLOCK // 2
        yield start, end
        start = end
    yield start, len(sound)


def _whole_words(words: Iterable[Any]) -> Iterator[tuple[str, int, int, float]]:
    """faster-whisper cuts "$42.50" into "$42" and ".50": what begins so, without a space, goes back."""
    text, start, end, probability = "", 0, 0, 1.0
    for word in words:
        stripped = word.word.strip()
        if not stripped:
            continue
        if text and word.word[0] != " " and not stripped[0].isalpha():
            text, end = text + stripped, round(word.end * _RATE)
            probability = min(probability, float(word.probability))
            continue
        if text:
            yield text, start, end, probability
        text, probability = stripped, float(word.probability)
        start, end = round(word.start * _RATE), round(word.end * _RATE)
    if text:
        yield text, start, end, probability
