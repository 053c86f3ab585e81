"""Those who lead by links of their own: what they see and lead, and what is none of theirs."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pkgutil import resolve_name
from threading import Event
from typing import Any
from urllib.parse import urlsplit

import httpx2 as httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from app.rooms.co_facilitators import spans
from tests.cast import co_facilitator
from tests.leading import Leading, marked, signed_in
from tests.patience import PATIENCE
from tests.server import PART, Afternoon
from tests.talk import Talk


@pytest.fixture
def page(seminar: Afternoon) -> Leading:
    """The organiser's own page of them."""
    leading = signed_in(seminar.server)
    leading.path = f"/seminars/{seminar.id}/co-facilitators"
    return leading


def made(seminar: Afternoon) -> list[dict[str, Any]]:
    path = f"/api/v1/seminars/{seminar.id}/co-facilitators"
    return list(seminar.organiser.get(path).json())


def cookie_of(client: httpx.Client) -> dict[str, str]:
    return {"cookie": "; ".join(f"{name}={value}" for name, value in client.cookies.items())}


def press(client: httpx.Client, seminar: Afternoon, path: str, **fields: str) -> httpx.Response:
    return client.post(f"/seminars/{seminar.id}/{path}", data=fields, headers=PART)


def grid(client: httpx.Client, seminar: Afternoon) -> httpx.Response:
    return client.get(f"/api/v1/seminars/{seminar.id}/grid")


def test_a_link_made_on_the_page_leads_until_it_is_revoked_and_again_after_an_undo(
    seminar: Afternoon, page: Leading
) -> None:
    page.post("", {"name": "Ola Lien", "rooms": "1–2"})
    (one,) = made(seminar)
    assert one["rooms"] == [room["id"] for room in seminar.rooms[:2]]
    assert one["url"] in page.page()
    assert one["url"] in page.page("/sheets")

    link = urlsplit(one["url"]).path
    ola = marked(seminar.server, link).client
    assert [room["number"] for room in grid(ola, seminar).json()["rooms"]] == [1, 2]
    for hidden in ("", "/settings", "/share", "/rooms", "/sheets", "/export", "/co-facilitators"):
        assert ola.get(f"/seminars/{seminar.id}{hidden}").status_code == 404, hidden
    shown = ola.get(f"/seminars/{seminar.id}/grid?room={seminar.rooms[0]['id']}").text
    assert seminar.rooms[0]["url"] not in shown
    assert "/link" not in shown
    assert seminar.seminar["facilitator_url"] not in shown
    assert "Storhavn" in shown
    assert "Evjemo" not in shown
    assert f'href="/seminars/{seminar.id}/grid"' in ola.get("/").text

    page.post(f"/{one['id']}/revoked", {"revoked": "true"})
    assert grid(ola, seminar).status_code == 404
    assert ola.get(link).status_code == 404
    undo = page.found(r'hx-post="(/seminars/\w+/undo/\w+)"')[0]
    page.client.post(undo, data={"back": "co-facilitators"}, headers=PART).raise_for_status()
    assert grid(ola, seminar).status_code == 200


@pytest.mark.parametrize(
    ("name", "rooms", "said"),
    [
        ("", "", "Skriv noe her."),
        ("Kari", "9", "Skriv nummer på rom som finnes"),
        ("Kari", "to og tre", "Skriv nummer på rom som finnes"),
        ("ola", "", "En annen har dette navnet"),
    ],
)
def test_what_is_wrong_on_the_page_is_said_and_what_was_typed_stands(
    seminar: Afternoon, page: Leading, name: str, rooms: str, said: str
) -> None:
    co_facilitator(seminar, "Ola")

    answer = page.post("", {"name": name, "rooms": rooms})

    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{rooms}"' in answer.text
    assert len(made(seminar)) == 1


def test_two_of_one_name_are_refused_by_what_stands_there(seminar: Afternoon) -> None:
    co_facilitator(seminar, "Ola")
    path = f"/api/v1/seminars/{seminar.id}/co-facilitators"

    answer = seminar.organiser.post(path, json={"name": "OLA"})

    assert (answer.status_code, answer.json()["type"]) == (409, "same_name")
    assert len(made(seminar)) == 1


