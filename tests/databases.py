"""What the tests' databases are: SQLite's files, or those of a PostgreSQL server.

Each test has one of its own, copied from one that was made once a run. SQLite's lies in the data
folder that is served; on PostgreSQL the environment names it.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

from app.storage import migrate

SERVER = "SAMTAVLE_TEST_POSTGRES"
"""A server's address, as SQLAlchemy writes it: postgresql+psycopg://user@host:port/postgres."""


NATS = "SAMTAVLE_TEST_NATS"
"""A NATS server's address, for what several processes tell each other."""


class Databases(Protocol):
    def make(self, data: Path) -> None:
        """Give the data folder a migrated database without rows."""

    def copy(self, original: Path, data: Path) -> AbstractContextManager[None]:
        """Within the block `data` is a copy of the folder `original` and of its database."""

    def using(self, data: Path) -> AbstractContextManager[None]:
        """Within the block settings lead to the database of this folder itself."""


class Files:
    """SQLite."""

    def make(self, data: Path) -> None:
        migrate.upgrade(f"sqlite:///{data / 'samtavle.db'}")

    @contextmanager
    def copy(self, original: Path, data: Path) -> Iterator[None]:
        shutil.copytree(original, data, dirs_exist_ok=True)
        yield

    def using(self, data: Path) -> AbstractContextManager[None]:
        return nullcontext()


class Servers:
    """PostgreSQL. A database is named after its folder, and after this run."""

    def __init__(self, url: str) -> None:
        self._url, self._names, self._numbers = make_url(url), dict[Path, str](), count()

    def make(self, data: Path) -> None:
        self._create(data, "template1")
        migrate.upgrade(self._address(data))

    @contextmanager
    def copy(self, original: Path, data: Path) -> Iterator[None]:
        shutil.copytree(original, data, dirs_exist_ok=True)
        self._create(data, self._names[original])
        with self.using(data):
            yield
        self.drop(data)

    @contextmanager
    def using(self, data: Path) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("SAMTAVLE_DATABASE_URL", self._address(data))
            yield

    def drop(self, data: Path) -> None:
        name = sql.Identifier(self._names.pop(data))
        self._tell(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    def _create(self, data: Path, like: str) -> None:
        name = f"samtavle_{os.getpid()}_{next(self._numbers)}"
        words = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._let_go_of(like)
        self._tell(words.format(sql.Identifier(name), sql.Identifier(like)))
        self._names[data] = name

    def _let_go_of(self, name: str) -> None:
        """PostgreSQL copies only what nobody uses, and a server that has ended is seen as gone by
        and by on a busy machine."""
        words = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = {}"
        self._tell(sql.SQL(words).format(sql.Literal(name)))

    def _address(self, data: Path) -> str:
        named = self._url.set(database=self._names[data])
        return named.render_as_string(hide_password=False)

    def _tell(self, words: sql.Composed) -> None:
        address = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(words)


def on_postgres() -> bool:
    return SERVER in os.environ


def in_pairs() -> bool:
    """Whether every server is tried as two processes."""
    return on_postgres() and NATS in os.environ


@contextmanager
def databases() -> Iterator[Any]:
    """Those of this run; what was made on a server is gone afterwards."""
    if not on_postgres():
        yield Files()
        return
    servers = Servers(os.environ[SERVER])
    yield servers
    for data in list(servers._names):
        servers.drop(data)
