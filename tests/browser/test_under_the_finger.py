"""Where somebody has just pressed, nothing comes that acts otherwise: in the room and where it is led."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PHONE, Sit
from tests.browser.pressing import ASKS, press_until_heard
from tests.browser.test_grid_presses import to_grid
from tests.browser.test_pressed import OPEN, WALKS
from tests.patience import until
from tests.server import Afternoon

NAMED = """const named = (there) =>
    there && there.getAttribute("aria-disabled") !== "true" ? `${there.id} ${there.href ?? there.textContent.trim()}` : null;"""
ACTS = f"([x, y]) => {{ {NAMED} return named(document.elementFromPoint(x, y)?.closest('button, a, summary')); }}"
BAR = [".bar [data-phase-next]", ".bar [data-round-next]", ".bar [data-round-next]"]


def press(page: Page, selector: str, *, finger: bool = False) -> None:
    """In the midst of it; then nothing else acts there, until one has been elsewhere."""
    button = page.locator(selector.replace("{open}", OPEN)).locator("visible=true").first
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box
    place = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(1, 1)
    before = None

    def tap() -> None:
        nonlocal before
        until(lambda: page.evaluate(ACTS, place))  # what was pressed before may have been here
        before = page.evaluate(ACTS, place)
        (page.touchscreen.tap if finger else page.mouse.click)(*place)

    press_until_heard(page, tap)
    until(lambda: page.evaluate(ACTS, place) in (None, before))


@pytest.mark.parametrize("walk", [each for each in WALKS if each != "message put away"])
def test_in_a_room(sit: Sit, walk: str) -> None:
    kari = sit("Kari")
    if walk == "it is as it should be":
        kari.type("Vi trenger flere,")
        until(lambda: kari.save_word == "saved")
    for selector in WALKS[walk]:
        press(kari.page, selector)


def test_in_a_phones_bar(sit: Sit) -> None:
    page = sit("Kari", **PHONE).page
    for selector in [*BAR, BAR[0], BAR[0]]:
        press(page, selector, finger=True)
        page.touchscreen.tap(1, 1)


def test_in_the_grid(leading: Page, seminar: Afternoon) -> None:
    help_of = f"/api/v1/rooms/{seminar.rooms[0]['id']}/help"
    seminar.seats[0].post(help_of).raise_for_status()
    to_grid(leading, seminar)
    for selector in (
        "#grid-help [id^=on-the-way-]",
        "#grid-help [id^=helped-]",
        *["#next-step"] * 2,
    ):
        press(leading, selector)


def test_what_comes_late_rests_until_the_finger_has_been_elsewhere(sit: Sit) -> None:
    page = sit("Kari", **PHONE).page
    for selector in BAR:
        press(page, selector, finger=True)
        page.touchscreen.tap(1, 1)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/phases/next", hold)
    box = page.locator(BAR[0]).bounding_box()
    assert box
    place = box["x"] + 20, box["y"] + 20
    with page.expect_request("**/phases/next"):
        page.touchscreen.tap(*place)
    until(lambda: page.evaluate(ASKS) and held)
    held[0].continue_()
    expect(page.locator(BAR[0])).to_have_text("Neste: Oppsummering")

    page.touchscreen.tap(*place)  # meant for what stood there
    page.touchscreen.tap(1, 1)
    assert not page.evaluate(ASKS)
    assert len(held) == 1
    with page.expect_request("**/phases/next"):
        page.touchscreen.tap(*place)
