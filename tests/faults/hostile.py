"""Rooms that write while others misbehave: who never reads, who floods, who sends frames as large
as they may be. Calm and storm take turns, so that both are measured in one run."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rehearsal.figures import percentiles
from rehearsal.socket import Refused, Socket
from tests.boards.steps import paragraph, typed
from tests.process import Process, process
from tests.writers import Writer, Writers, numbers

NON_READERS, FLOODERS, LARGE_SENDERS = 20, 1, 5
FLOOD_A_SECOND = 1_000
LARGE = "x" * 49_000
PATIENCE = 30.0


@dataclass
class Pair:
    """Somebody who writes in a room and somebody who follows on another screen."""

    seat: Writer
    sent: dict[int, float] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    version: int = 0
    _came: asyncio.Event = field(default_factory=asyncio.Event)

    async def open(self, live: str) -> None:
        self._writing = Socket(lambda raw, at: None, self.ended.append)
        self._following = Socket(self._hear, self.ended.append)
        for socket in (self._writing, self._following):
            await socket.open(live, self.seat.bearer)
            socket.send({"type": "join", "room": self.seat.room, "language": "nb"})

    def write(self) -> None:
        number = self.version
        step = typed(f"{number},") if number else paragraph("0,", "n0")
        place = {"document": self.seat.answer, "version": number, "client": "w"}
        self.version += 1
        self._came.clear()
        self.sent[self.version] = time.perf_counter()
        self._writing.send({"type": "steps", "id": number, **place, "steps": [step]})

    def _hear(self, raw: bytes, at: float) -> None:
        if raw.startswith(b'{"type":"steps"'):
            told = json.loads(raw)
            if told["document"] == self.seat.answer and told["version"] in self.sent:
                self.times.append(at - self.sent.pop(told["version"]))
                if not self.sent:
                    self._came.set()

    async def all_came(self) -> None:
        await self._came.wait()

    async def close(self) -> None:
        for socket in (self._writing, self._following):
            socket.close()


def endure(folder: Path, *, seconds: float, turns: int, rooms: int = 10) -> str:
    """`turns` times calm and storm, each of that many seconds. Every edit of the others arrives,
    nobody of them is put out, and the server does not grow. Returns the figures."""
    with process(folder) as server:
        server.wait()
        seats = Writers(server, rooms + LARGE_SENDERS, a_second=1).each
        told = asyncio.run(_play(server, seats, rooms, seconds, turns))
        texts = [each.text(server.url) for each in seats[:rooms]]
        server.stop()
    assert texts == [numbers(count) for count in told.pop("edits")]
    return _figures(told, seconds * turns)


def _figures(told: dict[str, Any], seconds: float) -> str:
    calm, storm = (percentiles(told[name]) for name in ("calm", "storm"))
    return (
        f"{seconds:g} s of storm: calm p99 {calm['p99']:g} ms, storm p99 {storm['p99']:g} ms "
        f"(ratio {storm['p99'] / calm['p99']:.2f}), memory {told['grown']:+.0f} MB, "
        f"{told['put_out']} times put out: {len(told['storm'])} edits of the others, 0 lost"
    )


async def _play(
    server: Process, seats: list[Writer], rooms: int, seconds: float, turns: int
) -> dict[str, Any]:
    live = server.url.replace("http", "ws") + "/live"
    pairs = [Pair(each) for each in seats[:rooms]]
    for pair in pairs:
        await pair.open(live)
    told: dict[str, Any] = {"calm": [], "storm": [], "put_out": 0}
    await _write(pairs, seconds)  # warm
    for pair in pairs:
        pair.times.clear()
    before = _megabytes(server)
    for _ in range(turns):
        told["calm"] += await _write(pairs, seconds)
        async with _storm(live, seats, rooms) as put_out:
            told["storm"] += await _write(pairs, seconds)
        told["put_out"] += len(put_out)
    told["grown"] = _megabytes(server) - before
    assert told["grown"] <= 50
    assert [pair.ended for pair in pairs] == [[]] * rooms, "somebody honest was put out"
    told["edits"] = [pair.version for pair in pairs]
    for pair in pairs:
        await pair.close()
    return told


async def _write(pairs: list[Pair], seconds: float) -> list[float]:
    """Two edits a second in each room, at times fixed beforehand; returns the times to the other
    screen when all have come."""
    begin, edits = time.perf_counter(), round(2 * seconds * len(pairs))
    for number in range(edits):
        early = begin + number * seconds / edits - time.perf_counter()
        if early > 0:
            await asyncio.sleep(early)
        pairs[number % len(pairs)].write()
    async with asyncio.timeout(PATIENCE):
        for pair in pairs:
            await pair.all_came()
    times = [one for pair in pairs for one in pair.times]
    for pair in pairs:
        pair.times.clear()
    return times


@asynccontextmanager
async def _storm(live: str, seats: list[Writer], rooms: int) -> AsyncIterator[list[int]]:
    """All who misbehave at once; gives the codes with which they were put out."""
    put_out: list[int] = []
    async with AsyncExitStack() as stack:
        group = await stack.enter_async_context(asyncio.TaskGroup())
        honest, others = seats[:rooms], seats[rooms:]
        makes: list[Callable[[], Any]] = [
            *(
                lambda n=n: _never_read(live, honest[n % rooms], put_out)
                for n in range(NON_READERS)
            ),
            *(lambda n=n: _flood(live, honest[n], put_out) for n in range(FLOODERS)),
            *(lambda n=n: _send_large(live, others[n], put_out) for n in range(LARGE_SENDERS)),
        ]
        tasks = [group.create_task(make()) for make in makes]
        yield put_out
        for task in tasks:
            task.cancel()


async def _opened(live: str, seat: Writer, put_out: list[int]) -> tuple[Socket, list[int]]:
    ended: list[int] = []

    def end(code: int) -> None:
        ended.append(code)
        put_out.append(code)

    socket = Socket(lambda raw, at: None, end)
    await socket.open(live, seat.bearer)
    return socket, ended


async def _never_read(live: str, seat: Writer, put_out: list[int]) -> None:
    """Asks for the whole board over and over, and reads nothing of it."""
    socket, ended = await _opened(live, seat, put_out)
    socket.stop_reading()
    try:
        while not ended:
            socket.send({"type": "join", "room": seat.room, "language": "nb"})
            await asyncio.sleep(0.1)
    finally:
        socket.drop()


async def _flood(live: str, seat: Writer, put_out: list[int]) -> None:
    while True:
        with suppress(Refused, OSError):
            socket, ended = await _opened(live, seat, put_out)
            socket.send({"type": "join", "room": seat.room, "language": "nb"})
            try:
                while not ended:
                    for _ in range(FLOOD_A_SECOND // 20):
                        socket.send({"type": "beat"})
                    await asyncio.sleep(0.05)
            finally:
                socket.drop()


async def _send_large(live: str, seat: Writer, put_out: list[int]) -> None:
    """Puts a text as long as an answer may be in and out again, as fast as it is taken."""
    while True:
        with suppress(Refused, OSError):
            socket, ended = await _opened(live, seat, put_out)
            socket.send({"type": "join", "room": seat.room, "language": "nb"})
            try:
                for number in range(1_000_000):
                    if ended:
                        break
                    step = typed(LARGE) if number % 2 else paragraph(LARGE, f"n{number}")
                    place = {"document": seat.answer, "version": 0, "client": f"l{number}"}
                    socket.send({"type": "steps", "id": number, **place, "steps": [step]})
                    await asyncio.sleep(0.2)
            finally:
                socket.drop()


def _megabytes(server: Process) -> float:
    status = Path(f"/proc/{server.running.pid}/status").read_text()
    (line,) = [each for each in status.splitlines() if each.startswith("VmRSS")]
    return int(line.split()[1]) / 1024
