"""The roster put into rooms, and people into seats."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func
from sqlmodel import Session, col, delete, select

from app.people.access import Asker
from app.people.models import Seat
from app.refusals import N_, NotFound, Refusal
from app.rooms.models import Member, Room, Seating, rooms, touch
from app.rooms.roster_entries import LARGEST_NUMBER, Entry, clean
from app.seminars.models import Dialogue, Seminar, dialogues
from app.storage.store import now

MOST_SEATS, MOST_SEATS_EVER = 200, 2_000
"""In one room at a time, and in all: who has left is kept, since the history names its writers."""
_SEATS = select(func.count(), func.count().filter(col(Seat.left_at).is_(None))).where(
    Seat.room_id == bindparam("room")
)


class RosterConflict(Refusal):
    """A number stands twice in a roster; nothing was changed."""

    type = "roster_conflict"
    title = N_("A room number stands twice in the list. Nothing was changed.")

    def __init__(self, numbers: list[int]) -> None:
        super().__init__(numbers)
        self.numbers = numbers

    def facts(self) -> dict[str, Any]:
        return {"numbers": self.numbers}


class UnknownMember(Refusal):
    type = "unknown_member"
    title = N_("Nobody in this seminar has that name.")

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(name)
        self.name, self.known = name, known

    def facts(self) -> dict[str, Any]:
        return {"name": self.name, "known": self.known}


class NoPlace(Refusal):
    """Somebody who knows the code could otherwise fill the room with people who are not there."""

    type = "no_place"
    status = 409
    title = N_("All places in this room are taken. Ask whoever leads the seminar to free some.")


@dataclass
class Seated:
    """What became of the roster: the rooms in order, and warnings by room id."""

    rooms: list[Room]
    warnings: dict[str, list[str]]
    removed: list[str]


def put_roster(
    session: Session, seminar: Seminar, places: Iterable[Entry], dialogue: Dialogue | None = None
) -> Seated:
    """Seat the whole roster, again as often as one likes. With `dialogue` only that one's seating.

    Raises RosterConflict. A room that is missing from the roster goes only when nothing was written
    in it and nobody sits there; of another dialogue's seating no room is ever removed.
    """
    places = list(places)
    _refuse_doubles(places)
    standing = {room.number: room for room in rooms(session, seminar.id)}
    seated = Seated([], {}, [])
    affected = _affected(session, seminar, dialogue)
    _forget_seating(session, affected)
    names: dict[str, list[int]] = {}
    for place in places:
        room = standing.pop(place.number, None) or Room(seminar_id=seminar.id, number=place.number)
        if place.name is not None:
            room.name = place.name
        session.add(room)
        session.flush()
        for name in _fill(session, room, place.members, affected):
            names.setdefault(name, []).append(place.number)
        touch(session, room.id, "room")
        seated.rooms.append(room)
    if dialogue is None:
        for left in standing.values():
            _remove_or_keep(session, left, seated)
    else:
        seated.rooms += standing.values()
    _warn_of_doubles(names, seated)
    seated.rooms.sort(key=lambda room: room.number)
    return seated


def _refuse_doubles(places: list[Entry]) -> None:
    numbers = [place.number for place in places]
    doubles = sorted({number for number in numbers if numbers.count(number) > 1})
    if doubles:
        raise RosterConflict(doubles)


def _affected(session: Session, seminar: Seminar, dialogue: Dialogue | None) -> list[Dialogue]:
    """A roster for all dialogues leaves those alone that were given a seating of their own."""
    if dialogue is not None:
        dialogue.own_seating = True
        session.add(dialogue)
        return [dialogue]
    return [each for each in dialogues(session, seminar.id) if not each.own_seating]


def _forget_seating(session: Session, affected: list[Dialogue]) -> None:
    ids = [dialogue.id for dialogue in affected]
    session.execute(delete(Seating).where(col(Seating.dialogue_id).in_(ids)))


def _fill(
    session: Session, room: Room, names: Iterable[str], affected: list[Dialogue]
) -> Iterable[str]:
    for position, name in enumerate(dict.fromkeys(filter(None, map(str.strip, names)))):
        member = find_member(session, room.seminar_id, name) or Member(
            seminar_id=room.seminar_id, name=name
        )
        session.add(member)
        session.flush()
        for dialogue in affected:
            session.merge(
                Seating(
                    dialogue_id=dialogue.id,
                    room_id=room.id,
                    member_id=member.id,
                    position=position,
                )
            )
        yield member.name


def _remove_or_keep(session: Session, room: Room, seated: Seated) -> None:
    taken = session.exec(select(Seat.id).where(Seat.room_id == room.id).limit(1)).first()
    if room.written_at or taken:
        seated.rooms.append(room)
        seated.warnings.setdefault(room.id, []).append("not_in_roster")
    else:
        seated.removed.append(room.id)
        session.delete(room)


def _warn_of_doubles(names: dict[str, list[int]], seated: Seated) -> None:
    for name, numbers in names.items():
        if len(numbers) > 1:
            for room in seated.rooms:
                if room.number in numbers:
                    others = ", ".join(str(number) for number in numbers if number != room.number)
                    seated.warnings.setdefault(room.id, []).append(f"{name}: {others}")


def find_member(session: Session, seminar_id: str, name: str) -> Member | None:
    """By id, name or alias; names are compared without regard to case and outer spaces."""
    wanted = name.strip().casefold()
    for member in session.exec(select(Member).where(Member.seminar_id == seminar_id)):
        if name == member.id or wanted in map(str.casefold, (member.name, *member.aliases)):
            return member
    return None


def member_named(session: Session, seminar_id: str, name: str) -> Member:
    """Raises UnknownMember with the names that are known."""
    found = find_member(session, seminar_id, name)
    if found is None:
        known = session.exec(select(Member.name).where(Member.seminar_id == seminar_id))
        raise UnknownMember(name, sorted(known))
    return found


def room_numbered(session: Session, code: str, number: int) -> tuple[Seminar, Room]:
    """Found through the join code; the same NotFound for a wrong code and a wrong room."""
    if not 0 < number <= LARGEST_NUMBER:
        raise NotFound  # no room has it, and some databases cannot even ask
    query = (
        select(Seminar, Room)
        .join(Room, col(Room.seminar_id) == col(Seminar.id))
        .where(Seminar.code == code, Room.number == number)
    )
    found = session.exec(query).first()
    if found is None:
        raise NotFound
    return found


def take_seat(
    session: Session,
    room: Room,
    *,
    visitor_id: str | None = None,
    nickname: str | None = None,
    member: Member | None = None,
) -> Seat:
    """A new seat, a visitor's or (through the API) one that its token opens. Raises NoPlace."""
    ever, sitting = session.exec(_SEATS, params={"room": room.id}).one()
    if sitting >= MOST_SEATS or ever >= MOST_SEATS_EVER:
        raise NoPlace
    seat = Seat(
        room_id=room.id,
        visitor_id=visitor_id,
        nickname=clean(nickname or "") or None,
        member_id=member.id if member else None,
        created_at=now(session),
    )
    session.add(seat)
    session.flush()
    touch(session, room.id, "people")
    return seat


