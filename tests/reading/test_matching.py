"""SQLite and PostgreSQL are asked in languages of their own and answer the same."""

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Engine, create_engine, insert, select, text
from sqlmodel import Session, col

from app.lexicon.texts import Why, question
from app.reading.matching import holding, reason
from app.reading.models import NoteTerms
from app.reading.terms import owner, terms
from tests.backups.postgresql import postgresql

OURS, THEIRS = "2e5a", "2e5b"
NOTES = (
    "Vi har kulturskole",
    "Fleire kulturskular",
    "Samarbeid om kulturskulelærar",
    "For små barn i Kárášjohka",
    "Det er barn som er små",
    "En bar, ikke mer",
    "Müller i Björk",
    "Vår oppvekst plan",
    "Kor og korps i 2024, 3½ år",
)
QUESTIONS = (
    *("kulturskole", "skole", "lærere", "små barn", "barn", "bar", "Muller", "bjørk", "bjork"),
    *("oppvekstplan", "plan", "kor", "hvor", "2024", "3½", "karasjohka", "o'hara \\ & | !"),
)


def migration(name: str) -> ModuleType:
    path = Path(__file__).parents[2] / "migrations" / "versions" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextmanager
def filled(engine: Engine) -> Iterator[Session]:
    """The tables of the search alone, as the migration makes them, with the notes in them."""
    with engine.connect() as connection, Session(connection) as session:
        for statement in (
            "CREATE TABLE answer (id VARCHAR PRIMARY KEY)",
            "CREATE TABLE indexed (answer_id VARCHAR)",
            "CREATE TABLE note_terms (id INTEGER)",
            "CREATE TABLE note_search (id INTEGER)",
            "INSERT INTO answer VALUES ('a')",
        ):
            connection.execute(text(statement))
        with Operations.context(MigrationContext.configure(connection)):
            before = migration("2026_11_27_words")
            after = migration("2026_11_28_search_by_seminar")
            before._make_anew(before.OLD_COLUMNS, before.OLD_VECTORS)
            before._make_anew(before.COLUMNS, before.VECTORS)
            after.upgrade()
            after.downgrade()
            after.upgrade()
        of = {"answer_id": "a", "kind": "notes"}
        rows = [
            of | {"id": at, "note_id": str(at), "seminar": owner(seminar), **vars(terms(note))}
            for seminar, notes in ((OURS, NOTES), (THEIRS, reversed(NOTES)))
            for at, note in enumerate(notes, len(NOTES) * (seminar == THEIRS))
        ]
        connection.execute(insert(NoteTerms), rows)
        yield session
        session.rollback()


def answers(session: Session) -> dict[tuple[str, bool], list[tuple[int, Why]]]:
    found = {}
    for asked in QUESTIONS:
        for typing in (False, True):
            wanted = question(asked, typing=typing)
            query = (
                select(col(NoteTerms.id), reason(session, OURS, wanted))
                .where(holding(session, OURS, wanted, Why.BEGINNING))
                .order_by(col(NoteTerms.id))
            )
            rows = session.execute(query).all()
            found[asked, typing] = [(id, Why(why)) for id, why in rows]
    return found


@pytest.fixture(scope="module")
def on_server() -> Iterator[Engine]:
    with postgresql() as address:
        engine = create_engine(address.replace("postgresql://", "postgresql+psycopg://"))
        yield engine
        engine.dispose()


@pytest.mark.postgres
def test_both_databases_find_the_same_for_the_same_reasons(on_server: Engine) -> None:
    with filled(create_engine("sqlite://")) as session:
        in_sqlite = answers(session)
    with filled(on_server) as session:
        in_postgresql = answers(session)

    assert in_sqlite == in_postgresql
    assert in_sqlite["kulturskole", False] == [(0, Why.EXACT), (1, Why.FORM), (2, Why.PART)]
    assert in_sqlite["små barn", False] == [(3, Why.PHRASE), (4, Why.EXACT)]
    assert in_sqlite["bar", True] == [(3, Why.BEGINNING), (4, Why.BEGINNING), (5, Why.EXACT)]
