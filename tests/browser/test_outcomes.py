"""A room begins with what it wrote last, and says what became of it: two windows, keys, a phone."""

import pytest
from playwright.sync_api import Browser, Locator, Route, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import PHONE, Sit
from tests.browser.writer import Writer
from tests.leading import one_time_link
from tests.outcomes.series import asked, first, following, ok
from tests.patience import until
from tests.server import Afternoon, Server

WIDE = {"viewport": {"width": 1440, "height": 900}}


@pytest.fixture
def seminar(server: Server) -> Afternoon:
    before = first(server)
    before.note("Granli – inviterer naboene til et møte om havna – uke 38 2027")
    before.note("Vi leier en buss")
    return following(before)


def panel(window: Writer) -> Locator:
    return window.page.locator("#last-time > details")


def button(window: Writer, name: str, at: int = 0) -> Locator:
    return panel(window).get_by_role("button", name=name).nth(at)


def became(seminar: Afternoon) -> list[str | None]:
    return [each["outcome"] and each["outcome"]["became"] for each in asked(seminar)]


def test_what_one_says_all_in_the_room_see_and_anybody_takes_back(
    sit: Sit, seminar: Afternoon
) -> None:
    kari, ola = sit("Kari", **WIDE), sit("Ola", **PHONE)
    summary = panel(ola).locator("summary")
    expect(summary).to_have_text("Det dere skrev sist · 2 å svare på")
    summary.click()

    button(kari, "Gjort").click()
    expect(button(ola, "Gjort")).to_have_attribute("aria-pressed", "true")
    expect(summary).to_have_text("Det dere skrev sist · 1 å svare på")
    expect(panel(ola)).to_contain_text("Kari")
    assert ola.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    line = panel(ola).get_by_label("Ei linje om det").first
    line.fill("Alle kom")
    line.press("Enter")
    expect(panel(kari).get_by_label("Ei linje om det").first).to_have_value("Alle kom")
    button(ola, "Lagt bort", 1).click()
    expect(summary).to_have_text("Det dere skrev sist · alt er besvart")
    assert became(seminar) == ["done", "put_aside"]

    button(ola, "Gjort").click()
    expect(button(kari, "Gjort")).to_have_attribute("aria-pressed", "false")
    assert became(seminar) == [None, "put_aside"]
    ola.page.get_by_role("button", name="Angre").last.click()
    expect(panel(kari).get_by_label("Ei linje om det").first).to_have_value("Alle kom")
    assert became(seminar) == ["done", "put_aside"]
    assert violations(kari.page) == violations(ola.page) == []
    assert kari.errors == ola.errors == []


def test_it_is_answered_by_keys_alone_and_the_focus_stays(sit: Sit, seminar: Afternoon) -> None:
    kari = sit("Kari", **WIDE)
    expect(panel(kari)).to_have_attribute("open", "")
    button(kari, "I gang").focus()
    kari.page.keyboard.press("Enter")
    expect(button(kari, "I gang")).to_have_attribute("aria-pressed", "true")
    expect(button(kari, "I gang")).to_be_focused()
    kari.page.keyboard.press("Space")
    expect(button(kari, "I gang")).to_have_attribute("aria-pressed", "false")
    expect(button(kari, "I gang")).to_be_focused()


def test_nothing_moves_under_the_caret_of_whoever_writes_when_another_answers(
    sit: Sit, seminar: Afternoon
) -> None:
    kari, ola = sit("Kari", **WIDE), sit("Ola", **WIDE)
    expect(panel(kari)).to_have_attribute("open", "")
    kari.type("Vi begynner med ")
    place = "document.querySelector('.notes-text').getBoundingClientRect().top"
    before = kari.page.evaluate(place)
    button(ola, "Gjort").click()
    expect(button(kari, "Gjort")).to_have_attribute("aria-pressed", "true")
    kari.type("kaffe")

    assert kari.page.evaluate(place) == before
    until(lambda: kari.text() == "Vi begynner med kaffe")


@pytest.mark.keeps_pages
def test_whoever_was_away_sees_what_was_said_meanwhile(sit: Sit, seminar: Afternoon) -> None:
    kari, ola = sit("Kari", **WIDE), sit("Ola", **WIDE)
    expect(panel(kari)).to_have_attribute("open", "")
    kari.page.context.set_offline(True)
    button(ola, "Gjort").click()
    until(lambda: became(seminar)[0] == "done")
    kari.page.context.set_offline(False)

    expect(button(kari, "Gjort")).to_have_attribute("aria-pressed", "true")


def test_where_no_socket_comes_through_all_that_is_pressed_is_seen_too(
    sit: Sit, seminar: Afternoon
) -> None:
    kari, ola = sit("Kari", **WIDE), sit("Ola", **WIDE)
    summary = panel(kari).locator("summary")
    expect(summary).to_have_text("Det dere skrev sist · 2 å svare på")
    with kari.page.expect_response("**/changes**"):
        kari.cut("sockets")
    button(ola, "Gjort").click()
    expect(button(kari, "Gjort")).to_have_attribute("aria-pressed", "true")
    expect(summary).to_have_text("Det dere skrev sist · 1 å svare på")

    button(kari, "Lagt bort", 1).click()
    expect(summary).to_have_text("Det dere skrev sist · alt er besvart")
    assert became(seminar) == ["done", "put_aside"]
    assert kari.errors == ola.errors == []


def test_an_answer_from_before_a_press_does_not_take_it_from_the_screen(
    sit: Sit, seminar: Afternoon
) -> None:
    """What the page asked for while it joined comes late, and is old by then."""
    kari = sit("Kari", **WIDE)
    expect(panel(kari)).to_have_attribute("open", "")
    held: list[Route] = []

    def hold_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    kari.page.route("**/rooms/*/outcomes", hold_first)
    kari.page.evaluate("document.dispatchEvent(new CustomEvent('samtavle:changes'))")
    until(lambda: kari.page.evaluate("1") and held)
    old = held[0].fetch()
    button(kari, "Gjort").click()
    expect(button(kari, "Gjort")).to_have_attribute("aria-pressed", "true")
    with kari.page.expect_request_finished():  # it asks again
        held[0].fulfill(response=old)
    expect(panel(kari).locator("summary")).to_have_text("Det dere skrev sist · 1 å svare på")
    expect(button(kari, "Gjort")).to_have_attribute("aria-pressed", "true")


def test_a_room_that_is_asked_nothing_shows_nothing(sit: Sit, seminar: Afternoon) -> None:
    kari = sit("Kari", room=2)
    kari.page.wait_for_load_state("networkidle")

    expect(kari.page.locator("#last-time")).to_be_empty()
    expect(kari.page.get_by_text("Det dere skrev sist")).to_have_count(0)


def test_whoever_leads_finds_it_from_the_grid(chromium: Browser, seminar: Afternoon) -> None:
    note = asked(seminar)[0]["note"]
    path = f"/api/v1/rooms/{seminar.rooms[0]['id']}/outcomes/{note}"
    ok(seminar.seats[0].put(path, json={"became": "under_way", "line": "Tre av fire"}))
    context = chromium.new_context(locale="nb", viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(seminar.server.url + one_time_link(seminar.server))
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/seminars**")
    page.goto(f"{seminar.server.url}/seminars/{seminar.id}")
    page.get_by_role("link", name="Hva det ble til").click()

    expect(page.locator("main")).to_contain_text("0 er gjort · 1 er i gang · 0 er lagt bort")
    expect(page.locator("main")).to_contain_text("Tre av fire")
    assert violations(page) == []
    context.close()
