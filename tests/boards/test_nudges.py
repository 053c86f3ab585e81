"""What the holder of a duty is told: at the right moment, from what happened, and nobody else."""

from typing import Any

import httpx2 as httpx
import pytest
from sqlmodel import Session

from app.rooms import phases, round
from app.rooms.models import Room
from app.seminars.models import Dialogue, duties
from tests.rooms.browsing import Browser, enter
from tests.server import PART, Afternoon, Server, afternoon

PROGRAMME = [
    {
        "title": "Økt",
        "minutes": 30,
        "prompts": [
            {"text": "Hva nå?", "label": "Nå", "minutes": {"round": 9, "summary": 6}},
            {"text": "Hvem tar det videre?", "label": "Hvem", "minutes": {"talk": 15}},
        ],
    }
]


@pytest.fixture
def seminar(server: Server) -> Afternoon:
    return afternoon(server, dialogues=PROGRAMME)


def path(seminar: Afternoon) -> str:
    return f"/api/v1/rooms/{seminar.rooms[0]['id']}"


def hold(seminar: Afternoon, nudge: str, browser: Browser) -> None:
    """The duty that is told of this goes to them."""
    (duty,) = (each["id"] for each in seminar.seminar["duties"] if each["nudge"] == nudge)
    answer = seminar.seats[0].put(f"{path(seminar)}/duties/{duty}", json={"seat": browser.seat})
    assert answer.status_code == 200, answer.text


def told(browser: Browser) -> list[str]:
    answer = browser.client.get(f"/api/v1{browser.path}/nudges")
    assert answer.status_code == 200, answer.text
    return [each["kind"] for each in answer.json()["nudges"]]


def do(seminar: Afternoon, verb: Any) -> None:
    def deed(session: Session) -> None:
        room = session.get_one(Room, seminar.rooms[0]["id"])
        verb(session, room, session.get_one(Dialogue, seminar.dialogue()))

    seminar.server.store.write_now(deed)


def on(seminar: Afternoon, at: int | None) -> None:
    """The room goes on from the phase at this place."""
    do(seminar, lambda session, room, dialogue: phases.go(session, room, dialogue, "next", at))


def test_the_chair_is_told_when_the_same_one_has_the_floor_for_long(seminar: Afternoon) -> None:
    kari, ola = enter(seminar, nickname="Kari"), enter(seminar, nickname="Ola")
    hold(seminar, "chair", kari)
    on(seminar, None)
    assert told(kari) == []
    seminar.server.clock.forward(minutes=8)  # twice what each of two has of nine minutes is nine
    assert told(kari) == []
    seminar.server.clock.forward(minutes=2)
    assert told(kari) == ["long"]
    assert told(ola) == []
    do(seminar, lambda session, room, _: round.step(session, room, "heard", 0))
    assert told(kari) == []


def test_the_chair_is_told_who_was_not_heard_when_the_round_is_left(seminar: Afternoon) -> None:
    kari = enter(seminar, nickname="Kari")
    hold(seminar, "chair", kari)
    on(seminar, None)
    do(seminar, lambda session, room, _: round.step(session, room, "heard", 0))
    on(seminar, 0)
    assert told(kari) == ["unheard"]
    html = kari.page("/nudges", **PART)
    assert "Granli" in html
    do(seminar, lambda session, room, _: round.give_word(session, room, 1))
    do(seminar, lambda session, room, _: round.step(session, room, "heard", 1))
    assert told(kari) == []


def test_whoever_keeps_the_time_hears_of_two_minutes_of_phase_and_of_dialogue(
    seminar: Afternoon,
) -> None:
    kari = enter(seminar, nickname="Kari")
    hold(seminar, "time", kari)
    on(seminar, None)
    seminar.server.clock.forward(minutes=6)
    assert told(kari) == []
    seminar.server.clock.forward(minutes=1.1)
    assert told(kari) == ["phase_ends"]
    seminar.server.clock.forward(minutes=2)
    assert told(kari) == []
    seminar.server.clock.forward(minutes=19)
    assert told(kari) == ["dialogue_ends"]


