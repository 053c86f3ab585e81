"""What has an end in a room: nothing of it is lost where it is met, and those who lead go on."""

from typing import Any

import pytest
from sqlmodel import select

from app.boards import ledger
from app.boards.models import Saying
from app.rooms.models import Room
from tests.boards.steps import erased, paragraph, typed
from tests.boards.test_api import problem
from tests.server import Afternoon


def weight(seminar: Afternoon, room: int = 0) -> int:
    with seminar.server.store.reading() as session:
        return session.get_one(Room, seminar.rooms[room]["id"]).weight


def write(seminar: Afternoon, *steps: Any, client: str = "w", room: int = 0) -> Any:
    answer = seminar.answer(room)
    body = {"version": answer["version"], "client": client, "steps": list(steps)}
    return seminar.seats[room].post(f"/api/v1/answers/{answer['id']}/steps", json=body)


@pytest.fixture
def full(seminar: Afternoon, monkeypatch: pytest.MonkeyPatch) -> Afternoon:
    """The first room has written a line, and may not write another."""
    assert write(seminar, paragraph("Det siste som fikk plass", "n1")).status_code == 200
    monkeypatch.setattr(ledger, "MOST_WEIGHT", weight(seminar))
    return seminar


def test_what_is_erased_counts_too_since_the_ledger_keeps_it(seminar: Afternoon) -> None:
    write(seminar, paragraph("x" * 1_000, "n1"))
    first = weight(seminar)
    write(seminar, erased(1, 1_001), typed("y" * 1_000))

    assert first > 1_000
    assert weight(seminar) > first + 1_000
    assert weight(seminar, room=1) == 0


def test_steps_on_the_way_count_together_in_one_transaction(seminar: Afternoon) -> None:
    before = weight(seminar)
    write(seminar, *(paragraph("x", f"n{number}") for number in range(50)))

    assert weight(seminar) - before > 50 * 60


def test_a_full_room_refuses_in_kind_words_and_keeps_what_it_has(full: Afternoon) -> None:
    for words, language in (("full", "en"), ("fullt", "nb"), ("teke imot", "nn")):
        full.seats[0].headers["accept-language"] = language
        for refused in (write(full, typed("Mer")), full.note("Mer"), say(full, "done")):
            found = problem(refused, 422, "refused_steps")
            assert found["reason"] == "room_full"
            assert words in found["title"]

    assert full.answer()["text"] == "Det siste som fikk plass"
    assert full.note("I rom 2", room=1).status_code == 201


def test_the_same_steps_sent_again_to_a_full_room_are_still_known(full: Afternoon) -> None:
    body = {"version": 0, "client": "w", "steps": [paragraph("Det siste som fikk plass", "n1")]}
    again = full.seats[0].post(f"/api/v1/answers/{full.answer()['id']}/steps", json=body)

    assert again.json() == {"version": 1}


def test_what_a_full_room_refuses_is_handed_in_and_can_be_taken_in(full: Afternoon) -> None:
    path = f"/api/v1/answers/{full.answer()['id']}/late"
    late = {"client_id": "l", "version": 1, "text": "Ett ord til"}
    assert full.seats[0].post(path, json=late).status_code == 201
    (waits,) = full.organiser.get(f"/api/v1/seminars/{full.id}/late").json()
    taken = full.organiser.post(f"/api/v1/seminars/{full.id}/late/{waits['id']}/take-in")

    assert taken.json()["text"] == "Det siste som fikk plass\nEtt ord til"


def test_those_who_lead_bring_back_in_a_full_room_and_its_seats_do_not(full: Afternoon) -> None:
    path, nothing = f"/api/v1/answers/{full.answer()['id']}/restore", {"version": 0}
    refused = problem(full.seats[0].post(path, json=nothing), 422, "refused_steps")
    assert refused["reason"] == "room_full"
    assert full.organiser.post(path, json=nothing).status_code == 200

    assert full.answer()["text"] == ""


def say(seminar: Afternoon, state: str | None) -> Any:
    path = f"/api/v1/answers/{seminar.answer()['id']}"
    return seminar.seats[0].put(path, json={"state": state})


def test_a_state_that_is_said_again_leaves_no_trace(seminar: Afternoon) -> None:
    before = weight(seminar)
    for _ in range(3):
        assert say(seminar, "done").json()["state"] == "done"
    with seminar.server.store.reading() as session:
        assert len(session.exec(select(Saying)).all()) == 1

    assert weight(seminar) > before


def test_the_answer_that_is_remembered_for_a_put_is_short(seminar: Afternoon) -> None:
    path = f"/api/v1/answers/{seminar.answer()['id']}"
    body = {"version": 0, "text": "En gang", "client_id": "p"}
    first, again = (seminar.seats[0].put(path, json=body) for _ in range(2))

    assert first.json() == again.json()
    assert first.json()["text"] == "En gang"
    assert seminar.answer()["version"] == first.json()["version"]
