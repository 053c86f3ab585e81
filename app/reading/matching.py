"""How a question is put to the database that there is: FTS5 in SQLite, tsvector in PostgreSQL."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, case, column, func, literal_column, table
from sqlmodel import Session, col, select

from app.lexicon.texts import Asked, Why
from app.reading.models import NoteTerms
from app.reading.terms import Term, asked_terms, phrase

# FTS5's own: a column of the table's name stands for the whole row.
_FOUND = table("note_search", column("rowid"), column("note_search"))
_WEIGHTS = {"words": "A", "forms": "B", "parts": "C"}
_COLUMNS = {"words": NoteTerms.words, "forms": NoteTerms.forms, "parts": NoteTerms.parts}


def holding(session: Session, wanted: Sequence[Asked], why: Why) -> ColumnElement[bool]:
    """That a row of NoteTerms holds every word asked for, by this reason or a better one."""
    if why == Why.PHRASE:
        return _together(session, phrase(wanted))
    if in_sqlite(session):
        return _matching(" AND ".join(_any(asked_terms(each, why)) for each in wanted))
    return _vector(" & ".join(f"({_either(asked_terms(each, why))})" for each in wanted))


def reason(session: Session, wanted: Sequence[Asked]) -> ColumnElement[int]:
    """The best reason, as a column to sort by; ask only of rows that hold everything."""
    better = [Why.EXACT, Why.FORM, Why.PART]
    better = [Why.PHRASE, *better] if len(wanted) > 1 else better
    return case(*[(holding(session, wanted, why), why) for why in better], else_=Why.BEGINNING)


def in_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _any(terms: Iterable[Term]) -> str:
    each = (f'{{{term.column}}} : "{term.text}"{"*" * term.begins}' for term in terms)
    return f"({' OR '.join(each)})"


def _either(terms: Iterable[Term]) -> str:
    return " | ".join(f"'{term.text}':{'*' * term.begins}{_WEIGHTS[term.column]}" for term in terms)


def _together(session: Session, words: Sequence[str]) -> ColumnElement[bool]:
    if in_sqlite(session):
        return _matching(f'{{words}} : "{" ".join(words)}"')
    return _vector(" <-> ".join(f"'{word}':A" for word in words))


def _matching(asked: str) -> ColumnElement[bool]:
    rows = select(_FOUND.c.rowid).where(_FOUND.c.note_search.op("MATCH")(asked))
    return col(NoteTerms.id).in_(rows)


def _vector(asked: str) -> ColumnElement[bool]:
    """The same expression as the index is on, so that it is used."""
    simple: ColumnElement[Any] = literal_column("'simple'::regconfig")
    weighted = [
        func.setweight(
            func.to_tsvector(simple, getattr(NoteTerms, name)), literal_column(f"'{weight}'")
        )
        for name, weight in _WEIGHTS.items()
    ]
    whole: ColumnElement[Any] = weighted[0].op("||")(weighted[1]).op("||")(weighted[2])
    return whole.op("@@")(func.to_tsquery(simple, asked))
