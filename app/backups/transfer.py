"""An installation's whole database taken over into another one, SQLite or PostgreSQL, both ways.

One snapshot of the source and one transaction of the target: whatever goes wrong, the target stays
as empty as it was. Nobody serves either of them meanwhile.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from app.backups.archive import Unfit
from app.backups.copies import COUNTED
from app.failpoints import passing
from app.settings import Settings
from app.storage import migrate
from app.storage.address import UnknownAddress, address, shown
from app.storage.disk import sync_folder
from app.storage.engine import open_engine
from app.storage.tables import SCHEMA, Digest, Row, Rows, all_tables, foreign

DATABASE = "samtavle.db"
LOCK_TIMEOUT = "5s"


@dataclass(frozen=True)
class DatabasePlace:
    """Where a database is, or may come to be."""

    url: URL

    @property
    def settings(self) -> Settings:
        """Those of a server that has its database here, as far as they are known."""
        known = Settings()
        found = self.file
        if found is None or known.database_file == found:
            return known.model_copy(update={"database_url": self.whole})
        return Settings(data=found.parent, database_url=self.whole)

    @property
    def file(self) -> Path | None:
        name = self.url.database
        return Path(name) if self.url.get_backend_name() == "sqlite" and name else None

    @property
    def whole(self) -> str:
        """The address with its password, which nobody is shown."""
        return self.url.render_as_string(hide_password=False)


def place(named: str) -> DatabasePlace:
    """A database by its address, or that of a data folder. Raises Unfit."""
    try:
        if "://" in named:
            return DatabasePlace(address(named))
        return DatabasePlace(address(f"sqlite:///{Path(named) / DATABASE}"))
    except UnknownAddress as problem:
        raise Unfit(str(problem)) from None


def require_two(source: DatabasePlace, target: DatabasePlace) -> None:
    """That there is something to copy, and somewhere else to put it. Raises Unfit."""
    if source.file and not source.file.is_file():
        raise Unfit(f"There is no database {source.file}.")
    if (source.file or source.url) == (target.file or target.url):
        raise Unfit("Both are the same database.")


def transfer(source: DatabasePlace, target: DatabasePlace) -> dict[str, int]:
    """Copy every row; returns how many there are of each table that has any. For who holds the
    locks of both folders. Raises Unfit, and then the target holds nothing."""
    digests: dict[str, Digest] = {}
    with _snapshot(source) as there:
        _require_ours(there, source)
        _prepare(target)
        with _emptied(target) as here:
            for rows in all_tables():
                digests[rows.name] = _copy(rows, there, here)
            passing("copied")
            _require_alone(there, source)
    if target.file:
        sync_folder(target.file.parent)
    return {name: digest.rows for name, digest in digests.items() if digest.rows}


def summary_of(copied: dict[str, int]) -> str:
    """What was copied, in the words of a backup."""
    return ", ".join(f"{name}: {copied.get(table, 0)}" for name, table in COUNTED.items())


def _copy(rows: Rows, there: sa.Connection, here: sa.Connection) -> Digest:
    """One table; what was put in is read again before anything of it counts."""
    sent = Digest()

    def passed() -> Iterator[Sequence[Row]]:
        for batch in rows.batches(there):
            sent.add(batch)
            yield batch
            passing("copying")

    try:
        rows.add(here, passed())
        came = rows.digest(here)
    except (psycopg.Error, DBAPIError, UnicodeError) as problem:
        raise Unfit(
            f"The rows of {rows.name} could not be copied: {_problem_text(problem)}."
        ) from problem
    if came != sent:
        raise Unfit(f"The rows of {rows.name} did not come out as they went in.")
    return sent


@contextmanager
def _opened(where: DatabasePlace, *, writing: bool) -> Iterator[sa.Connection]:
    """One transaction, undone unless the block ends well."""
    engine = open_engine(where.whole, writing=writing)
    try:
        with engine.connect() as connection, connection.begin():
            yield connection
    except DBAPIError as problem:
        raise Unfit(
            f"{shown(where.url)} does not answer as it should: {_problem_text(problem)}."
        ) from None
    finally:
        engine.dispose()


@contextmanager
def _snapshot(source: DatabasePlace) -> Iterator[sa.Connection]:
    """The source as it stands; nobody else may write until the copy is done."""
    with _opened(source, writing=True) as connection:
        if source.file is None:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            _lock(connection, "SHARE")
            _require_alone(connection, source)
        yield connection


@contextmanager
def _emptied(target: DatabasePlace) -> Iterator[sa.Connection]:
    with _opened(target, writing=True) as connection:
        if target.file is None:
            _lock(connection, "ACCESS EXCLUSIVE")
        if full := [rows.name for rows in all_tables() if rows.any(connection)]:
            raise Unfit(
                f"{shown(target.url)} is not empty: it has rows in {', '.join(full)}. A copy goes "
                "into a database that no Samtavle has served yet."
            )
        yield connection


def _lock(connection: sa.Connection, how: str) -> None:
    """Wait for nobody long: a server that runs would keep us here for ever."""
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    quote = connection.dialect.identifier_preparer.quote
    ours = {rows.name for rows in all_tables()}
    names = [quote(name) for name in sa.inspect(connection).get_table_names() if name in ours]
    if names:
        connection.exec_driver_sql(f"LOCK TABLE {', '.join(names)} IN {how} MODE")


def _require_alone(connection: sa.Connection, source: DatabasePlace) -> None:
    """Who serves from PostgreSQL has it open. SQLite's folder has a lock, which is held already."""
    if source.file:
        return
    connection.exec_driver_sql("SELECT pg_stat_clear_snapshot()")  # what was seen is remembered
    others = connection.exec_driver_sql(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND usesysid IS NOT NULL AND pid <> pg_backend_pid()"
    ).scalar()
    if others:
        raise Unfit(
            f"{shown(source.url)} is in use by others (connections: {others}). Stop every "
            "samtavle that serves it and whatever else has it open; what is written meanwhile "
            "would stay behind."
        )


