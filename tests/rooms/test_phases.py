"""A room's way through the phases: its own, whatever the others do, and never in anybody's way."""

from typing import Any

import httpx2 as httpx
import pytest
from sqlmodel import Session

from app.rooms import phases
from app.rooms.models import Room
from app.rooms.phases import Progress, Way
from app.seminars import clock
from app.seminars.models import Dialogue
from tests.rooms.browsing import Browser, enter
from tests.rooms.test_undo import way_back
from tests.server import PART, Afternoon


def progress(seminar: Afternoon, room: int = 0) -> Progress:
    with seminar.server.store.reading() as session:
        dialogue = session.get_one(Dialogue, seminar.seminar["dialogues"][0]["id"])
        found = session.get_one(Room, seminar.rooms[room]["id"])
        return phases.progress(session, found, dialogue)


def go(seminar: Afternoon, way: Way, at: int | None = None, room: int = 0) -> Progress:
    def verb(session: Session) -> None:
        dialogue = session.get_one(Dialogue, seminar.seminar["dialogues"][0]["id"])
        found = session.get_one(Room, seminar.rooms[room]["id"])
        phases.go(session, found, dialogue, way, at)

    seminar.server.clock.forward(seconds=1)
    seminar.server.store.write_now(verb)
    return progress(seminar, room)


def for_all(seminar: Afternoon, phase: str) -> None:
    seminar.server.clock.forward(seconds=1)
    seminar.server.store.write_now(
        lambda session: clock.start(session, seminar.id, seminar.prompt(), phase)
    )


def left(seminar: Afternoon, room: int = 0) -> float:
    running = progress(seminar, room).running
    assert running
    return running.left_at(seminar.server.clock()).total_seconds()


def test_a_room_goes_from_phase_to_phase_and_back(seminar: Afternoon) -> None:
    assert progress(seminar).at is None
    at: int | None = None
    for place, phase in enumerate(progress(seminar).phases):
        stands = go(seminar, "next", at)
        at = stands.at
        assert (at, stands.current) == (place, phase)
    assert go(seminar, "next", at).at == at
    assert at is not None
    assert go(seminar, "back", at).at == at - 1


def test_two_who_press_at_once_move_the_room_by_one(seminar: Afternoon) -> None:
    go(seminar, "next", None)
    go(seminar, "next", None)
    assert progress(seminar).at == 0


def test_a_phase_that_is_a_round_begins_with_one(seminar: Afternoon) -> None:
    go(seminar, "next")
    with seminar.server.store.reading() as session:
        room = session.get_one(Room, seminar.rooms[0]["id"])
        assert [turn["turn"] for turn in room.round_order] == ["waiting", "waiting"]
        assert room.round_at == 0


def test_what_is_left_stays_left_while_the_clock_is_paused(seminar: Afternoon) -> None:
    go(seminar, "next")
    before = left(seminar)
    go(seminar, "pause")
    seminar.server.clock.forward(minutes=50)
    go(seminar, "pause")
    assert left(seminar) == pytest.approx(before, abs=2)
    go(seminar, "more")
    assert left(seminar) == pytest.approx(before + 120, abs=2)
    go(seminar, "resume")
    go(seminar, "resume")
    assert left(seminar) == pytest.approx(before + 120, abs=6)
    seminar.server.clock.forward(minutes=1)
    assert left(seminar) == pytest.approx(before + 60, abs=8)


def test_a_room_begins_where_the_clock_for_all_is(seminar: Afternoon) -> None:
    for_all(seminar, "talk")
    assert (progress(seminar).at, progress(seminar, 1).at) == (1, 1)
    assert go(seminar, "next", 1).at == 2
    assert progress(seminar, 1).at == 1


def test_what_one_room_does_to_the_time_for_all_is_its_own(seminar: Afternoon) -> None:
    for_all(seminar, "talk")
    go(seminar, "pause")
    seminar.server.clock.forward(minutes=3)
    assert left(seminar, 0) == pytest.approx(left(seminar, 1) + 180, abs=4)
    assert go(seminar, "stop").at == 1
    assert left(seminar, 0) == pytest.approx(left(seminar, 1), abs=1)


def test_nothing_is_paused_where_no_clock_runs(seminar: Afternoon) -> None:
    ways: list[Way] = ["pause", "resume", "more", "stop", "back"]
    for way in ways:
        assert go(seminar, way).running is None


def shown(browser: Browser) -> str:
    return browser.page("").split('id="clock"')[1].split('id="method"')[0]


def press(browser: Browser, way: str, **form: Any) -> httpx.Response:
    dialogue = browser.page("").split('id="shown-dialogue" value="')[1].split('"')[0]
    answer = browser.post(f"/phases/{way}", dialogue=dialogue, **form)
    assert answer.status_code == 200, answer.text
    return answer


def test_every_screen_says_the_phase_what_to_do_and_the_way_on(seminar: Afternoon) -> None:
    kari, ola = enter(seminar, nickname="Kari"), enter(seminar, nickname="Ola")
    assert "Start: Runde" in shown(kari)
    press(kari, "next", at="")
    for browser in (kari, ola):
        assert "<b>Runde</b>" in shown(browser)
        assert "Én om gangen får alle ordet." in shown(browser)
        assert "Neste: Samtale" in shown(browser)
        assert "data-until=" in shown(browser)
    assert "satt på pause" in press(ola, "pause").text
    assert "data-until=" not in shown(kari)


def test_what_was_pressed_is_taken_back(seminar: Afternoon) -> None:
    kari = enter(seminar, nickname="Kari")
    press(kari, "next", at="")
    back, sealed = way_back(press(kari, "pause"))
    assert "data-until=" not in shown(kari)
    assert kari.post(back, **sealed).status_code == 200
    assert "data-until=" in shown(kari)


def test_a_way_that_there_is_not_is_refused(seminar: Afternoon) -> None:
    assert enter(seminar).post("/phases/sideways").status_code == 404


def test_a_dialogue_that_is_over_has_no_phases_to_go_on_with(seminar: Afternoon) -> None:
    kari = enter(seminar, nickname="Kari")
    dialogue = seminar.seminar["dialogues"][0]["id"]
    seminar.stage("closed")
    assert kari.post("/phases/next", dialogue=dialogue, at="").status_code == 409
    assert "Start: Runde" not in shown(kari)


def test_the_menu_lists_every_phase_and_marks_where_the_room_is(seminar: Afternoon) -> None:
    kari = enter(seminar, nickname="Kari")
    press(kari, "next", at="")
    listed = kari.page("/phases", **PART)
    assert listed.count("<li>") == 9
    assert [line.split("</span>")[0] for line in listed.split('aria-current="step">')[1:]] == [
        "\n<span>Runde"
    ]


def test_whoever_was_not_heard_is_named_when_the_round_is_left(seminar: Afternoon) -> None:
    kari = enter(seminar, nickname="Kari")
    press(kari, "next", at="")
    kari.post("/round/next", at="0")
    press(kari, "next", at="0")
    assert "Ikke hørt ennå: Granli" in kari.page("")
    kari.post("/round/word", at="1")
    assert "Granli har ordet" in kari.page("")
    kari.post("/round/next", at="1")
    assert "Ikke hørt" not in kari.page("")
