"""Which column of a roster is which, as its line of headings says.

Registration lists have a row a person. Their names never become a room's name, and an address of
e-mail is never kept: a column is a room's name only if its heading says so, or its cells do not
look like people.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.rooms.roster_entries import Finding
from app.rooms.roster_lines import Row, cells, members_in, number_in
from app.wording import clean

_NUMBER = {
    *("rom", "romnr", "romnummer", "nr", "nummer", "room", "roomno", "roomnumber", "number"),
    *("gruppe", "gruppenr", "grupperom", "group", "breakoutroom", "preassignroomname", "bord"),
}
_ROOM_NAME = {"romnavn", "romnamn", "roomname", "romtittel", "roomtitle"}
_ANY_NAME = {"navn", "namn", "name", "tittel", "title"}
_PERSON = re.compile(
    r"(for|etter|full|fulle?t)(navn|namn)|(first|last|full|sur|display)name|person\w*|"
    r"ansatt|deltaker(navn)?|deltakarnamn|participantname"
)
_MAIL = re.compile(r"e?(mail|post)\w*")
_ORGANISATIONS = (
    *("kommun", "skole", "skule", "organi", "virksomhet", "verksemd", "municipal", "school"),
)
_MEMBERS = ("deltak", "deltag", "medlem", "member", "participant", "gruppemedlem")
# What lists tell of people beside their names; it is never a member, and some of it is nobody's
# business.
_OF_PEOPLE = re.compile(
    r"(telefon|mobil|tlf|phone|cell|allergi|allergy|diet|kosthold|stilling|yrke|jobtitle)\w*|"
    r"mat|food|rolle|funksjon|verv|position|role|job|alder|age|kjønn|gender"
)
_REMARKS = re.compile(r"(merknad|kommentar|notat|comment|remark|note)\w*|tid|time|dato|date")
# Without a column of numbers a line is a line of headings only when every word of it is one.
_SURELY_MEMBERS = re.compile(
    r"deltak(ere?|arar?)|medlem(mer|mar)?|kommun(er?|ar)|sk[ou]l(er?|ar)|members?|participants?|"
    r"municipalit(y|ies)|schools?|organi[sz]ations?|organisasjon(er|ar)?"
)
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

    def cells(self, row: Row) -> list[str]:
        return row.cells if row.delimiter == self.delimiter else cells(row.text, self.delimiter)

    def number_of(self, row: Row) -> str:
        return clean(_at(self.cells(row), self.number))

    def name_of(self, row: Row) -> str | None:
        return None if self.name is None else clean(_at(self.cells(row), self.name))

    def members_of(self, row: Row) -> tuple[str, ...]:
        held = self.cells(row)
        return members_in(";".join(held[at] for at in range(len(held)) if self._holds_members(at)))

    def ignored(self, line: int) -> Iterator[Finding]:
        for place, heading in enumerate(self.headings):
            if place == self.people:
                yield Finding("people_ignored", line, heading)
            elif heading and not (place in (self.number, self.name) or self._holds_members(place)):
                mail = _MAIL.fullmatch(_key(heading))
                yield Finding("mail_ignored" if mail else "column_ignored", line, heading)

    def unplaced(self, row: Row) -> Iterator[Finding]:
        """What stands under no heading at all, and belongs to none that is used."""
        for place, cell in enumerate(self.cells(row)):
            if not _at(self.headings, place) and not self._holds_members(place) and clean(cell):
                yield Finding("cell_ignored", row.at, clean(cell)[:200])

    def _holds_members(self, place: int) -> bool:
        """A cell without a heading of its own belongs to the heading on its left."""
        if place in (self.number, self.name):
            return False
        while place not in self.members and place > 0 and not _at(self.headings, place):
            place -= 1
        return place in self.members


def columns(row: Row) -> Columns | None:
    """The columns that a line of headings names; None when it is an ordinary line."""
    headings = tuple(map(clean, row.cells))
    keys = [_key(heading) for heading in headings]
    if any(number_in(heading) is not None for heading in headings) or not headings:
        return None
    number = next((at for at, key in enumerate(keys) if key in _NUMBER), None)
    if number is None:
        number = next((at for at, each in enumerate(headings) if _names_numbers(each)), None)
    if number is None and not all(map(_SURELY_MEMBERS.fullmatch, filter(None, keys))):
        return None
    name = next((at for at, key in enumerate(keys) if key in _ROOM_NAME), None)
    if name is None:
        name = next((at for at, key in enumerate(keys) if key in _ANY_NAME), None)
    return Columns(row.delimiter, headings, number, name, _member_columns(keys, number, name))


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
    or that of the members themselves?"""
    if found.name is None or _key(found.headings[found.name]) in _ROOM_NAME:
        return found
    names = [name for row in rows if (name := found.name_of(row))]
    keys = [_key(heading) for heading in found.headings]
    of_people = any(each.fullmatch(key) for each in (_MAIL, _PERSON, _OF_PEOPLE) for key in keys)
    several = len({(found.number_of(row), found.name_of(row)) for row in rows}) > len(
        {found.number_of(row) for row in rows}
    )
    like_people = sum(bool(_LOOKS_LIKE_A_PERSON.fullmatch(name)) for name in names)
    without = frozenset(found.members - {found.name})
    if several and not of_people and not without:
        return replace(found, name=None, members=frozenset({found.name}))
    if of_people or several or like_people * 2 > len(names):
        return replace(found, name=None, members=without, people=found.name)
    return found


def _member_columns(keys: list[str], number: int | None, name: int | None) -> frozenset[int]:
    """Those whose heading says so, organisations before those who come from them; when none does,
    every one but number, name and e-mail."""
    others = [at for at, key in enumerate(keys) if at not in (number, name) and key]
    others = [at for at in others if not _MAIL.fullmatch(keys[at])]
    others = [
        at for at in others if not (_OF_PEOPLE.fullmatch(keys[at]) or _REMARKS.fullmatch(keys[at]))
    ]
    surely = [at for at in others if keys[at].startswith(_ORGANISATIONS)]
    surely = surely or [at for at in others if keys[at].startswith(_MEMBERS)]
    return frozenset(surely or [at for at in others if not _PERSON.fullmatch(keys[at])])


def _names_numbers(heading: str) -> bool:
    """« Rom/gruppe », « Gruppe nr. (1–10) »: every word of it says so."""
    words = re.findall(r"[^\W\d_]+", heading.casefold())
    return bool(words) and all(word in _NUMBER for word in words)


def _key(heading: str) -> str:
    return re.sub(r"\W", "", heading.casefold())


def _at(cells: Sequence[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""
