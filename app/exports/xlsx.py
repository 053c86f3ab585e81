"""The report as a workbook: one table a sheet, and text that is never anything else.

Numbers are numbers and text is text: no formula, no link, nothing that is asked for from anywhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import zip_longest
from typing import Any

from xlsxwriter import Workbook

from app.exports import outcomes
from app.exports.catalogue import Catalogue
from app.exports.chapter import Chapter
from app.exports.chapters import by_question, by_room
from app.exports.columns import action_columns, counted_column, note_columns
from app.exports.csv_export import Value, answers, fields, pieces
from app.exports.outline import Outline, ReportRoom
from app.exports.packed import xml_safe
from app.exports.promises import FreeText, Promised, free_heading, promised
from app.exports.report_facts import report_facts
from app.exports.wording import Wording

_GREEN, _HAIRLINE = "#0B5D4E", "#D8D3C8"
_WIDE, _NARROW = 60, 18
_LINE, _TALLEST = 15.5, 409.0
_LONGEST_NAME = 31  # of a sheet, by Excel's own rule
Row = Sequence[Value]


def xlsx(outline: Outline, catalogue: Catalogue) -> bytes:
    """Sheets: about the report, questions, rooms × questions, notes. Equal outlines are equal
    bytes."""
    words = Wording(outline, catalogue)
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "use_zip64": False})
    book.set_properties(
        {
            "title": xml_safe(outline.title)[:255],
            "author": "Samtavle",
            "created": outline.made_at.replace(tzinfo=None),
        }
    )
    sheets = _Sheets(book)
    sheets.add(words.gettext("About the report"), ("", ""), _about(words), (_NARROW, _WIDE))
    heads = (words.gettext("Dialogue"), words.gettext("Question"), *_counted_heads(words))
    widths = (_NARROW, _WIDE, *[_NARROW] * 4)
    sheets.add(words.gettext("Questions"), heads, _questions(words), widths)
    chapters = by_question(outline)
    heads = (
        words.gettext("Room"),
        words.gettext("Members in the room"),
        *map(words.chapter, chapters),
    )
    widths = (8, 40, *[_NARROW] * len(chapters))
    sheets.add(words.gettext("Words per answer"), heads, _words(words, chapters), widths)
    if outline.themes:
        _harvest(sheets, words)
    found, free = promised(outline)
    if found:
        widths = (20, 50, 18, 24, 14, 14, 8, 20, 60)
        sheets.add(words.actions(), _promise_heads(words), _promises(found), widths)
    if free:
        heads = (words.gettext("Question"), words.gettext("Room"), words.notes())
        sheets.add(free_heading(words), heads, _free(words, free), (_WIDE, 8, 8))
    if outline.outcomes:
        heads = (*outcomes.heads(words), words.gettext("From"), words.gettext("As it was written"))
        sheets.add(
            words.gettext("What became of it"),
            heads,
            _outcomes(words),
            (14, 20, 50, 18, 40, 30, 60),
        )
    columns = note_columns(words)
    heads = (*columns[:11], columns[-1], counted_column(words))
    widths = (14, 8, 40, 8, 16, 30, 16, 14, 90, 14, 12, 30, 10)
    sheets.add(words.notes(), heads, _notes(words), widths)
    book.close()
    return out.getvalue()


class _Sheets:
    """Sheets of one look: a head that stays in sight and can be filtered, and lines that wrap."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        edge = {"bottom": 1, "bottom_color": _HAIRLINE, "valign": "top", "text_wrap": True}
        self.head = book.add_format({**edge, "bold": True, "font_color": _GREEN})
        self.cell = book.add_format(edge)
        self.number = book.add_format({**edge, "num_format": "0", "align": "right"})

    def add(
        self, name: str, heads: Sequence[str], rows: Iterable[Row], widths: Sequence[int]
    ) -> None:
        sheet = self.book.add_worksheet(xml_safe(name)[:_LONGEST_NAME])
        first = int(any(heads))
        if first:
            self._write(sheet, 0, heads, self.head)
            sheet.freeze_panes(1, 0)
        last = first - 1
        for last, row in enumerate(rows, first):
            self._write(sheet, last, row, self.cell)
            sheet.set_row(last, _height(row, widths))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        if first:
            sheet.autofilter(0, 0, max(last, 1), len(heads) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def _write(self, sheet: Any, at: int, row: Row, dress: Any) -> None:
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(at, column, value, self.number)
            elif value:
                sheet.write_string(at, column, xml_safe(value), dress)
            else:
                sheet.write_blank(at, column, None, dress)


def _height(row: Row, widths: Sequence[int]) -> float:
    """In points, so that all of a text is seen in a column of its width, or as much as a row can
    show."""
    lines = max(
        sum(1 + len(line) // width for line in str(value).split("\n"))
        for value, width in zip(row, widths, strict=True)
        if value is not None
    )
    return min(_LINE * lines, _TALLEST)


def _about(words: Wording) -> Iterator[Row]:
    yield words.gettext("Seminar"), words.outline.title
    yield from report_facts(words)
    if words.outline.own_words:
        yield words.own_words(), words.outline.own_words


def _counted_heads(words: Wording) -> tuple[str, ...]:
    return (
        words.gettext("Rooms that answered"),
        words.gettext("Rooms in all"),
        words.gettext("Members in them"),
        words.gettext("Members in all"),
    )


def _questions(words: Wording) -> Iterator[Row]:
    for chapter in by_question(words.outline):
        dialogue = chapter.dialogue.title if chapter.dialogue else ""
        rooms, members = chapter.coverage, chapter.members
        question = words.chapter(Chapter(chapter.about, None, ()))
        yield dialogue, question, rooms.answered, rooms.rooms, members.answered, members.rooms


def _words(words: Wording, chapters: Sequence[Chapter]) -> Iterator[Row]:
    """Empty where a room wrote nothing."""
    counts = {
        (cell.room.number, at): cell.counted.words
        for at, chapter in enumerate(chapters)
        for cell in (*chapter.cells, *chapter.unshown)
    }
    for room in (each.about for each in by_room(words.outline)):
        if isinstance(room, ReportRoom):
            members = ", ".join(room.members)
            yield (
                room.number,
                members,
                *(counts.get((room.number, at)) for at in range(len(chapters))),
            )


def _notes(words: Wording) -> Iterator[Row]:
    """A text that no cell can hold goes on in the next row, which says so."""
    for *place, part, text, state, unfinished, themes, _, first in answers(words):
        for at, piece in enumerate(pieces(text)):
            said = words.gettext("%(part)s, continued") % {"part": part} if at else part
            yield *place, said, piece, state, unfinished, themes, first


def _promise_heads(words: Wording) -> tuple[str, ...]:
    own = (words.gettext("Room"), words.gettext("From"), words.gettext("As it was written"))
    return (*action_columns(words), *own)


def _promises(found: Sequence[Promised]) -> Iterator[Row]:
    """A row for each action; what no cell can hold goes on in the next."""
    for each in found:
        texts = (*fields(each.action), each.line.text)
        room, whose = each.cell.room.number, each.line.member or each.entry.member
        for *said, text in zip_longest(*map(pieces, texts), fillvalue=""):
            yield *said, room, whose, text


def _free(words: Wording, free: Sequence[FreeText]) -> Iterator[Row]:
    """Where it is answered in free text, and in how many notes."""
    for each in free:
        question = words.chapter(each.chapter)
        yield from ((question, cell.room.number, count) for cell, count in each.cells)


def _outcomes(words: Wording) -> Iterator[Row]:
    for each in words.outline.outcomes:
        texts = (*outcomes.row(words, each), outcomes.where(words, each), each.text)
        yield from zip_longest(*map(pieces, texts), fillvalue="")


def _harvest(sheets: _Sheets, words: Wording) -> None:
    """A row for each theme, and one for each quote."""
    themes, gettext = words.outline.themes, words.gettext
    heads = (
        *(gettext("Theme"), gettext("What it is"), gettext("Asked of"), gettext("Message")),
        *(gettext("Rooms"), gettext("Rooms that answered")),
        *(gettext("Members in them"), gettext("Members in all")),
    )
    rows = (
        (
            *(each.title, words.theme_kind(each), each.addressee, each.message),
            *(each.coverage.answered, each.coverage.rooms),
            *(each.members.answered, each.members.rooms),
        )
        for each in themes
    )
    sheets.add(gettext("Themes"), heads, rows, (40, 18, 24, 60, 10, 14, 10, 14))
    quoted = (
        (theme.title, words.source(quote), piece, words.yes(quote.changed))
        for theme in themes
        for quote in theme.quotes
        for piece in pieces(quote.line.text)
    )
    columns = (gettext("Theme"), gettext("Source"), gettext("Text"), gettext("Changed since"))
    sheets.add(gettext("Quotes"), columns, quoted, (40, 50, 90, 14))
