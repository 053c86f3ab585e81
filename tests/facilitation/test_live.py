"""Whoever looks at the grid sees it change at once, and only what differs."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from websockets.sync.client import connect

from tests.cast import facilitator
from tests.server import Afternoon, Server
from tests.talk import Talk


@contextmanager
def looking(seminar: Afternoon, language: str = "nb") -> Iterator[Talk]:
    """A socket of the organiser that has joined the grid."""
    bearer = {"Authorization": seminar.organiser.headers["authorization"]}
    with connect(seminar.server.live, additional_headers=bearer) as socket:
        talk = Talk(socket)
        talk.say("join", grid=seminar.id, language=language)
        assert talk.hear("joined", "refused")["type"] == "joined"
        yield talk


def told(talk: Talk, *ids: str) -> dict[str, str]:
    """The newest html of every element until all of these have come."""
    html: dict[str, str] = {}
    while not set(ids) <= html.keys():
        frame = talk.hear("cell", "row", "head")
        html[frame["id"]] = frame["html"]
    return html


def test_a_cell_arrives_when_a_room_has_written(seminar: Afternoon) -> None:
    with looking(seminar) as talk:
        seminar.note("Vi trenger faste møter.")
        frame = talk.hear("cell")

    assert frame["grid"] == seminar.id
    assert frame["id"] == f"cell-{seminar.rooms[0]['id']}-{seminar.prompt()}"
    assert "Har svart" in frame["html"]
    assert "4 ord" in frame["html"]


def test_frames_are_in_the_language_of_each_who_looks(seminar: Afternoon) -> None:
    with looking(seminar, "nn") as one, looking(seminar, "en") as other:
        seminar.note("Vi trenger faste møter, og")
        words = [talk.hear("cell")["html"] for talk in (one, other)]

    assert "I gang" in words[0]
    assert "In progress" in words[1]


def test_a_cell_comes_at_most_once_a_second(seminar: Afternoon) -> None:
    with looking(seminar) as talk:
        began, cells, html = time.monotonic(), 0, ""
        for number in range(10):
            seminar.note(f"Notat {number}.")
        while "20 ord" not in html:
            html = talk.hear("cell")["html"]
            cells += 1

        assert cells <= 2 + (time.monotonic() - began)


def test_a_call_for_help_marks_the_row_and_joins_the_queue(seminar: Afternoon) -> None:
    room = seminar.rooms[1]["id"]
    with looking(seminar) as talk:
        seminar.seats[1].post(f"/api/v1/rooms/{room}/help").raise_for_status()
        html = told(talk, f"room-{room}", "grid-help")

    assert 'data-needs="help"' in html[f"room-{room}"]
    assert "Rom 2" in html["grid-help"]


def test_a_duty_is_counted_in_the_row(seminar: Afternoon) -> None:
    room, duty = seminar.rooms[0]["id"], seminar.seminar["duties"][0]["id"]
    with looking(seminar) as talk:
        seminar.seats[0].put(f"/api/v1/rooms/{room}/duties/{duty}", json={"name": "Kari"})
        frame = talk.hear("row")

    assert (frame["id"], "1 av 4" in frame["html"]) == (f"room-{room}", True)


def test_a_room_that_connects_is_counted(seminar: Afternoon) -> None:
    with (
        looking(seminar) as talk,
        connect(seminar.server.live, additional_headers=seminar.bearer()) as socket,
    ):
        Talk(socket).join(seminar.rooms[0]["id"])
        html = told(talk, "grid-connected")

    assert "1/3" in html["grid-connected"]


def test_a_stage_changes_word_plan_and_what_is_late(seminar: Afternoon) -> None:
    seminar.server.clock.forward(minutes=46)
    stage, cell = f"stage-{seminar.dialogue()}", f"cell-{seminar.rooms[0]['id']}-{seminar.prompt()}"
    with looking(seminar) as talk:
        seminar.stage("closed")
        html = told(talk, stage, cell)

    assert "Stengt" in html[stage]
    assert "Uten svar" in html[cell]
    assert "data-late" not in html[cell]


def test_the_next_step_follows_a_stage_that_somebody_else_set(seminar: Afternoon) -> None:
    with looking(seminar) as talk:
        seminar.stage("open", dialogue=1)

        assert "Steng Dialog 1" in told(talk, "grid-next")["grid-next"]


def test_a_closing_that_is_over_is_told_without_anybody_doing_anything(
    seminar: Afternoon,
) -> None:
    seminar.stage("closing")
    with looking(seminar) as talk:
        seminar.server.clock.forward(minutes=16)
        html = told(talk, f"stage-{seminar.dialogue()}")

    assert "Stengt" in html[f"stage-{seminar.dialogue()}"]


def test_a_new_room_brings_the_whole_table_in_one_frame(seminar: Afternoon) -> None:
    roster = [{"number": n, "members": [f"Sted {n}"]} for n in range(1, 5)]
    with looking(seminar) as talk:
        path = f"/api/v1/seminars/{seminar.id}/rooms"
        seminar.organiser.put(path, json=roster).raise_for_status()
        html = told(talk, "grid-table")

    assert html["grid-table"].count("<tr id=") == 4


def test_a_room_without_name_and_members_stands_in_the_grid(server: Server) -> None:
    organiser = server.organiser()
    made = organiser.post("/api/v1/seminars", json={"title": "Tomt", "language": "nb"}).json()
    path = f"/api/v1/seminars/{made['id']}/rooms"
    organiser.put(path, json=[{"number": 7, "members": []}]).raise_for_status()
    page = organiser.get(f"/seminars/{made['id']}/grid")
    assert page.status_code == 200
    assert "<b>7</b><span></span>" in page.text


def test_many_changes_at_once_come_as_one_table(server: Server) -> None:
    roster = [{"number": n, "members": []} for n in range(1, 46)]
    organiser = server.organiser()
    wish = {"title": "Stor", "language": "nb", "preset": "dialog-1-2"}
    made = organiser.post("/api/v1/seminars", json=wish).json()
    rooms = organiser.put(f"/api/v1/seminars/{made['id']}/rooms", json=roster).json()
    seminar = Afternoon(server, organiser, made, rooms, [])
    seminar.stage("open")
    with looking(seminar) as talk:
        seminar.stage("closed")
        html = told(talk, "grid-table")

    assert html["grid-table"].count("Uten svar</b>") == 3 * 45
    assert not any(id.startswith("cell-") for id in html)


@pytest.mark.parametrize("room", [0, 1])
def test_a_seat_may_not_look(seminar: Afternoon, room: int) -> None:
    with connect(seminar.server.live, additional_headers=seminar.bearer(room)) as socket:
        talk = Talk(socket)
        talk.say("join", grid=seminar.id, language="nb")

        assert talk.hear("refused", "joined")["problem"]["type"] == "not_found"
        assert talk.closed() == 4404


def test_whoever_may_not_lead_any_more_stops_seeing(seminar: Afternoon) -> None:
    client = facilitator(seminar)
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    with connect(seminar.server.live, additional_headers={"cookie": cookie}) as socket:
        talk = Talk(socket)
        talk.say("join", grid=seminar.id, language="nb")
        talk.hear("joined")
        seminar.organiser.post(f"/seminars/{seminar.id}/facilitator-link")

        assert talk.closed() == 4404


def test_a_room_may_be_joined_after_the_grid_on_the_same_socket(seminar: Afternoon) -> None:
    with looking(seminar) as talk:
        joined = talk.join(seminar.rooms[0]["id"])
        assert joined["type"] == "joined"
        seminar.note("Et notat.")

        assert talk.hear("steps", "cell")["type"] == "steps"
        assert talk.silent("cell", seconds=2.5)
