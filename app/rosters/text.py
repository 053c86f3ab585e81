"""A roster read from pasted text or CSV, and written again; its rules are in `roster_entries.py`.

A line is a room: `12; Gjesdal, Gol`. Between the fields stand semicolon, comma or tab; between the
members comma, semicolon or `|`. Never a slash or « og »: `Nesseby/Unjárga` and `Evje og Hornnes`
are one name each. A line of headings (rom, romnavn, deltakere …) may say which column is which.

Whatever stands in a line is placed, or a warning names it.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.rosters.asides import asides_in, end_of, is_county, is_sum, parted_in
from app.rosters.called import called
from app.rosters.columns import Columns, is_number_heading, number_column, settled
from app.rosters.doubts import doubts
from app.rosters.entries import (
    Entry,
    Kind,
    Roster,
    RosterFinding,
    checked,
    numbered,
)
from app.rosters.headings import headings, join_headings
from app.rosters.letters import decode
from app.rosters.lines import (
    CALLED,
    MOST_TITLES,
    Row,
    begins_with_number,
    escaped,
    has_mail,
    labelled,
    members_in,
    number_in,
    rows,
)
from app.rosters.marks import marked
from app.rosters.tables import parted, turned
from app.wording import clean

__all__ = ["Entry", "Roster", "RosterFinding", "checked", "numbered", "read_roster", "write_roster"]
MOST_LINES = 10_000
LONGEST_LINE = 2_000
"""Of a list in which rooms are looked for otherwise than by a number in figures."""


def read_roster(data: bytes | str) -> Roster:
    """Read a list as it was pasted, or a file in whatever letters. Never raises."""
    if isinstance(data, bytes) and data.startswith(_BINARY):
        return Roster((), problems=(RosterFinding("not_text", 0),))
    text, foreign = decode(data) if isinstance(data, bytes) else (data, "")
    if isinstance(data, bytes) and _MARKUP.match(text):
        return Roster((), problems=(RosterFinding("not_text", 0),))
    lines = rows(text)
    if len(lines) > MOST_LINES:
        return Roster((), problems=(RosterFinding("too_large", 0),))
    reading = _List()
    if foreign:
        reading.warnings.append(RosterFinding("mixed_letters", 0, clean(foreign)))
    reading.read(lines)
    return reading.checked()


def write_roster(entries: Iterable[Entry], language: str = "nb", *, plain: bool = False) -> str:
    """Text that `read_roster` reads back as the same entries, apart from their lines. `plain` is as
    one would type it, without headings, when no room has a name."""
    entries = list(entries)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    named = not plain or any(entry.name for entry in entries)
    if named:
        writer.writerow(_HEADINGS[language])
    for entry in entries:
        members = ", ".join(map(escaped, entry.members))
        writer.writerow([entry.number, *([entry.name or ""] if named else []), members])
    return out.getvalue() if named else re.sub(r"(?m)^(\d+);", r"\1; ", out.getvalue())


_HEADINGS = {
    "nb": ("rom", "romnavn", "deltakere"),
    "nn": ("rom", "romnamn", "deltakarar"),
    "en": ("room", "room name", "members"),
}
_BINARY = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")
_MARKUP = re.compile(
    r"\s*(?:<(?:\?xml|!doctype|html|table|svg)\b|\{\\rtf|[\[{]\s*[\[{\"])|.{0,500}?\0",
    re.IGNORECASE | re.DOTALL,
)
"""Web pages, which some systems call Excel, RTF, JSON; and pictures and programs, by their NUL."""


@dataclass
class _Room:
    line: int
    name: str | None
    members: dict[str, str] = field(default_factory=dict)


@dataclass
class _List:
    """A list while it is read: rooms by number, in the order in which they came."""

    rooms: dict[int, _Room] = field(default_factory=dict)
    joined: dict[int, int] = field(default_factory=dict)
    warnings: list[RosterFinding] = field(default_factory=list)
    problems: list[RosterFinding] = field(default_factory=list)
    asides: list[tuple[Row, int, str]] = field(default_factory=list)
    parted: list[tuple[Row, int, str]] = field(default_factory=list)
    last: int | None = None
    heads: bool = False
    """Whether the last room stands alone on its line, so that its members come below."""

    def read(self, lines: list[Row]) -> None:
        self._leave_out([row for row in lines if is_sum(row)], "sum")
        lines = [row for row in lines if not is_sum(row)]
        end = end_of(lines)
        self._leave_out(lines[end:], "closing")
        lines = parted(turned(join_headings(lines[:end]), is_number_heading), is_number_heading)
        at, found = headings(lines)
        if not found and all(len(row.text) <= LONGEST_LINE for row in lines):
            lines = called(marked(lines))
            at, found = headings(lines)
        if found:
            self._leave_out(lines[:at])
            head, *below = lines[at:]  # and again, where Word says them on each page
            below = [row for row in below if row.cells != head.cells]
            found = settled(found, below)
            self.warnings += found.ignored(head.at)
            self._read_under(found, below, head)
        else:
            self._read_bare(lines)
        addresses = [row.at for row in lines if has_mail(row.text)]
        if addresses and not any(each.kind == "mail_ignored" for each in self.warnings):
            self.warnings.append(RosterFinding("mail_ignored", addresses[0]))

    def _read_under(self, found: Columns, lines: list[Row], head: Row | None = None) -> None:
        cells = [found.number_of(row) for row in lines]
        otherwise = any(row.named and row.delimiter != found.delimiter for row in lines)
        counted = not otherwise and all(number_in(cell) is None for cell in cells)
        if head and counted and (len(head.cells) == 1 or not lines):
            self._leave_out([head])  # « Rom » with no number below may be no heading
        numbers = {cell: at for at, cell in enumerate(dict.fromkeys(filter(None, cells)), 1)}
        if found.number is None and not found.members:
            self.problems.append(RosterFinding("only_people", 0))
            return
        if found.number is None or (counted and lines):
            self.warnings.append(RosterFinding("numbered", 0))
        for at, (row, cell) in enumerate(zip(lines, cells, strict=True), 1):
            name, members = found.name_of(row), found.members_of(row)
            if counted and (number := numbers.get(cell) if cell else at if not numbers else None):
                both = " – ".join(dict.fromkeys(filter(None, (cell, name))))
                self._place(row, number, both or name, members)
            elif (number := number_in(cell)) is not None and "\ufffd" not in row.text:
                self._place(row, number, name, members)
            elif not cell and self.last:
                self._place(row, self.last, name or None, members, goes_on=True)
            else:
                self._place_bare(row)
                continue
            self.warnings += found.unplaced(row)

    def _read_bare(self, lines: list[Row]) -> None:
        first = next((at for at, row in enumerate(lines) if row.named), None)
        if first is None and (found := number_column(lines)):
            return self._read_under(found, lines)
        if first is None and not any(begins_with_number(row.text) for row in lines):
            self.warnings += [RosterFinding("numbered", 0)] if lines else []
            called = all(len(row.cells) > 1 and CALLED.fullmatch(row.cells[0]) for row in lines)
            labels = labelled(";".join(row.cells) for row in lines)
            for at, row in enumerate(lines):
                name: str | None = clean(row.cells[0]) if called else None
                members = ";".join(row.cells[1:]) if called else ";".join(row.cells) or row.text
                if labels:
                    name, members = labels[at]
                self._place(row, at + 1, name, members)
            return None
        titles = first or 0
        if any(begins_with_number(row.text) for row in lines[:titles]) or titles > MOST_TITLES:
            titles = 0
        self._leave_out(lines[:titles])
        for row in lines[titles:]:
            self._place_bare(row)
        return None

    def _place_bare(self, row: Row) -> None:
        if row.named:
            number, members = row.named
            placed = self._place(row, number, None, members)
            self.heads = len(row.cells) == 1 and not placed
        elif self.heads and self.last and _is_below(row):
            self._place(row, self.last, None, row.text.lstrip("-–—*•· \t"), goes_on=True)
        elif row.goes_on and self.last and "\ufffd" not in row.text:
            self._place(row, self.last, None, ";".join(row.cells), goes_on=True)
        elif is_county(row):
            self._leave_out([row])
        else:
            self.problems.append(RosterFinding("unreadable", row.at, clean(row.text)[:200]))

    def _place(
        self, row: Row, number: int, name: str | None, text: str, *, goes_on: bool = False
    ) -> int:
        """How many members were named."""
        there = self.rooms.get(number)
        room = self.rooms.setdefault(number, _Room(row.at, name))
        if there and not goes_on:
            self.joined.setdefault(number, row.at)
        if name and room.name and name != room.name:
            self.warnings.append(RosterFinding("other_name", row.at, name, (number,)))
        room.name = room.name or name
        asides = asides_in(text)
        self.asides += [(row, number, each) for each in asides]
        self.parted += [(row, number, each) for each in parted_in(text, asides)]
        members = [each for each in members_in(text) if each not in asides]
        for member in members:
            room.members.setdefault(member.casefold(), member)
        self.last = number
        return len(members)

    def _leave_out(self, lines: list[Row], kind: Kind = "title") -> None:
        self.warnings += [RosterFinding(kind, row.at, clean(row.text)[:200]) for row in lines]

    def _warn(self, kind: Kind, between: str, found: list[tuple[Row, int, str]]) -> None:
        if found:
            said = between.join(dict.fromkeys(text for _, _, text in found))[:200]
            where = tuple(dict.fromkeys(number for _, number, _ in found))
            self.warnings.append(RosterFinding(kind, found[0][0].at, said, where))

    def checked(self) -> Roster:
        if not self.rooms and not self.problems:
            self.problems.append(RosterFinding("empty", 0))
        entries = [
            Entry(number, room.name, tuple(room.members.values()), room.line)
            for number, room in self.rooms.items()
        ]
        if self.joined:
            first = min(self.joined.values())
            self.warnings.append(RosterFinding("joined", first, numbers=tuple(self.joined)))
        self._warn("aside", ", ", self.asides)
        self._warn("perhaps_one", "; ", self.parted)
        self.warnings += doubts(entries)
        return checked(entries, self.warnings, self.problems)


def _is_below(row: Row) -> bool:
    return not begins_with_number(row.text) and "\ufffd" not in row.text
