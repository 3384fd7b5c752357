"""Who speaks: a paragraph, or a line of one, that begins with the name of a speaker is that speaker's turn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narrate.script.document import Manner

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from narrate.script.draft import Draft


class Turns:
    """Finds turns. Only names that the front matter declares are speakers: "Note: …" stays text."""

    def __init__(self, speakers: Mapping[str, Manner]) -> None:
        self._speakers = {" ".join(name.casefold().split()): manner for name, manner in speakers.items()}
        names = sorted((re.escape(name).replace("\\ ", r"\s+") for name in speakers), key=len, reverse=True)
        self._pattern = re.compile(rf"^[ \t]*({'|'.join(names)})[ \t]*[:：][ \t]*", re.MULTILINE | re.IGNORECASE)

    def __call__(self, draft: Draft) -> Iterator[tuple[Draft, Manner]]:
        """`draft` in turns, the names taken out. Text before the first name has the manner of what is around it."""
        found = list(self._pattern.finditer(draft.text)) if self._speakers else []
        edges = [match.start() for match in found] + [len(draft.text)]
        if edges[0] > 0 or not found:
            yield draft.part(0, edges[0]) if found else draft, Manner()
        for match, end in zip(found, edges[1:], strict=True):
            speaker = self._speakers.get(" ".join(match.group(1).casefold().split()), Manner())
            turn = draft.part(match.start(), end)
            yield turn.without([(0, match.end() - match.start())]), speaker
