"""Who had the floor in a room's rounds and is no member, so that a note can say whom it is from.

Their names are people's: they are told within the room and to those who lead, and stay out of
reading pages, search and files (docs/decisions/0019-speakers-stay-in-their-room.md).
"""

from collections.abc import Iterable

from sqlmodel import Session, select

from app.people.models import Seat
from app.rooms.models import Member, Room, Speaker, members_by_id, members_of_ids
from app.rooms.sitting import members_of
from app.seminars.merges import ever_merged_into

MOST_SPEAKERS = 200


def speakers(session: Session, room_id: str) -> list[Speaker]:
    """Those with a name; whoever has taken theirs back is nobody's tag any more."""
    return [each for each in _ever(session, room_id) if each.name]


def voices(
    session: Session, room: Room, named: Iterable[str] | None = None
) -> dict[str, Member | Speaker]:
    """Whom notes of this room may be from, by id: any member of the seminar, who are many, or those
    of them that are `named`; and its speakers."""
    if named is None:
        found = members_by_id(session, room.seminar_id)
    else:
        found = members_of_ids(session, named)
    return {**found, **{each.id: each for each in speakers(session, room.id)}}


def tags(session: Session, room_id: str) -> set[str]:
    """Ids that a note of this room may carry, also of members whose room was split off again: what
    they said here is theirs."""
    members = {each.id for each in members_of(session, room_id)}
    for other in ever_merged_into(session, room_id):
        members |= {each.id for each in members_of(session, other)}
    return members | {each.id for each in _ever(session, room_id)}


def speaker(session: Session, room: Room, name: str, seat_id: str | None = None) -> str | None:
    """The id under which a person of a round speaks, the same each time: a seat by its own, else by
    its name. None when the room has had more of them than anybody could tell apart."""
    known = _ever(session, room.id)
    for each in known:
        if each.seat_id == seat_id and (seat_id or each.name.casefold() == name.casefold()):
            each.name = name
            session.add(each)
            return each.id
    if len(known) >= MOST_SPEAKERS:
        return None
    made = Speaker(room_id=room.id, seat_id=seat_id, name=name)
    session.add(made)
    session.flush()
    return made.id


def follow_name(session: Session, seat: Seat) -> None:
    """Notes of a seat go by the name that it has now; none when it gave that up."""
    for each in session.exec(select(Speaker).where(Speaker.seat_id == seat.id)):
        each.name = seat.nickname or ""
        session.add(each)


def _ever(session: Session, room_id: str) -> list[Speaker]:
    query = select(Speaker).where(Speaker.room_id == room_id)
    return list(session.exec(query.order_by(Speaker.id)))
