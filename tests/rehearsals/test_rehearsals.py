"""A rehearsal from the screen: played by people who come in from outside, kept apart from what is
real, and wiped whole."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from app.rehearsals.models import HELD
from tests.cast import facilitator
from tests.databases import in_pairs
from tests.leading import Leading, signed_in
from tests.patience import until
from tests.server import Afternoon, afternoon, again, serving

ROSTER: list[dict[str, Any]] = [{"number": n, "members": [f"Tindvik {n}"]} for n in range(1, 6)]


@pytest.fixture(scope="module")
def seminar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Afternoon]:
    with serving(tmp_path_factory.mktemp("rehearsals"), rehearsals=1) as server:
        yield afternoon(server, ROSTER)


def path(seminar: Afternoon) -> str:
    return f"/api/v1/seminars/{seminar.id}/rehearsal"


def rehearse(seminar: Afternoon, **wish: Any) -> httpx.Response:
    return seminar.organiser.put(path(seminar), json=wish)


@pytest.fixture
def still(seminar: Afternoon) -> Iterator[dict[str, Any]]:
    """A rehearsal in which nobody is played."""
    yield rehearse(seminar, speed=0).json()
    seminar.organiser.delete(path(seminar))


def test_people_come_write_where_it_is_open_and_leave_somebody_to_find(seminar: Afternoon) -> None:
    """One whole rehearsal: what those who lead see of it, to the receipt."""
    organiser, real = (
        seminar.organiser,
        seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/grid"),
    )
    made = rehearse(seminar, people=2, speed=20, own_room=2).json()
    at = f"/api/v1/seminars/{made['seminar']}"
    dialogue = organiser.get(at).json()["dialogues"][0]["id"]

    def rooms() -> list[dict[str, Any]]:
        return list(organiser.get(f"{at}/grid").json()["rooms"])

    def written() -> list[int]:
        return [
            sum(cell["state"] != "empty" for cell in room["cells"])
            for room in rooms()
            if room["number"] != 2
        ]

    until(lambda: [room["connected"] for room in rooms()] == [2, 0, 2, 2, 2])
    assert made["of"] == seminar.id
    assert organiser.get(path(seminar)).json()["playing"]
    assert not any(written())
    organiser.put(f"{at}/dialogues/{dialogue}/stage", json={"stage": "open"}).raise_for_status()
    until(lambda: sorted(written()) == [0, 1, 3, 3])
    assert sum(room["help"] for room in rooms()) == 1
    now = organiser.get(f"/api/v1/seminars/{seminar.id}/grid")
    assert now.json()["coverage"] == real.json()["coverage"]
    receipt = organiser.delete(path(seminar)).json()
    assert (receipt["rooms"], receipt["seats"]) == (5, 8)
    assert receipt["answers"] >= 7
    assert receipt["steps"] > 100
    assert organiser.get(at).status_code == 404
    assert organiser.get(path(seminar)).status_code == 404
    assert organiser.get(f"/api/v1/seminars/{seminar.id}/grid").json() == now.json()


def test_nobody_writes_at_speed_0_and_a_second_press_begins_no_second_one(
    seminar: Afternoon, still: dict[str, Any]
) -> None:
    assert not still["playing"]
    assert rehearse(seminar, speed=0).json() == still
    listed = seminar.organiser.get("/api/v1/seminars").json()
    assert [each["rehearses"] for each in listed if each["rehearses"]] == [seminar.id]


def test_only_as_many_are_played_as_the_host_has_room_for(
    seminar: Afternoon, still: dict[str, Any]
) -> None:
    other = afternoon(seminar.server, ROSTER[:1])
    try:
        assert rehearse(other, speed=1, people=1).json()["playing"]
        refused = rehearse(seminar, speed=1)
        assert (refused.status_code, refused.json()["type"]) == (409, "rehearsals_full")
    finally:
        other.organiser.delete(path(other)).raise_for_status()
    assert rehearse(seminar, speed=1, people=1).json()["playing"]


def test_a_room_of_ones_own_must_be_one_of_the_seminars(seminar: Afternoon) -> None:
    refused = rehearse(seminar, speed=0, own_room=99)
    assert refused.json()["errors"][0]["field"] == "own_room"
    assert seminar.organiser.get(path(seminar)).status_code == 404


FILES = ("docx", "odt", "pdf", "xlsx", "pptx", "site", "csv", "md", "json")


def test_nothing_of_it_goes_into_a_file(seminar: Afternoon, still: dict[str, Any]) -> None:
    at = f"/api/v1/seminars/{still['seminar']}"
    for more in (*(f"export?format={each}" for each in FILES), "actions", "actions?format=csv"):
        refused = seminar.organiser.get(f"{at}/{more}")
        assert (refused.status_code, refused.json()["type"]) == (409, "rehearsal"), more


def test_nor_is_it_published_taken_home_or_offered(
    seminar: Afternoon, still: dict[str, Any]
) -> None:
    at = f"/seminars/{still['seminar']}"
    refused = seminar.organiser.put(f"/api/v1{at}/publication", json={})
    assert refused.json()["type"] == "rehearsal"
    room = seminar.organiser.get(f"/api/v1{at}/rooms").json()[0]["id"]
    refused = seminar.organiser.get(f"/api/v1/rooms/{room}/export")
    assert refused.json()["type"] == "rehearsal"
    led = Leading(facilitator(seminar), at)
    prompt = seminar.organiser.get(f"/api/v1{at}").json()["dialogues"][0]["prompts"][0]["id"]
    for more in ("", "/grid", f"/harvest/{prompt}"):
        assert "/export" not in led.page(more)


def test_the_band_stands_above_every_page_of_it_and_of_no_other(
    seminar: Afternoon, still: dict[str, Any]
) -> None:
    said = "Dette er en prøvekjøring."
    led = Leading(facilitator(seminar), f"/seminars/{still['seminar']}")
    real = Leading(facilitator(seminar), f"/seminars/{seminar.id}")
    for more in ("", "/grid", "/plenum", "/programme", "/rooms", "/quality", "/sheets"):
        assert said in led.page(more), more
        assert said not in real.page(more), more
    anybody = seminar.server.client()
    for more in ("", "/1"):
        assert said in anybody.get(f"/j/{still['code']}{more}").text
    assert said in led.client.get(f"/read/{still['seminar']}").text
    room = seminar.organiser.get(f"/api/v1/seminars/{still['seminar']}/rooms").json()[0]["id"]
    assert said in led.client.get(f"/rooms/{room}").text


def test_one_press_wipes_it_and_the_receipt_can_be_read_again(
    seminar: Afternoon, still: dict[str, Any]
) -> None:
    client = facilitator(seminar)
    pressed = client.post(f"/seminars/{still['seminar']}/rehearsal/wipe")
    receipt = pressed.headers["location"]
    shown = client.get(receipt).text
    assert "Prøvekjøringen er slettet" in shown
    assert f'href="/seminars/{seminar.id}"' in shown
    assert client.get(receipt + "x").status_code == 404
    assert client.get(f"/seminars/{still['seminar']}/grid").status_code == 404


def test_a_page_begins_one_and_a_wrong_choice_is_told(seminar: Afternoon) -> None:
    client = facilitator(seminar)
    at = f"/seminars/{seminar.id}/rehearsal"
    refused = client.post(at, data={"speed": "1000", "people": "3", "own_room": ""})
    assert refused.status_code == 422
    begun = client.post(at, data={"speed": "0", "people": "3", "own_room": ""})
    assert begun.headers["location"].endswith("/grid")
    assert 'value="0" checked' in client.get(at).text
    client.post(f"{at}/speed", data={"speed": "0"})
    client.post(f"{at}/wipe")
    assert seminar.organiser.get(path(seminar)).status_code == 404


def test_a_restart_ends_the_playing_and_deleting_the_seminar_its_rehearsal(tmp_path: Path) -> None:
    with serving(tmp_path, single=True, rehearsals=1) as server:
        real = afternoon(server, ROSTER[:2])
        made = rehearse(real, speed=1, people=1).json()
        assert made["playing"]
        facts = real.facts
    with serving(tmp_path, single=True) as server:
        real = again(server, facts)
        if in_pairs():  # another process might play it, until nobody has said so for a while
            server.clock.forward(seconds=HELD.total_seconds())
        told = real.organiser.get(path(real)).json()
        assert (told["playing"], told["speed"]) == (False, 1)
        signed_in(server).post(f"/seminars/{real.id}/delete", {"code": real.seminar["code"]})
        assert real.organiser.get("/api/v1/seminars").json() == []
        assert real.organiser.get(f"/api/v1/seminars/{made['seminar']}").status_code == 404
