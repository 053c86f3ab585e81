"""Which column of a roster is which, as its line of headings says.

Registration lists have a row a person. Their names never become a room's name, and an address of
e-mail is never kept: a column is a room's name only if its heading says so, or its cells do not
look like people.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress, permutations

from app.rosters.entries import RosterFinding
from app.rosters.lines import Row, cells, number_in
from app.rosters.words import (
    ANY_NAME,
    COUNT_WORDS,
    KNOWN,
    MAIL,
    MEMBERS,
    NUMBER_WORDS,
    OF_PEOPLE,
    ORGANISATIONS,
    PERSON,
    REMARKS,
    ROOM_NAME,
    ROOM_WORDS,
    SURELY_MEMBERS,
    heading_key,
)
from app.wording import clean

MOST_OTHERS = 4
_LOOKS_LIKE_A_PERSON = re.compile(r"[^\W\d_][\w'’.-]*( [^\W\d_][\w'’.-]*){1,3}")


@dataclass(frozen=True)
class Columns:
    delimiter: str
    headings: tuple[str, ...]
    number: int | None
    name: int | None
    members: frozenset[int]
    people: int | None = None
    """The column of people's names, which is left out."""
    others: tuple[int, ...] = ()
    """Other columns that may hold the rooms' numbers, or their names."""

    def cells(self, row: Row) -> list[str]:
        return row.cells if row.delimiter == self.delimiter else cells(row.text, self.delimiter)

    def number_of(self, row: Row) -> str:
        return clean(_at(self.cells(row), self.number))

    def name_of(self, row: Row) -> str | None:
        return None if self.name is None else clean(_at(self.cells(row), self.name))

    def members_of(self, row: Row) -> str:
        held = self.cells(row)
        return ";".join(compress(held, self._hold_members(len(held))))

    def ignored(self, line: int) -> Iterator[RosterFinding]:
        held = self._hold_members(len(self.headings))
        for place, (heading, of_members) in enumerate(zip(self.headings, held, strict=True)):
            if place == self.people:
                yield RosterFinding("people_ignored", line, heading)
            elif heading and not (place in (self.number, self.name) or of_members):
                mail = MAIL.fullmatch(heading_key(heading))
                yield RosterFinding("mail_ignored" if mail else "column_ignored", line, heading)

    def unplaced(self, row: Row) -> Iterator[RosterFinding]:
        """What stands under no heading at all, and belongs to none that is used."""
        cells = self.cells(row)
        held = self._hold_members(len(cells))
        for place, (cell, of_members) in enumerate(zip(cells, held, strict=True)):
            used = place in (self.number, self.name) or of_members
            if not _at(self.headings, place) and not used and clean(cell):
                yield RosterFinding("cell_ignored", row.at, clean(cell)[:200])

    def _hold_members(self, width: int) -> Iterator[bool]:
        """Of each place, whether members stand there: a cell without a heading of its own belongs
        to the heading on its left."""
        holds = False
        for place in range(width):
            if place in self.members or _at(self.headings, place):
                holds = place in self.members
            yield holds and place not in (self.number, self.name)


def columns(row: Row) -> Columns | None:
    """The columns that a line of headings names; None when it is an ordinary line."""
    headings = tuple(map(clean, row.cells))
    keys = [heading_key(heading) for heading in headings]
    if any(number_in(heading) is not None for heading in headings) or not headings:
        return None
    number = _number_column(headings, keys)
    name = next((at for at, key in enumerate(keys) if ROOM_NAME.fullmatch(key)), None)
    if number is None and name is not None:  # « Romnavn;Kommune »: rooms known by their names
        number, name = name, None
    elif name is None:
        name = _first(keys, ANY_NAME)
    if number is None and not are_headings(keys):
        return None
    members = member_columns(keys, number, name)
    others = tuple(at for at, key in enumerate(keys) if key in NUMBER_WORDS and at != number)
    others = others[:MOST_OTHERS]
    return Columns(row.delimiter, headings, number, name, members, others=others)


def _number_column(headings: Sequence[str], keys: list[str]) -> int | None:
    """The column of rooms; a form's question is one where the next asks where somebody is from."""
    for calls in (ROOM_WORDS, COUNT_WORDS):
        if (found := _first(keys, calls)) is not None:
            return found
    words = [re.findall(r"\w+", heading.casefold()) for heading in headings]
    if named := [at for at, each in enumerate(headings) if _names_numbers(each)]:
        return named[0]
    asks = [at for at, each in enumerate(words) if len(each) > 1 and ROOM_WORDS & set(each)]
    return asks[0] if asks and any(map(_names_organisations, words)) else None


