"""In a window where no script runs: whoever came in can go out again, from the room and the device."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.server import Afternoon


@pytest.fixture
def page(chromium: Browser, seminar: Afternoon) -> Page:
    """In the first room, which it chose by the code."""
    page = chromium.new_context(locale="nb", java_script_enabled=False).new_page()
    page.goto(seminar.seminar["join_url"])
    page.locator(".lobby-room").first.click()
    page.get_by_role("button", name="Gå inn i rommet").click()
    page.wait_for_url("**/rooms/*")
    return page


def press(page: Page, act: str) -> None:
    page.locator("[popovertarget=more]").first.click()
    button = page.locator("#more button:visible", has_text=act)
    expect(button).to_have_count(1)
    button.click()


def test_one_leaves_the_room(page: Page, seminar: Afternoon) -> None:
    press(page, "Forlat rommet")
    page.wait_for_url("**/j/*")
    page.goto(seminar.server.url + "/")
    expect(page.get_by_text("Rommene dine")).to_have_count(0)


@pytest.mark.parametrize("where", ["room", "front"])
def test_one_leaves_the_device(page: Page, seminar: Afternoon, where: str) -> None:
    if where == "room":
        press(page, "Forlat denne enheten")
    else:
        page.goto(seminar.server.url + "/")
        page.locator("main button:visible", has_text="Forlat denne enheten").click()
    page.wait_for_url("**/?left")
    assert not [each for each in page.context.cookies() if "samtavle" in each.get("name", "")]
