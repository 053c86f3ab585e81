"""Undo in a room: every press that others feel can be taken back by whoever pressed, once, and
never over what somebody else has pressed since."""

import html
import json
import re
from typing import Any

import httpx2 as httpx
import pytest
from sqlmodel import select

from app.rooms.models import Holder
from tests.rooms.browsing import Browser, enter
from tests.server import Afternoon

Press = tuple[str, dict[str, str]]
BACK = r'hx-post="/rooms/\w+([^"]*)"\s*(?:hx-vals="([^"]*)")?[^>]*data-leaves'


def way_back(answer: httpx.Response) -> tuple[str, dict[str, str]]:
    """The address that the answer's undo is posted to, within the room, and what goes along."""
    assert answer.status_code == 200, answer.text
    found = re.search(BACK, answer.text)
    assert found, answer.text
    return found[1], json.loads(html.unescape(found[2] or "{}"))


def looks(browser: Browser) -> str:
    """What everybody sees of the room: people, round, clock, help, states."""
    page = browser.page()
    facts = r'data-(?:turn|round|help|clock|until|duty|state)="[^"]*"'
    return "\n".join(re.findall(rf'{facts}|<b dir="auto">.*?</b>|person-name"[^>]*>[^<]*', page))


def presses(seminar: Afternoon, browser: Browser) -> dict[str, Press]:
    first, second = (str(each["id"]) for each in seminar.seminar["duties"][:2])
    answer = seminar.answer()["id"]
    return {
        "call": ("/help", {"calling": "true"}),
        "take": (f"/duties/{first}/take", {}),
        "give": ("/duties", {f"holder-{second}": "name", f"name-{second}": "Berit"}),
        "draw": ("/duties/draw", {"others": "Berit, Carl", "again": "true"}),
        "name": ("/name", {"nickname": "Ola"}),
        "round": ("/round", {"dialogue": seminar.dialogue()}),
        "names": ("/round", {"names": "Kari, Ola"}),
        "phase": ("/phases/next", {"dialogue": seminar.dialogue(), "at": ""}),
        "clock": ("/clock", {"prompt": seminar.prompt(), "phase": "talk"}),
        "done": (f"/answers/{answer}/said", {"state": "done"}),
        "summary": (f"/answers/{answer}/summary", {}),
    }


WHAT = [
    "call",
    "take",
    "give",
    "draw",
    "name",
    "round",
    "names",
    "phase",
    "clock",
    "done",
    "summary",
]


@pytest.mark.parametrize("what", WHAT)
def test_what_was_pressed_can_be_taken_back(seminar: Afternoon, what: str) -> None:
    seminar.note("Et notat.")
    browser, other = enter(seminar, nickname="Kari"), enter(seminar, nickname="Eli")
    browser.post(f"/duties/{seminar.seminar['duties'][3]['id']}/take")
    before, text = looks(other), seminar.answer()["summary"]["text"]
    path, data = presses(seminar, browser)[what]
    answer = browser.post(path, **data)
    assert (looks(other), seminar.answer()["summary"]["text"]) != (before, text)
    back, sealed = way_back(answer)
    undone = browser.post(back, **sealed)
    assert undone.status_code == 200, undone.text
    assert "Angret." in undone.text
    assert (looks(other), seminar.answer()["summary"]["text"]) == (before, text)


@pytest.mark.parametrize(
    "what",
    ["/round/next", "/round/pass", "/round/word", "/round/stop", "/phases/more", "/phases/stop"],
)
def test_what_goes_on_with_a_round_or_a_clock_can_be_taken_back(
    seminar: Afternoon, what: str
) -> None:
    browser = enter(seminar)
    browser.post("/round")
    before = looks(browser)
    back, sealed = way_back(browser.post(what, at="1" if what == "/round/word" else "0"))
    assert looks(browser) != before
    browser.post(back, **sealed)
    assert looks(browser) == before


def test_calling_off_and_taking_back_can_be_taken_back_too(seminar: Afternoon) -> None:
    browser, answer = enter(seminar), seminar.answer()["id"]
    for path, press, off in (
        ("/help", {"calling": "true"}, {"calling": "false"}),
        (f"/answers/{answer}/said", {"state": "done"}, {"state": ""}),
    ):
        browser.post(path, **press)
        before = looks(browser)
        back, sealed = way_back(browser.post(path, **off))
        browser.post(back, **sealed)
        assert looks(browser) == before


def test_what_somebody_else_has_pressed_since_stands(seminar: Afternoon) -> None:
    browser, other = enter(seminar), enter(seminar)
    browser.post("/round")
    back, sealed = way_back(browser.post("/round/next", at="0"))
    other.post("/round/word", at="0")
    stands = looks(browser)
    refused = browser.post(back, **sealed)
    assert refused.status_code == 409
    assert looks(browser) == stands


