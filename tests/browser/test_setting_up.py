"""From nothing to fifty printed sheets in the browser, in few acts; what is said is seen and focused."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.leading import one_time_link
from tests.server import Server

MOST_ACTS = 25
MOST_TABS = 15
LIST = "\n".join(f"{at}; Kommune {at}, Kommune {at + 100}" for at in range(1, 51))


@dataclass
class Hand:
    """Presses and types in one window, and counts."""

    page: Page
    acts: int = 0

    def press(self, name: str, role: str = "button") -> None:
        self.acts += 1
        self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]

    def write(self, label: str, text: str) -> None:
        self.acts += 1
        self.page.get_by_label(label).first.fill(text)

    def tabs_to(self, name: str) -> int:
        """How often Tab is pressed from the top of the page until the link has the focus."""
        for count in range(1, 60):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("document.activeElement.textContent").strip() == name:
                return count
        raise AssertionError(f"{name} is not reached")


@pytest.fixture
def hand(chromium: Browser, server: Server) -> Iterator[Hand]:
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, locale="nb", base_url=server.url
    )
    page = context.new_page()
    page.goto(one_time_link(server))
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/seminars")
    yield Hand(page)
    context.close()


def test_fifty_rooms_are_a_few_acts_away(hand: Hand) -> None:
    page = hand.page
    hand.press("Lag det første seminaret", "link")
    hand.write("Hva heter seminaret?", "Høstsamling")
    hand.press("Lag seminaret")
    hand.press("Lag rommene", "link")
    hand.write("Ett rom på hver linje", LIST)
    hand.press("Les lista")
    read = page.locator("#roster-read")
    expect(read).to_be_focused()
    expect(read).to_be_in_viewport()
    hand.press("Bruk denne lista")
    expect(page.locator(".rooms-table tbody tr")).to_have_count(50)
    expect(page.locator("#roster .done")).to_be_focused()
    expect(page.locator(".setup-undo")).to_contain_text("Lista er på plass")
    onwards = page.get_by_role("link", name="Videre til rollene")
    expect(onwards).to_be_in_viewport()
    page.mouse.wheel(0, 3_000)
    expect(onwards).to_be_in_viewport()
    hand.press("Videre til rollene", "link")
    hand.press("Lagre og gå videre")
    page.wait_for_url("**/plan")
    hand.press("Videre til hvordan svarene brukes", "link")
    page.wait_for_url("**/use")
    hand.press("Lagre og gå videre")
    page.wait_for_url("**/share")
    expect(page.locator(".share-room")).to_have_count(50)
    hand.press("Skriv ut alle arkene", "link")
    expect(page.locator(".sheet .qr")).to_have_count(50)
    page.evaluate("window.print = () => { window.printed = true; }")
    hand.press("Skriv ut")
    assert page.evaluate("window.printed")
    assert hand.acts <= MOST_ACTS


def test_the_next_step_is_a_few_tabs_away_with_fifty_rooms(hand: Hand) -> None:
    page = hand.page
    hand.press("Lag det første seminaret", "link")
    hand.write("Hva heter seminaret?", "Høstsamling")
    hand.press("Lag seminaret")
    hand.press("Lag rommene", "link")
    hand.press("Lag rom")
    expect(page.locator(".rooms-table tbody tr")).to_have_count(50)
    page.reload()
    assert hand.tabs_to("Videre til rollene") <= MOST_TABS


def test_what_was_made_is_undone_where_it_was_made(hand: Hand) -> None:
    page = hand.page
    hand.press("Lag det første seminaret", "link")
    hand.write("Hva heter seminaret?", "Høstsamling")
    hand.press("Lag seminaret")
    hand.press("Lag rommene", "link")
    hand.press("Lag rom")
    expect(page.locator(".rooms-table tbody tr")).to_have_count(50)
    hand.press("Angre")
    expect(page.locator(".setup-undo")).to_contain_text("Angret.")
    expect(page.locator(".setup-undo p").first).to_be_focused()
    expect(page.locator(".rooms-table tbody tr")).to_have_count(0)


def new_seminar(hand: Hand) -> str:
    """Makes one; returns its address."""
    hand.press("Lag det første seminaret", "link")
    hand.write("Hva heter seminaret?", "Høstsamling")
    hand.press("Lag seminaret")
    hand.page.wait_for_url(lambda url: not url.endswith("/new"))
    return "/".join(hand.page.url.split("/")[:5])


def test_what_was_typed_and_not_saved_is_there_again(hand: Hand) -> None:
    page = hand.page
    home = new_seminar(hand)
    page.goto(f"{home}/settings")
    title = page.get_by_label("Tittel")
    title.fill("Høstsamling i Storhavn")
    page.goto(f"{home}/rooms")
    page.goto(f"{home}/settings")
    expect(title).to_have_value("Høstsamling i Storhavn")
    expect(page.locator("[data-unsaved]")).to_contain_text("Ikke lagret ennå")

    page.get_by_role("button", name="Kast det").click()
    expect(title).to_have_value("Høstsamling")
    expect(page.get_by_role("button", name="Angre")).to_be_focused()
    page.keyboard.press("Enter")
    expect(title).to_have_value("Høstsamling i Storhavn")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="Lagre").click()
    expect(page.locator(".setup-undo")).to_contain_text("Innstillingene er lagret")
    page.goto(f"{home}/settings")
    expect(title).to_have_value("Høstsamling i Storhavn")
    expect(page.locator("[data-unsaved]")).to_have_count(0)


def test_a_form_that_is_cancelled_is_forgotten(hand: Hand) -> None:
    page = hand.page
    home = new_seminar(hand)
    page.goto(f"{home}/settings")
    page.get_by_label("Tittel").fill("Noe annet")
    page.get_by_role("link", name="Avbryt").click()
    page.goto(f"{home}/settings")
    expect(page.get_by_label("Tittel")).to_have_value("Høstsamling")


def test_no_press_on_a_set_up_page_loses_the_focus(hand: Hand) -> None:
    page = hand.page
    home = new_seminar(hand)

    def press(name: str) -> None:
        button = page.get_by_role("button", name=name, exact=True).first
        button.focus()
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.keyboard.press("Enter")

    def has_focus(name: str) -> None:
        expect(page.get_by_role("button", name=name, exact=True).first).to_be_focused()

    page.goto(f"{home}/programme")
    for name in ("Flytt Dialog 1 ned", "Flytt Hva trengs? opp"):  # both come to an end
        press(name)
        has_focus(name)
    page.goto(f"{home}/duties")
    for name in ("Flytt Tidsvakt opp", "Flytt Viddevakt ned", "Bruk det"):
        press(name)
        has_focus(name)
    press("Fjern Viddevakt")
    has_focus("Angre")
    page.goto(f"{home}/plan")
    press("Lag planen")
    expect(page.get_by_label("Den første dialogen åpner")).to_be_focused()
    page.keyboard.type("13.00")
    press("Lag planen")
    has_focus("Lag planen")
    press("Fjern steg 2")
    has_focus("Fjern steg 2")


def test_a_form_that_is_pressed_twice_makes_one(hand: Hand) -> None:
    page = hand.page
    for title in ("Høstsamling", "Vårsamling"):  # the second shows that a page can send again
        page.goto("/seminars/new")
        hand.write("Hva heter seminaret?", title)
        page.get_by_role("button", name="Lag seminaret").first.dblclick(no_wait_after=True)
        page.wait_for_url(lambda url: not url.endswith("/new"))
        page.goto("/seminars")
        expect(page.get_by_text(title)).to_have_count(1)
    page.go_back()
    page.go_back()
    hand.write("Hva heter seminaret?", "Sommersamling")
    hand.press("Lag seminaret")
    page.wait_for_url(lambda url: not url.endswith("/new"))
