"""Paragraphs, headings and notes on the paper: text goes in as text, never as fields or links."""

import re
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.text.paragraph import Paragraph

from app.direction import is_rtl, parts
from app.documents.text import Line, Run
from app.exports.figures import Figure
from app.exports.packed import xml_safe
from app.exports.word_drawing import add_drawing
from app.exports.word_paper import element
from app.typeset import raster

_BULLETS = 1  # a list, and
_COUNTING = 2  # a kind of list, in paper/word/numbering.xml
_DEEPEST = 9
_TEXT_WIDTH = 9184
_GAP = 160  # between a table's columns


class Pen:
    """Writes below what stands already. Styles are named by their id in `paper/word/styles.xml`."""

    def __init__(self, paper: Document, said_by: Callable[[str], str]) -> None:
        self.paper = paper
        self._said_by = said_by
        self._bookmarks = 0
        body: Any = paper.element.body
        self._end = body.sectPr  # looked up once: it is found by going through all that is written

    def header(self, text: str) -> None:
        """What stands above every page but the first."""
        paragraph = self.paper.sections[0].header.paragraphs[0]
        _direct(paragraph, text)
        _run(paragraph, text)

    def write(self, style: str, text: str = "", to: str = "") -> Any:
        """`to` is the bookmark that its text leads to."""
        made = element("p")
        self._end.addprevious(made)
        paragraph: Any = Paragraph(made, self.paper._body)
        made.style = style
        _direct(paragraph, text)
        if text:
            _run(paragraph, text)
        if to:
            _lead_to(to, paragraph)
        return paragraph

    def ways(self, style: str, pieces: Sequence[tuple[str, str]]) -> None:
        """A line of which each piece may lead to a bookmark."""
        paragraph = self.write(style)
        _direct(paragraph, pieces[0][0])
        for text, to in pieces:
            _lead(_run(paragraph, text, "MemberTag" if to else None), to, paragraph)

    def heading(self, level: int, text: str, kicker: str = "", bookmark: str = "") -> None:
        """A real heading; `kicker` is the small line in it above the text."""
        paragraph = self.write(f"Heading{level}")
        _direct(paragraph, text)
        if kicker:
            _run(paragraph, f"{kicker}\n", style="HeadingKicker")
        self._mark(_run(paragraph, text), bookmark)

    def _mark(self, runs: Sequence[Any], bookmark: str) -> None:
        if bookmark and runs:
            self._bookmarks += 1
            start = element("bookmarkStart", id=self._bookmarks, name=bookmark)
            runs[0]._r.addprevious(start)
            runs[-1]._r.addnext(element("bookmarkEnd", id=self._bookmarks))

    def picture(self, figure: Figure) -> None:
        """As wide as the text. Programs that know SVG show the drawing, all others its picture."""
        paragraph = self.write("Picture")
        shape = paragraph.add_run().add_picture(
            BytesIO(raster(figure.drawing)), width=Twips(_TEXT_WIDTH)
        )
        named: Any = shape._inline.docPr
        named.set("descr", xml_safe(figure.alt))
        named.set("title", xml_safe(figure.title))
        add_drawing(self.paper, shape, figure.drawing)

    def table(
        self,
        columns: Sequence[tuple[str, int]],
        rows: Sequence[tuple[Sequence[str], str]],
        head: Sequence[str] = (),
    ) -> None:
        """Hairlines between rows. A column is its style and its width in twentieths of a point.
        With a row the bookmark that its first cell leads to.

        `head` is repeated on every page.
        """
        table: Any = self.paper.add_table(0, len(columns))
        table.style, table.autofit = self.paper.styles["Facts"], False
        for column, (_, width) in zip(table.columns, columns, strict=True):
            column.width = Twips(width)
        if head:
            properties = _row(table, columns, head, "MemberTag")._tr.get_or_add_trPr()
            properties.append(element("tblHeader"))
        for texts, to in rows:
            row = _row(table, columns, texts)
            if to:
                _lead_to(to, row.cells[0].paragraphs[0])

    def notes(
        self,
        lines: Sequence[Line],
        style: str = "Note",
        item: str = "Item",
        anchor: Callable[[Line], str] = lambda _: "",
    ) -> None:
        """Notes as they stand: paragraphs, bullets and numbers, each with the member it is from and
        perhaps a bookmark."""
        numbers = _Numbers(self.paper)
        for line in lines:
            paragraph = self.write(item if line.level else style)
            numbers.mark(paragraph, line)
            _direct(paragraph, line.text)
            if line.member:
                _run(paragraph, self._said_by(line.member) + "\u2002", style="MemberTag")
            for run in line.runs:
                _dress(paragraph, run)
            if name := anchor(line):
                self._mark(paragraph.runs, name)


