"""Our own JSON comes back as the seminar that it was made of: programme, rooms, members, notes."""

from typing import Any

import pytest

from tests.server import Afternoon

IMPORTS = "/api/v1/imports"
Json = dict[str, Any]


def exported(seminar: Afternoon, seminar_id: str) -> Json:
    path = f"/api/v1/seminars/{seminar_id}/export?format=json"
    return dict(seminar.organiser.get(path).json())


def told(archive: Json) -> Json:
    """An archive without ids, times and what only a live seminar has."""
    rooms = {each["id"]: each["number"] for each in archive["rooms"]}
    prompts = {p["id"]: p["text"] for d in archive["dialogues"] for p in d["prompts"]}
    return {
        "title": archive["seminar"]["title"],
        "rooms": [(each["number"], each["name"]) for each in archive["rooms"]],
        "members": [each["name"] for each in archive["members"]],
        "prompts": [
            {name: value for name, value in prompt.items() if name != "id"}
            for dialogue in archive["dialogues"]
            for prompt in dialogue["prompts"]
        ],
        "notes": sorted(
            (rooms[each["room"]], prompts[each["prompt"]], each["notes"]["text"])
            for each in archive["answers"]
            if each["notes"]["text"]
        ),
        "summaries": [each["summary"]["text"] for each in archive["answers"]].count("Kort sagt."),
    }


def test_our_own_json_comes_back_as_the_same_seminar(seminar: Afternoon) -> None:
    seminar.note("Vi begynner i mai.")
    seminar.note("To i rommet ved siden av.\nMed to linjer.", 1)
    answer = f"/api/v1/answers/{seminar.answer()['id']}"
    seminar.seats[0].put(answer, json={"summary": "Kort sagt."}).raise_for_status()
    before = exported(seminar, seminar.id)
    file = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/export?format=json").content
    made = seminar.organiser.post(IMPORTS, files={"file": ("x", file)})
    assert made.status_code == 201, made.text
    assert made.json()["kind"] == "samtavle"
    assert {post["certainty"]["prompt"] for post in made.json()["posts"]} == {"sure"}
    again = seminar.organiser.post(f"{IMPORTS}/{made.json()['id']}/confirm", json={})
    assert again.status_code == 201, again.text
    assert told(exported(seminar, again.json()["id"])) == told(before)


@pytest.mark.parametrize("text", ['{"format": "samtavle"}', '{"format": "samtavle", "rooms": 3}'])
def test_a_broken_archive_is_refused(seminar: Afternoon, text: str) -> None:
    answer = seminar.organiser.post(IMPORTS, files={"file": ("x", text.encode())})
    assert (answer.status_code, answer.json()["type"]) == (422, "unreadable")
