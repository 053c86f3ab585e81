"""Brings a database up to date with Alembic; the revisions are in migrations/.

Which revisions there are is read out of their files: a start that has nothing to do then needs
neither to run all of them nor Alembic, which takes a tenth of an idle server's memory.
"""

import re
from functools import cache
from pathlib import Path

from sqlalchemy import NullPool, create_engine, inspect

FOLDER = Path(__file__).parent.parent.parent / "migrations"
_NAMED = re.compile(r'^(revision|down_revision) = "(\w+)"$', re.MULTILINE)


def upgrade(url: str, revision: str = "head") -> None:
    """Run what is missing; each revision is one transaction."""
    if revision == "head" and standing(url) == newest():
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["url"] = url
    command.upgrade(config, revision)


def standing(url: str) -> str | None:
    """The schema of a database, if it has one."""
    with create_engine(url, poolclass=NullPool).connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.exec_driver_sql(
            "SELECT version_num FROM alembic_version"
        ).scalar()
        return found


def revisions() -> set[str]:
    """Every schema this program knows."""
    return _revisions_named("revision")


@cache
def newest() -> str:
    """The schema this program works with: the one that no other builds on."""
    (head,) = revisions() - _revisions_named("down_revision")
    return head


@cache
def _revisions_named(word: str) -> set[str]:
    files = (FOLDER / "versions").glob("*.py")
    found = (_NAMED.findall(each.read_text(encoding="utf-8")) for each in files)
    return {name for names in found for key, name in names if key == word}
