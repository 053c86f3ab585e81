"""A repeat is the same caller, the same call and the same content: "taken" always means stored, and
no name that a client chooses means anything to the server."""

from typing import Any

import httpx2 as httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.boards.steps import erased, paragraph, typed
from tests.boards.test_api import problem
from tests.server import Afternoon
from tests.talk import talking

LATE = {"client_id": "same", "version": 0, "text": "For sent"}


def another(seminar: Afternoon) -> httpx.Client:
    """Somebody else in the same room."""
    wish = {"code": seminar.facts["seminar"]["code"], "room": seminar.rooms[0]["number"]}
    made = seminar.server.client().post("/api/v1/seats", json=wish).json()
    return seminar.server.client(made["seat_token"])


def take(seminar: Afternoon, seat: Any, client: str, version: int, *steps: Any) -> Any:
    url = f"/api/v1/answers/{seminar.answer()['id']}/steps"
    return seat.post(url, json={"version": version, "client": client, "steps": steps})


def test_other_steps_under_the_same_client_and_version_are_refused_not_lost(
    seminar: Afternoon,
) -> None:
    seat = seminar.seats[0]
    assert take(seminar, seat, "a", 0, paragraph("Hei", "n1")).json() == {"version": 1}
    problem(take(seminar, seat, "a", 0, paragraph("Noe annet", "n2")), 409, "name_taken")

    assert take(seminar, seat, "a", 0, paragraph("Hei", "n1")).json() == {"version": 1}
    assert take(seminar, seat, "b", 1, paragraph("Noe annet", "n2")).status_code == 200
    assert seminar.answer()["text"].splitlines() == ["Noe annet", "Hei"]


def test_of_steps_that_were_taken_in_part_the_rest_is_not_called_taken(seminar: Afternoon) -> None:
    seat = seminar.seats[0]
    take(seminar, seat, "a", 0, paragraph("Hei", "n1"))
    both = take(seminar, seat, "a", 0, paragraph("Hei", "n1"), typed("!", 4))
    assert problem(both, 409, "stale")["clients"] == ["a"]
    longer = take(seminar, seat, "a", 0, paragraph("Hallo", "n1"), typed("!", 4))
    problem(longer, 409, "name_taken")


@pytest.mark.parametrize("version", [0, 1])
def test_somebody_elses_name_is_refused_whatever_the_version(
    seminar: Afternoon, version: int
) -> None:
    mate = another(seminar)
    take(seminar, seminar.seats[0], "a", 0, paragraph("Hei", "n1"))

    problem(take(seminar, mate, "a", version, paragraph("Hei", "n1")), 409, "name_taken")
    assert seminar.answer()["version"] == 1


def test_a_name_whose_steps_were_refused_is_free(seminar: Afternoon) -> None:
    mate = another(seminar)
    problem(take(seminar, mate, "a", 0, erased(0, 1)), 422, "refused_steps")
    assert take(seminar, seminar.seats[0], "a", 0, paragraph("Hei", "n1")).status_code == 200


def test_over_the_socket_a_name_of_somebody_elses_is_refused_by_type(seminar: Afternoon) -> None:
    answer = seminar.answer()["id"]
    take(seminar, another(seminar), "a", 0, paragraph("Hei", "n1"))
    with talking(seminar) as talk:
        talk.join(seminar.rooms[0]["id"])
        talk.say("steps", id=1, document=answer, version=1, client="a", steps=[typed("x")])
        told = talk.hear("refused")
    assert (told["id"], told["problem"]["type"]) == (1, "name_taken")


def test_one_client_id_in_two_calls_does_both_or_says_no(seminar: Afternoon) -> None:
    seat, answer = seminar.seats[0], f"/api/v1/answers/{seminar.answer()['id']}"
    assert seminar.note("En", client_id="same").status_code == 201

    problem(seminar.note("To", client_id="same"), 409, "name_taken")
    problem(seat.put(answer, json={"state": "done", "client_id": "same"}), 409, "name_taken")
    problem(seat.put(answer, json={"summary": "Kort", "client_id": "same"}), 409, "name_taken")
    problem(seat.post(f"{answer}/late", json=LATE), 409, "name_taken")
    other = f"/api/v1/answers/{seminar.board()['answers'][1]['id']}"
    assert seat.put(other, json={"state": "done", "client_id": "x"}).status_code == 200
    problem(seat.put(answer, json={"state": "done", "client_id": "x"}), 409, "name_taken")

    assert [note["text"] for note in seminar.answer()["notes"]] == ["En"]
    assert seminar.answer()["state"] != "done"


def test_a_late_text_is_the_same_from_whatever_version_and_only_at_its_document(
    seminar: Afternoon,
) -> None:
    seat, answer = seminar.seats[0], f"/api/v1/answers/{seminar.answer()['id']}"
    first = seat.post(f"{answer}/late", json=LATE)
    assert seat.post(f"{answer}/late", json=LATE | {"version": 3}).json() == first.json()
    problem(seat.post(f"{answer}/summary/late", json=LATE), 409, "name_taken")
    problem(seat.post(f"{answer}/late", json=LATE | {"text": "En til"}), 409, "name_taken")


def test_a_restore_and_a_seat_are_repeated_only_as_they_were(seminar: Afternoon) -> None:
    seat, answer = seminar.seats[0], f"/api/v1/answers/{seminar.answer()['id']}"
    seminar.note("En")
    seminar.note("To")
    back = seat.post(f"{answer}/restore", json={"version": 1, "client_id": "r"})
    assert (
        seat.post(f"{answer}/restore", json={"version": 1, "client_id": "r"}).json() == back.json()
    )
    problem(
        seat.post(f"{answer}/restore", json={"version": 0, "client_id": "r"}), 409, "name_taken"
    )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["undo-x", "restore-x", "undelete-x", "late-x", "server", "say", "note-x"])
    | st.builds(
        "{}-{}".format, st.sampled_from(["undo", "late", "restore"]), st.text("abc", max_size=16)
    )
    | st.text(min_size=1, max_size=64).filter(lambda name: name.isprintable())
)
def test_a_client_may_call_itself_anything_and_history_says_that_it_wrote(
    seminar: Afternoon, name: str
) -> None:
    seat = seminar.seats[0]
    version = seminar.answer()["version"]
    taken = take(seminar, seat, name, version, paragraph("Hei", None))
    assert taken.json() == {"version": version + 1}, taken.text

    told = seat.get(f"/api/v1/answers/{seminar.answer()['id']}/history").json()
    assert {moment["deed"] for moment in told["moments"]} == {"write"}
    assert {moment["who"]["role"] for moment in told["moments"]} == {"seat"}
    changes = seat.get(
        f"/api/v1/rooms/{seminar.rooms[0]['id']}/changes?since={seminar.board()['version'] - 1}"
    ).json()
    assert changes["documents"][0]["clients"] == [name, None]  # the server gave the note an id
