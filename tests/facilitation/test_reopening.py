"""A closed dialogue opened for one room alone until a time: there it is written as ever, elsewhere
nothing changes, and at that time it closes as any other."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from tests.boards.steps import paragraph
from tests.cast import co_facilitator
from tests.facilitation.test_facilitation import Pressed, press, stage, undo
from tests.server import PART, Afternoon, afternoon, again, serving
from tests.talk import talking

Json = dict[str, Any]


def path(seminar: Afternoon, room: int = 0, dialogue: int = 0) -> str:
    where = f"{seminar.rooms[room]['id']}/dialogues/{seminar.dialogue(dialogue)}"
    return f"/api/v1/seminars/{seminar.id}/rooms/{where}/reopening"


def soon(seminar: Afternoon, minutes: float = 10) -> datetime:
    return seminar.server.clock() + timedelta(minutes=minutes)


def reopen(seminar: Afternoon, minutes: float = 10, room: int = 0, dialogue: int = 0) -> Json:
    until = soon(seminar, minutes).isoformat()
    answer = seminar.organiser.put(path(seminar, room, dialogue), json={"until": until})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def of_room(seminar: Afternoon, room: int = 0, dialogue: int = 0) -> tuple[str, str | None]:
    """Where a dialogue stands, as the room's devices are told."""
    changes = f"/api/v1/rooms/{seminar.rooms[room]['id']}/changes?since=0"
    stages = seminar.seats[room].get(changes).json()["stages"]
    found = next(each for each in stages if each["dialogue"] == seminar.dialogue(dialogue))
    return found["stage"], found["until"]


def steps(seminar: Afternoon, room: int = 0) -> httpx.Response:
    """A step on the busy way, by HTTP."""
    answer = seminar.answer(room)
    sent = {"version": answer["version"], "client": "c", "steps": [paragraph("x", "x1")]}
    return seminar.seats[room].post(f"/api/v1/answers/{answer['id']}/steps", json=sent)


def shown(answer: httpx.Response) -> list[Json]:
    return Pressed(answer.text).values


def beside(seminar: Afternoon, room: int = 0) -> httpx.Response:
    where = f"/seminars/{seminar.id}/grid/rooms/{seminar.rooms[room]['id']}"
    return seminar.organiser.get(where, headers=PART)


def page(seminar: Afternoon, room: int = 0) -> str:
    """What a room's page is sent anew when a stage has changed."""
    where = f"/rooms/{seminar.rooms[room]['id']}/dialogues"
    return seminar.seats[room].get(where, headers=PART).text


def test_one_room_writes_and_the_others_do_not(seminar: Afternoon) -> None:
    seminar.stage("closed")
    assert steps(seminar).status_code == 409
    said = reopen(seminar)

    assert (said["stage"], said["until"]) == of_room(seminar)
    assert of_room(seminar)[0] == "closing"
    assert seminar.note("Vi rakk det likevel").status_code == 201
    assert steps(seminar).status_code == 200
    assert of_room(seminar, room=1) == ("closed", None)
    assert seminar.note("Vi også", room=1).json()["type"] == "closed"
    assert steps(seminar, room=1).status_code == 409
    assert stage(seminar) == ("closed", None)


def test_it_closes_by_itself_and_what_comes_then_is_handed_in_late(seminar: Afternoon) -> None:
    seminar.stage("closed")
    reopen(seminar)
    assert steps(seminar).status_code == 200  # what decides is known from now on
    seminar.server.clock.forward(minutes=9)
    assert seminar.note("I siste liten").status_code == 201
    seminar.server.clock.forward(minutes=1)

    assert of_room(seminar) == ("closed", None)
    late = seminar.note("For seint")
    assert late.json()["type"] == "closed"
    assert late.json()["late"]
    assert steps(seminar).json()["late"] == late.json()["late"]
    handed = {"client_id": "l", "version": 0, "text": "For seint"}
    assert seminar.seats[0].post(late.json()["late"], json=handed).status_code == 201
    assert "er stengt" in page(seminar)


