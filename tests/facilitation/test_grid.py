"""The grid tells what every room has written, and which rooms need somebody."""

import re
from typing import Any

import pytest

from app.facilitation.grid import grid as read
from app.seminars import clock
from app.seminars.models import Seminar
from tests.server import Afternoon, Server, afternoon
from tests.statements import asked


def grid(seminar: Afternoon) -> dict[str, Any]:
    answer = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/grid")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def cell(seminar: Afternoon, room: int = 0, column: int = 0) -> dict[str, Any]:
    return dict(grid(seminar)["rooms"][room]["cells"][column])


def needs(seminar: Afternoon, here: int = 1) -> list[str]:
    """What each room needs somebody for, as the page sorts and filters by, with so many in each."""
    with seminar.server.store.reading() as session:
        found = session.get_one(Seminar, seminar.id)
        return [row.needs for row in read(session, found, lambda _: here).rows]


def test_every_room_has_a_cell_for_every_prompt_of_all_dialogues(seminar: Afternoon) -> None:
    found = grid(seminar)

    prompts = [each["id"] for each in found["prompts"]]
    assert len(prompts) == 5
    assert [each["number"] for each in found["prompts"]] == [1, 2, 3, 1, 2]
    assert [room["number"] for room in found["rooms"]] == [1, 2, 3]
    assert all([each["prompt"] for each in room["cells"]] == prompts for room in found["rooms"])


def test_a_cell_tells_state_words_and_when_it_was_written(seminar: Afternoon) -> None:
    assert cell(seminar)["state"] == "empty"

    seminar.note("Vi trenger faste møter, og")

    found = cell(seminar)
    assert (found["state"], found["words"]) == ("in_progress", 5)
    assert found["written_at"]
    assert seminar.answer()["id"] in found["answers"]


def test_answers_of_members_are_folded_into_one_cell(seminar: Afternoon) -> None:
    seminar.stage("open", dialogue=1)
    prompt = seminar.prompt(dialogue=1)
    seminar.note("Fjellvik tar det videre.", prompt=prompt, member="Fjellvik")

    found = cell(seminar, column=3)
    assert found["state"] == "in_progress"
    assert (found["words"], len(found["answers"])) == (4, 3)

    seminar.note("Granli er med.", prompt=prompt, member="Granli")
    assert cell(seminar, column=3)["state"] == "answered"


def test_a_summary_alone_counts_as_an_answer(seminar: Afternoon) -> None:
    path = f"/api/v1/answers/{seminar.answer()['id']}"
    seminar.seats[0].put(path, json={"summary": "Det viktigste er tid."}).raise_for_status()

    assert cell(seminar)["state"] == "answered"
    assert grid(seminar)["coverage"] == {"answered": 1, "rooms": 3, "doubles": 0}


def test_coverage_counts_rooms_and_not_answers(seminar: Afternoon) -> None:
    assert grid(seminar)["coverage"] == {"answered": 0, "rooms": 3, "doubles": 0}

    seminar.note("Et svar.")
    seminar.note("Et svar til.")
    seminar.note("Fra et annet rom.", room=2)

    assert grid(seminar)["coverage"] == {"answered": 2, "rooms": 3, "doubles": 0}


def test_a_silent_room_is_left_in_peace_until_it_is_late(server: Server) -> None:
    seminar = afternoon(server)
    seminar.note("Et svar.", room=1)
    seminar.server.clock.forward(minutes=44)
    assert needs(seminar) == ["", "", ""]

    seminar.server.clock.forward(minutes=2)
    assert needs(seminar) == ["late", "late", "late"]


def test_a_room_that_has_written_is_left_in_peace_however_long_it_is_quiet(
    server: Server,
) -> None:
    ask = [{"title": "Økt", "prompts": [{"text": "Hva nå?", "minutes": {"talk": 5}}]}]
    seminar = afternoon(server, dialogues=ask)
    seminar.note("Et svar.", room=1)
    server.clock.forward(hours=1)

    assert needs(seminar) == ["late", "", "late"]


