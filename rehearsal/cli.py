"""The command `samtavle rehearse`; progress to standard error, the result to standard output."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer

from rehearsal import report, script
from rehearsal.figures import Figures
from rehearsal.invented import Language

Token = Annotated[
    str, typer.Option(envvar="SAMTAVLE_TOKEN", help="Token of an organiser (samtavle token).")
]
Url = Annotated[str, typer.Option(help="Address of the running server.")]
Roster = Annotated[
    Path | None, typer.Option(exists=True, dir_okay=False, help="CSV: 12; Gjesdal, Gol")
]
ScriptFile = Annotated[
    Path | None,
    typer.Option("--script", exists=True, dir_okay=False, help="JSON: what each room says."),
]
Rooms = Annotated[
    int | None, typer.Option(min=1, help="As many as the roster or the script has, else 50.")
]
People = Annotated[int, typer.Option(min=1, max=50, help="People in each room.")]
Speed = Annotated[float, typer.Option(min=0.1, max=100, help="1 is human speed.")]
Seed = Annotated[int, typer.Option(help="The same number says and does the same.")]
In = Annotated[Language, typer.Option(help="Language of the seminar and of what is invented.")]
Awkward = Annotated[
    bool,
    typer.Option("--awkward", help="Also signs that escaping or counting may trip on: a test."),
]
Keep = Annotated[bool, typer.Option("--keep", help="Leave the seminar open afterwards.")]
Log = Annotated[
    Path | None, typer.Option(exists=True, dir_okay=False, help="Log of the server, for errors.")
]
Json = Annotated[bool, typer.Option("--json", help="The result as JSON.")]


def rehearse(
    token: Token,
    url: Url = "http://127.0.0.1:8000",
    roster: Roster = None,
    script_file: ScriptFile = None,
    rooms: Rooms = None,
    people: People = 6,
    speed: Speed = 1.0,
    seed: Seed = 1,
    language: In = "nb",
    awkward: Awkward = False,
    keep: Keep = False,
    log: Log = None,
    as_json: Json = False,
) -> None:
    """Let pretend people play a whole seminar on a running server, and check every character.

    They join over HTTP and the socket as anybody does. The exit code is 0 only if nothing was
    lost, doubled or wrong.
    """
    try:
        known = script.written(rooms, seed, script_file, roster, language, awkward=awkward)
    except (OSError, ValueError) as error:
        raise typer.BadParameter(str(error)) from error
    from rehearsal.play import Plan, play  # what it needs would slow all other commands

    figures, began = Figures(), time.monotonic()
    _run(play(Plan(url, token, known, people, speed, keep, log), figures, _say))
    facts = report.facts(figures, time.monotonic() - began, time.process_time())
    typer.echo(report.as_json(facts) if as_json else report.as_text(facts))
    raise typer.Exit(0 if facts["ok"] else 1)


def _say(line: str) -> None:
    typer.echo(line, err=True)


def _run(work: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=_fast_loop()) as runner:
        runner.run(work)


def _fast_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where there is one: its sockets cost half."""
    try:
        from uvloop import new_event_loop
    except ImportError:
        return None
    return new_event_loop
