"""What is pressed on the grid's page: done at once, told to all, and taken back with one press."""

import json
import re
from datetime import datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

import httpx2 as httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.facilitation.verbs import closing_time
from app.refusals import Invalid
from tests.plain import NO_TLS
from tests.rooms.browsing import enter
from tests.server import PART, Afternoon, Server
from tests.talk import talking

OSLO = ZoneInfo("Europe/Oslo")
QUARTER_TO_TWO = datetime(2026, 11, 21, 13, 45, tzinfo=OSLO)


def press(seminar: Afternoon, path: str, **fields: Any) -> httpx.Response:
    answer = seminar.organiser.post(f"/seminars/{seminar.id}/{path}", data=fields, headers=PART)
    assert answer.status_code == 200, answer.text
    return answer


def undo(answer: httpx.Response) -> str:
    found = re.search(r'hx-post="([^"]+/undo[^"]*)"', answer.text)
    assert found, answer.text
    return unescape(found.group(1))


def stage(seminar: Afternoon, dialogue: int = 0) -> tuple[str, str | None]:
    found = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}").json()["dialogues"][dialogue]
    return found["stage"], found["until"]


def board_parts(seminar: Afternoon, room: int = 0) -> dict[str, str]:
    path = f"/api/v1/rooms/{seminar.rooms[room]['id']}/changes?since=0"
    return {each["part"]: each["html"] for each in seminar.seats[room].get(path).json()["parts"]}


