"""A real server in a thread: real sockets, a real database, a clock that tests may set."""

import asyncio
import json
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2 as httpx
import uvicorn
from sqlmodel import Session

from app.live.line import WebSocketLine
from app.live.socket import LARGEST_FRAME
from app.main import build
from app.people.links import Links
from app.people.models import api_token, organiser_named
from app.runtime import Application
from app.settings import Settings
from app.storage.store import Store
from cluster.servers import free_port
from tests.databases import NATS, in_pairs
from tests.described import check
from tests.patience import PATIENCE
from tests.plain import NO_TLS
from tests.proxied import proxied

ENDING_SECONDS = 2
PART = {"hx-request": "true"}  # as a page asks for a piece of itself


@dataclass
class SetClock:
    """The real time, moved by as much as a test wishes."""

    moved: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.moved

    def forward(self, **by: float) -> None:
        self.moved += timedelta(**by)


@dataclass
class Server:
    url: str
    app: Application
    clock: SetClock
    others: tuple[Application, ...] = ()
    """What serves beside it, where several processes are tried."""

    def add(self, part: object) -> None:
        """Take it in place of what every process has of its kind."""
        for each in (self.app, *self.others):
            each.runtime.add(part)

    @property
    def store(self) -> Store:
        return self.app.runtime[Store]

    @property
    def links(self) -> Links:
        return self.app.runtime[Links]

    @property
    def live(self) -> str:
        return self.url.replace("http", "ws") + "/live"

    def client(self, bearer: str | None = None, **headers: str) -> httpx.Client:
        """A client of the API; with a bearer it is that organiser or seat."""
        if bearer:
            headers["authorization"] = f"Bearer {bearer}"
        return httpx.Client(
            base_url=self.url,
            headers=headers,
            timeout=PATIENCE,
            verify=NO_TLS,
            event_hooks={"response": [check]},
        )

    def organiser(self, name: str = "Ingrid Organiser") -> httpx.Client:
        def verb(session: Session) -> str:
            return api_token(session, organiser_named(session, name))

        return self.client(self.store.write_now(verb))


@dataclass
class Afternoon:
    """A seminar made through the API, with one seat in each of its rooms."""

    server: Server
    organiser: httpx.Client
    seminar: dict[str, Any]
    rooms: list[dict[str, Any]]
    seats: list[httpx.Client]

    @property
    def id(self) -> str:
        return str(self.seminar["id"])

    def dialogue(self, index: int = 0) -> str:
        return str(self.seminar["dialogues"][index]["id"])

    def prompt(self, index: int = 0, dialogue: int = 0) -> str:
        return str(self.seminar["dialogues"][dialogue]["prompts"][index]["id"])

    def stage(self, stage: str, dialogue: int = 0, **more: Any) -> None:
        path = f"/api/v1/seminars/{self.id}/dialogues/{self.dialogue(dialogue)}/stage"
        answer = self.organiser.put(path, json={"stage": stage, **more})
        assert answer.status_code == 200, answer.text

    def board(self, room: int = 0) -> dict[str, Any]:
        answer = self.seats[room].get(f"/api/v1/rooms/{self.rooms[room]['id']}/board")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def answer(self, room: int = 0, index: int = 0) -> dict[str, Any]:
        return dict(self.board(room)["answers"][index])

    def note(self, text: str, room: int = 0, **more: Any) -> httpx.Response:
        path = f"/api/v1/rooms/{self.rooms[room]['id']}/notes"
        body = {"prompt": self.prompt(), "text": text, **more}
        return self.seats[room].post(path, json=body)

    @property
    def facts(self) -> dict[str, Any]:
        """What is needed to take part in it again, on a copy of its data folder."""
        bearers = [each.headers["authorization"].split()[1] for each in self._clients]
        return {
            "url": self.server.url,
            "seminar": self.seminar,
            "rooms": self.rooms,
            "bearers": bearers,
        }

    @property
    def _clients(self) -> list[httpx.Client]:
        return [self.organiser, *self.seats]

    def bearer(self, room: int = 0) -> dict[str, str]:
        return {"Authorization": self.seats[room].headers["authorization"]}