def test_whoever_makes_too_many_is_told_that_and_not_that_the_name_is_taken(
    seminar: Afternoon, page: Leading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.rooms.co_facilitators.MOST", 1)
    co_facilitator(seminar, "Ola")

    assert "høyst 200" in page.post("", {"name": "Kari", "rooms": ""}).text


def test_the_grid_of_chosen_rooms_is_told_of_no_other(seminar: Afternoon, page: Leading) -> None:
    """By socket: its own cells come, of what happens before them elsewhere nothing does."""
    liv = co_facilitator(seminar, "Liv", [seminar.rooms[1]["id"]])
    with connect(seminar.server.live, additional_headers=cookie_of(liv)) as socket:
        talk = Talk(socket)
        talk.say("join", grid=seminar.id, language="nb")
        assert talk.hear("joined", "refused")["type"] == "joined"
        seminar.note("Hemmelig for de andre", room=0)
        seminar.seats[0].post(f"/api/v1/rooms/{seminar.rooms[0]['id']}/help").raise_for_status()
        one = seminar.rooms[0]["id"]
        press(seminar.organiser, seminar, "messages", text="Bare til 1", room=one)
        seminar.note("Synlig", room=1)
        heard: list[dict[str, Any]] = []
        cell = f"cell-{seminar.rooms[1]['id']}-{seminar.prompt()}"
        while not heard or heard[-1]["id"] != cell:
            heard.append(talk.hear("cell", "row", "head"))
        told = json.dumps(heard)
        assert seminar.rooms[0]["id"] not in told
        assert "Bare til 1" not in told

        page.post(f"/{made(seminar)[0]['id']}", {"name": "Liv", "rooms": "3"})
        moved = talk.hear("head")
        while moved["id"] != "grid-table":
            moved = talk.hear("head")
        assert "Evjemo" in moved["html"]
        assert "Storhavn" not in moved["html"]

        page.post(f"/{made(seminar)[0]['id']}/revoked", {"revoked": "true"})
        with suppress(ConnectionClosed):
            while True:
                socket.recv(timeout=PATIENCE)
        assert socket.protocol.close_code == 4404


@pytest.mark.parametrize(
    "looks", ["app.facilitation.live._scope", "app.facilitation.live.Grids._grid"]
)
@pytest.mark.parametrize(("change", "ends"), [({"revoked": True}, 4404), ({"rooms": [1]}, 1012)])
def test_a_right_that_ends_while_the_grid_is_being_joined_ends_its_socket(
    seminar: Afternoon,
    monkeypatch: pytest.MonkeyPatch,
    looks: str,
    change: dict[str, Any],
    ends: int,
) -> None:
    """Whether all is looked up anew before the socket is among those who look, or while it is."""
    ola, looked, changed = co_facilitator(seminar, "Ola"), Event(), Event()
    look = resolve_name(looks)

    def held(*asked: Any) -> Any:
        found = look(*asked)
        looked.set()
        assert changed.wait(PATIENCE)
        return found

    monkeypatch.setattr(looks, held)
    rooms = [seminar.rooms[each]["id"] for each in change.get("rooms", [])]
    with connect(seminar.server.live, additional_headers=cookie_of(ola)) as socket:
        talk = Talk(socket)
        talk.say("join", grid=seminar.id, language="nb")
        assert looked.wait(PATIENCE)
        path = f"/api/v1/seminars/{seminar.id}/co-facilitators/{made(seminar)[0]['id']}"
        wish = {"name": "Ola", **change, "rooms": rooms or None}
        seminar.organiser.put(path, json=wish).raise_for_status()
        changed.set()

        assert talk.closed() == ends


def test_who_has_taken_a_call_is_told_and_a_second_one_is_not_sent(seminar: Afternoon) -> None:
    ola, liv = (co_facilitator(seminar, name) for name in ("Ola", "Liv"))
    room = seminar.rooms[0]["id"]
    seminar.seats[0].post(f"/api/v1/rooms/{room}/help").raise_for_status()

    first = press(ola, seminar, f"rooms/{room}/help")
    second = press(liv, seminar, f"rooms/{room}/help")

    assert "ser at hjelp er på vei" in first.text
    assert "Ola er alt på vei" in second.text
    assert grid(liv, seminar).json()["rooms"][0]["help_taken_by"] == "Ola"
    assert "Ola er på vei" in liv.get(f"/seminars/{seminar.id}/grid").text
    press(liv, seminar, f"rooms/{room}/help", helped="true")
    assert grid(ola, seminar).json()["rooms"][0]["help_taken_by"] is None


def test_of_two_who_press_the_next_step_at_once_one_takes_it(seminar: Afternoon) -> None:
    ola, liv = (co_facilitator(seminar, name) for name in ("Ola", "Liv"))
    plan = f"/api/v1/seminars/{seminar.id}/plan"
    points = [{"kind": "point", "text": text} for text in ("Lunsj", "Kaffe", "Slutt")]
    seminar.organiser.put(plan, json={"steps": points}).raise_for_status()
    step = ola.get(plan).json()["next"]

    with ThreadPoolExecutor(2) as both:
        sent = [both.submit(each.post, f"{plan}/take", json={"step": step}) for each in (ola, liv)]
        answers = sorted(each.result().status_code for each in sent)

    assert answers == [200, 409]
    assert [each["done"] for each in ola.get(plan).json()["steps"]] == [True, False, False]


@given(st.sets(st.integers(1, 60), min_size=1))
def test_numbers_are_written_as_people_do_and_mean_the_same(numbers: set[int]) -> None:
    parts = [part.split("–") for part in spans(sorted(numbers)).split(", ")]
    meant = [n for part in parts for n in range(int(part[0]), int(part[-1]) + 1)]

    assert meant == sorted(numbers)
