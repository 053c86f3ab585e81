"""What a facilitator does to a room from outside: a new link, an end to somebody's seat, counts."""

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.people.access import Asker
from app.people.models import Seat
from app.refusals import NotFound
from app.rooms.models import Member, Room, Seating, rooms, touch
from app.rosters.entries import Entry
from app.seminars.models import Dialogue, dialogues
from app.storage.store import now


def room_of(session: Session, seminar_id: str, room_id: str) -> Room:
    """Found through its seminar, so that an id of another seminar is not found."""
    room = session.get(Room, room_id)
    if room is None or room.seminar_id != seminar_id:
        raise NotFound
    return room


def new_link(session: Session, room: Room) -> None:
    """The old link and its QR code open nothing from now on; who sits in the room stays."""
    room.generation += 1
    session.add(room)


def remove_seat(session: Session, room: Room, seat_id: str) -> None:
    """End a seat; what it wrote stays. Raises NotFound for a seat elsewhere."""
    seat = session.get(Seat, seat_id)
    if seat is None or seat.room_id != room.id:
        raise NotFound
    _end(session, seat)


def leave_all(session: Session, asker: Asker) -> list[Room]:
    """End every seat of a browser and forget that they were this browser's."""
    query = select(Seat).where(Seat.visitor_id == asker.id)
    seats = list(session.exec(query)) if asker.kind == "visitor" else []
    left = [session.get_one(Room, seat.room_id) for seat in seats if seat.left_at is None]
    for seat in seats:
        seat.visitor_id = None
        _end(session, seat)
    return left


def seated_in(session: Session, dialogue_id: str) -> dict[str, list[str]]:
    """Names of members by room id, in one dialogue."""
    query = (
        select(Seating.room_id, Member.name)
        .join(Member, col(Member.id) == col(Seating.member_id))
        .where(Seating.dialogue_id == dialogue_id)
        .order_by(col(Seating.position), col(Member.name))
    )
    names: dict[str, list[str]] = {}
    for room_id, name in session.exec(query):
        names.setdefault(room_id, []).append(name)
    return names


def first_dialogue(session: Session, seminar_id: str) -> Dialogue:
    """The one whose seating the others follow; in a seminar without any, one that is not stored."""
    found = next(iter(dialogues(session, seminar_id)), None)
    return found or Dialogue(id="", seminar_id=seminar_id, position=1, title="")


def roster_of(session: Session, seminar_id: str, dialogue_id: str | None = None) -> list[Entry]:
    """The roster as it stands, for one dialogue or else the first."""
    names = seated_in(session, dialogue_id or first_dialogue(session, seminar_id).id)
    return [
        Entry(room.number, room.name, tuple(names.get(room.id, ())))
        for room in rooms(session, seminar_id)
    ]


def seat_counts(session: Session, seminar_id: str) -> dict[str, int]:
    """How many sit in each room, by room id."""
    query = (
        select(Seat.room_id, func.count())
        .join(Room, col(Room.id) == col(Seat.room_id))
        .where(Room.seminar_id == seminar_id, col(Seat.left_at).is_(None))
        .group_by(col(Seat.room_id))
    )
    return dict(session.exec(query).all())


def count(session: Session, *, seminar_id: str) -> dict[str, int]:
    """What of rooms goes with a seminar that is deleted, for its receipt."""
    in_seminar = select(Room.id).where(Room.seminar_id == seminar_id)
    numbers = select(func.count()).select_from(Room).where(Room.seminar_id == seminar_id)
    seats = select(func.count()).select_from(Seat).where(col(Seat.room_id).in_(in_seminar))
    return {"rooms": session.exec(numbers).one(), "seats": session.exec(seats).one()}


def _end(session: Session, seat: Seat) -> None:
    seat.left_at = seat.left_at or now(session)
    session.add(seat)
    session.flush()
    touch(session, seat.room_id, "people")