def are_headings(keys: list[str]) -> bool:
    """Whether a line is one of headings also where none of them is called by the room."""
    used = [key for key in keys if key]
    if all(map(SURELY_MEMBERS.fullmatch, used)):
        return True
    told = (SURELY_MEMBERS, PERSON, MAIL, OF_PEOPLE, REMARKS)
    known = [key for key in used if key in KNOWN or any(each.fullmatch(key) for each in told)]
    return len(known) > 1 and len(known) * 2 >= len(used)


def _first(keys: list[str], calls: set[str]) -> int | None:
    return next((at for at, key in enumerate(keys) if key in calls), None)


def number_column(rows: Sequence[Row]) -> Columns | None:
    """A list without headings whose number stands elsewhere than first: `Gol;1`."""
    width = min((len(row.cells) for row in rows), default=0)
    for place in range(1, width):
        if all(number_in(row.cells[place]) for row in rows):
            others = frozenset(range(max(len(row.cells) for row in rows))) - {place}
            headings = ("",) * width
            return Columns(rows[0].delimiter, headings, place, None, others)
    return None


def settled(found: Columns, rows: Sequence[Row]) -> Columns:
    """The same when the rows under it were looked at: is the column « navn » the room's, people's,
    or that of the members themselves, and « nr » the room's or the line's?"""
    found = _with_both(found, rows)
    keys = [heading_key(heading) for heading in found.headings]
    mails = any(map(MAIL.fullmatch, keys))
    if found.name is None or _names_rooms(keys[found.name]):
        return _without_people(found, rows, keys) if mails else found
    names = [name for row in rows if (name := found.name_of(row))]
    of_people = mails or any(each.fullmatch(key) for each in (PERSON, OF_PEOPLE) for key in keys)
    several = len({(found.number_of(row), found.name_of(row)) for row in rows}) > len(
        {found.number_of(row) for row in rows}
    )
    without = frozenset(found.members - {found.name})
    if several and not of_people and not without:
        return replace(found, name=None, members=frozenset({found.name}))
    if found.number is None or of_people or several or _mostly_people(names):
        return replace(found, name=None, members=without, people=found.name)
    return found


def _with_both(found: Columns, rows: Sequence[Row]) -> Columns:
    """« Nr;Rom;Kommune » over « 1;Storsalen;Gol »: a number and a name of each room."""
    places = [] if found.name is not None or found.number is None else [found.number, *found.others]
    for number, name in permutations(places, 2):
        both = replace(found, number=number, name=name, members=found.members - {number, name})
        pairs = {(number_in(both.number_of(row)), both.name_of(row)) for row in rows}
        numbers, names = {number for number, _ in pairs}, {name for _, name in pairs}
        alike = len(numbers) == len(names) == len(pairs) and None not in numbers
        if alike and not any(number_in(name or "") for name in names):
            return both
    return found


def _names_rooms(key: str) -> bool:
    return bool(ROOM_NAME.fullmatch(key)) or key in ROOM_WORDS


def _without_people(found: Columns, rows: Sequence[Row], keys: list[str]) -> Columns:
    """« Deltaker » beside an address of e-mail is often a person."""
    at = next((at for at in found.members if keys[at].startswith(MEMBERS)), None)
    if at is None or not _mostly_people([clean(_at(found.cells(row), at)) for row in rows]):
        return found
    return replace(found, members=found.members - {at}, people=at)


def _mostly_people(names: list[str]) -> bool:
    return sum(bool(_LOOKS_LIKE_A_PERSON.fullmatch(name)) for name in names) * 2 > len(names)


def member_columns(keys: list[str], number: int | None, name: int | None) -> frozenset[int]:
    """Those whose heading says so, organisations before those who come from them; when none does,
    every one but number, name and e-mail."""
    others = [at for at, key in enumerate(keys) if at not in (number, name) and key]
    others = [at for at in others if not MAIL.fullmatch(keys[at])]
    others = [
        at for at in others if not (OF_PEOPLE.fullmatch(keys[at]) or REMARKS.fullmatch(keys[at]))
    ]
    surely = [at for at in others if any(each in keys[at] for each in ORGANISATIONS)]
    surely = surely or [at for at in others if keys[at].startswith(MEMBERS)]
    if number is None:
        return frozenset(surely)
    return frozenset(surely or [at for at in others if not PERSON.fullmatch(keys[at])])


def is_number_heading(cell: str) -> bool:
    return heading_key(cell) in NUMBER_WORDS


def _names_organisations(words: list[str]) -> bool:
    return any(word.startswith(ORGANISATIONS) for word in words)


def _names_numbers(heading: str) -> bool:
    """« Rom/gruppe », « Gruppe nr. (1–10) »: every word of it says so."""
    words = re.findall(r"\w+", re.sub(r"\([^()]*\)", "", heading.casefold()))
    return bool(words) and all(word in NUMBER_WORDS for word in words)


def _at(cells: Sequence[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""
