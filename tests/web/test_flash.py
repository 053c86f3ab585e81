"""What a press did where no script runs: told once, on the page that it leads to."""

import json
from base64 import urlsafe_b64encode

from app.web.flash import COOKIE, LONGEST
from tests.rooms.browsing import enter
from tests.server import Afternoon


def packed(*told: object) -> str:
    return urlsafe_b64encode(json.dumps(told).encode()).decode()


def test_it_is_told_once_and_the_page_is_the_one_that_was_seen(seminar: Afternoon) -> None:
    client = enter(seminar).client
    room = f"/rooms/{seminar.rooms[0]['id']}"
    seen = f"{room}?dialogue={seminar.dialogue()}"
    done = client.post(f"{room}/help", headers={"referer": seminar.server.url + seen})

    assert (done.status_code, done.headers["location"]) == (303, seen)
    assert "httponly" in done.headers["set-cookie"].lower()
    assert ['class="toast"' in client.get(seen).text for _ in range(2)] == [True, False]


def test_no_other_pages_address_is_led_to(seminar: Afternoon) -> None:
    client = enter(seminar).client
    room = f"/rooms/{seminar.rooms[0]['id']}"
    for foreign in ("https://evil.example/?x=1", f"{seminar.server.url}/privacy?x=1", "//[", "x"):
        done = client.post(f"{room}/help", headers={"referer": foreign})
        assert done.headers["location"] == room


def test_a_cookie_that_others_wrote_leads_nowhere_else(seminar: Afternoon) -> None:
    client = enter(seminar).client
    room = f"/rooms/{seminar.rooms[0]['id']}"
    for way in (
        "https://evil.example/",
        "//evil.example/",
        "/sign-out",
        "/seminars/a/archive",
        7,
        None,
    ):
        client.cookies.set(COOKIE, packed("<i>Hei</i>", way, "s"))
        shown = client.get(room).text
        assert "&lt;i&gt;Hei" in shown
        assert 'name="sealed"' not in shown
    for junk in ("x", "é".encode().hex(), packed(), packed(1, 2, 3), packed({})):
        client.cookies.set(COOKIE, junk)
        assert 'class="toast"' not in client.get(room).text


def test_a_way_back_that_is_too_long_is_left_out(seminar: Afternoon) -> None:
    kari = enter(seminar).client
    room = f"/rooms/{seminar.rooms[0]['id']}"
    kari.post(f"{room}/round", data={"names": ", ".join(f"Navn{at}" for at in range(200))})
    started = kari.post(f"{room}/round", data={"names": "Ola"})

    assert len(started.headers["set-cookie"]) < LONGEST
    shown = kari.get(room).text
    assert 'class="toast"' in shown
    assert 'name="sealed"' not in shown
