"""A visit's page in a real window: kept without net, sent once, taken back, clean for the next class."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.accessibility import violations_in_both_schemes
from tests.browser.conftest import PHONE
from tests.browser.test_phone import BEYOND
from tests.browser.writer import CUT
from tests.net import Net, net
from tests.patience import until
from tests.server import Afternoon, Server, afternoon

API = "/api/v1"
ROSTER = [{"number": 1, "name": "Biblioteket", "members": ["7A", "7B"]}]
WORKING = "navigator.serviceWorker.ready.then(({ active }) => active.state)"


@dataclass
class Device:
    page: Page
    visit: Afternoon
    errors: list[str] = field(default_factory=list)

    def open(self, url: str) -> None:
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.add_init_script(CUT)
        self.page.goto(url)
        self.page.locator("main button[type=submit]").first.click()
        self.page.wait_for_url("**/visit")

    def choose(self, name: str) -> None:
        self.page.locator(".visit-choice", has_text=name).click()
        self.page.wait_for_url("**group=**")

    def next_group(self) -> None:
        self.page.locator("[data-whose] a").click()
        self.page.locator("[data-choose]").wait_for()

    @property
    def field(self) -> Any:
        return self.page.locator("textarea:visible").first

    @property
    def word(self) -> Any:
        return self.page.locator(".visit-word:visible").first

    def type(self, text: str) -> None:
        self.field.fill(text)

    def press(self) -> None:
        self.page.locator(".visit-form:visible button[type=submit]").first.click()

    def says(self, state: str) -> None:
        expect(self.word).to_have_attribute("data-state", state)

    def send(self, text: str) -> None:
        self.type(text)
        self.press()
        self.says("sent")

    def undo(self) -> None:
        self.page.locator(".visit-undo:visible").first.click()

    def cut(self) -> None:
        self.page.evaluate("cut('yes')")

    def join(self) -> None:
        self.page.evaluate("cut('')")


def texts(visit: Afternoon) -> list[str]:
    return [note["text"] for answer in visit.board()["answers"] for note in answer["notes"]]


def counted(visit: Afternoon) -> dict[str, int]:
    path = f"{API}/rooms/{visit.rooms[0]['id']}/contributions"
    members = visit.seats[0].get(path).json()["members"]
    return {each["name"]: each["contributions"] for each in members}


Come = Callable[..., Device]


@pytest.fixture
def visit(server: Server) -> Afternoon:
    return afternoon(server, ROSTER, preset="visit")


@pytest.fixture
def come(chromium: Browser, worker: dict[str, str]) -> Iterator[Come]:
    """A device comes to the room: `come(visit)` is a window on the visit's page."""
    opened: list[BrowserContext] = []

    def to(visit: Afternoon, at: str | None = None, **window: Any) -> Device:
        opened.append(chromium.new_context(**{"locale": "nb", **worker, **window}))
        device = Device(opened[-1].new_page(), visit)
        device.open(at or visit.rooms[0]["url"])
        return device

    yield to
    for context in opened:
        context.close()


def test_a_contribution_is_sent_in_counted_and_the_next_can_be_written_at_once(
    visit: Afternoon, come: Come
) -> None:
    device = come(visit)
    device.choose("7A")
    device.send("Fotball")

    expect(device.field).to_be_focused()
    expect(device.field).to_have_value("")
    expect(device.page.locator(".visit-own:visible")).to_have_text("7A har sendt inn én.")
    device.page.keyboard.type("Sang")
    device.page.keyboard.press("Control+Enter")
    expect(device.page.locator(".visit-own:visible")).to_have_text("7A har sendt inn 2.")
    assert sorted(texts(visit)) == ["Fotball", "Sang"]
    assert device.errors == []


def test_above_a_phones_keyboard_is_seen_what_became_of_what_was_sent_in(
    visit: Afternoon, come: Come
) -> None:
    device = come(visit, **PHONE | {"viewport": {"width": 360, "height": 300}})
    device.choose("7A")
    device.send("Fotball")

    expect(device.word).to_be_in_viewport(ratio=1)
    expect(device.page.locator(".visit-undo:visible")).to_be_in_viewport(ratio=1)
    expect(device.field).to_be_in_viewport(ratio=1)
    assert device.errors == []


def test_what_was_sent_in_is_taken_back_into_its_field(visit: Afternoon, come: Come) -> None:
    device = come(visit)
    device.choose("7A")
    device.send("Fotbal")
    device.undo()

    device.says("undone")
    expect(device.field).to_have_value("Fotbal")
    expect(device.field).to_be_focused()
    assert texts(visit) == []
    device.send("Fotball")
    assert texts(visit) == ["Fotball"]


