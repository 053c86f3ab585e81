"""The index of what was written: terms by note. How they are found is in `matching.py`."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import bindparam, delete, func, insert, or_, text
from sqlmodel import Session, col, select

from app.boards.document_cache import current
from app.boards.models import Answer, Document
from app.documents.text import lines
from app.reading.matching import in_sqlite
from app.reading.models import Indexed, NoteTerms
from app.reading.terms import Terms, rules, terms
from app.rooms.models import Room


@dataclass(frozen=True)
class Fresh:
    """A document that the index, or its rules, are older than; with the terms of its notes."""

    answer_id: str
    kind: str
    version: int
    notes: list[tuple[str, Terms]]


def fresh_in(session: Session, prompt_ids: Sequence[str], most: int) -> list[Fresh]:
    """Some of what is to be indexed; what is put is not among the next."""
    query = (
        select(Document)
        .join(Answer, col(Answer.id) == col(Document.answer_id))
        .outerjoin(
            Indexed,
            (col(Indexed.answer_id) == col(Document.answer_id))
            & (col(Indexed.kind) == col(Document.kind)),
        )
        .where(col(Answer.prompt_id).in_(prompt_ids))
        .where(
            or_(
                Document.version > func.coalesce(Indexed.version, 0),
                col(Indexed.rules) != rules(),
            )
        )
        .limit(most)
    )
    return [_read(session, document) for document in session.exec(query)]


def _read(session: Session, document: Document) -> Fresh:
    stands = current(session, document)
    notes = [(line.id or "", terms(line.text)) for line in lines(stands.doc)]
    return Fresh(document.answer_id, document.kind, stands.version, notes)


def put(session: Session, fresh: Sequence[Fresh]) -> None:
    """Replace what is there by what is newer."""
    newer = _newer(session, fresh)
    if not newer:
        return
    connection = session.connection()
    places = [{"answer": each.answer_id, "part": each.kind} for each in newer]
    for rows in (Indexed, NoteTerms):
        here = col(rows.answer_id) == bindparam("answer"), col(rows.kind) == bindparam("part")
        connection.execute(delete(rows).where(*here), places)
    whole = [
        {
            "answer_id": each.answer_id,
            "kind": each.kind,
            "version": each.version,
            "rules": rules(),
        }
        for each in newer
    ]
    connection.execute(insert(Indexed), whole)
    notes = [
        {"answer_id": each.answer_id, "kind": each.kind, "note_id": id, **asdict(found)}
        for each in newer
        for id, found in each.notes
    ]
    if notes:
        connection.execute(insert(NoteTerms), notes)


def _newer(session: Session, fresh: Sequence[Fresh]) -> list[Fresh]:
    """Somebody may have put a still newer version meanwhile, or the answer may be gone."""
    ids = {each.answer_id for each in fresh}
    there = set(session.exec(select(Answer.id).where(col(Answer.id).in_(ids))))
    query = select(Indexed).where(col(Indexed.answer_id).in_(ids))
    version = {
        (row.answer_id, row.kind): row.version
        for row in session.exec(query)
        if row.rules == rules()
    }
    return [
        each
        for each in fresh
        if each.answer_id in there and version.get((each.answer_id, each.kind), 0) < each.version
    ]


def forget(session: Session, *, seminar_id: str) -> None:
    """Leave no term of a seminar that is deleted, neither in the rows nor in SQLite's own index,
    which else keeps deleted terms until it happens to be merged."""
    theirs = (
        select(Answer.id)
        .join(Room, col(Room.id) == col(Answer.room_id))
        .where(Room.seminar_id == seminar_id)
    )
    session.execute(delete(NoteTerms).where(col(NoteTerms.answer_id).in_(theirs)))
    session.execute(delete(Indexed).where(col(Indexed.answer_id).in_(theirs)))
    if in_sqlite(session):
        session.execute(text("INSERT INTO note_search (note_search) VALUES ('optimize')"))
