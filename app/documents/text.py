"""What a document says: its notes line by line, as plain text, in words. Unicode stays as typed."""

from dataclasses import dataclass

from prosemirror.model import Node

from app.documents.blocks import Block, blocks
from app.documents.replacement import append_note, replace_document, rewrite
from app.documents.schema import is_blank

__all__ = ["Line", "Run", "append_note", "lines", "plain", "replace_document", "rewrite", "words"]


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one dress. A hard break is "\\n"."""

    text: str
    strong: bool = False
    em: bool = False
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A note. `level` is 0 outside of lists, else how deep its list lies; `marker` is "", "•" or
    "2.", and "" again for a further paragraph of an item."""

    id: str | None
    member: str | None
    level: int
    marker: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def lines(doc: Node) -> list[Line]:
    """The notes in reading order. A paragraph with nothing to read in it is no note."""
    return [
        Line(
            block.id,
            block.member,
            len(block.path),
            block.marker,
            runs_of(block.node),
        )
        for block in _notes(doc)
    ]


def plain(doc: Node) -> str:
    """One line for each note, with its marker; two spaces before it for each list around its own.

    A hard break begins a new line, so a note can have several. `rewrite` reads this format.
    """
    return "\n".join(block.prefix + block.text for block in _notes(doc))


def words(doc: Node) -> int:
    """The number of words in the notes, markers not counted."""
    return sum(len(block.text.split()) for block in _notes(doc))


def _notes(doc: Node) -> list[Block]:
    return [block for block in blocks(doc) if not is_blank(block.node)]


def runs_of(paragraph: Node) -> tuple[Run, ...]:
    """Its text in as few runs as there are changes of dress."""
    runs: list[Run] = []
    for node in paragraph.children:
        marks = {mark.type.name: mark for mark in node.marks}
        href = str(marks["link"].attrs["href"]) if "link" in marks else None
        run = Run(node.text or "\n", "strong" in marks, "em" in marks, href)
        if runs and (runs[-1].strong, runs[-1].em, runs[-1].href) == (run.strong, run.em, run.href):
            runs[-1] = Run(runs[-1].text + run.text, run.strong, run.em, run.href)
        else:
            runs.append(run)
    return tuple(runs)
