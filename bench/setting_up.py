"""What making a large seminar ready costs the one writer: each verb of set-up, pressed as a page or
a script presses it, and every transaction that comes of it (`make bench-writer`)."""

from __future__ import annotations

import re
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2 as httpx
import typer
import uvicorn
from sqlalchemy import event

from app.main import build
from app.people.models import api_token, organiser_named
from app.serving import settle
from app.settings import Settings
from app.storage.store import Store

MEMBERS = 3
MOST_MILLISECONDS = 50
QUESTION = {"text": "Hva nå?", "talk": "5", "numbered": "true", "kind": "open"}
DUTY = {"name": "Ordstyrer", "text": "Gir ordet."}


@dataclass
class Held:
    """One transaction: how long it kept the writer, how much of that it computed (the rest is the
    disk, and whatever else the machine does), what it wrote, and how many rows it read."""

    milliseconds: float
    computed: float
    statements: int
    rows: int
    read: int


@dataclass
class Hall:
    """A seminar with many rooms, and whoever makes it ready."""

    client: httpx.Client
    id: str
    dialogues: list[dict[str, Any]]
    roster: list[dict[str, Any]] = field(default_factory=list)

    def api(self, method: str, more: str = "", **sent: Any) -> Any:
        return self._sent(method, f"/api/v1/seminars/{self.id}{more}", **sent)

    def press(self, more: str, **data: Any) -> Any:
        path = f"/seminars/{self.id}{more}"
        return self._sent("POST", path, data=data, headers={"hx-request": "true"})

    def _sent(self, method: str, path: str, **sent: Any) -> Any:
        answer = self.client.request(method, path, **sent)
        assert answer.status_code < 400, (path, answer.status_code, answer.text[:300])
        return answer.json() if "json" in answer.headers.get("content-type", "") else answer

    @property
    def rooms(self) -> list[dict[str, Any]]:
        return list(self.api("GET", "/rooms"))

    @property
    def prompt(self) -> str:
        return f"/programme/prompts/{self.dialogues[0]['prompts'][0]['id']}"

    @property
    def dialogue(self) -> str:
        return f"/programme/dialogues/{self.dialogues[1]['id']}"


def roster(rooms: int, word: str = "Kommune") -> list[dict[str, Any]]:
    return [
        {"number": at, "members": [f"{word} {at}-{each}" for each in range(MEMBERS)]}
        for at in range(1, rooms + 1)
    ]


def new_hall(client: httpx.Client, rooms: int) -> Hall:
    wish = {"title": "Stor sal", "language": "nb", "preset": "dialog-1-2"}
    answer = client.post("/api/v1/seminars", json=wish)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    return Hall(client, made["id"], made["dialogues"], roster(rooms))


def _put(hall: Hall) -> None:
    hall.api("PUT", "/rooms", json=hall.roster)


def _rename(hall: Hall) -> None:
    place = hall.roster[6]
    hall.press(f"/rooms/{hall.rooms[6]['id']}", name="Salen", members=", ".join(place["members"]))


def _others(hall: Hall) -> None:
    hall.api("PUT", "/rooms", json=roster(len(hall.roster), "Skole"))


def _own_seating(hall: Hall) -> None:
    second = hall.dialogues[1]["id"]
    hall.api("PUT", f"/rooms?dialogue={second}", json=roster(len(hall.roster), "Lag"))


def _copied(hall: Hall) -> None:
    sent = {"title": "Om igjen", "language": "nb", "earlier": hall.id}
    answer = hall.client.post("/seminars/new", data=sent, headers={"hx-request": "true"})
    assert answer.status_code == 204, answer.text


def _kind(hall: Hall) -> None:
    asked = QUESTION | {"kind": "actions", "per_member": "true", "other": "clear"}
    hall.press(hall.prompt, **asked)


def _take_back(hall: Hall) -> None:
    page = hall.client.get(f"/seminars/{hall.id}/programme").text
    found = re.search(r'hx-post="/seminars/\w+(/undo/\w+)"', page)
    assert found, "nothing to undo"
    hall.press(found[1])


