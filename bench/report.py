"""From a hall to one report: `make bench-report` has the same pages and files made for 50 rooms and
for 500 (five questions, twelve notes an answer: 30,000 notes), and prints how they grow.

What ten times the rooms may cost is ten times as much. While a file is made, another client asks
whether the server answers, and changes a title: how long these waited at most is told beside it.
"""

import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import httpx2 as httpx
import typer

from bench.hall import NOTES_EACH, Hall, ready, write
from bench.processes import Running, samtavle

FILES = ("docx", "odt", "pdf", "xlsx", "pptx", "site", "csv", "md", "json")
MEGABYTE = 1_000_000
BETWEEN = 0.02
"""Seconds between two looks at whether others are served meanwhile."""
RESTING = 0.05
"""CPU seconds in a second of a server that has nothing to do."""


@dataclass(frozen=True)
class Call:
    """`heavy` is asked for fewer times, and others are looked at meanwhile."""

    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    heavy: bool = False


PAGES = {
    "question read": Call("/read/{id}/questions/{prompt}"),
    "rooms listed": Call("/read/{id}/rooms"),
    "a room read": Call("/read/{id}/rooms/{middle}"),
    "members listed": Call("/read/{id}/members"),
    "a note's address": Call("/read/{id}/notes/{note}"),
    "actions": Call("/read/{id}/actions"),
    "search, a frequent word": Call("/read/{id}", {"q": "kulturskole"}),
    "search, a phrase": Call("/read/{id}", {"q": "fast rom på skolen"}),
    "search while typing": Call("/read/{id}", {"q": "kult", "typing": "true"}),
    "near a note": Call("/read/{id}/near/{note}"),
    "near a note, API": Call("/api/v1/seminars/{id}/near", {"note": "{note}"}),
    "near a question": Call("/api/v1/seminars/{id}/search/near", {"q": "møteplass for unge"}),
    "grid": Call("/seminars/{id}/grid"),
    "grid, API": Call("/api/v1/seminars/{id}/grid"),
    "plenum": Call("/seminars/{id}/plenum"),
    "pictures": Call("/seminars/{id}/pictures"),
    "quality list": Call("/seminars/{id}/quality"),
    "harvest of a question": Call("/seminars/{id}/harvest/{prompt}"),
    "harvest, API": Call("/api/v1/seminars/{id}/harvest"),
    "groups from words": Call("/seminars/{id}/harvest/{prompt}/suggested", {"by": "words"}),
    "groups from meaning": Call("/seminars/{id}/harvest/{prompt}/suggested", {"by": "meaning"}),
    "page of exports": Call("/seminars/{id}/export"),
}
EXPORTS = {
    name: Call("/api/v1/seminars/{id}/export", {"format": name}, heavy=True) for name in FILES
} | {
    "docx, themes": Call(
        "/api/v1/seminars/{id}/export",
        {"format": "docx", "order": "theme", "extent": "themes"},
        heavy=True,
    ),
    "pdf, themes": Call(
        "/api/v1/seminars/{id}/export",
        {"format": "pdf", "order": "theme", "extent": "themes"},
        heavy=True,
    ),
}


@dataclass(frozen=True)
class Cost:
    """Seconds of each time, as waited for; CPU of the server, bytes sent, and what memory rose by
    at most. `others` waited at most that long to be answered, and to have something written."""

    seconds: list[float]
    cpu: float
    size: int
    memory: int
    others: tuple[float, float] = (0.0, 0.0)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


