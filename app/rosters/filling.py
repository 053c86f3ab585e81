"""Rooms filled with people: whole members into the emptiest, or everybody dealt out one by one.

Pure. Then one after the other goes from the fullest room to the emptiest, as long as one of them
is too small or too large. Whoever sits already never goes.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heapreplace
from itertools import groupby
from math import ceil

from app.rosters.entries import Entry

FEWEST, MOST = 3, 8
MOST_TRIES = 40
"""Numbers of rooms that are tried before a member is divided."""


@dataclass(frozen=True)
class Attendee:
    """Somebody who comes, known by where from; never by name."""

    member: str
    region: str = ""
    role: str = ""


@dataclass
class FilledRoom:
    """A room with those who sit there already and those who are put there now."""

    entry: Entry
    sitting: list[Attendee] = field(default_factory=list)
    coming: list[Attendee] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.sitting) + len(self.coming)

    @property
    def people(self) -> list[Attendee]:
        return self.sitting + self.coming

    def of(self, member: str) -> int:
        return sum(each.member == member for each in self.people)

    def seated(self) -> Entry:
        """The room as the roster says it: those who stood there first, in their order."""
        names = {name.casefold(): name for name in self.entry.members}
        for each in sorted(self.coming, key=lambda person: person.member.casefold()):
            names.setdefault(each.member.casefold(), each.member)
        return Entry(self.entry.number, self.entry.name, tuple(names.values()))

    def counted(self) -> list[tuple[str, int]]:
        """Its members and how many of each."""
        count = Counter(each.member.casefold() for each in self.people)
        return [(name, count[name.casefold()]) for name in self.seated().members]


def from_where(person: Attendee) -> tuple[str, str]:
    return person.region.casefold(), person.role.casefold()


def keep_together(
    taken: list[FilledRoom], free: list[FilledRoom], new: list[Attendee], counts: list[int]
) -> None:
    parties = list(_parties(new))
    for count in [count for count in counts if count <= len(parties)][:MOST_TRIES]:
        rooms = taken + free[:count]
        _deal(rooms, free, parties)
        if not _uneven(rooms):
            return
    rooms = taken + free[: counts[0]]
    _deal(rooms, free, parties)
    _mend(rooms, together=True)


def _parties(new: list[Attendee]) -> Iterator[list[Attendee]]:
    """Members, the largest first; what is too large for a room in parts about as large as each
    other."""
    members = [list(group) for _, group in groupby(new, key=lambda person: person.member)]
    for persons in sorted(members, key=len, reverse=True):
        parts = ceil(len(persons) / MOST)
        yield from (persons[at::parts] for at in range(parts))


def _deal(rooms: list[FilledRoom], free: list[FilledRoom], parties: list[list[Attendee]]) -> None:
    """Each party into the room that holds fewest."""
    for room in (*rooms, *free):
        room.coming = []
    heap = [(room.size, at) for at, room in enumerate(rooms)]
    heapify(heap)
    for party in sorted(parties, key=len, reverse=True):
        held, at = heap[0]
        rooms[at].coming += party
        heapreplace(heap, (held + len(party), at))


def mix(rooms: list[FilledRoom], new: list[Attendee], fill: int) -> None:
    """Deal everybody out. All rooms empty: one to each room in turn, so that members and regions
    are spread as evenly as can be. Late (`fill`): away from their own first, up to that size."""
    held = [Counter(kind for each in room.sitting for kind in _kinds(each)) for room in rooms]
    every, left = list(range(len(rooms))), set[int]()
    for person in new:
        kinds = _kinds(person)
        left = left or set(every)

        def likeness(at: int, kinds: Sequence[tuple[str, str]] = kinds) -> tuple[int, ...]:
            member, region, role = map(held[at].__getitem__, kinds)
            size = rooms[at].size
            return size >= fill, member, size, region, role, at

        best = min(every if fill else left, key=likeness)
        left.discard(best)
        rooms[best].coming.append(person)
        held[best].update(kinds)
    _mend(rooms, together=False)


def _kinds(person: Attendee) -> Sequence[tuple[str, str]]:
    region, role = from_where(person)
    return ("member", person.member), ("region", region), ("role", role)


def _uneven(rooms: list[FilledRoom]) -> tuple[FilledRoom, FilledRoom] | None:
    """The room that could give to the one that needs it most, if one is too small or too large."""
    givers = [room for room in rooms if room.coming]
    if not givers:
        return None
    giver = max(givers, key=lambda room: room.size)
    taker = min(rooms, key=lambda room: room.size)
    alone = taker.size < 2 < giver.size
    thin = taker.size < FEWEST < giver.size
    crowded = taker.size < MOST < giver.size
    return (giver, taker) if alone or thin or crowded else None


def _mend(rooms: list[FilledRoom], *, together: bool) -> None:
    """One after the other goes to where they are missed; each move makes the rooms more alike."""
    while pair := _uneven(rooms):
        giver, taker = pair

        def sooner(
            person: Attendee, giver: FilledRoom = giver, taker: FilledRoom = taker
        ) -> tuple[int, int]:
            with_own = taker.of(person.member)
            return with_own if together else -with_own, giver.of(person.member)

        person = max(giver.coming, key=sooner)
        giver.coming.remove(person)
        taker.coming.append(person)
