"""People put into seats; the rooms and members they sit with are `roster_plan.py`'s."""

from sqlalchemy import bindparam, func
from sqlmodel import Session, col, select

from app.collation import in_order
from app.people.access import Asker
from app.people.models import Seat
from app.refusals import N_, NotFound, Refusal, UnknownName
from app.rooms.models import Member, Room, touch
from app.rooms.speakers import follow_name
from app.rosters.entries import LARGEST_NUMBER
from app.seminars.models import Seminar
from app.storage.store import now
from app.wording import clean

MOST_SEATS, MOST_SEATS_EVER = 200, 2_000
"""In one room at a time, and in all: who has left is kept, since the history names its writers."""
_SEATS = select(func.count(), func.count().filter(col(Seat.left_at).is_(None))).where(
    Seat.room_id == bindparam("room")
)


class UnknownMember(UnknownName):
    type = "unknown_member"
    title = N_("Nobody in this seminar has that name.")


class NoPlace(Refusal):
    """Somebody who knows the code could otherwise fill the room with people who are not there."""

    type = "no_place"
    status = 409
    title = N_("All places in this room are taken. Ask whoever leads the seminar to free some.")


def find_member(session: Session, seminar_id: str, name: str) -> Member | None:
    """By id, name or alias; names are compared without regard to case and to how they are typed."""
    wanted = clean(name).casefold()
    for member in session.exec(select(Member).where(Member.seminar_id == seminar_id)):
        if name == member.id or wanted in map(str.casefold, (member.name, *member.aliases)):
            return member
    return None


def member_named(session: Session, seminar_id: str, name: str) -> Member:
    """Raises UnknownMember with the names that are known."""
    found = find_member(session, seminar_id, name)
    if found is None:
        known = session.exec(select(Member.name).where(Member.seminar_id == seminar_id))
        raise UnknownMember(name, in_order(known))
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
    by_code: bool = False,
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
        by_code=by_code,
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
    by_code: bool = False,
) -> Seat:
    """A browser's one seat in a room: a new one, or `own`, which keeps what is not given anew."""
    name = clean(nickname)
    if own is None:
        return take_seat(
            session, room, visitor_id=visitor_id, nickname=name, member=member, by_code=by_code
        )
    own.by_code = own.by_code or by_code
    session.add(own)
    if name or member:
        rename(session, own, name or own.nickname or "", member.id if member else own.member_id)
    return own


def rename(session: Session, seat: Seat, nickname: str, member_id: str | None) -> None:
    """Give a seat another name and member; an empty name makes it nameless."""
    seat.nickname = clean(nickname) or None
    seat.member_id = member_id
    session.add(seat)
    follow_name(session, seat)
    session.flush()
    touch(session, seat.room_id, "people")


def own_seat(session: Session, asker: Asker, seat_id: str) -> Seat:
    """Raises NotFound for another's."""
    seat = session.get(Seat, seat_id)
    mine = seat and (
        (asker.kind == "seat" and asker.id == seat.id)
        or (asker.kind == "visitor" and asker.id == seat.visitor_id)
    )
    if seat is None or not mine:
        raise NotFound
    return seat


def leave_seat(session: Session, asker: Asker, seat_id: str) -> Seat:
    """End one's own seat. Raises NotFound for another's."""
    seat = own_seat(session, asker, seat_id)
    seat.left_at = now(session)
    session.add(seat)
    session.flush()
    touch(session, seat.room_id, "people")
    return seat
