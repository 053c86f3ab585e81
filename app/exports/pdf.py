"""A manuscript as PDF: what it holds, as the data that `paper/pdf/report.typ` sets."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app.direction import is_rtl
from app.documents.text import Line
from app.exports.lists import Listed, nested
from app.exports.manuscript import (
    Block,
    Contents,
    Heading,
    Manuscript,
    Notes,
    Paragraph,
    Picture,
    Table,
    Ways,
    anchors,
    runs_of,
)
from app.typeset import legible, pdf_of

_LOOK = Path(__file__).with_name("paper") / "pdf" / "report.typ"


def pdf(manuscript: Manuscript) -> bytes:
    """Tagged (PDF/UA-1) and to be kept (PDF/A-2a). Equal manuscripts are equal bytes."""
    return pdf_of(_LOOK, _Data(manuscript).whole(), manuscript.made_at)


class _Data:
    """Plain values for typst; text in them has no letter that no font can show."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.known = anchors(manuscript.blocks)

    def whole(self) -> dict[str, Any]:
        made = self.manuscript
        return {
            "title": legible(made.title) or "Samtavle",
            "subject": legible(made.subject),
            "language": made.language,
            "footer": made.footer,
            "made": list(made.made_at.timetuple()[:6]),
            "blocks": [self._block(block) for block in made.blocks],
        }

    def _block(self, block: Block) -> dict[str, Any]:
        match block:
            case Paragraph():
                to = block.to if block.to in self.known else ""
                return {"kind": "paragraph", "role": block.role, "to": to, **_text(block.text)}
            case Heading():
                heading = {"kind": "heading", "level": block.level, "anchor": block.anchor}
                return {**heading, "kicker": legible(block.kicker), **_text(block.text)}
            case Notes():
                return {"kind": "notes", "role": block.role, "blocks": self._notes(block)}
            case Table():
                table = {"kind": "table", "name": block.name, "columns": block.columns}
                rows = [
                    [{**_text(row[0]), "to": to}, *map(_text, row[1:])]
                    for row, to in zip(block.rows, _once(block.to, len(block.rows)), strict=True)
                ]
                return {**table, "head": block.head, "rows": rows}
            case Contents():
                entries = [{"to": to, **_text(text)} for text, to in block.entries]
                return {"kind": "contents", "entries": entries}
            case Ways():
                pieces = [{"to": to, **_text(text)} for text, to in block.pieces()]
                return {"kind": "ways", "pieces": pieces}
            case Picture():
                drawing = legible(block.figure.drawing)
                return {"kind": "picture", "alt": legible(block.figure.alt), "drawing": drawing}

    def _notes(self, block: Notes) -> list[dict[str, Any]]:
        return [self._note(each, block.anchor) for each in nested(block.lines)]

    def _note(self, block: Line | Listed, anchor: Callable[[Line], str]) -> dict[str, Any]:
        if isinstance(block, Listed):
            items = [[self._note(each, anchor) for each in item.blocks] for item in block.items]
            return {"kind": "list", "start": block.start, "items": items}
        tag = f"{self.manuscript.said_by(block.member)}\u2002" if block.member else ""
        runs = [[legible(run.text), run.strong, run.em, run.quiet] for run in runs_of(block)]
        note = {"kind": "note", "tag": legible(tag), "runs": runs, "anchor": anchor(block)}
        return {**note, "rtl": is_rtl(block.text)}


def _once(ways: Sequence[str], rows: int) -> list[str]:
    """Where each row leads, but for one that leads where the row before does: a way costs typst
    0.1 MB, and there may be thousands."""
    ways = ways or [""] * rows
    return [to if to != before else "" for before, to in zip(["", *ways], ways, strict=False)]


def _text(text: str) -> dict[str, Any]:
    return {"text": legible(text), "rtl": is_rtl(text)}
