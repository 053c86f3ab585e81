"""The first sheet of an .xlsx file as the text that `roster.py` reads."""

import csv
import io
import zipfile
from itertools import islice

from app.rooms.roster_entries import MOST_MEMBERS, MOST_ROOMS

LARGEST_UNPACKED = 20_000_000


class Unreadable(ValueError):
    """No spreadsheet, or one that would unpack to more than any roster holds."""


def sheet_text(data: bytes) -> str:
    """Lines with semicolons, one a row. Raises Unreadable."""
    from openpyxl import load_workbook  # takes as long to load as a tenth of the server

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            # A small file can unpack to gigabytes.
            if sum(each.file_size for each in packed.infolist()) > LARGEST_UNPACKED:
                raise Unreadable("too large")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True, max_col=MOST_MEMBERS)
        return _written(islice(rows, 2 * MOST_ROOMS))
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise Unreadable(type(error).__name__) from error


def _written(rows: "islice[tuple[object, ...]]") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    for row in rows:
        cells = ["" if cell is None else str(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        writer.writerow(cells)
    return out.getvalue()