class Pressed(HTMLParser):
    """The values that each pressable element of a page would send."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: list[dict[str, Any]] = []
        self.around: dict[str, Any] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        own = {str(found["name"]): found.get("value")} if found.get("name") else {}
        if tag == "form":
            self.around = {}
        elif tag == "input" and found.get("type") == "hidden":
            self.around |= own
        elif tag == "button" and found.get("hx-vals"):
            self.values.append(json.loads(str(found["hx-vals"])))
        elif tag == "button" and found.get("type") == "submit" and "hx-post" in found:
            self.values += filter(None, [own if "form" in found else self.around | own])


def test_a_form_pressed_before_scripts_run_is_done_and_leads_back_to_the_grid(
    seminar: Afternoon,
) -> None:
    at = f"/seminars/{seminar.id}"
    page = seminar.organiser.get(f"{at}/grid").text
    assert f'method="post" action="{at}/messages"' in page
    assert f'method="post" action="{at}/stage"' in page
    answer = seminar.organiser.post(f"{at}/messages", data={"text": "Plenum om fem minutter"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{at}/grid")
    assert "Plenum om fem minutter" in board_parts(seminar)["messages"]


def test_every_button_of_the_page_sends_values_that_can_be_read(seminar: Afternoon) -> None:
    seminar.stage("draft")
    page = seminar.organiser.get(f"/seminars/{seminar.id}/grid").text
    sent = Pressed(page).values

    assert len(sent) > 10
    assert {"dialogue": seminar.dialogue(), "stage": "open"} in sent
    assert {"step": f"open-{seminar.dialogue()}"} in sent


def test_a_stage_is_set_at_once_and_one_press_takes_it_back(seminar: Afternoon) -> None:
    answer = press(seminar, "stage", dialogue=seminar.dialogue(1), stage="open")
    assert "Dialog 2 er åpnet." in answer.text
    assert stage(seminar, 1)[0] == "open"

    take_back(seminar, answer)
    assert stage(seminar, 1)[0] == "draft"


def test_an_undo_gives_back_the_time_of_a_closing(seminar: Afternoon) -> None:
    press(seminar, "stage", dialogue=seminar.dialogue(), stage="closing", until="15")
    before = stage(seminar)
    answer = press(seminar, "stage", dialogue=seminar.dialogue(), stage="closed")

    take_back(seminar, answer)

    assert stage(seminar) == before


def test_an_undo_does_not_undo_what_somebody_else_has_done_since(seminar: Afternoon) -> None:
    answer = press(seminar, "stage", dialogue=seminar.dialogue(), stage="closed")
    seminar.stage("reading")

    said = take_back(seminar, answer).text

    assert "Noen har endret den i mellomtiden" in said
    assert stage(seminar)[0] == "reading"


def test_reading_opens_for_several_at_once_and_has_no_undo(seminar: Afternoon) -> None:
    ids = [seminar.dialogue(0), seminar.dialogue(1)]
    answer = press(seminar, "stage", dialogue=ids, stage="reading")

    assert "/undo" not in answer.text
    assert (stage(seminar, 0)[0], stage(seminar, 1)[0]) == ("reading", "reading")


def test_rooms_hear_of_a_stage_that_was_pressed(seminar: Afternoon) -> None:
    with talking(seminar) as talk:
        talk.join(seminar.rooms[0]["id"])
        press(seminar, "stage", dialogue=seminar.dialogue(), stage="closed")

        assert talk.hear("stage")["stage"] == "closed"


def test_a_dialogue_of_another_seminar_is_not_found(seminar: Afternoon) -> None:
    data = {"dialogue": "elsewhere", "stage": "closed"}
    answer = seminar.organiser.post(f"/seminars/{seminar.id}/stage", data=data)

    assert answer.status_code == 404


def test_a_message_to_all_stands_in_every_room_and_counts_who_has_seen_it(
    seminar: Afternoon,
) -> None:
    assert "Sett av 0 av 3" in press(seminar, "messages", text="To minutter igjen.").text

    for room in range(3):
        assert "To minutter igjen." in board_parts(seminar, room)["messages"]
    message = re.search(r'data-message="([^"]+)"', board_parts(seminar)["messages"])
    assert message
    path = f"/rooms/{seminar.rooms[0]['id']}/messages/{message.group(1)}/seen"
    seminar.seats[0].post(path).raise_for_status()

    page = seminar.organiser.get(f"/seminars/{seminar.id}/grid").text
    assert "Sett av 1 av 3" in page
    press(seminar, f"messages/{message.group(1)}/end")
    assert "To minutter igjen." not in board_parts(seminar)["messages"]


def test_programs_send_messages_hear_who_has_not_seen_them_and_take_them_down(
    seminar: Afternoon,
) -> None:
    path = f"/api/v1/seminars/{seminar.id}/messages"
    sent = seminar.organiser.post(path, json={"text": "To minutter igjen.", "minutes": 2}).json()
    alone = {"text": "Bare til dere.", "room": seminar.rooms[1]["id"]}
    seminar.organiser.post(path, json=alone).raise_for_status()
    enter(seminar).post(f"/messages/{sent['id']}/seen").raise_for_status()

    one, all_rooms = seminar.organiser.get(path).json()
    assert (one["room"], one["rooms"], one["seen"]) == (seminar.rooms[1]["id"], 1, 0)
    assert (all_rooms["room"], all_rooms["rooms"], all_rooms["seen"]) == (None, 3, 1)
    assert all_rooms["unseen"] == [room["id"] for room in seminar.rooms[1:]]
    page = seminar.organiser.get(f"/seminars/{seminar.id}/grid").text
    listed = page.partition(f'id="unseen-{sent["id"]}"')[2].partition("</ul>")[0]
    assert re.findall(r"Rom (\d)", listed) == ["2", "3"]

    seminar.organiser.delete(f"{path}/{sent['id']}").raise_for_status()
    assert [each["id"] for each in seminar.organiser.get(path).json()] == [one["id"]]
    assert seminar.organiser.post(path, json={"text": " ", "minutes": 0}).status_code == 422


def test_a_message_to_all_may_come_before_there_are_rooms(server: Server) -> None:
    organiser = server.organiser()
    seminar = organiser.post(
        "/api/v1/seminars", json={"title": "Ingen rom", "dialogues": []}
    ).json()
    path = f"/api/v1/seminars/{seminar['id']}/messages"
    sent = organiser.post(path, json={"text": "Velkommen."})

    assert sent.status_code == 201
    told = sent.json()
    assert told.pop("undo")
    assert organiser.get(path).json() == [told]
    assert (told["rooms"], told["unseen"]) == (0, [])
    assert organiser.get(f"/seminars/{seminar['id']}/grid").status_code == 200


def test_a_message_ends_when_what_it_says_is_no_longer_true(seminar: Afternoon) -> None:
    press(seminar, "messages", text="Plenum om fem minutter.", minutes="5")
    seminar.server.clock.forward(minutes=4)
    assert "Plenum om fem" in board_parts(seminar)["messages"]

    seminar.server.clock.forward(minutes=1)

    assert "Plenum om fem" not in board_parts(seminar)["messages"]
    assert "Plenum om fem" not in seminar.organiser.get(f"/seminars/{seminar.id}/grid").text


def test_a_message_in_ones_own_words_does_not_stand_for_ever(seminar: Afternoon) -> None:
    press(seminar, "messages", text="Kaffen er klar.")
    seminar.server.clock.forward(minutes=30)

    assert "Kaffen" not in board_parts(seminar)["messages"]


def test_a_message_to_one_room_stays_there(seminar: Afternoon) -> None:
    press(seminar, "messages", text="Jeg kommer.", room=seminar.rooms[1]["id"])

    assert "Jeg kommer." in board_parts(seminar, 1)["messages"]
    assert "Jeg kommer." not in board_parts(seminar, 0).get("messages", "")


def test_the_clock_runs_in_all_rooms_and_one_of_them_gets_more(seminar: Afternoon) -> None:
    def ends(room: int) -> datetime:
        found = re.search(r'data-until="([^"]+)"', board_parts(seminar, room)["clock"])
        assert found
        return datetime.fromisoformat(found.group(1))

    press(seminar, "clock", prompt=seminar.prompt(), phase="talk")
    begun = ends(0)
    assert ends(1) == begun

    press(seminar, f"rooms/{seminar.rooms[0]['id']}/clock/more")
    assert (ends(0) - begun, ends(1)) == (timedelta(minutes=2), begun)

    press(seminar, "clock/more")
    assert ends(1) - begun == timedelta(minutes=2)

    press(seminar, "clock/stop")
    assert "data-until" not in board_parts(seminar, 0)["clock"]


def take_back(seminar: Afternoon, answer: httpx.Response) -> httpx.Response:
    """Press the undo of what was just done."""
    found = re.search(r"""pressed/undo"\s+hx-vals=(["'])(.+?)\1""", answer.text)
    assert found, answer.text
    path = f"/seminars/{seminar.id}/pressed/undo"
    return seminar.organiser.post(path, data=json.loads(unescape(found[2])), headers=PART)


