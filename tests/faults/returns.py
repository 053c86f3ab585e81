"""Everybody comes back after the server was away: stopped with a word, or killed without one."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import httpx2
from prosemirror.model import Schema

from cluster.servers import free_port
from rehearsal import checks
from rehearsal.api import Api
from rehearsal.figures import Figures
from rehearsal.hearing import Air
from rehearsal.participant import Participant
from rehearsal.programme import Programme
from rehearsal.room import Room
from rehearsal.script import written
from rehearsal.socket import Refused
from tests.process import Process, process

FIRST_WAIT, LONGEST_WAIT, JITTER, HANDSHAKE, WELCOMED, HURRIED = 0.5, 30.0, 5.0, 6.0, 30.0, 0.5
"""Seconds; the browser's own, from static/js/socket.js."""
BY_HTTP_AFTER, POLLING = 3, 2.0
"""Failures, and seconds: static/js/text/line.js and http.js."""
LINES = 24
"""In every answer of the first dialogue: about two hundred and fifty words."""
BETWEEN = 0.2
"""Seconds of writing before the server is away, so that it leaves in the middle of a word."""
PATIENCE = 300
ENDS: dict[str, Callable[[Process], object]] = {"stopped": Process.stop, "killed": Process.kill}


class Returning(Participant):
    """Comes back as the browser does. `hurry` is how many times shorter it waits."""

    random = Random(1)
    hurry = 1.0
    fresh = False
    """Whether it has forgotten everything meanwhile, as a page that is loaded anew."""
    tries = 0
    back_at = 0.0
    _patience: asyncio.Timeout | None = None

    def _ended(self, code: int) -> None:
        self._joined.clear()
        for pen in self.pens.values():
            pen.disconnected()
        if not self._leaving and (self._coming is None or self._coming.done()):
            self._coming = asyncio.create_task(self._come_back_like_a_browser())

    async def _come_back_like_a_browser(self) -> None:
        if self.fresh:
            self.versions.clear()
        answered, polling = asyncio.Event(), None
        for failures in count():
            if failures == BY_HTTP_AFTER:
                polling = asyncio.create_task(self._poll(answered))
            wait = min(FIRST_WAIT * 2**failures, LONGEST_WAIT) + self.random.random() * JITTER
            with suppress(TimeoutError):
                async with asyncio.timeout(wait / self.hurry):
                    await answered.wait()
                    answered.clear()  # no need to wait out the pause, once
                    await asyncio.sleep(self.random.random() * HURRIED)
            self.tries += 1
            if await self._in():
                break
        if polling:
            polling.cancel()

    async def _in(self) -> bool:
        """Try a socket: a while for the server's hello, longer for what was missed."""
        self._leaving = False
        with suppress(OSError, Refused, TimeoutError):
            async with asyncio.timeout(HANDSHAKE) as patience:
                self._patience = patience
                await self.connect()
            self._patience, self.back_at = None, time.perf_counter()
            return True
        self._patience = None
        self.drop()
        return False

    def _told(self, told: dict[str, Any], at: float) -> None:
        if told["type"] == "hello" and self._patience:
            self._patience.reschedule(asyncio.get_running_loop().time() + WELCOMED)
        super()._told(told, at)

    async def _poll(self, answered: asyncio.Event) -> None:
        """Ask over HTTP what changed, on and on until the socket has joined."""
        own, first = self.api, True
        asked = f"{own.url}/api/v1/rooms/{self.room}/changes?since={self._room_version}"
        while True:
            with suppress(httpx2.TransportError):
                if (await own.client.get(asked, headers=own.headers)).is_success and first:
                    answered.set()
                    first = False
            await asyncio.sleep(POLLING / self.hurry)


@dataclass
class Back:
    """How a return went: seconds from the server's first answer, and its memory afterwards."""

    how: str
    half: float
    last: float
    tries: int
    megabytes: int
    highest: int

    def __str__(self) -> str:
        return (
            f"{self.how}: half are back {self.half:.1f} s and the last {self.last:.1f} s after "
            f"the server answers, {self.tries} tries, {self.megabytes} MB (at most {self.highest})"
        )


def come_back(folder: Path, *, rooms: int, people: int, hurry: float = 1.0) -> str:
    """Each room writes while the server goes away and while it is gone. Then all come back with
    the state that the board has, and nothing is lost or doubled. Returns the figures."""
    return asyncio.run(_play(folder, rooms, people, hurry))


