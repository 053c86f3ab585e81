"""Nudges on real screens: only the holder's, in no text's way, and gone for good with one press."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import PHONE, Sit
from tests.browser.writer import Writer
from tests.patience import until
from tests.server import Afternoon, Server, afternoon

PROGRAMME = [
    {
        "title": "Økt",
        "prompts": [
            {"text": "Hva er viktig hos dere?", "minutes": {"round": 6, "talk": 6}},
            {"text": "Hvem tar det videre?", "minutes": {"talk": 6}},
        ],
    }
]


@pytest.fixture
def seminar(server: Server) -> Afternoon:
    return afternoon(server, dialogues=PROGRAMME)


def take(writer: Writer, duty: str) -> None:
    page = writer.page
    if page.locator(".people-open").is_visible():
        page.click(".people-open")
    page.get_by_role("button", name=f"Ta {duty}").click()
    until(lambda: page.locator(f'[data-own-duty]:has-text("{duty}")').count())
    page.keyboard.press("Escape")


def nudge(page: Page) -> Any:
    return page.locator(".nudge:visible")


def test_a_nudge_comes_to_its_holder_alone_and_goes_with_one_press(
    sit: Sit, seminar: Afternoon
) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    take(kari, "Tidsvakt")
    kari.page.locator("[data-phase-go]").click()
    until(lambda: kari.page.locator(".clock-phase:visible").count())
    assert nudge(kari.page).count() == 0

    kari.go()
    kari.type("Vi vil ha flere ")
    before = kari.page.locator(".notes-text:focus").bounding_box()
    seminar.server.clock.forward(minutes=4.5)
    ola.page.locator("#round-next").click()  # something happens in the room
    until(lambda: "To minutter igjen av denne fasen" in nudge(kari.page).inner_text())
    assert nudge(ola.page).count() == 0
    assert kari.page.locator(".notes-text:focus").bounding_box() == before
    kari.type("lærlinger")
    until(lambda: seminar.answer()["text"] == "Vi vil ha flere lærlinger")
    assert violations(kari.page) == []

    nudge(kari.page).get_by_role("button", name="OK").click()
    expect(nudge(kari.page)).to_have_count(0)
    kari.reload()
    kari.page.wait_for_load_state("networkidle")
    assert nudge(kari.page).count() == 0


def test_the_question_grows_on_all_screens_and_is_never_over_ones_own_caret(
    sit: Sit, seminar: Afternoon
) -> None:
    kari, ola = sit("Kari"), sit("Ola", **PHONE)
    take(kari, "Viddevakt")
    until(lambda: ola.page.locator(".prompt[data-active] [data-lights]").is_hidden())
    kari.go()
    kari.type("Vi vil ha flere")
    kari.page.locator(".prompt[data-active] [data-lights]").click()
    for writer in (kari, ola):
        writer.page.locator(".focus:visible").wait_for()
        expect(writer.page.locator(".focus")).to_contain_text("Hva er viktig hos dere?")
    caret = kari.page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().toJSON()")
    light = kari.page.locator(".focus").bounding_box()
    assert light
    assert not light["y"] < caret["bottom"] < light["y"] + light["height"]


def test_the_pen_is_handed_over_in_the_middle_of_a_word(sit: Sit, seminar: Afternoon) -> None:
    kari, ola = sit("Kari", **PHONE), sit("Ola")
    take(kari, "Referent")
    kari.go()
    kari.type("Vi vil ha flere lær")
    kari.page.click(".people-open")
    kari.page.get_by_role("button", name="La en annen skrive").click()
    kari.page.get_by_role("group", name="Til hvem?").wait_for()
    kari.page.get_by_role("group", name="Til hvem?").get_by_role("button", name="Ola").click()
    until(lambda: "Referent" in ola.page.locator("[data-own-duty]").inner_text())
    until(lambda: "lær" in ola.text())
    ola.go()
    ola.type("linger")
    until(lambda: seminar.answer()["text"] == "Vi vil ha flere lærlinger")


def test_duties_change_hands_with_one_tap_on_a_button_that_says_so(
    sit: Sit, seminar: Afternoon
) -> None:
    kari, ola, per = sit("Kari"), sit("Ola", **PHONE), sit("Per")
    take(kari, "Referent")
    take(ola, "Ordstyrer")
    beside_kari = ".person:has-text('Kari') .duty-swap"
    until(lambda: per.page.locator(beside_kari).inner_text().startswith("Ta over"))
    ola.page.click(".people-open")
    until(lambda: ola.page.locator(beside_kari).inner_text().startswith("Bytt"))

    ola.page.locator(beside_kari).click()

    until(lambda: "Referent" in ola.page.locator(".people-open").inner_text())
    until(lambda: "Ordstyrer" in kari.page.locator("[data-own-duty]").inner_text())


def test_a_duty_of_somebody_who_is_away_is_taken_over_with_one_tap(
    sit: Sit, seminar: Afternoon
) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    take(kari, "Referent")
    take(ola, "Ordstyrer")
    kari.page.close()
    swap = ola.page.locator(".person:not([data-here]) .duty-swap")
    until(lambda: swap.count() and "Ta over" in swap.inner_text())
    swap.click()
    until(lambda: ola.page.locator(".person[data-own] [data-duty]").count() == 2)
