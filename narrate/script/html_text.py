"""The text of an HTML block inside Markdown: project pages put their first lines and their summaries into such blocks."""

from __future__ import annotations

from html.parser import HTMLParser

from narrate.script.draft import Draft

_SILENT = frozenset(
    [
        "script",
        "style",
        "template",
        "svg",
        "math",
        "noscript",
        "select",
        "iframe",
        "object",
        "video",
        "audio",
        "canvas",
        "title",
        "head",
        "pre",
        "textarea",
        "table",
    ]
)
"""Elements whose text nobody would read out."""
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "picture",
        "source",
    ]
)


class HtmlText(HTMLParser):
    """Gathers paragraphs of text. `tags` is how many tags there were, `left_out` the text of silent elements."""

    def __init__(self, first: int) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[Draft] = []
        self.left_out: list[tuple[str, int]] = []
        self._first = first
        self._draft = Draft()
        self._silent: list[str] = []

    @classmethod
    def of(cls, source: str, first: int) -> HtmlText | None:
        """What `source`, which begins on line `first`, holds; None when it cannot be parsed at all."""
        found = cls(first)
        try:
            found.feed(source)
            found.close()
        except AssertionError:  # what html.parser raises for "<![x[" up to Python 3.13
            return None
        found.flush()
        return found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        if tag not in _INLINE:
            self.flush()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        if tag not in _INLINE:
            self.flush()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.flush()

    def handle_data(self, data: str) -> None:
        line = self._first + self.getpos()[0] - 1
        if self._silent:
            if data.strip():
                self.left_out.append((data, line))
            return
        for number, part in enumerate(data.split("\n")):
            text = ("\n" if number else "") + part
            at = len(self._draft.text) + (1 if number else 0)
            if not self._draft.marks or number:
                self._draft.marks.append((at if self._draft.marks else 0, line + number))
            elif self._draft.marks[-1][1] != line:
                self._draft.marks.append((at, line))
            self._draft.text += text

    def flush(self) -> None:
        """The text so far as a paragraph."""
        if self._draft.text.strip():
            self.paragraphs.append(self._draft)
        self._draft = Draft()
