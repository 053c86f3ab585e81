"""The pictures say what was written when, of the rooms that the asker leads, on the page and in the
API alike."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2 as httpx
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from app.reading.picture_curves import curves
from app.reading.pictures import Asked, Place
from app.rooms.models import Room
from app.seminars.models import Dialogue, Prompt
from tests.cast import co_facilitator
from tests.server import Afternoon, Server, afternoon

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HTML = {"accept": "text/html"}


def told(seminar: Afternoon, client: httpx.Client | None = None) -> dict[str, Any]:
    answer = (client or seminar.organiser).get(f"/api/v1/seminars/{seminar.id}/pictures")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def page(seminar: Afternoon, client: httpx.Client | None = None) -> str:
    path = f"/seminars/{seminar.id}/pictures"
    return (client or seminar.organiser).get(path, headers=HTML).text


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_what_was_written_is_told_with_its_times(server: Server) -> None:
    seminar = afternoon(server)
    seminar.note("Vi trenger faste møter.")
    server.clock.forward(minutes=7)
    seminar.note("Og en plan.")
    seminar.note("Mer tid.", room=2)
    summary = f"/api/v1/answers/{seminar.answer()['id']}"
    seminar.seats[0].put(summary, json={"summary": "Møter."}).raise_for_status()

    found = told(seminar)
    first = found["prompts"][0]
    one, two, three = first["rooms"]
    assert (found["rooms"], found["answered"], first["answered"]) == (3, 2, 2)
    assert (one["words"], two["words"], three["words"]) == (8, 0, 2)
    apart = moment(three["began_at"]) - moment(one["began_at"])
    assert timedelta(minutes=7) <= apart < timedelta(minutes=8)
    assert two["began_at"] is None
    notes, summaries = first["parts"]
    assert (notes["kind"], notes["words"], notes["rooms"]) == ("notes", 9, 2)
    assert notes["minutes"] in (3, 4)  # the middle of 7 and none
    assert (summaries["kind"], summaries["words"], summaries["rooms"]) == ("summary", 1, 1)
    assert [each["answered"] for each in found["prompts"][1:]] == [0, 0, 0, 0]


def test_each_picture_is_named_by_what_it_shows(seminar: Afternoon) -> None:
    assert "<svg" not in page(seminar).partition("<main")[2]

    seminar.note("Vi trenger faste møter.")
    seminar.note("Mer tid.", room=2)

    html = page(seminar)
    for title in (
        "2 av 3 rom har svart på spørsmål 1",
        "0 av 3 rom har skrevet til alle spørsmålene",
        "Mest er skrevet til spørsmål 1: 6 ord",
    ):
        assert f">{title}</h3>" in html
        assert f">{title}</title>" in html
    assert html.count('role="img"') == html.count('<details class="picture-numbers">') == 3


def test_an_answer_that_was_taken_out_again_is_none(seminar: Afternoon) -> None:
    seminar.note("Vi trenger faste møter.")
    answer = seminar.answer()
    emptied = {"version": answer["version"], "text": ""}
    seminar.seats[0].put(f"/api/v1/answers/{answer['id']}", json=emptied).raise_for_status()

    assert told(seminar)["answered"] == 0


def test_whoever_leads_some_rooms_sees_pictures_of_those_alone(seminar: Afternoon) -> None:
    for room in (0, 1):
        seminar.note("Et svar.", room=room)
    liv = co_facilitator(seminar, "Liv", [seminar.rooms[1]["id"]])

    found = told(seminar, liv)
    assert (found["rooms"], found["answered"]) == (1, 1)
    assert {each["number"] for prompt in found["prompts"] for each in prompt["rooms"]} == {2}
    assert "1 av 1 rom har svart på spørsmål 1" in page(seminar, liv)


def test_more_rooms_ask_no_more_of_the_database(server: Server) -> None:
    few, many = afternoon(server), afternoon(server)
    rooms = [{"number": number} for number in range(1, 61)]
    path = f"/api/v1/seminars/{many.id}/rooms"
    many.organiser.put(path, json=rooms).raise_for_status()

    asked = []
    for seminar in (few, many):
        seminar.note("Et svar.")
        told(seminar)
        seen: list[str] = []

        def count(*args: Any, seen: list[str] = seen) -> None:
            seen.append(args[2])

        event.listen(server.store.engine, "before_cursor_execute", count)
        told(seminar)
        event.remove(server.store.engine, "before_cursor_execute", count)
        asked.append(len(seen))
    assert asked[0] == asked[1] < 25


minutes = st.integers(-600, 3000)


@given(
    began=st.lists(minutes, max_size=40),
    silent=st.integers(0, 3),
    planned=st.integers(0, 120),
    closed=st.none() | minutes,
)
def test_a_curve_rises_a_step_for_each_room_and_stays_in_its_frame(
    began: list[int], silent: int, planned: int, closed: int | None
) -> None:
    ended = None if closed is None else NOON + timedelta(minutes=closed)
    dialogue = Dialogue(
        seminar_id="s", position=1, title="En", minutes=planned, opened_at=NOON, closed_at=ended
    )
    room = Room(seminar_id="s", number=1)
    places = [Place(room, True, 3, NOON + timedelta(minutes=at)) for at in began]
    places += [Place(room, False, 0, None)] * silent
    asked = Asked(dialogue, Prompt(dialogue_id="d", position=1, text="Hva?"), 1, places, [])

    found = curves(dialogue, [asked], NOON + timedelta(minutes=3000))
    curve = found.curves[0]
    steps = [each.split("V") for each in curve.line.split("H")[1:-1]]
    across, heights = [float(x) for x, _ in steps], [float(y) for _, y in steps]
    assert len(steps) == len(began)
    assert across == sorted(across)
    assert all(1 <= x <= found.right for x in across)
    assert heights == sorted(heights, reverse=True)
    if began:
        share = (curve.floor - heights[-1]) / (curve.floor - curve.top)
        assert abs(share - len(began) / len(places)) < 0.01
    assert len(found.ticks) <= 7
    assert all(1 <= x <= found.right for x, _ in found.ticks)
    assert found.begin < found.end
