"""An afternoon in its own shape: a hall behind one address comes in within a minute; in each room
one writes, the others are silent, and whole paragraphs are pasted; at the end everybody writes."""

import asyncio
import gc
import secrets
import time
from collections.abc import Awaitable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import httpx2
from prosemirror.model import Fragment, Node, Schema, Slice
from prosemirror.transform import ReplaceStep, Step

from rehearsal import checks, exports
from rehearsal.api import Api
from rehearsal.expected import Note
from rehearsal.figures import Figures, percentiles
from rehearsal.hearing import Air
from rehearsal.invented import sentence
from rehearsal.participant import Participant
from rehearsal.programme import Programme
from rehearsal.room import Room
from rehearsal.script import Script, written
from tests.process import Process, process

PATIENCE = 180.0
"""Seconds for a text to be saved; the longest is among the figures. To give up earlier would hide
whether anything was lost where several wait for their turn in one answer."""
PASTED_WORDS = 300
MISTYPING = 4
"""One in so many types a wrong code first: the server counts those of an address, and a hall whose
tries are used up is shut out with those who type right."""


@dataclass(frozen=True)
class Shape:
    """`arriving`, `alone` and `together` are seconds: until all have come, while one in each room
    writes, while all do. They write at `speed` times a human's."""

    rooms: int
    people: int
    arriving: float
    alone: float
    together: float
    speed: float


@dataclass
class Hall:
    """Everybody, and what is measured of them."""

    programme: Programme
    rooms: list[Room]
    figures: Figures
    until_in: list[float] = field(default_factory=list)
    """Seconds from the first page to the joined room, for each who came."""
    mistyped: int = 0
    pasted: int = 0


def spend(folder: Path, shape: Shape) -> str:
    """Spend it on a server of its own. Nobody is refused or put out, every screen holds what the
    board and every export hold, and that is what was written. Returns the figures."""
    with process(folder) as server:
        server.wait()
        said = asyncio.run(_afternoon(server, shape))
        server.stop()
    return said


async def _afternoon(server: Process, shape: Shape) -> str:
    figures, script = Figures(), written(shape.rooms, 1, None, None, "nb", awkward=True)
    async with httpx2.AsyncClient(timeout=PATIENCE, verify=False) as client:
        api = Api(client, server.url, await asyncio.to_thread(server.token))
        programme = await Programme.make(api, figures, "nb", script.seatings)
        rooms = list(_rooms(script, programme, await api.get("/schema"), shape.speed))
        hall = Hall(programme, rooms, figures)
        await _come_in(hall, shape)
        gc.freeze()  # a collection that walks through all this again would stand in the times
        alone = await _write(hall, shape.alone, everybody=False)
        together = await _write(hall, shape.together, everybody=True)
        await _reckon(hall)
        gc.unfreeze()
    assert figures.problems == []
    assert figures.counts["refused"] == 0
    return _figures(hall, shape, alone, together)


def _rooms(
    script: Script, programme: Programme, told: dict[str, Any], speed: float
) -> Iterator[Room]:
    schema: Schema[Any, Any] = Schema({"nodes": told["nodes"], "marks": told["marks"]})
    for place in range(len(script.seatings)):
        yield Room(place, script, programme, Air(schema, told["schema"]), speed)


async def _come_in(hall: Hall, shape: Shape) -> None:
    """All from one address, evenly over the time they have, the rooms mixed as people are."""
    people = [room for room in hall.rooms for _ in range(shape.people)]
    Random(1).shuffle(people)
    await hall.programme.stage(1, "open")
    await _all(
        _person(hall, room, number, shape.arriving * number / len(people))
        for number, room in enumerate(people)
    )
    for room in hall.rooms:
        await room.look_around()


