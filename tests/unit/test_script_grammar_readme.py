"""The page "Writing scripts" of the README: every example on it does what stands below it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from narrate.config import complete
from narrate.model import Delivery, Script, Segment
from narrate.script import overlay, read, read_ssml, split
from narrate.store.manifest import manifest

README = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^```\w*\n.*?^```$", re.MULTILINE | re.DOTALL)


def section(name: str) -> str:
    """A section of the README; what looks like a heading inside an example is none."""
    headings = re.sub(FENCED, lambda match: "\0" * len(match.group()), README)
    begin = headings.index(f"\n## {name}\n")
    end = headings.index("\n## ", begin + 1)
    return README[begin:end]


PAGE = section("Writing scripts")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
HEAD = next(text for language, text in BLOCKS if language == "yaml")
EXAMPLES = [(language, text) for language, text in BLOCKS if language != "yaml"]
VOICES = tuple(manifest().voice_digests())


def built(language: str, source: str) -> Script:
    if language == "xml":
        document = read_ssml(source, "example.ssml", VOICES)
    else:
        document = read(source if source.startswith("---") else HEAD + source, "example.md", True, VOICES)
    return split(document, complete(overlay(document.front, Delivery(voice="", language=""))))


def told(script: Script) -> list[str]:
    lines = [line(segment, segment is script.segments[-1]) for segment in script.segments]
    return [*lines, *(f"skipped {part.kind}: {part.text}" for part in script.skipped)]


def line(segment: Segment, last: bool) -> str:
    speed = f"speed {segment.speed:g}" if segment.speed != 1.0 and not segment.speaker else ""
    language = segment.language if segment.language != "en-us" and not segment.speaker else ""
    how = ", ".join(filter(None, (language, speed)))
    said = " ".join(f"/{word.phonemes}/" if word.phonemes else word.spoken for word in segment.words if word.spoken)
    pause = "" if last else f" [{segment.pause_after:g}]"
    return f"{segment.speaker or segment.voice}{f' ({how})' if how else ''}: {said}{pause}"


@pytest.mark.parametrize(("language", "example"), EXAMPLES, ids=[text.split("\n")[0][:40] for _, text in EXAMPLES])
def test_an_example_does_what_it_says(language: str, example: str) -> None:
    lines = example.splitlines()
    wanted = [row.removeprefix("⇒ ") for row in lines if row.startswith("⇒")]
    assert wanted, "an example without a result"
    assert told(built(language, "\n".join(row for row in lines if not row.startswith("⇒")))) == wanted


def test_the_front_matter_is_read_whole() -> None:
    document = read(HEAD + "\nText.", "example.md", True, VOICES)
    front = document.front
    assert (front.title, front.author, front.voice, front.speed) == ("Welcome", "Ada", "af_heart", 1.0)
    assert (front.voices["Guest"].voice, front.voices["Guest"].speed, front.formats) == ("bm_george", 0.9, ("wav", "mp3"))
    assert front.pauses == {"phrase": 0.15, "sentence": 0.35, "paragraph": 0.7, "chapter": 1.2, "scene": 1.5}


def test_every_key_and_every_choice_is_on_the_page() -> None:
    from narrate.script.attributes import SPAN_KEYS
    from narrate.script.front import CHOICES, KEYS
    from narrate.script.say_as import KINDS

    words = set(re.findall(r"[\w-]+", PAGE))
    wanted = {*KEYS, *KINDS, *(choice for choices in CHOICES.values() for choice in choices if choice != "skip")}
    assert not wanted - words
    assert not set(SPAN_KEYS) - words
