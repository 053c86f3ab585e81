"""A whole afternoon: Dialog 1, Dialog 2, closing, reading, and then the reckoning."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from prosemirror.model import Schema

from rehearsal import checks, exports, work
from rehearsal.api import Api, Problem
from rehearsal.figures import Figures
from rehearsal.hearing import Air
from rehearsal.programme import Programme
from rehearsal.room import Room
from rehearsal.script import Script
from rehearsal.server import Server
from rehearsal.socket import Refused

ARRIVING_AT_ONCE = 25
SOME = 10
"""In one room of as many, somebody writes past the closing, or sends a note after it."""
GRACE = 2.0
"""Seconds that Dialog 2 stays open after its closing has been announced."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be rehearsed: `people` in each room, `speed` in human speeds."""

    url: str
    token: str
    script: Script
    people: int
    speed: float
    keep: bool
    log: Path | None = None


async def play(plan: Plan, figures: Figures, say: Say) -> None:
    """Play the afternoon and check it; what is wrong is in `figures.problems`."""
    try:
        async with client() as asking:
            api = Api(asking, plan.url, plan.token)
            async with Server(api, figures, plan.log):
                await _afternoon(plan, api, figures, say)
    except* (Problem, Refused, OSError, httpx2.HTTPError) as failures:
        for failure in _each(failures):
            figures.problem(f"stopped by {type(failure).__name__}: {failure}")


async def _afternoon(plan: Plan, api: Api, figures: Figures, say: Say) -> None:
    seatings = plan.script.seatings
    programme = await Programme.make(api, figures, plan.script.language, seatings)
    say(f"{len(seatings)} rooms × {plan.people} people are coming in")
    rooms = await _gathered(plan, programme, await api.get("/schema"))
    gc.freeze()  # a collection that walks through all this again would stand in the times
    async with _watched(figures, say):
        await _dialogues(rooms, programme, say)
    say("reading, and reckoning")
    await _reckoned(rooms, programme)
    await _all(who.leave() for room in rooms for who in room.people)
    if not plan.keep:
        await programme.archive()


async def _gathered(plan: Plan, programme: Programme, told: dict[str, Any]) -> list[Room]:
    schema: Schema[Any, Any] = Schema({"nodes": told["nodes"], "marks": told["marks"]})
    rooms = [
        Room(place, plan.script, programme, Air(schema, told["schema"]), plan.speed)
        for place in range(len(plan.script.seatings))
    ]
    door = asyncio.Semaphore(ARRIVING_AT_ONCE)

    async def come_in(room: Room) -> None:
        async with door:
            await room.gather(plan.people)

    await _all(map(come_in, rooms))
    return rooms


async def _dialogues(rooms: list[Room], programme: Programme, say: Say) -> None:
    say("Dialog 1 is open")
    await programme.stage(1, "open")
    await _all(work.dialogue(room, 1) for room in rooms)
    say("Dialog 1 is closing, Dialog 2 is open")
    await programme.stage(1, "closing")
    await programme.stage(2, "open")
    await _all(
        [
            *(work.dialogue(room, 2) for room in rooms),
            *(work.last_words(room, 1) for room in rooms[::2]),
        ]
    )
    say("both are closing while some still write")
    async with asyncio.TaskGroup() as still:
        for room in rooms[3::SOME]:
            still.create_task(work.overrun(room, 1))
        for room in rooms[6::SOME]:
            still.create_task(work.overrun(room, 2))
        await programme.stage(2, "closing", until=GRACE)
        await asyncio.sleep(GRACE / 2)
        await programme.stage(1, "closed")
    await _all(work.too_late(room, 1) for room in rooms[8::SOME])


async def _reckoned(rooms: list[Room], programme: Programme) -> None:
    await checks.late(programme, rooms)
    await checks.unread(programme, rooms)
    for dialogue in (1, 2):
        await programme.stage(dialogue, "reading")
    boards = [await checks.room(room) for room in rooms]
    await checks.grid(programme, rooms)
    await exports.check(programme, boards)
    for room, board in zip(rooms[::SOME], boards[::SOME], strict=True):
        await exports.check_own(room, board)


async def _all(work: Iterable[Coroutine[Any, Any, object]]) -> None:
    """Everything at once; the first failure ends the rest."""
    async with asyncio.TaskGroup() as together:
        for each in work:
            together.create_task(each)


def client() -> httpx2.AsyncClient:
    limits = httpx2.Limits(max_connections=50, max_keepalive_connections=50)
    return httpx2.AsyncClient(limits=limits, timeout=30)


@asynccontextmanager
async def _watched(figures: Figures, say: Say) -> AsyncIterator[None]:
    """Measure this process while people write, and tell how it goes."""

    async def tell() -> None:
        while True:
            await asyncio.sleep(5)
            keys, frames = figures.counts["keys"], figures.counts["heard steps"]
            say(f"  {keys} keys typed, {frames} times on another screen")

    tasks = [asyncio.create_task(each) for each in (tell(), figures.watch_lag())]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()


def _each(failures: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    for failure in failures.exceptions:
        if isinstance(failure, BaseExceptionGroup):
            yield from _each(failure)
        else:
            yield failure
