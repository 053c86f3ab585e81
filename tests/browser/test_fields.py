"""What is missing or wrong in a form is said beside its field, in the language of the page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.leading import facilitator_link
from tests.server import Afternoon


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    opened = chromium.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    yield opened.new_page()
    opened.close()


def described(page: Page, field: str) -> str:
    """What a screen reader reads after the field's name."""
    return str(
        page.locator(field).evaluate(
            "(field) => field.getAttribute('aria-describedby').split(' ')"
            ".map((id) => document.getElementById(id)?.textContent.trim()).join(' ')"
        )
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [("nb", "Skriv noe her."), ("nn", "Skriv noko her."), ("en", "Write something here.")],
)
def test_an_empty_code_is_told_in_the_language_of_the_page(
    page: Page, seminar: Afternoon, language: str, said: str
) -> None:
    page.goto(seminar.server.url + "/")
    page.locator("[popovertarget=display]").click()
    page.locator(f"[name=language][value={language}]").click()
    page.wait_for_selector(f"html[lang={language}]")
    page.locator("main button[type=submit]").click()

    expect(page.locator("#code")).to_be_focused()
    assert described(page, "#code").endswith(said)
    expect(page.locator("#code")).to_have_attribute("aria-invalid", "true")
    page.keyboard.type("ABC")
    expect(page.locator("#code-error")).to_have_count(0)


def test_an_empty_code_is_told_without_scripts_too(chromium: Browser, seminar: Afternoon) -> None:
    opened = chromium.new_context(locale="nb", java_script_enabled=False)
    page = opened.new_page()
    page.goto(seminar.server.url + "/")
    page.locator("main button[type=submit]").click()

    expect(page.locator("#code-error")).to_have_text("Skriv noe her.")
    expect(page.locator("#code")).to_have_attribute("aria-invalid", "true")
    opened.close()


def led(page: Page, seminar: Afternoon) -> None:
    page.goto(seminar.server.url + facilitator_link(seminar.server, seminar.id))
    page.locator("main button").click()
    page.wait_for_url("**/seminars/**")


def test_a_time_of_day_that_is_none_is_told_where_it_is_written(
    page: Page, seminar: Afternoon
) -> None:
    led(page, seminar)
    page.goto(f"{seminar.server.url}/seminars/{seminar.id}/grid")
    page.locator(".grid-stage").first.click()
    page.locator(".menu:popover-open button[popovertarget^=close]").click()
    page.locator("[name=own]").first.fill("25.99")
    page.locator(".menu:popover-open .menu-form button").click()

    said = page.locator(".menu:popover-open .ds-validation-message")
    expect(said).to_have_text(
        "Skriv et klokkeslett som 14.20, eller dato og klokkeslett som 4.12. 14.20."
    )
    expect(page.locator("[name=own]").first).to_be_focused()
    expect(page.locator(".grid-stage [data-stage=open]")).to_have_count(1)


def test_an_empty_message_is_sent_to_nobody(page: Page, seminar: Afternoon) -> None:
    led(page, seminar)
    page.goto(f"{seminar.server.url}/seminars/{seminar.id}/grid")
    page.locator(".grid-acts > [popovertarget=tell-menu]").click()
    page.locator("#tell-menu .menu-form button").click()

    expect(page.locator("#tell-all-error")).to_have_text("Skriv noe her.")
    expect(page.locator("#tell-all")).to_be_focused()
    expect(page.locator("#tell-menu")).to_be_visible()


def test_a_count_of_rooms_that_cannot_be_is_told_and_the_page_stands(
    page: Page, seminar: Afternoon
) -> None:
    led(page, seminar)
    page.goto(f"{seminar.server.url}/seminars/{seminar.id}/rooms")
    page.locator("#count").fill("9000")
    page.locator(".make-rooms button").click()

    expect(page.locator("#count-error")).to_have_text("Skriv et helt tall fra 1 til 500.")
    # What slips past the page's own check is refused in passing, and leaves the list where it was.
    page.locator(".make-rooms").evaluate("(form) => form.removeAttribute('data-checks')")
    page.locator(".make-rooms button").click()
    expect(page.locator(".toast")).to_contain_text("Nothing was changed")
    expect(page.locator(".rooms-table")).to_be_visible()
