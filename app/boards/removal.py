"""What boards say when somebody sets about removing questions or a whole seminar."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, null, tuple_, update
from sqlmodel import Session, col, delete, select

from app.boards.models import Answer, Document, Late, LedgerStep
from app.people.access import Asker
from app.people.co_facilitators import CoGrant
from app.people.idempotency import forget
from app.people.models import ApiToken, Grant, Seat, Visitor
from app.rooms.models import Room, lose_in_rooms
from app.seminars.editing import HasText
from app.seminars.models import Seminar
from app.seminars.work import Facts

PIECE = 2_000
"""Rows that are deleted in one turn of the writer; a room may have written a hundred thousand."""
TEXTS_AT_ONCE, ROOMS_AT_ONCE = 200, 20


def rooms_without_text(session: Session, seminar_id: str, prompt_ids: Sequence[str]) -> list[str]:
    """The rooms whose answers to these questions can go. Raises HasText where anything was ever
    written, a late contribution too."""
    _refuse_written(session, col(Answer.prompt_id).in_(prompt_ids))
    query = select(Room.id).where(Room.seminar_id == seminar_id).order_by(col(Room.number))
    return list(session.exec(query))


def take_out(session: Session, prompt_ids: Sequence[str], room_ids: Sequence[str]) -> None:
    """Delete the answers of some rooms to these questions, and leave tombstones, so that rooms that
    are open learn that the answers are gone. Raises HasText."""
    _take_out(session, col(Answer.prompt_id).in_(prompt_ids) & col(Answer.room_id).in_(room_ids))


def refuse_written(session: Session, *, prompt_ids: Sequence[str]) -> None:
    """The same, wherever answers to these questions are left. Raises HasText."""
    _take_out(session, col(Answer.prompt_id).in_(prompt_ids))


def _take_out(session: Session, which: ColumnElement[bool]) -> None:
    _refuse_written(session, which)
    gone: dict[str, list[str]] = {}
    for room_id, answer_id in session.exec(select(Answer.room_id, Answer.id).where(which)):
        gone.setdefault(room_id, []).append(answer_id)
    session.execute(delete(Answer).where(which).execution_options(synchronize_session=False))
    lose_in_rooms(session, gone)


def _refuse_written(session: Session, which: ColumnElement[bool]) -> None:
    ids = select(Answer.id).where(which)
    written = select(Document.answer_id).where(
        col(Document.answer_id).in_(ids), Document.version > 0
    )
    late = select(Late.answer_id).where(col(Late.answer_id).in_(ids))
    said = ids.where(col(Answer.said).is_not(None))
    if any(session.exec(each.limit(1)).first() for each in (written, late, said)):
        raise HasText


def empty(session: Session, seminar_id: str, _: Facts) -> bool:
    """A turn of deleting what was written in a seminar: texts first, then rooms; whether there was
    something."""
    if _drop_steps(session, seminar_id):
        return True
    rooms = select(Room.id).where(Room.seminar_id == seminar_id).limit(ROOMS_AT_ONCE)
    ids = session.exec(rooms).all()
    gone = delete(Room).where(col(Room.id).in_(ids))
    session.execute(gone.execution_options(synchronize_session=False))
    return bool(ids)


def _drop_steps(session: Session, seminar_id: str) -> bool:
    """The last steps of some texts. A text goes with the first of its steps, so that nobody reads
    it from those that are left; its version says how many are."""
    query = (
        select(Document.answer_id, Document.kind, Document.version)
        .join(Answer, col(Answer.id) == col(Document.answer_id))
        .join(Room, col(Room.id) == col(Answer.room_id))
        .where(Room.seminar_id == seminar_id, Document.version > 0)
    )
    texts = session.exec(query.limit(TEXTS_AT_ONCE)).all()
    whole: list[tuple[str, str]] = []
    left = PIECE
    for answer_id, kind, version in texts:
        if version > left:
            _drop_last(session, [(answer_id, kind)], version - left)
            break
        whole.append((answer_id, kind))
        left -= version
    _drop_last(session, whole, 0)
    return bool(texts)


def _drop_last(session: Session, texts: Sequence[tuple[str, str]], version: int) -> None:
    here = tuple_(col(Document.answer_id), col(Document.kind)).in_(texts)
    emptied = update(Document).where(here).values(doc=null(), doc_version=version, version=version)
    session.execute(emptied.execution_options(synchronize_session=False))
    of_these = tuple_(col(LedgerStep.answer_id), col(LedgerStep.kind)).in_(texts)
    steps = delete(LedgerStep).where(of_these, col(LedgerStep.version) > version)
    session.execute(steps.execution_options(synchronize_session=False))


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
    """The answers that writes of its seats, and of those who led, got hold text too."""
    query = select(Seat.id, Seat.visitor_id).join(Room, col(Room.id) == col(Seat.room_id))
    for seat, visitor in session.exec(query.where(Room.seminar_id == seminar_id)):
        forget(session, (Asker("seat", seat), Asker("visitor", visitor)))
    owner = session.get_one(Seminar, seminar_id).organiser_id
    tokens = select(ApiToken.id).where(ApiToken.organiser_id == owner)
    forget(session, [Asker("token", id) for id in session.exec(tokens)])
    for browsers in (
        select(Visitor.id).where(Visitor.organiser_id == owner),
        select(Grant.visitor_id).where(Grant.seminar_id == seminar_id),
        select(CoGrant.visitor_id).where(CoGrant.seminar_id == seminar_id),
    ):
        forget(session, [Asker("visitor", id) for id in session.exec(browsers)])
