"""What was handed in, as lines: of a text, or rows of a table. Nothing is understood yet."""

from dataclasses import dataclass, field
from typing import Literal

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


class TooMuch(TooLarge):
    """It holds more than any wall, or grows into more when it is unpacked."""


@dataclass(frozen=True)
class Line:
    """A line as it is read. `at` counts from 1 in the source; of a table it is the row, which
    several lines may share."""

    at: int
    text: str


@dataclass(frozen=True)
class Piece:
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
    pieces: tuple[Piece, ...] = ()
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


def lines_of(text: str) -> tuple[Line, ...]:
    """A text's lines as an editor counts them."""
    physical = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    if physical and not physical[-1]:
        physical.pop()
    return tuple(Line(at, each.replace("\0", "")) for at, each in enumerate(physical, 1))
