"""A wall settled by keyboard, post by post, with the way back."""

import pytest
from playwright.sync_api import Browser, expect

from tests.imports.test_interpreter import ROSTER, WALL
from tests.leading import ORGANISER, one_time_link
from tests.server import Server

pytestmark = pytest.mark.browser


def test_a_wall_is_settled_by_keyboard(server: Server, chromium: Browser) -> None:
    page = chromium.new_page(locale="nb")
    link = one_time_link(server)
    page.goto(link if link.startswith("http") else server.url + link)
    page.locator("main form button").last.click()
    page.wait_for_url(f"{server.url}/seminars*")
    made = server.organiser(ORGANISER).post(
        "/api/v1/imports", files={"file": ("vegg.txt", WALL.encode())}, data={"roster": ROSTER}
    )
    page.goto(f"{server.url}/imports/{made.json()['id']}")
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
