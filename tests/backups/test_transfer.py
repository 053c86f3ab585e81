"""Copying an installation from one kind of database to the other: everything, or nothing."""

import os
import re
import shutil
import sqlite3
import tracemalloc
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.backups import transfer
from app.backups.archive import Unfit
from app.boards.ledger_check import check
from app.boards.models import Answer, Saying
from app.main import open_store
from app.seminars.deletion import begin, end
from app.seminars.models import Seminar
from app.settings import Settings
from app.storage import migrate
from app.storage.tables import all_tables
from tests.backups.postgresql import database, postgresql
from tests.boards.steps import paragraph
from tests.process import command, process
from tests.server import Afternoon, afternoon, again, serving

pytestmark = [pytest.mark.postgres]
Facts = dict[str, Any]
LATER = datetime(2031, 5, 6, 12, tzinfo=UTC)
MADE_AT = r"2031-05-06T14:[\d:]+|\b14\.\d\d\b"  # an export says when it was made


@pytest.fixture(autouse=True)
def _no_other_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here tests say themselves which database is meant."""
    monkeypatch.delenv("SAMTAVLE_DATABASE_URL", raising=False)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgresql() as address:
        yield address


@pytest.fixture
def there(server: str) -> Iterator[str]:
    """A database on PostgreSQL with nothing in it."""
    with database(server) as address:
        yield address


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Facts]:
    """A data folder with everything in it that an afternoon leaves behind."""
    folder = tmp_path_factory.mktemp("installation")
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("SAMTAVLE_DATABASE_URL", raising=False)
        with serving(folder) as running:
            gone = afternoon(running)
            gone.note("Dette seminaret blir slettet")
            made = afternoon(running)
            _play(made)
            running.store.write_now(partial(_delete, id=gone.id))
            return folder, made.facts


def _delete(session: Session, id: str) -> None:
    seminar = session.get_one(Seminar, id)
    begin(session, seminar)
    end(session, seminar.id, {})


def _play(seminar: Afternoon) -> None:
    """Text, history, an undo, something deleted and brought back, states, late text taken in and
    waiting, signs of every kind, a search index."""
    room, seat = seminar.rooms[0]["id"], seminar.seats[0]
    answer = f"/api/v1/answers/{seminar.answer()['id']}"
    for text in ("Vi har kulturskule", "æøå ŋ 🎻 \\ \\N \t'\" {}", "Slettes"):
        assert seminar.note(text).status_code == 201
    for number in range(60):  # past the copy that is kept every fifty steps
        version = seat.get(answer).json()["version"]
        steps = [paragraph(f"Steg {number}", None)]
        sent = {"version": version, "client": "c", "steps": steps}
        assert seat.post(f"{answer}/steps", json=sent).status_code == 200
    assert seat.post(f"{answer}/restore", json={"version": 2}).status_code == 200
    (writer, *_) = seat.get(f"/api/v1/rooms/{room}/writers").json()
    undone = seat.post(f"/api/v1/rooms/{room}/undo", json={"seat": writer["who"]["seat"]})
    assert undone.status_code == 200, undone.text
    assert seminar.note("Fleire kulturskular", 1).status_code == 201
    other = seminar.answer(1)["id"]
    bodies: tuple[dict[str, str], ...] = ({"summary": "Et sammendrag"}, {"state": "done"})
    for body in bodies:
        assert seminar.seats[1].put(f"/api/v1/answers/{other}", json=body).status_code == 200
    seminar.seats[2].post(f"/api/v1/rooms/{seminar.rooms[2]['id']}/help")
    for name in ("l", "m"):
        handed = {"client_id": name, "version": 0, "text": f"Sent {name}"}
        assert seat.post(f"{answer}/late", json=handed).status_code == 201
    late = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/late").json()[0]["id"]
    taken = seminar.organiser.post(f"/api/v1/seminars/{seminar.id}/late/{late}/take-in")
    assert taken.status_code == 200
    seminar.stage("reading")
    assert _search(seminar)["count"]


def _search(seminar: Afternoon) -> Facts:
    path = f"/api/v1/seminars/{seminar.id}/search"
    return dict(seminar.organiser.get(path, params={"q": "kulturskoler"}).json())


@pytest.fixture
def data(tmp_path: Path, installation: tuple[Path, Facts]) -> Path:
    shutil.copytree(installation[0], tmp_path / "data")
    return tmp_path / "data"


def copy(source: Path | str, target: Path | str) -> dict[str, int]:
    here, aim = transfer.place(str(source)), transfer.place(str(target))
    transfer.require_two(here, aim)
    return transfer.transfer(here, aim)


def stored(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row as SQLite stores it, with the kind of each value."""
    with closing(sqlite3.connect(folder / "samtavle.db")) as opened:
        tables = opened.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'note_search%'"
        )
        return {
            name: sorted(opened.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for (name,) in tables.fetchall()
        }


def rows_in(address: str) -> int:
    with psycopg.connect(address) as connection:
        tables = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
            " AND table_name <> 'alembic_version'"
        ).fetchall()
        counted = [
            connection.execute(f'SELECT count(*) FROM "{name}"').fetchone() for (name,) in tables
        ]
    return sum(row[0] for row in counted if row)


