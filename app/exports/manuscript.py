"""A report as a manuscript: its headings, paragraphs, notes, tables and figures in order.

Every format that is read page by page is set from it, so all of them hold the same words in the
same order. Knows no format; what is said in which words is decided by whoever wrote it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from app.documents.text import Line
from app.exports.figures import Figure
from app.languages import Language

Role = Literal[
    "addressee",
    "byline",
    "contents_head",
    "coverage",
    "digest_room",
    "gap",
    "kicker",
    "label",
    "lead",
    "own",
    "question",
    "remark",
    "title",
]
NotesRole = Literal["digest", "note", "summary"]
CellRole = Literal["fact_count", "fact_name", "fact_value"]
Columns = tuple[tuple[CellRole, int], ...]


@dataclass(frozen=True)
class Paragraph:
    """`to` is the anchor of what it speaks of."""

    role: Role
    text: str = ""
    to: str = ""


@dataclass(frozen=True)
class Heading:
    """`level` is 1 for a chapter; `kicker` is the small line above the text."""

    level: int
    text: str
    kicker: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Notes:
    """`anchors` are of notes that are spoken of elsewhere, by the notes' ids."""

    lines: tuple[Line, ...]
    role: NotesRole = "note"
    anchors: Mapping[str, str] = field(default_factory=dict)

    def anchor(self, line: Line) -> str:
        return self.anchors.get(line.id or "", "")


@dataclass(frozen=True)
class Table:
    """`columns` are roles and widths in twentieths of a point; `name` is for those who hear it;
    `to` are the anchors that the rows' first cells lead to, where they lead anywhere."""

    name: str
    columns: Columns
    rows: tuple[tuple[str, ...], ...]
    head: tuple[str, ...] = ()
    to: tuple[str, ...] = ()

    def ways(self) -> list[tuple[tuple[str, ...], str]]:
        """Each row with where it leads."""
        return list(zip(self.rows, self.to or [""] * len(self.rows), strict=True))


@dataclass(frozen=True)
class Contents:
    """Ways to chapters: the text and the anchor that it leads to."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Ways:
    """What is said of several places, and these places after it on the same line: each its text and
    the anchor that it leads to."""

    text: str
    places: tuple[tuple[str, str], ...]

    def pieces(self) -> list[tuple[str, str]]:
        """The whole line, with where each piece of it leads."""
        told = [(f"{self.text}: ", "")]
        for at, place in enumerate(self.places):
            told += [place] if at == 0 else [(", ", ""), place]
        return told


@dataclass(frozen=True)
class Picture:
    figure: Figure


Block = Paragraph | Heading | Notes | Table | Contents | Ways | Picture


@dataclass(frozen=True)
class Manuscript:
    """`title` names the file's document, `subject` the seminar; `footer` stands on every page.
    `from_member` has a place for the name of the member that a note is from."""

    title: str
    subject: str
    language: Language
    made_at: datetime
    footer: str
    from_member: str
    blocks: tuple[Block, ...]

    def said_by(self, member: str) -> str:
        return self.from_member % {"member": member}


def chapters_of(blocks: Sequence[Block]) -> list[list[Block]]:
    """What stands before the first chapter, and each chapter from its heading on."""
    found: list[list[Block]] = [[]]
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            found.append([])
        found[-1].append(block)
    return found


def anchors(blocks: Sequence[Block]) -> set[str]:
    places = {block.anchor for block in blocks if isinstance(block, Heading) and block.anchor}
    return places.union(*(block.anchors.values() for block in blocks if isinstance(block, Notes)))


@dataclass(frozen=True)
class Dressed:
    """Text in one dress; `quiet` is an address, shown since nothing in a report leads out of it."""

    text: str
    strong: bool = False
    em: bool = False
    quiet: bool = False


def runs_of(line: Line) -> list[Dressed]:
    """A note as every format shows it, links with their addresses behind them."""
    found = []
    for run in line.runs:
        found.append(Dressed(run.text, run.strong, run.em))
        if run.href and run.href != run.text.strip():
            found.append(Dressed(f" ({run.href})", quiet=True))
    return found
