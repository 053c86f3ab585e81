"""On which page each bookmark of a Word file stands, reckoned from what is written on the paper.

Word shows the pages in a table of contents as the file has them until somebody updates it. So the
lines are broken and the pages filled here by the widths of the report's own letters, the way
Word does it: without kerning, greedily, and never with a single line of a paragraph by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from PIL import ImageFont

from app.typeset import FONTS

_P, _RUN, _TEXT, _BREAK = map(qn, ("w:p", "w:r", "w:t", "w:br"))
_TABLE, _ROW, _CELL, _COLUMN = map(qn, ("w:tbl", "w:tr", "w:tc", "w:gridCol"))
_P_STYLE, _R_STYLE, _BOLD, _HEAD = map(qn, ("w:pStyle", "w:rStyle", "w:b", "w:tblHeader"))
_LEVEL, _INDENT, _RIGHT, _BOOKMARK = map(qn, ("w:ilvl", "w:ind", "w:right", "w:bookmarkStart"))
_W_SPACE = qn("w:x")[:-1]
_VAL, _W, _LEFT, _NAME = map(qn, ("w:val", "w:w", "w:left", "w:name"))
_EXTENT = qn("wp:extent")
_KEEPS = ("keepNext", "keepLines", "pageBreakBefore")

_EM = 2048  # Inter's own units
_LINE_HEIGHT = (1984 + 494) / _EM
_RULE = 10  # a hairline between rows of a table
_TOGETHER = 2  # lines of a paragraph that stay together at its beginning and its end
_EMU = 635  # of which a picture's size has so many to a twentieth of a point
_NONE: dict[str, str] = {}


@dataclass(frozen=True)
class _Piece:
    """What no page divides; `glued` is that the next one stands on the same page."""

    above: float
    height: float
    glued: bool = False
    bookmarks: tuple[str, ...] = ()
    new_page: bool = False


@dataclass(frozen=True)
class _Style:
    """Distances are twentieths of a point, `size` is in points, `spread` 1 for single lines."""

    size: float = 10.0
    bold: bool = False
    above: float = 0
    below: float = 0
    spread: float = 1.0
    least: float = 0
    exact: bool = False
    aside: float = 0
    frame: float = 0
    keeps: frozenset[str] = frozenset()


def pages_of_bookmarks(paper: Document) -> dict[str, int]:
    return _paged(_Reckoner(paper).pieces(), _height(paper))


def _paged(pieces: Iterator[_Piece], high: float) -> dict[str, int]:
    """Glued pieces go over to the next page together, unless they are more than one page."""
    found: dict[str, int] = {}
    page, y = 1, 0.0
    group: list[_Piece] = []
    for piece in pieces:
        group.append(piece)
        if piece.glued:
            continue
        tall = sum(each.above + each.height for each in group)
        if y and (group[0].new_page or (y + tall > high and tall <= high)):
            page, y = page + 1, 0.0
        for each in group:
            above = each.above if y else 0
            if y and y + above + each.height > high:
                page, y, above = page + 1, 0.0, 0
            y += above + each.height
            found.update(dict.fromkeys(each.bookmarks, page))
        group = []
    return found


def _height(paper: Document) -> float:
    section: Any = paper.sections[0]
    return float(section.page_height - section.top_margin - section.bottom_margin) / _EMU


class _Reckoner:
    def __init__(self, paper: Document) -> None:
        section: Any = paper.sections[0]
        self._body: Any = paper.element.body
        self._wide = (section.page_width - section.left_margin - section.right_margin) / _EMU
        self._styles = _styles(paper.styles.element)
        self._below = 0.0  # what the paragraph before leaves free

    def pieces(self) -> Iterator[_Piece]:
        for block in self._body.iterchildren():
            if block.tag == _P:
                yield from self._paragraph(block)
            elif block.tag == _TABLE:
                yield from self._table(block)

    def _paragraph(self, paragraph: Any) -> Iterator[_Piece]:
        style = self._style(paragraph)
        lines = self._lines(paragraph, style, self._wide - _indent(paragraph, style))
        heights = [*lines]
        heights[0] += style.frame / 2
        heights[-1] += style.frame / 2
        above, self._below = max(self._below, style.above), style.below
        marks = tuple(each.get(_NAME) for each in paragraph.iter(_BOOKMARK))
        at_once = "keepLines" in style.keeps
        for at, height in enumerate(heights):
            left = len(heights) - at - 1
            inner = left and (at_once or at < _TOGETHER - 1 or left < _TOGETHER)
            yield _Piece(
                above if at == 0 else 0,
                height,
                bool(inner or (not left and "keepNext" in style.keeps)),
                marks if at == 0 else (),
                at == 0 and "pageBreakBefore" in style.keeps,
            )

    def _table(self, table: Any) -> Iterator[_Piece]:
        widths = [float(each.get(_W)) for each in table.iter(_COLUMN)]
        for row in table.iter(_ROW):
            cells = zip(row.iter(_CELL), widths, strict=True)
            height = max(self._cell(cell, width) for cell, width in cells)
            above, self._below = self._below, 0.0
            yield _Piece(above, height + _RULE, next(row.iter(_HEAD), None) is not None)

    def _cell(self, cell: Any, width: float) -> float:
        (paragraph,) = cell.iter(_P)
        style = self._style(paragraph)
        margin = sum(float(each.get(_W)) for each in cell.iter(_RIGHT))
        return style.above + sum(self._lines(paragraph, style, width - margin)) + style.below

    def _style(self, paragraph: Any) -> _Style:
        named = next(paragraph.iter(_P_STYLE), _NONE).get(_VAL)
        return self._styles.get(named or "Normal", _Style())

    def _lines(self, paragraph: Any, style: _Style, width: float) -> list[float]:
        """The height of each, at least one."""
        for extent in paragraph.iter(_EXTENT):
            return [int(extent.get("cy")) / _EMU]
        sizes = self._broken(paragraph, style, width)
        natural = (20 * size * _LINE_HEIGHT * style.spread for size in sizes)
        return [max(high, style.least) if not style.exact else style.least for high in natural]

    def _broken(self, paragraph: Any, style: _Style, width: float) -> list[float]:
        """The size of each line's largest letters. A word that does not fit goes to the next."""
        lines, x = [0.0], 0.0
        for word, size, bold in self._words(paragraph, style):
            long = 20 * size * _width(word.rstrip(), bold)
            if word == "\n" or (x and x + long > width):
                lines, x = [*lines, 0.0], 0.0
            lines[-1] = max(lines[-1], size) if word != "\n" else 0.0
            while long > width:  # a word wider than the line is cut
                lines, long = [*lines, size], long - width
            x += long + (20 * size * _width(" ", bold) if word[-1:] == " " else 0)
        return [each or style.size for each in lines]

    def _words(self, paragraph: Any, style: _Style) -> Iterator[tuple[str, float, bool]]:
        for run in paragraph.iter(_RUN):
            named = next(run.iter(_R_STYLE), _NONE).get(_VAL)
            own = self._styles.get(named or "")
            size = (own or style).size
            bold = (own or style).bold or next(run.iter(_BOLD), None) is not None
            for part in run.iterchildren():
                if part.tag == _BREAK:
                    yield "\n", size, bold
                elif part.tag == _TEXT and part.text:
                    for word in _pieces(part.text):
                        yield word, size, bold


