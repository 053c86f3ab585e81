"""A server with everybody in, one writer and some listeners in each room; and Samtavle as one."""

import asyncio
import json
import secrets
from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any, Protocol

import httpx2
from prosemirror.model import Node, Schema

from bench.processes import Running
from rehearsal import edits
from rehearsal.api import Api
from rehearsal.socket import Socket

MOST_SEATS = 150  # below what a room lets sit down; more people are further windows of those


@dataclass(frozen=True)
class Load:
    """How many sit where, and how many edits a second the writer of each room makes."""

    rooms: int
    people: int
    rate: float


@dataclass
class Heard:
    """What all listeners of one round received."""

    delivered: int = 0
    times: "array[float]" = field(default_factory=lambda: array("d"))

    def add(self, seconds: float) -> None:
        self.delivered += 1
        self.times.append(seconds)


class Hall(Protocol):
    """What a round needs of a server."""

    server: Running
    heard: Heard

    def __init__(self, server: Running, load: Load, recording: "Recording") -> None:
        """With nobody in it yet."""

    async def open(self) -> None:
        """Everybody comes in."""

    def write(self, room: int, due: float) -> None:
        """One edit in a room, which was to be sent at `due`."""


class Recording:
    """The frames that Samtavle sent, by room, in the order of the edits: what the relay repeats.
    `updates` are the edits of a Yjs document, for those who carry nothing else."""

    def __init__(self) -> None:
        self.frames: dict[int, list[bytes]] = defaultdict(list)
        self.updates: list[bytes] = []

    @classmethod
    def made(cls, load: Load, rounds: float) -> "Recording":
        """Frames of the usual size, for a relay that is measured alone; `rounds` in seconds."""
        made = cls()
        for room in range(load.rooms):
            for number in range(round(load.rate * rounds) + 1):
                told = {"room": room, "version": number, "steps": "x" * 200}
                made.frames[room].append(json.dumps(told).encode())
        return made


@dataclass(frozen=True)
class Guest:
    """Somebody with a seat: the number of their room, its id, and their token."""

    number: int
    room: str
    token: str


def address_of(room: int) -> str:
    """Where a room's people come from: the server lets 3,000 sockets have one address."""
    return f"127.0.0.{2 + room // 300}"


class SamtavleHall:
    """Seats and sockets as participants have them; a writer adds one letter to a note each time.

    A writer alone in its answer knows the next version, so it need not wait to be answered.
    """

    def __init__(self, server: Running, load: Load, recording: Recording) -> None:
        self.server, self.load, self.recording = server, load, recording
        self.heard = Heard()
        self._rooms: list[_Writing] = []
        self._schema: dict[str, Any] = {}
        self._sent: dict[tuple[str, int], float] = {}

    async def open(self) -> None:
        """Have everybody sit down and join; the last in each room writes, under its own name."""
        for room, guests in enumerate(await self.take_seats()):
            sockets = [await self.join(guest) for guest in guests]
            await self._begin(room, guests[-1], sockets[-1])

    async def take_seats(self) -> "list[list[Guest]]":
        """A seminar whose first dialogue is open, and by room those who have a seat in it."""
        async with httpx2.AsyncClient(timeout=60) as client:
            api = Api(client, self.server.url, self.server.token)
            seminar = {"title": "Bench", "language": "nb", "preset": "dialog-1-2"}
            made = await api.post("/seminars", seminar)
            at = f"/seminars/{made['id']}"
            roster = [{"number": n + 1, "members": [f"Ås {n}"]} for n in range(self.load.rooms)]
            rooms = await api.put(f"{at}/rooms", roster)
            first = made["dialogues"][0]["id"]
            await api.put(f"{at}/dialogues/{first}/stage", {"stage": "open"})
            self._schema = await api.get("/schema")
            seats = []
            for number, room in enumerate(rooms):
                wish = {"code": made["code"], "room": number + 1}
                count = min(self.load.people, MOST_SEATS)
                taken = [await api.post("/seats", wish) for _ in range(count)]
                guests = [Guest(number, room["id"], each["seat_token"]) for each in taken]
                seats.append(list(islice(cycle(guests), self.load.people)))
        return seats

    async def join(self, guest: "Guest") -> Socket:
        """Come in, and hear what stands there. A hall has one address; many rooms have several."""
        joined = asyncio.get_running_loop().create_future()

        def hear(raw: bytes, at: float) -> None:
            self._hear(guest.number, raw, at)
            if raw.startswith(b'{"type":"joined"') and not joined.done():
                joined.set_result(None)

        socket = Socket(hear, lambda code: None)
        live = self.server.url.replace("http", "ws", 1) + "/live"
        await socket.open(live, guest.token, local=address_of(guest.number))
        socket.send({"type": "join", "room": guest.room, "language": "nb"})
        await joined
        return socket

    async def _begin(self, number: int, guest: "Guest", socket: Socket) -> None:
        async with httpx2.AsyncClient(timeout=60) as client:
            seat = Api(client, self.server.url, guest.token)
            answer = (await seat.get(f"/rooms/{guest.room}/board"))["answers"][0]
            told = self._schema
            schema: Schema[Any, Any] = Schema({"nodes": told["nodes"], "marks": told["marks"]})
            doc = Node.from_json(schema, answer["doc"])
            step = edits.named(doc, 1, secrets.token_urlsafe(9)).to_json()
            writing = _Writing(socket, answer["id"], answer["version"], secrets.token_urlsafe(9))
            body = {"version": writing.version, "client": writing.client, "steps": [step]}
            await seat.post(f"/answers/{answer['id']}/steps", body)
        writing.version += 1
        self._rooms.append(writing)

    def write(self, room: int, due: float) -> None:
        writing = self._rooms[room]
        self._sent[writing.document, writing.version + 1] = due
        writing.write()

    def _hear(self, room: int, raw: bytes, at: float) -> None:
        if not raw.startswith(b'{"type":"steps"'):
            return
        told = json.loads(raw)
        last = told["version"]  # what came close together comes in one frame
        for version in range(last, last - len(told["steps"]), -1):
            if due := self._sent.get((told["document"], version)):
                self.heard.add(at - due)
        frames = self.recording.frames[room]
        if not frames or frames[-1] != raw:
            frames.append(raw)


@dataclass
class _Writing:
    """One writer, at the end of the one note it writes."""

    socket: Socket
    document: str
    version: int
    client: str
    pos: int = 1

    def write(self) -> None:
        letter = {"content": [{"type": "text", "text": "aeinrst "[self.pos % 8]}]}
        step = {"stepType": "replace", "from": self.pos, "to": self.pos, "slice": letter}
        message = {"type": "steps", "id": str(self.version), "document": self.document}
        place = {"version": self.version, "client": self.client, "steps": [step], "schema": 1}
        self.socket.send(message | place)
        self.version += 1
        self.pos += 1
