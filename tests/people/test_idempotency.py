"""The same `client_id` gets the first answer again, and nobody fills the server with answers."""

import pytest
from sqlmodel import Session, select

from app.people import idempotency
from app.people.access import NOBODY, Asker
from app.people.idempotency import Call, once
from app.people.models import Repeat
from app.storage.store import Store


def ask(store: Store, asker: Asker, client_id: str) -> bool:
    def verb(session: Session) -> bool:
        return once(session, asker, Call(client_id, "POST /x", {}), dict)[1]

    return store.write_now(verb)


def kept(store: Store) -> list[str]:
    with store.reading() as session:
        return sorted(session.exec(select(Repeat.client_id)))


def test_the_oldest_answers_of_one_caller_are_forgotten_and_no_others(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idempotency, "MOST_KEPT", 2)
    one, other = Asker("seat", "a"), Asker("seat", "b")
    for client_id in "abcd":
        assert ask(store, one, client_id)
    assert not ask(store, one, "a")
    assert ask(store, other, "z")
    assert ask(store, one, "e")

    assert kept(store) == ["d", "e", "z"]
    assert not ask(store, one, "d")


def test_who_has_no_account_is_not_one_caller(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idempotency, "MOST_KEPT", 1)
    for client_id in "abcd":
        assert ask(store, NOBODY, client_id)

    assert kept(store) == ["a", "b", "c", "d"]