async def _person(hall: Hall, room: Room, number: int, after: float) -> None:
    """Pages as a browser asks for them, then the socket."""
    await asyncio.sleep(after)
    begin, own = time.perf_counter(), hall.programme.api
    async with httpx2.AsyncClient(base_url=own.url, timeout=PATIENCE, verify=False) as browser:
        if number % MISTYPING == 0:
            hall.mistyped += 1
            assert (await browser.get(f"/j/{hall.programme.code}x")).status_code == 404
        lobby = f"/j/{hall.programme.code}"
        door = f"{lobby}/{room.number}"
        for path in (lobby, door):
            assert (await browser.get(path)).status_code == 200
        entered = await browser.post(door, headers={"Origin": own.url}, follow_redirects=True)
        assert entered.status_code == 200, entered
        cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    api = Api(own.client, own.url, cookie=cookie)
    room_id = entered.url.path.rpartition("/")[2]
    who = Participant(api, room_id, f"{room.number}/{number}", room.air, hall.figures)
    who.patience = PATIENCE
    await who.connect()
    room.people.append(who)
    hall.until_in.append(time.perf_counter() - begin)


async def _write(hall: Hall, seconds: float, *, everybody: bool) -> dict[str, float]:
    """Returns percentiles of the times to the other screens, in milliseconds."""
    del hall.figures.other_screen[:]
    end = time.perf_counter() + seconds
    watch = asyncio.create_task(hall.figures.watch_lag())
    await _all(
        _person_writes(hall, room, who, end)
        for room in hall.rooms
        for who in (room.people if everybody else [room.lead])
    )
    watch.cancel()
    return percentiles(hall.figures.other_screen)


async def _person_writes(hall: Hall, room: Room, who: Participant, end: float) -> None:
    """Notes, now in this answer, now in that; every second of the room's writer is a paste."""
    answers = [room.answer(prompt) for prompt in hall.programme.of(1)]
    turn = 0
    await room.pace.think(2)
    while time.perf_counter() < end:
        typist, turn = room.typist(who, room.random.choice(answers)), turn + 1
        if who is room.lead and turn % 2:
            hall.pasted += 1
            _paste(room, typist.pen.document, who, room.random.choice((1, 4)))
            await typist.done()
        else:
            await typist.notes([room.script.note(who.seat, end, turn)], member=None)


def _paste(room: Room, document: str, who: Participant, notes: int) -> None:
    """So many words at once, in one paragraph or several."""
    pasted = {secrets.token_urlsafe(9): _words(room, PASTED_WORDS // notes) for _ in range(notes)}
    for note, text in pasted.items():
        room.expected.notes[document][note] = Note([text])
    pen = who.pen(document)
    pen.do(_put_last(pen.copy.doc, pasted))


def _words(room: Room, count: int) -> str:
    text: list[str] = []
    while len(text) < count:
        text += sentence(room.random, room.script.language).split(" ")
    return " ".join(text)


def _put_last(doc: Node, notes: dict[str, str]) -> Step:
    schema, end = doc.type.schema, doc.content.size
    blocks = [
        schema.node("paragraph", {"id": note}, [schema.text(text)]) for note, text in notes.items()
    ]
    return ReplaceStep(end, end, Slice(Fragment.from_array(blocks), 0, 0))


async def _reckon(hall: Hall) -> None:
    boards = [await checks.room(room) for room in hall.rooms]
    await hall.programme.stage(1, "reading")
    await exports.check(hall.programme, boards)
    await _all(who.leave() for room in hall.rooms for who in room.people)


def _figures(hall: Hall, shape: Shape, alone: dict[str, float], together: dict[str, float]) -> str:
    door, lag = percentiles(hall.until_in), percentiles(hall.figures.lag)
    return (
        f"{len(hall.until_in)} arrivals in {shape.arriving:g} s from one address, {hall.mistyped} "
        f"with a wrong code first (in the room p50 {door['p50']:.0f}, p99 {door['p99']:.0f} ms); "
        f"one writer a room for {shape.alone:g} s: {_screen(alone)}; all {len(hall.until_in)} for "
        f"{shape.together:g} s: {_screen(together)} (this process itself late by p99 "
        f"{lag['p99']:g} ms; a text waited at most {max(hall.figures.dry):.1f} s to be saved); "
        f"{hall.figures.counts['keys']} keys, {hall.pasted} pastes of "
        f"{PASTED_WORDS} words: 0 refused, 0 lost, 0 doubled, screens, boards and exports equal"
    )


def _screen(times: dict[str, float]) -> str:
    return f"other screen p50 {times['p50']:g}, p95 {times['p95']:g}, p99 {times['p99']:g} ms"


async def _all(work: Iterable[Awaitable[object]]) -> None:
    await asyncio.gather(*work)
