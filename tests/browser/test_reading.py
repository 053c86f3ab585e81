"""The book in a window: what is found and kept stands beside the text and not in its way."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import PHONE
from tests.browser.test_offline import KEPT
from tests.net import net
from tests.patience import until
from tests.server import Afternoon


@pytest.mark.parametrize(
    ("window", "beside"),
    [({"viewport": {"width": 1440, "height": 900}}, True), (PHONE, False)],
    ids=["laptop", "phone"],
)
def test_bookmarks_have_the_right_margin_of_a_wide_window(
    chromium: Browser, seminar: Afternoon, window: dict[str, object], beside: bool
) -> None:
    seminar.note("Vi begynner i mai.")
    seminar.stage("reading")
    opened = chromium.new_context(**window, locale="nb")  # type: ignore[arg-type]
    page = opened.new_page()
    page.goto(seminar.server.url + f"/read/{seminar.id}")
    marks = page.locator(".reading-marks")
    page.wait_for_selector(".reading-marks:not([hidden])", state="attached")
    assert marks.is_visible() == beside  # without any, it says how one is made, where there is room

    page.locator("[data-bookmark]").first.click()
    page.wait_for_selector(".marks > li")
    text, box = page.locator(".reading-text").bounding_box(), marks.bounding_box()
    assert text
    assert box
    assert (box["x"] >= text["x"] + text["width"]) == beside
    assert not page.locator(".marks-none").is_visible()
    opened.close()


@pytest.mark.parametrize(
    "window", [{"viewport": {"width": 1440, "height": 900}}, PHONE], ids=["laptop", "phone"]
)
def test_a_book_is_read_as_large_as_one_likes_side_by_side_and_without_net(
    chromium: Browser, seminar: Afternoon, window: dict[str, object]
) -> None:
    seminar.note("Vi begynner i mai.")
    seminar.note("Vi begynner i juni.", 1)
    seminar.stage("reading")
    path = f"/read/{seminar.id}/rooms/1?beside=2"
    with net(seminar.server.url) as wire:
        opened = chromium.new_context(**window, locale="nb")  # type: ignore[arg-type]
        page = opened.new_page()
        page.goto(wire.url + path)
        page.wait_for_selector(".text-sizes:not([hidden])")
        one, other = (each.bounding_box() for each in page.locator(".pair .notes-text").all())
        assert one
        assert other
        assert (one["y"] == other["y"]) == (window is not PHONE)
        page.locator("[data-size=larger]").click()
        grown = page.locator(".pair .notes-text").first.bounding_box()
        assert grown
        assert grown["height"] > one["height"] * 1.3
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert violations(page) == []

        until(
            lambda: (
                path in page.evaluate(KEPT.replace("pathname)", "pathname + new URL(url).search)"))
            )
        )
        page.close()
        wire.cut()
        again = opened.new_page()
        again.goto(wire.url + path)
        expect(again.locator(".reading-copy")).to_be_visible()
        expect(again.locator(".reading-text")).to_contain_text("Vi begynner i juni.")
        expect(again.locator("[data-size=larger][aria-pressed=true]")).to_have_count(1)
        again.goto(wire.url + f"/read/{seminar.id}/rooms/3")
        expect(again.locator("[data-kept-books]")).to_contain_text("Rom 1 · Rom 2")
        opened.close()
