"""`python -m rehearsal.players`: the people of a rehearsal that was begun on the screen.

What to play comes on the standard input as a line of JSON: `url`, `language`, `people` in each
room, `rooms` as `{number, link}`, `seminar` as the API tells it. Each line after it is `{speed}`.
When the input ends, everybody goes home.
"""

import asyncio
import json
import os
import sys
from typing import Any

import httpx2
from prosemirror.model import Schema

from rehearsal.acting import Part, Tempo, Wish, act, parts
from rehearsal.api import Api, Problem
from rehearsal.figures import Figures
from rehearsal.hearing import Air
from rehearsal.play import ARRIVING_AT_ONCE, client
from rehearsal.programme import Programme
from rehearsal.room import Room
from rehearsal.script import Script, Seating
from rehearsal.socket import Refused

NICENESS = 10  # whoever is served comes before whoever is played
AGAIN = 5.0
"""Seconds until a room that something went wrong in tries to go on."""


class Led(Programme):
    """A seminar that somebody else made and leads; its rooms are entered by their links."""

    def __init__(self, api: Api, figures: Figures, told: dict[str, Any]) -> None:
        super().__init__(api, figures, told["seminar"])
        self._links = {room["number"]: room["link"] for room in told["rooms"]}

    def key(self, room: int) -> dict[str, Any]:
        return {"link": self._links[room]}


async def play(told: dict[str, Any], wish: Wish) -> None:
    """Everybody comes in and acts, until cancelled."""
    script = Script(
        seatings=tuple(Seating(room["number"], ()) for room in told["rooms"]),
        answers=(),
        language=told["language"],
        seed=1,
    )
    async with client() as asking, asyncio.TaskGroup() as together:
        programme = Led(Api(asking, told["url"]), Figures(), told)
        known = await programme.api.get("/schema")
        schema: Schema[Any, Any] = Schema({"nodes": known["nodes"], "marks": known["marks"]})
        door = asyncio.Semaphore(ARRIVING_AT_ONCE)
        for place, part in enumerate(parts(len(script.seatings), script.random("parts"))):
            room = Room(place, script, programme, Air(schema, known["schema"]), 1.0)
            room.pace = Tempo(room.random, wish)
            together.create_task(_live(room, part, told["people"], door))


async def _live(room: Room, part: Part, people: int, door: asyncio.Semaphore) -> None:
    """One room. What goes wrong in it, since the programme was changed or the server was away, is
    not for the others to bear."""
    async with door:
        await room.gather(people)
    while True:
        try:
            await act(room, part)
        except (Problem, Refused, KeyError, OSError, TimeoutError, httpx2.HTTPError) as error:
            print(f"room {room.number}: {type(error).__name__} {error}", file=sys.stderr)
            await asyncio.sleep(AGAIN)


async def main() -> None:
    lines = await _input()
    wish = Wish()
    playing = asyncio.create_task(play(json.loads(await lines.readline()), wish))
    hearing = asyncio.create_task(_hear(lines, wish))
    await asyncio.wait([playing, hearing], return_when=asyncio.FIRST_COMPLETED)
    if playing.done():
        await playing
    playing.cancel()


async def _hear(lines: asyncio.StreamReader, wish: Wish) -> None:
    while line := await lines.readline():
        wish.speed = json.loads(line)["speed"]


async def _input() -> asyncio.StreamReader:
    reader = asyncio.StreamReader(limit=2**24)  # the programme of a long day is one line
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    return reader


if __name__ == "__main__":
    os.nice(NICENESS)
    asyncio.run(main())
