"""The way in: the lobby, the door of a room, the seat."""

import httpx2 as httpx
import pytest
from sqlmodel import Session, select

from app.people.models import Seat, Visitor
from app.people.rights import Stage
from app.rooms import seating
from app.rooms.people import seats as numbered
from tests.cast import facilitator as by_facilitator_link
from tests.rooms.browsing import address, enter
from tests.server import Afternoon


def seats(seminar: Afternoon, room: int = 0) -> list[Seat]:
    with seminar.server.store.reading() as session:
        query = select(Seat).where(Seat.room_id == seminar.rooms[room]["id"])
        return list(session.exec(query))


def member(seminar: Afternoon, name: str) -> str:
    return next(str(each["id"]) for each in seminar.rooms[0]["members"] if each["name"] == name)


def visitors(seminar: Afternoon) -> int:
    with seminar.server.store.reading() as session:
        return len(session.exec(select(Visitor.id)).all())


@pytest.fixture
def facilitator(seminar: Afternoon) -> httpx.Client:
    return by_facilitator_link(seminar)


def test_the_lobby_shows_every_room_with_its_members(seminar: Afternoon) -> None:
    page = seminar.server.client().get(f"/j/{seminar.seminar['code']}").text
    assert all(name in page for name in ("Fjellvik, Granli", "Storhavn", "Evjemo og Hornvik"))


def test_a_code_may_be_typed_in_small_letters_with_a_dash(seminar: Afternoon) -> None:
    code = seminar.seminar["code"].lower()
    answer = seminar.server.client().get("/j", params={"code": f"{code[:4]}-{code[4:]}"})
    assert answer.headers["location"] == f"/j/{seminar.seminar['code']}"


def test_opening_a_room_link_changes_nothing(seminar: Afternoon) -> None:
    before, came = seats(seminar), visitors(seminar)
    answer = seminar.server.client().get(address(seminar))
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert seats(seminar) == before
    assert visitors(seminar) == came


def test_one_button_takes_a_seat_and_leads_into_the_room(seminar: Afternoon) -> None:
    browser = enter(seminar, nickname="  Kari \n Nord ")
    (seat,) = [each for each in seats(seminar) if each.visitor_id]
    assert seat.nickname == "Kari Nord"
    assert "Fjellvik, Granli" in browser.page()
    assert seat.id == browser.seat


def test_coming_back_finds_the_same_seat(seminar: Afternoon) -> None:
    browser = enter(seminar, nickname="Kari")
    before = seats(seminar)
    assert browser.client.get(address(seminar)).headers["location"] == browser.path
    answer = browser.client.post(address(seminar), data={"nickname": ""})
    assert answer.headers["location"] == browser.path
    assert seats(seminar) == before


def test_with_htmx_the_browser_is_sent_on_by_a_header(seminar: Afternoon) -> None:
    answer = seminar.server.client().post(address(seminar), headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer.headers["hx-redirect"] == f"/rooms/{seminar.rooms[0]['id']}"


def test_a_seat_may_say_which_member_it_is_from(seminar: Afternoon) -> None:
    browser = enter(seminar, nickname="Ola", member="Granli")
    with seminar.server.store.reading() as session:
        assert session.get_one(Seat, browser.seat).member_id == member(seminar, "Granli")


def test_one_browser_may_sit_in_two_rooms(seminar: Afternoon) -> None:
    browser = enter(seminar)
    answer = browser.client.post(address(seminar, 1))
    assert answer.headers["location"] == f"/rooms/{seminar.rooms[1]['id']}"
    assert browser.client.get(browser.path).status_code == 200


WRONG = ["/j/NOSUCHCODE", "/j/{code}/99", "/r/nothing.at-all", "/r/{room}.forged", "/r/å.ø"]


@pytest.mark.parametrize("path", WRONG)
def test_what_opens_nothing_gets_the_same_kind_page(seminar: Afternoon, path: str) -> None:
    path = path.format(code=seminar.seminar["code"], room=seminar.rooms[0]["id"])
    answer = seminar.server.client(accept="text/html").get(path)
    assert answer.status_code == 404
    assert "Denne lenken eller koden virker ikke" in answer.text


def test_another_site_cannot_seat_anybody(seminar: Afternoon) -> None:
    before = seats(seminar)
    foreign = {"origin": "https://elsewhere.example"}
    assert seminar.server.client().post(address(seminar), headers=foreign).status_code == 403
    assert seats(seminar) == before


def test_a_facilitator_is_offered_to_look_without_a_seat(
    seminar: Afternoon, facilitator: httpx.Client
) -> None:
    page = facilitator.get(address(seminar)).text
    assert f'href="/rooms/{seminar.rooms[0]["id"]}"' in page
    looked = facilitator.get(f"/rooms/{seminar.rooms[0]['id']}").text
    assert 'data-seat=""' in looked
    assert 'data-mode="write"' not in looked


def test_whoever_left_is_told_so_and_a_stranger_is_not(seminar: Afternoon) -> None:
    browser = enter(seminar)
    assert browser.client.post(f"{browser.path}/leave").headers["location"] == browser.path
    left = browser.client.get(browser.path)
    assert left.status_code == 404
    assert "Du er ikke lenger i rom 1" in left.text
    stranger = enter(seminar, 1).client.get(browser.path)
    assert stranger.status_code == 404
    assert "Rom 1" not in stranger.text


def test_a_closed_dialogue_still_lets_people_in_to_read_their_own(seminar: Afternoon) -> None:
    seminar.stage(Stage.CLOSED)
    assert 'data-mode="write"' not in enter(seminar).page()


def test_a_typed_name_is_text_and_never_markup(seminar: Afternoon) -> None:
    browser = enter(seminar, nickname="<img src=x onerror=alert(1)>")
    page = browser.post("/duties/draw").text
    assert "&lt;img" in page
    assert "<img" not in page


def test_number_of_a_nameless_seat_stays_when_an_earlier_one_leaves(seminar: Afternoon) -> None:
    first, second = enter(seminar), enter(seminar)
    with seminar.server.store.reading() as session:
        number = _number(session, seminar, second.seat)
    first.client.post(f"{first.path}/leave")
    with seminar.server.store.reading() as session:
        assert _number(session, seminar, second.seat) == number


def _number(session: Session, seminar: Afternoon, seat_id: str) -> int:
    found = numbered(session, seminar.rooms[0]["id"])
    return next(number for number, seat in found if seat.id == seat_id)


def test_a_room_has_places_that_whoever_leads_can_free(
    seminar: Afternoon, facilitator: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seating, "MOST_SEATS", 2)
    enter(seminar)
    wish = {"code": seminar.seminar["code"], "room": 1}
    late = seminar.server.client(**{"accept-language": "nb"})
    refused = late.post("/api/v1/seats", json=wish)
    assert (refused.status_code, refused.json()["type"]) == (409, "no_place")
    assert refused.json()["title"].startswith("Alle plassene i dette rommet er tatt.")
    page = late.post(address(seminar), headers={"accept": "text/html"})
    assert page.status_code == 409
    assert "Ingenting av det du har skrevet" in page.text

    with seminar.server.store.reading() as session:
        (first, *_) = numbered(session, seminar.rooms[0]["id"])
    token = seminar.seats[0]
    assert token.delete(f"/api/v1/seats/{first[1].id}").status_code == 204
    assert late.post("/api/v1/seats", json=wish).status_code == 201
    monkeypatch.setattr(seating, "MOST_SEATS", 9)
    monkeypatch.setattr(seating, "MOST_SEATS_EVER", 3)
    assert late.post("/api/v1/seats", json=wish).status_code == 409
