"""Wires the engines behind the ports. The only module that names engines; nothing heavy is imported too early.

Every engine here loads its model when the first clip or window asks for it, and pulls the model's files when they are
missing; the caches in front of them ask only for what was never made before. So an unchanged build loads nothing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from narrate.config import Flags, Prompting, check
from narrate.errors import Fault, MissingError
from narrate.events import Listener, silent
from narrate.store.manifest import WHISPER, manifest
from narrate.store.models import ModelStore, cache_root

if TYPE_CHECKING:
    from narrate.build import Engines
    from narrate.engines.chat import Sampling
    from narrate.engines.kokoro import Acoustic
    from narrate.engines.phonemes import Phonemizer
    from narrate.expand import Expansion
    from narrate.model import Report, Script
    from narrate.ports import ChatModel, Pronouncer
    from narrate.prompts import Asked, Source
    from narrate.store.expansions import ScriptShelf
    from narrate.store.outputs import OutputFolder
    from narrate.store.segments import CachedSynthesizer
    from narrate.store.transcripts import CachedTranscriber
    from narrate.verify.subtitles import SubtitleCheck


NEEDED = ("kokoro", "voices", WHISPER + "tiny.en")
"""The models without which a default build does not work."""

BUILTIN, SMALL_CHAT = "builtin", "smollm2"
"""What names the language model inside in place of a URL, and the one that is taken when nobody names a file."""


@dataclass(frozen=True)
class Assembly:
    """The engines for one run of the program, by its flags."""

    flags: Flags
    listener: Listener = silent
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)

    @cached_property
    def models(self) -> ModelStore:
        return ModelStore.from_environment(self.listener, self.environ)

    @cached_property
    def cache(self) -> Path:
        return cache_root(self.environ)

    @property
    def jobs(self) -> int:
        """How many segments are spoken at once: one a core, each with one thread, is what measured fastest."""
        return self.flags.jobs or cores()

    @cached_property
    def synthesizer(self) -> CachedSynthesizer:
        from narrate.engines.kokoro import KokoroSynthesizer
        from narrate.engines.voices import VoicePacks
        from narrate.store.segments import CachedSynthesizer

        packs = VoicePacks(lambda: self.models.ensure("voices"), manifest().voice_digests())
        kokoro = KokoroSynthesizer(self._acoustic(), packs, self._phonemizer)
        return CachedSynthesizer(kokoro, self.cache / "segments", self.listener, refresh=self.flags.force)

    @property
    def pronouncer(self) -> Pronouncer:
        """What knows how words are said; loads no voice."""
        return self._phonemizer

    @cached_property
    def _phonemizer(self) -> Phonemizer:
        from narrate.engines.phonemes import Phonemizer

        return Phonemizer()

    def ear(self, language: str) -> str:
        """The Whisper for a language: tiny.en for English and base for all others, unless --asr names one.

        One that knows only English (its name ends in ".en") is not asked about other languages.
        """
        english = whisper_language(language) == "en"
        if self.flags.asr and (english or not self.flags.asr.endswith(".en")):
            return self.flags.asr
        return "tiny.en" if english else "base"

    def transcriber(self, language: str) -> CachedTranscriber:
        """What listens to a language; one for all its variants."""
        spoken = whisper_language(language)
        if spoken not in self._transcribers:
            self._transcribers[spoken] = self._transcriber(spoken)
        return self._transcribers[spoken]

    def _transcriber(self, language: str) -> CachedTranscriber:
        from narrate.engines.whisper import WhisperTranscriber
        from narrate.store.transcripts import CachedTranscriber

        size = self.ear(language)
        whisper = WhisperTranscriber(lambda: self.models.whisper(size), _identity(size), language, threads=cores())
        return CachedTranscriber(whisper, self.cache / "heard")

    @cached_property
    def _transcribers(self) -> dict[str, CachedTranscriber]:
        return {}

    @cached_property
    def voices(self) -> tuple[str, ...]:
        """The names of all voices."""
        return tuple(manifest().voice_digests())

    def check(self) -> None:
        """Raise one InputError with every fault in the flags."""
        check(self.flags, self.voices)

    def build(self, script: Script, stem: str, formats: tuple[str, ...] = ()) -> dict[str, Any]:
        """Build a script into files named `stem` in the folder of the flags; the report as a document.

        `formats` are those that the script asks for. When nothing has changed since a build that is remembered, and its
        files are still there, nothing is done.
        """
        from narrate.report.document import to_json, untouched
        from narrate.store.receipts import Receipts, receipt_key

        began = time.monotonic()
        receipts = Receipts(self.cache / "builds")
        key = receipt_key(self._ingredients(script, stem, formats))
        known = None if self.flags.force else receipts.find(key)
        if known is not None:
            return untouched(known, time.monotonic() - began)
        report = self._build(script, stem, formats)
        document = to_json(report)
        receipts.keep(key, report.outputs, document)
        return document

    def _ingredients(self, script: Script, stem: str, formats: tuple[str, ...]) -> Iterator[str]:
        """All that the files of a build depend on, beside narrate's own code."""
        out = self.flags.out
        yield repr((script, str(out.absolute()), str(out), stem, self._kinds(formats)))
        yield from map(self.synthesizer.fingerprint, script.segments)
        if self.flags.verify:
            yield from (self.transcriber(language).fingerprint for language in _languages(script))

    def _build(self, script: Script, stem: str, formats: tuple[str, ...]) -> Report:
        from narrate.build import build

        self._fetch(script)
        engines = self._engines(script, self.flags.verify)
        return build(script, engines, self._output(stem, formats), self.listener)

    def _kinds(self, formats: tuple[str, ...]) -> tuple[str, ...]:
        return self.flags.kinds or formats or ("wav",)

    def _fetch(self, script: Script) -> None:
        """Pull the models that are needed and not here, before the work begins. MissingError names all that failed.

        Nothing is needed when every segment was spoken before.
        """
        if all(map(self.synthesizer.holds, script.segments)):
            return
        needed = [partial(self.models.ensure, "kokoro"), partial(self.models.ensure, "voices")]
        if self.flags.verify:
            needed += [partial(self.models.whisper, self.ear(language)) for language in _languages(script)]
        faults: list[Fault] = []
        for fetch in needed:
            try:
                fetch()
            except MissingError as exc:
                faults += exc.faults
        if faults:
            raise MissingError(*faults)

    def speak(self, script: Script, stem: str) -> tuple[str, ...]:
        """Only the sound of a script, into files named `stem` in the folder of the flags."""
        from narrate.build import speak

        return speak(script, self._engines(script, verify=False), self._output(stem), self.listener)

    def verify(self, audio: Path, subtitles: Path) -> SubtitleCheck:
        """Hear a sound file and hold subtitles against it."""
        from narrate.captions.read import from_subtitles
        from narrate.listen import RATE, listen
        from narrate.script.encoding import decode
        from narrate.store.given import read_bytes
        from narrate.store.media import read_all

        cues = from_subtitles(decode(read_bytes(subtitles), str(subtitles)), RATE, str(subtitles))
        language = self.flags.delivery.language or "en-us"
        return listen(read_all(audio, RATE), cues, self.transcriber(language), language, self.listener)

    def expand(self, source: Source, shelf: ScriptShelf, prompting: Prompting) -> Expansion:
        """The script of a brief, or of a script with prompts in it, kept on the shelf."""
        from narrate.expand import Means, expand
        from narrate.script.encoding import decode
        from narrate.store.given import read_bytes

        def template(name: str) -> str:
            path = Path(source.path).parent / name
            path = path if path.exists() else Path(name)  # as a flag gives it: from where the user is
            return decode(read_bytes(path), str(path))

        def chat(asked: Asked) -> ChatModel:
            return self.chat(prompting.url, asked)

        means = Means(chat, template, prompting.asked, prompting.refresh, prompting.frozen)
        return expand(source, shelf, means, self.listener)

    def expander(self, prompting: Prompting) -> Callable[[str, str], tuple[str, str]]:
        """What a build does with each source before it is read."""
        from narrate.prompts import is_brief, take_apart
        from narrate.store.expansions import ScriptShelf

        def expanded(path: str, text: str) -> tuple[str, str]:
            source = take_apart(text, path, is_brief(path, text))
            if source is None:
                return path, text
            shelf = ScriptShelf.beside(Path(path))
            return str(shelf.script), self.expand(source, shelf, prompting).text

        return expanded

    def chat(self, url: str | None, asked: Asked) -> ChatModel:
        """A language model: the server's at `url`, or the one inside. Nothing is loaded or asked yet."""
        from narrate.engines.chat import Sampling

        sampling = Sampling(asked.temperature, asked.seed)
        scheme, _, file = (url or "").partition(":")
        if scheme.lower() == BUILTIN:
            return self._builtin(file or asked.model or "", sampling)
        from narrate.engines.chat_http import DEFAULT_URL, Endpoint, HttpChat, patience

        key = self.environ.get("NARRATE_LLM_KEY") or self.environ.get("OPENAI_API_KEY") or ""
        endpoint = Endpoint(url or DEFAULT_URL, asked.model or "", key)
        return HttpChat(endpoint, sampling, self.listener, patience(self.environ.get("NARRATE_LLM_TIMEOUT", "")))

    def _builtin(self, model: str, sampling: Sampling) -> ChatModel:
        from narrate.engines.chat_builtin import BuiltinChat, gguf

        def source() -> Path:
            known = manifest().models.get(model or SMALL_CHAT)
            return self.models.ensure(known.name) / known.weights.path if known else gguf(model)

        known = manifest().models.get(model)
        name = Path(known.weights.path if known else model).stem if model else ""
        chat = self._chats.get((name, sampling)) or BuiltinChat(source, name, sampling, self.listener, cores())
        self._chats[name, sampling] = chat
        return chat

    @cached_property
    def _chats(self) -> dict[tuple[str, Sampling], ChatModel]:
        """The models inside that were asked for: each is loaded once."""
        return {}

    def _engines(self, script: Script, verify: bool) -> Engines:
        from narrate.build import Engines

        voice = f"Kokoro-82M, {self.flags.backend}"
        if not verify:
            return Engines(self.synthesizer, None, self.jobs, (voice, ""))
        ears = dict.fromkeys(self.ear(language) for language in _languages(script))
        return Engines(self.synthesizer, self.transcriber, self.jobs, (voice, f"Whisper {', '.join(ears)}"))

    def _output(self, stem: str, formats: tuple[str, ...] = ()) -> OutputFolder:
        from narrate.store.outputs import OutputFolder

        return OutputFolder(self.flags.out, stem, self._kinds(formats), self.cache / "encoded")

    def _acoustic(self) -> Acoustic:
        weights = manifest().model("kokoro").weights

        def source() -> Path:
            return self.models.ensure("kokoro") / weights.path

        if self.flags.backend == "torch":
            from narrate.engines.kokoro_torch import TorchAcoustic

            return TorchAcoustic(source, weights.sha256)
        from narrate.engines.kokoro_onnx import OnnxAcoustic

        return OnnxAcoustic(source, weights.sha256)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _languages(script: Script) -> tuple[str, ...]:
    """The languages that are spoken in a script, as Whisper names them, in the order in which they come."""
    return tuple(dict.fromkeys(whisper_language(segment.language) for segment in script.segments))


def whisper_language(language: str) -> str:
    """Whisper's name for one of our languages: "en-us" → "en"."""
    return language.partition("-")[0]


def _identity(size: str) -> str:
    """What tells one Whisper from another without reading it."""
    known = manifest().models.get(WHISPER + size)
    if known is not None:
        return known.sha256
    weights = Path(size) / "model.bin"
    if weights.is_file():
        stat = weights.stat()
        return f"{weights.absolute()} {stat.st_size} {stat.st_mtime_ns}"
    return size
