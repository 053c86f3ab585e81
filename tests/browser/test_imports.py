"""A wall settled by keyboard, post by post, with the way back."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.imports.test_interpreter import ROSTER, WALL
from tests.leading import ORGANISER, one_time_link
from tests.server import Server

pytestmark = pytest.mark.browser


UNKNOWN = "Rom 1\nSang og dans.\n\nRom 3\nUt i skogen.\n\nRom 4\nAlt er bra."


def opened(server: Server, chromium: Browser, wall: str) -> Page:
    """A window in which a wall is to be settled."""
    page = chromium.new_page(locale="nb")
    link = one_time_link(server)
    page.goto(link if link.startswith("http") else server.url + link)
    page.locator("main form button").last.click()
    page.wait_for_url(f"{server.url}/seminars*")
    made = server.organiser(ORGANISER).post(
        "/api/v1/imports", files={"file": ("vegg.txt", wall.encode())}, data={"roster": ROSTER}
    )
    page.goto(f"{server.url}/imports/{made.json()['id']}")
    return page


def test_what_is_not_known_is_settled_one_after_the_other_until_nothing_is(
    server: Server, chromium: Browser
) -> None:
    page = opened(server, chromium, UNKNOWN)
    page.get_by_role("link", name="Vis bare det som ikke er kjent").click()
    expect(page.locator(".wall-post")).to_have_count(3)
    page.keyboard.press("j")
    page.keyboard.press("q")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".wall-post")).to_have_count(2)
    expect(page.locator(".wall-post:focus h2")).to_have_text(re.compile("^Rom 3"))
    for left in (1, 0):
        page.keyboard.press("q")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator(".wall-post")).to_have_count(left)
    expect(page.locator("#make")).to_be_focused()
    expect(page.locator(".lead")).to_contain_text("Ingenting er ukjent.")
    page.keyboard.press("u")
    expect(page.locator(".wall-post")).to_have_count(1)
    expect(page.locator(".wall-post")).to_be_focused()
    page.close()


def test_a_wall_is_settled_by_keyboard(server: Server, chromium: Browser) -> None:
    page = opened(server, chromium, WALL)
    focus = "document.activeElement.id"
    for _ in range(3):
        page.keyboard.press("j")
    assert page.evaluate(focus) == "p3"
    page.locator("#p3 [data-line='12']").click()
    expect(page.locator("#p3-line")).to_have_value("12")
    page.locator("#p3").focus()
    page.keyboard.press("s")
    expect(page.locator(".wall-post")).to_have_count(5)
    expect(page.locator(".wall-post:focus")).to_have_count(1)
    assert page.evaluate(focus) != "p3"
    page.keyboard.press("m")
    expect(page.locator(".wall-post")).to_have_count(4)
    expect(page.locator("#p3")).to_be_focused()
    page.keyboard.press("r")
    assert page.evaluate(focus) == "p3-room"
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    expect(page.locator("#p3 h2")).to_contain_text("Tangen")
    expect(page.locator("#p3")).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator("#p3 h2")).not_to_contain_text("Tangen")
    expect(page.locator("#p3")).to_be_focused()
    page.close()