def sit(
    session: Session,
    room: Room,
    own: Seat | None,
    *,
    visitor_id: str | None,
    nickname: str = "",
    member: Member | None = None,
) -> Seat:
    """A browser's one seat in a room: a new one, or `own`, which keeps what is not given anew."""
    name = clean(nickname)
    if own is None:
        return take_seat(session, room, visitor_id=visitor_id, nickname=name, member=member)
    if name or member:
        rename(session, own, name or own.nickname or "", member.id if member else own.member_id)
    return own


def rename(session: Session, seat: Seat, nickname: str, member_id: str | None) -> None:
    """Give a seat another name and member; an empty name makes it nameless."""
    seat.nickname = clean(nickname) or None
    seat.member_id = member_id
    session.add(seat)
    session.flush()
    touch(session, seat.room_id, "people")


def leave_seat(session: Session, asker: Asker, seat_id: str) -> Seat:
    """End one's own seat. Raises NotFound for another's."""
    seat = session.get(Seat, seat_id)
    mine = seat and (
        (asker.kind == "seat" and asker.id == seat.id)
        or (asker.kind == "visitor" and asker.id == seat.visitor_id)
    )
    if seat is None or not mine:
        raise NotFound
    seat.left_at = now(session)
    session.add(seat)
    session.flush()
    touch(session, seat.room_id, "people")
    return seat