def clocks(seminar: Afternoon) -> list[list[str]]:
    """What each room's clock shows: whose, which phase, until when."""
    facts = r'data-(?:clock|phase|until)="([^"]*)"'
    return [re.findall(facts, board_parts(seminar, room).get("clock", "")) for room in range(3)]


def test_what_is_pressed_on_a_clock_can_be_taken_back(seminar: Afternoon) -> None:
    room = seminar.rooms[0]["id"]
    press(seminar, "clock", prompt=seminar.prompt(), phase="round")
    press(seminar, f"rooms/{room}/clock/more")
    before = clocks(seminar)
    for path, fields in (
        ("clock", {"prompt": seminar.prompt(1), "phase": "talk"}),
        ("clock/more", {}),
        (f"rooms/{room}/clock/more", {}),
        ("clock/stop", {}),
    ):
        answer = press(seminar, path, **fields)
        assert clocks(seminar) != before
        assert "Angret." in take_back(seminar, answer).text
        assert clocks(seminar) == before


def test_a_stop_for_all_that_is_undone_leaves_what_a_room_has_begun_since(
    seminar: Afternoon,
) -> None:
    rooms = [each["id"] for each in seminar.rooms]
    press(seminar, "clock", prompt=seminar.prompt(), phase="round")
    for room in rooms[:2]:
        press(seminar, f"rooms/{room}/clock/more")
    before = clocks(seminar)
    stopped = press(seminar, "clock/stop")
    enter(seminar).post("/clock", prompt=seminar.prompt(), phase="summary")
    own = clocks(seminar)[0]

    take_back(seminar, stopped)

    assert clocks(seminar) == [own, *before[1:]]


def test_a_room_that_was_said_to_be_helped_calls_again_when_that_is_undone(
    seminar: Afternoon,
) -> None:
    room = seminar.rooms[0]["id"]
    seminar.seats[0].post(f"/api/v1/rooms/{room}/help")
    coming = press(seminar, f"rooms/{room}/help")
    seen = board_parts(seminar)["help"]
    helped = press(seminar, f"rooms/{room}/help", helped="true")
    assert board_parts(seminar)["help"] != seen

    take_back(seminar, helped)
    assert board_parts(seminar)["help"] == seen
    take_back(seminar, coming)
    assert 'data-help="called"' in board_parts(seminar)["help"]


