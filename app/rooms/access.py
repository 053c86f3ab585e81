"""What an asker is to a room."""

from dataclasses import dataclass

from sqlalchemy import and_, bindparam, or_
from sqlmodel import Session, col, select

from app.people.access import Asker
from app.people.models import Seat
from app.people.rights import Act, Actor, Stage, require
from app.refusals import NotFound
from app.rooms.models import Room
from app.seminars.access import actor_in, seminar_stage
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
    actor = Actor.SEAT if seat else actor_or_neighbour(session, asker, seminar)
    return Standing(actor, room, seminar, seat)


def standing_for(session: Session, asker: Asker, room_id: str, act: Act) -> Standing:
    """The standing, when it allows `act` on the room as a whole; else NotFound or Closed."""
    found = standing(session, asker, room_id)
    require(found.actor, act, found.stage)
    return found


def actor_or_neighbour(session: Session, asker: Asker, seminar: Seminar) -> Actor:
    """As seminars see it, but a seat anywhere in the seminar makes an outsider a neighbour."""
    actor = actor_in(session, asker, seminar)
    if actor is Actor.OUTSIDER and seats_in(session, asker, seminar.id):
        return Actor.NEIGHBOUR
    return actor


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
