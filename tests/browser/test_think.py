"""What somebody thinks before the round is theirs until they put it in, and then it is in the answer."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import PHONE, Sit
from tests.browser.test_dragging import TALL, drag_second_note_onto
from tests.patience import until
from tests.server import Afternoon, Server, afternoon

pytestmark = pytest.mark.keeps_pages

PROGRAMME = [
    {
        "title": "Økt",
        "prompts": [
            {"text": "Hva nå?", "minutes": {"think": 2, "round": 5}},
            {"text": "Hvorfor?", "joined": True},
            {"text": "Hvem?", "minutes": {"talk": 5}},
        ],
    }
]


@pytest.fixture
def seminar(server: Server) -> Afternoon:
    return afternoon(server, dialogues=PROGRAMME)


def think(page: Page) -> None:
    page.locator(".prompt[data-active] .think > summary").click()


def test_a_thought_stays_on_the_device_until_it_is_put_in(sit: Sit, seminar: Afternoon) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    think(kari.page)
    field = kari.page.get_by_label("Bare på denne enheten").first
    field.fill("Mer tid\nFaste rom\nMer tid")
    kari.reload()
    think(kari.page)
    expect(field).to_have_value("Mer tid\nFaste rom\nMer tid")
    assert seminar.answer()["text"] == ""

    kari.page.get_by_role("button", name="Legg inn i svaret: Faste rom").click()
    until(lambda: "Faste rom" in ola.text())
    expect(field).to_have_value("Mer tid\nMer tid")
    assert "Mer tid" not in seminar.answer()["text"]

    kari.page.get_by_role("button", name="Legg alt inn i svaret").first.click()
    until(lambda: seminar.answer()["text"].splitlines() == ["Faste rom", "Mer tid", "Mer tid"])
    expect(field).to_have_value("")
    assert not ola.page.get_by_label("Bare på denne enheten").first.input_value()


def test_a_thought_that_is_put_in_without_net_goes_out_when_it_is_back(
    sit: Sit, seminar: Afternoon
) -> None:
    kari = sit("Kari", **PHONE)
    think(kari.page)
    kari.cut()
    kari.page.get_by_label("Bare på denne enheten").first.fill("Mer tid")
    kari.page.get_by_role("button", name="Legg alt inn i svaret").first.click()
    until(lambda: kari.page.locator(".send-waiting:visible").count())
    kari.join()
    until(lambda: seminar.answer()["text"] == "Mer tid")


def test_only_questions_that_one_thinks_of_have_a_place_for_it(sit: Sit) -> None:
    page = sit("Kari").page
    asked = page.locator(".prompt")
    for at, places in enumerate((1, 1, 0)):
        expect(asked.nth(at).locator(".think")).to_have_count(places)


def test_the_phases_and_the_private_field_are_whole_for_whoever_cannot_see(sit: Sit) -> None:
    page = sit("Kari", **PHONE).page
    page.locator("[data-phase-next]").click()
    until(lambda: "Tenk" in page.locator(".clock-phase:visible").inner_text())
    page.get_by_label("Bare på denne enheten").first.fill("Mer tid\nFaste rom")
    assert violations(page) == []
    page.locator(".step-open").click()
    page.locator(".strip-menu").click()
    until(lambda: page.locator("#clock-menu li").count() == 3)
    assert violations(page) == []


def test_the_place_to_think_is_open_while_the_room_thinks_and_widens_no_phone(sit: Sit) -> None:
    kari, ola = sit("Kari"), sit("Ola", **PHONE)
    kari.page.locator("[data-phase-go]").click()
    place = ola.page.locator(".prompt[data-active] .think")
    until(lambda: place.evaluate("(fold) => fold.open"))
    assert ola.page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]  # type: ignore[index]
    kari.page.get_by_label("Bare på denne enheten").first.fill("Mer tid")
    kari.page.locator("[data-phase-go]").click()
    until(lambda: not place.evaluate("(fold) => fold.open"))
    expect(kari.page.get_by_label("Bare på denne enheten").first).to_be_visible()


def test_on_a_small_phone_the_place_to_think_is_whole_on_the_first_screen(sit: Sit) -> None:
    ola = sit("Ola", **{**PHONE, "viewport": {"width": 360, "height": 640}}).page
    ola.locator("[data-phase-next]").tap()
    field = ola.get_by_label("Bare på denne enheten").first
    until(field.is_visible)
    sees = "(field) => [field.getBoundingClientRect().bottom, document.querySelector('.bar').getBoundingClientRect().top]"
    below, bar = field.evaluate(sees)
    assert below < bar
    assert ola.evaluate("scrollY") == 0


def test_what_is_dragged_into_a_forms_field_is_copied_and_each_field_takes_back_its_own(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari", **TALL)
    think(kari.page)
    form = kari.page.get_by_label("Bare på denne enheten").first
    kari.go()
    drag_second_note_onto(kari, form)
    until(lambda: form.input_value() == "Flytt meg")
    until(lambda: seminar.answer()["text"] == "Hold fast\nFlytt meg")

    kari.press("Control+z")
    until(lambda: form.input_value() == "")
    kari.press("Control+z", "Control+z")  # nothing is left to take back there
    assert kari.text() == "Hold fast\nFlytt meg"
    kari.press("Control+Shift+z")
    until(lambda: form.input_value() == "Flytt meg")
    kari.go()
    kari.type("!")
    until(lambda: seminar.answer()["text"] == "Hold fast\nFlytt meg!")
    kari.press("Control+z")
    until(lambda: "!" not in kari.text())
    assert form.input_value() == "Flytt meg"
    assert kari.errors == []
