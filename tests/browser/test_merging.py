"""Rooms merged and split from the grid while people write in them: everybody comes along and goes
back, no letter goes, and the menus beside the grid are for everybody."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import Sit, enters
from tests.browser.test_moving import there
from tests.browser.test_writing import on_server
from tests.browser.writer import Writer
from tests.facilitation.test_merging import late_of, merge, ok, split
from tests.patience import until
from tests.server import Afternoon, Server, afternoon

MENU = "[popovertarget=merge-room]"


def leads_to(writer: Writer, seminar: Afternoon, room: int) -> None:
    """Wait until the page has led on by itself."""
    writer.page.wait_for_url(f"**/rooms/{seminar.rooms[room]['id']}")
    writer.ready()
    writer.go()


def beside(page: Page, seminar: Afternoon, room: int = 0) -> None:
    """The room beside the grid."""
    where = f"/seminars/{seminar.id}/grid?room={seminar.rooms[room]['id']}"
    page.goto(seminar.server.url + where)
    page.locator("#beside-text").wait_for()


def test_the_facilitator_merges_two_rooms_that_write_and_splits_them_again(
    seminar: Afternoon, sit: Sit, leading: Page
) -> None:
    kari, ola = sit("Kari"), sit("Ola", room=1)
    kari.type("Fra rom 1")
    ola.type("Fra rom 2")
    until(lambda: on_server(seminar) == "Fra rom 1" and there(seminar) == "Fra rom 2")
    beside(leading, seminar)
    leading.locator(MENU).press("Enter")
    leading.locator("#merge-room").get_by_role("button", name="Slå sammen").press("Enter")
    expect(leading.locator("#into-error")).to_have_text("Velg noe her.")
    leading.locator("#into").select_option(seminar.rooms[1]["id"])
    leading.locator("#merge-room").get_by_role("button", name="Slå sammen").press("Enter")

    leads_to(kari, seminar, 1)
    until(lambda: ola.page.locator(".person[data-here]", has_text="Kari").count() == 1)
    expect(ola.page.locator(".brought").first).to_contain_text("Fra rom 1, slik det sto")
    expect(kari.page.locator(".stage-notice").first).to_contain_text("Rom 1 ble slått sammen")
    kari.press("Enter")
    kari.type("Begge")
    ola.reads("Fra rom 2\nBegge")
    expect(leading.locator(".beside-merge")).to_contain_text("Rom 1 går videre i rom 2")
    expect(leading.locator(MENU)).to_have_count(0)

    leading.get_by_role("button", name="Del dem igjen").click()
    asked = leading.locator("#confirm")
    expect(asked).to_contain_text("Det som er skrevet i rom 2, blir der")
    asked.get_by_role("button", name="Del dem igjen").click()
    back = leading.locator(".toast:has-text('Rom 1 er et eget rom igjen')").get_by_role(
        "button", name="Angre"
    )
    back.focus()  # a toast waits for whoever is at it
    leads_to(kari, seminar, 0)
    kari.type(" og videre")
    until(lambda: on_server(seminar) == "Fra rom 1 og videre")
    assert there(seminar) == "Fra rom 2\nBegge"
    expect(ola.page.locator(".brought")).to_have_count(0)
    back.press("Enter")
    leads_to(kari, seminar, 1)
    assert kari.errors == ola.errors == []


def test_an_answer_is_told_though_what_was_pressed_has_gone_when_it_comes(
    seminar: Afternoon, leading: Page
) -> None:
    ok(merge(seminar))
    beside(leading, seminar)
    pressed = leading.get_by_role("button", name="Del dem igjen")
    pressed.wait_for()

    def after_the_news(route: Route) -> None:
        answer = route.fetch()
        until(lambda: pressed.count() == 0)  # the room's own news came first
        route.fulfill(response=answer)

    leading.route("**/merge/split", after_the_news)
    pressed.press("Enter")
    leading.locator("#confirm").get_by_role("button", name="Del dem igjen").press("Enter")
    told = leading.locator(".toast:has-text('Rom 1 er et eget rom igjen')")
    told.get_by_role("button", name="Angre").press("Enter")
    expect(leading.locator(".beside-merge")).to_contain_text("Rom 1 går videre i rom 2")


@pytest.mark.keeps_pages
def test_what_was_written_without_net_comes_in_before_its_writer_goes_on(
    seminar: Afternoon, sit: Sit
) -> None:
    kari, ola = sit("Kari"), sit("Ola", room=1)
    kari.type("Sto")
    until(lambda: on_server(seminar) == "Sto")
    kari.cut()
    kari.type(" og uten nett")
    ok(merge(seminar))
    ola.type("Imens")
    until(lambda: there(seminar) == "Imens")
    assert kari.page.evaluate("location.pathname").endswith(seminar.rooms[0]["id"])
    kari.join()
    leads_to(kari, seminar, 1)
    until(lambda: late_of(seminar) == ["Sto og uten nett"])
    assert on_server(seminar) == "Sto"

    kari.press("Enter")
    kari.type("Sammen")
    until(lambda: there(seminar) == "Imens\nSammen")
    kari.cut()
    kari.type(" til sist")
    ok(split(seminar))
    kari.join()
    leads_to(kari, seminar, 0)
    until(lambda: there(seminar) == "Imens\nSammen til sist")
    ola.reads("Imens\nSammen til sist")
    assert on_server(seminar) == "Sto"
    assert late_of(seminar) == ["Sto og uten nett"]
    assert kari.errors == ola.errors == []


@pytest.mark.keeps_pages
def test_a_closed_tab_of_a_merged_room_hands_in_what_it_had_when_it_is_opened_again(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")
    kari.type("Sto")
    until(lambda: on_server(seminar) == "Sto")
    kari.cut()
    kari.type(" og ble lukket")
    until(lambda: kari.save_word == "local")
    address = kari.page.url
    kari.page.goto("about:blank")
    ok(merge(seminar))
    kari.page.goto(address)
    kari.join()
    leads_to(kari, seminar, 1)
    assert late_of(seminar) == ["Sto og ble lukket"]


def test_the_room_as_it_was_can_be_read_from_the_one_it_goes_on_in(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")
    kari.type("Slik var det")
    until(lambda: on_server(seminar) == "Slik var det")
    ok(merge(seminar))
    leads_to(kari, seminar, 1)
    kari.page.get_by_role("link", name="Rommet ditt slik det var").first.click()
    kari.page.wait_for_url("**?stood=true")
    kari.reads("Slik var det")
    expect(kari.page.locator(".ProseMirror[contenteditable=true]")).to_have_count(0)
    kari.page.get_by_role("link", name="Gå videre i rom 2").click()
    leads_to(kari, seminar, 1)


LANGUAGES = pytest.mark.parametrize(
    "language", ["nb", *(pytest.param(each, marks=pytest.mark.slow) for each in ("en", "nn"))]
)


@LANGUAGES
@pytest.mark.parametrize(
    ("scheme", "width"), [pytest.param("dark", 1280, marks=pytest.mark.slow), ("light", 320)]
)
def test_the_menus_of_a_room_beside_the_grid_are_for_everybody(
    server: Server, chromium: Browser, language: str, scheme: str, width: int
) -> None:
    """Merging, what is asked before a split, reopening for one room, and moving an answer."""
    seminar = afternoon(server, language=language)
    seminar.note("Skal kanskje over")
    seminar.stage("closed")
    size = {"width": width, "height": 740}
    window = chromium.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    page = window.new_page()
    enters(page, server)
    for opener in ("[popovertarget=merge-room]", ".beside-alone", ".beside-move-open"):
        beside(page, seminar)
        page.locator(opener).first.click()
        page.locator(":popover-open, .beside-move").first.wait_for()
        assert wrong(page) == [], opener
    ok(merge(seminar))
    for room in (0, 1):
        beside(page, seminar, room)
        assert wrong(page) == []
    page.locator(".beside-merge button").click()
    page.locator("#confirm[open]").wait_for()
    assert wrong(page) == []
    window.close()


@LANGUAGES
@pytest.mark.parametrize(
    ("scheme", "width"), [pytest.param("dark", 1280, marks=pytest.mark.slow), ("light", 320)]
)
def test_the_pages_of_both_rooms_and_the_door_are_for_everybody(
    server: Server, chromium: Browser, language: str, scheme: str, width: int
) -> None:
    seminar = afternoon(server, language=language)
    seminar.note("Brakt med")
    ok(merge(seminar))
    size = {"width": width, "height": 740}
    window = chromium.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    page = window.new_page()
    page.goto(seminar.rooms[0]["url"])
    assert violations(page) == []
    page.locator("main form button[type=submit]").click()
    page.locator(".ProseMirror").first.wait_for()
    assert page.url.endswith(seminar.rooms[1]["id"])
    expect(page.locator(".brought")).to_have_count(1)
    assert wrong(page) == []
    page.goto(f"{server.url}/rooms/{seminar.rooms[0]['id']}?stood=true")
    page.locator(".ProseMirror").first.wait_for()
    assert wrong(page) == []
    ok(split(seminar))
    window.close()


def wrong(page: Page) -> list[str]:
    beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return violations(page) + ([f"{beyond} px too wide"] if beyond > 0 else [])
