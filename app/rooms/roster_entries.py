"""The entries of a roster and their rules, however they came in; no database.

`roster.py` reads them from text, the API takes them as JSON; both are checked here.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

MOST_ROOMS = 500
LARGEST_NUMBER = 9999
MOST_MEMBERS = 40
LONGEST_NAME = 120
MOST_MARKS = 4  # on one letter
MOST_PROBLEMS = 100

Kind = Literal[
    "not_text",  # a spreadsheet or PDF file, not its text
    "empty",  # no line holds anything
    "unreadable",  # no room number found; `text` is the line
    "too_long",  # a name above 120 characters; `text` is its beginning
    "too_many_members",
    "too_many_rooms",
    "number_twice",  # `earlier` is the line of the first
    "member_twice",  # warning; `text` is the member, `numbers` the rooms
    "empty_room",  # warning
    "column_ignored",  # warning; `text` is the heading
]


@dataclass(frozen=True)
class Finding:
    """Something to tell the facilitator. `line` counts from 1; 0 is the roster as a whole."""

    kind: Kind
    line: int
    text: str = ""
    numbers: tuple[int, ...] = ()
    earlier: int | None = None


@dataclass(frozen=True)
class Entry:
    number: int
    name: str | None = None
    members: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Roster:
    """What was understood. With a problem it is refused as a whole; warnings are for the eye."""

    entries: tuple[Entry, ...]
    warnings: tuple[Finding, ...] = ()
    problems: tuple[Finding, ...] = ()

    @property
    def refused(self) -> bool:
        return bool(self.problems)


def numbered(first: int, last: int) -> Roster:
    """Rooms without members, from `first` to `last`; it is no news that they are empty."""
    entries = tuple(Entry(number) for number in islice(range(first, last + 1), MOST_ROOMS + 1))
    problems = _problems(entries) if entries else [Finding("empty", 0)]
    return Roster(entries, problems=tuple(problems))


def checked(
    entries: Iterable[Entry], warnings: Iterable[Finding] = (), problems: Iterable[Finding] = ()
) -> Roster:
    """Apply the rules: a number used twice is a problem, a member in two rooms a warning."""
    entries = tuple(entries)
    return Roster(
        entries,
        _by_line((*warnings, *_warnings(entries))),
        _by_line((*problems, *_problems(entries)))[:MOST_PROBLEMS],
    )


def clean(name: str) -> str:
    """NFC, one space between words, nothing that cannot be seen and no towers of accents.

    A name copied from a Mac or a PDF would otherwise be another name than the same one typed.
    """
    spaced = (" " if letter.isspace() else letter for letter in name)
    seen = "".join(each for each in spaced if unicodedata.category(each) not in _UNSEEN)
    return _composed(_composed(" ".join(seen.split())))  # one sign may stand for several marks


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", "".join(_flat(name)))


def _flat(name: str) -> Iterator[str]:
    """Without towers: they cover what stands around the name, and ten thousand marks on one letter
    take a second to put in order, half a million most of an hour."""
    marks = 0
    for letter in name:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= MOST_MARKS:
            yield letter


def _by_line(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: finding.line))


def _problems(entries: Iterable[Entry]) -> Iterator[Finding]:
    first: dict[int, Entry] = {}
    for count, entry in enumerate(entries, 1):
        number, line = (entry.number,), entry.line
        if count > MOST_ROOMS:
            yield Finding("too_many_rooms", line)
            return
        if not 1 <= entry.number <= LARGEST_NUMBER:
            yield Finding("unreadable", line, str(entry.number))
        if len(entry.members) > MOST_MEMBERS:
            yield Finding("too_many_members", line, numbers=number)
        for name in (entry.name or "", *entry.members):
            if len(name) > LONGEST_NAME:
                yield Finding("too_long", line, name[:LONGEST_NAME], number)
        earlier = first.setdefault(entry.number, entry)
        if earlier is not entry:
            yield Finding("number_twice", line, numbers=number, earlier=earlier.line)


def _warnings(entries: Iterable[Entry]) -> Iterator[Finding]:
    places: defaultdict[str, list[tuple[Entry, str]]] = defaultdict(list)
    for entry in entries:
        if not entry.members:
            yield Finding("empty_room", entry.line, numbers=(entry.number,))
        for member in entry.members:
            places[member.casefold()].append((entry, member))
    for (_, name), *others in places.values():
        if others:
            numbers = tuple(entry.number for entry, _ in places[name.casefold()])
            yield Finding("member_twice", others[0][0].line, name, numbers)


_UNSEEN = {"Cc", "Cf", "Cs"}
