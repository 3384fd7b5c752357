"""Lexicon files found beside scripts, named in them or on the command line; what a changed entry renders again."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.build import Engines, build
from narrate.errors import InputError
from narrate.lexicons import add_to, lexicon_for, read_all
from narrate.model import Delivery, Report
from narrate.script import read, split
from narrate.script.document import FrontMatter
from narrate.script.lexicon import pronounced
from narrate.store.outputs import OutputFolder
from narrate.store.segments import CachedSynthesizer
from tests.support.whistle import Lexicon as Numbers
from tests.support.whistle import WhistleEar, Whistler

TEXT = "We run nginx in the cellar.\n\nNothing is said about it here.\n\nBut nginx is good, people say.\n"


def test_only_what_holds_a_changed_entry_is_rendered_again(tmp_path: Path) -> None:
    numbers = Numbers()
    voice = Whistler(numbers)

    def make(entries: str) -> Report:
        voice.made.clear()
        (tmp_path / "lexicon.toml").write_text(entries, encoding="utf-8")
        lexicon = lexicon_for(tmp_path / "talk.md", FrontMatter(), ())
        script = pronounced(split(read(TEXT, "talk.md", markdown=True), Delivery()), lexicon)
        stored = CachedSynthesizer(voice, tmp_path / "cache")
        output = OutputFolder(tmp_path / "out", "talk", ("wav",), tmp_path / "encoded")
        return build(script, Engines(stored, lambda language: WhistleEar(numbers), 1, ("toy", "ear")), output)

    assert make('nginx = "engine"\n').effort.rendered == 3
    assert make('# moved down\n\nnginx = "engine"\nother = "uther"\n').effort.rendered == 0
    report = make('nginx = "enginks"\n')
    assert sorted(voice.made) == ["But nginx is good, people say.", "We run nginx in the cellar."]
    assert report.passed
    assert [word.text for word in report.timeline.placed[0].words][2] == "nginx"


def test_the_scripts_own_file_wins_over_the_projects_and_the_flag_over_both(tmp_path: Path) -> None:
    for name, said in (("lexicon.toml", "one"), ("own.toml", "two"), ("flag.toml", "three")):
        (tmp_path / name).write_text(f'a = "{said}"\n', encoding="utf-8")
    script = tmp_path / "talk.md"
    own = FrontMatter(lexicon=("own.toml",))
    flags = (tmp_path / "flag.toml",)
    for front, given, said in ((FrontMatter(), (), "one"), (own, (), "two"), (own, flags, "three")):
        assert lexicon_for(script, front, given).entries[-1].say == said


def test_a_file_that_is_not_there_is_named_where_it_was_asked_for(tmp_path: Path) -> None:
    front = FrontMatter(lexicon=("names.toml",), lines={"lexicon": 3, "lexicon.0": 4})
    with pytest.raises(InputError) as caught:
        lexicon_for(tmp_path / "talk.md", front, (tmp_path / "no.toml",))
    assert [(Path(fault.path).name, fault.line) for fault in caught.value.faults] == [("talk.md", 4), ("no.toml", 0)]


def test_a_file_that_is_named_twice_counts_once_and_last(tmp_path: Path) -> None:
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text('a = "x"\n', encoding="utf-8")
    two.write_text('a = "y"\n', encoding="utf-8")
    assert [entry.say for entry in read_all((path, "", 0) for path in (one, two, one)).entries] == ["y", "x"]


def test_the_samples_lexicon_is_good() -> None:
    sample = Path(__file__).parent.parent.parent / "samples" / "lexicon.toml"
    assert len(read_all([(sample, "", 0)]).entries) == 11


def test_adding_keeps_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.toml"
    add_to(path, '# "b" = "c"\n')
    assert path.read_text() == '# "b" = "c"\n'
    path.write_text('a = "x"', encoding="utf-8")
    add_to(path, '# "b" = "c"\n')
    assert path.read_text() == 'a = "x"\n\n# "b" = "c"\n'
    add_to(path, "")
    assert path.read_text() == 'a = "x"\n\n# "b" = "c"\n'
