"""Who comes, read from a pasted list or a file: a line a member with how many, or a line a person.

A person is counted for the member that the line names; names of people and addresses are read past
and kept nowhere. Which column is which, a line of headings says; without one the member stands
first, then region and role, and a number anywhere behind is how many.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from app.rosters.arrangement import MOST_PEOPLE
from app.rosters.asides import greets, is_sum
from app.rosters.columns import member_columns
from app.rosters.doubts import NAMES_SHOWN, like_a_person, with_counts
from app.rosters.entries import LONGEST_NAME, MOST_PROBLEMS, Kind, RosterFinding
from app.rosters.filling import Attendee
from app.rosters.letters import decode
from app.rosters.lines import BULLET, MOST_TITLES, UNIT, Row, has_mail, rows, without_mail
from app.rosters.spreadsheet import SheetTooLarge, UnreadableSheet, book
from app.rosters.text import MOST_LINES
from app.rosters.words import (
    ANY_NAME,
    MAIL,
    OF_PEOPLE,
    PERSON,
    REMARKS,
    SURELY_MEMBERS,
    heading_key,
)
from app.wording import clean

_REGION = re.compile(r"region(en|råd)?|fylke\w*|county|landsdel|område|area|distri[kc]t")
_ROLE = re.compile(r"rolle|stilling|funksjon|verv|yrke|tit(tel|le)|role|position|job(title)?")
_COUNT = re.compile(
    r"antal\w*|count|howmany|hvormange|kormange|person(er|ar)|people|stk|påmeldt\w*|registered"
)
_HOW_MANY = re.compile(
    r"(\d{1,4})(?:[.,]0+)?(?: ?(?:stk\.?|pers\.?|personer|people))?", re.IGNORECASE
)
_BEHIND = re.compile(
    rf"(?P<member>.*[^\W_]\)?) ?(?:[:=–-]? ?\(?(?P<said>[0-9]{{1,4}}) ?{UNIT}\.?\)?|"
    r"\((?P<inside>[0-9]{1,4})\)|(?:[:=]| [–-]) ?(?P<count>[0-9]{1,4})|"
    r" [x×] ?(?P<times>[0-9]{1,4}))",
    re.IGNORECASE,
)
"""« Gol (2) », « Gol 2 personer », « Gol: 2 », « Gol x 2 »; « Skole 2 » is a name."""
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


class _Line(NamedTuple):
    row: Row
    member: str
    region: str
    role: str
    said: str

    def counted(self, bare: Mapping[str, str]) -> list[Attendee] | RosterFinding:
        """Those who come; `bare` are the members with a count behind them, and without it."""
        member, count = self.member, self.said
        if len(member) > 2 * LONGEST_NAME:
            return RosterFinding("too_long", self.row.at, member[:LONGEST_NAME])
        if not count and (behind := _BEHIND.fullmatch(member)):
            member, count = behind["member"], next(filter(None, behind.groups()[1:]))
        elif not count and member in bare:
            member, count = bare[member], member.split()[-1]
        if not member:
            return RosterFinding("no_member", self.row.at, clean(self.row.text)[:200])
        if len(member) > LONGEST_NAME:
            return RosterFinding("too_long", self.row.at, member[:LONGEST_NAME])
        many = _HOW_MANY.fullmatch(count or "1")
        if not many:
            return RosterFinding("no_count", self.row.at, count[:200])
        return [Attendee(member, self.region, self.role)] * min(int(many[1]), MOST_PEOPLE + 1)


def read_file(data: bytes, noun: str = "") -> tuple[Attendees, str]:
    """What was understood of a file, and its text as one could have pasted it."""
    if data.startswith(b"PK\x03\x04"):
        try:
            sheets, noticed = book(data)
        except (SheetTooLarge, UnreadableSheet) as error:
            kind: Kind = "too_large" if isinstance(error, SheetTooLarge) else "not_text"
            return Attendees(problems=(RosterFinding(kind, 0),)), ""
        found = {title: read_attendees(text, noun) for title, text in sheets}
        title = max(found, key=lambda each: _worth(found[each]), default="")
        noticed += [RosterFinding("sheet_ignored", 0, each) for each in found if each != title]
        text = dict(sheets).get(title, "")
    elif data.startswith(_BINARY) or b"\0\0\0" in data[:500]:
        return Attendees(problems=(RosterFinding("not_text", 0),)), ""
    else:
        text, foreign = decode(data)
        noticed = [RosterFinding("mixed_letters", 0, clean(foreign))] if foreign else []
    read = read_attendees(text, noun)
    return replace(read, warnings=(*noticed, *read.warnings)), text


def _worth(read: Attendees) -> tuple[bool, int]:
    """Which of a book's sheets is the list: one that can be read, and of those the longest."""
    return not read.problems, len(read.people)


