"""How the database is opened: what every connection is told before it is used."""

import json
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url

BUSY_SECONDS = 2
SILENT_SECONDS = 10
# PostgreSQL: what is told as saved is on its disk, and nobody waits long for another's lock.
_OPTIONS = f"-c synchronous_commit=on -c lock_timeout={BUSY_SECONDS}s"
# A process that falls silent in the midst of a write, with its machine or its net, keeps no lock.
_WRITING = f"{_OPTIONS} -c idle_in_transaction_session_timeout={2 * SILENT_SECONDS}s"
# A net that carries nothing any more is noticed by both ends, and not after a quarter of an hour.
_KEEPALIVE = {"keepalives_idle": 4, "keepalives_interval": 2, "keepalives_count": 3}
_AT_THE_SERVER = "".join(f" -c tcp_{name}={value}" for name, value in _KEEPALIVE.items())


def open_engine(url: str, *, writing: bool) -> Engine:
    """A pool of connections whose transactions each see one state, and change it alone."""
    # An error in the log must not hold the text that could not be written.
    common = {"pool_size": 8, "hide_parameters": True, "json_serializer": _json}
    if make_url(url).get_backend_name() != "sqlite":
        level = "SERIALIZABLE" if writing else "REPEATABLE READ"
        told = {
            "options": (_WRITING if writing else _OPTIONS) + _AT_THE_SERVER,
            "connect_timeout": BUSY_SECONDS,
            "tcp_user_timeout": SILENT_SECONDS * 1000,
            **_KEEPALIVE,
        }
        return create_engine(
            url, isolation_level=level, connect_args=told, pool_pre_ping=True, **common
        )
    engine = create_engine(url, **common)
    begin = "BEGIN IMMEDIATE" if writing else "BEGIN"
    event.listen(engine, "connect", lambda connection, _: prepare_sqlite(connection))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


class Json(str):
    """A value that has been made into JSON already, and is stored as it is."""


def _json(value: object) -> str:
    return value if isinstance(value, Json) else json.dumps(value)


def prepare_sqlite(connection: Any) -> None:
    """What every connection is told; it begins no transactions by itself from now on."""
    # The driver must not begin transactions by itself: savepoints and BEGIN IMMEDIATE are ours.
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"busy_timeout = {BUSY_SECONDS * 1000}",
        "temp_store = MEMORY",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