@dataclass
class Standing:
    """A server with a hall in it, and who asks it."""

    server: Running
    hall: Hall
    client: httpx.Client
    other: str

    def get(self, call: Call) -> httpx.Response:
        told = vars(self.hall) | {"prompt": self.hall.prompts[0], "middle": self.hall.rooms // 2}
        query = {name: value.format(**told) for name, value in call.query.items()}
        answer = self.client.get(call.path.format(**told), params=query)
        assert answer.status_code < 400, (answer.url, answer.status_code, answer.text[:300])
        return answer

    def cost(self, call: Call, rounds: int) -> Cost:
        seconds, sizes = [], []
        self.get(call)
        self.server.rest()
        rested, spent = self.server.peak(), self.server.spent()
        with self._others(call.heavy) as waited:
            for _ in range(rounds):
                began = time.perf_counter()
                answer = self.get(call)
                seconds.append(time.perf_counter() - began)
                sizes.append(len(answer.content))
        cpu = (self.server.spent() - spent) / rounds
        memory = self.server.peak() - rested
        return Cost(seconds, cpu, max(sizes), memory, (max(waited[0]), max(waited[1])))

    @contextmanager
    def _others(self, looked_at: bool) -> Iterator[tuple[list[float], list[float]]]:
        """How long others waited for an answer and for a write, while the block ran."""
        waited: tuple[list[float], list[float]] = ([0.0], [0.0])
        ended = threading.Event()
        asks = threading.Thread(target=self._ask, args=(waited, ended))
        if looked_at:
            asks.start()
        yield waited
        ended.set()
        if looked_at:
            asks.join()

    def _ask(self, waited: tuple[list[float], list[float]], ended: threading.Event) -> None:
        with _client(self.server) as client:
            acts: list[Callable[[], httpx.Response]] = [
                partial(client.get, "/healthz"),
                partial(client.patch, f"/api/v1/seminars/{self.other}", json={"title": "Et annet"}),
            ]
            while not ended.wait(BETWEEN):
                for act, times in zip(acts, waited, strict=True):
                    began = time.perf_counter()
                    act().raise_for_status()
                    times.append(time.perf_counter() - began)


def main(
    small: Annotated[int, typer.Option(help="Rooms of the small hall.")] = 50,
    large: Annotated[int, typer.Option(help="Rooms of the large one.")] = 500,
    rounds: Annotated[int, typer.Option(help="Of each page.")] = 7,
    files: Annotated[int, typer.Option(help="Of each file.")] = 3,
    only: Annotated[str, typer.Option(help="What has one of these, by commas, in its name.")] = "",
) -> None:
    """Print milliseconds, CPU, bytes and memory of each, small and large, and their ratio."""
    chosen = {
        name: call
        for name, call in (PAGES | EXPORTS).items()
        if any(each in name for each in only.split(","))
    }
    halls = [small, large]
    costs = [list(_costs(count, chosen, rounds, files)) for count in halls]
    _print(halls, list(chosen.items()), costs)


def _costs(rooms: int, calls: Mapping[str, Call], rounds: int, files: int) -> Iterator[Cost]:
    with tempfile.TemporaryDirectory() as at, ExitStack() as stack:
        data = Path(at)
        with samtavle(0, data) as server:
            hall = ready(server, rooms)
        began = time.perf_counter()
        hall = write(data, hall)
        _say(f"{rooms} rooms, {rooms * 5 * NOTES_EACH} notes", began)
        address = _meanings(stack)
        server = stack.enter_context(samtavle(0, data, meaning=address))
        client = stack.enter_context(_client(server))
        standing = Standing(server, hall, client, _other(client))
        _open(standing)
        for name, call in calls.items():
            began = time.perf_counter()
            yield standing.cost(call, files if call.heavy else rounds)
            _say(f"  {name}", began)
        addresses = server.addresses() / MEGABYTE
        print(f"  addresses of a process at most: {addresses:.0f} MB", flush=True)


def _meanings(stack: ExitStack) -> str:
    """Where texts are told what they mean: by vectors that are invented, since only what comes
    after them is measured. Empty without numpy: then nothing is near."""
    if find_spec("numpy") is None:
        return ""
    from bench.meanings import meanings

    return stack.enter_context(meanings())


def _open(standing: Standing) -> None:
    """It is read: indexed, and every note has a vector."""
    hall, client = standing.hall, standing.client
    stage = f"/api/v1/seminars/{hall.id}/dialogues/{hall.dialogue}/stage"
    for each in ("closed", "reading"):
        client.put(stage, json={"stage": each}).raise_for_status()
    began = time.perf_counter()
    standing.get(PAGES["search, a phrase"])
    _say("  indexed", began)
    began = time.perf_counter()
    spent = 0.0
    while (now := standing.server.spent()) - spent > RESTING:
        spent = now
        time.sleep(1)
    _say("  vectors", began)


def _other(client: httpx.Client) -> str:
    """A small seminar of somebody else's, in which something is written meanwhile."""
    made = client.post("/api/v1/seminars", json={"title": "Et annet", "preset": "dialog-1-2"})
    return str(made.raise_for_status().json()["id"])


def _client(server: Running) -> httpx.Client:
    headers = {"authorization": f"Bearer {server.token}", "accept-language": "nb"}
    return httpx.Client(base_url=server.url, headers=headers, timeout=600)


def _say(what: str, began: float) -> None:
    print(f"{what}: {time.perf_counter() - began:.1f} s", flush=True)


def _print(rooms: list[int], calls: list[tuple[str, Call]], costs: list[list[Cost]]) -> None:
    heads = "".join(f"{f'{count} rooms, ms':>24}" for count in rooms)
    print(f"{'':26}{heads}{'ratio':>7}{'CPU ms':>9}{'ratio':>7}{'kB':>8}{'MB':>6}{'others ms':>14}")
    for (name, call), *both in zip(calls, *costs, strict=True):
        small, large = both[0], both[-1]
        print(
            f"{name:26}",
            *(f"{_told(each):>23}" for each in both),
            f"{large.median / small.median:6.1f}",
            f"{large.cpu * 1000:8.0f}",
            f"{large.cpu / max(small.cpu, 1e-4):6.1f}",
            f"{large.size / 1000:7.0f}",
            f"{large.memory / MEGABYTE:5.0f}",
            _waits(large) if call.heavy else "",
        )


def _told(cost: Cost) -> str:
    """Median, least and greatest."""
    low, high = min(cost.seconds), max(cost.seconds)
    return f"{cost.median * 1000:.0f} ({low * 1000:.0f}–{high * 1000:.0f})"


def _waits(cost: Cost) -> str:
    answer, written = cost.others
    return f"{answer * 1000:.0f}, {written * 1000:.0f}".rjust(13)


if __name__ == "__main__":
    typer.run(main)
