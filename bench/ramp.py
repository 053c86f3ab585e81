"""`make bench-rooms`, or `python -m bench.ramp --help`: how many rooms one core holds: more and
more, until a step takes too long or does not come. Prints its figures and writes no files."""

import asyncio
import os
from typing import Annotated

import typer

from bench.halls import Hall, Load, Recording, SamtavleHall
from bench.peer_halls import RelayHall
from bench.processes import relay, samtavle
from bench.relay import LOAD_CORE, SERVER_CORE, play
from rehearsal.figures import percentiles

ROOMS = (50, 100, 200, 400, 700, 1_000, 1_350, 1_700)
HELD_MILLISECONDS = 100


async def step(rooms: int, people: int, rate: float, seconds: float, *, bare: bool) -> bool:
    """Play one round of this size, after one to warm up; whether it was held."""
    load = Load(rooms, people, rate)
    with relay(SERVER_CORE) if bare else samtavle(SERVER_CORE) as server:
        hall: Hall = RelayHall(server, load, Recording.made(load, seconds))
        if not bare:
            hall = SamtavleHall(server, load, Recording())
        await hall.open()
        await play(hall, load, min(seconds, 3.0))
        played = await play(hall, load, seconds)
    slow = percentiles(played.heard.times).get("p99", 0.0)
    held = not played.missing and slow < HELD_MILLISECONDS
    typer.echo(f"{rooms:5} rooms  {played}  {'held' if held else 'not held'}")
    return held


async def climb(people: int, rate: float, seconds: float, most: int, *, bare: bool) -> None:
    os.sched_setaffinity(0, {LOAD_CORE})
    for rooms in ROOMS:
        if rooms > most or not await step(rooms, people, rate, seconds, bare=bare):
            return


def main(
    people: Annotated[int, typer.Option(min=1, help="In each room.")] = 6,
    rate: Annotated[float, typer.Option(help="Edits a second in each room.")] = 4.0,
    seconds: Annotated[float, typer.Option(min=1)] = 5.0,
    most: Annotated[int, typer.Option(help="Rooms at which to stop.")] = ROOMS[-1],
    bare: Annotated[bool, typer.Option(help="The bare relay instead.")] = False,
) -> None:
    """The largest number with p99 under 100 ms, from hand to screen."""
    asyncio.run(climb(people, rate, seconds, most, bare=bare))


if __name__ == "__main__":
    typer.run(main)
