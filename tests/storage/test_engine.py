"""What PostgreSQL's connections are told."""

import os
import socket

import pytest
from sqlalchemy import Connection

from app.storage.engine import SILENT_SECONDS, open_engine
from app.storage.store import Store
from tests.databases import in_pairs

pytestmark = pytest.mark.skipif(not in_pairs(), reason="PostgreSQL's own: make test-many")


def setting(connection: Connection, name: str) -> str:
    return str(connection.exec_driver_sql(f"SHOW {name}").scalar_one())


def test_a_writer_that_falls_silent_keeps_no_lock_and_a_reader_may_think(store: Store) -> None:
    address = store.engine.url.render_as_string(hide_password=False)
    writing = open_engine(address, writing=True)
    with writing.connect() as connection, store.engine.connect() as reader:
        name = "idle_in_transaction_session_timeout"
        assert setting(connection, name) == f"{2 * SILENT_SECONDS}s"
        assert setting(reader, name) == "0"
    writing.dispose()


def test_both_ends_of_a_connection_notice_a_net_that_carries_nothing(store: Store) -> None:
    with store.engine.connect() as connection:
        assert setting(connection, "tcp_keepalives_idle") == "4"
        number = connection.connection.driver_connection.fileno()  # type: ignore[union-attr]
        with socket.socket(fileno=os.dup(number)) as near:
            waits = near.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
            assert waits == SILENT_SECONDS * 1000
            assert near.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 4
