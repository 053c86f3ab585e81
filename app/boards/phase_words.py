"""In which phase rooms wrote what stands: how many words stood whenever a clock was changed.

The clock's change and the count are one transaction. What was written before there were counts, or
with no clock running, was written outside of the phases.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, func, insert
from sqlmodel import Column, Field, Session, SQLModel, String, col, or_, select

from app.boards.document_cache import Current, Key, standing
from app.boards.models import Answer, Document
from app.rooms.models import Room
from app.seminars.phase_changes import PhaseChange, Shown
from app.storage.store import UtcDateTime

Counts = Mapping[Key, Sequence[tuple[datetime, int]]]


class WordsThen(SQLModel, table=True):
    """How many words a text had at a change of its room's clock. One that was not written in since
    it was counted last has no new row."""

    __tablename__ = "words_then"

    answer_id: str = Field(
        sa_column=Column(String, ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True)
    )
    kind: str = Field(primary_key=True)
    at: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    words: int


def count(session: Session, *, seminar_id: str, room_id: str | None, at: datetime) -> None:
    """Of one room or, where the clock for all was changed, of all."""
    rows = [
        {"answer_id": id, "kind": kind, "at": at, "words": each.words}
        for (id, kind), each in _uncounted(session, seminar_id, room_id).items()
    ]
    if rows:
        session.execute(insert(WordsThen), rows)


def read_ahead(session: Session, seminar_id: str) -> None:
    """Take into memory what will be counted of all rooms, before the one writer waits for it."""
    for each in _uncounted(session, seminar_id, None).values():
        _ = each.words  # counted once, and kept with the text


def _uncounted(session: Session, seminar_id: str, room_id: str | None) -> dict[Key, Current]:
    """The texts that were written in since they were counted last."""
    last = (
        select(func.max(WordsThen.at))
        .where(
            col(WordsThen.answer_id) == col(Document.answer_id),
            col(WordsThen.kind) == col(Document.kind),
        )
        .scalar_subquery()
    )
    query = (
        select(Document.answer_id, Document.kind, Document.version)
        .join(Answer, col(Answer.id) == col(Document.answer_id))
        .join(Room, col(Room.id) == col(Answer.room_id))
        .where(
            Room.id == room_id if room_id else Room.seminar_id == seminar_id,
            Document.version > 0,
            or_(last.is_(None), last < col(Document.written_at)),
        )
    )
    versions = {(id, kind): version for id, kind, version in session.exec(query)}
    return standing(session, versions)


def counts(session: Session, seminar_id: str) -> Counts:
    """Of each text, in the order of time."""
    query = (
        select(WordsThen.answer_id, WordsThen.kind, WordsThen.at, WordsThen.words)
        .join(Answer, col(Answer.id) == col(WordsThen.answer_id))
        .join(Room, col(Room.id) == col(Answer.room_id))
        .where(Room.seminar_id == seminar_id)
        .order_by(col(WordsThen.at))
    )
    found: dict[Key, list[tuple[datetime, int]]] = {}
    for id, kind, at, words in session.exec(query):
        found.setdefault((id, kind), []).append((at, words))
    return found


def by_clock(
    words: int, began: datetime, counted: Sequence[tuple[datetime, int]], shown: Sequence[Shown]
) -> Iterator[tuple[PhaseChange | None, int]]:
    """How many of the words of a text came under each clock. What was taken out again is taken from
    what came last before that, so that all of them together are the words that stand."""
    for at, clock in reversed(shown):
        then = _words_at(at, began, counted)
        if then is None:
            break
        yield clock, max(words - then, 0)
        words = min(words, then)
    yield None, words


def _words_at(at: datetime, began: datetime, counted: Sequence[tuple[datetime, int]]) -> int | None:
    """None where something may have stood and was not counted."""
    before = [words for moment, words in counted if moment <= at]
    return before[-1] if before else 0 if began > at else None
