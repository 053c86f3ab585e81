"""A hall with those who lead it: their screens, and what they press."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import httpx2 as httpx
import msgspec

from bench.halls import Guest, SamtavleHall
from rehearsal.socket import Socket

Press = Callable[[int], Awaitable[httpx.Response]]


@dataclass
class Screen:
    """Somebody's grid, or a projector that looks again when it is told to."""

    hall: "GridHall"
    projector: bool = False
    cells: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    size: int = 0
    looks: set[asyncio.Task[None]] = field(default_factory=set)

    async def open(self) -> Socket:
        joined = asyncio.get_running_loop().create_future()

        def hear(raw: bytes, at: float) -> None:
            self.size += len(raw)
            told = msgspec.json.decode(raw)
            if told["type"] == "joined":
                joined.set_result(None)
            elif told["type"] == "cell" or told.get("id") == "grid-table":
                self.cells[told["id"]].append(at)
            elif told["type"] == "plenum" and self.projector:
                self.looks.add(asyncio.create_task(self._look()))

        socket = Socket(hear, lambda code: None)
        live = self.hall.server.url.replace("http", "ws", 1) + "/live"
        await socket.open(live, self.hall.server.token)
        socket.send({"type": "join", "grid": self.hall.seminar["id"], "language": "nb"})
        await joined
        return socket

    async def _look(self) -> None:
        await self.hall.client.get(f"/seminars/{self.hall.seminar['id']}/plenum")

    @property
    def gaps(self) -> list[float]:
        """Seconds between two updates of the same cell."""
        return [
            later - earlier for times in self.cells.values() for earlier, later in pairwise(times)
        ]


class GridHall(SamtavleHall):
    """A hall with its facilitator."""

    seats: list[list[Guest]]
    client: httpx.AsyncClient
    seminar: dict[str, Any]

    async def take_seats(self) -> list[list[Guest]]:
        self.seats = await super().take_seats()
        bearer = {"authorization": f"Bearer {self.server.token}", "hx-request": "true"}
        self.client = httpx.AsyncClient(base_url=self.server.url, headers=bearer, timeout=60)
        found = (await self.client.get("/api/v1/seminars")).json()
        self.seminar = (await self.client.get(f"/api/v1/seminars/{found[0]['id']}")).json()
        return self.seats

    @asynccontextmanager
    async def looked_at(self, *screens: Screen) -> AsyncIterator[None]:
        sockets = [await each.open() for each in screens]
        yield
        for socket in sockets:
            socket.close()
        await asyncio.gather(*(look for each in screens for look in each.looks))

    def presses(self) -> dict[str, Press]:
        """What is pressed, by number of the press; a call for help has been made before."""
        at, room = f"/seminars/{self.seminar['id']}", self._room
        post = self.client.post
        return {
            "(nothing: /healthz)": lambda _: self.client.get("/healthz"),
            "a message to a room": lambda n: post(
                f"{at}/messages", data={"text": "Kaffe om fem minutter", "room": room(n)}
            ),
            "a message to all rooms": lambda _: post(
                f"{at}/messages", data={"text": "Kaffe om fem minutter", "minutes": 1}
            ),
            "Dialog 2 opens or closes": lambda n: post(f"{at}/stage", data=self._stage(n)),
            "I am coming": lambda n: post(f"{at}/rooms/{room(n)}/help", data={}),
            "two minutes more": lambda _: post(f"{at}/clock/more"),
            "projector, from the grid": lambda n: post(
                f"{at}/grid/plenum", data={"step": 1 - n % 2 * 2}
            ),
            "projector, from itself": lambda n: post(f"{at}/plenum", data={"step": 1 - n % 2 * 2}),
            "projector, API": lambda n: self.client.put(
                f"/api/v1{at}/plenum", json={"step": 1 - n % 2 * 2}
            ),
        }

    def _room(self, number: int) -> str:
        return self.seats[number % len(self.seats)][0].room

    def _stage(self, number: int) -> dict[str, str]:
        return {
            "dialogue": self.seminar["dialogues"][1]["id"],
            "stage": "closed" if number % 2 else "open",
        }

    async def ready(self, presses: int) -> None:
        """Calls for help of as many rooms as will be answered, and a clock that runs."""
        for number in range(presses):
            guest = self.seats[number % len(self.seats)][0]
            bearer = {"authorization": f"Bearer {guest.token}"}
            path = f"/api/v1/rooms/{guest.room}/help"
            (await self.client.post(path, headers=bearer)).raise_for_status()
        prompt = self.seminar["dialogues"][0]["prompts"][0]["id"]
        path = f"/seminars/{self.seminar['id']}/clock"
        told = {"prompt": prompt, "phase": "talk"}
        (await self.client.post(path, data=told)).raise_for_status()
