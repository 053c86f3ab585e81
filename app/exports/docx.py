"""A manuscript as a Word file."""

from typing import Any

from app.exports.manuscript import (
    Contents,
    Heading,
    Manuscript,
    Notes,
    Paragraph,
    Picture,
    Table,
    Ways,
)
from app.exports.word_contents import fill_in_pages, write_contents
from app.exports.word_paper import blank_paper, file_of
from app.exports.word_text import Pen

_NOTES = {
    "note": ("Note", "Item"),
    "summary": ("Summary", "Item"),
    "digest": ("Digest", "DigestItem"),
}


def docx(manuscript: Manuscript) -> bytes:
    """A4. Equal manuscripts are equal bytes."""
    paper = blank_paper(manuscript)
    pen = Pen(paper, manuscript.said_by)
    pen.header(manuscript.subject)
    pages: dict[str, Any] = {}
    for block in manuscript.blocks:
        match block:
            case Paragraph():
                pen.write(_style(block.role), block.text, block.to)
            case Heading():
                pen.heading(block.level, block.text, block.kicker, block.anchor)
            case Notes():
                pen.notes(block.lines, *_NOTES[block.role], anchor=block.anchor)
            case Table():
                columns = [(_style(role), width) for role, width in block.columns]
                pen.table(columns, block.ways(), block.head)
            case Contents():
                pages = write_contents(pen, block.entries)
            case Ways():
                pen.ways("Digest", block.pieces())
            case Picture():
                pen.picture(block.figure)
    fill_in_pages(paper, pages)
    return file_of(paper, manuscript.made_at)


def _style(role: str) -> str:
    """The id of its style in `paper/word/styles.xml`."""
    return role.title().replace("_", "")
