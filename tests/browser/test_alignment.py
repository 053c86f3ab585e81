"""One left edge, one right edge, and nothing that hangs out of the window."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.leading import facilitator_link, one_time_link
from tests.server import Afternoon

PAGES = [
    "/seminars",
    "/seminars/new",
    "/seminars/{id}/settings",
    "/seminars/{id}/export",
    "/seminars/{id}/delete",
    "/read/{id}",
    "/privacy",
]
LEFT = "(node) => { const range = document.createRange(); range.selectNodeContents(node);"
LEFT += " return range.getBoundingClientRect().left }"
WIDTHS = [320, 768, 1440]


@pytest.fixture
def page(chromium: Browser, seminar: Afternoon) -> Iterator[Page]:
    opened = chromium.new_context(locale="nb")
    leading = opened.new_page()
    leading.goto(seminar.server.url + one_time_link(seminar.server))
    leading.locator("main button").click()
    leading.wait_for_url("**/seminars")
    yield leading
    opened.close()


def widths(page: Page) -> Iterator[int]:
    """The page that is open, in each of the widths."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        yield width


def left(page: Page, selector: str) -> float:
    return float(page.locator(selector).first.evaluate(LEFT))


def test_head_text_and_foot_of_a_page_begin_at_the_same_place(
    page: Page, seminar: Afternoon
) -> None:
    askew = {}
    for path in PAGES:
        page.goto(seminar.server.url + path.format(id=seminar.id))
        first = "main h1" if "/settings" not in path and "/export" not in path else ".foot > p"
        for width in widths(page):
            edges = {round(left(page, each)) for each in (".brand", first, ".foot > p")}
            if max(edges) - min(edges) > 1:
                askew[path, width] = edges

    assert askew == {}


def test_head_and_foot_begin_with_the_page_beside_a_scroll_bar_too(
    page: Page, seminar: Afternoon
) -> None:
    """These browsers hide their scroll bars; elsewhere one takes 15 px from every page that is long."""
    page.set_viewport_size({"width": 1440, "height": 800})
    for path in ("/read/{id}", "/privacy"):
        page.goto(seminar.server.url + path.format(id=seminar.id))
        page.evaluate("document.body.style.inlineSize = 'calc(100% - 15px)'")
        edges = {left(page, each) for each in (".brand", "main h1", ".foot > p")}
        assert max(edges) - min(edges) <= 1, path


def test_what_stands_under_each_other_begins_at_the_same_place(
    page: Page, seminar: Afternoon
) -> None:
    """A button without an edge, a table's first column, a form's legend."""
    under = {
        "/seminars": ("h1", ".listing-link > b", ".leave-device .ds-button > span"),
        "/seminars/new": ("h1", ".ds-label", ".choices > legend"),
        "/seminars/{id}/export": ("h1", "#answered", "tbody td", ".listing-link > b"),
        "/seminars/{id}/settings": ("h1", ".ds-label", ".apart h2"),
    }
    askew = {}
    for path, selectors in under.items():
        page.goto(seminar.server.url + path.format(id=seminar.id))
        for width in widths(page):
            edges = {each: round(left(page, f"main {each}")) for each in selectors}
            if max(edges.values()) - min(edges.values()) > 1:
                askew[path, width] = edges

    assert askew == {}


def test_every_menu_opens_within_the_window(page: Page, seminar: Afternoon) -> None:
    outside = {}
    for path in ("/seminars", f"/seminars/{seminar.id}/grid", f"/seminars/{seminar.id}/plenum"):
        page.goto(seminar.server.url + path)
        for width in widths(page):
            for opener in page.locator("[popovertarget]:visible").all():
                menu = page.locator("#" + str(opener.get_attribute("popovertarget")))
                opener.click()
                menu.wait_for(state="visible")
                box = menu.bounding_box()
                assert box
                gap = min(box["x"], page.evaluate("innerWidth") - box["x"] - box["width"])
                if gap < 8 or box["y"] < 0:
                    outside[path, width, menu.get_attribute("id")] = box
                menu.evaluate("(menu) => menu.hidePopover()")

    assert outside == {}


def test_the_head_of_a_facilitator_holds_a_long_title_and_all_ways(
    chromium: Browser, seminar: Afternoon
) -> None:
    """Without the way to all seminars the title is the first of them, and gives way all the same."""
    seminar.organiser.patch(
        f"/api/v1/seminars/{seminar.id}", json={"title": "Kulturskolen i kommunen og i bygda"}
    ).raise_for_status()
    context = chromium.new_context(locale="nb")
    leading = context.new_page()
    leading.goto(seminar.server.url + facilitator_link(seminar.server, seminar.id))
    leading.locator("main form button").last.click()
    leading.wait_for_url("**/seminars/**")
    wide = {}
    for width in (320, 480, 768, 800, 1100):
        leading.set_viewport_size({"width": width, "height": 800})
        for path in ("harvest", "quality"):
            leading.goto(f"{seminar.server.url}/seminars/{seminar.id}/{path}")
            beyond = leading.evaluate("document.documentElement.scrollWidth - innerWidth")
            if beyond > 0:
                wide[f"{path} {width}"] = beyond
    context.close()

    assert wide == {}
