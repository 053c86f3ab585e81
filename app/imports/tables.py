"""Walls that come as a table: Padlet's, Miro's and Mural's CSV or XLSX, and others like them.

Columns are found by name. A row is a post; the row of headings is row 1, and the rows of a book's
sheets are counted on. What stands beside the posts' texts, comments say, is put aside with its row.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from app.dividing.marks import room_in
from app.imports.columns import HIGHEST, Columns, columns_of
from app.imports.markup import body_of, plain_lines
from app.imports.source import Source, SourceDraft, Unreadable
from app.rosters import spreadsheet

csv.field_size_limit(2_000_000)
FEWEST_PIPED = 3
_PIPED, _RULE = re.compile(r"\s*\|.*\|\s*"), re.compile(r":?-+:?")
_NONE = ("0", "0.0")
"""How many liked it, where nobody did."""


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
        if source := _of_rows(rows):
            return source
    return None


def of_pipes(text: str) -> Source | None:
    """A table in Markdown, and nothing else."""
    lines = text.strip().split("\n")
    if len(lines) < FEWEST_PIPED or not all(_PIPED.fullmatch(line) for line in lines):
        return None
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return _of_rows([[] if all(map(_RULE.fullmatch, row)) else row for row in rows])


def _of_rows(rows: Sequence[Sequence[str]]) -> Source | None:
    if columns := columns_of(rows):
        draft = SourceDraft()
        _read(draft, rows, columns, 1)
        return draft.source(columns.kind)
    return None


def of_sheet(data: bytes) -> Source:
    """Every sheet of an .xlsx that holds a table of posts, one after the other; the sheets where
    none does. Raises Unreadable."""
    try:
        sheets = [each for each in spreadsheet.sheets(data) if any(map(_whole, each.rows))]
    except spreadsheet.UnreadableSheet as error:
        raise Unreadable from error
    found = [None if each.hidden else columns_of(each.rows) for each in sheets]
    told = [columns for columns in found if columns]
    named = len(told) > 1
    draft, at = SourceDraft(), 1
    for sheet, columns in zip(sheets, found, strict=True):
        if columns:
            _read(draft, sheet.rows, columns, at, sheet.title if named else "")
        elif told or sheet.hidden:
            for place, row in enumerate(sheet.rows, at):
                draft.leave(place, _whole(row), "hidden" if sheet.hidden else "sheet")
        else:
            _bare(draft, sheet.rows, at)
        for number, said in sheet.comments.items():
            within = at + min(number, len(sheet.rows)) - 1
            draft.put_beside(within, [("comment", " ".join(each.split())) for each in said])
        at += len(sheet.rows)
    if not draft.lines:
        raise Unreadable
    return draft.source(told[0].kind if told else "table")


def _read(
    draft: SourceDraft,
    rows: Sequence[Sequence[str]],
    columns: Columns,
    begins: int,
    sheet: str = "",
) -> None:
    """`begins` is the number of the first row; `sheet` says where the posts stood if no column
    does."""
    headings = rows[columns.at]
    for at, row in enumerate(rows[: columns.at + 1], begins):
        draft.leave(at, _whole(row), "headings")
    facts = [place for place, role in columns.aside.items() if role == "fact"]
    if unread := _whole([_cell(headings, place) for place in facts]):
        draft.put_beside(begins + columns.at, [("fact", unread)])
    for at, row in enumerate(rows[columns.at + 1 :], begins + columns.at + 1):
        titles, body = plain_lines(_cell(row, columns.title)), body_of(_cell(row, columns.body))
        held = [" ".join(titles)] * bool(titles) + body.lines
        held += _more(headings, row, columns.more)
        beside = [*body.aside, *_other_texts(row, columns)]
        if held:
            section = _section(headings, row, columns.sections)
            draft.post(at, held, titled=bool(titles), section=section or sheet)
        elif not beside:
            draft.leave(at, _whole(row), "empty")
        draft.put_beside(at, beside)


def _other_texts(row: Sequence[str], columns: Columns) -> Iterator[tuple[str, str]]:
    """What stands in the columns that are no text of the post."""
    for place, role in columns.aside.items():
        for text in plain_lines(_cell(row, place)) if role != "fact" else ():
            if role != "reaction" or text not in _NONE:
                yield role, text


def _more(headings: Sequence[str], row: Sequence[str], places: Sequence[int]) -> Iterator[str]:
    """Further cells, each under its column's heading."""
    for place in places:
        if texts := plain_lines(_cell(row, place)):
            yield from (headings[place].strip(), *texts)


def _section(headings: Sequence[str], row: Sequence[str], places: Sequence[int]) -> str:
    """« 12 » in a column « Rom » is room 12."""
    said = []
    for place in places:
        text = " ".join(plain_lines(_cell(row, place)))
        named = f"{headings[place].strip()} {text}"
        said.append(named if text.isdigit() and room_in(named) else text)
    return " ".join(filter(None, said))


def _whole(row: Sequence[str]) -> str:
    return " · ".join(filter(None, map(str.strip, row)))


def _bare(draft: SourceDraft, rows: Sequence[Sequence[str]], begins: int) -> None:
    """A sheet without headings that say anything: each row is a post."""
    for at, row in enumerate(rows, begins):
        held = [text for cell in row for text in plain_lines(cell)]
        if held:
            draft.post(at, held)
        else:
            draft.leave(at, "", "empty")


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""
