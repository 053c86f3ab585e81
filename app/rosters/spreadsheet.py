"""The sheets of an .xlsx file as texts that `roster.py` reads: a line a row, so that the numbers of
both agree.

Somebody may have painted a whole sheet, or made a file that is small only while it is packed: empty
cells are taken out before any of them becomes an object, and what is still too much is refused.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app.rosters.columns import columns
from app.rosters.entries import Kind, Roster, RosterFinding
from app.rosters.headings import headings
from app.rosters.letters import decode
from app.rosters.lines import Row, has_letter, number_in, rows
from app.rosters.sheet_comments import comments_of
from app.rosters.text import read_roster
from app.wording import split_lines

LARGEST_UNPACKED = 30_000_000
LARGEST_NEEDED = 5_000_000
MOST_CELLS = 40_000
MOST_SHEETS = 20
_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(_rels/)?workbook\.xml(\.rels)?|"
    r"xl/(styles|sharedStrings)\.xml|xl/worksheets/[^/]+\.xml"
)
_EMPTY = (
    re.compile(rb"<(?:\w+:)?c\b[^<>]*/>|<(?:\w+:)?c\b[^<>]*></(?:\w+:)?c>"),
    re.compile(rb"<(?:\w+:)?row\b[^<>]*/>|<(?:\w+:)?row\b[^<>]*>\s*</(?:\w+:)?row>"),
)
_CELL = re.compile(rb"<(?:\w+:)?(?:c|si)[ >]")
_SIGNS: dict[Kind, re.Pattern[bytes]] = {
    "hidden_rows": re.compile(rb'<(?:\w+:)?(?:row|col)\b[^<>]*\shidden="(?:1|true)"'),
    "no_value": re.compile(
        rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^<>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?"
        rb"\s*</(?:\w+:)?c>"
    ),
}
_FAR = re.compile(rb'\sr="(?:[A-Z]{3,}\d*|[B-Z][A-Z]\d*|[A-Z]*\d{5,})"')
"""Beyond the 52nd column or the 9,999th row."""


class UnreadableSheet(ValueError):
    """No spreadsheet that can be read."""


class SheetTooLarge(UnreadableSheet):
    """It holds more than any roster."""


def read_file(data: bytes) -> tuple[Roster, str]:
    """What was understood of a file, and its text as one could have pasted it."""
    if not data.startswith(b"PK\x03\x04"):
        roster = read_roster(data)
        known = roster.problems[:1] != (RosterFinding("not_text", 0),)
        return roster, decode(data)[0] if known else ""
    try:
        found, noticed = book(data)
        roster, text = _best(found)
        return replace(roster, warnings=(*noticed, *roster.warnings)), text
    except SheetTooLarge:
        return Roster((), problems=(RosterFinding("too_large", 0),)), ""
    except UnreadableSheet:
        return Roster((), problems=(RosterFinding("not_text", 0),)), ""


def book(data: bytes) -> tuple[list[tuple[str, str]], list[RosterFinding]]:
    """Name and text of each sheet that holds anything and is seen, or of those hidden where none
    is; and what those who look at it in Excel would not expect. Raises Unreadable."""
    opened, noticed = _opened(data)
    texts = [(sheet, text) for sheet, table in opened if (text := _written(table)).strip()]
    seen = [each for each in texts if each[0].sheet_state == "visible"] or texts
    hidden = [
        RosterFinding("sheet_ignored", 0, each[0].title) for each in texts if each not in seen
    ]
    return [(sheet.title, text) for sheet, text in seen], [*hidden, *noticed]


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet, with cells as they are; a formula is what it came to, as text. By the
    number of a row what was said about its cells."""

    title: str
    rows: list[list[str]]
    hidden: bool
    comments: dict[int, list[str]]


def sheets(data: bytes) -> list[Sheet]:
    """Each of them in order. Raises Unreadable."""
    return [
        Sheet(
            sheet.title,
            [["" if cell is None else str(cell) for cell in row] for row in table],
            sheet.sheet_state != "visible",
            comments_of(data, sheet._worksheet_path),
        )
        for sheet, table in _opened(data)[0]
    ]


def _opened(
    data: bytes,
) -> tuple[list[tuple[Any, list[tuple[object, ...]]]], list[RosterFinding]]:
    from openpyxl import load_workbook  # takes as long to load as a tenth of the server

    try:
        slim, noticed = _without_empty_cells(data)
        opened = load_workbook(slim, read_only=True, data_only=True).worksheets[:MOST_SHEETS]
        for sheet in opened:
            sheet.reset_dimensions()  # what a file says of its size need not be true
        return [(sheet, list(sheet.iter_rows(values_only=True))) for sheet in opened], noticed
    except UnreadableSheet:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise UnreadableSheet(type(error).__name__) from error


