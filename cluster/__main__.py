"""Several processes on one machine, as `compose.yaml` has them in containers: PostgreSQL, NATS, two
of Samtavle, and a proxy that hands each connection to the next one. Ctrl-C ends all of them.
"""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psycopg

from cluster.proxy import proxy
from cluster.servers import HERE, free_port, listens, nats, postgres, running, wait

PROCESSES = 2
PORT = int(os.environ.get("SAMTAVLE_PORT") or 8000)


def say(text: str) -> None:
    print(f"· {text}", file=sys.stderr, flush=True)


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """The address of an empty database, which is gone at the end."""
    name = f"samtavle_cluster_{os.getpid()}"
    with postgres(folder) as server:
        _tell(server, f"CREATE DATABASE {name}")
        whole, _, options = server.partition("?")
        try:
            yield f"{whole.rpartition('/')[0]}/{name}{'?' * bool(options)}{options}"
        finally:
            _tell(server, f"DROP DATABASE {name} WITH (FORCE)")


def _tell(server: str, words: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(words.encode())


@contextmanager
def samtavle(port: int, *words: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    program = Path(sys.executable).with_name("samtavle")
    with running(program, "serve", *words, SAMTAVLE_PORT=str(port), **environment) as process:
        wait(process, "samtavle", lambda: healthy(port))
        yield process


def healthy(port: int) -> bool:
    with suppress(OSError):
        urllib.request.urlopen(f"http://{HERE}:{port}/healthz", timeout=2).close()
        return True
    return False


async def hand_on(ports: list[int]) -> None:
    async with await proxy(PORT, ports) as server:
        await server.serve_forever()


def main() -> None:
    if listens(PORT):
        raise SystemExit(f"Something listens on port {PORT} already; set SAMTAVLE_PORT.")
    for ended in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ended, signal.default_int_handler)
    ports = [free_port() for _ in range(PROCESSES)]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="samtavle-")))
        shared = {
            "SAMTAVLE_DATA": str(folder / "data"),
            "SAMTAVLE_DATABASE_URL": stack.enter_context(database(folder / "postgresql")),
            "SAMTAVLE_NATS_URL": stack.enter_context(nats()),
            "SAMTAVLE_PUBLIC_URL": f"http://{HERE}:{PORT}",
            "SAMTAVLE_HOST": HERE,
        }
        for place, port in enumerate(ports):
            words = () if place else ("--sample",)  # it prints the four links
            stack.enter_context(samtavle(port, *words, **shared))
        said = " and ".join(map(str, ports))
        say(f"http://{HERE}:{PORT} hands each connection to the next of ports {said}")
        say("Ctrl-C stops all")
        asyncio.run(hand_on(ports))


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
