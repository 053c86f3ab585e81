"""What happened to a room's texts, for those who may read it: moments with the names of people."""

from dataclasses import dataclass
from datetime import datetime

from prosemirror.model import Node
from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from app.boards.access import AnswerPlace, place_for
from app.boards.models import Answer, LedgerStep, document_key
from app.history.moments import LEADERS, Moment, Removed, Role
from app.history.story_cache import story, text_at
from app.people.access import Asker
from app.people.models import Seat
from app.people.rights import Act
from app.refusals import NotFound

PAGE = 30


@dataclass(frozen=True)
class Who:
    """Somebody in a history. `number` tells nameless seats apart; 0 is no seat of this room."""

    role: Role
    seat_id: str | None = None
    name: str | None = None
    number: int = 0


@dataclass(frozen=True)
class Past:
    """A page of a document's history, newest first; `before` continues it, None at its end."""

    place: AnswerPlace
    kind: str
    version: int
    moments: list[Moment]
    before: int | None
    removed: list[Removed]
    people: dict[str, Who]

    def who(self, moment: Moment) -> Who:
        return who_of(self.people, moment.role, moment.seat_id)


def history(session: Session, asker: Asker, name: str, before: int | None = None) -> Past:
    """Raises NotFound. `before` is the number of a moment."""
    key = document_key(name)
    found = place_for(session, asker, key[0], Act.READ_HISTORY)
    with story(session, key) as told:
        end = len(told.moments) if before is None else max(0, min(before, len(told.moments)))
        page = told.moments[max(0, end - PAGE) : end][::-1]
        more = page[-1].number if page and page[-1].number else None
        removed = told.removed()
        version = told.version
    return Past(found, key[1], version, page, more, removed, people(session, found.answer.room_id))


def text_once(session: Session, asker: Asker, name: str, version: int) -> tuple[AnswerPlace, Node]:
    """The text after that many steps; NotFound for a version that never was."""
    key = document_key(name)
    found = place_for(session, asker, key[0], Act.READ_HISTORY)
    try:
        return found, text_at(session, key, version)
    except IndexError:
        raise NotFound from None


def people(session: Session, room_id: str) -> dict[str, Who]:
    """All who ever sat in the room, by seat, those who left too, numbered as they came."""
    query = select(Seat).where(Seat.room_id == room_id)
    came = session.exec(query.order_by(col(Seat.created_at), col(Seat.id)))
    return {
        seat.id: Who(Role.SEAT, seat.id, seat.nickname or None, number)
        for number, seat in enumerate(came, 1)
    }


def who_of(people: dict[str, Who], role: Role, seat_id: str | None) -> Who:
    return people.get(seat_id, Who(role, seat_id)) if seat_id else Who(role)


@dataclass(frozen=True)
class Contributor:
    """Somebody who wrote in a room: in how many answers, from when to when."""

    who: Who
    answers: int
    first_at: datetime
    last_at: datetime


def by_leaders() -> ColumnElement[bool]:
    """Steps of those who lead: they have no seat, like some of the server's own."""
    return and_(col(LedgerStep.seat_id).is_(None), col(LedgerStep.deed).in_(LEADERS))


def writers(session: Session, room_id: str) -> list[Contributor]:
    """Who wrote in a room, whoever wrote last first. Those who led count as one."""
    query = (
        select(
            LedgerStep.seat_id,
            func.count(func.distinct(LedgerStep.answer_id)),
            func.min(LedgerStep.at),
            func.max(LedgerStep.at),
        )
        .join(Answer, col(Answer.id) == col(LedgerStep.answer_id))
        .where(Answer.room_id == room_id, or_(col(LedgerStep.seat_id).is_not(None), by_leaders()))
        .group_by(col(LedgerStep.seat_id))
    )
    everybody = people(session, room_id)
    found = [
        Contributor(who_of(everybody, Role.SEAT if seat_id else Role.FACILITATOR, seat_id), *facts)
        for seat_id, *facts in session.execute(query)
    ]
    return sorted(found, key=lambda writer: writer.last_at, reverse=True)