def test_the_old_link_opens_again_when_the_new_one_is_undone(seminar: Afternoon) -> None:
    room = seminar.rooms[0]
    made = press(seminar, f"grid/rooms/{room['id']}/link")
    assert seminar.server.client().get(room["url"]).status_code == 404

    take_back(seminar, made)

    assert seminar.server.client().get(room["url"]).status_code == 200


def test_nothing_is_taken_back_twice_nor_in_another_seminar(seminar: Afternoon) -> None:
    answer = press(seminar, "clock", prompt=seminar.prompt(), phase="talk")
    assert take_back(seminar, answer).status_code == 200
    assert "Det blir stående" in take_back(seminar, answer).text
    path = f"/seminars/{seminar.id}/pressed/undo"
    assert seminar.organiser.post(path, data={"sealed": "e30=.0"}).status_code == 404


def test_no_clock_is_started_where_nobody_writes(seminar: Afternoon) -> None:
    seminar.stage("closed")
    before = clocks(seminar)

    said = press(seminar, "clock", prompt=seminar.prompt(), phase="talk").text

    assert "er ikke åpen for skriving" in said
    seminar.stage("open")
    assert clocks(seminar) == before


def test_more_time_without_a_clock_says_so(seminar: Afternoon) -> None:
    assert "Ingen klokke går" in press(seminar, "clock/more").text


def test_a_room_learns_that_help_is_on_its_way_and_later_that_it_is_over(
    seminar: Afternoon,
) -> None:
    room = seminar.rooms[0]["id"]
    seminar.seats[0].post(f"/api/v1/rooms/{room}/help").raise_for_status()

    press(seminar, f"rooms/{room}/help")
    assert 'data-help="seen"' in board_parts(seminar)["help"]

    press(seminar, f"rooms/{room}/help", helped="true")
    assert 'data-help="still"' in board_parts(seminar)["help"]


def test_a_new_link_opens_the_room_and_the_old_one_does_not(seminar: Afternoon) -> None:
    room = seminar.rooms[0]
    said = press(seminar, f"grid/rooms/{room['id']}/link").text

    found = re.search(r"<code>([^<]+)</code>", said)
    assert found
    visitor = httpx.Client(verify=NO_TLS)
    assert visitor.get(found.group(1)).status_code == 200
    assert visitor.get(room["url"]).status_code == 404


def test_a_late_text_is_listed_beside_the_grid_and_taken_in_once(seminar: Afternoon) -> None:
    answer = seminar.answer()
    seminar.stage("closed")
    path = f"/api/v1/answers/{answer['id']}/late"
    sent = {"client_id": "late-1", "version": 0, "text": "Kom litt for sent."}
    late = seminar.seats[0].post(path, json=sent).json()["id"]

    beside = f"/seminars/{seminar.id}/grid/late"
    assert "Kom litt for sent." in seminar.organiser.get(beside, headers=PART).text
    assert "Kom inn etter stenging: 1" in seminar.organiser.get(beside.rpartition("/")[0]).text

    for _ in range(2):
        press(seminar, f"late/{late}/take-in")
    assert seminar.answer()["text"] == "Kom litt for sent."
    assert "Tatt inn" in seminar.organiser.get(beside, headers=PART).text


def test_what_stands_beside_the_grid_opened_alone_is_the_grid_with_it(seminar: Afternoon) -> None:
    grid, room = f"/seminars/{seminar.id}/grid", seminar.rooms[0]["id"]
    for piece, whole in (("late", "show=late"), (f"rooms/{room}", f"room={room}")):
        opened = seminar.organiser.get(f"{grid}/{piece}")
        assert (opened.status_code, opened.headers["location"]) == (303, f"{grid}?{whole}")


def test_the_text_beside_the_grid_is_the_room_s_own_and_cannot_be_markup(
    seminar: Afternoon,
) -> None:
    seminar.note("<b>Fete</b> ord", member="Granli")
    path = f"/seminars/{seminar.id}/grid/rooms/{seminar.rooms[0]['id']}"
    shown = seminar.organiser.get(path, headers=PART).text

    assert "&lt;b&gt;Fete&lt;/b&gt; ord" in shown
    assert 'data-by="Fra Granli"' in shown