def read_attendees(text: str, noun: str = "") -> Attendees:
    """`noun` is what members are called in the seminar, which a heading may be too."""
    lines = rows(text)
    if len(lines) > MOST_LINES:
        return Attendees(problems=(RosterFinding("too_large", 0),))
    sums = [row for row in lines if is_sum(row)]
    lines = [row for row in lines if not is_sum(row)]
    at, found, warnings = _headings(lines, heading_key(noun))
    warnings += [RosterFinding("sum", row.at, clean(row.text)) for row in sums]
    if any(has_mail(row.text) for row in lines) and "mail_ignored" not in {
        each.kind for each in warnings
    }:
        warnings.append(RosterFinding("mail_ignored", 0))
    if found and not found.members:
        return Attendees(problems=(RosterFinding("only_names", lines[at - 1].at),))
    end = next((end for end in range(at, len(lines)) if greets(lines[end])), len(lines))
    warnings += [RosterFinding("closing", row.at, clean(row.text)[:200]) for row in lines[end:]]
    read = [_under(found, row) if found else _bare(row) for row in lines[at:end]]
    warnings += _doubts([each for each in read if isinstance(each, _Line)], headed=bool(found))
    counted = with_counts(each.member for each in read if isinstance(each, _Line))
    people: list[Attendee] = []
    problems: list[RosterFinding] = []
    for line in read:
        made = line.counted(counted) if isinstance(line, _Line) else line
        if isinstance(made, RosterFinding):
            problems.append(made)
        elif len(people) <= MOST_PEOPLE:
            people += made
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
    if not used or any(map(str.isdigit, used)):  # « Deltakere: 3 » stands above a list of Teams
        return False
    told = (_REGION, _ROLE, _COUNT, SURELY_MEMBERS, PERSON, MAIL, OF_PEOPLE, REMARKS)
    known = [
        key
        for key in used
        if key in ANY_NAME or (noun and key == noun) or any(each.fullmatch(key) for each in told)
    ]
    surely = len(used) == 1 or len(known) > 1 or bool(SURELY_MEMBERS.fullmatch(used[0]))
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


def _under(found: _Columns, row: Row) -> _Line:
    cells = _cells(row)
    member = next((name for at in found.members if (name := _at(cells, at))), "")
    told = (_at(cells, at) for at in (found.region, found.role, found.count))
    return _Line(row, member, *told)


def _bare(row: Row) -> _Line | RosterFinding:
    cells = _cells(row)
    words = [cell for cell in cells[1:] if not _HOW_MANY.fullmatch(cell)]
    counts = [cell for cell in cells[1:] if _HOW_MANY.fullmatch(cell)]
    if not cells or not any(map(str.isalpha, cells[0])) or len(words) > 2 or len(counts) > 1:
        return RosterFinding("no_member", row.at, clean(row.text)[:200])
    return _Line(row, cells[0], _at(words, 0), _at(words, 1), _at(counts, 0))


def _doubts(lines: list[_Line], *, headed: bool) -> Iterator[RosterFinding]:
    """What stands first and may be a person, and what stands behind commas and may be members."""
    names = list(dict.fromkeys(line.member for line in lines))
    people = [name for name in names if like_a_person(name)]
    if len(people) > 1 and len(people) * 2 >= len(names):
        yield RosterFinding("perhaps_people", 0, ", ".join(people[:NAMES_SHOWN]))
    listed = [line for line in lines if line.row.delimiter == "," and not headed]
    behind = dict.fromkeys(word for line in listed for word in (line.region, line.role) if word)
    if behind:
        said = ", ".join(list(behind)[:NAMES_SHOWN]) + (" …" if len(behind) > NAMES_SHOWN else "")
        yield RosterFinding("read_behind", 0, said)


def _cells(row: Row) -> list[str]:
    """Without addresses of e-mail, and without the bullet that the line may begin with."""
    held = [without_mail(cell) for cell in row.cells]
    return [BULLET.sub("", held[0]), *held[1:]] if held else []


def _at(cells: Sequence[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""
