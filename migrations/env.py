"""Runs migrations: each upgrade is one transaction, and every table of app/*/models.py is known."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

from app.failpoints import passing
from app.settings import Settings
from app.storage.tables import SEARCH, know_all

MIGRATING = 0x5A4D  # a number that nobody else locks


def render(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """A revision outlives our own column types, so it is written in those beneath them."""
    if kind == "type" and isinstance(item, TypeDecorator) and item.__module__.startswith("app."):
        return f"sa.{item.impl!r}"
    return False


def of_models(name: str | None, kind: str, _: Any) -> bool:
    """SQLite's search index lies in tables of its own making; no model knows them."""
    return not (kind == "table" and name and name.startswith(SEARCH))


def engine() -> Engine:
    """An engine of its own, because a migration needs another SQLite than the server does.

    A batch migration drops the old table, and with foreign keys enforced that deletes the rows
    which point to it; so they stay off here and are checked afterwards. BEGIN is ours: the driver
    would otherwise let every change of a table stand alone, and a crash leave half an upgrade.
    """
    url = context.config.attributes.get("url") or Settings().database
    made = create_engine(url, poolclass=NullPool)
    if made.dialect.name == "sqlite":
        event.listen(made, "connect", lambda raw, _: setattr(raw, "isolation_level", None))
        event.listen(made, "begin", lambda sql: sql.exec_driver_sql("BEGIN IMMEDIATE"))
    return made


def migrate(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=sqlite,
        render_item=render,
        include_name=of_models,
        transactional_ddl=True,
        on_version_apply=lambda **_: passing("migration"),
    )
    with context.begin_transaction():
        if not sqlite:  # of several processes that start at once the first does it
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATING})")
        context.run_migrations()
        if sqlite and (loose := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
            raise RuntimeError(f"a row of {loose[0]} would point to nothing; nothing was changed")


know_all()
with engine().connect() as opened:
    migrate(opened)
