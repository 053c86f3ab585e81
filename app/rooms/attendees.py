"""Who comes, read from a pasted list or a file: a line a member with how many, or a line a person.

A person is counted for the member that the line names; names of people and addresses are read past
and kept nowhere. Which column is which, a line of headings says; without one the member stands
first, then region and role, and a number anywhere behind is how many.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.rooms.arrangement import MOST_PEOPLE
from app.rooms.filling import Attendee
from app.rooms.roster import MOST_LINES
from app.rooms.roster_columns import (
    ANY_NAME,
    MAIL,
    OF_PEOPLE,
    PERSON,
    REMARKS,
    SURELY_MEMBERS,
    heading_key,
    member_columns,
)
from app.rooms.roster_entries import LONGEST_NAME, MOST_PROBLEMS, Kind, RosterFinding
from app.rooms.roster_letters import decode
from app.rooms.roster_lines import MOST_TITLES, Row, rows
from app.rooms.spreadsheet import SheetTooLarge, UnreadableSheet, sheets
from app.wording import clean

_REGION = re.compile(r"region(en|råd)?|fylke\w*|county|landsdel|område|area|distri[kc]t")
_ROLE = re.compile(r"rolle|stilling|funksjon|verv|yrke|tit(tel|le)|role|position|job(title)?")
_COUNT = re.compile(r"antal\w*|count|howmany|hvormange|kormange|personer|people|stk")
_HOW_MANY = re.compile(
    r"(\d{1,4})(?:[.,]0+)?(?: ?(?:stk\.?|pers\.?|personer|people))?", re.IGNORECASE
)
_BEHIND = re.compile(r"(?P<member>.*\S) ?\((?P<count>\d{1,4})\)")
_BINARY = (b"%PDF", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Attendees:
    people: tuple[Attendee, ...] = ()
    warnings: tuple[RosterFinding, ...] = ()
    problems: tuple[RosterFinding, ...] = ()


@dataclass(frozen=True)
class _Columns:
    """Where what stands, by place in a line."""

    members: Sequence[int]
    region: int | None
    role: int | None
    count: int | None


def read_file(data: bytes, noun: str = "") -> tuple[Attendees, str]:
    """What was understood of a file, and its text as one could have pasted it."""
    if data.startswith(b"PK\x03\x04"):
        try:
            text = next((text for _, text in sheets(data)), "")
        except (SheetTooLarge, UnreadableSheet) as error:
            kind: Kind = "too_large" if isinstance(error, SheetTooLarge) else "not_text"
            return Attendees(problems=(RosterFinding(kind, 0),)), ""
    elif data.startswith(_BINARY) or b"\0\0\0" in data[:500]:
        return Attendees(problems=(RosterFinding("not_text", 0),)), ""
    else:
        text = decode(data)[0]
    return read_attendees(text, noun), text


def read_attendees(text: str, noun: str = "") -> Attendees:
    """`noun` is what members are called in the seminar, which a heading may be too."""
    lines = rows(text)
    if len(lines) > MOST_LINES:
        return Attendees(problems=(RosterFinding("too_large", 0),))
    at, found, warnings = _headings(lines, heading_key(noun))
    if found and not found.members:
        return Attendees(problems=(RosterFinding("only_names", lines[at - 1].at),))
    people: list[Attendee] = []
    problems: list[RosterFinding] = []
    for row in lines[at:]:
        read = _under(found, row) if found else _bare(row)
        if isinstance(read, RosterFinding):
            problems.append(read)
        elif len(people) <= MOST_PEOPLE:
            people += read
    if len(people) > MOST_PEOPLE:
        problems.append(RosterFinding("too_many_people", 0))
    if not people and not problems:
        problems.append(RosterFinding("empty", 0))
    return Attendees(tuple(people), tuple(warnings), tuple(problems[:MOST_PROBLEMS]))


def _headings(lines: list[Row], noun: str) -> tuple[int, _Columns | None, list[RosterFinding]]:
    """Where the list begins, its columns if they have headings, and what of them is left out."""
    for at, row in enumerate(lines[: MOST_TITLES + 1]):
        keys = [heading_key(cell) for cell in row.cells]
        if _are_headings(keys, noun):
            titles = [
                RosterFinding("title", each.at, clean(each.text)[:200]) for each in lines[:at]
            ]
            found = _columns(keys, noun)
            return at + 1, found, [*titles, *_left_out(row, keys, found)]
    return 0, None, []


def _are_headings(keys: list[str], noun: str) -> bool:
    used = [key for key in keys if key]
    told = (_REGION, _ROLE, _COUNT, SURELY_MEMBERS, PERSON, MAIL, OF_PEOPLE, REMARKS)
    known = [
        key
        for key in used
        if key in ANY_NAME or (noun and key == noun) or any(each.fullmatch(key) for each in told)
    ]
    surely = len(used) == 1 or len(known) > 1
    return bool(known) and surely and len(known) * 2 >= len(used)


def _columns(keys: list[str], noun: str) -> _Columns:
    region, role, count = (
        next((at for at, key in enumerate(keys) if kind.fullmatch(key)), None)
        for kind in (_REGION, _ROLE, _COUNT)
    )
    rest = ["" if at in (region, role, count) else key for at, key in enumerate(keys)]
    members = [at for at, key in enumerate(rest) if noun and key == noun]
    return _Columns(members or sorted(member_columns(rest, None, None)), region, role, count)


def _left_out(row: Row, keys: list[str], found: _Columns) -> list[RosterFinding]:
    """Columns that are not used; of people's names it is said on the page."""
    used = (*found.members, found.region, found.role, found.count)
    left = [(at, key) for at, key in enumerate(keys) if key and at not in used]
    mail = (
        [RosterFinding("mail_ignored", row.at)]
        if any(MAIL.fullmatch(key) for _, key in left)
        else []
    )
    return mail + [
        RosterFinding("column_ignored", row.at, clean(row.cells[at]))
        for at, key in left
        if not (MAIL.fullmatch(key) or PERSON.fullmatch(key) or key in ANY_NAME)
    ]


def _under(found: _Columns, row: Row) -> list[Attendee] | RosterFinding:
    cells = [clean(cell) for cell in row.cells]
    member = next((name for at in found.members if (name := _at(cells, at))), "")
    return _counted(
        row, member, _at(cells, found.region), _at(cells, found.role), _at(cells, found.count)
    )


def _bare(row: Row) -> list[Attendee] | RosterFinding:
    cells = [clean(cell) for cell in row.cells]
    words = [cell for cell in cells[1:] if not _HOW_MANY.fullmatch(cell)]
    counts = [cell for cell in cells[1:] if _HOW_MANY.fullmatch(cell)]
    if not cells or not any(map(str.isalpha, cells[0])) or len(words) > 2 or len(counts) > 1:
        return RosterFinding("no_member", row.at, clean(row.text)[:200])
    return _counted(row, cells[0], _at(words, 0), _at(words, 1), _at(counts, 0))


def _counted(
    row: Row, member: str, region: str, role: str, count: str
) -> list[Attendee] | RosterFinding:
    if not count and (behind := _BEHIND.fullmatch(member)):
        member, count = behind["member"], behind["count"]
    if not member:
        return RosterFinding("no_member", row.at, clean(row.text)[:200])
    if len(member) > LONGEST_NAME:
        return RosterFinding("too_long", row.at, member[:LONGEST_NAME])
    many = _HOW_MANY.fullmatch(count or "1")
    if not many:
        return RosterFinding("no_count", row.at, count[:200])
    return [Attendee(member, region, role)] * min(int(many[1]), MOST_PEOPLE + 1)


def _at(cells: Sequence[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""