def test_what_went_to_postgresql_comes_back_to_the_letter(
    data: Path, there: str, tmp_path: Path
) -> None:
    before = stored(data)
    copied = copy(data, there)
    assert copy(there, tmp_path / "back") == copied
    assert stored(tmp_path / "back") == before
    assert copied == {
        name: len(rows) for name, rows in before.items() if rows and name != "alembic_version"
    }
    assert {"ledger", "late", "saying", "note_terms", "indexed", "repeat"} <= copied.keys()
    assert stored(data) == before


def test_nothing_a_client_sees_differs_before_and_after(
    data: Path, there: str, tmp_path: Path, installation: tuple[Path, Facts]
) -> None:
    def seen(folder: Path, **where: Any) -> dict[str, Any]:
        with serving(folder, **where) as running:
            running.clock.moved = LATER - datetime.now(UTC)
            seminar = again(running, installation[1])
            assert not check(running.store)
            return {"found": _search(seminar)["hits"], **_seen(seminar)}

    copy(data, there)
    copy(there, tmp_path / "back")
    shutil.copy(data / "secret.key", tmp_path / "back")
    first = seen(data)
    assert first["found"]
    assert first["history"]["moments"]
    assert seen(data, database_url=there) == first
    assert seen(tmp_path / "back") == first


def _seen(seminar: Afternoon) -> dict[str, Any]:
    def text(path: str) -> str:
        answer = seminar.organiser.get(path)
        assert answer.status_code == 200, answer.text
        return re.sub(MADE_AT, "", answer.text.replace(seminar.server.url, ""))

    export = f"/api/v1/seminars/{seminar.id}/export?format="
    history = seminar.organiser.get(f"/api/v1/answers/{seminar.answer()['id']}/history").json()
    at = [f"/api/v1/answers/{seminar.answer()['id']}/at/{version}" for version in (1, 30, 61)]
    return {
        "boards": [seminar.board(room) for room in range(3)],
        "history": history,
        "stood": [text(path) for path in at],
        "late": text(f"/api/v1/seminars/{seminar.id}/late"),
        "exports": [text(export + name) for name in ("csv", "md")],
        "archive": _timeless(seminar.organiser.get(export + "json").json()),
    }


def _timeless(archive: Facts) -> Facts:
    return {name: value for name, value in archive.items() if name != "made_at"}


def test_a_copy_that_is_killed_leaves_nothing_and_the_next_one_does_it_all(
    data: Path, there: str
) -> None:
    for at in (1, 5, 12):
        killed = command(
            *("copy", str(data), there),
            environment=os.environ | {"SAMTAVLE_FAILPOINTS": f"copying=kill@{at}"},
        )
        assert killed.returncode == -9, at
        assert rows_in(there) == 0, at
    said = command("copy", str(data), there, environment=dict(os.environ))
    assert said.returncode == 0, said.stderr
    assert "found equal (seminars: 1, rooms: 3" in said.stdout
    assert str(data / "secret.key") in said.stdout
    assert rows_in(there) == sum(len(rows) for rows in stored(data).values()) - 1


