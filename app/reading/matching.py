"""How a question is put to the database that there is: FTS5 in SQLite, tsvector in PostgreSQL."""

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, case, column, func, literal_column, table
from sqlmodel import Session, col, select

from app.lexicon.texts import SearchWord, Why
from app.reading.models import NoteTerms
from app.reading.terms import Term, asked_terms, owner, phrase

# FTS5's own: a column of the table's name stands for the whole row.
_FOUND = table("note_search", column("rowid"), column("note_search"))
_WEIGHTS = {"words": "A", "forms": "B", "parts": "C", "seminar": "D"}


def holding(
    session: Session, seminar_id: str, wanted: Sequence[SearchWord], why: Why
) -> ColumnElement[bool]:
    """That a row of NoteTerms is this seminar's and holds every word asked for, by this reason or a
    better one."""
    theirs = [Term("seminar", owner(seminar_id))]
    if in_sqlite(session):
        either, both, matching = _any, " AND ", _matching
        together = '{{words}} : "{}"'.format(" ".join(phrase(wanted)))
    else:
        either, both, matching = _either, " & ", _vector
        together = " <-> ".join(f"'{word}':A" for word in phrase(wanted))
    alternatives = [asked_terms(each, why) for each in wanted]
    words = [together] if why == Why.PHRASE else [either(each) for each in alternatives]
    return matching(both.join([either(theirs), *(f"({each})" for each in words)]))


def reason(session: Session, seminar_id: str, wanted: Sequence[SearchWord]) -> ColumnElement[int]:
    """The best reason, as a column to sort by; ask only of rows that hold everything."""
    better = [Why.EXACT, Why.FORM, Why.PART]
    better = [Why.PHRASE, *better] if len(wanted) > 1 else better
    return case(
        *[(holding(session, seminar_id, wanted, why), why) for why in better],
        else_=Why.BEGINNING,
    )


def in_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _any(terms: Iterable[Term]) -> str:
    each = (f'{{{term.column}}} : "{term.text}"{"*" * term.begins}' for term in terms)
    return " OR ".join(each)


def _either(terms: Iterable[Term]) -> str:
    return " | ".join(f"'{term.text}':{'*' * term.begins}{_WEIGHTS[term.column]}" for term in terms)


def _matching(asked: str) -> ColumnElement[bool]:
    rows = select(_FOUND.c.rowid).where(_FOUND.c.note_search.op("MATCH")(asked))
    return col(NoteTerms.id).in_(rows)


def _vector(asked: str) -> ColumnElement[bool]:
    """The same expression as the index is on, so that it is used."""
    simple: ColumnElement[Any] = literal_column("'simple'::regconfig")
    weighted: list[ColumnElement[Any]] = [
        func.setweight(
            func.to_tsvector(simple, getattr(NoteTerms, name)), literal_column(f"'{weight}'")
        )
        for name, weight in _WEIGHTS.items()
    ]
    whole = reduce(lambda one, other: one.op("||")(other), weighted)
    return whole.op("@@")(func.to_tsquery(simple, asked))
