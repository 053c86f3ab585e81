"""Walls that come as a table: Padlet's, Miro's and Mural's CSV or XLSX, and others like them.

Columns are found by name. A row is a post; the row of headings is row 1.
"""

import csv
import io
from collections.abc import Iterator, Sequence

from app.dividing.lines import Line
from app.dividing.marks import room_in
from app.imports.columns import HIGHEST, Columns, columns_of
from app.imports.markup import plain_lines
from app.imports.source import Source, SourcePiece, Unreadable
from app.rosters import spreadsheet

csv.field_size_limit(2_000_000)


def of_text(text: str) -> Source | None:
    """A table in CSV; None when the first rows hold no headings of one."""
    first = "".join(text.lstrip("\n\r").splitlines(keepends=True)[:HIGHEST])
    for delimiter in sorted(",;\t", key=first.count, reverse=True):
        if delimiter not in first:
            continue
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error:
            continue
        if columns := columns_of(rows):
            return _source(rows, columns)
    return None


def of_sheet(data: bytes) -> Source:
    """The first sheet of an .xlsx that holds a table of posts. Raises Unreadable."""
    try:
        sheets = spreadsheet.tables(data)
    except spreadsheet.UnreadableSheet as error:
        raise Unreadable from error
    for rows in sheets:
        if columns := columns_of(rows):
            return _source(rows, columns)
    for rows in sheets:
        if rows:
            return _bare(rows)
    raise Unreadable


def _source(rows: Sequence[Sequence[str]], columns: Columns) -> Source:
    headings = rows[columns.at]
    lines = [Line(at, _whole(row)) for at, row in enumerate(rows[: columns.at + 1], 1)]
    aside = dict.fromkeys(range(len(lines)), "headings")
    pieces: list[SourcePiece] = []
    for at, row in enumerate(rows[columns.at + 1 :], columns.at + 2):
        titles = plain_lines(_cell(row, columns.title))
        held = [" ".join(titles)] * bool(titles) + plain_lines(_cell(row, columns.body))
        held += _more(headings, row, columns.more)
        if held:
            first = len(lines)
            lines += [Line(at, text) for text in held]
            section = _section(headings, row, columns.section)
            pieces.append(SourcePiece(first, len(lines) - 1, bool(titles), section))
        else:
            aside[len(lines)] = "empty"
            lines.append(Line(at, _whole(row)))
    return Source(columns.kind, tuple(lines), tuple(pieces), aside)


def _more(headings: Sequence[str], row: Sequence[str], places: Sequence[int]) -> Iterator[str]:
    """Further cells, each under its column's heading."""
    for place in places:
        if texts := plain_lines(_cell(row, place)):
            yield from (headings[place].strip(), *texts)


def _section(headings: Sequence[str], row: Sequence[str], place: int | None) -> str:
    """« 12 » in a column « Rom » is room 12."""
    text = " ".join(plain_lines(_cell(row, place)))
    named = f"{headings[place].strip()} {text}" if place is not None else ""
    return named if text.isdigit() and room_in(named) else text


def _whole(row: Sequence[str]) -> str:
    return " · ".join(filter(None, map(str.strip, row)))


def _bare(rows: Sequence[Sequence[str]]) -> Source:
    """A sheet without headings that say anything: each row is a post."""
    lines: list[Line] = []
    pieces: list[SourcePiece] = []
    for at, row in enumerate(rows, 1):
        held = [text for cell in row for text in plain_lines(cell)] or [""]
        if held != [""]:
            pieces.append(SourcePiece(len(lines), len(lines) + len(held) - 1))
        lines += [Line(at, text) for text in held]
    return Source("table", tuple(lines), tuple(pieces))


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""
