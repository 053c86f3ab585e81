"""The pictures say what was written when, of the rooms that the asker leads, on the page and in the
API alike."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2 as httpx
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete

from app.boards.phase_words import WordsThen, by_clock
from app.pictures.counts import PictureCell, PromptPicture
from app.pictures.curves import curves
from app.rooms.models import Room
from app.seminars.models import Dialogue, Prompt
from app.seminars.phase_changes import PhaseChange
from tests.cast import co_facilitator
from tests.facilitation.test_facilitation import press
from tests.server import Afternoon, Server, afternoon
from tests.statements import asked

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
    assert (one["words"], two["words"], three["words"]) == (7, 0, 2)
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


def phases(seminar: Afternoon, way: str, room: int = 0) -> None:
    path = f"/api/v1/rooms/{seminar.rooms[room]['id']}/phases"
    (there,) = seminar.seats[room].get(path).json()
    wish = {"dialogue": seminar.dialogue(), "go": way, "at": there["at"]}
    seminar.seats[room].post(path, json=wish).raise_for_status()


def took(seminar: Afternoon, client: httpx.Client | None = None) -> dict[str, tuple[Any, int]]:
    """Minutes and rooms by phase of the first question."""
    first = told(seminar, client)["prompts"][0]
    return {each["phase"]: (each["minutes"], each["rooms"]) for each in first["phases"]}


def test_minutes_are_told_by_phase_with_pauses_left_out(server: Server) -> None:
    seminar = afternoon(server)
    seminar.note("Et svar.")
    phases(seminar, "next")
    server.clock.forward(minutes=6)
    phases(seminar, "pause")
    server.clock.forward(minutes=20)
    phases(seminar, "resume")
    server.clock.forward(minutes=1)
    phases(seminar, "next")
    server.clock.forward(minutes=12)
    phases(seminar, "back")
    server.clock.forward(minutes=2)
    seminar.stage("closed")
    server.clock.forward(hours=3)

    assert (took(seminar)["round"], took(seminar)["talk"]) == ((9, 1), (12, 1))
    html = page(seminar)
    assert "Lengst i samtale til spørsmål 1: 12 min" in html
    assert html.count('role="img"') == html.count('<details class="picture-numbers">') == 4


def words(seminar: Afternoon, client: httpx.Client | None = None) -> dict[str, int]:
    """By phase of the first question; what was written in none is under an empty name."""
    first = told(seminar, client)["prompts"][0]
    return {each["phase"]: each["words"] for each in first["phases"] if each["words"]}


def test_words_are_told_by_the_phase_that_they_were_written_in(server: Server) -> None:
    seminar = afternoon(server)
    seminar.note("Før vi begynte.")
    server.clock.forward(minutes=1)
    phases(seminar, "next")
    server.clock.forward(minutes=5)
    seminar.note("Runden ga oss fire ord til.")
    seminar.note("I et annet spørsmål.", prompt=seminar.prompt(1))
    phases(seminar, "next")
    server.clock.forward(minutes=5)
    seminar.note("Samtale.")
    phases(seminar, "pause")
    seminar.note("Mens klokka sto.")
    server.clock.forward(minutes=5)
    phases(seminar, "next")
    server.clock.forward(minutes=1)
    summary = f"/api/v1/answers/{seminar.answer()['id']}"
    seminar.seats[0].put(summary, json={"summary": "Alt i alt."}).raise_for_status()

    assert words(seminar) == {"": 3, "round": 6, "talk": 4, "summary": 3}
    second = told(seminar)["prompts"][1]["phases"]
    assert [(each["phase"], each["words"]) for each in second if each["words"]] == [("", 4)]
    html = " ".join(page(seminar).split())
    assert "Samtale: 4 ord" in html
    assert "Ellers: 3 ord" in html


def test_what_was_taken_out_again_counts_in_no_phase(server: Server) -> None:
    seminar = afternoon(server)
    press(seminar, "clock", prompt=seminar.prompt(), phase="round")
    server.clock.forward(minutes=1)
    for room in (0, 1):
        seminar.note("En to tre fire.", room=room)
    press(seminar, "clock", prompt=seminar.prompt(), phase="talk")
    server.clock.forward(minutes=1)
    answer = seminar.answer()
    changed = {"version": answer["version"], "text": "En to."}
    seminar.seats[0].put(f"/api/v1/answers/{answer['id']}", json=changed).raise_for_status()

    assert words(seminar) == {"round": 6}
    liv = co_facilitator(seminar, "Liv", [seminar.rooms[0]["id"]])
    assert words(seminar, liv) == {"round": 2}


def test_texts_that_no_clock_had_counted_are_of_no_phase(server: Server) -> None:
    seminar = afternoon(server)
    phases(seminar, "next")
    server.clock.forward(minutes=1)
    seminar.note("Et svar fra den gang.")
    phases(seminar, "next")
    server.store.write_now(lambda session: session.execute(delete(WordsThen)))
    assert words(seminar) == {"": 5}


stood = st.integers(0, 40)


@given(words=stood, then=st.lists(st.none() | stood, max_size=6))
def test_words_of_all_phases_together_are_those_that_stand(
    words: int, then: list[int | None]
) -> None:
    """None is a change of the clock for which nothing was counted, since nothing was written."""
    at = [NOON + timedelta(minutes=number) for number in range(len(then))]
    counted = [(one, n) for one, n in zip(at, then, strict=True) if n is not None]
    clocks = [
        PhaseChange(seminar_id="s", deed="start", at=one, phase=str(number))
        for number, one in enumerate(at)
    ]
    shown = list(zip(at, clocks, strict=True))
    found = list(by_clock(words, NOON, counted, shown))
    assert sum(part for _, part in found) == words
    assert all(part >= 0 for _, part in found)


def test_a_clock_that_nobody_goes_on_from_is_not_counted_for_hours(server: Server) -> None:
    seminar = afternoon(server)
    phases(seminar, "next")
    planned = {each["phase"]: each["planned"] for each in told(seminar)["prompts"][0]["phases"]}
    server.clock.forward(hours=5)
    assert took(seminar)["round"] == (2 * planned["round"], 1)


def test_the_clock_for_all_counts_for_every_room_until_it_has_its_own(server: Server) -> None:
    seminar = afternoon(server)
    start = {"prompt": seminar.prompt(), "phase": "round"}
    press(seminar, "clock", **start)
    server.clock.forward(minutes=4)
    phases(seminar, "next", room=1)
    server.clock.forward(minutes=6)
    press(seminar, "clock/stop")
    server.clock.forward(minutes=30)

    assert (took(seminar)["round"], took(seminar)["talk"]) == ((10, 3), (6, 1))
    liv = co_facilitator(seminar, "Liv", [seminar.rooms[1]["id"]])
    assert took(seminar, liv)["round"] == (4, 1)


def test_a_room_that_was_let_in_again_has_the_minutes_of_then_too(server: Server) -> None:
    seminar = afternoon(server)
    phases(seminar, "next")
    server.clock.forward(minutes=3)
    seminar.stage("closed")
    server.clock.forward(minutes=40)
    where = f"rooms/{seminar.rooms[0]['id']}/dialogues/{seminar.dialogue()}/reopening"
    until = (server.clock() + timedelta(minutes=10)).isoformat()
    path = f"/api/v1/seminars/{seminar.id}/{where}"
    seminar.organiser.put(path, json={"until": until}).raise_for_status()
    phases(seminar, "next")
    server.clock.forward(minutes=8)
    phases(seminar, "next")
    server.clock.forward(minutes=40)

    found = took(seminar)
    assert found["round"] in ((3, 1), (11, 1))
    assert sum(minutes or 0 for minutes, _ in found.values()) == 3 + 10


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


def statements_of(server: Server, seminar: Afternoon) -> int:
    with asked(server.store.engine) as statements:
        told(seminar)
    return len(statements)


def test_more_rooms_ask_no_more_of_the_database(server: Server) -> None:
    few, many = afternoon(server), afternoon(server)
    rooms = [{"number": number} for number in range(1, 61)]
    path = f"/api/v1/seminars/{many.id}/rooms"
    many.organiser.put(path, json=rooms).raise_for_status()

    asked = []
    for seminar in (few, many):
        seminar.note("Et svar.")
        told(seminar)
        asked.append(min(statements_of(server, seminar) for _ in range(3)))
    assert asked[0] == asked[1] < 30


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
    places = [PictureCell(room, True, 3, 0, NOON + timedelta(minutes=at)) for at in began]
    places += [PictureCell(room, False, 0, 0, None)] * silent
    asked = PromptPicture(dialogue, Prompt(dialogue_id="d", position=1, text="Hva?"), 1, places, [])

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
