"""The ledger is the truth: what does not come out of its steps is found."""

from sqlalchemy import text
from sqlmodel import Session, select

from app import world
from app.boards.document_cache import Documents, current, replay
from app.boards.ledger_check import check
from app.boards.models import Document
from app.people.models import organiser_named
from app.storage.store import Store


def make(session: Session) -> None:
    world.make(session, organiser_named(session, "Ingrid"))


def spoil(store: Store, statement: str) -> None:
    def verb(session: Session) -> None:
        session.connection().execute(text(statement))

    store.write_now(verb)


def test_every_document_of_the_sample_agrees_with_its_ledger(store: Store) -> None:
    store.write_now(make)

    assert check(store) == []


def test_a_document_that_is_replayed_is_the_one_that_was_kept_in_memory(store: Store) -> None:
    store.write_now(make)
    with store.reading() as session:
        for document in session.exec(select(Document)):
            kept = current(session, document)
            again = replay(session, document)

            assert (again.version, again.doc.to_json()) == (kept.version, kept.doc.to_json())


def test_a_missing_step_a_changed_step_and_a_changed_copy_are_found(store: Store) -> None:
    store.write_now(make)
    spoil(
        store,
        "DELETE FROM ledger WHERE version = 1 AND kind = 'notes' AND answer_id ="
        " (SELECT answer_id FROM ledger WHERE version = 3 LIMIT 1)",
    )
    assert len(check(store)) == 1
    spoil(store, "UPDATE document SET version = version + 1 WHERE version = 0")
    assert len(check(store)) > 1


def test_a_step_of_a_document_that_is_said_to_have_none_is_found(store: Store) -> None:
    store.write_now(make)
    spoil(
        store,
        "UPDATE document SET version = 0 WHERE kind = 'notes' AND answer_id ="
        " (SELECT answer_id FROM ledger WHERE kind = 'notes' LIMIT 1)",
    )
    assert len(check(store)) == 1


def test_a_text_that_is_dropped_from_memory_comes_back_from_the_ledger(store: Store) -> None:
    store.write_now(make)
    documents: Documents = store.info["documents"]
    with store.reading() as session:
        before = {
            (row.answer_id, row.kind): current(session, row).text
            for row in session.exec(select(Document))
        }
    documents.drop(list(before))
    with store.reading() as session:
        after = {
            (row.answer_id, row.kind): current(session, row).text
            for row in session.exec(select(Document))
        }

    assert any(before.values())
    assert after == before
