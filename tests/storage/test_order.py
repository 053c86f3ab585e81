"""Whoever looks later has a later place, in whichever process: so what comes late is known."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, func, select

from app.main import open_store
from app.people.models import Organiser
from app.refusals import NotFound
from app.settings import Settings
from app.storage.ids import new_id
from app.storage.order import Answer, answer, made
from app.storage.store import Installation, Store, utc_now
from tests.databases import on_postgres
from tests.statements import asked

DEEDS = ["look", "look", "write", "refused", "begin", "end"]


@pytest.fixture
def processes(data: Path) -> Iterator[list[Store]]:
    """Two on one database, where it can be; SQLite has one."""
    with ExitStack() as stack:
        stores = [open_store(Settings(data=data)) for _ in range(1 + on_postgres())]
        for each in stores:
            stack.callback(each.close)
        yield stores


def count(session: Session) -> None:
    session.get_one(Installation, 1).deletions += 1


def refuse(session: Session) -> None:
    count(session)
    session.flush()
    raise NotFound


def seen(session: Session) -> tuple[int, int]:
    """Both grow with every commit that is made here."""
    organisers = session.exec(select(func.count()).select_from(Organiser)).one()
    return session.get_one(Installation, 1).deletions, organisers


def place(told: str) -> tuple[str, list[int]]:
    """As docs/api.md says it is compared."""
    name, *numbers = told.split(".")
    return name, [int(each) for each in numbers]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example([("begin", 0), ("write", 1), ("look", 0), ("end", 0), ("look", 1)])
@given(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 1)), max_size=14))
def test_looks_have_the_order_in_which_they_began(
    processes: list[Store], deeds: list[tuple[str, int]]
) -> None:
    """`begin` and `end` are somebody's writing that takes its time, in a savepoint too."""
    with ExitStack() as stack:
        looks: list[tuple[Session, tuple[int, int]]] = []
        writing: list[Session] = []
        for deed, by in deeds:
            store = processes[by % len(processes)]
            if deed == "look":
                session = stack.enter_context(store.reading())
                looks.append((session, seen(session)))
            elif deed == "write":
                store.write_now(count)
            elif deed == "refused":
                with pytest.raises(NotFound):
                    store.write_now(refuse)
            elif deed == "begin" and on_postgres():
                writing.append(stack.enter_context(Session(store.engine)))
                with writing[-1].begin_nested():
                    writing[-1].add(Organiser(name=new_id(), created_at=utc_now()))
            elif deed == "end" and writing:
                writing.pop(by % len(writing)).commit()
        # Asked for in another order than they were begun in: a session keeps what it saw.
        told = {at: made(session) for at, (session, _) in reversed([*enumerate(looks)])}
        places = [place(told[at]) for at in range(len(looks))]

        assert len({name for name, _ in places}) <= 1
        assert all(one < other for (_, one), (_, other) in pairwise(places))
        for (one, other), ((_, before), (_, after)) in zip(
            pairwise(places), pairwise(looks), strict=True
        ):
            assert before == after or one[1][0] < other[1][0], "left to the clock"
        for session, then in looks:
            session.expire_all()
            assert seen(session) == then


def test_a_place_is_asked_for_once_a_reading_and_only_where_something_is_shown(
    processes: list[Store],
) -> None:
    (store, *_) = processes
    with asked(store.engine) as statements, store.reading() as session:
        seen(session)
        read = len(statements)
        assert {made(session) for _ in range(300)} == {made(session)}
    assert len(statements) - read == int(on_postgres())


async def test_an_answer_is_as_old_as_the_first_reading_since_it_wrote(store: Store) -> None:
    mine = Answer()
    answer.set(mine)
    await store.read(seen)
    first = mine.made
    await store.read(seen)
    assert mine.made == first
    await store.write(count)
    assert mine.made == first
    await store.read(seen)
    assert place(mine.made)[1] > place(first)[1]
