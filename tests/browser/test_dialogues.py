"""Two dialogues of a room in real windows: how the second is told of, and where one begins in it."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Sit
from tests.browser.writer import Writer
from tests.patience import until
from tests.server import Afternoon

OPEN = ".board-main:not([hidden]) .prompt[data-active]"
WRITTEN_IN = "document.activeElement.closest('.answer')?.dataset.member"


def members(seminar: Afternoon) -> dict[str, str]:
    return {each["name"]: each["id"] for each in seminar.rooms[0]["members"]}


def sit_for(sit: Sit, seminar: Afternoon, member: str, **window: object) -> Writer:
    """Somebody who has said that they come from there."""
    writer = sit("Berit", **window)
    writer.choose("Endre navnet mitt")
    writer.page.locator("#own-name select").select_option(members(seminar)[member])
    writer.page.locator("#own-name [type=submit]").click()
    until(lambda: member in writer.page.locator(".person[data-own]").inner_text())
    writer.reload()
    return writer


def tabs(page: Page) -> list[str]:
    return [each.strip() for each in page.locator("#dialogues a").all_inner_texts()]


def test_a_dialogue_that_opens_is_told_in_a_line_that_stays_and_in_no_toast(
    sit: Sit, seminar: Afternoon
) -> None:
    windows = [sit("Kari"), sit("Ola", **PHONE)]
    windows[0].type("Midt i en setning")
    seminar.stage("open", dialogue=1)
    for window in windows:
        line = window.page.locator(".stage-notice:visible")
        until(lambda line=line: "Dialog 2 er åpen" in line.inner_text())  # type: ignore[misc]
        until(lambda window=window: len(tabs(window.page)) == 2)  # type: ignore[misc]
        assert window.said == ""
        box = line.bounding_box()
        assert box
        assert 0 < box["y"] < (window.page.viewport_size or {"height": 0})["height"]
    windows[0].reload()
    field = windows[0].page.locator(f"{OPEN} .notes-text").first
    expect(field).to_contain_text("Midt i en setning")
    narrow = windows[0].page  # a long name is cut before the head takes a second line
    narrow.set_viewport_size({"width": 1100, "height": 800})
    narrow.evaluate(
        "document.querySelector('.board-room > span').textContent += ', Granli'.repeat(9)"
    )
    tools = narrow.locator(".board-tools").bounding_box()
    assert tools
    assert tools["y"] < 20


def test_the_way_onwards_stays_in_sight_when_a_dialogue_closes_under_who_writes_far_down(
    sit: Sit, seminar: Afternoon
) -> None:
    kari = sit("Kari", viewport={"width": 1280, "height": 720})
    kari.go()
    for at in range(30):
        kari.type(f"Linje {at}")
        kari.press("Enter")
    seminar.stage("open", dialogue=1)
    seminar.stage("closed", dialogue=0)
    line = kari.page.locator(".stage-notice:visible")
    until(lambda: "Dialog 1 er stengt" in line.inner_text())

    way = line.get_by_role("link", name="Dialog 2 er åpen")

    assert kari.page.evaluate("scrollY") > 500
    way.click(trial=True)  # nothing lies over it
    box, head = way.bounding_box(), kari.page.locator(".board-head").bounding_box()
    assert box
    assert head
    assert head["height"] < box["y"] < 300
    way.click()
    until(lambda: kari.page.evaluate("scrollY") == 0)


def test_one_begins_in_the_field_of_ones_own_member(sit: Sit, seminar: Afternoon) -> None:
    seminar.stage("open", dialogue=1)
    granli = members(seminar)["Granli"]
    berit = sit_for(sit, seminar, "Granli")
    until(lambda: berit.page.evaluate(WRITTEN_IN) == granli)  # where the page itself opens there

    berit.page.locator("#dialogues a").first.click()
    berit.page.locator(".stage-notice:visible a").click()

    until(lambda: berit.page.evaluate(WRITTEN_IN) == granli)
    berit.type("Vi begynner")
    field = berit.page.locator(f'{OPEN} .answer[data-member="{granli}"] .notes-text')
    until(lambda: field.inner_text().strip() == "Vi begynner")


def test_whom_a_note_comes_from_is_set_where_all_write_in_one_field(
    sit: Sit, seminar: Afternoon
) -> None:
    berit = sit_for(sit, seminar, "Granli")
    choice = berit.page.locator(f"{OPEN} [data-said-by]")
    until(lambda: choice.locator("option:checked").inner_text() == "Granli")
    berit.go()
    berit.type("Fra oss")
    until(lambda: berit.page.locator('.notes-text p[data-by="Fra Granli"]').count() == 1)

    berit.press("Enter")
    choice.select_option(label="Fjellvik")  # somebody else speaks, and this device writes
    berit.type("Fra dere")

    until(lambda: berit.page.locator('.notes-text p[data-by="Fra Fjellvik"]').count() == 1)
    berit.press("Enter")
    until(lambda: choice.locator("option:checked").inner_text() == "Fjellvik")


def test_who_has_not_said_where_they_come_from_tags_nothing(sit: Sit) -> None:
    kari = sit("Kari")
    kari.type("Fra rommet")
    until(lambda: kari.save_word == "saved")
    assert kari.page.locator(".notes-text p[data-by]").count() == 0


def test_what_ended_with_the_writing_can_no_more_be_undone(sit: Sit, seminar: Afternoon) -> None:
    seminar.stage("open", dialogue=1)
    page = sit("Kari", **PHONE).page
    page.locator("#help-call").tap()
    undo = page.locator(".toast [data-leaves]")
    undo.focus()  # as long as it has the focus it does not pass by itself
    seminar.stage("closed", dialogue=0)
    seminar.stage("closed", dialogue=1)
    until(lambda: page.locator("#help").get_attribute("data-help") == "still")
    until(lambda: undo.count() == 0)
    assert page.evaluate("document.activeElement.matches('.board-main')")
    first, strip = (page.locator(each).bounding_box() for each in (".board-dialogues", ".strip"))
    assert first
    assert strip
    assert first["y"] == strip["y"]  # the hairline above them is one
