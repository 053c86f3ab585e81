"""The clock for all, calls for help and their undo by a program, as on the grid's page."""

from datetime import datetime, timedelta
from typing import Any

from tests.cast import co_facilitator
from tests.server import Afternoon


def path(seminar: Afternoon) -> str:
    return f"/api/v1/seminars/{seminar.id}"


def clock(seminar: Afternoon) -> Any:
    return seminar.organiser.get(f"{path(seminar)}/clock").json()["clock"]


def ends(pressed: Any) -> datetime:
    return datetime.fromisoformat(pressed["clock"]["ends_at"])


def take_back(seminar: Afternoon, undo: str) -> int:
    wish = {"undo": undo}
    return seminar.organiser.post(f"{path(seminar)}/pressed/undo", json=wish).status_code


def test_a_clock_for_all_starts_is_prolonged_and_stops_and_each_is_taken_back(
    seminar: Afternoon,
) -> None:
    there, prompt = f"{path(seminar)}/clock", seminar.prompt()
    assert clock(seminar) is None
    wish = {"prompt": prompt, "phase": "talk"}
    started = seminar.organiser.put(there, json=wish).json()
    assert (started["clock"]["prompt"], started["clock"]["phase"]) == (prompt, "talk")
    longer = seminar.organiser.post(f"{there}/more", json={}).json()
    assert ends(longer) - ends(started) == timedelta(minutes=2)
    stopped = seminar.organiser.delete(there).json()
    assert (stopped["clock"], clock(seminar)) == (None, None)
    assert take_back(seminar, stopped["undo"]) == 204
    assert clock(seminar)["ends_at"] == longer["clock"]["ends_at"]
    assert take_back(seminar, longer["undo"]) == 204
    assert clock(seminar)["ends_at"] == started["clock"]["ends_at"]
    assert take_back(seminar, started["undo"]) == 204
    assert clock(seminar) is None
    assert take_back(seminar, started["undo"]) == 409


def test_no_clock_starts_where_nobody_writes_and_none_that_is_not_there_is_prolonged(
    seminar: Afternoon,
) -> None:
    there = f"{path(seminar)}/clock"
    refused = seminar.organiser.post(f"{there}/more", json={})
    assert (refused.status_code, refused.json()["type"]) == (409, "no_clock")
    wish = {"prompt": seminar.prompt(dialogue=1), "phase": "talk"}
    refused = seminar.organiser.put(there, json=wish)
    assert (refused.status_code, refused.json()["type"]) == (409, "no_clock")


def test_whoever_leads_one_room_gives_it_time_and_no_other(seminar: Afternoon) -> None:
    there, (first, second) = f"{path(seminar)}/clock", seminar.rooms[:2]
    wish = {"prompt": seminar.prompt(), "phase": "talk"}
    seminar.organiser.put(there, json=wish).raise_for_status()
    even = co_facilitator(seminar, "Even", [first["id"]])
    own = even.post(f"{there}/more", json={"room": first["id"]}).json()
    assert own["clock"]["own"]
    assert even.post(f"{there}/more", json={"room": second["id"]}).status_code == 404
    assert even.post(f"{there}/more", json={}).status_code == 404
    assert even.post(f"{path(seminar)}/pressed/undo", json={"undo": own["undo"]}).is_success


def test_a_call_is_taken_by_one_and_ended_and_both_are_taken_back(seminar: Afternoon) -> None:
    room = seminar.rooms[0]["id"]
    seminar.seats[0].post(f"/api/v1/rooms/{room}/help").raise_for_status()
    there = f"{path(seminar)}/rooms/{room}/help"
    even = co_facilitator(seminar, "Even")
    coming = even.put(there, json={}).json()
    assert (coming["calling"], coming["seen"], coming["taken_by"]) == (True, True, "Even")
    second = seminar.organiser.put(there, json={}).json()
    assert (second["taken_by"], second["undo"]) == ("Even", None)
    helped = seminar.organiser.put(there, json={"helped": True}).json()
    assert (helped["calling"], helped["seen"], helped["taken_by"]) == (False, False, None)
    assert take_back(seminar, helped["undo"]) == 204
    assert seminar.organiser.put(there, json={}).json()["taken_by"] == "Even"


def test_what_is_no_seal_is_not_found(seminar: Afternoon) -> None:
    assert take_back(seminar, "x") == 404


def test_a_stage_is_taken_back_with_what_it_ended_and_reading_never_is(seminar: Afternoon) -> None:
    dialogue, room = seminar.dialogue(), seminar.rooms[0]["id"]
    stage = f"{path(seminar)}/dialogues/{dialogue}/stage"
    alone = f"{path(seminar)}/rooms/{room}/dialogues/{dialogue}/reopening"

    def put(where: str, **wish: str) -> dict[str, Any]:
        answer = seminar.organiser.put(where, json=wish)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def stands() -> str:
        return str(seminar.answer()["stage"])

    closed = put(stage, stage="closed")
    reopened = put(alone, until="2222-02-22T22:22:22Z")
    assert (reopened["stage"], stands()) == ("closing", "closing")
    assert take_back(seminar, reopened["undo"]) == 204
    assert stands() == "closed"
    assert take_back(seminar, closed["undo"]) == 204
    assert stands() == "open"
    assert put(stage, stage="open")["undo"] is None
    assert put(stage, stage="reading")["undo"] is None
    assert stands() == "reading"


def test_a_message_is_taken_back_and_the_one_that_it_ended_stands_again(seminar: Afternoon) -> None:
    there = f"{path(seminar)}/messages"

    def stand() -> list[str]:
        return [each["text"] for each in seminar.organiser.get(there).json()]

    seminar.organiser.post(there, json={"text": "Fem minutter"}).raise_for_status()
    newer = seminar.organiser.post(there, json={"text": "To minutter"}).json()
    assert stand() == ["To minutter"]
    assert take_back(seminar, newer["undo"]) == 204
    assert stand() == ["Fem minutter"]
