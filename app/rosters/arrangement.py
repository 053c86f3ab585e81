"""Rooms proposed for those who come: members kept together, or members, regions and roles mixed.

Pure. Everybody is placed once, and whoever sits already stays. Rooms that are filled hold from 3 to
8; that nobody is alone comes before sizes, and sizes before keeping together.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from app.rosters.entries import LARGEST_NUMBER, MOST_ROOMS, Entry, RosterFinding
from app.rosters.filling import FEWEST, MOST, Attendee, FilledRoom, from_where, keep_together, mix

USUAL = 6
MOST_PEOPLE = MOST_ROOMS * MOST
NAMES_SHOWN = 12


@dataclass(frozen=True)
class Arrangement:
    rooms: tuple[FilledRoom, ...]
    findings: tuple[RosterFinding, ...]

    @property
    def entries(self) -> list[Entry]:
        return [room.seated() for room in self.rooms]


def arranged(
    people: Iterable[Attendee],
    standing: Iterable[Entry],
    *,
    together: bool = True,
    size: int = USUAL,
) -> Arrangement:
    """Everybody in a room, about `size` in each; who sits in a room of `standing` stays there.

    A list counts people and does not say who each is. So those of a member that sits already sit
    with it where members are kept together, or where it is in all rooms; else one sits in each of
    its rooms and the others are new. The same list again so changes nothing.
    """
    rooms = [FilledRoom(entry) for entry in standing]
    new, uncounted = _who_sits(rooms, people, together=together)
    taken = [room for room in rooms if room.size]
    left, over = (
        len(new) - sum(max(0, full - room.size) for room in taken) for full in (size, MOST)
    )
    counts = _counts(left, size, len(taken), crowded=over > 0 and len(new) >= FEWEST)
    free = [room for room in rooms if not room.size]
    made = _new_rooms({room.entry.number for room in rooms}, max(counts) - len(free))
    if new and together:
        keep_together(taken, free + made, new, counts)
    elif new:
        filled = taken + (free + made)[: counts[0]]
        mix(filled, new, size if taken else 0)
    rooms += [room for room in made if room.size]
    findings = [*_sizes(rooms), *(_divided(rooms) if together else ())]
    if uncounted:
        findings.append(RosterFinding("uncounted", 0, _few(uncounted)))
    return Arrangement(tuple(rooms), tuple(findings))


def _who_sits(
    rooms: Sequence[FilledRoom], people: Iterable[Attendee], *, together: bool
) -> tuple[list[Attendee], list[str]]:
    """Put those into their rooms who sit there; return who is new, and who sits without being
    listed."""
    listed = _by_member(people)
    homes: dict[str, list[tuple[FilledRoom, str]]] = {}
    for room in rooms:
        for name in room.entry.members:
            homes.setdefault(name.casefold(), []).append((room, name))
    new = [each for key, persons in listed.items() if key not in homes for each in persons]
    taken = sum(bool(room.entry.members) for room in rooms)
    more: list[tuple[list[FilledRoom], list[Attendee]]] = []
    for key, places in homes.items():
        called = places[0][1]
        persons = [replace(each, member=called) for each in listed.get(key, ())]
        here = together or len(places) == taken
        count = min(len(persons), MOST * len(places)) if here else 0
        for at, (room, _) in enumerate(places):
            room.sitting.append(persons[at] if at < len(persons) else Attendee(called))
        more.append(([room for room, _ in places], persons[len(places) : count]))
        new += persons[max(len(places), count) :]
    for theirs, persons in sorted(more, key=lambda each: len(each[0])):
        for person in persons:
            min(theirs, key=lambda room: room.size).sitting.append(person)
    return _ordered(new), [places[0][1] for key, places in homes.items() if key not in listed]


def _by_member(people: Iterable[Attendee]) -> dict[str, list[Attendee]]:
    """Those who come, by member, each called as it was first."""
    found: dict[str, list[Attendee]] = {}
    for each in people:
        persons = found.setdefault(each.member.casefold(), [])
        name = persons[0].member if persons else each.member
        persons.append(Attendee(name, each.region, each.role))
    return {key: sorted(each, key=from_where) for key, each in found.items()}


def _ordered(new: list[Attendee]) -> list[Attendee]:
    """By region and member, so that those who are alike are dealt out one after the other."""
    first: dict[str, tuple[str, str]] = {}
    for each in new:
        first.setdefault(each.member, from_where(each))
    return sorted(new, key=lambda each: (first[each.member], each.member.casefold(), each.member))


def _counts(left: int, size: int, taken: int, *, crowded: bool) -> list[int]:
    """How many rooms may be filled with those whom the rooms that are taken have no place for, the
    best number first. Where these would be `crowded`, some who are new make one of their own."""
    if left < FEWEST:
        return [1 if crowded or not taken else 0]
    most = min(left // FEWEST, MOST_ROOMS - taken)
    least = min(ceil(left / MOST), most)
    wanted = min(max(round(left / size), least), most)
    return sorted(range(least, most + 1), key=lambda count: abs(count - wanted))


def _new_rooms(numbers: set[int], count: int) -> list[FilledRoom]:
    """New rooms, with the first numbers that are free."""
    free = (number for number in range(1, LARGEST_NUMBER + 1) if number not in numbers)
    return [FilledRoom(Entry(next(free))) for _ in range(count)]


def _sizes(rooms: list[FilledRoom]) -> Iterator[RosterFinding]:
    """Rooms that somebody should look at, since nobody could be moved to them or away."""
    if alone := tuple(room.entry.number for room in rooms if room.size == 1):
        yield RosterFinding("alone", 0, numbers=alone)
    if thin := tuple(room.entry.number for room in rooms if 1 < room.size < FEWEST):
        yield RosterFinding("thin", 0, numbers=thin)
    if crowded := tuple(room.entry.number for room in rooms if room.size > MOST):
        yield RosterFinding("crowded", 0, numbers=crowded)


def _divided(rooms: list[FilledRoom]) -> Iterator[RosterFinding]:
    places = Counter(name for room in rooms for name in {each.member for each in room.coming})
    if divided := sorted((name for name in places if places[name] > 1), key=str.casefold):
        yield RosterFinding("divided", 0, _few(divided))


def _few(names: list[str]) -> str:
    return ", ".join(names[:NAMES_SHOWN]) + (" …" if len(names) > NAMES_SHOWN else "")
