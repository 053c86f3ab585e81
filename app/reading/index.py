"""The index of what was written: folded terms by note, found by whichever database there is.

Rows are ordinary ones; SQLite finds in them by FTS5, PostgreSQL by a GIN index (see the migration).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    bindparam,
    column,
    delete,
    func,
    insert,
    literal_column,
    table,
    text,
)
from sqlmodel import Session, col, select

from app.boards.document_cache import current
from app.boards.models import Answer, Document
from app.documents.text import lines
from app.reading.fold import fold
from app.reading.models import Indexed, NoteTerms
from app.rooms.models import Room

PREFIX_FROM = 3
"""Letters from which a word finds longer ones too, as in compounds: barn finds barnehage."""

# FTS5's own: a column of the table's name stands for the whole row.
_FOUND = table("note_search", column("rowid"), column("note_search"))


@dataclass(frozen=True)
class Fresh:
    """A document that is newer than the index, with the terms of its notes by id."""

    answer_id: str
    kind: str
    version: int
    notes: list[tuple[str, str]]


def fresh_in(session: Session, prompt_ids: Sequence[str]) -> list[Fresh]:
    query = (
        select(Document)
        .join(Answer, col(Answer.id) == col(Document.answer_id))
        .outerjoin(
            Indexed,
            (col(Indexed.answer_id) == col(Document.answer_id))
            & (col(Indexed.kind) == col(Document.kind)),
        )
        .where(col(Answer.prompt_id).in_(prompt_ids))
        .where(Document.version > func.coalesce(Indexed.version, 0))
    )
    return [_folded(session, document) for document in session.exec(query)]


def _folded(session: Session, document: Document) -> Fresh:
    stands = current(session, document)
    notes = [(line.id or "", " ".join(fold(line.text))) for line in lines(stands.doc)]
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
        {"answer_id": each.answer_id, "kind": each.kind, "version": each.version} for each in newer
    ]
    connection.execute(insert(Indexed), whole)
    notes = [
        {"answer_id": each.answer_id, "kind": each.kind, "note_id": id, "terms": terms}
        for each in newer
        for id, terms in each.notes
    ]
    if notes:
        connection.execute(insert(NoteTerms), notes)


def _newer(session: Session, fresh: Sequence[Fresh]) -> list[Fresh]:
    """Somebody may have put a still newer version meanwhile, or the answer may be gone."""
    ids = {each.answer_id for each in fresh}
    there = set(session.exec(select(Answer.id).where(col(Answer.id).in_(ids))))
    query = select(Indexed).where(col(Indexed.answer_id).in_(ids))
    version = {(row.answer_id, row.kind): row.version for row in session.exec(query)}
    return [
        each
        for each in fresh
        if each.answer_id in there and version.get((each.answer_id, each.kind), 0) < each.version
    ]


def holding(session: Session, terms: Sequence[str]) -> ColumnElement[bool]:
    """That a row of NoteTerms has all of the terms, the longer ones as the beginning of a word."""
    if _in_sqlite(session):
        asked = " ".join(f'"{term}"{"*" * _begins(term)}' for term in terms)
        rows = select(_FOUND.c.rowid).where(_FOUND.c.note_search.op("MATCH")(asked))
        return col(NoteTerms.id).in_(rows)
    asked = " & ".join(f"'{term}'{':*' * _begins(term)}" for term in terms)
    simple: ColumnElement[Any] = literal_column("'simple'::regconfig")
    return func.to_tsvector(simple, NoteTerms.terms).op("@@")(func.to_tsquery(simple, asked))


def matches(own: str, term: str) -> bool:
    """The same for one term of a text and one that was asked for."""
    return own == term or (_begins(term) and own.startswith(term))


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
    if _in_sqlite(session):
        session.execute(text("INSERT INTO note_search (note_search) VALUES ('optimize')"))


def _in_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _begins(term: str) -> bool:
    return len(term) >= PREFIX_FROM
