"""The projector shows what rooms have allowed, one thing at a time, and nothing unfinished."""

from collections import Counter
from typing import Any

import httpx2 as httpx
import pytest

from tests.server import Afternoon


def put(seminar: Afternoon, client: httpx.Client | None = None, **wish: Any) -> dict[str, Any]:
    path = f"/api/v1/seminars/{seminar.id}/plenum"
    answer = (client or seminar.organiser).put(path, json=wish)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def refused(seminar: Afternoon, client: httpx.Client | None = None, **wish: Any) -> str:
    path = f"/api/v1/seminars/{seminar.id}/plenum"
    answer = (client or seminar.organiser).put(path, json=wish)
    assert answer.status_code >= 400, answer.text
    return str(answer.json()["type"])


def read(seminar: Afternoon) -> dict[str, Any]:
    return dict(seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/plenum").json())


def slide(shown: dict[str, Any]) -> dict[str, Any]:
    return dict(shown["slides"][shown["at"]])


def page(seminar: Afternoon, **params: str) -> str:
    answer = seminar.organiser.get(f"/seminars/{seminar.id}/plenum", params=params)
    assert answer.status_code == 200
    return answer.text


def hall(seminar: Afternoon) -> str:
    """What the hall sees, without what steers it."""
    return page(seminar).split('class="plenum-bar')[0]


def room(seminar: Afternoon, at: int = 0) -> str:
    return str(seminar.rooms[at]["id"])


def say(seminar: Afternoon, state: str, room: int = 0) -> None:
    path = f"/api/v1/answers/{seminar.answer(room)['id']}"
    seminar.seats[room].put(path, json={"state": state}).raise_for_status()


def test_an_open_answer_is_shown_only_after_its_room_has_said_it_is_done(
    seminar: Afternoon,
) -> None:
    seminar.note("Vi trenger faste møter.")
    assert refused(seminar, slide="text", room=room(seminar)) == "not_finished"
    assert refused(seminar, chosen=[{"room": room(seminar)}]) == "not_finished"

    say(seminar, "done")
    put(seminar, slide="text", room=room(seminar))
    assert "faste møter" in hall(seminar)


def test_a_text_that_is_taken_up_again_leaves_the_projector(seminar: Afternoon) -> None:
    seminar.note("Vi trenger faste møter.")
    say(seminar, "done")
    put(seminar, slide="text", room=room(seminar))
    path = f"/api/v1/answers/{seminar.answer()['id']}"
    seminar.seats[0].put(path, json={"state": None}).raise_for_status()

    assert slide(read(seminar))["slide"] == "rooms"
    assert "faste møter" not in hall(seminar)


def test_texts_are_shown_one_at_a_time(seminar: Afternoon) -> None:
    seminar.note("Det første rommet.", room=0)
    seminar.note("Det andre rommet.", room=1)
    seminar.stage("closed")
    put(seminar, chosen=[{"room": room(seminar, 1)}, {"room": room(seminar, 0)}], slide="text")

    shown = hall(seminar)
    assert "Det andre rommet." in shown
    assert "Det første rommet." not in shown

    put(seminar, step=1)
    assert "Det første rommet." in hall(seminar)


@pytest.mark.parametrize("stage", ["closed", "reading"])
def test_what_breaks_off_is_not_shown_after_closing_either(seminar: Afternoon, stage: str) -> None:
    seminar.note("Vi trenger faste møter, og", room=0)
    seminar.note("Vi har det vi trenger.", room=1)
    seminar.stage(stage)

    assert refused(seminar, slide="text", room=room(seminar, 0)) == "not_finished"
    assert put(seminar)["offered"] == [{"room": room(seminar, 1), "quote": None}]


def test_a_summary_stands_for_its_notes(seminar: Afternoon) -> None:
    seminar.note("Et notat.")
    path = f"/api/v1/answers/{seminar.answer()['id']}"
    seminar.seats[0].put(path, json={"summary": "Kort sagt."}).raise_for_status()
    say(seminar, "done")
    put(seminar, slide="text", room=room(seminar))

    shown = hall(seminar)
    assert "Kort sagt." in shown
    assert "Et notat." not in shown


def test_a_long_text_has_pages_that_are_stepped_through(seminar: Afternoon) -> None:
    seminar.note("Vi vil møtes tre ganger i året og ha med alle skolene. " * 12)
    say(seminar, "done")
    shown = put(seminar, slide="text", room=room(seminar))
    pages = slide(shown)["pages"]

    assert pages > 2
    assert [put(seminar, step=1)["at"] for _ in range(pages)] == [*range(3, 3 + pages)]
    assert slide(read(seminar))["slide"] == "wheel"
    assert slide(put(seminar, step=-1))["page"] == pages


def test_coverage_and_rooms_are_those_of_the_question(seminar: Afternoon) -> None:
    seminar.note("Et svar vi kan stå for.", room=0)
    seminar.note("Noe annet her.", room=2, prompt=seminar.prompt(1))
    say(seminar, "done")

    shown = put(seminar, prompt=seminar.prompt(), slide="rooms")
    assert shown["coverage"]["answered"] == 1
    assert [each["look"] for each in shown["rooms"]] == ["done", "", ""]
    assert "1</b> ferdig" in hall(seminar)
    assert "Svar fra 1 av 3 rom" in (put(seminar, slide="question") and hall(seminar))
    put(seminar, prompt=seminar.prompt(2))
    assert "Svar fra 0 av 3 rom" in hall(seminar)


def test_steps_stop_at_both_ends(seminar: Afternoon) -> None:
    assert slide(put(seminar, step=-1))["slide"] == "question"
    assert [slide(put(seminar, step=1))["slide"] for _ in range(3)] == ["rooms", "wheel", "wheel"]


def test_the_wheel_draws_every_room_that_answered_once(seminar: Afternoon) -> None:
    for at in (0, 2):
        seminar.note("Vi begynner i mai.", room=at)
    drawn = [put(seminar, wheel="draw")["speaks"] for _ in range(2)]

    assert set(drawn) == {room(seminar, 0), room(seminar, 2)}
    assert refused(seminar, wheel="draw") == "everybody_heard"


def test_who_spoke_least_is_drawn_before_others_for_the_next_question(seminar: Afternoon) -> None:
    first = put(seminar, wheel="draw")["speaks"]
    drawn = [
        put(seminar, prompt=seminar.prompt(1), wheel="draw")["speaks"],
        put(seminar, wheel="draw")["speaks"],
    ]

    assert first not in drawn
    assert put(seminar, wheel="draw")["speaks"] == first


def test_a_room_that_is_passed_over_gives_way_and_comes_back_by_undo(seminar: Afternoon) -> None:
    first = put(seminar, wheel="draw")["speaks"]
    then = put(seminar, wheel="skip")
    assert then["speaks"] != first
    assert then["spoken"][0] == {"room": first, "skipped": True}

    assert put(seminar, wheel="undo")["speaks"] == first
    assert put(seminar, wheel="undo")["spoken"] == []


def test_of_two_who_draw_at_once_one_draws(seminar: Afternoon) -> None:
    seen = read(seminar)["turns"]
    one = put(seminar, wheel="draw", turns=seen)["speaks"]
    other = put(seminar, wheel="draw", turns=seen)

    assert other["speaks"] == one
    assert other["turns"] == 1


def test_the_wheel_is_fair(seminar: Afternoon) -> None:
    drawn: Counter[str] = Counter()
    for _ in range(60):
        drawn[put(seminar, wheel="draw")["speaks"]] += 1
        put(seminar, wheel="undo")

    assert len(drawn) == len(seminar.rooms)


def harvested(seminar: Afternoon, text: str) -> str:
    """A quote of a note of the first room, by id."""
    note = seminar.note(text).json()["note_id"]
    themes = f"/api/v1/seminars/{seminar.id}/themes"
    wish = {"title": "Tid", "prompt": seminar.prompt()}
    theme = seminar.organiser.post(themes, json=wish).json()["id"]
    placed = {"quotes": [{"answer": seminar.answer()["id"], "note": note}]}
    answer = seminar.organiser.post(f"{themes}/{theme}/quotes", json=placed)
    return str(answer.json()["quotes"][0]["id"])


def test_a_quote_is_shown_with_its_room_and_says_when_the_note_was_changed(
    seminar: Afternoon,
) -> None:
    quote = harvested(seminar, "Vi begynner i mai.")
    assert refused(seminar, slide="text", quote=quote) == "not_finished"
    say(seminar, "done")
    put(seminar, slide="text", quote=quote)
    shown = " ".join(hall(seminar).split())
    assert "«Vi begynner i mai.»" in shown
    assert "Rom 1" in shown
    assert "skrevet videre" not in shown

    answer = seminar.answer()
    text = {"version": answer["version"], "text": "Vi begynner i juni."}
    seminar.seats[0].put(f"/api/v1/answers/{answer['id']}", json=text).raise_for_status()
    say(seminar, "done")
    shown = hall(seminar)
    assert "Vi begynner i mai." in shown
    assert "rommet har skrevet videre" in shown


def test_what_is_named_must_be_the_seminar_s(seminar: Afternoon) -> None:
    assert refused(seminar, prompt="another") == "not_found"
    assert refused(seminar, slide="text", room="another") == "not_found"
    assert refused(seminar, slide="text", quote="another") == "not_found"
    assert refused(seminar, slide="text") == "invalid"
    assert refused(seminar, chosen=[{}]) == "invalid"
    assert read(seminar)["version"] == 0


def test_the_hall_belongs_to_those_who_lead(seminar: Afternoon) -> None:
    assert seminar.seats[0].get(f"/seminars/{seminar.id}/plenum").status_code == 404
    assert refused(seminar, seminar.seats[0], slide="wheel") == "not_found"


def test_the_hall_sees_the_clock_and_the_names_and_no_forty_buttons(seminar: Afternoon) -> None:
    seminar.note("Et svar vi kan stå for.", room=0)
    say(seminar, "done")
    clock = f"/seminars/{seminar.id}/clock"
    started = seminar.organiser.post(clock, data={"prompt": seminar.prompt(), "phase": "talk"})
    assert started.status_code < 400, started.text
    put(seminar, slide="text", room=room(seminar))
    shown, panel = page(seminar).split('class="plenum-bar')

    assert 'Rom 1</b> <span dir="auto">Fjellvik, Granli' in shown
    assert seminar.seminar["title"] in shown
    assert 'role="timer"' in shown
    assert "checkbox" not in shown
    assert "Fjellvik, Granli" in panel


def test_it_is_driven_without_scripts_too(seminar: Afternoon) -> None:
    path = f"/seminars/{seminar.id}/plenum"
    answer = seminar.organiser.post(path, data={"slide": "rooms", "turns": "0"})

    assert answer.status_code == 303
    assert answer.headers["location"] == path
    assert slide(read(seminar))["slide"] == "rooms"


def test_beside_the_grid_a_room_s_text_can_be_shown_once_it_is_done(seminar: Afternoon) -> None:
    seminar.note("Vi trenger faste møter.")
    beside = f"/seminars/{seminar.id}/grid?room={room(seminar)}"
    press = f"project-text-{seminar.prompt()}"
    assert press not in seminar.organiser.get(beside).text

    say(seminar, "done")
    assert press in seminar.organiser.get(beside).text
    wish = {"prompt": seminar.prompt(), "slide": "text", "room": room(seminar)}
    told = seminar.organiser.post(f"/seminars/{seminar.id}/grid/plenum", data=wish)
    assert told.status_code < 400
    assert slide(read(seminar))["room"] == room(seminar)
