"""The projector shows what rooms have allowed, and nothing that is unfinished."""

import pytest

from tests.server import Afternoon


def plenum(seminar: Afternoon, *rooms: int, prompt: int = 0) -> str:
    chosen = [("room", seminar.rooms[room]["id"]) for room in rooms]
    params = [("prompt", seminar.prompt(prompt)), *chosen]
    answer = seminar.organiser.get(f"/seminars/{seminar.id}/plenum", params=params)
    assert answer.status_code == 200
    return answer.text


def say(seminar: Afternoon, state: str, room: int = 0) -> None:
    path = f"/api/v1/answers/{seminar.answer(room)['id']}"
    seminar.seats[room].put(path, json={"state": state}).raise_for_status()


def test_an_open_answer_is_shown_only_after_its_room_has_said_it_is_done(
    seminar: Afternoon,
) -> None:
    seminar.note("Vi trenger faste møter.")
    assert "faste møter" not in plenum(seminar, 0)

    say(seminar, "done")
    assert "faste møter" in plenum(seminar, 0)


def test_only_rooms_that_were_chosen_are_shown(seminar: Afternoon) -> None:
    seminar.note("Det første rommet.", room=0)
    seminar.note("Det andre rommet.", room=1)
    seminar.stage("closed")

    shown = plenum(seminar, 1)
    assert "Det andre rommet." in shown
    assert "Det første rommet." not in shown


@pytest.mark.parametrize("stage", ["closed", "reading"])
def test_what_breaks_off_is_not_shown_after_closing_either(seminar: Afternoon, stage: str) -> None:
    seminar.note("Vi trenger faste møter, og", room=0)
    seminar.note("Vi har det vi trenger.", room=1)
    seminar.stage(stage)

    shown = plenum(seminar, 0, 1)
    assert "faste møter" not in shown
    assert "Vi har det vi trenger." in shown


def test_a_summary_stands_for_its_notes(seminar: Afternoon) -> None:
    seminar.note("Et notat.")
    path = f"/api/v1/answers/{seminar.answer()['id']}"
    seminar.seats[0].put(path, json={"summary": "Kort sagt."}).raise_for_status()
    say(seminar, "done")

    shown = plenum(seminar, 0)
    assert "Kort sagt." in shown
    assert "Et notat." not in shown


def test_coverage_is_that_of_the_question(seminar: Afternoon) -> None:
    seminar.note("Et svar.", room=0)
    seminar.note("Et svar.", room=2, prompt=seminar.prompt(1))

    assert "Svar fra 1 av 3 rom" in plenum(seminar, prompt=1)
    assert "Svar fra 0 av 3 rom" in plenum(seminar, prompt=2)


def test_the_hall_belongs_to_those_who_lead(seminar: Afternoon) -> None:
    assert seminar.seats[0].get(f"/seminars/{seminar.id}/plenum").status_code == 404


def test_the_hall_sees_the_clock_and_the_names_and_no_forty_buttons(seminar: Afternoon) -> None:
    seminar.note("Et svar.", room=0)
    say(seminar, "done")
    clock = f"/seminars/{seminar.id}/clock"
    started = seminar.organiser.post(clock, data={"prompt": seminar.prompt(), "phase": "talk"})
    assert started.status_code < 400, started.text
    page = plenum(seminar, 0)
    shown, panel = page.split('id="plenum-choice" popover')

    assert "Rom 1 · Fjellvik, Granli" in " ".join(shown.split())
    assert seminar.seminar["title"] in shown
    assert 'role="timer"' in shown
    assert "checkbox" not in shown
    assert "Fjellvik, Granli" in panel
