"""Settings: what was asked for, from flags, environment, front matter and defaults, in this order of strength."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from narrate.errors import Fault, InputError
from narrate.model import Delivery
from narrate.prompts.asked import NOTHING, Asked, asked
from narrate.prompts.templates import KINDS
from narrate.script.front import FASTEST, FORMATS, SLOWEST
from narrate.script.languages import LANGUAGES, normal_language

BACKENDS = ("onnx", "torch")


@dataclass(frozen=True, slots=True)
class Flags:
    """What the command line (or its environment variables) said; None where it said nothing."""

    voice: str | None = None
    speed: float | None = None
    language: str | None = None
    formats: str | None = None
    backend: str = "onnx"
    asr: str | None = None
    verify: bool = True
    force: bool = False
    jobs: int | None = None
    out: Path = Path("out")
    lexicon: tuple[Path, ...] = ()

    @property
    def fixed(self) -> frozenset[str]:
        """The parts of the delivery that were asked for here, which front matter cannot change."""
        return frozenset(name for name in ("voice", "speed", "language") if getattr(self, name) is not None)

    @property
    def delivery(self) -> Delivery:
        """What was asked for; "" for a voice and a language that nobody named."""
        language = normal_language(self.language or "") or ""
        return Delivery(voice=self.voice or "", speed=self.speed or 1.0, language=language)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The sound formats, in the order asked for, each once; () where nobody asked."""
        return tuple(dict.fromkeys(kind.strip().lower() for kind in (self.formats or "").split(",") if kind.strip()))


@dataclass(frozen=True, slots=True)
class Prompting:
    """What the command line (or its environment variables) said about language models. `url`: a server's, or
    "builtin:", perhaps with a GGUF file behind it."""

    url: str | None = None
    asked: Asked = NOTHING
    refresh: bool = False
    frozen: bool = False


def prompting(url: str | None, refresh: bool, frozen: bool, **given: str | float | None) -> Prompting:
    """From flags as given. InputError with every fault in them."""
    values, faults = asked({name: (value, 0) for name, value in given.items() if value is not None}, KINDS, "")
    if refresh and frozen:
        faults += (Fault("--refresh asks the model, and --frozen forbids it", "give one of the two"),)
    if faults:
        raise InputError(*faults)
    return Prompting(url, values, refresh, frozen)


def check(flags: Flags, voices: Collection[str]) -> None:
    """Raise one InputError with every fault in the flags."""
    faults = list(_faults(flags, voices))
    if faults:
        raise InputError(*faults)


def _faults(flags: Flags, voices: Collection[str]) -> Iterator[Fault]:
    if flags.voice is not None:
        yield from voice_faults(flags.voice, voices)
    if flags.speed is not None and not SLOWEST <= flags.speed <= FASTEST:
        yield Fault(f"--speed {flags.speed:g} is out of range", f"give a factor from {SLOWEST} to {FASTEST}")
    for name, value, known in (
        ("--backend", flags.backend, BACKENDS),
        *(("--format", kind, FORMATS) for kind in flags.kinds or ("wav" if flags.formats is None else "",)),
    ):
        if value not in known:
            yield Fault(f"{name} does not know {value!r}", f"choose from {', '.join(known)}")
    if flags.language is not None:
        yield from language_faults(flags.language)
    if flags.jobs is not None and flags.jobs < 1:
        yield Fault(f"--jobs {flags.jobs} is too few", "give 1 or more")


def voice_faults(spec: str, voices: Collection[str], path: str = "", line: int = 0) -> Iterator[Fault]:
    """What is wrong with a voice or a blend, if anything; `path` and `line` say where it was written."""
    from narrate.voices import parse_blend

    blend = parse_blend(spec, voices)
    if isinstance(blend, Fault):
        yield replace(blend, path=path, line=line)


def language_faults(name: str) -> Iterator[Fault]:
    """What is wrong with a language asked for on the command line, if anything."""
    if normal_language(name) is None:
        yield Fault(f"--language does not know {name!r}", f"choose from {', '.join(LANGUAGES)}")


def checked_language(name: str) -> str:
    """The language that `name` means; InputError when there is none."""
    language = normal_language(name)
    if language is None:
        raise InputError(*language_faults(name))
    return language


def complete(delivery: Delivery) -> Delivery:
    """Fill in what nobody asked for: the language's best voice, or the voice's own language."""
    from narrate.voices import DEFAULTS, language_of

    voice = delivery.voice or DEFAULTS[delivery.language or "en-us"]
    return replace(delivery, voice=voice, language=delivery.language or language_of(voice))
