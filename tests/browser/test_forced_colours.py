"""Where the system chooses the colours, what is chosen and what is unread can still be told."""

import pytest
from playwright.sync_api import Browser, Page

from tests.leading import one_time_link
from tests.server import Afternoon

# Without the alpha: what the system takes a colour from keeps its own.
GROUND = """(node, pseudo) =>
    getComputedStyle(node, pseudo).backgroundColor.match(/\\d+/g).slice(0, 3).join()"""
GROUNDS = f"(links) => links.map((each) => [each.hasAttribute('aria-current'), ({GROUND})(each)])"


def led(chromium: Browser, seminar: Afternoon, path: str) -> Page:
    page = chromium.new_context(forced_colors="active", locale="nb").new_page()
    page.goto(seminar.server.url + one_time_link(seminar.server))
    page.locator("main form button").last.click()
    page.wait_for_url("**/seminars")
    page.goto(seminar.server.url + path)
    return page


@pytest.mark.parametrize(
    ("path", "links"),
    [
        ("/seminars/{seminar}/programme", ".steps a"),
        ("/read/{seminar}", ".contents-list a"),
        ("/rooms/{room}/history/{answer}?version=1", ".moments a"),
        ("/seminars/{seminar}/plenum", ".plenum-questions button"),
    ],
)
def test_the_chosen_one_of_several_is_filled(
    chromium: Browser, seminar: Afternoon, path: str, links: str
) -> None:
    seminar.note("Vi begynner i mai.")
    seminar.seats[0].put(f"/api/v1/answers/{seminar.answer()['id']}", json={"state": "done"})
    ids = {"seminar": seminar.id, "room": seminar.rooms[0]["id"], "answer": seminar.answer()["id"]}
    page = led(chromium, seminar, path.format(**ids))
    page.wait_for_selector(links, state="attached")
    found = page.locator(links).evaluate_all(GROUNDS)
    paper = page.locator("body").evaluate(GROUND)

    chosen = [ground for current, ground in found if current]
    assert len(chosen) == 1
    assert chosen[0] not in [paper, *(ground for current, ground in found if not current)]
    page.context.close()


def test_what_is_unread_has_a_dot_and_the_dot_a_legend(
    chromium: Browser, seminar: Afternoon
) -> None:
    seminar.note("Vi begynner i mai.")
    page = led(chromium, seminar, f"/read/{seminar.id}")
    page.wait_for_selector(".contribution[data-unread]")
    ground = page.locator("body").evaluate(GROUND)
    dot = page.locator(".contribution[data-unread] h3").first.evaluate(GROUND, "::before")

    assert dot != ground
    assert page.locator(".unread-legend > i").evaluate(GROUND) == dot
    page.context.close()
