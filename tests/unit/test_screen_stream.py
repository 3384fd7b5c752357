"""What a language model writes, on a terminal and away from one."""

from __future__ import annotations

import pytest

from narrate.events import Notice, Streamed
from narrate.screen import Screen


def shown(capsys: pytest.CaptureFixture[str], quiet: bool = False) -> str:
    with Screen(quiet) as screen:
        for event in (
            Streamed("thinking", aside=True),
            Streamed("Bread\x1b[2J ri"),
            Streamed("ses."),
            Notice("asking again"),
        ):
            screen(event)
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def test_a_terminal_shows_the_text_as_it_comes(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # for Rich a stream is then a terminal
    text = shown(capsys)
    assert text.count("\n") == 2  # the notice stands on a line of its own
    assert "\x1b[2J" not in text  # a model may not clear the screen
    for piece in ("thinking", "Bread[2J ri", "ses.", "asking again"):
        assert piece in text


def test_elsewhere_only_the_notice_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys) == "asking again\n"
    assert shown(capsys, quiet=True) == ""
