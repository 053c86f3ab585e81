"""Going back: all is verified before anything changes, and there is a way back from there."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from app.backups import copies, restoring
from app.backups.archive import DATABASE, KEY, Unfit, member_of, pack, unpack
from app.backups.making import make
from app.settings import Settings
from app.storage import migrate
from tests.backups.folders import epoch, everything, stands, written
from tests.process import command

pytestmark = pytest.mark.sqlite

BREAKS = "UPDATE document SET version = version + 1 WHERE version > 0"


@pytest.fixture
def settings(data: Path) -> Settings:
    made = Settings(data=data / "served")
    written(made, "Ingrid")
    return made


@pytest.fixture
def backup(settings: Settings, tmp_path: Path) -> Path:
    make(settings, tmp_path / "it.zip")
    return tmp_path / "it.zip"


def restore(settings: Settings, archive: Path, *, take_key: bool = False) -> None:
    restoring.stage(settings, archive, take_key=take_key)
    restoring.finish(settings)


def remade(archive: Path, folder: Path, statement: str, **said: str) -> Path:
    """The backup of a database that was changed, as somebody could pack it by hand."""
    folder.mkdir()
    manifest = unpack(archive, folder)
    with sqlite3.connect(folder / DATABASE) as database:
        database.execute(statement)
    database.close()
    members = {name: folder / name for name in (DATABASE, KEY)}
    packed = manifest.model_copy(
        update={"members": {name: member_of(path) for name, path in members.items()}, **said}
    )
    pack(folder / "it.zip", packed, members)
    return folder / "it.zip"


def test_a_restored_folder_stands_as_it_stood_then_in_a_new_epoch(
    settings: Settings, backup: Path
) -> None:
    then, key, old_epoch = stands(settings), settings.key, epoch(settings)
    written(settings, "Somebody later")
    later = stands(settings)
    restore(settings, backup)
    assert stands(settings) == then != later
    assert Settings(data=settings.data).key == key
    assert epoch(settings) != old_epoch


def test_what_stood_before_is_kept_whole_and_can_be_put_back(
    settings: Settings, backup: Path
) -> None:
    written(settings, "Somebody later")
    later = stands(settings)
    restore(settings, backup)
    kept = restoring.replaced_database(settings)
    assert kept
    shutil.move(kept / "samtavle.db", settings.data / "samtavle.db")
    assert stands(settings) == later


def test_an_empty_folder_gets_the_key_too_so_that_printed_links_work(
    settings: Settings, backup: Path, tmp_path: Path
) -> None:
    fresh = Settings(data=tmp_path / "fresh")
    restore(fresh, backup)
    assert fresh.key == settings.key
    assert fresh.key_file.stat().st_mode & 0o777 == 0o600
    assert stands(fresh) == stands(settings)
    assert restoring.replaced_database(fresh) is None


def test_a_folder_with_another_key_is_left_alone_unless_the_backups_key_is_asked_for(
    settings: Settings, backup: Path, tmp_path: Path
) -> None:
    other = Settings(data=tmp_path / "other")
    written(other, "Somebody else")
    own_key, before = other.key, everything(other.data)
    with pytest.raises(Unfit, match="another key"):
        restore(other, backup)
    assert everything(other.data) == before
    restore(other, backup, take_key=True)
    assert Settings(data=other.data).key == settings.key
    kept = restoring.replaced_database(other)
    assert kept
    assert (kept / KEY).read_bytes() == own_key


def test_a_key_from_the_environment_must_be_the_one_of_then(
    settings: Settings, backup: Path, tmp_path: Path
) -> None:
    right = Settings(data=tmp_path / "right", secret_key=settings.key.decode())
    restore(right, backup)
    assert not right.key_file.exists()
    wrong = Settings(data=tmp_path / "wrong", secret_key="x" * 40)
    with pytest.raises(Unfit, match="SAMTAVLE_SECRET_KEY"):
        restore(wrong, backup, take_key=True)


@pytest.mark.parametrize(
    ("statement", "said", "problem"),
    [
        (BREAKS, {}, "ledger does not give the text"),
        ("UPDATE alembic_version SET version_num = 'next'", {"revision": "next"}, "newer Samtavle"),
        ("UPDATE installation SET epoch = 'another'", {}, "does not say what stands"),
        ("UPDATE room SET seminar_id = 'nowhere'", {}, "points to nothing"),
        ("DROP TABLE ledger", {}, "not one of Samtavle"),
    ],
)
def test_a_backup_with_something_wrong_inside_changes_nothing(
    settings: Settings,
    backup: Path,
    tmp_path: Path,
    statement: str,
    said: dict[str, str],
    problem: str,
) -> None:
    wrong = remade(backup, tmp_path / "wrong", statement, **said)
    before = everything(settings.data)
    with pytest.raises(Unfit, match=problem):
        restore(settings, wrong)
    assert everything(settings.data) == before


def test_an_older_schema_is_brought_up_to_date_and_the_backup_stays_as_it_was(
    old_database: Path, tmp_path: Path
) -> None:
    old = Settings(data=old_database.parent)
    made = make(old, tmp_path / "it.zip")
    fresh = Settings(data=tmp_path / "fresh")
    restore(fresh, tmp_path / "it.zip")
    assert made.revision != migrate.newest()
    assert copies.facts_of(fresh.data / "samtavle.db").revision == migrate.newest()


@pytest.mark.parametrize("failpoint", ["swap=kill", ""])
def test_a_restore_that_is_killed_is_finished_by_the_next_command_or_start(
    settings: Settings, backup: Path, failpoint: str
) -> None:
    then = stands(settings)
    written(settings, "Somebody later")
    later = stands(settings)
    environment = {"SAMTAVLE_DATA": str(settings.data), "SAMTAVLE_FAILPOINTS": failpoint}
    said = command("restore", str(backup), environment=environment)
    assert said.returncode == (-9 if failpoint else 0)
    restoring.finish(settings)
    assert stands(settings) == then
    kept = restoring.replaced_database(settings)
    assert kept
    shutil.copy(kept / "samtavle.db", settings.data / "samtavle.db")
    assert stands(settings) == later


def test_the_commands_say_what_they_did_and_why_they_would_not(
    settings: Settings, tmp_path: Path
) -> None:
    environment = {"SAMTAVLE_DATA": str(settings.data)}
    said = command("backup", environment=environment)
    made = Path(said.stdout.split()[-1])
    assert "seminars: 1" in said.stdout
    assert made.parent == settings.backups
    assert "Restored as of" in command("restore", str(made), environment=environment).stdout
    (tmp_path / "text").write_text("hei")
    refused = [
        command("restore", str(tmp_path / "text"), environment=environment),
        command("restore", str(tmp_path / "nowhere"), environment=environment),
        command("backup", environment={"SAMTAVLE_DATA": str(tmp_path / "empty")}),
        command(
            "backup", environment=environment | {"SAMTAVLE_DATABASE_URL": "postgresql://host/x"}
        ),
    ]
    for each in refused:
        assert each.returncode == 1
        assert each.stderr.startswith(("Nothing was restored. ", "No backup was made. "))
        assert "Traceback" not in each.stderr
