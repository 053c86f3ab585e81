"""The plan of the day as it is gone through: on the grid's page and through the API."""

import re
from html import unescape
from typing import Any

import httpx2 as httpx
import pytest

from tests.facilitation.test_facilitation import board_parts, press, stage, take_back
from tests.server import PART, Afternoon

API = "/api/v1/seminars"


def plan(seminar: Afternoon) -> dict[str, Any]:
    found = seminar.organiser.get(f"{API}/{seminar.id}/plan")
    assert found.status_code == 200, found.text
    return dict(found.json())


def put(seminar: Afternoon, *steps: dict[str, Any]) -> dict[str, Any]:
    answer = seminar.organiser.put(f"{API}/{seminar.id}/plan", json={"steps": list(steps)})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def card(seminar: Afternoon) -> str:
    """What stands above all else beside the grid: the next step."""
    page = seminar.organiser.get(f"/seminars/{seminar.id}/grid").text
    found = re.search(r'<section class="plan-step".*?</section>', page, re.DOTALL)
    assert found
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[0])).split())


def next_(seminar: Afternoon) -> httpx.Response:
    """Press the large button, a while after whatever was pressed before."""
    seminar.server.clock.forward(seconds=3)
    return press(seminar, "plan/next", step=plan(seminar)["next"])


def test_of_two_who_press_at_once_one_takes_the_step(seminar: Afternoon) -> None:
    seen = plan(seminar)["next"]
    press(seminar, "plan/next", step=seen)
    said = press(seminar, "plan/next", step=seen).text

    assert "Noen har nettopp tatt et steg" in said
    assert (stage(seminar)[0], stage(seminar, 1)[0]) == ("open", "open")


def test_a_button_that_changed_under_the_finger_is_not_pressed(seminar: Afternoon) -> None:
    """The second one's page has the next step already when the finger comes down."""
    press(seminar, "plan/next", step=plan(seminar)["next"])
    assert "Noen har nettopp" in press(seminar, "plan/next", step=plan(seminar)["next"]).text
    assert stage(seminar)[0] == "open"

    seminar.server.clock.forward(seconds=3)
    press(seminar, "plan/next", step=plan(seminar)["next"])
    assert stage(seminar)[0] == "closing"


def test_what_the_next_step_will_do_is_said_before_it_is_pressed(seminar: Afternoon) -> None:
    assert "3 rom kan skrive i Dialog 2." in card(seminar)
    next_(seminar)
    assert "Rommene får 5 minutter til å gjøre seg ferdige" in card(seminar)
    assert "3 rom har et spørsmål uten svar" in card(seminar)
    seminar.stage("closed")
    seminar.stage("closed", dialogue=1)
    page = seminar.organiser.get(f"/seminars/{seminar.id}/grid").text
    button = re.search(r'<button[^>]*id="next-step"[^>]*>', page)
    assert button
    assert 'data-seconds="10"' in button[0]
    assert 'aria-describedby="next-says"' in button[0]
    assert "Du har ti sekunder på å stoppe det" in card(seminar)


def test_reading_opens_for_all_dialogues_and_has_no_undo(seminar: Afternoon) -> None:
    seminar.stage("closed")
    seminar.stage("closed", dialogue=1)
    answer = next_(seminar)
    assert "/undo" not in answer.text
    assert (stage(seminar)[0], stage(seminar, 1)[0]) == ("reading", "reading")
    assert "Ingenting mer å åpne eller stenge" in card(seminar)


def test_a_closing_has_its_grace_and_closes_at_once_without_one(seminar: Afternoon) -> None:
    close = {"kind": "close", "dialogue": seminar.dialogue()}
    put(seminar, close | {"minutes": 3})
    assert "3 minutter" in card(seminar)
    closing = next_(seminar)
    assert stage(seminar)[0] == "closing"
    seminar.server.clock.forward(minutes=2)
    assert seminar.note("I fristen").status_code == 201
    take_back(seminar, closing)
    put(seminar, close | {"minutes": 0})
    assert "er stengt" in next_(seminar).text
    assert stage(seminar)[0] == "closed"


def test_each_kind_of_step_is_done_in_the_rooms_and_taken_back(seminar: Afternoon) -> None:
    before = plan(seminar)
    made = put(
        seminar,
        {"kind": "open", "dialogue": seminar.dialogue(1)},
        {"kind": "clock", "prompt": seminar.prompt(), "phase": "talk", "minutes": 7},
        {"kind": "tell", "text": "Kaffen er klar."},
        {"kind": "point", "text": "Plenum"},
        {"kind": "close", "dialogue": seminar.dialogue()},
    )
    assert (before["made"], made["made"]) == (False, True)
    for number, step in enumerate(made["steps"]):
        parts, stood = board_parts(seminar), plan(seminar)
        answer = next_(seminar)
        assert plan(seminar)["next"] == [*made["steps"], {"id": None}][number + 1]["id"]
        take_back(seminar, answer)
        assert plan(seminar) == stood, step
        found = board_parts(seminar)
        for part in ("clock", "messages"):
            assert ("Kaffen" in found.get(part, "")) == ("Kaffen" in parts.get(part, ""))
            assert ("data-until" in found.get(part, "")) == ("data-until" in parts.get(part, ""))
        next_(seminar)
    assert "data-until" in board_parts(seminar)["clock"]
    assert "Kaffen er klar." in board_parts(seminar)["messages"]


