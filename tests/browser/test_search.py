"""Searching in a window: while one types, by keyboard, on a phone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.accessibility import violations_in_both_schemes
from tests.browser.conftest import PHONE
from tests.server import Afternoon

Opened = Callable[..., Page]
NOTES = (
    "Vi treng ein oppvekst plan som held",
    "Oppvekstplanen gjelder alle barn",
    "Barna i Danmark har det godt",
    "En bar i kulturhuset",
    "Kulturskulane samarbeider med skolen",
)


@pytest.fixture
def opened(chromium: Browser, seminar: Afternoon) -> Iterator[Opened]:
    """The reading pages of a seminar with some notes, in a window."""
    for at, note in enumerate(NOTES):
        seminar.note(note, at % 3)
    seminar.stage("reading")

    @contextmanager
    def window(address: str = "", **wish: object) -> Iterator[Page]:
        context = chromium.new_context(locale="nb-NO", **wish)  # type: ignore[arg-type]
        try:
            page = context.new_page()
            page.goto(f"{seminar.server.url}/read/{seminar.id}{address}")
            yield page
        finally:
            context.close()

    return window  # type: ignore[return-value]


def marked(page: Page) -> Locator:
    return page.locator(".found mark")


def test_what_is_typed_shows_what_it_would_find_and_an_empty_field_brings_the_text_back(
    opened: Opened,
) -> None:
    with opened() as page:
        before = page.locator(".reading-text").inner_text()
        page.get_by_role("searchbox").focus()
        page.keyboard.type("bar")
        expect(page.locator(".found > li")).to_have_count(3)

        expect(marked(page).first).to_have_text("bar")
        expect(page.locator(".found-why")).to_have_text(
            ["Som du skrev det", "Begynner slik", "Begynner slik"]
        )
        expect(page.get_by_role("status").first).to_contain_text("3 steder i 3 rom")
        assert page.evaluate("document.activeElement.name") == "q"
        assert violations_in_both_schemes(page) == []

        for _ in "bar":
            page.keyboard.press("Backspace")
        expect(page.locator(".found")).to_have_count(0)
        expect(page.locator(".reading-text")).to_have_text(before, use_inner_text=True)


def test_enter_searches_for_the_word_alone_and_no_beginning(opened: Opened) -> None:
    with opened() as page:
        page.get_by_role("searchbox").fill("bar")
        page.keyboard.press("Enter")
        page.wait_for_url("**?q=bar")

        expect(marked(page)).to_have_text(["bar"])
        expect(page.locator(".found-why")).to_have_text(["Som du skrev det"])


def test_what_was_found_fits_a_phone_and_can_be_read_by_everybody(opened: Opened) -> None:
    with opened("?q=oppvekstplan", **PHONE) as page:
        expect(marked(page)).to_have_text(["oppvekst plan", "Oppvekstplanen"])
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert violations_in_both_schemes(page) == []
