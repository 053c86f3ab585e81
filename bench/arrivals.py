"""`make bench-arrivals`, or `python -m bench.arrivals --help`: everybody comes in the same second
for the page and the room's state. Prints its figures and writes no files."""

import asyncio
import os
import statistics
import time
from typing import Annotated

import httpx2
import typer

from bench.halls import Guest, Load, Recording, SamtavleHall
from bench.processes import samtavle
from bench.relay import LOAD_CORE, SERVER_CORE
from rehearsal.figures import percentiles

AT_ONCE = 100
SETTLING = 1.0


async def arrive(hall: SamtavleHall, guests: list[Guest]) -> list[float]:
    """Seconds from the first until each has its page and its room's state; seats are taken
    beforehand."""
    begin, turn = time.perf_counter(), asyncio.Semaphore(AT_ONCE)
    limits = httpx2.Limits(max_connections=AT_ONCE)
    async with httpx2.AsyncClient(timeout=300, limits=limits) as client:

        async def come(guest: Guest) -> float:
            headers = {"Authorization": f"Bearer {guest.token}"}
            async with turn:
                page = await client.get(f"{hall.server.url}/rooms/{guest.room}", headers=headers)
                page.raise_for_status()
            await hall.join(guest)
            return time.perf_counter() - begin

        return list(await asyncio.gather(*map(come, guests)))


async def measure(rooms: int, people: int, repeats: int) -> None:
    os.sched_setaffinity(0, {LOAD_CORE})
    costs = []
    for _ in range(repeats):
        with samtavle(SERVER_CORE) as server:
            hall = SamtavleHall(server, Load(rooms, people, 1.0), Recording())
            guests = [guest for room in await hall.take_seats() for guest in room]
            before = sum(server.cpu().values())
            times = await arrive(hall, guests)
            await asyncio.sleep(SETTLING)
            spent = 1000 * (sum(server.cpu().values()) - before) / len(times)
            costs.append(spent)
            typer.echo(
                f"{len(times)} came  all in after {max(times):5.1f} s  {spent:5.1f} ms of CPU each"
                f"  {percentiles(times)}"
            )
    typer.echo(f"median {statistics.median(costs):.1f} ms of CPU each")


def main(
    rooms: Annotated[int, typer.Option(min=1)] = 150,
    people: Annotated[int, typer.Option(min=1, help="In each room.")] = 6,
    repeats: Annotated[int, typer.Option(min=1)] = 3,
) -> None:
    """Page and state for all of them at once, on one core."""
    asyncio.run(measure(rooms, people, repeats))


if __name__ == "__main__":
    typer.run(main)