def _best(found: list[tuple[str, str]]) -> tuple[Roster, str]:
    """The first sheet that holds a roster, or those that are a room each; what stands in the others
    is left out and named."""
    if rooms := _a_room_each(found):
        each = (f"{title}\n{_without_headings(text)}" for title, text in rooms)
        text = _one_table(rooms) or "\n".join(each)
        used, roster = {title for title, _ in rooms}, read_roster(text)
    else:
        read = [(title, text, read_roster(text)) for title, text in found]
        title, text, roster = max(read, key=_worth, default=("", "", read_roster("")))
        used = {title}
    others = [RosterFinding("sheet_ignored", 0, title) for title, _ in found if title not in used]
    return replace(roster, warnings=(*others, *roster.warnings)), text


def _a_room_each(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Sheets that are called as rooms, « Rom 1 » or 1, « Rom 2 » or 2. Where one says of itself
    which rooms it is about, numbers alone are years."""
    lists = {title for title, text in found if _tells_rooms(text)}
    rooms = [each for each in found if number_in(each[0])]
    named = all(has_letter(title) for title, _ in rooms)
    others = lists - {title for title, _ in rooms}
    whole = not others if named else len(rooms) == len(found) and not lists
    return rooms if len(rooms) > 1 and whole else []


def _tells_rooms(text: str) -> bool:
    found = headings(rows(text))[1]
    return found is not None and found.number is not None


def _one_table(found: list[tuple[str, str]]) -> str:
    """Sheets with the same headings, put under each other with their room in front."""
    parts = [(number_in(title), *text.partition("\n")[::2]) for title, text in found]
    heading = parts[0][1]
    if any(each != heading for _, each, _ in parts) or not columns(Row(1, heading)):
        return ""
    lines = [f"{number};{line}" for number, _, rest in parts for line in rest.splitlines()]
    return "\n".join([f"rom;{heading}", *lines])


def _without_headings(text: str) -> str:
    first, _, rest = text.partition("\n")
    return rest if columns(Row(1, first)) else text


def _worth(sheet: tuple[str, str, Roster]) -> tuple[bool, bool, int]:
    roster = sheet[2]
    bare = any(finding.kind == "numbered" for finding in roster.warnings)
    return not roster.refused, not bare, len(roster.entries)


def _without_empty_cells(data: bytes) -> tuple[io.BytesIO, list[RosterFinding]]:
    slim = io.BytesIO()
    total = needed = cells = 0
    noticed: dict[Kind, bool] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(slim, "w") as kept:
        for name in filter(_NEEDED.fullmatch, packed.namelist()):
            part = packed.open(name).read(LARGEST_UNPACKED - total + 1)  # headers may lie
            total += len(part)
            if total > LARGEST_UNPACKED or b"<!DOCTYPE" in part or b"<!ENTITY" in part:
                raise SheetTooLarge
            for empty in _EMPTY if "worksheets/" in name else ():
                part = empty.sub(b"", part)
            needed += len(part)
            cells += len(_CELL.findall(part))
            if needed > LARGEST_NEEDED or cells > MOST_CELLS:
                raise SheetTooLarge
            if "worksheets/" in name:
                if _FAR.search(part):
                    raise SheetTooLarge
                noticed |= {kind: True for kind, sign in _SIGNS.items() if sign.search(part)}
            kept.writestr(name, part)
    slim.seek(0)
    return slim, [RosterFinding(kind, 0) for kind in noticed]


def _written(table: Iterable[tuple[object, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    for row in table:
        cells = list(_cells(row))
        while cells and not cells[-1]:
            cells.pop()
        writer.writerow(cells)
    return out.getvalue().rstrip("\n")


def _cells(row: Iterable[object]) -> Iterator[str]:
    """A cell of several lines stands in one, so that each row is a line of the text."""
    for cell in row:
        yield "; ".join(split_lines("" if cell is None else _cell_text(cell)))


def _cell_text(cell: object) -> str:
    """A date as people write it: Excel makes one of « 1.2 »."""
    if isinstance(cell, date):
        day = f"{cell.day}.{cell.month}.{cell.year}"
        timed = isinstance(cell, datetime) and (cell.hour or cell.minute)
        return f"{day} {cell:%H.%M}" if timed else day
    return str(cell)
