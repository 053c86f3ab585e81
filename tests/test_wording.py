"""What somebody typed is clean, however it came in."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from app.boards.cells import by_prompt
from app.boards.models import Late
from app.collation import in_order
from app.people.models import organiser_named
from app.refusals import Invalid
from app.rooms.models import Message, Room
from app.wording import clean, clean_lines, split_lines
from tests.leading import new_seminar, signed_in
from tests.rooms.browsing import enter
from tests.server import Afternoon, Server, afternoon

ANY = st.text(st.characters(codec=None), max_size=60)
DIRTY = "\u202eStor\x00salen\u200b\r\n to\u2069"
BLANK = [
    "",
    "   ",
    "\u200b\u200b",
    "\u200e",
    "\u00ad",
    "\u3164",
    "\u2800",
    "\x00",
    "\u034f",
    "\t\n",
]


@given(ANY)
def test_a_clean_name_is_one_line_that_can_be_seen(typed: str) -> None:
    name = clean(typed)

    assert name == clean(name) == " ".join(name.split())
    assert not any(unicodedata.category(each) in ("Cc", "Cs", "Zl", "Zp") for each in name)
    assert not any(each in name for each in "\u202a\u202e\u2066\u2069\u200e\u200f\u200b\ufeff")
    assert unicodedata.is_normalized("NFC", name)


@given(ANY)
def test_a_clean_text_keeps_its_lines(typed: str) -> None:
    text = clean_lines(typed)

    assert text == clean_lines(text) == text.strip()
    assert not any(unicodedata.category(each) in ("Cc", "Cs") for each in text if each != "\n")


@pytest.mark.parametrize("blank", BLANK)
def test_what_cannot_be_seen_is_nothing(blank: str) -> None:
    assert clean(blank) == clean_lines(blank) == ""


@pytest.mark.parametrize(
    "name", ["👩‍🏫 Lærere", "Nesseby/Unjárga", "می‌خواهم", "Åmot", "O’Hara 2.0", "❤️‍🔥 Gol", "1️⃣ Nes"]
)
def test_what_spells_a_word_is_kept(name: str) -> None:
    assert clean(name) == clean_lines(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "G\u034fol",
        "Go\u200dl",
        "Go\u200cl",
        "Go\ufe0fl",
        "Gol\u3164",
        "\u2800Gol",
        "Gol\ufffc",
        "Gol\U000e0101",
        "G\u180bol",
    ],
)
def test_names_that_look_alike_are_one(name: str) -> None:
    assert clean(name) == "Gol"


def test_every_name_that_the_api_takes_is_clean(server: Server) -> None:
    organiser = server.organiser()
    prompt = {"text": DIRTY, "label": DIRTY, "help": DIRTY, "addressee": DIRTY}
    wish = {
        "title": DIRTY,
        "language": "nb",
        "member_noun": DIRTY,
        "dialogues": [{"title": DIRTY, "prompts": [prompt]}],
    }
    made = organiser.post("/api/v1/seminars", json=wish)
    assert made.status_code == 201, made.text
    path = f"/api/v1/seminars/{made.json()['id']}"
    roster = [{"number": 1, "name": DIRTY, "members": [DIRTY, "Gol"]}]
    rooms = organiser.put(f"{path}/rooms", json=roster).json()
    assert organiser.patch(path, json={"title": DIRTY, "member_noun": DIRTY}).status_code == 200
    seat = {"code": made.json()["code"], "room": 1, "nickname": DIRTY, "member": "\u200bGol"}
    assert server.client().post("/api/v1/seats", json=seat).status_code == 201
    for text in every_text([organiser.get(path).json(), rooms]):
        assert not any(each in text for each in "\x00\u202e\u200b\u2069\r")
    assert rooms[0]["name"] == rooms[0]["members"][0]["name"] == "Storsalen to"


@pytest.mark.parametrize("blank", BLANK)
def test_a_name_that_cannot_be_seen_is_refused(server: Server, blank: str) -> None:
    organiser = server.organiser()
    wish: dict[str, Any] = {"title": "Prøve", "language": "nb"}
    assert organiser.post("/api/v1/seminars", json=wish | {"title": blank}).status_code == 422
    path = organiser.post("/api/v1/seminars", json=wish).json()["id"]
    assert organiser.patch(f"/api/v1/seminars/{path}", json={"title": blank}).status_code == 422
    roster = [{"number": 1, "members": [blank]}]
    assert organiser.put(f"/api/v1/seminars/{path}/rooms", json=roster).status_code == 422
    roster = [{"number": 1, "name": blank, "members": ["Gol"]}]
    (room,) = organiser.put(f"/api/v1/seminars/{path}/rooms", json=roster).json()
    assert room["name"] == ""


def test_every_name_that_a_form_takes_is_clean(seminar: Afternoon) -> None:
    leading = new_seminar(seminar.server, title=DIRTY)
    leading.post("/rooms", {"text": "1; Gol"})
    (room,) = leading.found(r'class="room-link" href="[^"]*/(\w{16})"', "/rooms")
    leading.post(f"/rooms/{room}", {"name": DIRTY, "members": "Go\u200bl"})
    leading.post("/duties", {"id": "", "name": DIRTY, "text": DIRTY})
    for more in ("", "/rooms", f"/rooms/{room}", "/duties", "/programme"):
        page = leading.page(more)
        assert not any(each in page for each in "\x00\u202e\u200b\u2069")


def test_every_name_that_is_typed_in_a_room_is_clean(seminar: Afternoon) -> None:
    browser = enter(seminar)
    room = seminar.rooms[0]["id"]
    duty = seminar.seminar["duties"][0]["id"]
    for name in (DIRTY, *BLANK):
        held = {"holder-" + duty: "name", "name-" + duty: name}
        assert browser.post("/duties", **held).status_code == 200
        assert browser.post("/round", names=f"{name}, Kari").status_code == 200
        seat = seminar.seats[0].put(f"/api/v1/rooms/{room}/duties/{duty}", json={"name": name})
        assert seat.json()["name"] == (clean(name) or None)
        drawn = seminar.seats[0].post(f"/api/v1/rooms/{room}/duties/draw", json={"names": [name]})
        assert {each["name"] for each in drawn.json()["duties"]} <= {clean(name) or None, None}
        with seminar.server.store.reading() as session:
            turns = session.get_one(Room, room).round_order
        assert {turn["name"] for turn in turns} == {*map(clean, split_lines(name)), "Kari"} - {""}
        browser.post("/round/stop")


def test_a_message_and_a_reason_are_clean_and_hold_something(seminar: Afternoon) -> None:
    leading = signed_in(seminar.server)
    for words in (DIRTY, *BLANK):
        answer = leading.post(f"/seminars/{seminar.id}/messages", {"text": words})
        assert answer.status_code == (200 if clean(words) else 422)
    late = {"client_id": "late", "version": 0, "text": "Kom for sent"}
    answers = f"/api/v1/answers/{seminar.answer()['id']}/late"
    made = seminar.seats[0].post(answers, json=late).json()["id"]
    path = f"/api/v1/seminars/{seminar.id}/late"
    for reason in BLANK:
        away = seminar.organiser.post(f"{path}/{made}/put-away", json={"reason": reason})
        assert away.status_code == 422
    seminar.organiser.post(f"{path}/{made}/put-away", json={"reason": DIRTY}).raise_for_status()
    with seminar.server.store.reading() as session:
        said = [*session.exec(select(Message.text)), *session.exec(select(Late.reason))]
    assert said == [clean_lines(DIRTY)] * 2


@pytest.mark.parametrize("blank", BLANK)
def test_an_organiser_has_a_name_that_can_be_seen(seminar: Afternoon, blank: str) -> None:
    with seminar.server.store.reading() as session, pytest.raises(Invalid):
        organiser_named(session, blank)


def test_answers_of_members_and_the_archive_stand_in_one_order(server: Server) -> None:
    names = ["Zoo", "Aasen", "Ærøy", "Øyer", "Ås", "Árran", "Aurdal", "Arna"]
    seminar = afternoon(server, [{"number": 1, "members": names}])
    asked = seminar.prompt(0, 1)
    with server.store.reading() as session:
        (cell,) = by_prompt(session, seminar.id, [asked])[asked]
    shown = [one.member.name for one in cell.stored if one.member]
    export = f"/api/v1/seminars/{seminar.id}/export?format=json"
    kept = [each["name"] for each in seminar.organiser.get(export).json()["members"]]
    assert shown == kept == in_order(names)


def every_text(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inside for text in every_text(each)]


def test_names_stand_where_norwegians_look_for_them() -> None:
    names = ["Ås", "Zoo", "Aasen", "Øyer", "Árran", "Ærøy", "Arna", "Aurdal", "alta", "Äland"]
    assert in_order(names) == [
        *("alta", "Arna", "Árran", "Aurdal", "Zoo", "Äland", "Ærøy", "Øyer", "Ås", "Aasen"),
    ]


@given(st.lists(st.text(max_size=8), max_size=6))
def test_the_order_does_not_hang_on_the_order_before(names: list[str]) -> None:
    assert in_order(names) == in_order(reversed(names))
