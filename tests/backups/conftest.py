"""Databases as earlier programs left them."""

from pathlib import Path

import pytest

from app.settings import Settings
from app.storage import migrate
from app.storage.store import Store

FIRST = "2ee02c79c3a2"


@pytest.fixture
def old_database(tmp_path: Path) -> Path:
    """A folder of the first program: its first schema, an epoch and a key."""
    settings = Settings(data=tmp_path / "old")
    settings.data.mkdir()
    migrate.upgrade(settings.database, FIRST)
    store = Store(settings.database)
    store.write_now(
        lambda session: session.connection().exec_driver_sql(
            "INSERT INTO installation (id, epoch) VALUES (1, 'first')"
        )
    )
    store.close()
    assert settings.key
    return settings.data / "samtavle.db"
