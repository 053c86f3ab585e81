"""The revisions in migrations/: they make the tables of the models; an upgrade fails as a whole."""

import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx
import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, create_engine, text
from sqlmodel import col, select

from app.boards.models import LedgerStep
from app.settings import Settings
from app.storage.migrate import FOLDER, newest, revisions, upgrade
from tests.boards.steps import paragraph
from tests.patience import PATIENCE
from tests.plain import NO_TLS
from tests.process import process
from tests.server import afternoon, serving

BREAKS_OFF = """op.execute("CREATE TABLE half (id INTEGER)"); raise OSError("the disk is full")"""
LEAVES_A_ROW_LOOSE = """
    op.execute("CREATE TABLE half (id INTEGER REFERENCES organiser (id))")
    op.execute("INSERT INTO half VALUES (7)")
"""


def database(folder: Path) -> str:
    return f"sqlite:///{folder / 'board.db'}"


def tables(folder: Path) -> set[str]:
    with sqlite3.connect(folder / "board.db") as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def schema_of(data: Path) -> str:
    with opened(data) as connection:
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())


@contextmanager
def opened(data: Path) -> Iterator[Connection]:
    """A transaction on the database of a data folder, past the application."""
    engine = create_engine(Settings(data=data).database, poolclass=NullPool)
    with engine.begin() as connection:
        yield connection


def config(folder: Path, revisions: Path = FOLDER) -> Config:
    made = Config()
    made.set_main_option("script_location", str(revisions))
    made.attributes["url"] = database(folder)
    return made


def with_one_more_revision(folder: Path, body: str) -> Config:
    copied = shutil.copytree(FOLDER, folder / "migrations")
    newest = ScriptDirectory.from_config(config(folder)).get_current_head()
    (copied / "versions" / "next.py").write_text(
        f"from alembic import op\nrevision, down_revision = 'next', {newest!r}\n"
        f"def upgrade():\n    {body.strip()}\n"
    )
    return config(folder, copied)


@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_the_revisions_make_exactly_the_tables_of_the_models(tmp_path: Path) -> None:
    upgrade(database(tmp_path))
    command.check(config(tmp_path))


def test_the_revisions_that_are_read_out_of_their_files_are_alembics_own() -> None:
    known = ScriptDirectory(str(FOLDER))
    assert newest() == known.get_current_head()
    assert revisions() == {each.revision for each in known.walk_revisions()}


def test_an_upgrade_twice_changes_nothing(tmp_path: Path) -> None:
    upgrade(database(tmp_path))
    before = tables(tmp_path)
    upgrade(database(tmp_path))
    assert tables(tmp_path) == before


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (BREAKS_OFF, "the disk is full"),
        (LEAVES_A_ROW_LOOSE, "a row of half would point to nothing"),
    ],
)
def test_an_upgrade_that_cannot_end_well_leaves_the_old_tables(
    tmp_path: Path, body: str, problem: str
) -> None:
    upgrade(database(tmp_path))
    before = tables(tmp_path)
    with pytest.raises((OSError, RuntimeError), match=problem):
        command.upgrade(with_one_more_revision(tmp_path, body), "head")
    assert tables(tmp_path) == before


def test_an_upgrade_that_is_killed_leaves_the_old_database_and_the_next_start_finishes_it(
    data: Path,
) -> None:
    with serving(data) as running:
        seminar = afternoon(running)
        seminar.note("Skrevet før oppgraderingen")
    newest, room = schema_of(data), seminar.rooms[0]["id"]
    made = config(data)
    made.attributes["url"] = Settings(data=data).database
    former = ScriptDirectory.from_config(made).get_base()
    command.downgrade(made, str(former))
    for revision in (1, 3):
        with process(data, SAMTAVLE_FAILPOINTS=f"migration=kill@{revision}") as server:
            assert server.running.wait(timeout=PATIENCE) == -signal.SIGKILL
        assert schema_of(data) == former != newest

    with process(data) as server:
        server.wait()
        board = httpx.get(
            f"{server.url}/api/v1/rooms/{room}/board",
            headers=seminar.bearer(),
            verify=NO_TLS,
            timeout=PATIENCE,
        )
        ready = httpx.get(f"{server.url}/readyz", verify=NO_TLS, timeout=PATIENCE).json()
    assert schema_of(data) == newest
    assert board.json()["answers"][0]["text"] == "Skrevet før oppgraderingen"
    assert ready["status"] == "ok"


def test_what_the_server_did_under_names_becomes_deeds_and_what_clients_did_does_not(
    data: Path,
) -> None:
    with serving(data) as running:
        seminar = afternoon(running)
        seat, answer = seminar.seats[0], f"/api/v1/answers/{seminar.answer()['id']}"
        seminar.note("En")
        steps = [paragraph("To", None)]
        seat.post(f"{answer}/steps", json={"version": 1, "client": "undo-mine", "steps": steps})
        seat.post(f"{answer}/restore", json={"version": 1})
        late = seat.post(f"{answer}/late", json={"client_id": "l", "version": 0, "text": "Sent"})
        took = f"/api/v1/seminars/{seminar.id}/late/{late.json()['id']}/take-in"
        assert seminar.organiser.post(took).status_code == 200
        told = seat.get(f"{answer}/history").json()["moments"]
    made = config(data)
    made.attributes["url"] = Settings(data=data).database
    command.downgrade(made, "b1f0c7a95d32")
    with opened(data) as connection:
        for name, begins in (
            ("restore-abcdefghijkmnpqr", "restore-"),
            (f"late-{late.json()['id']}", "late-"),
        ):
            connection.execute(
                text("UPDATE ledger SET client = :name WHERE client LIKE :begins"),
                {"name": name, "begins": begins + "%"},
            )

    with serving(data) as running:
        seat = running.client(seat.headers["authorization"].split()[1])
        assert seat.get(f"{answer}/history").json()["moments"] == told
        with running.store.reading() as session:
            rows = session.exec(
                select(LedgerStep.client, LedgerStep.deed).order_by(col(LedgerStep.version))
            )
            made_by = [tuple(row) for row in rows]
    assert [each["deed"] for each in told[::-1]] == ["write", "restore", "late"]
    assert ("undo-mine", "write") in made_by
    assert {(None, "restore"), (None, "late")} < set(made_by)
