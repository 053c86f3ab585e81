"""Both servers with everybody in: one writer and some listeners in each room."""

import json
import secrets
from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx2
from prosemirror.model import Node, Schema

from bench.processes import Running
from rehearsal import edits
from rehearsal.api import Api
from rehearsal.socket import Socket


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

    def write(self, room: int, due: float) -> None:
        """One edit in a room, which was to be sent at `due`."""


class Recording:
    """The frames that Samtavle sent, by room, in the order of the edits: what the relay repeats."""

    def __init__(self) -> None:
        self.frames: dict[int, list[bytes]] = defaultdict(list)


class SamtavleHall:
    """Seats and sockets as participants have them; a writer adds one letter to a note each time.

    A writer alone in its answer knows the next version, so it need not wait to be answered.
    """

    def __init__(self, server: Running, load: Load, recording: Recording) -> None:
        self.server, self.load, self.recording = server, load, recording
        self.heard = Heard()
        self._rooms: list[_Writing] = []
        self._sent: dict[tuple[str, int], float] = {}

    async def open(self) -> None:
        async with httpx2.AsyncClient(timeout=60) as client:
            api = Api(client, self.server.url, self.server.token)
            seminar = {"title": "Bench", "language": "nb", "preset": "dialog-1-2"}
            made = await api.post("/seminars", seminar)
            at = f"/seminars/{made['id']}"
            roster = [{"number": n + 1, "members": [f"Ås {n}"]} for n in range(self.load.rooms)]
            rooms = await api.put(f"{at}/rooms", roster)
            first = made["dialogues"][0]["id"]
            await api.put(f"{at}/dialogues/{first}/stage", {"stage": "open"})
            schema = await api.get("/schema")
            for number, room in enumerate(rooms):
                await self._fill(api, number, room["id"], made["code"], schema)

    async def _fill(
        self, api: Api, number: int, room: str, code: str, told: dict[str, Any]
    ) -> None:
        for _ in range(self.load.people):  # the last to sit down writes, under its own name
            taken = await api.post("/seats", {"code": code, "room": number + 1})
            seat = api.for_bearer(taken["seat_token"])
            socket = Socket(lambda raw, at: self._hear(number, raw, at), lambda code: None)
            await socket.open(seat.live, taken["seat_token"])
            socket.send({"type": "join", "room": room, "language": "nb"})
        answer = (await seat.get(f"/rooms/{room}/board"))["answers"][0]
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
        due = self._sent.get((told["document"], told["version"]))
        if due is None:
            return
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


class RelayHall:
    """As many sockets in as many rooms; a writer sends the frames that Samtavle sent before."""

    def __init__(self, server: Running, load: Load, recording: Recording) -> None:
        self.server, self.load, self.recording = server, load, recording
        self.heard = Heard()
        self._writers: list[Socket] = []
        self._sent: dict[bytes, float] = {}

    async def open(self) -> None:
        for room in range(self.load.rooms):
            for person in range(self.load.people):
                socket = Socket(self._hear, lambda code: None)
                await socket.open(f"{self.server.url}/{room}", "")
                if not person:
                    self._writers.append(socket)

    def write(self, room: int, due: float) -> None:
        raw = self.recording.frames[room].pop(0)
        self._sent[raw] = due
        self._writers[room].send_text(raw)

    def _hear(self, raw: bytes, at: float) -> None:
        self.heard.add(at - self._sent[raw])
