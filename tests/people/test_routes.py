"""Links that give rights, and a person's own choice of language."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx2 as httpx
from sqlmodel import select
from websockets.sync.client import connect

from app.people.models import Seat, Visitor
from app.settings import Settings
from tests.leading import cookie, facilitator_link, marked, one_time_link, signed_in
from tests.rooms.browsing import enter
from tests.server import Afternoon, Server
from tests.talk import Talk


def test_looking_at_an_organisers_link_uses_nothing_up(server: Server) -> None:
    link = one_time_link(server)
    for _ in range(2):
        answer = server.client().get(link)
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
    assert marked(server, link).page("/seminars")


def test_an_organisers_link_works_once(server: Server) -> None:
    link = one_time_link(server)
    marked(server, link)
    assert server.client().post(link).status_code == 404
    assert server.client().get(link).status_code == 404


def test_a_used_link_looks_like_one_that_never_was(server: Server) -> None:
    link = one_time_link(server)
    marked(server, link)
    assert server.client().get(link).text == server.client().get("/organiser/never").text.replace(
        "/organiser/never", link
    )


def test_a_planted_cookie_opens_nothing_once_rights_grow(seminar: Afternoon) -> None:
    server = seminar.server
    planted = enter(seminar)
    before = cookie(server, planted.client)
    planted.client.post(one_time_link(server))
    after = cookie(server, planted.client)
    assert before
    assert after
    assert before != after

    attacker = server.client()
    attacker.cookies.set(next(iter(planted.client.cookies)), before)
    assert attacker.get("/seminars").status_code == 404
    assert planted.client.get("/seminars").status_code == 200


@contextmanager
def listening(server: Server, client: httpx.Client) -> Iterator[Talk]:
    """A socket with the cookie that this browser has now."""
    header = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    with connect(server.live, additional_headers={"cookie": header}) as socket:
        yield Talk(socket)


def test_a_socket_opened_with_a_planted_cookie_does_not_grow_with_the_rights(
    seminar: Afternoon,
) -> None:
    for link in (
        one_time_link(seminar.server),
        facilitator_link(seminar.server, seminar.id),
    ):
        browser = enter(seminar)
        with listening(seminar.server, browser.client) as planted:
            assert planted.join(browser.room_id)["type"] == "joined"
            assert browser.client.post(link).status_code == 303
            assert planted.closed() == 1012


def test_leaving_the_device_ends_an_open_grid_at_once(seminar: Afternoon) -> None:
    led = marked(seminar.server, facilitator_link(seminar.server, seminar.id))
    with listening(seminar.server, led.client) as talk:
        talk.say("join", grid=seminar.id)
        assert talk.hear("joined", "refused")["type"] == "joined"
        led.post("/sign-out")
        assert talk.closed() == 4401


def test_becoming_an_organiser_keeps_the_seat(seminar: Afternoon) -> None:
    browser = enter(seminar, nickname="Kari")
    seat = browser.seat
    browser.client.post(one_time_link(seminar.server))
    assert browser.seat == seat


def test_a_facilitators_link_opens_just_its_own_seminar(seminar: Afternoon) -> None:
    led = marked(seminar.server, facilitator_link(seminar.server, seminar.id))
    assert "Prøve" in led.page(f"/seminars/{seminar.id}")
    assert led.client.get("/seminars").status_code == 404
    other = signed_in(seminar.server, "Somebody Else")
    made = other.post("/seminars/new", {"title": "Annet", "language": "nb", "preset": "blank"})
    assert led.client.get(made.headers["hx-redirect"]).status_code == 404


def test_renewing_the_facilitators_link_ends_the_old_one(seminar: Afternoon) -> None:
    server = seminar.server
    old = facilitator_link(server, seminar.id)
    led = marked(server, old)
    owner = signed_in(server)
    assert owner.post(f"/seminars/{seminar.id}/facilitator-link").status_code == 204
    assert led.client.get(f"/seminars/{seminar.id}").status_code == 404
    assert server.client().get(old).status_code == 404
    assert led.client.post(f"/seminars/{seminar.id}/facilitator-link").status_code == 404


def test_a_language_can_be_chosen_before_anything_else(server: Server) -> None:
    client = server.client()
    answer = client.post("/language", data={"language": "nn", "path": "/privacy"})
    assert answer.headers["location"] == "/privacy"
    assert 'lang="nn"' in client.get("/").text


def test_a_language_leads_back_to_what_was_shown_on_the_page(server: Server) -> None:
    shown = {"hx-current-url": f"{server.url}/rooms/1?dialogue=2", "hx-request": "true"}
    for path, leads in (("/rooms/1", "/rooms/1?dialogue=2"), ("/privacy", "/privacy")):
        answer = server.client().post(
            "/language", data={"language": "nn", "path": path}, headers=shown
        )
        assert answer.headers["hx-redirect"] == leads


def test_a_language_leads_only_to_our_own_pages(server: Server) -> None:
    for path in ("//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example"):
        answer = server.client().post("/language", data={"language": "nb", "path": path})
        assert answer.headers["location"] == "/"


def test_an_unknown_language_is_refused(server: Server) -> None:
    assert server.client().post("/language", data={"language": "xx"}).status_code == 404


def test_leaving_the_device_ends_seats_and_rights_but_no_text(seminar: Afternoon) -> None:
    browser = enter(seminar, nickname="Kari")
    seat = browser.seat
    browser.client.post(one_time_link(seminar.server))
    before = cookie(seminar.server, browser.client)
    assert browser.client.post("/sign-out").headers["location"] == "/?left"
    with seminar.server.store.reading() as session:
        left = session.get_one(Seat, seat)
        assert left.left_at
        assert left.visitor_id is None
        assert session.exec(select(Visitor)).all() == []
    assert cookie(seminar.server, browser.client) is None
    browser.client.cookies.set(
        f"samtavle-{seminar.server.app.runtime[Settings].port}", before or ""
    )
    assert browser.client.get("/seminars").status_code == 404
