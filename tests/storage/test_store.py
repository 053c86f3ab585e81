"""The one writer: what it acknowledges is on disk, and what it refuses never was."""

import asyncio
import sqlite3
import threading
from datetime import UTC
from pathlib import Path

import pytest
from sqlalchemy.exc import DataError
from sqlmodel import Session, select

from app import failpoints
from app.people.models import Organiser, organiser_named
from app.refusals import NotFound, NotSaved
from app.settings import Settings
from app.storage.store import Store
from app.storage.write_queue import LARGEST_GROUP


def names(store: Store) -> list[str]:
    with store.reading() as session:
        return sorted(session.exec(select(Organiser.name)))


def make(name: str, *, refuse: bool = False):  # type: ignore[no-untyped-def]
    def verb(session: Session) -> str:
        organiser_named(session, name)
        if refuse:
            raise NotFound
        return name

    return verb


async def test_writes_that_arrive_together_share_a_commit_and_each_gets_its_answer(
    store: Store,
) -> None:
    wanted = [f"organiser {n}" for n in range(50)]
    answers = await asyncio.gather(*(store.write(make(name)) for name in wanted))

    assert answers == wanted
    assert names(store) == sorted(wanted)


async def test_a_verb_that_refuses_loses_only_its_own_writes(store: Store) -> None:
    answers = await asyncio.gather(
        store.write(make("before")),
        store.write(make("refused", refuse=True)),
        store.write(make("after")),
        return_exceptions=True,
    )

    assert isinstance(answers[1], NotFound)
    assert names(store) == ["after", "before"]


async def test_a_verb_that_looked_for_the_next_of_none_leaves_nobody_waiting(store: Store) -> None:
    def verb(session: Session) -> str:
        organiser_named(session, "none")
        return next(iter(()))

    answers = await asyncio.gather(
        store.write(make("before")),
        store.write(verb),
        store.write(make("after")),
        return_exceptions=True,
    )

    assert [isinstance(each, RuntimeError) for each in answers] == [False, True, False]
    assert names(store) == ["after", "before"]


async def test_data_that_no_database_takes_is_its_senders_own_affair(store: Store) -> None:
    def verb(session: Session) -> None:
        organiser_named(session, "half")
        raise DataError("INSERT …", {}, ValueError("a NUL, say"))  # as PostgreSQL would

    answers = await asyncio.gather(
        store.write(make("before")),
        store.write(verb),
        store.write(make("after")),
        return_exceptions=True,
    )

    assert isinstance(answers[1], DataError)
    assert names(store) == ["after", "before"]


async def test_a_commit_that_fails_acknowledges_nobody_and_the_next_one_is_heard(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failpoints, "_points", {"before_commit": ("raise", 1)})
    monkeypatch.setattr(failpoints, "_passed", type(failpoints._passed)())
    answers = await asyncio.gather(
        store.write(make("one")), store.write(make("two")), return_exceptions=True
    )

    assert [type(answer) for answer in answers] == [NotSaved, NotSaved]
    assert names(store) == []
    assert await store.write(make("three")) == "three"