def test_a_closing_makes_nothing_late_before_it_or_behind_it(seminar: Afternoon) -> None:
    seminar.stage("closing")
    assert needs(seminar) == ["", "", ""]

    seminar.server.clock.forward(minutes=14)
    assert "late" not in needs(seminar)

    seminar.server.clock.forward(minutes=2)
    assert needs(seminar) == ["", "", ""]


def test_a_dialogue_over_its_minutes_stays_late_while_it_closes(seminar: Afternoon) -> None:
    seminar.server.clock.forward(minutes=46)
    seminar.stage("closing")

    assert needs(seminar) == ["late", "late", "late"]


def test_rooms_where_nobody_came_need_somebody(server: Server) -> None:
    seminar = afternoon(server)
    nobody = {"number": 4, "members": ["Lyngmo"]}
    path = f"/api/v1/seminars/{seminar.id}/rooms"
    kept = [{"number": n, "members": [f"Sted {n}"]} for n in (1, 2, 3)]
    seminar.organiser.put(path, json=[*kept, nobody]).raise_for_status()
    assert needs(seminar, here=0) == ["", "", "", "nobody"]

    seminar.note("Et svar.", room=1)
    server.clock.forward(
        minutes=11
    )  # those who came are given time to begin; dark phones are no sign
    assert needs(seminar, here=0) == ["nobody", "", "nobody", "nobody"]
    assert needs(seminar, here=2) == ["", "", "", ""]

    seminar.stage("draft")
    assert needs(seminar, here=0) == ["", "", "", ""]


def test_what_nobody_has_opened_has_no_columns_and_what_is_over_has_one(seminar: Afternoon) -> None:
    def heads() -> list[str]:
        page = seminar.organiser.get(f"/seminars/{seminar.id}/grid").text
        first = page.partition("<thead")[2].partition("</tr>")[0]
        shown = re.findall(r'<th [^>]*scope="col" data-dialogue="([^"]+)"([^>]*)>', first)
        return [name for name, more in shown if "hidden" not in more]

    assert heads() == [seminar.dialogue(0)] * 3

    seminar.stage("closed")
    seminar.stage("open", dialogue=1)
    assert heads() == [seminar.dialogue(0), *[seminar.dialogue(1)] * 2]


def test_what_is_missing_in_a_dialogue_that_is_over_calls_nobody(seminar: Afternoon) -> None:
    """It only says so, calmly: nobody can write there, whether another dialogue runs or none."""
    path = f"/seminars/{seminar.id}/grid"
    seminar.server.clock.forward(minutes=46)
    assert needs(seminar) == ["late", "late", "late"]
    assert "Uten svar i tide" in seminar.organiser.get(path).text

    seminar.stage("closed")
    assert needs(seminar) == ["", "", ""]
    page = seminar.organiser.get(path).text
    assert "data-late" not in page
    assert "Uten svar" in page
    assert "i tide" not in page

    seminar.stage("open", dialogue=1)
    assert needs(seminar) == ["", "", ""]


def test_an_empty_cell_is_over_time_only_while_its_room_can_write(server: Server) -> None:
    seminar = afternoon(server)
    path = f"/seminars/{seminar.id}/grid"
    server.clock.forward(minutes=46)
    assert "Ikke begynt, over tida" in seminar.organiser.get(path).text

    seminar.stage("closed")
    page = seminar.organiser.get(path).text
    assert "Uten svar" in page
    assert "over tida" not in page

    seminar.stage("closed", dialogue=1)
    page = seminar.organiser.get(path).text
    assert not re.search("Ikke begynt|I gang", page)


def test_a_dialogue_without_minutes_is_never_late_while_it_is_open(server: Server) -> None:
    seminar = afternoon(server, dialogues=[{"title": "Økt", "prompts": [{"text": "Hva nå?"}]}])
    server.clock.forward(hours=9)
    assert needs(seminar) == ["", "", ""]


