"""A roster put into rooms: planned while others write, then written in short slices.

Some rooms at a time are one transaction: a room is there with its members, its seating and (by
`shape_changed`) its answers, or not at all. Nothing else of a roster has to happen at once; what
was cut off is gone on with (`app/seminars/work.py`). What stands is not written again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import islice, pairwise
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlmodel import Session, col, delete, select
from typing_extensions import TypedDict

from app.people.models import Seat
from app.refusals import N_, Refusal
from app.rooms.models import Member, Room, Seating, rooms, touch_rooms
from app.rooms.roster_way_back import way_back
from app.rosters.entries import Entry
from app.seminars.models import Dialogue, Seminar, dialogues
from app.seminars.signals import shape_changed
from app.seminars.undo import Difference
from app.seminars.work import Facts

ROOMS_AT_ONCE = 20


class ConflictFacts(TypedDict):
    numbers: list[int]


class RosterConflict(Refusal):
    """A number stands twice in a roster; nothing was changed."""

    type = "roster_conflict"
    title = N_("A room number stands twice in the list. Nothing was changed.")

    def __init__(self, numbers: list[int]) -> None:
        super().__init__(numbers)
        self.numbers = numbers

    def facts(self) -> ConflictFacts:
        return {"numbers": self.numbers}


@dataclass
class Slice:
    """What becomes of some rooms, as rows."""

    rooms: list[dict[str, Any]] = field(default_factory=list)
    named: list[dict[str, Any]] = field(default_factory=list)
    members: list[dict[str, Any]] = field(default_factory=list)
    reseated: list[str] = field(default_factory=list)
    seatings: list[dict[str, Any]] = field(default_factory=list)
    leaving: list[str] = field(default_factory=list)

    @property
    def changed(self) -> list[str]:
        """The rooms that somebody must hear of."""
        ids = [row["id"] for row in self.rooms] + [row["room"] for row in self.named]
        return list(dict.fromkeys([*ids, *self.reseated]))

    def __bool__(self) -> bool:
        return bool(self.changed or self.leaving)


@dataclass
class RosterPlan:
    """A whole roster. `warnings` are by room id; `kept` are rooms that it does not name."""

    seminar_id: str
    dialogue_ids: list[str]
    own: str | None = None
    slices: list[Slice] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    warnings: dict[str, list[str]] = field(default_factory=dict)
    kept: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    def turns(self) -> list[tuple[str, Facts]]:
        """Its slices as work that can be written down."""
        place = {"dialogue_ids": self.dialogue_ids, "own": self.own}
        return [("roster", place | {"part": asdict(part)}) for part in self.slices]

    def write(self, session: Session, part: Slice) -> None:
        """One slice, in a transaction of its own or with others."""
        _write(session, self, part)
        shape_changed.send(session, seminar_id=self.seminar_id, room_ids=part.changed)


def put_slice(session: Session, seminar_id: str, facts: Facts) -> None:
    """One turn of a plan's `turns`."""
    plan = RosterPlan(seminar_id, facts["dialogue_ids"], facts["own"])
    plan.write(session, Slice(**facts["part"]))


def put_roster(
    session: Session, seminar: Seminar, places: Iterable[Entry], dialogue: Dialogue | None = None
) -> RosterPlan:
    """Seat the whole roster in one transaction. Raises RosterConflict."""
    plan = plan_roster(session, seminar.id, places, dialogue)
    for part in plan.slices:
        plan.write(session, part)
    session.expire_all()
    return plan


def plan_roster(
    session: Session, seminar_id: str, places: Iterable[Entry], dialogue: Dialogue | None = None
) -> RosterPlan:
    """What must be written so that the roster stands; with `dialogue` only that one's seating.

    A room that is missing from the roster goes only when nothing was written in it and nobody sits
    there; of another dialogue's seating no room is ever removed. Raises RosterConflict.
    """
    places = sorted(places, key=lambda place: place.number)
    refuse_doubles(places)
    affected = [dialogue] if dialogue else _following(session, seminar_id)
    plan = RosterPlan(seminar_id, [each.id for each in affected], dialogue.id if dialogue else None)
    standing = {room.number: room for room in rooms(session, seminar_id)}
    _plan_rooms(plan, _Stand(session, seminar_id, plan.dialogue_ids, standing), places)
    listed = {place.number for place in places}
    _plan_leaving(session, plan, [standing[each] for each in standing if each not in listed])
    plan.differences = list(way_back(session, plan, standing.values()))
    return plan


def refuse_doubles(places: list[Entry]) -> None:
    """Raises RosterConflict."""
    numbers = sorted(place.number for place in places)
    doubles = {one for one, next_ in pairwise(numbers) if one == next_}
    if doubles:
        raise RosterConflict(sorted(doubles))