def test_the_room_alone_is_told_at_once(seminar: Afternoon) -> None:
    seminar.stage("closed")
    with talking(seminar, 0) as mine, talking(seminar, 1) as other:
        mine.join(seminar.rooms[0]["id"])
        other.join(seminar.rooms[1]["id"])
        reopen(seminar)
        told = mine.hear("stage")
        assert (told["stage"], told["may"]) == ("closing", ["write"])
        assert told["until"] == of_room(seminar)[1]
        seminar.organiser.delete(path(seminar)).raise_for_status()
        assert mine.hear("stage")["stage"] == "closed"
        seminar.stage("open")
        assert other.hear("stage")["stage"] == "open"  # the first that it hears


def test_the_page_says_until_when_and_for_whom(seminar: Afternoon) -> None:
    seminar.stage("closed")
    reopen(seminar)
    own, others = page(seminar), page(seminar, room=1)

    assert "Seminarlederen har åpnet Dialog 1 for dette rommet til" in own
    assert own.count('class="clock"') == 1  # what is left
    assert "Seminarlederen har åpnet" not in others
    assert "er stengt" in others


def test_a_longer_time_counts_from_the_one_that_stood(seminar: Afternoon) -> None:
    seminar.stage("closed")
    until = datetime.fromisoformat(reopen(seminar)["until"])
    (more, *_) = shown(beside(seminar))
    assert more["until"] == "5"
    answer = press(seminar, f"rooms/{seminar.rooms[0]['id']}/reopening", **more)

    assert closes(seminar) == until + timedelta(minutes=5)
    press_undo(seminar, answer)
    assert closes(seminar) == until


def closes(seminar: Afternoon, room: int = 0) -> datetime:
    return datetime.fromisoformat(of_room(seminar, room)[1] or "")


def press_undo(seminar: Afternoon, answer: httpx.Response) -> httpx.Response:
    (sealed,) = [each["sealed"] for each in shown(answer) if "sealed" in each]
    undone = seminar.organiser.post(undo(answer), data={"sealed": sealed}, headers=PART)
    assert undone.status_code == 200
    return undone


def test_of_two_who_press_at_once_the_first_is_heard(seminar: Afternoon) -> None:
    seminar.stage("closed")
    room = f"rooms/{seminar.rooms[0]['id']}/reopening"
    five, ten, *_ = shown(beside(seminar))
    press(seminar, room, **ten)
    second = seminar.organiser.post(f"/seminars/{seminar.id}/{room}", data=five, headers=PART)

    assert second.status_code == 409
    assert "satt en annen tid" in second.text
    assert closes(seminar) > soon(seminar, 6)


@pytest.mark.parametrize("early", [False, True])
def test_what_was_pressed_can_be_taken_back(seminar: Afternoon, early: bool) -> None:
    seminar.stage("closed")
    room = f"rooms/{seminar.rooms[0]['id']}/reopening"
    answer = press(seminar, room, **shown(beside(seminar))[0])
    before = "closed"
    if early:
        offered = [each for each in shown(beside(seminar)) if "dialogue" in each]
        answer = press(seminar, f"{room}/end", **offered[-1])
        before = "closing"
    assert of_room(seminar)[0] != before
    press_undo(seminar, answer)
    assert of_room(seminar)[0] == before


@pytest.mark.parametrize("to_all", ["open", "closing", "closed", "reading"])
def test_what_is_said_to_all_rooms_is_the_newest_word(seminar: Afternoon, to_all: str) -> None:
    seminar.stage("closed")
    reopen(seminar)
    seminar.stage(to_all)
    assert of_room(seminar)[0] == of_room(seminar, room=1)[0] == to_all
    seminar.stage("closed")
    assert of_room(seminar)[0] == "closed"


def test_taking_back_what_was_said_to_all_gives_the_room_its_time_again(
    seminar: Afternoon,
) -> None:
    seminar.stage("closed")
    until = reopen(seminar)["until"]
    opened = press(seminar, "stage", dialogue=seminar.dialogue(), stage="open")
    press_undo(seminar, opened)
    assert of_room(seminar) == ("closing", until)
    assert of_room(seminar, room=1)[0] == "closed"


