"""Server CPU per delivered step: Samtavle beside a bare Node server that broadcasts the same bytes,
and beside its peers.

What is counted, and what not, is in README.md beside this file.
"""

import asyncio
import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from bench.halls import Hall, Heard, Load, Recording, SamtavleHall
from bench.peer_halls import PEERS, RelayHall, letters
from bench.processes import peer, relay, samtavle
from rehearsal.figures import percentiles

SERVER_CORE, LOAD_CORE = 0, 1
RELAY = 1  # its place in a turn
SETTLING = 1.0
"""Seconds after the last edit until all must have come."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """`seconds` a round; `warm` rounds of each server are played first and not counted."""

    load: Load
    seconds: float
    repeats: int
    warm: int


@dataclass(frozen=True)
class Round:
    """One round of one server: µs of its CPU for each delivered step."""

    name: str
    cost: float
    shares: list[float]
    """Of the main thread (Samtavle's event loop), of the busiest other one (its writer, when it
    has most to do), and of all others (they read, render and answer requests)."""
    missing: int
    heard: Heard

    def __str__(self) -> str:
        times = "  ".join(
            f"{key} {value:g}" for key, value in percentiles(self.heard.times).items()
        )
        lost = f"  {self.missing} MISSING" if self.missing else ""
        shares = "/".join(f"{100 * share:.0f}" for share in self.shares)
        return f"{self.name:10} {self.cost:7.1f} µs  threads {shares} %  {times} ms{lost}"


async def compare(plan: Plan, say: Say, peers: Iterable[str] = ()) -> bool:
    """Play A B A B … and print each round, then the ratios; False when a step was not delivered."""
    os.sched_setaffinity(0, {LOAD_CORE})
    recording, load = Recording(), plan.load
    turns = plan.warm + plan.repeats
    if peers := list(peers):
        recording.updates = letters(turns * round(load.rate * plan.seconds + 1))
    with ExitStack() as stack:
        halls: list[Hall] = [
            SamtavleHall(stack.enter_context(samtavle(SERVER_CORE)), load, recording),
            RelayHall(stack.enter_context(relay(SERVER_CORE)), load, recording),
        ]
        for name in peers:
            server = stack.enter_context(peer(SERVER_CORE, name))
            halls.append(PEERS[name](server, load, recording))
        for hall in halls:
            await hall.open()
            idle = await _idle(hall, plan.seconds)
            say(f"{hall.server.name:10} {idle:7.2f} ms a second when idle")
        rounds: list[list[Round]] = []
        for turn in range(turns):
            rounds.append([await play(hall, load, plan.seconds) for hall in halls])
            for played in rounds[-1]:
                say(f"{played}{'' if turn >= plan.warm else '  (warming up)'}")
    for line in _summary(rounds[plan.warm :]):
        say(line)
    return not any(played.missing for turn in rounds for played in turn)


async def play(hall: Hall, load: Load, seconds: float) -> Round:
    """Edits at times fixed beforehand, so that a stall of the server counts."""
    hall.heard = heard = Heard()
    before, begin = hall.server.cpu(), time.perf_counter() + 0.1
    edits = round(load.rooms * load.rate * seconds)
    for number in range(edits):
        due = begin + number / (load.rooms * load.rate)
        if (early := due - time.perf_counter()) > 0:
            await asyncio.sleep(early)
        hall.write(number % load.rooms, due)
    await asyncio.sleep(SETTLING)
    spent = since(before, hall.server.cpu())
    asked, total = edits * load.people, sum(spent.values())
    shares = _shares(spent, hall.server.pid, total)
    return Round(hall.server.name, 1e6 * total / asked, shares, asked - heard.delivered, heard)


def _shares(spent: dict[int, float], main: int, total: float) -> list[float]:
    others = sorted((time for thread, time in spent.items() if thread != main), reverse=True)
    return [part / total for part in (spent.get(main, 0.0), sum(others[:1]), sum(others[1:]))]


async def _idle(hall: Hall, seconds: float) -> float:
    """Milliseconds of CPU a second with everybody in and nobody writing."""
    await asyncio.sleep(SETTLING)
    before = hall.server.cpu()
    await asyncio.sleep(seconds)
    return 1000 * sum(since(before, hall.server.cpu()).values()) / seconds


def since(before: dict[int, float], after: dict[int, float]) -> dict[int, float]:
    return {thread: spent - before.get(thread, 0.0) for thread, spent in after.items()}


def _summary(rounds: list[list[Round]]) -> Iterator[str]:
    """Of each server the median, and its ratio to the relay in the same turn, with the spread."""
    for played in zip(*rounds, strict=True):
        cost = statistics.median(each.cost for each in played)
        yield f"{played[0].name:10} {cost:7.1f} µs of server CPU per delivered step (median)"
    for at, first in enumerate(rounds[0]):
        ratios = [turn[at].cost / turn[RELAY].cost for turn in rounds]
        if at != RELAY:
            spread = f"{statistics.median(ratios):7.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
            yield f"{first.name:10} {spread} to the relay"
