"""Text for the far end of a hall: divided into pages that fit a slide, never made smaller. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil
from textwrap import wrap

WIDTH, ROWS = 46, 7
"""Characters in a row and rows on a page, at the size and on the screen where fewest fit."""
_SENTENCES = re.compile(r"(?<=[.!?…])\s+")


@dataclass(frozen=True)
class Said:
    """A note, or as much of it as a page holds; `by` is whom it is from, where that is known."""

    text: str
    marker: str = ""
    by: str = ""

    @property
    def rows(self) -> int:
        whole = f"{self.by}: {self.marker} {self.text}" if self.by else self.text
        return sum(max(1, ceil(len(line) / WIDTH)) for line in whole.split("\n"))


def pages(notes: Iterable[Said]) -> list[list[Said]]:
    """Whole notes where they fit, else whole sentences, and words only of a sentence that is
    longer than a page."""
    found: list[list[Said]] = [[]]
    for note in notes:
        for part in _parts(note):
            _place(found, part)
    return [page for page in found if page]


def _parts(note: Said) -> Iterator[Said]:
    if note.rows <= ROWS:
        yield note
        return
    longest = (ROWS - 1) * WIDTH - len(note.by)
    pieces = [
        piece
        for sentence in _SENTENCES.split(note.text.replace("\n", " "))
        for piece in wrap(sentence, max(WIDTH, longest))
    ]
    part = replace(note, text=pieces[0])
    for piece in pieces[1:]:
        longer = replace(part, text=f"{part.text} {piece}")
        if longer.rows <= ROWS:
            part = longer
        else:
            yield part
            part = replace(note, text=piece, marker="")
    yield part


def _place(found: list[list[Said]], part: Said) -> None:
    if sum(each.rows for each in found[-1]) + part.rows > ROWS:
        found.append([])
    found[-1].append(part)
