"""What was handed in, as lines: of a text, or rows of a table. Nothing is understood yet."""

from dataclasses import dataclass, field
from typing import Literal

from app.dividing.lines import Line
from app.refusals import N_, Refusal, TooLarge

Kind = Literal[
    "text",  # pasted, or the text of a printed wall
    "pdf",
    "markdown",
    "padlet",  # CSV, XLSX, JSON:API or the zip of it
    "miro",
    "mural",
    "table",  # some other table with a row a post
    "samtavle",  # our own archive
]
MOST_LINES = 100_000  # a row of a table is at least two
MOST_LETTERS = 8_000_000
LONGEST_LINE = 20_000


class Unreadable(Refusal):
    """No wall: binary, broken or locked."""

    type = "unreadable"
    title = N_(
        "This file cannot be read as a wall. Nothing was made of it; try its text or its CSV."
    )


class TooSlow(Refusal):
    """It was not understood in the time that anybody's file may take."""

    type = "too_slow"
    title = N_(
        "It takes too long to understand this file. Nothing was made of it; try a part of it."
    )


class TooMuch(TooLarge):
    """It holds more than any wall, or grows into more when it is unpacked."""


@dataclass(frozen=True)
class SourcePiece:
    """A post whose borders the source tells itself: `first` and `last` are places in the list of
    lines, not numbers. `section` is the column it stood in."""

    first: int
    last: int
    titled: bool = False
    section: str = ""


@dataclass(frozen=True)
class Source:
    """`pieces` are empty where nothing but the text tells where posts begin."""

    kind: Kind
    lines: tuple[Line, ...]
    pieces: tuple[SourcePiece, ...] = ()
    aside: dict[int, str] = field(default_factory=dict)
    """Lines by place that are no part of any post, and why."""

    title: str = ""

    @property
    def is_text(self) -> bool:
        """Whether lines were broken where the paper ended."""
        return self.kind in ("text", "pdf")


def limited(source: Source) -> Source:
    """Raises TooMuch."""
    if (
        len(source.lines) > MOST_LINES
        or sum(len(each.text) for each in source.lines) > MOST_LETTERS
    ):
        raise TooMuch
    return source
