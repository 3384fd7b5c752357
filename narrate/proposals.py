"""The job behind `narrate lexicon suggest`: a build's report to entries that may be worth having.

A word is proposed when only eSpeak NG knew how to say it (or nobody did), or when a name was heard as something else.
Nothing is decided here: the author listens and picks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from narrate.errors import Fault, InputError
from narrate.model import Origin, PhonemeSource, SpokenWord
from narrate.ports import Pronouncer
from narrate.script.lexicon import Lexicon, apply
from narrate.script.respell import Candidate, candidates
from narrate.verify.misheard import misheard

_MARKS = "\"'“”‘’«»()[]{},.;:!?…*_-–—"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A word, where it stands first and how often, how it is said now and by whom, what was heard, and other ways."""

    word: str
    origin: Origin
    count: int
    phonemes: str
    source: PhonemeSource
    heard: tuple[str, ...]
    candidates: tuple[Candidate, ...]

    def document(self) -> dict[str, Any]:
        """For machines."""
        return {
            "word": self.word,
            "file": self.origin.path,
            "line": self.origin.line,
            "count": self.count,
            "phonemes": self.phonemes,
            "source": self.source.value,
            "heard": list(self.heard),
            "candidates": [{"value": way.value, "why": way.why} for way in self.candidates],
        }


@dataclass(slots=True)
class _Found:
    """A word of the report while it is counted."""

    word: str
    origin: Origin
    voice: str
    count: int = 0
    opens: bool = True
    heard: list[str] = field(default_factory=list)


def read_report(text: str, path: str) -> Mapping[str, Any]:
    """A report as `narrate build` wrote it. InputError when it is none."""
    cure = "give it a file that `narrate build` wrote: NAME.report.json"
    try:
        report = json.loads(text)
    except json.JSONDecodeError as exc:
        raise InputError(Fault(f"is not JSON: {exc.msg}", cure, path, exc.lineno)) from exc
    if not isinstance(report, dict) or not str(report.get("schema", "")).startswith("narrate.report/"):
        raise InputError(Fault("is not the report of a build", cure, path))
    return report


def propose(report: Mapping[str, Any], known: Lexicon, pronouncer: Pronouncer) -> tuple[Proposal, ...]:
    """The words worth an entry that `known` does not have: first those that were heard otherwise, then the frequent."""
    language = report["language"]
    proposals = []
    for found in _words(report, language).values():
        word = SpokenWord(found.word, found.word)
        if any(said.entry for said in apply((word,), known, language, found.voice)):
            continue
        said = pronouncer.pronounce(word, language)
        strange = language.startswith("en") and said.source is PhonemeSource.ESPEAK
        if strange or said.source is PhonemeSource.NONE or (found.heard and _is_name(found)):
            ways = candidates(found.word, said.phonemes, language.startswith("en"))
            heard = tuple(dict.fromkeys(found.heard))
            proposals.append(Proposal(found.word, found.origin, found.count, said.phonemes, said.source, heard, ways))
    return tuple(sorted(proposals, key=lambda proposal: (not proposal.heard, -proposal.count, proposal.word.casefold())))


def _words(report: Mapping[str, Any], language: str) -> dict[str, _Found]:
    """The words of all segments that are said as they are written, with what was heard in their place."""
    found: dict[str, _Found] = {}
    for segment in report["segments"]:
        origin = Origin(segment["file"], segment["line"])
        spoken = {_bare(word) for word in segment["spoken"].split()}
        opens = True
        for written in segment["text"].split():
            word = _bare(written)
            if word in spoken and any(char.isalpha() for char in word):
                one = found.setdefault(word, _Found(word, origin, segment["voice"]))
                one.count += 1
                one.opens = one.opens and opens
            opens = written.rstrip("\"'”’)»").endswith((".", "!", "?", "…"))
        if segment["expected"] and segment["heard"]:
            for pair in misheard(segment["expected"], segment["heard"], language):
                for word in map(_bare, pair.meant):
                    if word in found:
                        found[word].heard.append(pair.heard)
    return found


def _bare(word: str) -> str:
    bare = word.strip(_MARKS).replace("’", "'")
    return bare.removesuffix("'s")


def _is_name(found: _Found) -> bool:
    """A capital or a digit where a common word has none: inside, or not only at the head of sentences."""
    word = found.word
    return any(char.isupper() or char.isdigit() for char in word[1:]) or (word[0].isupper() and not found.opens)


def to_toml(proposals: tuple[Proposal, ...]) -> str:
    """The proposals as part of a lexicon: each way to say a word is a comment, to be uncommented by who has listened."""
    lines: list[str] = []
    for proposal in proposals:
        times = "once" if proposal.count == 1 else f"{proposal.count} times"
        heard = "".join(f", heard as {_quoted(text)}" for text in proposal.heard)
        lines += ["", f"# {proposal.word}: {times}, first at {proposal.origin}; said by {proposal.source.value}{heard}"]
        for number, candidate in enumerate(proposal.candidates, start=1):
            lines.append(f"# {_quoted(proposal.word)} = {_quoted(candidate.value)}  # {number}: {candidate.why}")
    return "\n".join(lines).lstrip("\n") + "\n" if lines else ""


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are a part of TOML's."""
    return json.dumps(text, ensure_ascii=False)