def test_an_undo_never_covers_what_is_being_written_next(visit: Afternoon, come: Come) -> None:
    device = come(visit)
    device.choose("7A")
    device.send("Fotball")
    device.type("Neste")
    device.undo()

    device.says("undone")
    expect(device.field).to_have_value("Neste")


@pytest.mark.parametrize(
    ("text", "state"), [("  ", "empty"), ("x" * 10_000, "long")], ids=["empty", "long"]
)
def test_what_cannot_be_sent_stays_in_the_field_and_is_said(
    visit: Afternoon, come: Come, text: str, state: str
) -> None:
    device = come(visit)
    device.choose("7A")
    device.type(text)
    device.press()

    device.says(state)
    expect(device.field).to_have_value(text)
    expect(device.field).to_be_focused()
    assert texts(visit) == []


def test_emoji_alone_are_sent_in(visit: Afternoon, come: Come) -> None:
    device = come(visit)
    device.choose("7A")
    device.send("🎉👩‍👩‍👧")

    assert texts(visit) == ["🎉👩‍👩‍👧"]


@pytest.mark.keeps_pages
def test_without_contact_it_is_kept_and_sent_once_later(visit: Afternoon, come: Come) -> None:
    device = come(visit)
    device.choose("7A")
    device.cut()
    for text in ("Fotball", "Sang"):
        device.type(text)
        device.press()
        device.says("waits")
    assert texts(visit) == []
    device.type("Ikke sendt")
    device.page.reload()
    device.join()

    until(lambda: sorted(texts(visit)) == ["Fotball", "Sang"])
    expect(device.field).to_have_value("Ikke sendt")
    expect(device.page.locator(".visit-waiting:visible")).to_have_count(0)
    assert sorted(texts(visit)) == ["Fotball", "Sang"]


@pytest.fixture
def weak(visit: Afternoon) -> Iterator[Net]:
    with net(visit.server.url) as made:
        yield made


@pytest.mark.keeps_pages
def test_a_page_that_is_loaded_without_net_has_its_draft_and_sends_what_waited(
    visit: Afternoon, come: Come, weak: Net
) -> None:
    device = come(visit, visit.rooms[0]["url"].replace(visit.server.url, weak.url))
    device.choose("7A")
    until(lambda: device.page.evaluate(WORKING) == "activated")
    until(lambda: device.page.evaluate("caches.match(location.pathname).then(Boolean)"))
    device.send("Med nett")
    weak.cut()
    device.type("Uten nett")
    device.press()
    device.says("waits")
    device.type("Halvferdig")
    device.page.reload()

    expect(device.field).to_have_value("Halvferdig")
    expect(device.page.locator("[data-group-name]")).to_have_text("7A")
    device.page.locator("[data-goes]:visible").last.click()
    expect(device.page.locator(".visit-place:visible")).to_have_text("Spørsmål 2 av 3")
    weak.join()
    until(lambda: texts(visit) == ["Med nett", "Uten nett"])


@pytest.mark.keeps_pages
def test_an_answer_that_is_lost_on_the_way_does_not_double_what_was_sent(
    visit: Afternoon, come: Come
) -> None:
    device = come(visit)
    device.choose("7A")
    lost: list[str] = []

    def lose(route: Any) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.request.url)
        route.fetch()
        route.abort()

    device.page.route("**/notes", lose)
    device.send("Fotball")

    assert lost
    assert texts(visit) == ["Fotball"]


@pytest.mark.keeps_pages
def test_the_next_class_never_sees_what_the_former_had_not_sent(
    visit: Afternoon, come: Come
) -> None:
    device = come(visit)
    device.choose("7A")
    device.send("Fra 7A")
    device.type("Bare vår, ikke sendt")
    device.next_group()
    device.choose("7B")

    expect(device.field).to_have_value("")
    expect(device.page.locator(".visit-undo:visible")).to_have_count(0)
    expect(device.page.locator("main")).not_to_contain_text("Fra 7A", use_inner_text=True)
    assert "Bare vår" not in device.page.content()
    device.send("Fra 7B")
    device.page.go_back()
    device.page.go_back()
    expect(device.field).to_have_value("Bare vår, ikke sendt")
    assert counted(visit) == {"7A": 1, "7B": 1}