@pytest.mark.parametrize(
    ("wish", "own", "closes"),
    [
        ("5", "", QUARTER_TO_TWO + timedelta(minutes=5)),
        ("tomorrow", "", datetime(2026, 11, 22, 12, tzinfo=OSLO)),
        ("own", "14.20", datetime(2026, 11, 21, 14, 20, tzinfo=OSLO)),
        ("own", "9:05", datetime(2026, 11, 22, 9, 5, tzinfo=OSLO)),
        ("own", "13.45", datetime(2026, 11, 22, 13, 45, tzinfo=OSLO)),
        ("own", "4.12. 12.00", datetime(2026, 12, 4, 12, tzinfo=OSLO)),
        ("own", "fredag 4. desember kl. 12.00", datetime(2026, 12, 4, 12, tzinfo=OSLO)),
        ("own", "4. januar 9:05", datetime(2027, 1, 4, 9, 5, tzinfo=OSLO)),
    ],
)
def test_a_dialogue_closes_when_it_was_said_to(wish: str, own: str, closes: datetime) -> None:
    assert closing_time(wish, own, QUARTER_TO_TWO) == closes


@pytest.mark.parametrize(
    ("own", "told"),
    [("4.12. 14.20", "4. desember 14.20"), ("fredag 4. desember 2026 kl. 12.00", "desember 12.00")],
)
def test_the_grid_closes_a_dialogue_on_the_day_that_its_field_asks_for(
    seminar: Afternoon, own: str, told: str
) -> None:
    sent = {"dialogue": seminar.dialogue(), "stage": "closing", "until": "own"}
    assert told in press(seminar, "stage", own=own, **sent).text


@pytest.mark.parametrize("own", ["1.1.2020 12.00", "20.11. 12.00", "21.11. 13.00", "31.2. 12.00"])
def test_a_closing_on_a_day_that_is_over_is_refused_in_words(seminar: Afternoon, own: str) -> None:
    """Not put off for a year: somebody who leads may be wrong about the day."""
    with pytest.raises(Invalid):
        closing_time("own", own, QUARTER_TO_TWO)

    sent = {"dialogue": seminar.dialogue(), "stage": "closing", "until": "own"}
    path = f"/seminars/{seminar.id}/stage"
    over = seminar.organiser.post(path, data={**sent, "own": "1.1.2020 12.00"})
    assert over.status_code == 422
    assert "Ingen tid framover heter det." in over.text


def test_tomorrow_at_noon_is_noon_also_when_the_clocks_change() -> None:
    before = datetime(2026, 10, 24, 15, tzinfo=OSLO)

    assert closing_time("tomorrow", "", before).astimezone(OSLO).hour == 12


@given(st.text(max_size=6), st.text(max_size=8))
def test_a_time_is_either_in_the_future_or_refused(wish: str, own: str) -> None:
    try:
        found = closing_time(wish, own, QUARTER_TO_TWO)
    except Invalid:
        return
    assert found > QUARTER_TO_TWO


def standing(seminar: Afternoon, room: int = 0) -> str:
    return board_parts(seminar, room)["messages"]


def test_a_message_to_all_is_taken_back_with_one_press_and_what_it_ended_stands_again(
    seminar: Afternoon,
) -> None:
    press(seminar, "messages", text="To minutter igjen.")
    sent = press(seminar, "messages", text="Gå videre.")
    assert "Gå videre." in standing(seminar)

    seminar.organiser.post(undo(sent), headers=PART).raise_for_status()

    assert all("To minutter igjen." in standing(seminar, room) for room in range(3))
    assert not any("Gå videre." in standing(seminar, room) for room in range(3))


def test_a_message_that_was_taken_down_is_put_back_with_one_press(seminar: Afternoon) -> None:
    sent = undo(press(seminar, "messages", text="Gå videre.", room=seminar.rooms[1]["id"]))
    gone = press(seminar, sent.partition(f"{seminar.id}/")[2].replace("/undo", "/end"))
    assert "Gå videre." not in standing(seminar, 1)

    seminar.organiser.post(undo(gone), headers=PART).raise_for_status()
    assert "Gå videre." in standing(seminar, 1)


def test_an_undo_that_comes_after_a_newer_message_leaves_it_alone(seminar: Afternoon) -> None:
    first = press(seminar, "messages", text="Gå videre.")
    press(seminar, "messages", text="Ett minutt igjen.")

    answer = seminar.organiser.post(undo(first), headers=PART)
    assert "Noen har endret den" in answer.text
    assert "Ett minutt igjen." in standing(seminar)
