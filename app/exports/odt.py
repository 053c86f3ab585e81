"""A manuscript as an OpenDocument text; its look is `paper/odt/styles.xml`."""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from odfdo import Bookmark, Document, Element, Frame, Header, Link, List, ListItem, Paragraph, Span
from odfdo import Table as OdfTable

from app.direction import is_rtl
from app.documents.text import Line
from app.exports import manuscript as said
from app.exports.figures import WIDTH, Figure
from app.exports.lists import Listed, nested
from app.exports.packed import repacked, xml_safe
from app.languages import LANGUAGE_TAGS
from app.typeset import raster

_STYLES = Path(__file__).with_name("paper") / "odt" / "styles.xml"
_TEXT_WIDTH = 16.2  # centimetres
_CELL = (
    '<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties'
    ' fo:border-top="0.5pt solid #d8d3c8" fo:border-bottom="0.5pt solid #d8d3c8"'
    ' fo:padding="0cm" fo:padding-right="{gap}"/></style:style>'
)
_AUTOMATIC = (
    _CELL.format(name="Cell", gap="0.3cm"),
    _CELL.format(name="LastCell", gap="0cm"),
    '<style:style style:name="Row" style:family="table-row"><style:table-row-properties'
    ' fo:keep-together="always"/></style:style>',
    '<style:style style:name="FactsOnPaper" style:family="table"><style:table-properties'
    ' style:width="16.2cm" table:align="left" table:border-model="collapsing"/></style:style>',
)
"""Tables have their looks in the text itself: programs do not read them from the styles."""
_LISTS = {False: "Bullets", True: "Numbers"}
_HEADS = {"fact_name": "FactHead", "fact_value": "FactHead", "fact_count": "CountHead"}


def odt(manuscript: said.Manuscript) -> bytes:
    """A4. Equal manuscripts are equal bytes."""
    paper = Document("text")
    _dress(paper, manuscript)
    text = paper.body
    text.clear()
    writer = _Writer(paper, manuscript)
    for block in manuscript.blocks:
        for element in writer.block(block):
            text.append(element)
    tables = [block for block in manuscript.blocks if isinstance(block, said.Table)]
    widths = {width for table in tables for _, width in table.columns}
    for style in (*map(_column, sorted(widths)), *_AUTOMATIC):
        paper.insert_style(style, automatic=True)
    saved = BytesIO()
    paper.save(saved)
    return repacked(saved.getvalue(), manuscript.made_at)


def _column(width: int) -> str:
    """The style of a column, from twentieths of a point."""
    return (
        f'<style:style style:name="C{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width / 567:.2f}cm"/></style:style>'
    )


def _dress(paper: Document, made: said.Manuscript) -> None:
    """Our styles for the template's, and the facts of the file, with no other clock than ours."""
    language, country = LANGUAGE_TAGS[made.language].split("-")
    words = {"SUBJECT": made.subject, "FOOTER": made.footer, "LANGUAGE": language}
    styles = _STYLES.read_text()
    for name, value in (*words.items(), ("COUNTRY", country)):
        styles = styles.replace(f"@{name}@", escape(xml_safe(value)))
    _parts(paper).set_part("styles.xml", styles.encode())
    _parts(paper).del_part("Thumbnails/thumbnail.png")
    paper.manifest.del_full_path("Thumbnails/thumbnail.png")
    facts = paper.meta
    facts.title, facts.subject = xml_safe(made.title), xml_safe(made.subject)
    facts.language = LANGUAGE_TAGS[made.language]
    facts.creator = facts.initial_creator = "Samtavle"
    facts.creation_date = facts.date = made.made_at.replace(tzinfo=None)


def _parts(paper: Document) -> Any:
    """The files in the zip."""
    return paper.container