def _write(hall: Hall) -> None:
    """Twenty notes in each of ten rooms."""
    text = "\n".join(f"Vi vil ha et sted å øve, nummer {at}" for at in range(20))
    for room in hall.rooms[:10]:
        seat = hall.client.post("/api/v1/seats", json={"link": room["url"]}).json()
        own = {"authorization": f"Bearer {seat['seat_token']}"}
        answer = _answers(hall, room)[0]
        path = f"/api/v1/answers/{answer['id']}"
        hall.client.put(path, json={"version": 0, "text": text}, headers=own).raise_for_status()


def _answers(hall: Hall, room: dict[str, Any]) -> list[dict[str, Any]]:
    return list(hall.client.get(f"/api/v1/rooms/{room['id']}/board").json()["answers"])


def _quote(hall: Hall) -> None:
    theme = hall.api("POST", "/themes", json={"title": "Øving"})
    quotes = [
        {"answer": answer["id"], "note": note["id"]}
        for room in hall.rooms[:10]
        for answer in _answers(hall, room)
        for note in answer["notes"]
    ]
    hall.api("POST", f"/themes/{theme['id']}/quotes", json={"quotes": quotes})


def _theme(hall: Hall) -> str:
    return f"/themes/{hall.api('GET', '/harvest')['themes'][0]['id']}"


def _lead(hall: Hall) -> None:
    wish = {"name": "Kari", "rooms": [room["id"] for room in hall.rooms]}
    hall.api("POST", "/co-facilitators", json=wish)


def _next(hall: Hall) -> None:
    hall.api("POST", "/plan/take", json={"step": hall.api("GET", "/plan")["next"]})


def _stage(stage: str) -> Callable[[Hall], Any]:
    return lambda hall: hall.api(
        "PUT", f"/dialogues/{hall.dialogues[0]['id']}/stage", json={"stage": stage}
    )


VERBS: dict[str, Callable[[Hall], Any]] = {
    "put a roster": _put,
    "rename one room": _rename,
    "put the same roster": _put,
    "change every member": _others,
    "seat one dialogue by itself": _own_seating,
    "sit as in the first": lambda hall: hall.press(
        "/rooms/same-seating", dialogue=hall.dialogues[1]["id"]
    ),
    "sit as before": _take_back,
    "copy the seminar": _copied,
    "change a question": lambda hall: hall.press(hall.prompt, **QUESTION, other="clear"),
    "ask each member": _kind,
    "add a question": lambda hall: hall.press(
        f"{hall.dialogue}/prompts/new", **QUESTION, per_member="true"
    ),
    "reorder questions": lambda hall: hall.press(f"{hall.prompt}/move", way="down"),
    "reorder dialogues": lambda hall: hall.press(f"{hall.dialogue}/move", way="up"),
    "add a dialogue": lambda hall: hall.press("/programme/dialogues/new", title="Dialog 3"),
    "remove a question": lambda hall: hall.press(f"{hall.prompt}/remove"),
    "remove a dialogue": lambda hall: hall.press(f"{hall.dialogue}/remove"),
    "bring it back": _take_back,
    "save the duties": lambda hall: hall.press("/duties", act="save", id="", **DUTY),
    "save the settings": lambda hall: hall.press("/settings", title="Sal", language="nn"),
    "name who leads all rooms": _lead,
    "plan the day": lambda hall: hall.api("PUT", "/plan", json={"begins": "13:00", "clocks": True}),
    "open a dialogue": _stage("open"),
    "take the next step": _next,
    "write in ten rooms": _write,
    "start a clock for all": lambda hall: hall.press(
        "/clock", prompt=hall.dialogues[0]["prompts"][1]["id"], phase="talk"
    ),
    "stop it": lambda hall: hall.press("/clock/stop"),
    "quote two hundred notes": _quote,
    "take the quotes out again": lambda hall: hall.api("POST", "/harvest/undo"),
    "remove a theme": lambda hall: hall.api("DELETE", _theme(hall)),
    "open it for reading": _stage("reading"),
    "let rooms read each other": lambda hall: hall.api("PUT", "/exchange", json={"others": True}),
    "tell all rooms": lambda hall: hall.press("/messages", text="Plenum om fem minutter"),
    "archive it": lambda hall: hall.api("PUT", "/archive", json={"archived": True}),
    "take it back": lambda hall: hall.api("PUT", "/archive", json={"archived": False}),
    "take all rooms away": lambda hall: hall.api("PUT", "/rooms", json=[]),
}