async def test_the_keeper_gets_what_was_made_only_after_the_commit(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Memory:
        def __init__(self) -> None:
            self.kept: dict[str, int] = {}
            self.dropped: list[str] = []

        def put(self, fresh) -> None:  # type: ignore[no-untyped-def]
            self.kept |= fresh

        def drop(self, keys) -> None:  # type: ignore[no-untyped-def]
            self.dropped += keys

    def remember(key: str, *, refuse: bool = False):  # type: ignore[no-untyped-def]
        def verb(session: Session) -> None:
            session.info["fresh"][key] = 1
            if refuse:
                raise NotFound

        return verb

    store.writer.keeper = memory = Memory()
    await asyncio.gather(
        store.write(remember("kept")),
        store.write(remember("refused", refuse=True)),
        return_exceptions=True,
    )
    monkeypatch.setattr(failpoints, "_points", {"before_commit": ("raise", 1)})
    monkeypatch.setattr(failpoints, "_passed", type(failpoints._passed)())
    with pytest.raises(NotSaved):
        await store.write(remember("failed"))

    assert memory.kept == {"kept": 1}
    assert memory.dropped == ["failed"]


@pytest.mark.sqlite
def test_a_full_disk_is_said_and_heals_without_a_restart(store: Store) -> None:
    def no_more_pages(session: Session) -> None:
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1")

    def room_again(session: Session) -> None:
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1000000")

    store.write_now(make("before"))
    store.write_now(no_more_pages)
    with pytest.raises(NotSaved):
        store.write_now(make("x" * 4_000_000))
    store.write_now(room_again)
    store.write_now(make("healed"))

    assert {"before", "healed"} <= set(names(store))


@pytest.mark.sqlite
def test_sqlite_syncs_every_commit_and_keeps_the_log_beside(store: Store) -> None:
    def pragmas(session: Session) -> tuple[object, ...]:
        ask = session.connection().exec_driver_sql
        return tuple(
            ask(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        )

    assert store.write_now(pragmas) == ("wal", 2, 1)


def test_a_store_that_closes_writes_what_was_handed_in(data: Path) -> None:
    store = Store(Settings(data=data).database)
    futures = [store.writer.ask_in_thread(make(f"{n}")) for n in range(100)]
    store.close()

    assert [future.result(timeout=0) for future in futures] == [f"{n}" for n in range(100)]


def test_times_come_back_in_utc(store: Store) -> None:
    store.write_now(make("now"))
    with store.reading() as session:
        (organiser,) = session.exec(select(Organiser))

        assert organiser.created_at.tzinfo == UTC


@pytest.mark.sqlite
async def test_whoever_waits_behind_a_locked_database_is_refused_with_the_first(
    store: Store, data: Path
) -> None:
    """Group by group, each with its own time-out, the last of a thousand would wait for minutes."""
    other = sqlite3.connect(data / "samtavle.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    waiting = [asyncio.ensure_future(store.write(make(f"{n}"))) for n in range(1000)]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_EXCEPTION)
    other.close()
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)

    # On a busy machine the last may come after the first have been refused.
    refused = [outcome for outcome in outcomes if isinstance(outcome, NotSaved)]
    assert len(refused) > 2 * LARGEST_GROUP
    assert await store.write(make("healed")) == "healed"


async def test_a_queue_that_is_full_refuses_at_once_and_takes_again_when_there_is_room(
    store: Store, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.writer.LONGEST_QUEUE", 10)
    goes_on = threading.Event()

    def slow(_: Session) -> None:
        goes_on.wait()

    held = asyncio.ensure_future(store.write(slow))
    outcomes = [asyncio.ensure_future(store.write(make(f"{n}"))) for n in range(300)]
    await asyncio.wait(outcomes, return_when=asyncio.FIRST_EXCEPTION)
    goes_on.set()
    await held
    said = await asyncio.gather(*outcomes, return_exceptions=True)

    assert NotSaved in {type(each) for each in said}
    assert names(store) == sorted(each for each in said if isinstance(each, str))
    assert await store.write(make("afterwards")) == "afterwards"


async def test_the_writer_outlives_whatever_a_commit_stumbles_upon(store: Store) -> None:
    class Forgetful:
        def put(self, fresh: object) -> None:
            raise MemoryError

        def drop(self, keys: object) -> None:
            raise MemoryError

    keeper, store.writer.keeper = store.writer.keeper, Forgetful()
    with pytest.raises(NotSaved):
        await store.write(make("unlucky"))
    store.writer.keeper = keeper

    assert await store.write(make("next")) == "next"


async def test_a_closed_store_refuses_instead_of_keeping_the_writer_waiting(data: Path) -> None:
    store = Store(Settings(data=data).database)
    store.close()
    with pytest.raises(NotSaved):
        await store.write(make("too late"))


@pytest.mark.sqlite
def test_whether_it_saves_is_found_out_again_when_nobody_writes(store: Store, data: Path) -> None:
    other = sqlite3.connect(data / "samtavle.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(NotSaved):
        store.write_now(make("one"))
    assert store.writer.failing_since
    assert not store.saving()
    other.close()
    assert store.saving()
    assert store.writer.failing_since is None