def test_an_undo_leaves_what_somebody_has_taken_on_since(seminar: Afternoon) -> None:
    answer = next_(seminar)
    seminar.stage("closed", dialogue=1)
    assert "Det blir stående" in take_back(seminar, answer).text
    assert stage(seminar, 1)[0] == "closed"


def test_a_step_that_is_passed_over_changes_nothing_in_the_rooms(seminar: Afternoon) -> None:
    made = put(seminar, {"kind": "open", "dialogue": seminar.dialogue(1)}, *LUNCH)
    skipped = press(seminar, "plan/skip", step=made["next"])
    assert stage(seminar, 1)[0] == "draft"
    assert plan(seminar)["next"] == made["steps"][1]["id"]
    take_back(seminar, skipped)
    assert plan(seminar)["next"] == made["next"]


LUNCH = ({"kind": "point", "text": "Lunsj"},)


def test_a_clock_of_a_dialogue_that_is_not_open_says_so_and_starts_nowhere(
    seminar: Afternoon,
) -> None:
    clock = {"kind": "clock", "prompt": seminar.prompt(dialogue=1), "phase": "talk"}
    put(seminar, clock)
    assert "Ingen klokke er startet" in next_(seminar).text
    assert plan(seminar)["next"] is not None


def times(found: dict[str, Any]) -> list[str | None]:
    return [each["at"] for each in found["steps"]]


def test_the_rest_of_the_plan_is_moved_if_asked_and_moved_back(seminar: Afternoon) -> None:
    put(
        seminar,
        {"kind": "point", "text": "Velkommen", "at": "12:00"},
        {"kind": "point", "text": "Lunsj", "at": "12:30"},
        {"kind": "open", "dialogue": seminar.dialogue(1)},
        {"kind": "close", "dialogue": seminar.dialogue(1), "at": "13:45"},
    )
    moved = press(seminar, "plan/move", minutes="7")
    assert "7 min senere" in moved.text
    assert times(plan(seminar)) == ["12:07", "12:37", None, "13:52"]
    take_back(seminar, moved)
    assert times(plan(seminar)) == ["12:00", "12:30", None, "13:45"]


def test_minutes_beyond_the_day_move_nothing_and_say_so(seminar: Afternoon) -> None:
    put(seminar, {"kind": "point", "text": "Kveldsmat", "at": "23:30"}, *LUNCH)
    assert "Ingenting er flyttet" in press(seminar, "plan/move", minutes="40").text
    path = f"{API}/{seminar.id}/plan/move"
    for minutes in (40, -600 * 3, 601):
        refused = seminar.organiser.post(path, json={"minutes": minutes})
        assert (refused.status_code, refused.json()["type"]) == (422, "invalid")
    assert times(plan(seminar)) == ["23:30", None]


def test_steps_stand_in_the_order_of_their_times(seminar: Afternoon) -> None:
    point = {"kind": "point"}
    made = put(
        seminar,
        point | {"text": "c", "at": "13:00"},
        point | {"text": "d"},
        point | {"text": "a", "at": "09:05"},
        point | {"text": "b", "at": "12:00"},
    )
    assert [each["text"] for each in made["steps"]] == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("step", "refused"),
    [
        ({"kind": "open"}, "unclear_step"),
        ({"kind": "clock", "phase": "talk"}, "unclear_step"),
        ({"kind": "tell", "text": " "}, "unclear_step"),
        ({"kind": "point", "text": "x", "at": "24:00"}, "invalid"),
        ({"kind": "open", "dialogue": "elsewhere"}, "unclear_step"),
        ({"kind": "clock", "prompt": "elsewhere", "phase": "talk"}, "unclear_step"),
        ({"kind": "close", "dialogue": "x", "minutes": 601}, "invalid"),
    ],
)
def test_a_step_that_cannot_be_is_refused_and_the_plan_stays(
    seminar: Afternoon, step: dict[str, Any], refused: str
) -> None:
    put(seminar, *LUNCH)
    wrong = seminar.organiser.put(f"{API}/{seminar.id}/plan", json={"steps": [step]})
    assert (wrong.status_code, wrong.json()["type"]) == (422, refused)
    assert [each["text"] for each in plan(seminar)["steps"]] == ["Lunsj"]


def test_a_plan_that_is_saved_again_keeps_what_has_become_of_its_steps(seminar: Afternoon) -> None:
    put(seminar, *LUNCH, {"kind": "point", "text": "Plenum"})
    next_(seminar)
    first, second = plan(seminar)["steps"]
    wish = {name: first[name] for name in ("id", "kind", "text")} | {"at": "12:15"}
    made = put(seminar, wish, {"kind": "point", "text": "Ny", "at": "12:20"})
    assert [(each["text"], each["done"]) for each in made["steps"]] == [
        ("Lunsj", True),
        ("Ny", False),
    ]
    assert made["steps"][0]["done_at"] == first["done_at"]
    assert second["id"] not in {each["id"] for each in made["steps"]}


def test_a_question_that_is_removed_takes_its_step_along(seminar: Afternoon) -> None:
    put(seminar, {"kind": "clock", "prompt": seminar.prompt(1), "phase": "talk"}, *LUNCH)
    path = f"/seminars/{seminar.id}/programme/prompts/{seminar.prompt(1)}/remove"
    seminar.organiser.post(path, headers=PART).raise_for_status()
    assert [each["kind"] for each in plan(seminar)["steps"]] == ["point"]
