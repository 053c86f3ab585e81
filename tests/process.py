"""The command `samtavle` as a host runs it: a process of its own, with signals and exit codes."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import TextIO

import httpx2 as httpx
from websockets.sync.client import connect

from app.main import open_store
from app.people.models import api_token, organiser_named
from app.settings import Settings
from cluster.servers import free_port
from tests.forked import COMMAND, Forked
from tests.patience import PATIENCE
from tests.plain import NO_TLS
from tests.talk import Talk


@dataclass
class Process:
    running: Forked | subprocess.Popen[bytes]
    url: str
    environment: dict[str, str]
    output: TextIO

    def lines(self, count: int) -> dict[str, str]:
        """The first lines of standard output, as word → link."""
        words = (self.output.readline().split() for _ in range(count))
        return {word.rstrip(":"): link for word, link in words}

    def token(self) -> str:
        """An organiser's, made beside the server as `samtavle token` does, without its start."""
        folder = Path(self.environment["SAMTAVLE_DATA"])
        address = self.environment.get("SAMTAVLE_DATABASE_URL", "")
        store = open_store(Settings(data=folder, database_url=address))
        try:
            return store.write_now(
                lambda session: api_token(session, organiser_named(session, "Ingrid"))
            )
        finally:
            store.close()

    def wait(self) -> None:
        """Until it answers."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if (
                    httpx.get(self.url + "/healthz", verify=NO_TLS, timeout=PATIENCE).status_code
                    == 200
                ):
                    return
            except httpx.TransportError:
                time.sleep(0.1)
            assert self.running.poll() is None, "the server ended at its start"
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        self.running.send_signal(signal.SIGKILL)
        self.running.wait()

    def stop(self) -> int:
        """SIGTERM; returns the exit code."""
        self.running.send_signal(signal.SIGTERM)
        return self.running.wait(timeout=PATIENCE)


def seat(server: Process) -> tuple[httpx.Client, str, str, str]:
    """A client in room 1 of a new seminar, with the room's id and two prompts' ids."""
    organiser = httpx.Client(
        base_url=server.url + "/api/v1",
        headers={"Authorization": f"Bearer {server.token()}"},
        timeout=PATIENCE,
        verify=NO_TLS,
    )
    made = organiser.post("/seminars", json={"title": "Prøve", "language": "nb"}).json()
    rooms = f"/seminars/{made['id']}/rooms"
    (room,) = organiser.put(rooms, json=[{"number": 1, "members": ["Granli"]}]).json()
    dialogue = made["dialogues"][0]
    organiser.put(
        f"/seminars/{made['id']}/dialogues/{dialogue['id']}/stage", json={"stage": "open"}
    )
    taken = organiser.post("/seats", json={"code": made["code"], "room": 1}).json()
    client = httpx.Client(
        base_url=server.url + "/api/v1",
        headers={"Authorization": f"Bearer {taken['seat_token']}"},
        timeout=PATIENCE,
        verify=NO_TLS,
    )
    return client, room["id"], dialogue["prompts"][0]["id"], made["id"]


def command(*words: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    with TemporaryFile("w+") as out, TemporaryFile("w+") as err:
        code = Forked(words, environment, out.fileno(), err.fileno()).wait(PATIENCE)
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(words, code, out.read(), err.read())


@contextmanager
def talking(server: Process, bearer: str) -> Iterator[Talk]:
    live = server.url.replace("http", "ws") + "/live"
    with connect(live, additional_headers={"Authorization": bearer}) as opened:
        yield Talk(opened)


@contextmanager
def process(
    data: Path, *words: str, port: int = 0, from_nothing: bool = False, **more: str
) -> Iterator[Process]:
    """`samtavle serve` over a data folder, killed at the end if it still runs; from nothing it
    loads the program first, as a host's does."""
    port = port or free_port()
    environment = os.environ | {
        "SAMTAVLE_DATA": str(data),
        "SAMTAVLE_PORT": str(port),
        **more,
    }
    words = ("serve", *words)
    reading, writing = os.pipe()
    with os.fdopen(reading) as output, (data / "log").open("a") as log:
        running = (
            subprocess.Popen([*COMMAND, *words], env=environment, stdout=writing, stderr=log)
            if from_nothing
            else Forked(words, environment, writing, log.fileno())
        )
        os.close(writing)
        made = Process(running, f"http://127.0.0.1:{port}", environment, output)
        try:
            yield made
        finally:
            if running.poll() is None:
                made.kill()
