"""`make bench-grid`, or `python -m bench.grid --help`: what the grid costs while every room writes,
and how soon a press on it is answered. Prints its figures and writes no files.

Rounds alternate: nobody looks, two look, nobody looks … so that a busy machine is one for both.
Then come the presses, each beside a question that costs nothing (`/healthz`), which tells how long
this machine lets anybody wait. A projector looks again each time it is told to, as its page does.
"""

import asyncio
import os
import statistics
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated

import typer

from bench.halls import Load, Recording
from bench.processes import samtavle
from bench.relay import LOAD_CORE, SERVER_CORE, Round, play, since
from bench.screens import GridHall, Press, Screen

LOOKING = 2
GOAL_MILLISECONDS = 100
BETWEEN = 0.3
"""Seconds between two presses."""
ALONE = 4
RESTING = 1.5
"""Seconds until all that a press brought about is over."""
Pressed = dict[str, tuple[list[float], list[float]]]
"""Milliseconds that each press waited, and of CPU that its answer took."""


@dataclass(frozen=True)
class Found:
    """Of one size: milliseconds of CPU a second with nobody looking and with two, by round; seconds
    between updates of a cell; bytes a second and screen."""

    closed: list[float]
    open: list[float]
    gaps: list[float]
    size: float
    presses: Pressed


async def measure(load: Load, seconds: float, rounds: int, presses: int) -> Found:
    with samtavle(SERVER_CORE) as server:
        hall = GridHall(server, load, Recording())
        await hall.open()
        await play(hall, load, seconds)
        closed, looked, gaps, sizes = [], [], [], []
        for _ in range(rounds):
            closed.append(_spent(await play(hall, load, seconds), load))
            screens = [Screen(hall) for _ in range(LOOKING)]
            async with hall.looked_at(*screens):
                looked.append(_spent(await play(hall, load, seconds), load))
            gaps += [gap for each in screens for gap in each.gaps]
            sizes += [each.size / seconds for each in screens]
        await hall.ready(presses)
        pressed = await _pressed(hall, load, presses)
        await hall.client.aclose()
    return Found(closed, looked, gaps, statistics.median(sizes), pressed)


def _spent(played: Round, load: Load) -> float:
    """Milliseconds of CPU for each second in which it was written."""
    return played.cost * load.rooms * load.people * load.rate / 1000


async def _pressed(hall: GridHall, load: Load, count: int) -> Pressed:
    """Each press so many times: in turn, while the rooms write and all screens look, and before it
    while all are still and nobody looks, for the CPU that the answer alone costs."""
    found: Pressed = {
        name: ([], await _alone(hall, press)) for name, press in hall.presses().items()
    }
    writing = asyncio.create_task(_write_on(hall, load))
    async with hall.looked_at(Screen(hall), Screen(hall), Screen(hall, projector=True)):
        for number in range(count):
            for name, press in hall.presses().items():
                await asyncio.sleep(BETWEEN)
                found[name][0].append(1000 * await _answered(name, press, number))
    writing.cancel()
    with suppress(asyncio.CancelledError):
        await writing
    return found


async def _answered(name: str, press: Press, number: int) -> float:
    """Seconds."""
    began = time.perf_counter()
    answer = await press(number)
    took = time.perf_counter() - began
    assert answer.status_code < 400, (name, answer.status_code, answer.text[:300])
    return took


async def _alone(hall: GridHall, press: Press) -> list[float]:
    """Milliseconds of the server's CPU until it is answered; what rooms are told comes after."""
    spent = []
    for number in range(ALONE):
        await asyncio.sleep(RESTING)
        before = hall.server.cpu()
        await _answered("alone", press, number)
        spent.append(1000 * sum(since(before, hall.server.cpu()).values()))
    return spent


async def _write_on(hall: GridHall, load: Load) -> None:
    while True:
        await play(hall, load, 10.0)


def _lines(load: Load, found: Found) -> Iterator[str]:
    yield f"{load.rooms} rooms × {load.people}, {load.rate:g} edits a second and room"
    yield f"  CPU, nobody looks   {_told(found.closed)} ms a second"
    yield f"  CPU, {LOOKING} look         {_told(found.open)} ms a second"
    ratios = [here / there for here, there in zip(found.open, found.closed, strict=True)]
    yield f"  ratio               {_told(ratios, 2)}"
    yield f"  to each screen      {found.size / 1000:.0f} kB a second"
    if found.gaps:
        least, middle = min(found.gaps), statistics.median(found.gaps)
        yield f"  updates of a cell   {middle:.2f} s apart, at least {least:.2f} s"
    for name, (waited, cpu) in found.presses.items():
        slow = sorted(waited)[int(0.95 * (len(waited) - 1))]
        yield f"  {name:26} {_told(waited)} ms, p95 {slow:.0f}; CPU {_told(cpu)} ms"


def _told(figures: list[float], digits: int = 0) -> str:
    """Median (least–greatest)."""
    middle, least, most = statistics.median(figures), min(figures), max(figures)
    return f"{middle:7.{digits}f} ({least:.{digits}f}–{most:.{digits}f})"


async def compare(
    sizes: list[int], people: int, rate: float, seconds: float, rounds: int, presses: int
) -> None:
    os.sched_setaffinity(0, {LOAD_CORE})
    costs = []
    for rooms in sizes:
        load = Load(rooms, people, rate)
        found = await measure(load, seconds, rounds, presses)
        costs.append(statistics.median(found.open) - statistics.median(found.closed))
        typer.echo("\n".join(_lines(load, found)))
    grown, more = costs[-1] / costs[0], sizes[-1] / sizes[0]
    typer.echo(f"What looking costs grows {grown:.1f} times, the rooms {more:.1f}")


def main(
    rooms: Annotated[list[int] | None, typer.Option(min=1, help="50 and 200, or others.")] = None,
    people: Annotated[int, typer.Option(min=1, help="In each room.")] = 2,
    rate: Annotated[float, typer.Option(help="Edits a second in each room.")] = 1.0,
    seconds: Annotated[float, typer.Option(min=2, help="Length of a round.")] = 10.0,
    rounds: Annotated[int, typer.Option(min=1, help="Of each kind.")] = 3,
    presses: Annotated[int, typer.Option(min=1, help="Of each kind.")] = 15,
) -> None:
    """Server CPU with the grid open beside without, updates of a cell, and answers to presses."""
    load = os.getloadavg()[0]
    typer.echo(f"load {load:.1f}; a press is to be answered within {GOAL_MILLISECONDS} ms")
    asyncio.run(compare(rooms or [50, 200], people, rate, seconds, rounds, presses))


if __name__ == "__main__":
    typer.run(main)