def test_a_copy_into_a_folder_that_is_killed_leaves_nothing(
    data: Path, there: str, tmp_path: Path
) -> None:
    copy(data, there)
    killed = command(
        *("copy", there, str(tmp_path / "back")),
        environment=os.environ | {"SAMTAVLE_FAILPOINTS": "copied=kill"},
    )
    assert killed.returncode == -9
    assert [name for name, rows in stored(tmp_path / "back").items() if rows] == ["alembic_version"]
    copy(there, tmp_path / "back")
    assert stored(tmp_path / "back") == stored(data)


def test_new_rows_get_new_numbers_in_the_copy(data: Path, there: str) -> None:
    copy(data, there)
    store = open_store(Settings(data=data, database_url=there))

    def say(session: Session) -> tuple[int | None, int]:
        highest = session.exec(select(sa.func.max(col(Saying.id)))).one()
        answer = session.exec(select(Answer.id)).first()
        added = Saying(answer_id=str(answer), said=None, at=datetime.now(UTC), room_version=1)
        session.add(added)
        session.flush()
        return added.id, int(highest or 0)

    made, highest = store.write_now(say)
    store.close()
    assert made == highest + 1


def refusal(source: Path | str, target: Path | str) -> str:
    with pytest.raises(Unfit) as refused:
        copy(source, target)
    return str(refused.value)


def test_a_database_with_something_in_it_is_let_alone(data: Path, there: str) -> None:
    open_store(Settings(data=data, database_url=there)).close()
    before = rows_in(there)
    assert before == 1
    assert "is not empty: it has rows in installation." in refusal(data, there)
    assert rows_in(there) == before


def test_tables_of_somebody_else_are_let_alone(data: Path, there: str) -> None:
    with psycopg.connect(there) as connection:
        connection.execute("CREATE TABLE invoices (id integer)")
    assert "not Samtavle's: invoices" in refusal(data, there)
    with psycopg.connect(there) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        assert tables.fetchall() == [("invoices",)]


def test_a_table_that_the_program_does_not_know_is_not_left_behind_in_silence(
    data: Path, there: str
) -> None:
    with closing(sqlite3.connect(data / "samtavle.db")) as opened:
        opened.execute("CREATE TABLE grades (id INTEGER)")
    assert "not Samtavle's: grades" in refusal(data, there)


@pytest.mark.parametrize(
    ("revision", "word"), [("2ee02c79c3a2", "serve it once"), ("from2031", "newer Samtavle")]
)
def test_another_schema_is_not_copied(data: Path, there: str, revision: str, word: str) -> None:
    with closing(sqlite3.connect(data / "samtavle.db")) as opened, opened:
        opened.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    assert word in refusal(data, there)


def test_a_target_of_a_newer_program_is_let_alone(data: Path, there: str) -> None:
    migrate.upgrade(transfer.place(there).whole)
    with psycopg.connect(there) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from2031'")
    assert "install that one first" in refusal(data, there)


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("mysql://me:secret@host/samtavle", "no address of a database"),
        ("postgresql://me:sec@ret:x@host:port/samtavle", "no address of a database"),
        ("postgresql://me:secret@host", "does not name a database"),
        ("sqlite://", "does not name a database"),
        ("nowhere", "no database nowhere/samtavle.db"),
        ("postgresql://me:secret@127.0.0.1:1/samtavle", "does not answer"),
    ],
)
def test_what_is_no_database_is_said_without_its_password(
    named: str, said: str, tmp_path: Path
) -> None:
    sentence = refusal(named, tmp_path / "new")
    assert said in sentence
    assert "sec" not in sentence
    assert not (tmp_path / "new").exists()


def test_a_database_is_not_copied_into_itself(data: Path, there: str) -> None:
    assert "same database" in refusal(data, f"sqlite:///{data}/samtavle.db")
    assert "same database" in refusal(there, there.replace("postgresql:", "postgresql+psycopg:"))


def test_an_empty_database_is_no_installation(there: str, tmp_path: Path) -> None:
    assert "There is no Samtavle in" in refusal(there, tmp_path / "new")