def delete(hall: Hall) -> None:
    code = hall.api("GET")["code"]
    hall.press("/delete", code=code)


@contextmanager
def watched(store: Store) -> Iterator[list[Held]]:
    """Every transaction of the writer that is committed meanwhile; the rows it read are counted on
    SQLite alone, whose connections tell of them."""
    engine = store.writer._engine
    tells = engine.dialect.name == "sqlite"
    done: list[Held] = []
    now = [0.0, 0.0, 0, 0, 0]

    def got(_: Any, row: Any) -> Any:
        now[4] += 1
        return row

    def begun(connection: Any) -> None:
        now[:] = [time.perf_counter(), time.thread_time(), 0, 0, 0]
        if tells:
            connection.connection.driver_connection.row_factory = got

    def ran(_c: Any, cursor: Any, _s: Any, sent: Any, _x: Any, many: bool) -> None:
        now[2] += 1
        now[3] += len(sent) if many else max(cursor.rowcount, 0)

    def committed(connection: Any) -> None:
        if tells:
            connection.connection.driver_connection.row_factory = None
        held = 1_000 * (time.perf_counter() - now[0]), 1_000 * (time.thread_time() - now[1])
        done.append(Held(*held, *map(int, now[2:])))

    heard = (("begin", begun), ("after_cursor_execute", ran), ("commit", committed))
    for name, listener in heard:
        event.listen(engine, name, listener)
    try:
        yield done
    finally:
        for name, listener in heard:
            event.remove(engine, name, listener)


def costs(store: Store, client: httpx.Client, rooms: int) -> Iterator[tuple[str, list[Held]]]:
    """Each verb in turn on one seminar, and at last its end; and the end of a full one."""
    hall = new_hall(client, rooms)
    for name, verb in VERBS.items():
        with watched(store) as held:
            verb(hall)
        yield name, held
    full = new_hall(client, rooms)
    _put(full)
    with watched(store) as held:
        delete(full)
    yield "delete the seminar", held


@contextmanager
def serving(data: Path) -> Iterator[tuple[Store, httpx.Client]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = build(Settings(data=data, port=port))
    runner = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=runner.run, daemon=True)
    settle()
    thread.start()
    while not runner.started:
        thread.join(0.02)
    store = app.runtime[Store]
    token = store.write_now(lambda session: api_token(session, organiser_named(session, "Ola")))
    bearer = {"authorization": f"Bearer {token}"}
    try:
        with httpx.Client(
            base_url=f"http://127.0.0.1:{port}", headers=bearer, timeout=60, verify=False
        ) as client:
            yield store, client
    finally:
        runner.should_exit = True
        thread.join()


def main(rooms: int = 200) -> None:
    """Print the writer's time for each verb of set-up."""
    typer.echo(f"{rooms} rooms × {MEMBERS} members; what each verb costs the one writer")
    heads = ("", "turns", "longest ms", "computed ms", "all ms", "statements", "rows", "read")
    typer.echo(f"{heads[0]:28}" + "".join(f"{head:>12}" for head in heads[1:]))
    longest = 0.0
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as data,
        serving(Path(data)) as (store, client),
    ):
        for name, held in costs(store, client, rooms):
            longest = max([longest, *(each.computed for each in held)])
            typer.echo(f"{name:28}{len(held):12}" + _line(held or [Held(0, 0, 0, 0, 0)]))
    typer.echo(f"computed at most {longest:.1f} ms in one turn; the aim is {MOST_MILLISECONDS}")
    raise typer.Exit(0 if longest <= MOST_MILLISECONDS else 1)


def _line(held: list[Held]) -> str:
    figures = (
        max(each.milliseconds for each in held),
        max(each.computed for each in held),
        sum(each.milliseconds for each in held),
        max(each.statements for each in held),
        max(each.rows for each in held),
        max(each.read for each in held),
    )
    return "".join(f"{each:12.1f}" if isinstance(each, float) else f"{each:12}" for each in figures)


if __name__ == "__main__":
    typer.run(main)
