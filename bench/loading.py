"""`make bench-loading`, or `python -m bench.loading --help`: how fast a room's page opens on a
telephone with a slow line. Prints its figures and writes no files."""

import asyncio
import os
import shutil
from collections.abc import Callable, Sequence
from statistics import median
from typing import Annotated

import httpx2
import typer

from bench.line import SLOW_4G, Profile, line
from bench.opening import Opened, arrive, browser, sit_down, twice
from bench.processes import Running, samtavle
from rehearsal.api import Api

ROWS: dict[str, Callable[[Opened], float]] = {
    "text can be read (ms)": lambda one: one.readable,
    "largest of it (ms)": lambda one: one.largest,
    "field can be written in (ms)": lambda one: one.writable,
    "what moved (CLS × 1000)": lambda one: one.moved * 1000,
    "over the line in all (bytes)": lambda one: one.line,
}
NOTES = ("Lærlinger må ha noen å spørre.", "Vi møtes for sjelden.", "Bruk det vi alt har laget.")


async def prepare(server: Running) -> str:
    """A seminar whose first dialogue is open; the link of a room in which something is written."""
    async with httpx2.AsyncClient(timeout=60) as client:
        api = Api(client, server.url, server.token)
        made = await api.post(
            "/seminars", {"title": "Måling", "language": "nb", "preset": "dialog-1-2"}
        )
        at = f"/seminars/{made['id']}"
        roster = [{"number": 1, "members": ["Gjesdal", "Gol"]}]
        rooms = await api.put(f"{at}/rooms", roster)
        for dialogue in made["dialogues"]:
            await api.put(f"{at}/dialogues/{dialogue['id']}/stage", {"stage": "open"})
        taken = await api.post("/seats", {"code": made["code"], "room": 1})
        seat = api.for_bearer(taken["seat_token"])
        prompt = made["dialogues"][0]["prompts"][0]["id"]
        for number, text in enumerate(NOTES):
            note = {"prompt": prompt, "text": text, "client_id": f"bench-note-{number}"}
            await seat.post(f"/rooms/{rooms[0]['id']}/notes", note)
        return str(rooms[0]["url"])


def table(name: str, opened: Sequence[Opened]) -> list[str]:
    lines = [f"{name}: median of {len(opened)} (least–greatest)"]
    for row, figure in ROWS.items():
        found = [figure(one) for one in opened]
        lines.append(f"  {row:30} {median(found):9,.0f}  ({min(found):,.0f}–{max(found):,.0f})")
    kinds = sorted({kind for one in opened for kind in one.kinds})
    for kind in kinds:
        found = [one.kinds[kind] for one in opened]
        lines.append(f"    {kind:28} {median(found):9,.0f}")
    return lines


async def measure(
    chromium: str, profile: Profile, slower: float, repeats: int, say: Callable[[str], None]
) -> None:
    with samtavle(0) as server:
        link = await prepare(server)
        port = int(server.url.rpartition(":")[2])
        async with line(port) as slow, browser(chromium) as running:
            here = f"http://127.0.0.1:{slow.port}"
            door = link.replace(server.url, here)
            arrivals = [
                await arrive(running, door, slow, profile, slower) for _ in range(1 + repeats)
            ]
            path, seat = await sit_down(running, door)
            await twice(running, seat, here + path, slow, profile, slower)  # the server's first
            visits = [
                await twice(running, seat, here + path, slow, profile, slower)
                for _ in range(repeats)
            ]
    counted = arrivals[1:]  # the server's first is none
    spread = f"{median(counted):.1f}  ({min(counted):.1f}–{max(counted):.1f})"
    say(f"From the link, by the door, to a letter on the server: {spread} s")
    for name, opened in zip(
        ("First visit", "Second visit"), zip(*visits, strict=True), strict=True
    ):
        say("\n".join(table(name, opened)))


def main(
    repeats: Annotated[int, typer.Option(min=1, help="Visits that count.")] = 5,
    slower: Annotated[float, typer.Option(min=1, help="How much slower the processor.")] = 4,
    megabits: Annotated[float, typer.Option(min=0.1, help="To the browser.")] = 1.6,
    round_trip: Annotated[float, typer.Option(min=0, help="Milliseconds.")] = 150,
) -> None:
    """Slow 4G as Lighthouse has it and a processor four times as slow, or as you say."""
    chromium = (
        os.environ.get("CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-headless-shell")
    )
    if chromium is None:
        raise typer.BadParameter("needs Chromium: name it in CHROMIUM, or see `make browser`")
    profile = Profile(SLOW_4G.name, megabits * 1e6, SLOW_4G.up, round_trip / 1000)
    way = f"{megabits:g} Mbit/s down, 0.75 up, {round_trip:g} ms there and back"
    typer.echo(f"{way}; processor {slower:g} × slower")
    asyncio.run(measure(chromium, profile, slower, repeats, typer.echo))


if __name__ == "__main__":
    typer.run(main)