@pytest.mark.keeps_pages
def test_what_waits_of_one_class_is_sent_for_it_while_the_next_one_writes(
    visit: Afternoon, come: Come
) -> None:
    device = come(visit)
    device.choose("7A")
    device.cut()
    device.type("Fra 7A")
    device.press()
    device.says("waits")
    device.next_group()
    device.choose("7B")
    device.join()
    device.send("Fra 7B")

    until(lambda: counted(visit) == {"7A": 1, "7B": 1})


def test_a_question_leads_to_the_next_and_back_each_with_its_own_text(
    visit: Afternoon, come: Come
) -> None:
    device = come(visit)
    device.choose("7A")
    device.type("Den første")
    device.page.locator("[data-goes]:visible").last.click()
    expect(device.page.locator("h1:visible")).to_be_focused()
    device.type("Den andre")
    device.page.go_back()
    expect(device.field).to_have_value("Den første")
    device.page.reload()
    expect(device.field).to_have_value("Den første")


def test_a_class_that_is_not_there_is_added_from_the_device(visit: Afternoon, come: Come) -> None:
    device = come(visit)
    device.page.fill("[name=name]", "7C, Granli")
    device.page.keyboard.press("Enter")
    device.page.wait_for_url("**group=**")
    device.send("Dans")

    assert counted(visit) == {"7A": 0, "7B": 0, "7C, Granli": 1}


def test_two_devices_of_a_class_see_each_others_contributions_come(
    server: Server, come: Come
) -> None:
    visit = afternoon(server, ROSTER, preset="visit-retrospective")
    board, phone = come(visit), come(visit, **PHONE)
    for device in (board, phone):
        device.choose("7A")
    phone.send("Konserten")

    expect(board.page.locator(".visit-card")).to_have_text(["Konserten"])
    beside = board.page.locator(".visit-asked").evaluate_all("all => all.map(one => one.offsetTop)")
    under = phone.page.locator(".visit-asked").evaluate_all("all => all.map(one => one.offsetTop)")
    assert beside[0] == beside[1]
    assert under[0] < under[1]


def test_closing_takes_the_field_away_and_nothing_that_was_written(
    visit: Afternoon, come: Come
) -> None:
    device = come(visit)
    device.choose("7A")
    device.type("Nesten ferdig")
    visit.stage("closed")
    kept = device.page.locator("#unsent [data-entry]")

    expect(kept.locator("[data-text]")).to_have_text("Nesten ferdig")
    kept.locator("[data-sends-again]").click()
    until(lambda: visit.organiser.get(f"{API}/seminars/{visit.id}/late").json())
    (late,) = visit.organiser.get(f"{API}/seminars/{visit.id}/late").json()
    assert late["text"] == "Nesten ferdig"
    expect(kept).to_have_count(0)


@pytest.mark.keeps_pages
def test_a_device_whose_place_has_ended_keeps_what_was_written(
    visit: Afternoon, come: Come
) -> None:
    device = come(visit)
    device.choose("7A")
    device.type("Dette skal med")
    visitor = device.page.evaluate("document.getElementById('main').dataset.seat")
    seats = f"/seminars/{visit.id}/rooms/{visit.rooms[0]['id']}/seats/{visitor}/remove"
    visit.organiser.post(seats, headers={"hx-request": "true"}).raise_for_status()
    device.press()

    expect(device.page.locator("#unsent [data-text]")).to_have_text("Dette skal med")
    assert texts(visit) == []
    device.page.goto(visit.rooms[0]["url"])
    device.page.locator("main button[type=submit]").first.click()
    device.choose("7A")
    device.page.locator("[data-sends-again]").click()
    until(lambda: texts(visit) == ["Dette skal med"])


@pytest.mark.parametrize(
    "preset", ["visit", pytest.param("visit-retrospective", marks=pytest.mark.slow)]
)
def test_each_state_of_the_page_is_for_everybody_at_320_px(
    server: Server, come: Come, preset: str
) -> None:
    visit = afternoon(server, ROSTER, preset=preset)
    visit.note("Et ganske langt bidrag uten mellomrom" + "e" * 80, member="7A")
    device = come(visit, viewport={"width": 320, "height": 640})
    wrong = violations_in_both_schemes(device.page)
    device.choose("7A")
    device.page.locator("details").first.evaluate("one => (one.open = true)")
    wrong += violations_in_both_schemes(device.page)
    device.send("Fotball")
    wrong += violations_in_both_schemes(device.page)
    device.press()
    wrong += violations_in_both_schemes(device.page)
    beyond = device.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    visit.stage("closed")
    device.page.locator(".visit-shut").wait_for()
    wrong += violations_in_both_schemes(device.page)

    assert wrong == []
    assert beyond <= 0
    assert device.errors == []