def test_a_closing_says_when_the_dialogue_ends(seminar: Afternoon) -> None:
    kari = enter(seminar, nickname="Kari")
    hold(seminar, "time", kari)
    seminar.stage("closing")  # in fifteen minutes
    seminar.server.clock.forward(minutes=12.5)
    assert told(kari) == []
    seminar.server.clock.forward(minutes=1)
    assert told(kari) == ["dialogue_ends"]


def test_a_paused_clock_tells_nobody_anything(seminar: Afternoon) -> None:
    kari = enter(seminar, nickname="Kari")
    hold(seminar, "time", kari)
    on(seminar, None)
    seminar.server.clock.forward(minutes=8)
    do(seminar, lambda session, room, dialogue: phases.go(session, room, dialogue, "pause", 0))
    assert told(kari) == []


def test_whoever_writes_hears_what_has_no_answer_when_a_third_of_the_time_is_left(
    seminar: Afternoon,
) -> None:
    kari = enter(seminar, nickname="Kari")
    hold(seminar, "notes", kari)
    seminar.note("Vi vil ha flere lærlinger.")
    seminar.server.clock.forward(minutes=19)
    assert told(kari) == []
    seminar.server.clock.forward(minutes=1.5)
    assert told(kari) == ["unanswered"]
    assert f'data-goes-to="prompt-{seminar.prompt(1)}"' in kari.page("/nudges", **PART)
    seminar.note("Hege tar det videre.", prompt=seminar.prompt(1))
    assert told(kari) == []


def test_a_question_of_which_the_room_has_said_how_it_stands_is_no_question_any_more(
    seminar: Afternoon,
) -> None:
    kari = enter(seminar, nickname="Kari")
    hold(seminar, "notes", kari)
    seminar.server.clock.forward(minutes=21)
    for answer in seminar.board()["answers"]:
        said = {"state": "nothing_to_add"}
        seminar.seats[0].put(f"/api/v1/answers/{answer['id']}", json=said)
    assert told(kari) == []


def test_whoever_writes_is_told_to_read_the_summary_aloud(seminar: Afternoon) -> None:
    kari = enter(seminar, nickname="Kari")
    hold(seminar, "notes", kari)
    on(seminar, None)
    on(seminar, 0)
    seminar.server.clock.forward(minutes=4.5)
    assert told(kari) == []
    answer = seminar.answer()["id"]
    seminar.seats[0].put(f"/api/v1/answers/{answer}", json={"summary": "Flere lærlinger."})
    assert told(kari) == ["read_aloud"]


def test_where_no_duty_keeps_the_time_the_chair_does(server: Server, seminar: Afternoon) -> None:
    kari = enter(seminar, nickname="Kari")
    hold(seminar, "chair", kari)
    seminar.stage("closing")
    seminar.server.clock.forward(minutes=14)
    assert told(kari) == []

    def leave_time_out(session: Session, room: Room, _: Dialogue) -> None:
        for duty in duties(session, room.seminar_id):
            if duty.nudge == "time":
                session.delete(duty)

    do(seminar, leave_time_out)
    assert told(kari) == ["dialogue_ends"]


def test_a_holder_without_a_device_is_told_on_the_only_one_that_is_there(
    seminar: Afternoon,
) -> None:
    kari = enter(seminar, nickname="Kari")
    (duty,) = (each["id"] for each in seminar.seminar["duties"] if each["nudge"] == "time")
    seminar.seats[0].put(f"{path(seminar)}/duties/{duty}", json={"name": "Berit"})
    seminar.stage("closing")
    seminar.server.clock.forward(minutes=14)
    assert told(kari) == ["dialogue_ends"]


def test_the_page_learns_when_to_look_again(seminar: Afternoon) -> None:
    kari = enter(seminar, nickname="Kari")
    hold(seminar, "time", kari)
    html = kari.page("/nudges", **PART)
    seconds = float(html.split('data-seconds="')[1].split('"')[0])
    assert 27 * 60 < seconds <= 28 * 60
    seminar.server.clock.forward(seconds=seconds + 0.1)
    assert told(kari) == ["dialogue_ends"]


def test_only_somebody_who_sits_there_is_told(seminar: Afternoon) -> None:
    answers: list[httpx.Response] = [
        each.get(f"{path(seminar)}/nudges") for each in (seminar.organiser, seminar.seats[1])
    ]
    assert [each.status_code for each in answers] == [404, 404]
