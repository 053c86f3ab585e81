"""What boards say when somebody sets about removing questions or a whole seminar."""

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.boards.models import Answer, Document, Late, LedgerStep
from app.people.access import Asker
from app.people.idempotency import forget
from app.people.models import Seat
from app.rooms.models import Room, lose
from app.seminars.editing import HasText


def refuse_written(session: Session, *, prompt_ids: Sequence[str]) -> None:
    """Raises HasText where anything was ever written, a late contribution too; else leaves
    tombstones, so that rooms that are open learn that the answers are gone."""
    query = select(Answer).where(col(Answer.prompt_id).in_(prompt_ids))
    by_room: dict[str, list[str]] = {}
    for answer in session.exec(query):
        by_room.setdefault(answer.room_id, []).append(answer.id)
    ids = [id for found in by_room.values() for id in found]
    written = select(Document.answer_id).where(
        col(Document.answer_id).in_(ids), Document.version > 0
    )
    late = select(Late.answer_id).where(col(Late.answer_id).in_(ids))
    said = select(Answer.id).where(col(Answer.id).in_(ids), col(Answer.said).is_not(None))
    if any(session.exec(each.limit(1)).first() for each in (written, late, said)):
        raise HasText
    for room_id, gone in by_room.items():
        lose(session, room_id, *gone)


def count(session: Session, *, seminar_id: str) -> dict[str, int]:
    """What of boards goes with a seminar that is deleted; memories of its texts go at once."""
    ids = (
        select(Answer.id)
        .join(Room, col(Room.id) == col(Answer.room_id))
        .where(Room.seminar_id == seminar_id)
    )
    with_text = select(Document.answer_id, Document.kind).where(
        col(Document.answer_id).in_(ids), Document.version > 0
    )
    keys = list(session.exec(with_text))
    session.info["documents"].drop(keys)
    session.info["stories"].drop(keys)
    _forget_repeats(session, seminar_id)
    steps = select(func.count()).select_from(LedgerStep).where(col(LedgerStep.answer_id).in_(ids))
    return {
        "answers": len({answer_id for answer_id, _ in keys}),
        "steps": session.exec(steps).one(),
    }


def _forget_repeats(session: Session, seminar_id: str) -> None:
    """The answers that writes of its seats got hold text too."""
    query = select(Seat.id, Seat.visitor_id).join(Room, col(Room.id) == col(Seat.room_id))
    for seat, visitor in session.exec(query.where(Room.seminar_id == seminar_id)):
        forget(session, (Asker("seat", seat), Asker("visitor", visitor)))
