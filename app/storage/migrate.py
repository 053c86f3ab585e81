"""Brings a database up to date with Alembic; the revisions are in migrations/."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

FOLDER = Path(__file__).parent.parent.parent / "migrations"


def upgrade(url: str, revision: str = "head") -> None:
    """Run what is missing; each revision is one transaction."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["url"] = url
    command.upgrade(config, revision)


def revisions() -> set[str]:
    """Every schema this program knows."""
    return {each.revision for each in ScriptDirectory(str(FOLDER)).walk_revisions()}


def newest() -> str:
    """The schema this program works with."""
    head = ScriptDirectory(str(FOLDER)).get_current_head()
    assert head
    return head
