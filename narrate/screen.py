"""What the user sees: progress while a job runs, tables and messages when it is done. The only module that prints.

Progress and messages go to stderr, results to stdout. Away from a terminal there are no bars and no colours, and with
`quiet` nothing but errors.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeAlias

from narrate.errors import NarrateError
from narrate.events import Advanced, Began, Ended, Event, Notice, Streamed

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID
    from rich.table import Table

    from narrate.script.preview import Preview

Document: TypeAlias = dict[str, Any]
"""A result as plain values, in the form that its schema lays down: what is drawn here is what --json prints."""

_CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}
"""What a language model could write to take over the terminal."""
_ROWS = {"title": "bold", "chapter": "bold underline", "who": "cyan", "said": "green", "skipped": "dim", "total": "bold"}
_STYLES = {"pass": "green", "fail": "bold red", "inconclusive": "yellow"}


class Screen:
    """A Listener that draws; also a context manager, so that the cursor comes back whatever happens."""

    def __init__(self, quiet: bool = False) -> None:
        self._quiet = quiet
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._mid_line = False

    def __enter__(self) -> Screen:
        return self

    def __exit__(self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None) -> None:
        self._close()

    def __call__(self, event: Event) -> None:
        if self._quiet:
            return
        match event:
            case Began(name, total, unit):
                self._begin(name, total, unit)
            case Advanced(name, amount):
                if self._progress is not None and name in self._tasks:
                    self._progress.advance(self._tasks[name], amount)
            case Ended(name):
                self._end(name)
            case Streamed(text, aside):
                self._stream(text, aside)
            case Notice(text):
                self._end_line()
                self._errors.print(text, style="cyan", highlight=False, markup=False)

    @property
    def _errors(self) -> Console:
        return self._progress.console if self._progress is not None else console(stderr=True)

    def _stream(self, text: str, aside: bool) -> None:
        """A language model's text as it comes; away from a terminal nobody watches."""
        terminal = console(stderr=True)
        shown = text.translate(_CONTROLS)
        if terminal.is_terminal and shown:
            style = "dim italic" if aside else "dim"
            terminal.print(shown, end="", style=style, highlight=False, markup=False, soft_wrap=True)
            self._mid_line = not shown.endswith("\n")

    def _end_line(self) -> None:
        if self._mid_line:
            console(stderr=True).print()
            self._mid_line = False

    def _begin(self, name: str, total: float, unit: str) -> None:
        terminal = console(stderr=True)
        if not terminal.is_terminal:
            return
        if self._progress is None:
            self._progress = _progress(terminal)
            self._progress.start()
        self._tasks[name] = self._progress.add_task(name, total=total or None, unit=unit)

    def _end(self, name: str) -> None:
        if self._progress is None or name not in self._tasks:
            return
        self._progress.remove_task(self._tasks.pop(name))
        if not self._tasks:
            self._close()

    def _close(self) -> None:
        self._end_line()
        if self._progress is not None:
            self._progress.stop()
            self._progress = None
            self._tasks.clear()

    # --- results ----------------------------------------------------------------------------------------------------

    def report(self, document: Document) -> None:
        """A build's outcome: the figures, the findings, and where everything is."""
        if self._quiet:
            return
        out = console()
        out.print(_figures(document))
        texts = {segment["index"]: segment["text"] for segment in document["segments"]}
        for found in document["findings"]:
            _print_finding(out, _place(found), found["start"], texts[found["segment"]], found)
        for skipped in document["skipped"]:
            out.print(
                f"{_place(skipped)}: skipped {skipped['kind']}: {skipped['text']}",
                style="dim",
                markup=False,
                highlight=False,
                soft_wrap=True,
            )
        for path in document["outputs"]:
            out.print(path, style="bold", highlight=False, markup=False, soft_wrap=True)

    def preview(self, shown: Preview) -> None:
        """What a script will sound like; plain lines away from a terminal."""
        if self._quiet:
            return
        from narrate.script.preview_rows import rows

        out = console()
        if not out.is_terminal:
            sys.stdout.writelines(f"{text}\n" for _, text in rows(shown))
            return
        from rich.text import Text

        for kind, text in rows(shown):
            out.print(Text(text, style=_ROWS.get(kind, "")), soft_wrap=True)

    def subtitles(self, document: Document) -> None:
        """The outcome of holding subtitles against a sound file."""
        if self._quiet:
            return
        out = console()
        for cue in document["cues"]:
            if cue["verdict"] != "pass":
                _print_finding(out, f"{document['subtitles']}:{cue['line']}", cue["start"], cue["expected"], cue)
        for extra in document["extra"]:
            line = f"in no cue, at {clock(extra['start'])}: {extra['heard']}"
            out.print(line, highlight=False, markup=False, soft_wrap=True)
        table = _grid()
        table.add_row("cues", _counts([cue["verdict"] for cue in document["cues"]]))
        table.add_row("heard", f"WER {document['wer']:.1%}")
        for name in ("starts", "ends"):
            if document[name] is not None:
                table.add_row(name, _lags(document[name]))
        out.print(table)

    def table(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table on stdout; away from a terminal the cells are separated by tabs, one row a line."""
        out = console()
        if not out.is_terminal:
            for row in rows:
                sys.stdout.write("\t".join(row) + "\n")
            return
        from rich.table import Table

        table = Table(title=title or None, title_justify="left", box=None, pad_edge=False)
        for column in columns:
            table.add_column(column, overflow="fold")
        for row in rows:
            table.add_row(*row)
        out.print(table)

    def line(self, text: str) -> None:
        """One line of a result."""
        if not self._quiet:
            console().print(text, highlight=False, markup=False, soft_wrap=True)

    def document(self, data: Any) -> None:
        """A machine-readable result: one JSON document on one line."""
        sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")

    def error(self, error: NarrateError) -> None:
        """Every fault, with its cure."""
        self._close()
        errors = console(stderr=True)
        for fault in error.faults:
            where = f"{fault.path}:{fault.line}: " if fault.line else f"{fault.path}: " if fault.path else ""
            errors.print(f"error: {where}{fault.message}", style="red", highlight=False, markup=False, soft_wrap=True)
            if fault.cure:
                errors.print(f"  cure: {fault.cure}", highlight=False, markup=False, soft_wrap=True)


def console(stderr: bool = False) -> Console:
    """A console for the stream as it is now. Rich itself honours NO_COLOR and a stream that is no terminal."""
    from rich.console import Console

    return Console(stderr=stderr, emoji=False)  # "talk.md:100:" is a place, not an emoji


def _progress(terminal: Console) -> Progress:
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=terminal,
        transient=True,
    )


def _grid(title: str | None = None) -> Table:
    from rich.table import Table

    table = Table(title=title, title_justify="left", show_header=False, box=None, pad_edge=False)
    table.add_column(style="dim")
    table.add_column()
    return table


def _counts(verdicts: Sequence[str]) -> str:
    """ "12 pass, 1 fail", coloured."""
    return ", ".join(f"[{style}]{verdicts.count(name)} {name}[/]" for name, style in _STYLES.items() if name in verdicts)


def _lags(lags: Document) -> str:
    direction = "late" if lags["offset"] >= 0 else "early"
    return (
        f"{abs(lags['offset']):.2f} s {direction} (median), 95 % within {lags['p95']:.2f} s, "
        f"growing by {lags['growth_per_minute']:+.3f} s a minute"
    )


def _place(thing: Document) -> str:
    return f"{thing['file']}:{thing['line']}"


def _figures(document: Document) -> Table:
    totals, effort = document["totals"], document["effort"]
    seconds = totals["audio_seconds"]
    table = _grid(document["script"])
    table.add_row("speech", f"{clock(seconds)} in {totals['segments']} segments, {totals['cues']} cues")
    factor = effort["seconds"] / seconds if seconds else 0
    table.add_row("time", f"{effort['seconds']:.1f} s (real-time factor {factor:.2f})")
    table.add_row("segments", f"{effort['rendered']} rendered, {effort['cached']} from the cache")
    if totals["wer"] is not None:
        verdicts = [segment["verdict"] for segment in document["segments"]]
        table.add_row("heard", f"WER {totals['wer']:.1%}: {_counts(verdicts)}")
    return table


def _print_finding(out: Console, place: str, seconds: float, meant: str, found: Document) -> None:
    from rich.text import Text

    verdict = found["verdict"]
    reasons = "; ".join(found["reasons"])
    title = Text.assemble((f"{place}: ", "bold"), (verdict, _STYLES[verdict]), f" at {clock(seconds)}: {reasons}")
    out.print(title, soft_wrap=True)
    out.print(Text.assemble(("  meant ", "dim"), meant), soft_wrap=True)
    if found["heard"]:
        out.print(Text.assemble(("  heard ", "dim"), found["heard"]), soft_wrap=True)


def clock(seconds: float) -> str:
    """83.4 → "1:23.4"."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours}:{minutes:02d}:{rest:04.1f}" if hours else f"{minutes}:{rest:04.1f}"