def test_nothing_can_be_put_back_twice_or_elsewhere(seminar: Afternoon) -> None:
    browser, elsewhere = enter(seminar), enter(seminar, 1)
    back, sealed = way_back(browser.post("/help", calling="true"))
    assert elsewhere.post(back, **sealed).status_code == 404
    assert elsewhere.client.post(browser.path + back, data=sealed).status_code == 404
    assert browser.post(back, **sealed).status_code == 200
    assert browser.post(back, **sealed).status_code == 409


CALLS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "call": ("POST", "/rooms/{room}/help", {}),
    "give": ("PUT", "/rooms/{room}/duties/{duty}", {"name": "Berit"}),
    "take": ("POST", "/rooms/{room}/duties/{duty}/take", {}),
    "draw": ("POST", "/rooms/{room}/duties/draw", {"names": ["Berit", "Carl"]}),
    "round": ("POST", "/rooms/{room}/round", {"go": "start", "names": ["Kari", "Ola"]}),
    "phase": ("POST", "/rooms/{room}/phases", {"dialogue": "{dialogue}", "go": "next"}),
    "clock": ("PUT", "/rooms/{room}/clock", {"prompt": "{prompt}", "phase": "talk"}),
}


def called(seminar: Afternoon, client: httpx.Client, what: str) -> httpx.Response:
    """The same press by a program."""
    ids = {
        "room": seminar.rooms[0]["id"],
        "duty": seminar.seminar["duties"][1]["id"],
        "dialogue": seminar.dialogue(),
        "prompt": seminar.prompt(),
    }
    method, path, wish = CALLS[what]
    sent = {
        name: each.format(**ids) if isinstance(each, str) else each for name, each in wish.items()
    }
    answer = client.request(method, f"/api/v1{path.format(**ids)}", json=sent or None)
    assert answer.status_code == 200, answer.text
    return answer


@pytest.mark.parametrize("what", CALLS)
def test_a_program_takes_back_what_it_pressed_unless_somebody_has_pressed_on(
    seminar: Afternoon, what: str
) -> None:
    seat, other = seminar.seats[0], enter(seminar, nickname="Eli")
    back = f"/api/v1/rooms/{seminar.rooms[0]['id']}/pressed/undo"
    before = looks(other)
    undo = called(seminar, seat, what).json()["undo"]
    assert looks(other) != before
    assert seminar.seats[1].post(back, json={"undo": undo}).status_code == 404
    assert seat.post(back, json={"undo": undo}).status_code == 204
    assert looks(other) == before
    refused = seat.post(back, json={"undo": undo})
    assert (refused.status_code, refused.json()["type"]) == (409, "moved_on")


def test_a_call_for_help_that_is_sent_again_keeps_its_place_and_who_is_on_the_way(
    seminar: Afternoon,
) -> None:
    room = seminar.rooms[0]["id"]
    grid, call = f"/api/v1/seminars/{seminar.id}/grid", f"/api/v1/rooms/{room}/help"
    seat = seminar.seats[0]
    assert seat.post(call).json()["undo"]
    coming = f"/api/v1/seminars/{seminar.id}/rooms/{room}/help"
    seminar.organiser.put(coming, json={}).raise_for_status()
    again = seat.post(call).json()
    assert again == {"calling": True, "seen": True, "undo": None}
    assert seminar.organiser.get(grid).json()["rooms"][0]["help_seen"]


@pytest.mark.parametrize("sealed", ["", "x", "e30=.0", "é.é", "." * 50])
def test_what_was_not_sealed_here_opens_nothing(seminar: Afternoon, sealed: str) -> None:
    browser, answer = enter(seminar), seminar.answer()["id"]
    for back in ("/undo", f"/answers/{answer}/undo"):
        assert browser.post(back, sealed=sealed).status_code in (404, 422)


def test_a_press_that_changes_nothing_has_nothing_to_undo(seminar: Afternoon) -> None:
    browser = enter(seminar)
    browser.post("/help", calling="true")
    assert "data-leaves" not in browser.post("/help", calling="true").text


def test_the_light_is_put_out_for_everybody(seminar: Afternoon) -> None:
    browser = enter(seminar)
    back, _ = way_back(browser.post("/focus", prompt=seminar.prompt()))
    assert browser.post(back).status_code == 200


def held_in(seminar: Afternoon) -> set[tuple[str, str, str | None]]:
    with seminar.server.store.reading() as session:
        found = session.exec(select(Holder).where(Holder.room_id == seminar.rooms[0]["id"])).all()
        return {(row.dialogue_id, row.duty_id, row.seat_id) for row in found}


def test_an_undone_duty_leaves_what_was_held_before_where_it_was(seminar: Afternoon) -> None:
    browser = enter(seminar, nickname="Kari")
    duty = seminar.seminar["duties"][0]["id"]
    browser.post("/duties/draw")
    seminar.stage("open", dialogue=1)
    dialogues = [each["id"] for each in seminar.seminar["dialogues"]]
    before = held_in(seminar)
    back, sealed = way_back(browser.post(f"/duties/{duty}/drop"))

    assert browser.post(back, **sealed).status_code == 200

    assert held_in(seminar) == before
    assert {dialogue for dialogue, *_ in before} == {dialogues[0]}
