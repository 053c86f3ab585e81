"""SQLite's lane decides and writes what a session does, and believes nothing that is not so now."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.boards.ledger import MOST_WEIGHT, StaleSteps, TakenSteps
from app.boards.session_batch import take_batch
from app.boards.written import Sent, sent
from app.live.frames import Written
from app.main import open_store
from app.people.access import Asker
from app.refusals import Refusal
from app.settings import Settings
from app.storage.lane import LeftToVerb
from app.storage.store import Store
from tests.boards.steps import erased, paragraph, typed
from tests.server import Afternoon
from tests.talk import talking

pytestmark = pytest.mark.sqlite

NOON = datetime(2026, 5, 4, 10, 0, 0, 5, UTC)
TABLES = ("ledger", "document", "room", "client_name")


@contextmanager
def opened(folder: Path, target: Path) -> Iterator[Store]:
    shutil.copytree(folder, target)
    store = open_store(Settings(data=target), lambda: NOON)
    try:
        yield store
    finally:
        store.close()


def facts_of(store: Store) -> tuple[list[str], list[str]]:
    """Ids of a room's answers, and of the seats of all rooms, the answers' own first."""
    with store.reading() as session:
        ask = session.connection().exec_driver_sql
        query = "SELECT answer.id, room_id FROM answer JOIN room ON room.id = room_id"
        answers = list(ask(f"{query} WHERE room.number = 1 ORDER BY answer.id LIMIT 2"))
        order = f"ORDER BY room_id != '{answers[0][1]}', id"
        return [id for id, _ in answers], list(ask(f"SELECT id FROM seat {order}").scalars())


def messages(answers: list[str], seats: list[str]) -> st.SearchStrategy[list[list[dict[str, Any]]]]:
    """Batches of what several send: for old, new and future versions, under each other's names,
    letters and whole notes, some of it twice."""
    letters = st.builds(typed, st.sampled_from("abæ🎻"), st.integers(0, 4))
    note = st.just(paragraph("Hei", "n1")) | st.just(paragraph("Så", None, "nobody"))
    steps = st.lists(letters | note | st.builds(erased, st.just(1), st.integers(1, 3)), max_size=2)
    message = st.fixed_dictionaries(
        {
            "document": st.sampled_from([answers[0], answers[0], f"{answers[1]}/summary"]),
            "asker": st.sampled_from([seats[0], seats[0], seats[1], "nobody"]),
            "client": st.sampled_from(["a", "a", "b"]),
            "ahead": st.sampled_from([0, 0, 0, -1, -2, 1]),
            "steps": steps,
        }
    )
    return st.lists(st.lists(message, min_size=1, max_size=4), min_size=1, max_size=4)


def read(message: dict[str, Any], versions: dict[str, int], epoch: str) -> Sent:
    """What was said, from a version near the one that the document has now."""
    document = message["document"]
    version = max(0, versions.get(document, 0) + message["ahead"])
    asker = Asker("seat", message["asker"])
    written = Written(version=version, client=message["client"], steps=message["steps"])
    return sent(asker, document, written, epoch)


def told(outcome: TakenSteps | Exception) -> Any:
    """An outcome, as far as it is not chance: the server makes ids of its own."""
    if isinstance(outcome, TakenSteps):
        return (outcome.room_version, outcome.version, outcome.last, outcome.clients)
    if isinstance(outcome, StaleSteps):
        return ("stale", outcome.version, outcome.clients)
    assert isinstance(outcome, Refusal), outcome
    return (outcome.type, str(outcome.facts()))


def by_lane(store: Store, batch: list[Sent]) -> list[Any]:
    lane = store.writer.lane
    assert lane
    fresh: dict[Any, Any] = {}
    lane.begin()
    outcomes = lane.take(batch, fresh)
    lane.commit()
    store.info["documents"].put(fresh)
    left = [
        sent for sent, made in zip(batch, outcomes, strict=True) if isinstance(made, LeftToVerb)
    ]
    done = iter(store.write_now(lambda session: take_batch(session, left)))
    return [told(next(done) if isinstance(made, LeftToVerb) else made) for made in outcomes]


def by_session(store: Store, batch: list[Sent]) -> list[Any]:
    return [told(made) for made in store.write_now(lambda session: take_batch(session, batch))]


def rows(store: Store) -> dict[str, Any]:
    """All that was written, but for chance."""
    with store.reading() as session:
        ask = session.connection().exec_driver_sql
        found = {
            table: [dict(row._mapping) for row in ask(f"SELECT * FROM {table} ORDER BY 1, 2, 3")]
            for table in TABLES
        }
    for row in found["ledger"]:
        row["step"] = row["step"] if '"attr"' not in row["step"] else "a repair"
    return found


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_lane_takes_refuses_and_writes_exactly_what_a_session_does(
    played: tuple[Path, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory, data: Any
) -> None:
    at = tmp_path_factory.mktemp("both")
    with opened(played[0], at / "lane") as one, opened(played[0], at / "session") as other:
        answers, seats = facts_of(one)
        versions: dict[str, int] = {}
        for batch in data.draw(messages(answers, seats)):
            batch_read = [read(message, versions, one.info["epoch"]) for message in batch]
            lane = by_lane(one, batch_read)
            assert lane == by_session(other, batch_read)
            with one.reading() as reading:
                ask = reading.connection().exec_driver_sql
                query = "SELECT answer_id, kind, version FROM document"
                versions = {
                    answer if kind == "notes" else f"{answer}/summary": version
                    for answer, kind, version in ask(query)
                }
        assert rows(one) == rows(other)
    shutil.rmtree(at)


def say(talk: Any, answer: str, id: int, version: int) -> Any:
    step = typed("x", 1) if version else paragraph("Hei", "n1")
    talk.say("steps", id=id, document=answer, version=version, client="w", steps=[step])
    return talk.hear("taken", "refused", "stale")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("UPDATE dialogue SET stage = 'closed'", "closed"),
        ("UPDATE seminar SET archived_at = '2026-01-01 00:00:00.000000'", "closed"),
        ("UPDATE seat SET left_at = '2026-01-01 00:00:00.000000'", "not_found"),
        ("UPDATE client_name SET seat_id = 'another'", "name_taken"),
        (f"UPDATE room SET weight = {MOST_WEIGHT}", "refused_steps"),
    ],
)
def test_what_another_process_changes_counts_for_the_very_next_step(
    seminar: Afternoon, change: str, problem: str
) -> None:
    answer = seminar.answer()["id"]
    with talking(seminar) as talk:
        talk.join(seminar.rooms[0]["id"])
        assert [say(talk, answer, n, n)["type"] for n in range(3)] == ["taken"] * 3
        other = sqlite3.connect(seminar.server.app.runtime[Settings].database_file or "")
        with other:
            other.execute(change)
        other.close()
        refused = say(talk, answer, 3, 3)

        assert (refused["type"], refused["problem"]["type"]) == ("refused", problem)


def test_the_room_grows_by_what_a_session_wrote_between_two_steps(seminar: Afternoon) -> None:
    answer = seminar.answer()["id"]
    with talking(seminar) as talk:
        talk.join(seminar.rooms[0]["id"])
        assert say(talk, answer, 0, 0)["version"] == 1
        assert seminar.note("Over HTTP").status_code == 201
        assert say(talk, answer, 1, 1)["type"] == "stale"
        assert say(talk, answer, 2, 2)["type"] == "taken"
    assert seminar.answer()["text"].splitlines() == ["xHei", "Over HTTP"]


def test_a_text_that_left_the_memory_is_made_of_its_ledger_again(seminar: Afternoon) -> None:
    documents = seminar.server.store.info["documents"]
    answer = seminar.answer()["id"]
    with talking(seminar) as talk:
        talk.join(seminar.rooms[0]["id"])
        for number in range(3):
            assert say(talk, answer, number, number)["type"] == "taken"
            documents.drop(list(documents._kept))
    assert seminar.answer()["text"] == "xxHei"
