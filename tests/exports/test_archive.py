"""The archive is what docs/export-format.md says, and holds all that was written."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs

from app.exports import archive
from tests.server import Afternoon

SCHEMA = json.loads(Path(archive.__file__).with_name("archive.schema.json").read_text())
DOCS = Path(__file__).parents[2] / "docs" / "export-format.md"


def made(seminar: Afternoon, room: int | None = None) -> dict[str, Any]:
    client = seminar.organiser if room is None else seminar.seats[room]
    answer = client.get(f"/api/v1/seminars/{seminar.id}/export?format=json")
    assert answer.status_code == 200, answer.text
    return dict(json.loads(answer.content))


def lived_in(seminar: Afternoon) -> Afternoon:
    """Notes with and without member, a summary, a word said, a seat that left, a late text."""
    seminar.stage("open", dialogue=1)
    seminar.note("Første\nlinje to", member="Granli")
    seminar.note("Per medlem", prompt=seminar.prompt(0, 1), member="Granli")
    path = f"/api/v1/answers/{seminar.answer()['id']}"
    seminar.seats[0].put(path, json={"summary": "Kort."}).raise_for_status()
    seminar.seats[0].put(path, json={"state": "done"}).raise_for_status()
    late = {"client_id": "a", "text": "For sent"}
    seminar.seats[0].post(f"{path}/late", json=late).raise_for_status()
    body = {"code": seminar.seminar["code"], "room": 2, "member": "Storhavn"}
    seat = seminar.server.client().post("/api/v1/seats", json=body).json()
    leaver = seminar.server.client(seat["seat_token"])
    leaver.delete(f"/api/v1/seats/{seat['seat_id']}").raise_for_status()
    return seminar


def test_it_holds_the_harvest_for_those_who_lead(seminar: Afternoon) -> None:
    note = seminar.note("Skyss er dyrt", member="Granli").json()
    path = f"/api/v1/seminars/{seminar.id}"
    wish = {"title": "Skyss", "kind": "ask", "addressee": "fylket", "message": "Alle ber om skyss."}
    theme = seminar.organiser.post(f"{path}/themes", json=wish).json()
    placed = {
        "quotes": [{"answer": note["answer_id"], "note": note["note_id"], "start": 0, "stop": 5}]
    }
    seminar.organiser.post(f"{path}/themes/{theme['id']}/quotes", json=placed).raise_for_status()
    (kept,) = made(seminar)["themes"]

    assert {name: kept[name] for name in wish} == wish
    assert [(each["text"], each["note"]) for each in kept["quotes"]] == [("Skyss", note["note_id"])]
    assert kept["quotes"][0]["member"] is not None
    jsonschema_rs.validator_for(SCHEMA).validate(made(seminar))
    seminar.stage("reading")
    assert made(seminar, room=1)["themes"] == []


def test_every_archive_keeps_to_its_schema(seminar: Afternoon) -> None:
    valid = jsonschema_rs.validator_for(SCHEMA, validate_formats=True)
    valid.validate(made(seminar))
    lived_in(seminar)
    for stage in ("closing", "closed", "reading"):
        seminar.stage(stage)
        valid.validate(made(seminar))
    valid.validate(made(seminar, room=1))
    seminar.organiser.put(f"/api/v1/seminars/{seminar.id}/archive", json={"archived": True})
    valid.validate(made(seminar))


def test_it_holds_what_the_boards_hold(seminar: Afternoon) -> None:
    lived_in(seminar)
    found = {each["id"]: each for each in made(seminar)["answers"]}
    boards = [answer for room in range(3) for answer in seminar.board(room)["answers"]]

    assert found.keys() == {answer["id"] for answer in boards}
    for answer in boards:
        kept = found[answer["id"]]
        assert kept["notes"]["doc"] == answer["doc"]
        assert kept["notes"]["text"] == answer["text"]
        assert kept["notes"]["version"] == answer["version"]
        assert kept["summary"]["doc"] == answer["summary"]["doc"]
        assert kept["state"] == answer["state"]


def test_every_id_in_it_leads_to_something_in_it(seminar: Afternoon) -> None:
    found = made(lived_in(seminar))
    ids = {kind: {each["id"] for each in found[kind]} for kind in ("rooms", "members", "dialogues")}
    prompts = {prompt["id"] for each in found["dialogues"] for prompt in each["prompts"]}
    seats = {seat["id"] for seat in found["seats"]}

    for answer in found["answers"]:
        assert answer["room"] in ids["rooms"]
        assert answer["prompt"] in prompts
        assert answer["member"] in ids["members"] | {None}
        assert {note["member"] for note in answer["notes"]["notes"]} <= ids["members"] | {None}
    for place in found["seating"]:
        assert place["dialogue"] in ids["dialogues"]
        assert place["room"] in ids["rooms"]
        assert place["member"] in ids["members"]
    assert {late["seat"] for late in found["late"]} <= seats


def test_every_field_is_documented() -> None:
    words = DOCS.read_text()
    objects = [SCHEMA, *SCHEMA["$defs"].values()]
    objects += [each.get("items", each) for each in SCHEMA["properties"].values()]
    fields = {name for each in objects for name in each.get("properties", {})}

    assert {name for name in fields if name not in words} <= {"content", "type"}
