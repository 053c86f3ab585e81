"""A roster read from pasted text or CSV, and written again; its rules are in `entries.py`.

A line is a room: `12; Gjesdal, Gol`. Between the fields stand semicolon, comma or tab; between the
members comma, semicolon, slash or `|`, never « og », since « Evje og Hornnes » is one name. A line
of headings (rom, navn, deltakere …) may say which column is which.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.rooms.roster_entries import (
    MOST_MEMBERS,
    MOST_PROBLEMS,
    MOST_ROOMS,
    Entry,
    Finding,
    Roster,
    checked,
    clean,
    numbered,
)

__all__ = ["Entry", "Finding", "Roster", "checked", "numbered", "read_roster", "write_roster"]


def read_roster(data: bytes | str) -> Roster:
    """Read UTF-8 (with or without BOM), UTF-16 with BOM or Windows-1252. Never raises."""
    if isinstance(data, bytes) and data.startswith(_BINARY):
        return Roster((), problems=(Finding("not_text", 0),))
    lines = _lines(data if isinstance(data, str) else _decode(data))
    columns = _columns(lines[0][1]) if lines else None
    rows = lines[1:] if columns else lines
    entries: list[Entry] = []
    problems = [] if rows else [Finding("empty", 0)]
    for at, line in rows:
        if entry := (columns and columns.entry(line, at)) or _entry(line, at):
            entries.append(entry)
        else:
            problems.append(Finding("unreadable", at, clean(line)[:200]))
        if len(entries) > MOST_ROOMS or len(problems) >= MOST_PROBLEMS:
            break
    return checked(entries, columns.ignored(lines[0][0]) if columns else (), problems)


def write_roster(entries: Iterable[Entry], language: str = "nb") -> str:
    """Text that `read_roster` reads back as the same entries, apart from their lines."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(_HEADINGS[language])
    for entry in entries:
        writer.writerow([entry.number, entry.name or "", ", ".join(entry.members)])
    return out.getvalue()


_HEADINGS = {
    "nb": ("rom", "navn", "deltakere"),
    "nn": ("rom", "namn", "deltakarar"),
    "en": ("room", "name", "members"),
}
_BINARY = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")
_NUMBER = (
    r"(?:[-–*•] ?)?"
    r"(?:(?:breakout room|grupperom|gruppe|group|rom|room|bord|table)(?: ?nr\.?| no\.?)? ?)?"
    r"#?(?P<number>[0-9]{1,4})(?:\.0)?"
)
# A full stop, colon or dash before a digit is a date, a time or a span, not the end of a number.
_LINE = re.compile(
    rf"{_NUMBER}(?:$| ?[;,)|]| ?[.:–—-](?! ?[0-9])| (?=[^0-9]))(?P<members>.*)", re.IGNORECASE
)
_ONLY_NUMBER = re.compile(rf"{_NUMBER}[.:)]?", re.IGNORECASE)
_BETWEEN_MEMBERS = re.compile(r"[,;/|]")


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _lines(text: str) -> list[tuple[int, str]]:
    """Numbered lines that hold anything; a quoted field may go over several."""
    found: list[tuple[int, str]] = []
    physical = re.split(r"\r\n|\r|\n", text)
    at = 0
    while at < len(physical):
        end = _end_of_quote(physical, at)
        line = "\n".join(physical[at:end])
        if re.search(r"\w", line) and not re.fullmatch(r"\W*sep=.\W*", line):
            found.append((at + 1, line))
        at = end
    return found


def _end_of_quote(physical: list[str], at: int) -> int:
    """Where the line that begins at `at` ends; one that never closes its quote stands alone."""
    if not _is_open(physical[at]):
        return at + 1
    for end in range(at + 2, min(at + 2 + MOST_MEMBERS, len(physical) + 1)):
        if not _is_open("\n".join(physical[at:end])):
            return end
    return at + 1


def _is_open(line: str) -> bool:
    """A field begins with a quote that the line does not close. In `5" rør` none does."""
    return '"' in line and bool(re.search(r'(?:^|[;,\t]) *"', re.sub(r'"[^"]*"', "", line)))


def _cells(line: str, delimiter: str) -> list[str]:
    """The fields of a line; none when a quote is never closed or a field has no end."""
    if _is_open(line):
        return []
    try:
        row = next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return []
    return [cell.replace("\n", ";") for cell in row]


def _delimiter(line: str) -> str:
    return next((each for each in "\t;" if each in line), ",")


def _entry(line: str, at: int) -> Entry | None:
    """A line without headings: the number, then the members, whatever stands between."""
    match = _LINE.match(clean(";".join(_cells(line, _delimiter(line)))))
    if not match or "\ufffd" in line:
        return None
    return Entry(int(match["number"]), None, _members(match["members"]), at)


def _members(text: str) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in map(clean, _BETWEEN_MEMBERS.split(text)):
        if name:
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


_NUMBER_HEADINGS = {
    *("rom", "romnr", "romnummer", "nr", "nummer", "room", "roomno", "roomnumber", "number"),
    *("gruppe", "gruppenr", "grupperom", "group", "breakoutroom"),
}
_NAME_HEADINGS = {"navn", "namn", "name", "romnavn", "romnamn", "roomname", "tittel", "title"}
_MEMBER_HEADINGS = (
    *("deltak", "deltag", "medlem", "kommun", "skole", "skule", "organisasjon", "verksemd"),
    *("virksomhet", "member", "participant", "municipal", "school", "organi", "gruppemedlem"),
)


@dataclass(frozen=True)
class _Columns:
    """Which column is which, as the line of headings says."""

    delimiter: str
    headings: tuple[str, ...]
    number: int
    name: int | None
    members: frozenset[int]

    def entry(self, line: str, at: int) -> Entry | None:
        cells = _cells(line, self.delimiter)
        number = _ONLY_NUMBER.fullmatch(clean(dict(enumerate(cells)).get(self.number, "")))
        if not number or "\ufffd" in line:
            return None
        name = cells[self.name] if self.name is not None and self.name < len(cells) else ""
        # Members beyond the last heading were parted by the delimiter itself.
        last = len(self.headings) - 1
        members = ";".join(
            cell
            for place, cell in enumerate(cells)
            if place in self.members or (place > last and last in self.members)
        )
        return Entry(int(number["number"]), clean(name) or None, _members(members), at)

    def ignored(self, line: int) -> Iterator[Finding]:
        known = {self.number, self.name, *self.members}
        for place, heading in enumerate(self.headings):
            if place not in known and heading:
                yield Finding("column_ignored", line, heading)


def _columns(line: str) -> _Columns | None:
    """The columns that a line of headings names; None when it is an ordinary line.

    When no heading is known to mean members, every one but number and name does.
    """
    delimiter = _delimiter(line)
    headings = tuple(clean(cell) for cell in _cells(line, delimiter))
    keys = [re.sub(r"\W", "", heading.casefold()) for heading in headings]
    number = next((at for at, key in enumerate(keys) if key in _NUMBER_HEADINGS), None)
    if number is None:
        return None
    name = next((at for at, key in enumerate(keys) if key in _NAME_HEADINGS), None)
    others = [at for at in range(len(keys)) if at not in (number, name)]
    members = [at for at in others if keys[at].startswith(_MEMBER_HEADINGS)]
    return _Columns(delimiter, headings, number, name, frozenset(members or others))
