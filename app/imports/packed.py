"""What lies inside a packed file: the sheet of a spreadsheet, or the table in Padlet's zip.

Nothing is ever written to disk and no name inside is a path to anything: an entry is only read, and
never more of it than there may be, whatever its header says.
"""

import io
import zipfile
import zlib
from dataclasses import dataclass

from app.imports.source import TooMuch, Unreadable

LARGEST_UNPACKED = 20_000_000
MOST_ENTRIES = 2_000
_TABLES = (".csv", ".tsv", ".json", ".md", ".txt")


@dataclass(frozen=True)
class Unpacked:
    """The bytes to read, whether they are a spreadsheet, and the names of the files beside them."""

    data: bytes
    is_sheet: bool = False
    others: tuple[str, ...] = ()


def unpacked(data: bytes) -> Unpacked:
    """Raises Unreadable or TooMuch."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = packed.namelist()
            if len(names) > MOST_ENTRIES:
                raise TooMuch
            if "xl/workbook.xml" in names:
                return Unpacked(data, is_sheet=True)
            chosen = min(filter(_is_table, names), key=_worth, default="")
            if not chosen:
                raise Unreadable
            with packed.open(chosen) as entry:
                found = entry.read(LARGEST_UNPACKED + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        NotImplementedError,
        EOFError,
        OSError,
    ) as error:
        raise Unreadable from error
    if len(found) > LARGEST_UNPACKED:
        raise TooMuch
    others = (name for name in names if name != chosen and not name.endswith("/"))
    return Unpacked(found, others=tuple(name for name in others if not _is_hidden(name)))


def _is_table(name: str) -> bool:
    return name.lower().endswith(_TABLES) and not _is_hidden(name)


def _is_hidden(name: str) -> bool:
    """What the machine that packed it put there for itself."""
    return name.rpartition("/")[2].startswith(".") or name.startswith("__MACOSX")


def _worth(name: str) -> tuple[bool, int, str]:
    """« Posts ….csv » before anything else, a table before a text."""
    last = name.rpartition("/")[2].lower()
    ends = next(at for at, end in enumerate(_TABLES) if last.endswith(end))
    return not last.startswith("posts"), ends, name