def test_it_works_in_a_window_without_scripts(visit: Afternoon, come: Come) -> None:
    device = come(visit, java_script_enabled=False)
    device.choose("7A")
    device.type("Uten skript")
    device.press()
    device.page.locator(".visit-done").wait_for()
    assert texts(visit) == ["Uten skript"]
    device.page.locator(".visit-done button").click()
    device.page.get_by_text("Tatt tilbake.").wait_for()
    assert texts(visit) == []
    device.page.locator("[data-goes]:visible").click()
    expect(device.page.locator(".visit-place:visible")).to_have_text("Spørsmål 2 av 3")


def test_text_of_twice_the_size_widens_no_narrow_phone_from_the_door_to_what_was_sent(
    visit: Afternoon, chromium: Browser
) -> None:
    context = chromium.new_context(**PHONE | {"viewport": {"width": 320, "height": 640}})  # type: ignore[arg-type]
    page = context.new_page()
    large = "document.documentElement.style.fontSize = '200%'"
    page.add_init_script(f"addEventListener('DOMContentLoaded', () => {large})")

    def fits(where: str) -> None:
        until(lambda: page.evaluate("document.documentElement.scrollWidth") == 320)
        assert page.evaluate(BEYOND) == [], where

    page.goto(visit.rooms[0]["url"])
    fits("at the door")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/visit")
    fits("who writes")
    page.locator(".visit-choice", has_text="7A").click()
    page.wait_for_url("**group=**")
    fits("a question")
    page.locator("textarea:visible").first.fill("Fotball")
    page.locator(".visit-form:visible button[type=submit]").first.click()
    page.locator(".visit-word[data-state=sent]").wait_for()
    fits("sent in")
    context.close()


def told(device: Device, **wish: Any) -> None:
    """The facilitator's line on a visit's page."""
    answer = device.visit.organiser.post(f"{API}/seminars/{device.visit.id}/messages", json=wish)
    assert answer.status_code == 201, answer.text


@pytest.mark.parametrize("window", [{}, PHONE], ids=["board", "phone"])
def test_the_facilitators_line_lies_over_a_visits_page_until_it_is_put_away_there(
    visit: Afternoon, come: Come, window: dict[str, Any]
) -> None:
    device = come(visit, **window)
    device.choose("7A")
    device.type("Halvferdig")
    stood = device.field.bounding_box()
    told(device, text="Fem minutter igjen.")
    line = device.page.locator(".message")
    expect(line).to_contain_text("Fem minutter igjen.")
    expect(line).to_be_in_viewport(ratio=1)
    assert device.field.bounding_box() == stood
    expect(device.field).to_be_focused()
    assert violations_in_both_schemes(device.page) == []
    messages = f"{API}/seminars/{visit.id}/messages"
    until(lambda: visit.organiser.get(messages).json()[0]["seen"] == 1)

    line.get_by_role("button").click()
    expect(line).to_be_hidden()
    expect(device.field).to_be_focused()
    device.page.reload()
    expect(line).to_be_hidden()
    told(device, text="Takk for i dag.", room=visit.rooms[0]["id"])
    expect(device.page.locator(".message:visible")).to_contain_text("Takk for i dag.")
    assert device.errors == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("nb", "Fra seminarlederen"), ("nn", "Frå seminarleiaren"), ("en", "From the facilitator")],
)
def test_a_line_that_was_sent_before_stands_on_a_visits_page_in_its_language_also_without_scripts(
    server: Server, come: Come, language: str, words: str
) -> None:
    visit = afternoon(server, ROSTER, preset="visit", language=language)
    sent = {"text": "Scenen er klar.", "room": visit.rooms[0]["id"]}
    visit.organiser.post(f"{API}/seminars/{visit.id}/messages", json=sent).raise_for_status()
    device = come(visit, java_script_enabled=False)

    expect(device.page.locator(".message")).to_contain_text("Scenen er klar.")
    expect(device.page.locator(".message small")).to_contain_text(words)


@pytest.mark.keeps_pages
def test_a_line_is_heard_of_after_the_net_was_gone(visit: Afternoon, come: Come) -> None:
    device = come(visit)
    device.choose("7A")
    device.cut()
    told(device, text="Vi møtes i salen.")
    device.join()

    expect(device.page.locator(".message")).to_contain_text("Vi møtes i salen.")
