"""A database as a county has it after some years: `python -m bench.county` writes one seminar by
the API, has it copied thousands of times inside the database, and prints what pages and calls cost
there, beside the same server with the one seminar alone.

10,000 seminars of ten rooms and five questions are 5 million notes and some 8 GB.
"""

import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import httpx2 as httpx
import typer
from sqlalchemy import Table
from sqlmodel import SQLModel

from bench.processes import Running, samtavle

ROOMS, NOTES, ORGANISERS = 10, 10, 200
ROUNDS = 9
WORDS = "skole plan oppvekst kulturskole barn ungdom kor dans rektor samarbeid lag tid rom språk"
ALONE = {"installation", "organiser", "api_token", "sign_in_link", "repeat", "indexed_rules"}
"""Tables whose rows belong to no seminar."""


@dataclass
class Written:
    """The seminar that was written, and what is asked of it."""

    id: str
    code: str
    prompt: str
    room: str
    answer: str
    seat: str


def write(server: Running) -> Written:
    """One afternoon by the API: ten rooms, five questions, ten notes to each."""
    client = httpx.Client(
        base_url=f"{server.url}/api/v1", headers={"authorization": f"Bearer {server.token}"}
    )
    wish = {"title": "Dialogseminar", "language": "nb", "preset": "dialog-1-2"}
    seminar = _sent(client.post("/seminars", json=wish))
    roster = [{"number": at, "members": [f"Fjell {at}"]} for at in range(1, ROOMS + 1)]
    rooms = _sent(client.put(f"/seminars/{seminar['id']}/rooms", json=roster))
    prompts = [each for dialogue in seminar["dialogues"] for each in dialogue["prompts"]]
    for dialogue in seminar["dialogues"]:
        _stage(client, seminar["id"], dialogue["id"], "open")
    words, seat = WORDS.split(), {}
    for at, room in enumerate(rooms):
        seat = _sent(client.post("/seats", json={"code": seminar["code"], "room": room["number"]}))
        writer = {"authorization": f"Bearer {seat['seat_token']}"}
        for place, prompt in enumerate(prompts):
            for number in range(NOTES):
                chosen = [
                    words[(at + place * 3 + number * step) % len(words)] for step in (1, 5, 7)
                ]
                note = {"prompt": prompt["id"], "text": f"Vi trenger {' og '.join(chosen)}."}
                _sent(client.post(f"/rooms/{room['id']}/notes", json=note, headers=writer))
    for dialogue in seminar["dialogues"]:
        _stage(client, seminar["id"], dialogue["id"], "reading")
    found = client.get(f"/seminars/{seminar['id']}/search", params={"q": "skole"})
    _sent(found)  # has been indexed when it answers
    board = _sent(client.get(f"/rooms/{room['id']}/board"))
    return Written(
        id=seminar["id"],
        code=seminar["code"],
        prompt=prompts[0]["id"],
        room=room["id"],
        answer=board["answers"][0]["id"],
        seat=seat["seat_token"],
    )


def multiply(database: Path, seminars: int) -> None:
    """Copy what belongs to the seminar, table by table, each with ids of its own."""
    import app.main  # noqa: F401 - all tables must be known, and only here

    connection = sqlite3.connect(database)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("CREATE TEMP TABLE copy (number INTEGER PRIMARY KEY, suffix TEXT)")
    numbers = ((at, f"x{at:x}") for at in range(1, seminars))
    connection.executemany("INSERT INTO copy VALUES (?, ?)", numbers)
    connection.execute(
        "INSERT INTO organiser SELECT 'organiser' || number, 'Organiser ' || number, created_at "
        f"FROM organiser, copy WHERE number <= {ORGANISERS} AND organiser.name = 'Bench'"
    )
    for table in SQLModel.metadata.sorted_tables:
        if table.name not in ALONE:
            _copy(connection, table)
    connection.execute("INSERT INTO note_search(note_search) VALUES ('optimize')")
    connection.commit()
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()


def _copy(connection: sqlite3.Connection, table: Table) -> None:
    into = ", ".join(f'"{column.name}"' for column in table.columns)
    values = ", ".join(_value(table, column) for column in table.columns)
    connection.execute(
        f'INSERT INTO "{table.name}" ({into}) SELECT {values} FROM "{table.name}", copy'
    )


def _value(table: Table, column: Any) -> str:
    name = f'"{table.name}"."{column.name}"'
    if column.name == "organiser_id":
        return f"'organiser' || (1 + number % {ORGANISERS})"
    if (table.name, column.name) == ("seminar", "code"):
        return "printf('%06d', 100000 + number)"
    if column.primary_key and str(column.type) == "INTEGER" and column.name == "id":
        return "NULL"
    unique = column.name == "digest" and table.name != "note_meaning"
    if (table.name, column.name) == ("note_terms", "seminar"):
        return f"{name} || suffix"
    if column.name == "id" or column.foreign_keys or unique or column.name.endswith("_id"):
        return name if column.name == "note_id" else f"{name} || suffix"
    return name


