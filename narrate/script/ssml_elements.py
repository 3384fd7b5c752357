"""What each element of SSML does, while expat walks through the document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narrate.script.alphabet import from_ipa, phoneme_fault
from narrate.script.attributes import checked_kind, checked_language
from narrate.script.document import FrontMatter, Kind, Manner, Pause, Reading, Span
from narrate.script.draft import Draft
from narrate.script.finish import Finisher
from narrate.script.front import FASTEST, LONGEST_PAUSE, SLOWEST

if TYPE_CHECKING:
    from collections.abc import Callable

    from narrate.script.document import Block
    from narrate.script.notes import Notes

_LENGTH = re.compile(r"\+?(\d+(?:\.\d+)?|\.\d+)(ms|s)")
STRENGTHS = {"none": "", "x-weak": "", "weak": "phrase", "medium": "sentence", "strong": "paragraph", "x-strong": "scene"}
"""The pause of ours that is meant by a strength of SSML. "none" and "x-weak" are a word gap."""
RATES = {"x-slow": 0.5, "slow": 0.8, "medium": 1.0, "default": 1.0, "fast": 1.25, "x-fast": 1.6}
"""Factors for the names of SSML 1.1, which leaves them to the processor; Amazon Polly's and Azure's are near these."""
_SILENT = ("desc", "metadata", "meta", "lexicon", "lookup", "token-data", "bookmark")
_KNOWN = ("speak", "p", "s", "break", "sub", "say-as", "phoneme", "voice", "lang", "prosody", "mark", "emphasis")
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class _Open:
    """An element that has begun: where its text begins, how it is spoken, and how it is read."""

    name: str
    start: int
    manner: Manner
    say: str = ""
    phonemes: str = ""
    kind: str = ""


class Elements:
    """Gathers blocks. `line` tells on which line the parser stands."""

    def __init__(self, notes: Notes, line: Callable[[], int]) -> None:
        self.language: str | None = None
        self._notes = notes
        self._line = line
        self._finish = Finisher(FrontMatter(), notes, lines=False)
        self._blocks: list[Block] = []
        self._draft = Draft()
        self._parts: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._silent = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        line = self._line()
        if not self._open and name != "speak":
            self._notes.fault(
                f"<{name}> is not the root of an SSML document", "begin with <speak> and end with </speak>", line
            )
        if name in _SILENT or self._silent:
            self._silent += 1
            return
        if name == "p":
            self._flush()
        manner = self._open[-1].manner if self._open else Manner()
        found = _Open(name, self._length, self._manner(name, attributes, line).over(manner))
        self._open.append(found)
        match name:
            case "speak" if len(self._open) == 1:
                self.language, found.manner = found.manner.language, Manner()
            case "break":
                self._break(attributes, line)
            case "s":
                self._sentence()
            case "sub":
                found.say = self._wanted(name, attributes, "alias", line)
            case "say-as":
                written = self._wanted(name, attributes, "interpret-as", line)
                found.kind = checked_kind(written, line, self._notes) if written else ""
            case "phoneme":
                found.phonemes = self._phonemes(attributes, line)
            case "mark":
                self._notes.skip("mark", attributes.get("name", ""), line)
            case _ if name not in _KNOWN:
                self._notes.skip("SSML element", f"<{name}>", line)

    def end(self, name: str) -> None:
        if self._silent:
            self._silent -= 1
            return
        closed = self._open.pop()
        start = closed.start if closed.start <= self._length else 0
        if start < self._length:
            outer = self._open[-1].manner if self._open else Manner()
            if closed.manner != outer:
                self._draft.spans.append(Span(start, self._length, closed.manner))
            if closed.say or closed.phonemes or closed.kind:
                self._draft.readings.append(Reading(start, self._length, closed.say, closed.phonemes, closed.kind))
        if name in ("p", "speak"):
            self._flush()
        elif name == "s":
            self._sentence()

    def text(self, text: str) -> None:
        """Characters between tags; any white space is one space, as in XML."""
        if self._silent or not self._open:
            return
        plain = _SPACE.sub(" ", text)
        if self._length == 0 or self._parts[-1].endswith(" "):
            plain = plain.lstrip(" ")
        if not plain:
            return
        at = self._line()
        if not self._draft.marks or self._draft.marks[-1][1] != at:
            self._draft.marks.append((self._length, at))
        self._parts.append(plain)
        self._length += len(plain)

    def finished(self) -> list[Block]:
        return self._blocks

    def _flush(self) -> None:
        """The text so far as a block, and a new one for what comes."""
        draft = self._draft
        draft.text = "".join(self._parts)
        for opened in self._open:
            if opened.start < self._length and opened.manner != Manner():
                draft.spans.append(Span(opened.start, self._length, opened.manner))
            opened.start = 0
        if draft.text or draft.pauses:
            draft.marks = draft.marks or [(0, draft.pauses[0].line)]
            if draft.marks[0][0]:
                draft.marks.insert(0, (0, draft.marks[0][1]))
            self._blocks += self._finish(Kind.PARAGRAPH, draft.settled(), Manner())
        self._draft, self._parts, self._length = Draft(), [], 0

    def _sentence(self) -> None:
        """A sentence begins or ends here, whatever the punctuation says."""
        if self._length and not any(pause.offset == self._length for pause in self._draft.pauses):
            self._draft.pauses.append(Pause(self._length, "sentence", self._line()))

    def _break(self, attributes: dict[str, str], line: int) -> None:
        written, strength = attributes.get("time", "").strip(), attributes.get("strength", "medium").strip()
        length: float | str = STRENGTHS.get(strength, "")
        if written:
            match = _LENGTH.fullmatch(written)
            length = float(match.group(1)) / (1000 if match.group(2) == "ms" else 1) if match else -1.0
            if not 0 <= length <= LONGEST_PAUSE:
                cure = f'write time="500ms" or time="1.5s", {LONGEST_PAUSE:g} seconds at most'
                self._notes.fault(f'the break time "{written}" cannot be read', cure, line)
                return
        elif strength not in STRENGTHS:
            self._notes.fault(f'the break strength "{strength}" is unknown', f"choose from {', '.join(STRENGTHS)}", line)
        if length == "":
            return
        self._draft.pauses = [p for p in self._draft.pauses if p.offset != self._length or p.length != "sentence"]
        self._draft.pauses.append(Pause(self._length, length, line))

    def _manner(self, name: str, attributes: dict[str, str], line: int) -> Manner:
        """What an element says about voice, speed and language."""
        written = attributes.get("lang") if name in ("speak", "p", "s", "voice", "lang") else None
        language = checked_language(written, line, self._notes) if written else None
        if name == "voice":
            voice = attributes.get("name", "").strip() or None
            if voice is None:
                self._notes.skip("voice without a name", " ".join(f"{k}={v}" for k, v in attributes.items()), line)
            else:
                self._notes.check_voice(voice, line)
            return Manner(voice, None, language)
        if name == "prosody":
            for other in sorted(set(attributes) - {"rate"}):
                self._notes.skip(f"prosody {other}", attributes[other], line)
            return Manner(None, self._rate(attributes.get("rate"), line), None)
        return Manner(None, None, language)

    def _rate(self, written: str | None, line: int) -> float | None:
        """A rate times that of the elements around."""
        if written is None:
            return None
        plain = written.strip()
        factor = RATES.get(plain, 0.0)
        if match := re.fullmatch(r"([+-]?\d+(?:\.\d+)?)(%?)", plain):
            factor = float(match.group(1)) / (100 if match.group(2) else 1)
            factor += 1.0 if plain[0] in "+-" else 0.0
        outer = next((o.manner.speed for o in reversed(self._open) if o.manner.speed is not None), 1.0)
        if not SLOWEST <= factor * outer <= FASTEST:
            cure = f"give a factor from {SLOWEST} to {FASTEST:g}, as 80%, or one of {', '.join(RATES)}"
            self._notes.fault(f'the prosody rate "{written}" cannot be spoken', cure, line)
            return None
        return factor * outer

    def _phonemes(self, attributes: dict[str, str], line: int) -> str:
        written = self._wanted("phoneme", attributes, "ph", line)
        alphabet = attributes.get("alphabet", "ipa")
        if alphabet not in ("ipa", "x-misaki"):
            self._notes.fault(f'the phoneme alphabet "{alphabet}" is unknown', 'write alphabet="ipa" or "x-misaki"', line)
            return ""
        found = from_ipa(written) if alphabet == "ipa" else written
        if written and (fault := phoneme_fault(found)):
            self._notes.fault(*fault, line)
        return found

    def _wanted(self, name: str, attributes: dict[str, str], key: str, line: int) -> str:
        """An attribute without which an element means nothing."""
        value = " ".join(attributes.get(key, "").split())
        if not value:
            self._notes.fault(f"<{name}> has no {key}", f'write <{name} {key}="…">', line)
        return value
