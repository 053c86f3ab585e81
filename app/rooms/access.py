"""What an asker is to a room."""

from dataclasses import dataclass, replace

from sqlalchemy import and_, bindparam, or_
from sqlmodel import Session, col, select

from app.people.access import Asker
from app.people.models import Seat
from app.people.rights import Act, Actor, Stage, require
from app.refusals import NotFound
from app.rooms.models import Room
from app.seminars.access import actor_in, scope_of, seminar_stage
from app.seminars.models import Seminar


@dataclass(frozen=True)
class Standing:
    """The asker in one room, as the rows say now. `seat` is theirs in this room, or None."""

    actor: Actor
    room: Room
    seminar: Seminar
    seat: Seat | None

    @property
    def stage(self) -> Stage:
        return seminar_stage(self.seminar)

    @property
    def own_seat(self) -> Seat:
        """Raises NotFound for whoever has none here."""
        if self.seat is None:
            raise NotFound
        return self.seat


# Built once: every deed in a room asks this first, and hundreds join within a minute.
_SEATED = (
    select(Room, Seminar, Seat)
    .join(Seminar, col(Seminar.id) == col(Room.seminar_id))
    .outerjoin(
        Seat,
        and_(
            col(Seat.room_id) == col(Room.id),
            col(Seat.left_at).is_(None),
            or_(
                col(Seat.id) == bindparam("seat"),
                col(Seat.visitor_id) == bindparam("visitor"),
            ),
        ),
    )
    .where(col(Room.id) == bindparam("room"))
    .order_by(col(Seat.created_at).desc())
    .limit(1)
)


def standing(session: Session, asker: Asker, room_id: str) -> Standing:
    """Raises NotFound for a room that does not exist."""
    mine = {kind: asker.id if asker.kind == kind else None for kind in ("seat", "visitor")}
    found = session.exec(_SEATED, params={"room": room_id, **mine}).first()
    if found is None:
        raise NotFound
    room, seminar, _ = found
    seat: Seat | None = found[2]  # whoever has none here finds the room all the same
    actor = Actor.SEAT if seat else _without_seat(session, asker, room, seminar)
    return Standing(actor, room, seminar, seat)


def standing_for(session: Session, asker: Asker, room_id: str, act: Act) -> Standing:
    """The standing, when it allows `act` on the room as a whole; else NotFound or Closed."""
    found = standing(session, asker, room_id)
    require(found.actor, act, found.stage)
    return found


def as_leader(session: Session, asker: Asker, found: Standing) -> Standing:
    """The same without a seat: who leads may have one in the room besides."""
    actor = actor_at(session, asker, found.seminar, found.room.id)
    return replace(found, actor=actor, seat=None)


def actor_at(session: Session, asker: Asker, seminar: Seminar, room_id: str) -> Actor:
    """As the seminar sees it, but whoever leads other rooms of it is an outsider to this one."""
    actor = actor_in(session, asker, seminar)
    if actor is Actor.ROOM_FACILITATOR and room_id not in scope_of(session, asker, seminar):
        return Actor.OUTSIDER
    return actor


def led_room(
    session: Session, asker: Asker, seminar_id: str, room_id: str, act: Act = Act.LEAD_ROOM
) -> Room:
    """A room of the seminar that the asker leads. Raises NotFound, or Closed in the archive."""
    room = session.get(Room, room_id)
    if room is None or room.seminar_id != seminar_id:
        raise NotFound
    seminar = session.get_one(Seminar, seminar_id)
    require(actor_at(session, asker, seminar, room.id), act, seminar_stage(seminar))
    return room


def _without_seat(session: Session, asker: Asker, room: Room, seminar: Seminar) -> Actor:
    actor = actor_at(session, asker, seminar, room.id)
    return _neighbour(session, asker, seminar) if actor is Actor.OUTSIDER else actor


def actor_or_neighbour(session: Session, asker: Asker, seminar: Seminar) -> Actor:
    """As seminars see it, but a seat anywhere in the seminar makes an outsider a neighbour."""
    actor = actor_in(session, asker, seminar)
    return _neighbour(session, asker, seminar) if actor is Actor.OUTSIDER else actor


def _neighbour(session: Session, asker: Asker, seminar: Seminar) -> Actor:
    return Actor.NEIGHBOUR if seats_in(session, asker, seminar.id) else Actor.OUTSIDER


def seats_in(session: Session, asker: Asker, seminar_id: str) -> list[Seat]:
    """The asker's seats in a seminar, newest first."""
    if asker.kind not in ("visitor", "seat"):
        return []
    mine = Seat.visitor_id if asker.kind == "visitor" else Seat.id
    query = (
        select(Seat)
        .join(Room, col(Room.id) == col(Seat.room_id))
        .where(mine == asker.id, Room.seminar_id == seminar_id, col(Seat.left_at).is_(None))
        .order_by(col(Seat.created_at).desc())
    )
    return list(session.exec(query))


def seats_left(session: Session, asker: Asker, room_id: str) -> bool:
    """Whether the asker had a seat in this room once: then a page may say so."""
    if asker.kind != "visitor":
        return False
    query = select(Seat.id).where(Seat.visitor_id == asker.id, Seat.room_id == room_id)
    return session.exec(query).first() is not None