class _Numbers:
    """The numbering of one text. Word itself counts as long as a list goes on."""

    def __init__(self, paper: Document) -> None:
        self._numbering: Any = paper.part.numbering_part.element
        self._standing: dict[int, tuple[int, int]] = {}  # by level: the list and where it has come

    def mark(self, paragraph: Paragraph, line: Line) -> None:
        level = min(line.level, _DEEPEST) - 1
        if level < 0 or line.marker == "•":
            self._end(level)
        self._end(level + 1)
        if line.marker:
            number = _BULLETS if line.marker == "•" else self._count(level, line.marker)
            properties: Any = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = level
            properties.get_or_add_numId().val = number
        elif level >= 0:
            paragraph.paragraph_format.left_indent = Twips(312 + 340 * level)

    def _end(self, level: int) -> None:
        self._standing = {at: found for at, found in self._standing.items() if at < level}

    def _count(self, level: int, marker: str) -> int:
        """The list that goes on with this number, else a new one that begins with it."""
        at = int(re.sub(r"[^0-9]", "", marker) or 1)
        number, last = self._standing.get(level, (0, None))
        if last != at - 1:
            made = self._numbering.add_num(_COUNTING)
            made.add_lvlOverride(level).add_startOverride(at)
            number = made.numId
        self._standing[level] = (number, at)
        return number


def _row(
    table: Any, columns: Sequence[tuple[str, int]], texts: Sequence[str], dress: str | None = None
) -> Any:
    row = table.add_row()
    row._tr.get_or_add_trPr().append(element("cantSplit"))
    *others, _ = row.cells
    for cell in others:
        margins = element("tcMar")
        margins.append(element("right", w=_GAP, type="dxa"))
        cell._tc.get_or_add_tcPr().append(margins)
    for cell, (style, _), text in zip(row.cells, columns, texts, strict=True):
        cell.paragraphs[0]._p.style = style
        _direct(cell.paragraphs[0], text)
        _run(cell.paragraphs[0], text, dress)
    return row


def _lead_to(bookmark: str, paragraph: Any) -> None:
    """Make the paragraph's text a way to another place in the same file."""
    _lead(paragraph.runs, bookmark, paragraph)


def _lead(runs: Sequence[Any], bookmark: str, paragraph: Any) -> None:
    if bookmark:
        link = element("hyperlink", anchor=bookmark, history=1)
        paragraph._p.append(link)
        link.extend(run._r for run in runs)


def _dress(paragraph: Paragraph, run: Run) -> None:
    """A link shows its address: it can be read on paper, and the file asks nobody for anything."""
    for written in _run(paragraph, run.text):
        written.bold, written.italic = run.strong or None, run.em or None
        written.font.cs_bold, written.font.cs_italic = written.bold, written.italic
    if run.href and run.href != run.text.strip():
        _run(paragraph, f" ({run.href})", style="Address")


def _direct(paragraph: Any, text: str) -> None:
    """Let a paragraph begin at the right where its text does."""
    if is_rtl(text):
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(element("bidi"), *_AFTER_BIDI)


_AFTER_BIDI = tuple(
    f"w:{name}"
    for name in (
        *("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents"),
        *("suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap"),
        *("outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
    )
)


def _run(paragraph: Any, text: str, style: str | None = None) -> list[Any]:
    """The text in as few runs as there are changes of direction; an empty one is none."""
    properties = paragraph._p.pPr
    bidi = properties is not None and properties.find(qn("w:bidi")) is not None
    runs = []
    for part, rtl in parts(xml_safe(text), bidi):
        written: Any = paragraph.add_run(part)
        if style:
            written._r.style = style
        if rtl:
            written.font.rtl = True
        runs.append(written)
    return runs
