"""The entries of a roster and their rules, however they came in; no database.

`roster.py` reads them from text, the API takes them as JSON; both are checked here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

MOST_ROOMS = 500
LARGEST_ROSTER = 1_000_000
"""Letters of a list, or bytes of a file."""
LARGEST_NUMBER = 9999
MOST_MEMBERS = 40
LONGEST_NAME = 120
MOST_PROBLEMS = 100

Kind = Literal[
    "not_text",  # a PDF, a web page or an old Office file, not its text
    "too_large",  # more rows or cells than any roster has
    "empty",  # no line holds anything
    "only_people",  # headings of a list of people, and no column that says where they sit
    "unreadable",  # no room number found; `text` is the line
    "too_long",  # a name above 120 characters; `text` is its beginning
    "too_many_members",
    "too_many_rooms",
    "number_twice",  # by the API; `earlier` is the line of the first
    "only_names",  # headings of a list of people, and no column that says where they come from
    "no_member",  # nothing says where somebody comes from; `text` is the line
    "no_count",  # how many come is no number; `text` is what stands there
    "too_many_people",
    "read_behind",  # a warning: `text` stands behind commas, and was taken for regions
    # Warnings: the list can be used, and whoever uses it knows what was made of it.
    "joined",  # `numbers` are rooms that stand on several lines, `line` the first such
    "other_name",  # the room has another name already; `text` is the one left out
    "member_twice",  # `text` is the member, `numbers` the rooms
    "empty_room",  # `numbers` are the rooms
    "perhaps_two",  # one name that may be two, as « Gjesdal og Gol »
    "perhaps_one",  # cells that were parted at a comma and may be one name; `text` is all of them
    "perhaps_people",  # most members are called like people; `text` is the first of them
    "no_name",  # members without a letter; `text` is all of them, `numbers` their rooms
    "numbered",  # no room had a number
    "title",  # a line above the list, left out
    "closing",  # a line below it
    "sum",  # a line that counts others
    "aside",  # among the members: how many come, links, places not taken; `text` is all of them
    "perhaps_counts",  # members that end in a number; `text` is the first of them
    "dates",  # rooms called by dates, which Excel makes of « 1.2 »; `text` is the first of them
    "hidden_rows",  # of a spreadsheet, which are read as all others
    "no_value",  # a spreadsheet's formulas whose values the file does not hold
    "column_ignored",  # `text` is the heading
    "cell_ignored",  # `text` stands in no column that is used
    "people_ignored",  # a column of people's names; `text` is its heading
    "mail_ignored",  # e-mail addresses, which are never kept
    "sheet_ignored",  # another sheet of the spreadsheet; `text` is its name
    # Of rooms that were proposed (`arrangement.py`): `numbers` are the rooms, `text` the members.
    "alone",  # one person
    "thin",  # two
    "crowded",  # more than eight
    "divided",  # the member should be kept together, and is in several rooms
    "uncounted",  # they sit already, and nothing says how many they are
    "mixed_letters",  # the file's letters are written in two ways; `text` is the first such line
]


@dataclass(frozen=True)
class RosterFinding:
    """Something to tell the facilitator. `line` counts from 1; 0 is the roster as a whole."""

    kind: Kind
    line: int
    text: str = ""
    numbers: tuple[int, ...] = ()
    earlier: int | None = None


@dataclass(frozen=True)
class Entry:
    """A room. A `name` of None was not spoken of; an empty one says that the room has none."""

    number: int
    name: str | None = None
    members: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Roster:
    """What was understood. With a problem it is refused as a whole; warnings are for the eye."""

    entries: tuple[Entry, ...]
    warnings: tuple[RosterFinding, ...] = ()
    problems: tuple[RosterFinding, ...] = ()

    @property
    def refused(self) -> bool:
        return bool(self.problems)


def numbered(first: int, last: int) -> Roster:
    """Rooms without members, from `first` to `last`; it is no news that they are empty."""
    entries = tuple(Entry(number) for number in islice(range(first, last + 1), MOST_ROOMS + 1))
    problems = _problems(entries) if entries else [RosterFinding("empty", 0)]
    return Roster(entries, problems=tuple(problems))


def checked(
    entries: Iterable[Entry],
    warnings: Iterable[RosterFinding] = (),
    problems: Iterable[RosterFinding] = (),
) -> Roster:
    """Apply the rules: a number used twice is a problem, a member in two rooms a warning."""
    entries = tuple(entries)
    return Roster(
        entries,
        _by_line((*warnings, *_warnings(entries))),
        _by_line((*problems, *_problems(entries)))[:MOST_PROBLEMS],
    )


def _by_line(findings: tuple[RosterFinding, ...]) -> tuple[RosterFinding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.line))


def _problems(entries: Iterable[Entry]) -> Iterator[RosterFinding]:
    first: dict[int, Entry] = {}
    for count, entry in enumerate(entries, 1):
        number, line = (entry.number,), entry.line
        if count > MOST_ROOMS:
            yield RosterFinding("too_many_rooms", line)
            return
        if not 1 <= entry.number <= LARGEST_NUMBER:
            yield RosterFinding("unreadable", line, str(entry.number))
        if len(entry.members) > MOST_MEMBERS:
            yield RosterFinding("too_many_members", line, numbers=number)
        for name in (entry.name or "", *entry.members):
            if len(name) > LONGEST_NAME:
                yield RosterFinding("too_long", line, name[:LONGEST_NAME], number)
        earlier = first.setdefault(entry.number, entry)
        if earlier is not entry:
            yield RosterFinding("number_twice", line, numbers=number, earlier=earlier.line)


def _warnings(entries: Iterable[Entry]) -> Iterator[RosterFinding]:
    places: defaultdict[str, list[tuple[Entry, str]]] = defaultdict(list)
    empty = []
    for entry in entries:
        if not entry.members:
            empty.append(entry)
        for member in entry.members:
            places[member.casefold()].append((entry, member))
    if empty:
        numbers = tuple(entry.number for entry in empty)
        yield RosterFinding("empty_room", empty[0].line, numbers=numbers)
    for (_, name), *others in places.values():
        if others:
            numbers = tuple(entry.number for entry, _ in places[name.casefold()])
            yield RosterFinding("member_twice", others[0][0].line, name, numbers)