class _Writer:
    """From blocks to elements. Text goes in as text, never as fields or links out of the file."""

    def __init__(self, paper: Document, manuscript: said.Manuscript) -> None:
        self.paper = paper
        self.manuscript = manuscript
        self.known = said.anchors(manuscript.blocks)
        self.pictures = 0

    def block(self, block: said.Block) -> Iterator[Element]:
        match block:
            case said.Paragraph():
                to = block.to if block.to in self.known else ""
                yield _paragraph(_style(block.role), block.text, to)
            case said.Heading():
                yield self._heading(block)
            case said.Notes():
                for each in nested(block.lines):
                    yield self._note(each, block.role.title(), block.anchor)
            case said.Table():
                yield _table(block)
            case said.Contents():
                for text, to in block.entries:
                    entry = _paragraph("Contents", text, to)
                    entry.append(Element.from_tag("text:tab"))
                    entry.append(_page_of(to))
                    yield entry
            case said.Ways():
                yield _line("Digest", block.pieces())
            case said.Picture():
                yield self._picture(block.figure)

    def _heading(self, block: said.Heading) -> Element:
        heading = Header(block.level, style=_directed(f"Heading{block.level}", block.text))
        if block.kicker:
            heading.append(Span(xml_safe(block.kicker), style="HeadingKicker"))
            heading.append(Element.from_tag("text:line-break"))
        heading.append_plain_text(xml_safe(block.text))
        if block.anchor:
            heading.insert(Bookmark(block.anchor), position=0)
        return heading

    def _note(self, block: Line | Listed, style: str, anchor: Callable[[Line], str]) -> Element:
        if isinstance(block, Listed):
            return self._list(block, style, anchor)
        paragraph = Paragraph(style=_directed(style, block.text))
        if block.member:
            tag = f"{self.manuscript.said_by(block.member)}\u2002"
            paragraph.append(Span(xml_safe(tag), style="MemberTag"))
        for run in said.runs_of(block):
            dress = "Address" if run.quiet else "Strong" * run.strong + "Em" * run.em
            if dress:
                paragraph.append(Span(xml_safe(run.text), style=dress))
            else:
                paragraph.append_plain_text(xml_safe(run.text))
        if name := anchor(block):
            paragraph.insert(Bookmark(name), position=0)
        return paragraph

    def _list(self, block: Listed, style: str, anchor: Callable[[Line], str]) -> Element:
        made = List(style=_LISTS[block.start > 0])
        for at, item in enumerate(block.items):
            entry = ListItem()
            if block.start > 1 and at == 0:
                entry.set_attribute("text:start-value", str(block.start))
            for each in item.blocks:
                entry.append(self._note(each, style, anchor))
            made.append(entry)
        return made

    def _picture(self, figure: Figure) -> Element:
        """The drawing, and a picture of it for programs that do not know SVG."""
        self.pictures += 1
        names = [f"Pictures/figure{self.pictures}.{kind}" for kind in ("svg", "png")]
        kinds = ("image/svg+xml", "image/png")
        contents = (xml_safe(figure.drawing).encode(), raster(figure.drawing))
        for name, kind, content in zip(names, kinds, contents, strict=True):
            _parts(self.paper).set_part(name, content)
            self.paper.manifest.add_full_path(name, kind)
        height = _TEXT_WIDTH * figure.height / WIDTH
        frame = Frame.image_frame(
            names[0],
            name=f"figure{self.pictures}",
            anchor_type="as-char",
            size=(f"{_TEXT_WIDTH}cm", f"{height:.2f}cm"),
        )
        second = Element.from_tag("draw:image")
        second.set_attribute("xlink:href", names[1])
        frame.append(second)
        frame.svg_title, frame.svg_description = xml_safe(figure.title), xml_safe(figure.alt)
        paragraph = Paragraph(style="Picture")
        paragraph.append(frame)
        return paragraph


def _paragraph(style: str, text: str, to: str = "") -> Element:
    return _line(style, [(text, to)])


def _line(style: str, pieces: Sequence[tuple[str, str]]) -> Element:
    """A paragraph of which each piece may lead somewhere."""
    paragraph = Paragraph(style=_directed(style, pieces[0][0]))
    for text, to in pieces:
        if to:
            link = Link(f"#{to}", style="Place", visited_style="Place")
            link.append(Span(xml_safe(text), style="Place"))
            paragraph.append(link)
        else:
            paragraph.append_plain_text(xml_safe(text))
    return paragraph


def _page_of(bookmark: str) -> Element:
    """A field that says the page which a bookmark is on."""
    page = Element.from_tag("text:bookmark-ref")
    page.set_attribute("text:reference-format", "page")
    page.set_attribute("text:ref-name", bookmark)
    return page


def _table(block: said.Table) -> Element:
    """Column widths are styles of their own: `C` and a twentieth of a point's number."""
    table = OdfTable(xml_safe(block.name), style="FactsOnPaper")
    table.clear()
    for _, width in block.columns:
        column = Element.from_tag("table:table-column")
        column.set_attribute("table:style-name", f"C{width}")
        table.append(column)
    if block.head:
        head = Element.from_tag("table:table-header-rows")
        head.append(_row(block.head, [_HEADS[role] for role, _ in block.columns]))
        table.append(head)
    for row, to in block.ways():
        table.append(_row(row, [_style(role) for role, _ in block.columns], to))
    return table


def _row(texts: Sequence[str], styles: Sequence[str], to: str = "") -> Element:
    """Its first cell leads to that bookmark."""
    row = Element.from_tag("table:table-row")
    row.set_attribute("table:style-name", "Row")
    for at, (text, style) in enumerate(zip(texts, styles, strict=True)):
        cell = Element.from_tag("table:table-cell")
        last = at == len(texts) - 1
        cell.set_attribute("table:style-name", "LastCell" if last else "Cell")
        cell.set_attribute("office:value-type", "string")
        cell.append(_paragraph(style, text, "" if at else to))
        row.append(cell)
    return row


def _directed(style: str, text: str) -> str:
    """The style, or its twin that runs from right to left."""
    return f"{style}Rtl" if is_rtl(text) else style


def _style(role: str) -> str:
    return role.title().replace("_", "")
