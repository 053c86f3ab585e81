"""In a window where no script runs: what is pressed is done, told with its way back, and leads to the
page as it was looked at; whoever came in can go out again, from the room and the device."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import at_size
from tests.leading import one_time_link
from tests.server import Afternoon


@pytest.fixture
def page(chromium: Browser, seminar: Afternoon) -> Page:
    """In the first room, which it chose by the code."""
    page = chromium.new_context(locale="nb", java_script_enabled=False).new_page()
    page.goto(seminar.seminar["join_url"])
    page.locator(".lobby-room").first.click()
    page.get_by_role("button", name="Gå inn i rommet").click()
    page.wait_for_url("**/rooms/*")
    return page


def press(page: Page, act: str) -> None:
    page.locator("[popovertarget=more]").first.click()
    button = page.locator("#more button:visible", has_text=act)
    expect(button).to_have_count(1)
    button.click()


def test_one_leaves_the_room(page: Page, seminar: Afternoon) -> None:
    press(page, "Forlat rommet")
    page.wait_for_url("**/j/*")
    page.goto(seminar.server.url + "/")
    expect(page.get_by_text("Rommene dine")).to_have_count(0)


@pytest.mark.parametrize("where", ["room", "front"])
def test_one_leaves_the_device(page: Page, seminar: Afternoon, where: str) -> None:
    if where == "room":
        press(page, "Forlat denne enheten")
    else:
        page.goto(seminar.server.url + "/")
        page.locator("main button:visible", has_text="Forlat denne enheten").click()
    page.wait_for_url("**/?left")
    assert not [each for each in page.context.cookies() if "samtavle" in each.get("name", "")]


def test_help_is_called_and_called_off(page: Page) -> None:
    page.locator("#help-call").click()
    expect(page.locator("#help")).to_have_attribute("data-help", "called")
    expect(page.locator("#toasts")).to_contain_text("Hjelp er kalt.")
    page.locator("#help-call").click()
    page.locator("#help-end").click()
    expect(page.locator("#help")).to_have_attribute("data-help", "still")


def test_a_duty_is_taken_and_given_back(page: Page) -> None:
    page.get_by_role("button", name="Ta Referent").click()
    expect(page.locator(".person[data-seat]", has_text="Referent")).to_have_count(1)
    page.locator("#toasts").get_by_role("button", name="Angre").click()
    expect(page.locator(".person[data-seat]", has_text="Referent")).to_have_count(0)
    expect(page.locator("#toasts")).to_contain_text("Angret.")
    page.reload()
    expect(page.locator("#toasts")).to_be_empty()


def test_duties_are_drawn_and_drawn_anew(page: Page) -> None:
    for _ in range(2):
        page.locator("#draw-duties").click()
        expect(page.locator("#draw-duties")).to_contain_text("på nytt")


@pytest.mark.parametrize("width", [1280, 320])
def test_a_second_question_is_opened_answered_and_still_open(
    page: Page, seminar: Afternoon, width: int
) -> None:
    at_size(page, width, 740)
    page.locator(".part" if width == 320 else ".prompt-open").nth(1).click()
    second = page.locator(".prompt").nth(1)
    expect(second).to_have_attribute("data-active", "")
    second.locator("[data-done]").click()
    expect(second.locator(".state").first).to_have_attribute("data-state", "done")
    expect(second).to_have_attribute("data-active", "")
    assert [seminar.answer(0, at)["state"] for at in (0, 1)] == ["empty", "done"]
    second.get_by_role("button", name="Ta tilbake og skriv videre").click()
    expect(second.locator(".state").first).to_have_attribute("data-state", "empty")


def test_a_note_is_sent_to_the_question_and_from_a_member(page: Page, seminar: Afternoon) -> None:
    expect(page.locator("noscript p:visible")).to_have_count(1)
    page.locator(".send-note > summary:visible").click()
    page.locator(".send [name=note]:visible").fill("Vi begynner i mai.")
    page.locator(".send [name=member]:visible").select_option(index=1)
    page.locator(".send:visible").get_by_role("button", name="Send").click()
    expect(page.locator(".notes-text").first).to_contain_text("Vi begynner i mai.")
    (note,) = seminar.answer()["notes"]
    assert note["text"] == "Vi begynner i mai."
    assert note["member"] == seminar.board()["room"]["members"][0]


def test_an_action_is_sent_with_the_words_of_its_fields(page: Page, seminar: Afternoon) -> None:
    seminar.stage("open", 1)
    page.goto(f"{page.url.partition('?')[0]}?dialogue={seminar.dialogue(1)}")
    page.locator(".send-note > summary:visible").click()
    page.locator(".send [name=Hva]:visible").fill("Kor")
    page.locator(".send [name=Hvem]:visible").fill("Fjellvik")
    page.locator(".send:visible").get_by_role("button", name="Send").click()
    expect(page.locator(".prompt[data-active]")).to_contain_text("Hva: Kor; Hvem: Fjellvik")


def test_own_name_is_changed(page: Page) -> None:
    press(page, "Endre navnet mitt")
    page.locator("#own-name [name=nickname]").fill("Kari")
    page.locator("#own-name [type=submit]").click()
    expect(page.locator(".person-name")).to_have_text("Kari")


def test_a_round_of_typed_names_goes_on_and_the_phase_too(page: Page) -> None:
    page.locator(".strip-menu").click()
    page.locator("#clock-menu [commandfor=round-names]").click()
    page.locator("#round-names [name=names]").fill("Kari, Ola")
    page.locator("#round-names [type=submit]").click()
    expect(page.locator("[aria-current=step] .round-name")).to_have_text("Kari")
    page.locator("#round-next").click()
    expect(page.locator("[aria-current=step] .round-name")).to_have_text("Ola")
    page.locator("#word-0").click()
    expect(page.locator("[aria-current=step] .round-name")).to_have_text("Kari")
    page.locator("[data-phase-go]").click()
    expect(page.locator(".clock-phase")).to_contain_text("Samtale")


@pytest.fixture
def leading(chromium: Browser, seminar: Afternoon) -> Page:
    page = chromium.new_context(locale="nb", java_script_enabled=False).new_page()
    page.goto(seminar.server.url + one_time_link(seminar.server))
    page.locator("main form button").last.click()
    page.wait_for_url(re.compile(r"/(seminars)?$"))
    return page


def test_the_next_step_is_taken_told_and_taken_back(leading: Page, seminar: Afternoon) -> None:
    room = seminar.rooms[0]["id"]
    leading.goto(f"{seminar.server.url}/seminars/{seminar.id}/grid?room={room}")
    step = leading.locator("#next-step")
    said = step.text_content()
    step.click()
    expect(step).not_to_have_text(said or "")
    assert leading.url.endswith(f"/grid?room={room}")
    leading.locator("#toasts").get_by_role("button", name="Angre").click()
    expect(step).to_have_text(said or "")
    expect(leading.locator("#toasts")).to_contain_text("Angret.")


def test_the_grid_sets_stages_clock_and_slides(leading: Page, seminar: Afternoon) -> None:
    leading.goto(f"{seminar.server.url}/seminars/{seminar.id}/grid")
    leading.locator(".grid-stage").nth(1).click()
    leading.locator(".menu:popover-open").get_by_role("button", name="Åpne for skriving").click()
    expect(leading.locator(".grid-stage [data-stage=open]")).to_have_count(2)
    leading.locator("[popovertarget=clock-menu]").click()
    leading.locator("#clock-menu .menu-item").first.click()
    leading.locator("#clock-stop").click()
    expect(leading.locator("#clock-stop")).to_have_count(0)
    slide = leading.locator("#grid-plenum p > b")
    said = slide.text_content()
    leading.locator("#plenum-step-next").click()
    expect(slide).not_to_have_text(said or "")


def test_the_programme_is_put_in_order(leading: Page, seminar: Afternoon) -> None:
    leading.goto(f"{seminar.server.url}/seminars/{seminar.id}/programme")
    names = leading.locator(".programme-dialogue").first.locator(".programme-prompt > a")
    before = names.all_text_contents()
    leading.get_by_role("button", name=f"Flytt {before[0]} ned").click()
    expect(names).to_have_text([before[1], before[0], *before[2:]])
    expect(leading.locator(".setup-bar")).to_contain_text("Spørsmålet er flyttet.")
    leading.get_by_role("button", name=f"Fjern {before[0]}").click()
    expect(names).to_have_text([before[1], *before[2:]])
    leading.locator(".setup-bar").get_by_role("button", name="Angre").click()
    expect(names).to_have_text([before[1], before[0], *before[2:]])


def test_what_cannot_be_removed_is_told_on_the_page(leading: Page, seminar: Afternoon) -> None:
    seminar.note("Vi begynner i mai.")
    leading.goto(f"{seminar.server.url}/seminars/{seminar.id}/programme")
    leading.get_by_role("button", name="Fjern Hva er relevant?").click()
    expect(leading.locator("h1")).to_have_text("Program")
    expect(leading.locator(".programme .banner")).to_be_visible()


@pytest.mark.parametrize("whose", ["room", "facilitator"])
def test_a_link_is_renewed(leading: Page, seminar: Afternoon, whose: str) -> None:
    at = f"rooms/{seminar.rooms[0]['id']}" if whose == "room" else "settings"
    leading.goto(f"{seminar.server.url}/seminars/{seminar.id}/{at}")
    before = leading.locator(".address code").text_content()
    leading.get_by_role("button", name="Lag ny lenke").click()
    expect(leading.locator(".address code")).not_to_have_text(before or "")
    expect(leading.locator(".setup-bar")).to_contain_text("ny lenke")


def test_a_note_is_taken_out_of_its_theme_where_it_stands(
    leading: Page, seminar: Afternoon
) -> None:
    seminar.note("Vi begynner i mai.")
    seminar.stage("closed")
    at = f"/api/v1/seminars/{seminar.id}/themes"
    theme = seminar.organiser.post(at, json={"title": "Sang", "prompt": seminar.prompt()}).json()
    quote = {"answer": seminar.answer()["id"], "note": seminar.answer()["notes"][0]["id"]}
    seminar.organiser.post(f"{at}/{theme['id']}/quotes", json={"quotes": [quote]})
    leading.goto(f"{seminar.server.url}/seminars/{seminar.id}/harvest/{seminar.prompt()}")
    leading.get_by_role("button", name="Ta ut av Sang").click()
    expect(leading.locator(".harvest-note")).to_have_count(1)
    expect(leading.locator(".harvest-chips")).to_have_count(0)
