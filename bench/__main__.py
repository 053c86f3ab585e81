"""`make bench`, or `python -m bench --help`: prints its figures and writes no files."""

import asyncio
import os
from typing import Annotated

import typer

from bench.halls import Load
from bench.peer_halls import PEERS
from bench.relay import Plan, compare

Rooms = Annotated[int, typer.Option(min=1)]
People = Annotated[int, typer.Option(min=1, help="In each room.")]
Rate = Annotated[float, typer.Option(min=0.1, max=30, help="Edits a second in each room.")]
Seconds = Annotated[float, typer.Option(min=1, help="Length of a round.")]
Repeats = Annotated[int, typer.Option(min=1, help="Rounds of each server that count.")]
Peers = Annotated[bool, typer.Option(help="Socket.IO, Hocuspocus and y-websocket too.")]
Warm = Annotated[int, typer.Option(min=0, help="Rounds of each server before those.")]


def bench(
    rooms: Rooms = 50,
    people: People = 6,
    rate: Rate = 4.0,
    seconds: Seconds = 10.0,
    repeats: Repeats = 5,
    warm: Warm = 2,
    peers: Peers = False,
) -> None:
    """Server CPU per delivered step beside a bare Node `ws` server, in one run."""
    if (os.cpu_count() or 1) < 2:
        raise typer.BadParameter("needs two cores: one for the servers, one for the load")
    plan = Plan(Load(rooms, people, rate), seconds, repeats, warm)
    typer.echo(f"{rooms} rooms × {people}, {rate:g} edits a second and room, {seconds:g} s a round")
    whole = asyncio.run(compare(plan, typer.echo, PEERS if peers else ()))
    raise typer.Exit(0 if whole else 1)


typer.run(bench)
