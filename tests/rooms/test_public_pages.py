"""The front page knows where one was; the pages of facts hold this server's facts."""

from app.settings import Settings
from tests.leading import facilitator_link, marked, signed_in
from tests.rooms.browsing import enter
from tests.server import Afternoon


def test_a_newcomer_is_asked_for_a_code_and_gets_no_cookie(seminar: Afternoon) -> None:
    answer = seminar.server.client().get("/")
    assert 'name="code"' in answer.text
    assert "set-cookie" not in answer.headers


def test_whoever_was_in_a_room_finds_it_again(seminar: Afternoon) -> None:
    browser = enter(seminar)
    assert f'href="{browser.path}"' in browser.client.get("/").text


def test_those_who_lead_find_their_seminars(seminar: Afternoon) -> None:
    address = f'href="/seminars/{seminar.id}"'
    led = marked(seminar.server, facilitator_link(seminar.server, seminar.id))
    assert address in led.page("/")
    assert address in signed_in(seminar.server).page("/")
    assert address not in seminar.server.client().get("/").text


def test_the_pages_of_facts_are_there_for_everybody(seminar: Afternoon) -> None:
    client = seminar.server.client()
    assert seminar.server.app.runtime[Settings].url in client.get("/privacy").text
    assert client.get("/accessibility").status_code == 200


def test_leaving_a_device_has_the_browser_wipe_its_storage_but_no_other_sites_cookies(
    seminar: Afternoon,
) -> None:
    browser = enter(seminar)
    answer = browser.client.post("/sign-out")
    assert answer.headers["clear-site-data"] == '"storage"'
    assert "Max-Age=0" in answer.headers["set-cookie"]


def test_only_a_device_that_was_left_is_told_so(seminar: Afternoon) -> None:
    said = "Du har forlatt denne enheten"
    assert said in seminar.server.client(**{"accept-language": "nb"}).get("/?left").text
    assert said not in enter(seminar).client.get("/?left").text
