"""The index of what was written: terms by note. How they are found is in `matching.py`."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, or_, text
from sqlmodel import Session, col, select

from app.boards.document_cache import current
from app.boards.models import Answer, Document
from app.people.rights import Stage
from app.reading.matching import in_sqlite
from app.reading.models import Indexed, NoteTerms
from app.reading.terms import Terms, owner, rules, terms
from app.rooms.models import Room
from app.seminars.models import Dialogue, Prompt


@dataclass(frozen=True)
class Fresh:
    """A document that the index, or its rules, are older than; with the terms of its notes."""

    answer_id: str
    seminar_id: str
    kind: str
    version: int
    notes: list[tuple[str, Terms]]


_OF_DOCUMENT = (col(Indexed.answer_id) == col(Document.answer_id)) & (
    col(Indexed.kind) == col(Document.kind)
)


def _outdated() -> ColumnElement[bool]:
    """That a document, joined with what is indexed of it, must be indexed."""
    newer = Document.version > func.coalesce(Indexed.version, 0)
    return or_(newer, col(Indexed.rules) != rules())


def readable_and_outdated(session: Session) -> Sequence[str]:
    """The dialogues that are open for reading and not indexed, or not wholly."""
    query = (
        select(Dialogue.id)
        .distinct()
        .join(Prompt, col(Prompt.dialogue_id) == Dialogue.id)
        .join(Answer, col(Answer.prompt_id) == Prompt.id)
        .join(Document, col(Document.answer_id) == Answer.id)
        .outerjoin(Indexed, _OF_DOCUMENT)
        .where(col(Dialogue.stage) == Stage.READING, _outdated())
    )
    return session.exec(query).all()


def fresh_in(session: Session, prompt_ids: Sequence[str], most: int) -> list[Fresh]:
    """Some of what is to be indexed; what is put is not among the next."""
    query = (
        select(Document, Room.seminar_id)
        .join(Answer, col(Answer.id) == col(Document.answer_id))
        .join(Room, col(Room.id) == col(Answer.room_id))
        .outerjoin(Indexed, _OF_DOCUMENT)
        .where(col(Answer.prompt_id).in_(prompt_ids), _outdated())
        .limit(most)
    )
    return [_read(session, *found) for found in session.exec(query)]


def _read(session: Session, document: Document, seminar_id: str) -> Fresh:
    stands = current(session, document)
    notes = [(line.id or "", terms(line.text)) for line in stands.lines]
    return Fresh(document.answer_id, seminar_id, document.kind, stands.version, notes)


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
        {
            "answer_id": each.answer_id,
            "kind": each.kind,
            "note_id": id,
            "seminar": owner(each.seminar_id),
            **asdict(found),
        }
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
