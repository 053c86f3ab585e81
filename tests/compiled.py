"""SQL that is compiled once a run: SQLAlchemy keeps what it has compiled by engine, and every test
has engines of its own."""

from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, event
from sqlalchemy.engine import Dialect

_kept: dict[Any, tuple[Dialect, dict[Any, Any]]] = {}


def compile_once() -> None:
    """From now on all stores of this process share what is compiled, and the dialect of it."""
    if not event.contains(Engine, "engine_connect", _share):
        event.listen(Engine, "engine_connect", _share)


def _share(connection: Connection) -> None:
    if not isinstance(connection.engine.pool, QueuePool):
        return  # a migration's, or one in memory: opened for a few statements
    own = connection.dialect
    alike = own.name, getattr(own, "_json_serializer", None)
    connection.dialect, compiled = _kept.setdefault(alike, (own, {}))
    connection.execution_options(compiled_cache=compiled)
