"""Whom the program knows by name in a seminar, and which duty each of them had."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from app.exports.catalogue import Catalogue
from app.exports.names import People
from app.people.models import Seat
from app.quality.models import accepted_names
from app.rooms.models import Holder, Room, Speaker
from app.seminars.models import Duty


def people(session: Session, seminar_id: str, words: Catalogue) -> People:
    """From nicknames, names typed for a duty, whoever had the floor in a round, and what somebody
    has found to be a name before the report."""
    duties: dict[str, str] = {}
    for name, duty in _names_of_people(session, seminar_id):
        duties[name] = duties.get(name) or duty.lower()
    for name in accepted_names(session, seminar_id):
        duties.setdefault(name, "")
    return People(duties, words.gettext("participant"), words.gettext("name removed"))


def _names_of_people(session: Session, seminar_id: str) -> Iterator[tuple[str, str]]:
    in_seminar = col(Room.seminar_id) == seminar_id
    holding = (
        select(Holder.name, Seat.nickname, Duty.name)
        .join(Room, col(Room.id) == col(Holder.room_id))
        .join(Duty, col(Duty.id) == col(Holder.duty_id))
        .outerjoin(Seat, col(Seat.id) == col(Holder.seat_id))
        .where(in_seminar)
        .order_by(col(Duty.position), col(Room.number))
    )
    for typed, nickname, duty in session.exec(holding):
        for name in filter(None, (typed, nickname)):
            yield name, duty
    sitting = select(Seat.nickname).join(Room, col(Room.id) == col(Seat.room_id)).where(in_seminar)
    for nickname in session.exec(sitting):
        if nickname:
            yield nickname, ""
    spoken = select(Speaker.name).join(Room, col(Room.id) == col(Speaker.room_id)).where(in_seminar)
    for name in session.exec(spoken):
        if name:
            yield name, ""
