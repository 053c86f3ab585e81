"""`make bench-memory`, or `python -m bench.memory --help`: what a server weighs with nobody there,
and what each connection adds. Prints its figures and writes no files."""

import asyncio
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

from bench.halls import Hall, Load, Recording, SamtavleHall
from bench.peer_halls import RelayHall
from bench.processes import Running, relay, samtavle
from bench.relay import SERVER_CORE

SETTLING = 2.0


def resident(server: Running) -> float:
    """KiB of memory that are its own or shared with nobody in proportion (PSS)."""
    lines = Path(f"/proc/{server.pid}/smaps_rollup").read_text().splitlines()
    return float(next(line for line in lines if line.startswith("Pss:")).split()[1])


async def weigh(rooms: int, people: int) -> None:
    """A first room is opened before the others, so that what is made once is not counted; then as
    many more, for which what those needed for a moment is there already."""
    for name, starts in (("samtavle", samtavle), ("ws", relay)):
        with starts(SERVER_CORE) as server:
            await asyncio.sleep(SETTLING)
            idle, sizes = resident(server), []
            for count in (1, rooms, rooms):
                load = Load(count, people, 1.0)
                made: type[Hall] = SamtavleHall if name == "samtavle" else RelayHall
                await made(server, load, Recording()).open()
                await asyncio.sleep(SETTLING)
                sizes.append(resident(server))
            each, more = ((b - a) / (rooms * people) for a, b in pairwise(sizes))
            typer.echo(
                f"{name:9} idle {idle / 1024:6.1f} MiB  a connection {each:6.1f} KiB,"
                f" of as many more {more:6.1f}"
            )


def main(
    rooms: Annotated[int, typer.Option(min=1)] = 50,
    people: Annotated[int, typer.Option(min=1, help="In each room.")] = 6,
) -> None:
    """Idle, and with everybody in. A seminar's own rows and texts count as the connections'."""
    asyncio.run(weigh(rooms, people))


if __name__ == "__main__":
    typer.run(main)
