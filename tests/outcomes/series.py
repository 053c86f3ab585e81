"""Two seminars of a series: in the first one rooms promised something, and the next one asks."""

from typing import Any

import httpx2 as httpx

from tests.server import Afternoon, Server, afternoon

API = "/api/v1"
PROGRAMME = [{"title": "Økt", "prompts": [{"text": "Hvem gjør hva?", "kind": "actions"}]}]


def ok(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


def first(server: Server, **wish: Any) -> Afternoon:
    """Held before the others."""
    made = afternoon(server, dialogues=PROGRAMME, title="Samling 1", held_on="2026-01-12", **wish)
    made.seminar["series"] = put_in_series(made)
    return made


def put_in_series(made: Afternoon, series: str | None = None) -> str:
    id = series or ok(made.organiser.post(f"{API}/series", json={"title": "Året"}))["id"]
    ok(made.organiser.put(f"{API}/series/{id}/seminars/{made.id}"))
    return str(id)


def following(before: Afternoon, **wish: Any) -> Afternoon:
    """A later one of the same series."""
    sent = {"dialogues": PROGRAMME, "title": "Samling 2", "held_on": "2026-03-12"} | wish
    made = afternoon(before.server, **sent)
    put_in_series(made, before.seminar["series"])
    return made


def asked(seminar: Afternoon, room: int = 0) -> list[dict[str, Any]]:
    path = f"{API}/rooms/{seminar.rooms[room]['id']}/outcomes"
    return list(ok(seminar.seats[room].get(path))["asked"])


def words(seminar: Afternoon, room: int = 0) -> list[str]:
    return [each["text"] for each in asked(seminar, room)]


def say(
    seminar: Afternoon, note: str, became: str = "done", room: int = 0, **more: Any
) -> httpx.Response:
    path = f"{API}/rooms/{seminar.rooms[room]['id']}/outcomes/{note}"
    return seminar.seats[room].put(path, json={"became": became, **more})


def told(seminar: Afternoon, by: httpx.Client | None = None) -> dict[str, Any]:
    found = ok((by or seminar.organiser).get(f"{API}/seminars/{seminar.id}/outcomes"))
    return dict(found)


def promised_before(seminar: Afternoon) -> str:
    """A note by the first room of another seminar, which is put before this one in a series."""
    before = first(seminar.server)
    note = ok(before.note("Granli – inviterer naboene – uke 38 2027"))["note_id"]
    put_in_series(seminar, before.seminar["series"])
    return str(note)
