"""A database file that nobody serves: copied from a live one, and held against what must be true of
it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.exc import DBAPIError

from app.backups.archive import Unfit
from app.boards.ledger_check import check
from app.storage import migrate
from app.storage.store import Store

COUNTED = {
    "seminars": "seminar",
    "rooms": "room",
    "answers": "answer",
    "steps": "ledger",
    "late": "late",
}


@dataclass(frozen=True)
class DatabaseFacts:
    """What a database says of itself; `counts` are rows by what they hold."""

    revision: str
    epoch: str
    counts: dict[str, int]


def copy_live(source: Path, target: Path) -> None:
    """SQLite's own backup, in one step: everything that was committed when it began, while others
    go on writing. A copy of the file would hold half of what is still in the journal."""
    if not source.is_file():
        raise Unfit(f"There is no database {source} yet.")
    try:
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
            live.backup(copy)
    except sqlite3.Error as error:
        raise Unfit(f"The database could not be copied: {error}.") from error


def facts_of(path: Path) -> DatabaseFacts:
    """Check the file as SQLite sees it, and read its facts. Raises Unfit."""
    try:
        with _still(path) as database:
            _require_sound(database)
            (revision,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
            (epoch,) = database.execute("SELECT epoch FROM installation").fetchone()
            counts = {
                name: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
                for name, table in COUNTED.items()
            }
    except (sqlite3.DatabaseError, TypeError) as error:
        raise Unfit(f"The database is not one of Samtavle, or damaged: {error}.") from error
    return DatabaseFacts(revision, epoch, counts)


@contextmanager
def _still(path: Path) -> Iterator[sqlite3.Connection]:
    """Opened as a file that nobody changes, so that nothing is written beside it."""
    address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as database:
        yield database


def _require_sound(database: sqlite3.Connection) -> None:
    (said,) = database.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        raise Unfit(f"The database is damaged: {said}.")
    if loose := database.execute("PRAGMA foreign_key_check").fetchone():
        raise Unfit(f"The database is damaged: a row of {loose[0]} points to nothing.")


def bring_up_to_date(path: Path, revision: str) -> None:
    """Migrate the file to this program's schema. Raises Unfit when it is ahead of the program."""
    if revision not in migrate.revisions():
        raise Unfit(f"It was made by a newer Samtavle (schema {revision}); install that one first.")
    if revision != migrate.newest():
        migrate.upgrade(f"sqlite:///{path}")


def require_ledger(path: Path) -> None:
    """Replay every ledger of an up-to-date file. Raises Unfit where a text does not come out."""
    store = Store(f"sqlite:///{path}")
    try:
        broken = check(store)
    except DBAPIError as error:
        raise Unfit(f"The database could not be checked: {error.orig}.") from error
    finally:
        store.close()
    if broken:
        more = f" and {len(broken) - 1} more" if len(broken) > 1 else ""
        raise Unfit(f"The ledger does not give the text of {broken[0]}{more}.")
