"""Making a backup: it is whole and verified, or there is none."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app.backups import copies
from app.backups.archive import KEY, Unfit, unpack, verify
from app.backups.making import make
from app.settings import Settings
from app.storage.store import Store
from tests.backups.folders import epoch, spoil, written

pytestmark = pytest.mark.sqlite

BREAKS = "UPDATE document SET version = version + 1 WHERE version > 0"


@pytest.fixture
def settings(data: Path) -> Settings:
    made = Settings(data=data)
    written(made, "Ingrid")
    return made


def test_a_backup_holds_the_database_the_key_and_what_is_said_of_them(
    settings: Settings, tmp_path: Path
) -> None:
    target = tmp_path / "deep" / "er" / "it.zip"
    said = make(settings, target)
    out = tmp_path / "out"
    out.mkdir()
    assert unpack(target, out) == said
    assert (out / KEY).read_bytes() == settings.key
    assert said.epoch == epoch(settings)
    assert (said.counts["seminars"], said.counts["steps"] > 5) == (1, True)
    assert [path.name for path in target.parent.iterdir()] == ["it.zip"]


def test_a_backup_holds_what_is_only_in_the_journal_yet(settings: Settings, tmp_path: Path) -> None:
    """A copy of the file alone would lack it, and nobody would be told."""
    store = Store(settings.database)
    store.write_now(
        lambda session: session.connection().exec_driver_sql(
            "INSERT INTO organiser (id, name, created_at) VALUES ('x', 'Nytt', '2026-11-21')"
        )
    )
    assert (settings.data / "samtavle.db-wal").stat().st_size > 0
    make(settings, tmp_path / "it.zip")
    store.close()
    unpack(tmp_path / "it.zip", _new(tmp_path / "out"))
    with sqlite3.connect(tmp_path / "out" / "samtavle.db") as database:
        assert database.execute("SELECT name FROM organiser WHERE id = 'x'").fetchone() == ("Nytt",)


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_a_key_that_is_set_elsewhere_stays_elsewhere(data: Path, tmp_path: Path) -> None:
    settings = Settings(data=data, secret_key="k" * 40)
    written(settings, "Ingrid")
    said = make(settings, tmp_path / "it.zip")
    assert KEY not in said.members
    assert b"k" * 40 not in (tmp_path / "it.zip").read_bytes()


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        (BREAKS, "ledger does not give the text"),
        ("DELETE FROM installation", "not one of Samtavle"),
    ],
)
def test_a_database_that_is_wrong_gives_no_backup_and_the_last_one_stays(
    settings: Settings, tmp_path: Path, statement: str, problem: str
) -> None:
    target = tmp_path / "it.zip"
    make(settings, target)
    before = target.read_bytes()
    spoil(settings, statement)
    with pytest.raises(Unfit, match=problem):
        make(settings, target)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob(".backup-*"))


def test_a_row_that_points_to_nothing_and_a_damaged_page_are_found(
    settings: Settings, tmp_path: Path
) -> None:
    with sqlite3.connect(settings.data / "samtavle.db") as database:
        database.execute("UPDATE room SET seminar_id = 'nowhere'")
    with pytest.raises(Unfit, match="points to nothing"):
        make(settings, tmp_path / "it.zip")
    database.close()
    file = settings.data / "samtavle.db"
    with file.open("rb+") as opened:
        opened.seek(4096)
        opened.write(b"\xff" * 4096 * 8)
    with pytest.raises(Unfit, match="damaged"):
        make(settings, tmp_path / "it.zip")


def test_a_database_of_an_older_schema_is_backed_up_as_it_is(
    tmp_path: Path, old_database: Path
) -> None:
    settings = Settings(data=old_database.parent)
    said = make(settings, tmp_path / "it.zip")
    assert said.revision == "2ee02c79c3a2"
    unpack(tmp_path / "it.zip", _new(tmp_path / "out"))
    assert copies.facts_of(tmp_path / "out" / "samtavle.db").revision == "2ee02c79c3a2"


def test_postgresql_is_told_to_use_its_own_way(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, database_url="postgresql+psycopg://host/samtavle")
    with pytest.raises(Unfit, match="pg_dump"):
        make(settings, tmp_path / "it.zip")


def test_a_backup_that_is_killed_leaves_nothing_that_looks_like_one(
    settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    program = "from app.cli import main; main()"
    killed = subprocess.run(
        [sys.executable, "-c", program, "backup", str(folder / "it.zip")],
        env={"SAMTAVLE_DATA": str(settings.data), "SAMTAVLE_FAILPOINTS": "backup=kill"},
        check=False,
    )
    assert killed.returncode == -9
    assert not list(folder.glob("*.zip"))
    make(settings, folder / "it.zip")
    verify(folder / "it.zip")