def test_a_folder_that_is_served_is_not_copied(data: Path, there: str) -> None:
    with process(data) as running:
        running.wait()
        said = command("copy", str(data), there, environment=dict(os.environ))
    assert said.returncode == 1
    assert "stop that one first" in said.stderr
    assert rows_in_any(there) == 0


def rows_in_any(address: str) -> int:
    with psycopg.connect(address) as connection:
        found = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        row = found.fetchone()
    return int(row[0]) if row else 0


def test_postgresql_is_not_copied_while_it_is_served(
    data: Path, there: str, tmp_path: Path
) -> None:
    copy(data, there)
    store = open_store(Settings(data=data, database_url=there))
    try:
        assert "is in use by others" in refusal(there, tmp_path / "back")
    finally:
        store.close()
    assert not (tmp_path / "back").exists()


def test_whoever_begins_to_use_it_meanwhile_stops_the_copy(
    data: Path, there: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy(data, there)
    with psycopg.connect(there, autocommit=True) as late:
        late.close()
        opened: list[psycopg.Connection[Any]] = []
        monkeypatch.setattr(transfer, "passing", lambda _: opened.append(psycopg.connect(there)))
        assert "is in use by others" in refusal(there, tmp_path / "back")
        for each in opened:
            each.close()
    monkeypatch.undo()
    assert sum(map(len, stored(tmp_path / "back").values())) == 1


def test_nobody_writes_into_the_folder_while_it_is_copied(
    data: Path, there: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commands beside a server have no lock: what they write would stay behind."""
    refused = []

    def write(_: str) -> None:
        with closing(sqlite3.connect(data / "samtavle.db", timeout=0)) as other:
            try:
                other.execute("UPDATE installation SET epoch = 'other'")
            except sqlite3.OperationalError as problem:
                refused.append(str(problem))

    monkeypatch.setattr(transfer, "passing", write)
    copy(data, there)
    assert set(refused) == {"database is locked"}


def test_a_row_that_does_not_arrive_as_it_was_sent_undoes_the_copy(data: Path, there: str) -> None:
    """A trigger stands for whatever a server may do to a row."""
    migrate.upgrade(transfer.place(there).whole)
    with psycopg.connect(there) as connection:
        connection.execute(
            "CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS"
            " 'BEGIN NEW.title = upper(NEW.title); RETURN NEW; END'"
        )
        connection.execute(
            "CREATE TRIGGER loud BEFORE INSERT ON seminar FOR EACH ROW EXECUTE FUNCTION shout()"
        )
    assert "seminar did not come out as they went in" in refusal(data, there)
    assert rows_in(there) == 0


def test_a_sign_that_postgresql_does_not_take_is_said_and_leaves_nothing(
    data: Path, there: str
) -> None:
    with closing(sqlite3.connect(data / "samtavle.db")) as opened, opened:
        opened.execute("UPDATE seminar SET title = 'Hemmelig' || char(0)")
    said = refusal(data, there)
    assert "The rows of seminar could not be copied" in said
    assert "Hemmelig" not in said
    assert rows_in(there) == 0


def test_memory_does_not_grow_with_the_ledger(data: Path, there: str) -> None:
    """Forty megabytes of steps, of which a few batches may be held at once."""
    with closing(sqlite3.connect(data / "samtavle.db")) as opened, opened:
        opened.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 11000)"
            " INSERT INTO ledger SELECT answer_id, kind, i,"
            " '\"' || hex(randomblob(2000)) || '\"', client, seat_id, at, room_version, epoch,"
            " schema_number, deed FROM n, (SELECT * FROM ledger LIMIT 1)"
        )
    tracemalloc.start()
    try:
        copied = copy(data, there)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert copied["ledger"] > 10_000
    assert peak < 20_000_000
    with psycopg.connect(there) as connection:
        sent = connection.execute("SELECT sum(length(step::text)) FROM ledger").fetchone()
    assert sent
    assert sent[0] > 40_000_000


def test_every_table_of_the_database_is_copied(data: Path) -> None:
    assert {rows.name for rows in all_tables()} == stored(data).keys() - {"alembic_version"}