ROSTER = [
    {"number": 1, "members": ["Fjellvik", "Granli"]},
    {"number": 2, "members": ["Storhavn"]},
    {"number": 3, "members": ["Evjemo og Hornvik", "Tangen"]},
]


def afternoon(server: Server, roster: list[dict[str, Any]] = ROSTER, **wish: Any) -> Afternoon:
    """A seminar with Dialog 1 open."""
    organiser = server.organiser()
    made = organiser.post(
        "/api/v1/seminars",
        json={"title": "Prøve", "language": "nb", "preset": "dialog-1-2", **wish},
    ).json()
    rooms = organiser.put(f"/api/v1/seminars/{made['id']}/rooms", json=roster).json()
    seats = [
        server.client(
            server.client()
            .post("/api/v1/seats", json={"code": made["code"], "room": room["number"]})
            .json()["seat_token"]
        )
        for room in rooms
    ]
    found = Afternoon(server, organiser, made, rooms, seats)
    found.stage("open")
    return found


def again(server: Server, facts: dict[str, Any]) -> Afternoon:
    """An afternoon that was made on another server, whose data folder this one serves a copy of."""
    found = json.loads(json.dumps(facts).replace(facts["url"], server.url))
    organiser, *seats = (server.client(bearer) for bearer in found["bearers"])
    return Afternoon(server, organiser, found["seminar"], found["rooms"], seats)


@contextmanager
def serving(
    data: Path, protocol: Any = "auto", *, single: bool = False, **changed: Any
) -> Iterator[Server]:
    """Run a server over `data` until the block ends; where several processes are tried, two of them
    behind a proxy, unless a single one is wished for."""
    port, clock = free_port(), SetClock()
    if in_pairs():
        changed = {"nats_url": os.environ[NATS]} | changed
    changed = {"rehearsals": 0} | changed  # whoever tries all calls begins no processes
    settings = Settings(data=data, port=port, **changed)
    if single or not in_pairs():
        with _one(settings, clock, port, protocol) as app:
            yield Server(f"http://127.0.0.1:{port}", app, clock)
        return
    behind = free_port(), free_port()
    with (
        _one(settings, clock, behind[0], protocol) as app,
        _one(settings, clock, behind[1], protocol) as other,
        proxied(port, behind),
    ):
        yield Server(f"http://127.0.0.1:{port}", app, clock, (other,))


class Runner(uvicorn.Server):
    """uvicorn's, which ends when it is told to and as soon as all is answered. Its own looks ten
    times a second whether it is to end, then waits twice as long again: with a server for most
    tests, that was a third of all that they wait. How a server ends is tried on real processes."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._told = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def end(self) -> None:
        """From another thread."""
        self.should_exit = True
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._told.set)

    async def main_loop(self) -> None:
        self._loop = asyncio.get_running_loop()
        while not await self.on_tick(0):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._told.wait(), 1)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        state = self.server_state
        for connection in list(state.connections):
            connection.shutdown()
        with suppress(TimeoutError):
            async with asyncio.timeout(ENDING_SECONDS):
                while state.connections or state.tasks:  # noqa: ASYNC110 - nobody is told when
                    await asyncio.sleep(0.005)
        await self.lifespan.shutdown()


@contextmanager
def _one(settings: Settings, clock: SetClock, port: int, protocol: Any) -> Iterator[Application]:
    app = build(settings, clock=clock)
    config = uvicorn.Config(
        app,
        http=protocol,
        host="127.0.0.1",
        port=port,
        ws=WebSocketLine,
        ws_max_size=LARGEST_FRAME,
        ws_per_message_deflate=False,
        ws_ping_interval=None,
        log_level="warning",
    )
    runner = Runner(config)
    thread = threading.Thread(target=runner.run, daemon=True)
    thread.start()
    while not runner.started:
        assert thread.is_alive(), "the server did not start"
        thread.join(0.02)
    try:
        yield app
    finally:
        runner.end()
        thread.join()