def _sent(answer: httpx.Response) -> Any:
    assert answer.status_code < 400, (answer.url, answer.status_code, answer.text[:300])
    return answer.json()


def _stage(client: httpx.Client, seminar: str, dialogue: str, stage: str) -> None:
    _sent(client.put(f"/seminars/{seminar}/dialogues/{dialogue}/stage", json={"stage": stage}))


@dataclass
class Asking:
    """Somebody who asks one of the servers for what it has of the written seminar."""

    server: Running
    client: httpx.Client
    seat: httpx.Client
    written: Written

    def get(self, path: str, **query: str) -> httpx.Response:
        answer = self.client.get(path.format(**vars(self.written)), params=query)
        assert answer.status_code < 400, (answer.url, answer.status_code)
        return answer


def _written_anew(asking: Asking) -> None:
    """A dialogue is opened again, a note written and shown with the rest."""
    written = asking.written
    dialogue = asking.get("/api/v1/seminars/{id}").json()["dialogues"][0]["id"]
    api = httpx.Client(base_url=f"{asking.server.url}/api/v1", headers=asking.client.headers)
    note = {"prompt": written.prompt, "text": "Vi prøver igjen."}
    _stage(api, written.id, dialogue, "open")
    _sent(asking.seat.post(f"/api/v1/rooms/{written.room}/notes", json=note))
    _stage(api, written.id, dialogue, "reading")


CALLS: dict[str, Callable[[Asking], object]] = {
    "list of seminars": lambda each: each.get("/seminars"),
    "seminar's page": lambda each: each.get("/seminars/{id}"),
    "grid": lambda each: each.get("/seminars/{id}/grid"),
    "lobby by code": lambda each: each.get("/j/{code}"),
    "room's board": lambda each: each.get("/api/v1/rooms/{room}/board"),
    "question read": lambda each: each.get("/read/{id}/questions/{prompt}"),
    "search, a frequent word": lambda each: each.get("/read/{id}", q="skole"),
    "search, a phrase": lambda each: each.get("/read/{id}", q="skole og plan"),
    "search while typing": lambda each: each.get("/read/{id}", q="sko", typing="true"),
    "history of an answer": lambda each: each.get("/api/v1/answers/{answer}/history"),
    "Word file": lambda each: each.get("/api/v1/seminars/{id}/export", format="docx"),
    "open, write, read again": _written_anew,
    "ready?": lambda each: each.get("/readyz"),
}


def main(
    seminars: Annotated[int, typer.Option(help="How many there are in the large one.")] = 10_000,
    keep: Annotated[Path | None, typer.Option(help="Where the large one stays.")] = None,
) -> None:
    """Print milliseconds of each call, median and greatest, on the small and the large database."""
    with tempfile.TemporaryDirectory() as at, ExitStack() as stack:
        small, large = Path(at) / "small", keep or Path(at) / "large"
        small.mkdir()
        with samtavle(0, small) as server:
            written = write(server)
        shutil.copytree(small, large)
        began = time.perf_counter()
        multiply(large / "samtavle.db", seminars)
        size = (large / "samtavle.db").stat().st_size / 1e9
        print(f"{seminars} seminars, {size:.1f} GB, made in {time.perf_counter() - began:.0f} s")
        both = []
        for data in (small, large):
            began = time.perf_counter()
            both.append(_asking(stack.enter_context(samtavle(0, data)), written))
            print(f"{data.name}: answers after {time.perf_counter() - began:.1f} s")
        _print(both)


def _asking(server: Running, written: Written) -> Asking:
    def client(token: str) -> httpx.Client:
        headers = {"authorization": f"Bearer {token}", "accept-language": "nb"}
        return httpx.Client(base_url=server.url, headers=headers, timeout=600)

    return Asking(server, client(server.token), client(written.seat), written)


def _print(both: list[Asking]) -> None:
    print(f"{'milliseconds':26}{'one seminar':>18}{'all of them':>18}{'ratio':>8}")
    for name, call in CALLS.items():
        took = [list(_timed(call, each)) for each in both]
        one, many = (statistics.median(times[1:]) for times in took)
        told = [f"{statistics.median(each[1:]):8.1f} (≤ {max(each):.0f})" for each in took]
        print(f"{name:26}{told[0]:>18}{told[1]:>18}{many / one:8.1f}", flush=True)


def _timed(call: Callable[[Asking], object], asking: Asking) -> Iterator[float]:
    for _ in range(ROUNDS):
        began = time.perf_counter()
        call(asking)
        yield 1_000 * (time.perf_counter() - began)


if __name__ == "__main__":
    typer.run(main)