def test_an_archive_closes_it_and_coming_back_gives_what_is_left(seminar: Afternoon) -> None:
    seminar.stage("closed")
    reopen(seminar)
    archive = f"/api/v1/seminars/{seminar.id}/archive"
    seminar.organiser.put(archive, json={"archived": True}).raise_for_status()
    assert of_room(seminar)[0] == "archived"
    assert steps(seminar).json()["type"] == "closed"
    refused = seminar.organiser.put(path(seminar), json={"until": soon(seminar).isoformat()})
    assert (refused.status_code, refused.json()["type"]) == (409, "closed")
    seminar.organiser.put(archive, json={"archived": False}).raise_for_status()
    assert of_room(seminar)[0] == "closing"


@pytest.mark.parametrize("now", ["draft", "open"])
def test_only_what_was_closed_can_be_opened_for_one_room(seminar: Afternoon, now: str) -> None:
    seminar.stage(now)
    refused = seminar.organiser.put(path(seminar), json={"until": soon(seminar).isoformat()})
    assert (refused.status_code, refused.json()["type"]) == (409, "closed")
    assert "Bare en dialog som er stengt" in refused.json()["title"]
    assert "Åpne for dette rommet" not in beside(seminar).text


def test_a_room_may_have_longer_than_the_others_and_never_shorter(seminar: Afternoon) -> None:
    seminar.stage("closing", until=soon(seminar, 5).isoformat())
    assert "5 minutter til" in beside(seminar).text
    sooner = seminar.organiser.put(path(seminar), json={"until": soon(seminar, 4).isoformat()})
    assert (sooner.status_code, sooner.json()["type"]) == (422, "invalid")
    until = reopen(seminar, 10)["until"]
    assert of_room(seminar) == ("closing", until)
    seminar.server.clock.forward(minutes=6)
    assert of_room(seminar, room=1)[0] == "closed"
    assert seminar.note("Ett kvarter til").status_code == 201


@pytest.mark.parametrize("minutes", [0, -1])
def test_a_time_that_has_passed_is_refused(seminar: Afternoon, minutes: int) -> None:
    seminar.stage("closed")
    wish = {"until": soon(seminar, minutes).isoformat()}
    refused = seminar.organiser.put(path(seminar), json=wish)
    assert (refused.status_code, refused.json()["type"]) == (422, "invalid")
    assert of_room(seminar)[0] == "closed"


def test_the_others_read_the_room_as_it_stands_and_hear_that_it_writes(
    seminar: Afternoon,
) -> None:
    seminar.note("Vi vil ha ")
    seminar.stage("reading")
    reopen(seminar)
    assert seminar.note("Nytt fra oss").status_code == 201

    read = seminar.seats[1].get(f"/read/{seminar.id}/questions/{seminar.prompt()}")
    assert read.status_code == 200
    assert "Nytt fra oss" in read.text
    assert read.text.count("Blir skrevet til") == 1
    comment = f"/api/v1/answers/{seminar.answer()['id']}/voices"
    assert seminar.seats[1].get(comment).status_code == 200
    exported = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/export?format=csv").text
    assert "Nytt fra oss" in exported


def test_the_room_goes_through_its_phases_and_calls_for_help(seminar: Afternoon) -> None:
    seminar.stage("closed")
    phases = f"/api/v1/rooms/{seminar.rooms[0]['id']}/phases"
    assert seminar.seats[0].get(phases).json() == []
    reopen(seminar)
    (there,) = seminar.seats[0].get(phases).json()
    assert there["dialogue"] == seminar.dialogue()
    wish = {"dialogue": seminar.dialogue(), "go": "next", "at": there["at"]}
    assert seminar.seats[0].post(phases, json=wish).json()["at"] == 0
    other = seminar.seats[1].post(
        phases.replace(seminar.rooms[0]["id"], seminar.rooms[1]["id"]), json=wish
    )
    assert other.json()["type"] == "closed"
    seminar.server.clock.forward(minutes=1)
    seminar.seats[0].post(f"/api/v1/rooms/{seminar.rooms[0]['id']}/help").raise_for_status()
    assert row(seminar)["help"]
    seminar.server.clock.forward(minutes=10)
    assert not row(seminar)["help"]  # nobody is looked for in a room that has gone home