def _following(session: Session, seminar_id: str) -> list[Dialogue]:
    """A roster for all dialogues leaves those alone that were given a seating of their own."""
    return [each for each in dialogues(session, seminar_id) if not each.own_seating]


class _Stand:
    """What stands, read in a few queries however many rooms there are."""

    def __init__(
        self, session: Session, seminar_id: str, dialogue_ids: list[str], rooms: Mapping[int, Room]
    ) -> None:
        self.seminar_id, self.dialogue_ids, self.rooms = seminar_id, dialogue_ids, rooms
        self.members: dict[str, Member] = {}
        for member in session.exec(select(Member).where(Member.seminar_id == seminar_id)):
            for name in (member.name, *member.aliases):
                self.members.setdefault(name.casefold(), member)
        self.seating: dict[tuple[str, str], dict[str, int]] = {}
        query = select(Seating).where(col(Seating.dialogue_id).in_(dialogue_ids))
        for each in session.exec(query):
            place = self.seating.setdefault((each.room_id, each.dialogue_id), {})
            place[each.member_id] = each.position


def _plan_rooms(plan: RosterPlan, stand: _Stand, places: list[Entry]) -> None:
    at: dict[str, list[tuple[str, int]]] = {}
    left = iter(places)
    while some := list(islice(left, ROOMS_AT_ONCE)):
        part = Slice()
        for place in some:
            room_id = _plan_room(part, stand, place)
            plan.order.append(room_id)
            for name in _plan_seating(part, stand, place, room_id):
                at.setdefault(name, []).append((room_id, place.number))
        if part or plan.own:
            plan.slices.append(part)
    for name, found in at.items():
        for room_id, number in found if len(found) > 1 else ():
            others = ", ".join(str(other) for _, other in found if other != number)
            plan.warnings.setdefault(room_id, []).append(f"{name}: {others}")


def _plan_room(part: Slice, stand: _Stand, place: Entry) -> str:
    room = stand.rooms.get(place.number)
    if room is None:
        made = Room(seminar_id=stand.seminar_id, number=place.number, name=place.name or "")
        part.rooms.append(made.model_dump())
        return made.id
    if place.name is not None and place.name != room.name:
        part.named.append({"room": room.id, "called": place.name})
    return room.id


def _plan_seating(part: Slice, stand: _Stand, place: Entry, room_id: str) -> Iterator[str]:
    members: dict[str, Member] = {}
    for name in place.members:
        member = stand.members.get(name.casefold())
        if member is None:
            member = Member(seminar_id=stand.seminar_id, name=name)
            stand.members[name.casefold()] = member
            part.members.append(member.model_dump())
        members[member.id] = member
    wanted = {id: position for position, id in enumerate(members)}
    if any(stand.seating.get((room_id, each), {}) != wanted for each in stand.dialogue_ids):
        part.reseated.append(room_id)
        part.seatings += [
            {"dialogue_id": each, "room_id": room_id, "member_id": id, "position": position}
            for each in stand.dialogue_ids
            for id, position in wanted.items()
        ]
    return (member.name for member in members.values())


def _plan_leaving(session: Session, plan: RosterPlan, left_out: list[Room]) -> None:
    query = select(Seat.room_id).join(Room, col(Room.id) == col(Seat.room_id))
    taken = set(session.exec(query.where(Room.seminar_id == plan.seminar_id).distinct()))
    leaving = []
    for room in left_out:
        if plan.own or room.written_at or room.id in taken:
            plan.order.append(room.id)
            if not plan.own:
                plan.kept.append(room.number)
                plan.warnings.setdefault(room.id, []).append("not_in_roster")
        else:
            leaving.append(room)
    plan.removed = [room.number for room in leaving]
    ids = iter([room.id for room in leaving])
    while some := list(islice(ids, ROOMS_AT_ONCE)):
        plan.slices.append(Slice(leaving=some))


def _write(session: Session, plan: RosterPlan, part: Slice) -> None:
    if plan.own:
        session.get_one(Dialogue, plan.own).own_seating = True
    if part.rooms:
        session.execute(insert(Room), part.rooms)
    if part.named:
        query = update(Room).where(col(Room.id) == bindparam("room"))
        session.connection().execute(query.values(name=bindparam("called")), part.named)
    if part.members:
        session.execute(insert(Member), part.members)
    if part.reseated:
        gone = delete(Seating).where(col(Seating.dialogue_id).in_(plan.dialogue_ids))
        session.execute(gone.where(col(Seating.room_id).in_(part.reseated)))
    if part.seatings:
        session.execute(insert(Seating), part.seatings)
    if part.leaving:
        # Somebody may have come, or written, since this was planned.
        empty = delete(Room).where(col(Room.id).in_(part.leaving), col(Room.written_at).is_(None))
        sits = select(Seat.id).where(Seat.room_id == Room.id).exists()
        session.execute(empty.where(~sits).execution_options(synchronize_session=False))
    touch_rooms(session, part.changed, "room")