def _styles(sheet: Any) -> dict[str, _Style]:
    """By their ids, each with what it has from the one that it is based on."""
    found: dict[str, _Style] = {}
    (default,) = sheet.iter(qn("w:docDefaults"))
    plain = _restyled(_Style(), default)
    for each in sheet.iter(qn("w:style")):
        based = next(each.iter(qn("w:basedOn")), _NONE).get(_VAL)
        found[each.get(qn("w:styleId"))] = _restyled(found.get(based or "", plain), each)
    return found


def _restyled(style: _Style, told: Any) -> _Style:
    """The style with what is told of it; the sheet has a style before those based on it."""
    names = {each.tag.removeprefix(_W_SPACE) for each in told.iter() if isinstance(each.tag, str)}
    found: dict[str, Any] = {"keeps": style.keeps | names.intersection(_KEEPS)}
    for spacing in told.iter(qn("w:spacing")):
        line = float(spacing.get(qn("w:line"), 0))
        rule = spacing.get(qn("w:lineRule"))
        if line and rule == "auto":
            found |= {"spread": line / 240, "least": 0}
        elif line:
            found |= {"least": line, "exact": rule == "exact", "spread": 1.0}
        for side, name in (("above", "before"), ("below", "after")):
            if (distance := spacing.get(qn(f"w:{name}"))) is not None:
                found[side] = float(distance)
    for size in told.iter(qn("w:sz")):
        found["size"] = float(size.get(_VAL)) / 2
    for indent in told.iter(_INDENT):
        found["aside"] = float(indent.get(_LEFT, 0)) + float(indent.get(_RIGHT, 0))
    for border in told.iter(qn("w:pBdr")):
        edges = (each for each in border if each.tag in (qn("w:top"), qn("w:bottom")))
        found["frame"] = sum(20 * float(each.get(qn("w:space"))) + _RULE for each in edges)
    return replace(style, bold=style.bold or "b" in names, **found)


def _pieces(text: str) -> Sequence[str]:
    """Words with the space after them; a line may also end after a hyphen."""
    return text.replace(" ", " \0").replace("-", "-\0").split("\0")


def _indent(paragraph: Any, style: _Style) -> float:
    level = next(paragraph.iter(_LEVEL), None)
    if level is not None:
        return 312 + 340 * int(level.get(_VAL))
    own = next(paragraph.iter(_INDENT), None)
    return style.aside if own is None else float(own.get(_LEFT, 0))


@cache
def _width(word: str, bold: bool) -> float:
    """By the size of the letters."""
    return sum(_letter(sign, bold) for sign in word)


@cache
def _letter(sign: str, bold: bool) -> float:
    return _font(bold).getlength(sign) / _EM


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    file = FONTS / f"Inter-{'SemiBold' if bold else 'Regular'}.ttf"
    return ImageFont.truetype(str(file), _EM, layout_engine=ImageFont.Layout.BASIC)