def row(seminar: Afternoon, room: int = 0) -> Json:
    found = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/grid").json()["rooms"]
    return next(each for each in found if each["id"] == seminar.rooms[room]["id"])


def test_a_clock_that_had_run_out_before_does_not_come_back(seminar: Afternoon) -> None:
    start = {"prompt": seminar.prompt(), "phase": "talk"}
    press(seminar, "clock", **start)
    seminar.server.clock.forward(hours=1)
    seminar.stage("closed")
    reopen(seminar)
    phases = f"/api/v1/rooms/{seminar.rooms[0]['id']}/phases"
    (there,) = seminar.seats[0].get(phases).json()
    assert there["clock"] is None


@pytest.mark.parametrize(("hours", "stands"), [(1, False), (0, True)])
def test_only_a_clock_that_has_time_left_goes_on_when_all_are_let_in_again(
    seminar: Afternoon, hours: int, *, stands: bool
) -> None:
    press(seminar, "clock", prompt=seminar.prompt(), phase="talk")
    seminar.server.clock.forward(hours=hours)
    seminar.stage("closed")
    seminar.stage("open")
    phases = f"/api/v1/rooms/{seminar.rooms[0]['id']}/phases"
    (there,) = seminar.seats[0].get(phases).json()
    assert (there["clock"] is not None) == stands


def test_the_grid_says_which_room_and_until_when(seminar: Afternoon) -> None:
    seminar.stage("closed")
    until = reopen(seminar)["until"]
    assert row(seminar)["reopened"] == [{"dialogue": seminar.dialogue(), "until": until}]
    assert row(seminar, 1)["reopened"] == []
    table = seminar.organiser.get(f"/seminars/{seminar.id}/grid").text
    assert table.count("Dialog 1 er åpen for dette rommet alene") >= 1
    assert "Åpen for dette rommet til" in beside(seminar).text
    seminar.server.clock.forward(minutes=11)
    assert row(seminar)["reopened"] == []


def test_a_room_that_has_time_again_is_not_late(seminar: Afternoon) -> None:
    seminar.server.clock.forward(minutes=46)
    seminar.stage("closed")
    reopen(seminar)
    page = seminar.organiser.get(f"/seminars/{seminar.id}/grid").text
    assert 'data-needs="late"' not in page


def test_whoever_leads_other_rooms_does_not_find_it(seminar: Afternoon) -> None:
    seminar.stage("closed")
    liv = co_facilitator(seminar, "Liv", [seminar.rooms[0]["id"]])
    wish = {"until": soon(seminar).isoformat()}
    assert liv.put(path(seminar), json=wish).status_code == 200
    assert liv.put(path(seminar, room=1), json=wish).status_code == 404
    assert liv.delete(path(seminar)).status_code == 200
    assert seminar.seats[0].put(path(seminar), json=wish).status_code == 404


def test_it_outlives_the_server(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        before = afternoon(server)
        before.stage("closed")
        until, facts = reopen(before)["until"], before.facts
    with serving(tmp_path) as server:
        after = again(server, facts)
        assert of_room(after) == ("closing", until)
        assert steps(after).status_code == 200
        assert of_room(after, room=1)[0] == "closed"


def test_a_room_that_is_not_there_is_not_found(seminar: Afternoon) -> None:
    seminar.stage("closed")
    wrong = path(seminar).replace(seminar.rooms[0]["id"], "nowhere")
    wish = {"until": soon(seminar).isoformat()}
    assert seminar.organiser.put(wrong, json=wish).status_code == 404
    other = path(seminar).replace(seminar.dialogue(), "nothing")
    assert seminar.organiser.put(other, json=wish).status_code == 404