async def _play(folder: Path, count: int, people: int, hurry: float) -> str:
    figures, port, told = Figures(), free_port(), list[Back]()
    async with httpx2.AsyncClient(timeout=PATIENCE, verify=False) as client:
        with process(folder, port=port) as server:
            await asyncio.to_thread(server.wait)
            api = Api(client, server.url, await asyncio.to_thread(server.token))
            rooms = await _hall(api, figures, count, people, hurry)
            writing = await _go_away(rooms, server, "stopped")
        for how, then in (("stopped", "killed"), ("killed", "stopped")):
            with process(folder, port=port) as server:
                await asyncio.to_thread(server.wait)
                told.append(await _return(rooms, server, how))
                await asyncio.gather(*writing)
                for room in rooms:
                    await checks.room(room)
                writing = await _go_away(rooms, server, then) if how == "stopped" else []
        for room in rooms:
            for who in room.people:
                who.drop()
    assert figures.problems == []
    return (
        f"{count * people} clients, {count} rooms; {'; '.join(map(str, told))}: 0 lost, 0 doubled"
    )


async def _hall(api: Api, figures: Figures, count: int, people: int, hurry: float) -> list[Room]:
    """Rooms whose every answer holds text, and people in them, every third of whom remembers
    nothing when the server is back."""
    script = written(count, 1, None, None, "nb", awkward=True)
    programme = await Programme.make(api, figures, "nb", script.seatings)
    await programme.stage(1, "open")
    await programme.stage(2, "open")
    told = await api.get("/schema")
    schema: Schema[Any, Any] = Schema({"nodes": told["nodes"], "marks": told["marks"]})
    rooms = []
    for place in range(count):
        room = Room(place, script, programme, Air(schema, told["schema"]), speed=5)
        for number in range(people):
            seat = {"code": programme.code, "room": room.number}
            who = await Returning.arrive(programme.anybody, seat, room.air, figures)
            who.hurry, who.fresh = hurry, number % 3 == 2
            room.people.append(who)
            if not number:
                await _fill(room, script.note)
        await room.look_around()
        rooms.append(room)
    return rooms


async def _fill(room: Room, note: Callable[..., str]) -> None:
    first = {prompt.id for prompt in room.programme.of(1)}
    for answer in (await room.board())["answers"]:
        if answer["prompt"] not in first:
            continue
        lines = [note(room.number, answer["id"], line) for line in range(LINES)]
        body = {"version": answer["version"], "text": "\n".join(lines)}
        await room.lead.api.put(f"/answers/{answer['id']}", body)
        room.expected.loose[answer["id"]] = lines


async def _go_away(rooms: list[Room], server: Process, how: str) -> list[Awaitable[None]]:
    """End the server while all rooms write; what they write is done when they are back."""
    writing: list[Awaitable[None]] = [asyncio.create_task(_last_words(room, how)) for room in rooms]
    await asyncio.sleep(BETWEEN)
    await asyncio.to_thread(ENDS[how], server)
    await _until(lambda: not any(who.connected for room in rooms for who in room.people))
    return writing


async def _last_words(room: Room, how: str) -> None:
    answer = room.answer(room.programme.of(1)[0])
    text = room.script.note("when the server is away", how, room.number)
    with suppress(TimeoutError):  # it may be away for longer than a pen waits
        await room.typist(room.lead, answer).notes([text], member=None)
    await _until(lambda: not room.lead.pen(answer).copy.unconfirmed)


async def _return(rooms: list[Room], server: Process, how: str) -> Back:
    people = [who for room in rooms for who in room.people if isinstance(who, Returning)]
    begin = time.perf_counter()
    await _until(lambda: all(who.connected for who in people))
    times = sorted(who.back_at - begin for who in people)
    tries = sum(who.tries for who in people)
    for who in people:
        who.tries = 0
    memory = _megabytes(server)
    return Back(how, times[len(times) // 2], times[-1], tries, memory["VmRSS"], memory["VmHWM"])


async def _until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not reached():  # noqa: ASYNC110 - what is waited for is many people's state
            await asyncio.sleep(0.02)


def _megabytes(server: Process) -> dict[str, int]:
    lines: Iterable[str] = Path(f"/proc/{server.running.pid}/status").read_text().splitlines()
    pairs = (line.split(":") for line in lines if line.startswith("Vm"))
    return {name: int(value.split()[0]) // 1024 for name, value in pairs}
