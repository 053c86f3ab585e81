"""The projector in a hall: readable from the back row, driven by keys or from the grid, the same in every window."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import violations_in_both_schemes
from tests.browser.conftest import at_size
from tests.facilitation.test_plenum import put, read, room, say, slide
from tests.leading import one_time_link
from tests.net import net
from tests.patience import until
from tests.server import Afternoon

# The size of every text that the hall sees, as it is drawn.
SIZES = """() => [...document.querySelectorAll('#plenum-head *, #slide, #slide *')]
  .filter((each) => !each.closest('.sr-only')
    && [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
  .map((each) => parseFloat(getComputedStyle(each).fontSize) * (each.ownerSVGElement ? each.getScreenCTM().a : 1))"""
LONG = "Vi vil møtes tre ganger i året og ha med alle skolene fra starten av. " * 9


@pytest.fixture
def projector(chromium: Browser, seminar: Afternoon) -> Iterator[Page]:
    """Two rooms that are done, one of them with much to say; the projector's window, in calm."""
    for at, text in enumerate((LONG, "Vi begynner i mai.")):
        seminar.note(text, room=at)
        say(seminar, "done", at)
    context = chromium.new_context(
        viewport={"width": 1920, "height": 1080}, locale="nb", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(seminar.server.url + one_time_link(seminar.server))
    page.locator("main form button").last.click()
    page.wait_for_url("**/seminars")
    page.goto(f"{seminar.server.url}/seminars/{seminar.id}/plenum")
    yield page
    context.close()


def shows(page: Page, kind: str) -> None:
    page.wait_for_selector(f"#slide[data-slide={kind}]")


def visit_all(page: Page, seminar: Afternoon) -> Iterator[str]:
    """Each slide there is, as it stands on the screen."""
    put(seminar, chosen=[{"room": room(seminar, at)} for at in (0, 1)])
    put(seminar, wheel="draw")
    last = read(seminar)
    put(seminar, slide="question")
    for at in range(len(last["slides"])):
        page.wait_for_selector(f".plenum-at:text('{at + 1} av')")
        yield str(last["slides"][at]["slide"])
        page.keyboard.press("ArrowRight")


def test_every_text_is_readable_from_the_back_row_and_fits(
    projector: Page, seminar: Afternoon
) -> None:
    for kind in visit_all(projector, seminar):
        for width, height in ((1280, 720), (1366, 768), (1920, 1080)):
            at_size(projector, width, height)
            assert min(projector.evaluate(SIZES)) >= 40 * width / 1920, (kind, width)
            beyond = projector.evaluate("document.documentElement.scrollHeight - innerHeight")
            assert beyond <= 0, (kind, width)


def test_every_slide_is_accessible_and_narrow_screens_lose_nothing(
    projector: Page, seminar: Afternoon
) -> None:
    for kind in visit_all(projector, seminar):
        assert violations_in_both_schemes(projector) == [], kind
        projector.set_viewport_size({"width": 320, "height": 640})
        assert projector.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, kind
        projector.set_viewport_size({"width": 1920, "height": 1080})


def test_the_grid_drives_the_projector_and_the_last_press_wins(
    projector: Page, seminar: Afternoon
) -> None:
    grid = projector.context.new_page()
    grid.goto(f"{seminar.server.url}/seminars/{seminar.id}/grid?room={room(seminar, 1)}")
    grid.locator(f"#project-text-{seminar.prompt()}").click()
    shows(projector, "text")
    expect(projector.locator("#slide")).to_contain_text("Vi begynner i mai.")

    projector.keyboard.press("Home")
    shows(projector, "question")
    grid.locator(f"#project-{seminar.prompt(1)}").click()
    projector.wait_for_selector(f"#slide[data-prompt='{seminar.prompt(1)}']")

    grid.locator("[data-beside-close]").click()
    grid.locator("#plenum-step-next").click()
    shows(projector, "rooms")
    grid.wait_for_selector("#grid-plenum b:has-text('Rom som er ferdige')")
    projector.reload()
    shows(projector, "rooms")


def test_a_page_that_breaks_off_is_looked_at_again(chromium: Browser, seminar: Afternoon) -> None:
    with net(seminar.server.url) as wire:
        page = chromium.new_page()
        page.goto(wire.url + one_time_link(seminar.server))
        page.locator("main form button").last.click()
        page.wait_for_url("**/seminars")
        address = f"/seminars/{seminar.id}/plenum"
        page.goto(wire.url + address)
        shows(page, "question")
        with page.expect_event("requestfailed"):
            wire.break_off(f"GET {address} ".encode())
            put(seminar, slide="rooms")
        shows(page, "rooms")
        page.close()


def test_keys_step_and_a_field_keeps_its_own(projector: Page, seminar: Afternoon) -> None:
    put(seminar, chosen=[{"room": room(seminar, 1)}])
    for key, kind in (
        ("ArrowRight", "rooms"),
        ("PageDown", "text"),
        ("ArrowRight", "wheel"),
        ("ArrowLeft", "text"),
        ("End", "wheel"),
        ("Home", "question"),
    ):
        projector.keyboard.press(key)
        shows(projector, kind)

    projector.locator("[popovertarget=plenum-choice]").click()
    box = projector.locator("#plenum-texts input[type=checkbox]").first
    box.focus()
    version = read(seminar)["version"]
    projector.keyboard.press("ArrowRight")
    projector.keyboard.press("Home")
    box.check()
    until(lambda: read(seminar)["version"] > version)
    assert (read(seminar)["version"], slide(read(seminar))["slide"]) == (version + 1, "question")
    assert len(read(seminar)["chosen"]) == 2


def test_two_quick_presses_are_two_steps(projector: Page, seminar: Afternoon) -> None:
    projector.keyboard.press("ArrowRight")
    projector.keyboard.press("ArrowRight")
    shows(projector, "wheel")


def test_a_press_in_the_moment_the_page_is_read_does_not_leave_it(
    projector: Page, seminar: Afternoon
) -> None:
    """Two presses at once: the second would be lost with the page that the first one left."""
    press = "() => document.getElementById('plenum-next').click()"
    projector.add_init_script(
        f"addEventListener('DOMContentLoaded', () => {{ ({press})(); ({press})(); }})"
    )
    projector.reload()
    shows(projector, "wheel")
    assert projector.evaluate("performance.getEntriesByType('navigation')[0].type") == "reload"


def test_coverage_and_rooms_fill_while_rooms_write(projector: Page, seminar: Afternoon) -> None:
    until(lambda: "2 av 3" in projector.locator(".plenum-coverage").inner_text())
    seminar.note("Vi vil ha faste møter.", room=2)
    until(lambda: "3 av 3" in projector.locator(".plenum-coverage").inner_text())

    put(seminar, slide="rooms")
    projector.wait_for_selector(".plenum-field [data-look=answered]")
    say(seminar, "done", 2)
    until(lambda: projector.locator(".plenum-field [data-look=done]").count() == 3)


def test_whoever_is_drawn_is_announced_and_stays_in_every_window(
    projector: Page, seminar: Afternoon
) -> None:
    projector.keyboard.press("End")
    shows(projector, "wheel")
    projector.locator("#plenum-draw").click()
    until(lambda: projector.locator("#plenum-said").inner_text().startswith("Rom "))
    drawn = projector.locator(".wheel-room").inner_text()

    other = projector.context.new_page()
    other.goto(projector.url)
    expect(other.locator(".wheel-room")).to_have_text(drawn)
    other.locator("#plenum-undo").click()
    until(lambda: "?" in projector.locator(".wheel-room").inner_text())


def test_the_hand_turns_where_motion_is_welcome(projector: Page, seminar: Afternoon) -> None:
    put(seminar, slide="wheel")
    shows(projector, "wheel")
    turning = "document.getAnimations().filter(({ effect }) => effect.target.matches('.wheel-hand')).length"
    begun: list[str] = []  # a turn may be over before anybody looks
    session = projector.context.new_cdp_session(projector)
    session.on("Animation.animationStarted", lambda event: begun.append(event["animation"]["type"]))
    session.send("Animation.enable")
    projector.emulate_media(reduced_motion="no-preference")
    put(seminar, wheel="draw")
    until(lambda: projector.locator("#plenum-said").inner_text().startswith("Rom "))
    assert "WebAnimation" in begun
    until(lambda: projector.evaluate(turning) == 0)
    begun.clear()

    projector.emulate_media(reduced_motion="reduce")
    drawn = put(seminar, wheel="draw")["speaks"]
    projector.wait_for_selector(f".wheel[data-now='{drawn}']")
    assert "WebAnimation" not in begun
