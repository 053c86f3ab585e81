"""A harvest by keyboard, with somebody else at it on another screen."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import violations
from tests.leading import ORGANISER, one_time_link
from tests.server import Server, afternoon

pytestmark = pytest.mark.browser


def signed_in(server: Server, chromium: Browser) -> Page:
    page = chromium.new_page(locale="nb")
    link = one_time_link(server)
    page.goto(link if link.startswith("http") else server.url + link)
    page.locator("main form button").last.click()
    page.wait_for_url(f"{server.url}/seminars*")
    return page


def test_notes_go_into_themes_by_keyboard_and_others_see_it(
    server: Server, chromium: Browser
) -> None:
    server.organiser(ORGANISER)
    seminar = afternoon(server)
    for room, text in enumerate(("Større stillinger til alle", "Skyss er dyrt", "Mer tid")):
        seminar.note(text, room=room)
    address = f"{server.url}/seminars/{seminar.id}/harvest/{seminar.prompt()}"
    page, other = signed_in(server, chromium), signed_in(server, chromium)
    page.goto(address)
    other.goto(address)

    page.keyboard.press("n")
    page.keyboard.type("Stillinger")
    page.keyboard.press("Enter")
    expect(page.locator(".theme-take")).to_have_count(1)
    expect(page.locator(".harvest-note input").first).to_be_focused()
    page.keyboard.press("1")
    expect(page.locator(".harvest-note[data-placed]")).to_have_count(1)
    expect(page.locator(".harvest-note").nth(1).locator("input")).to_be_focused()
    expect(other.locator(".theme .tally")).to_contain_text("1 av 3 rom")

    page.locator(".harvest-text").nth(1).select_text()
    page.keyboard.press("1")
    expect(page.locator(".theme .tally")).to_contain_text("2 av 3 rom")
    page.locator(".harvest-note").nth(2).drag_to(page.locator(".theme"))
    expect(page.locator(".theme .tally")).to_contain_text("3 av 3 rom")
    assert violations(page) == []
    page.locator(".theme .tally").evaluate("each => each.append(' · og mer'.repeat(40))")
    assert page.locator(".theme").evaluate("each => each.scrollWidth <= each.clientWidth")
    page.keyboard.press("u")
    expect(page.locator(".theme .tally")).to_contain_text("2 av 3 rom")

    other.locator(".harvest-note input").last.check()
    page.keyboard.press("u")
    expect(other.locator(".theme .tally")).to_contain_text("1 av 3 rom")
    expect(other.locator(".harvest-note input").last).to_be_checked()

    other.set_viewport_size({"width": 360, "height": 740})  # the themes come over the notes
    expect(other.locator(".theme-take")).to_be_hidden()
    bar = other.locator(".harvest-bar").bounding_box()
    assert bar
    assert bar["height"] <= 80
    other.locator(".harvest-bar button").click()
    other.locator(".theme-take").click()
    expect(other.locator(".harvest-note[data-placed]")).to_have_count(2)
    expect(other.locator(".theme-take")).to_be_hidden()
    other.locator(".harvest-note input").first.focus()
    other.keyboard.press("n")
    expect(other.locator("#theme-new [name=title]")).to_be_focused()
    assert violations(other) == []

    page.locator(".theme a").click()
    page.fill("[name=message]", "Alle vil ha større stillinger.")
    page.get_by_role("button", name="Lagre").click()
    expect(page.locator("#harvest-undo")).to_contain_text("Temaet er endret.")
    assert violations(page) == []
    page.close()
    other.close()