def _require_ours(connection: sa.Connection, source: DatabasePlace) -> None:
    """That all that stands there will be copied: our tables, as this program knows them."""
    if not sa.inspect(connection).has_table(SCHEMA):
        raise Unfit(f"There is no Samtavle in {shown(source.url)}.")
    revision = connection.exec_driver_sql(f"SELECT version_num FROM {SCHEMA}").scalar()  # noqa: S608
    if revision not in migrate.revisions():
        raise Unfit(f"A newer Samtavle wrote {shown(source.url)}: copy it with that one.")
    if revision != migrate.newest():
        raise Unfit(
            f"An older Samtavle wrote {shown(source.url)} (schema {revision}). Make a backup, "
            "serve it once with this one, which brings it up to date, stop that and copy then."
        )
    _require_no_others(connection, source)


def _prepare(target: DatabasePlace) -> None:
    """Give an empty target its tables. One that others use, or a newer Samtavle, is let alone."""
    if target.file:
        target.file.parent.mkdir(parents=True, exist_ok=True)
    with _opened(target, writing=False) as connection:
        _require_no_others(connection, target)
        if sa.inspect(connection).has_table(SCHEMA):
            query = f"SELECT version_num FROM {SCHEMA}"  # noqa: S608
            if connection.exec_driver_sql(query).scalar() not in {None, *migrate.revisions()}:
                raise Unfit(f"A newer Samtavle made {shown(target.url)}: install that one first.")
    migrate.upgrade(target.whole)


def _require_no_others(connection: sa.Connection, where: DatabasePlace) -> None:
    if others := foreign(connection):
        names = ", ".join(sorted(others))
        raise Unfit(f"{shown(where.url)} holds tables that are not Samtavle's: {names}.")


def _problem_text(problem: Exception) -> str:
    """The database's own words, without the row they are about."""
    cause = getattr(problem, "orig", None) or problem
    if isinstance(cause, psycopg.Error) and cause.diag.message_primary:
        return cause.diag.message_primary
    return f"{type(cause).__name__}: {cause}".strip().replace("\n", " ")
