"""Brings a database up to date with Alembic; the revisions are in migrations/."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import NullPool, create_engine

FOLDER = Path(__file__).parent.parent.parent / "migrations"


def upgrade(url: str, revision: str = "head") -> None:
    """Run what is missing; each revision is one transaction."""
    if revision == "head" and standing(url) == newest():
        return
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["url"] = url
    command.upgrade(config, revision)


def standing(url: str) -> str | None:
    """The schema of a database, if it has one."""
    with create_engine(url, poolclass=NullPool).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def revisions() -> set[str]:
    """Every schema this program knows."""
    return {each.revision for each in ScriptDirectory(str(FOLDER)).walk_revisions()}


@cache
def newest() -> str:
    """The schema this program works with; to find it out means to read every revision."""
    head = ScriptDirectory(str(FOLDER)).get_current_head()
    assert head
    return head
