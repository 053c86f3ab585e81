"""What was handed in, as lines: of a text, or rows of a table. Nothing is understood yet."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
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
    """Lines by place that are no part of any post, and why; those of a text stand at its end."""

    title: str = ""

    @property
    def is_text(self) -> bool:
        """Whether lines were broken where the paper ended."""
        return self.kind in ("text", "pdf")

    @property
    def ends(self) -> int:
        """Where a text ends and what is beside it begins."""
        return len(self.lines) if self.pieces else min(self.aside, default=len(self.lines))

    def beside(self, found: Iterable[tuple[str, str]]) -> "Source":
        """With what came along: why each is no part of a post, and what it says."""
        told = list(found)
        last = self.lines[-1].at if self.lines else 0
        more = tuple(Line(at, text) for at, (_, text) in enumerate(told, last + 1))
        aside = {place: why for place, (why, _) in enumerate(told, len(self.lines))}
        return replace(self, lines=(*self.lines, *more), aside={**self.aside, **aside})


@dataclass
class SourceDraft:
    """A source while its rows are read. What stands beside the texts comes after them all, with
    the row it is of: so posts that follow each other can be joined."""

    lines: list[Line] = field(default_factory=list)
    pieces: list[SourcePiece] = field(default_factory=list)
    aside: dict[int, str] = field(default_factory=dict)
    beside: list[tuple[Line, str]] = field(default_factory=list)

    def post(self, at: int, texts: list[str], *, titled: bool = False, section: str = "") -> None:
        self.piece([Line(at, text) for text in texts], titled=titled, section=section)

    def piece(self, lines: list[Line], *, titled: bool = False, section: str = "") -> None:
        """A post of lines that have numbers of their own."""
        first = len(self.lines)
        self.lines += lines
        self.pieces.append(SourcePiece(first, len(self.lines) - 1, titled, section))

    def leave(self, at: int, text: str, why: str) -> None:
        """A row without a post."""
        self.aside[len(self.lines)] = why
        self.lines.append(Line(at, text))

    def put_beside(self, at: int, found: Iterable[tuple[str, str]]) -> None:
        """Why each is no part of a post, and what it says."""
        self.beside += [(Line(at, text), why) for why, text in found]

    def source(self, kind: Kind, title: str = "") -> Source:
        for line, why in self.beside:
            self.leave(line.at, line.text, why)
        return Source(kind, tuple(self.lines), tuple(self.pieces), self.aside, title)


def limited(source: Source) -> Source:
    """Raises TooMuch."""
    if (
        len(source.lines) > MOST_LINES
        or sum(len(each.text) for each in source.lines) > MOST_LETTERS
    ):
        raise TooMuch
    return source
