"""The quality list and publishing, as somebody with a keyboard and a screen reader has them."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.accessibility import violations
from tests.browser.test_harvest import signed_in
from tests.leading import ORGANISER
from tests.server import Server, afternoon

pytestmark = pytest.mark.browser


def test_what_was_found_is_decided_and_the_report_published(
    server: Server, chromium: Browser
) -> None:
    server.organiser(ORGANISER)
    seminar = afternoon(server)
    seminar.note("Dette tar Kari Nordli videre, og derfor vil vi at")
    page = signed_in(server, chromium)
    page.goto(f"{server.url}/seminars/{seminar.id}/quality")
    assert violations(page) == []
    before = page.locator("[id^=finding-]").count()

    page.get_by_role("button", name="Det er et navn").press("Enter")

    expect(page.locator("#harvest-undo")).to_contain_text("Merket seg.")
    expect(page.locator("section [id^=finding-]")).to_have_count(before - 1)
    page.get_by_role("button", name="Angre").press("Enter")
    expect(page.locator("section [id^=finding-]")).to_have_count(before)
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.goto(f"{server.url}/seminars/{seminar.id}/export")
    page.locator(".report-choices summary").click()
    page.select_option("[name=order]", "room")
    page.get_by_role("button", name="Publiser", exact=True).press("Enter")
    expect(page.locator("#publication a")).to_have_attribute(
        "href", f"{server.url}/read/{seminar.id}/report"
    )
    assert violations(page) == []
    page.get_by_role("button", name="Publiser rettet").press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Skriv først hva som er endret.")
    page.locator("#publication a").click()
    expect(page.locator("h1").first).to_have_text("Prøve")
    expect(page.locator("body")).to_contain_text("Etter rom")
    assert violations(page) == []
    page.close()