@pytest.mark.parametrize("state", ["done", "nothing_to_add", "out_of_time"])
def test_a_room_that_says_how_it_stands_is_not_silent(server: Server, state: str) -> None:
    ask = [{"title": "Økt", "prompts": [{"text": "Hva nå?", "minutes": {"talk": 5}}]}]
    seminar = afternoon(server, dialogues=ask)
    path = f"/api/v1/answers/{seminar.answer()['id']}"
    seminar.seats[0].put(path, json={"state": state}).raise_for_status()
    server.clock.forward(minutes=6)

    assert needs(seminar) == ["", "late", "late"]
    assert cell(seminar)["state"] == state


def test_a_dialogue_that_was_never_opened_is_never_late(seminar: Afternoon) -> None:
    for room in range(3):
        for index in range(3):
            seminar.note("Et svar.", room=room, prompt=seminar.prompt(index))
    seminar.server.clock.forward(hours=9)

    assert needs(seminar) == ["", "", ""]


def test_a_call_comes_before_what_is_late_and_is_told_in_the_json(seminar: Afternoon) -> None:
    seminar.server.clock.forward(minutes=46)
    seminar.seats[1].post(f"/api/v1/rooms/{seminar.rooms[1]['id']}/help").raise_for_status()

    assert needs(seminar) == ["late", "help", "late"]
    assert [room["help"] for room in grid(seminar)["rooms"]] == [False, True, False]


def test_fifty_rooms_cost_as_few_queries_as_three(server: Server) -> None:
    def queries(seminar: Afternoon) -> int:
        with asked(server.store.engine) as statements:
            needs(seminar)
        by_itself = ("BEGIN", "FROM installation")  # what was deleted unheard, every two seconds
        return len([each for each in statements if not any(word in each for word in by_itself)])

    def seminar_of(rooms: int) -> Afternoon:
        roster = [{"number": n, "members": [f"Sted {n}"]} for n in range(1, rooms + 1)]
        wish = {"title": "Prøve", "language": "nb", "preset": "dialog-1-2"}
        organiser = server.organiser()
        made = organiser.post("/api/v1/seminars", json=wish).json()
        seated = organiser.put(f"/api/v1/seminars/{made['id']}/rooms", json=roster).json()
        return Afternoon(server, organiser, made, seated, [])

    few, many = seminar_of(3), seminar_of(50)

    assert queries(many) == queries(few) < 28


def phases(seminar: Afternoon) -> list[list[str]]:
    """The phase of each room with each question of the first dialogue."""
    with seminar.server.store.reading() as session:
        found = read(session, session.get_one(Seminar, seminar.id), lambda _: 0)
        return [[cell.phase for cell in row.of(found.works[0])] for row in found.rows]


def test_the_grid_tells_which_phase_each_room_is_in(server: Server) -> None:
    seminar = afternoon(
        server,
        dialogues=[
            {
                "title": "Økt",
                "prompts": [
                    {"text": "Hva nå?", "minutes": {"round": 5, "talk": 5}},
                    {"text": "Hvorfor?", "joined": True},
                    {"text": "Hvem?", "minutes": {"talk": 5}},
                ],
            }
        ],
    )
    assert phases(seminar) == [["", "", ""]] * 3
    seminar.server.store.write_now(
        lambda session: clock.start(session, seminar.id, seminar.prompt(), "round")
    )
    server.clock.forward(seconds=1)
    body = {"dialogue": seminar.dialogue(), "go": "next", "at": 1}
    path = f"/api/v1/rooms/{seminar.rooms[1]['id']}/phases"
    seminar.seats[1].post(path, json=body | {"at": 0}).raise_for_status()
    assert phases(seminar) == [["round", "round", ""], ["talk", "talk", ""], ["round", "round", ""]]
    page = seminar.organiser.get(f"/seminars/{seminar.id}/grid").text
    assert page.count("nå: Runde") == 4
    assert page.count("nå: Samtale") == 2
