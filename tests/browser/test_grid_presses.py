"""Presses on the grid by keys alone: the focus is never lost, and Escape puts away what lies nearest."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import at_size
from tests.patience import until
from tests.server import Afternoon, Server, afternoon

LOST = "document.activeElement === document.body"
LONG = "Dialog om veien videre for kulturskolen i alle kommunene"
HEAD = "document.querySelector('.grid-head').getBoundingClientRect().height"
WIDER = "document.documentElement.scrollWidth - innerWidth"
# A dialogue's name over the columns of another one, or beyond the table.
BEYOND = """() => [...document.querySelectorAll(".grid thead tr:first-child th > i")].filter((name) => {
  const { dialogue } = name.parentElement.dataset;
  const own = [...name.closest("tr").children].filter((each) => each.dataset.dialogue === dialogue && !each.hidden);
  return name.getBoundingClientRect().right > own.at(-1).getBoundingClientRect().right + 1;
}).map((name) => name.textContent)"""


def to_grid(page: Page, seminar: Afternoon) -> None:
    page.goto(f"{seminar.server.url}/seminars/{seminar.id}/grid")
    page.wait_for_load_state("networkidle")


def press(page: Page, selector: str) -> None:
    page.locator(selector).first.focus()
    page.keyboard.press("Enter")


def test_the_focus_is_not_lost_when_what_was_pressed_goes(
    leading: Page, seminar: Afternoon
) -> None:
    at = f"/api/v1/rooms/{seminar.rooms[0]['id']}/help"
    seminar.seats[0].post(at).raise_for_status()
    told = {"text": "Om fem minutter møtes vi."}
    sent = seminar.organiser.post(f"/api/v1/seminars/{seminar.id}/messages", json=told)
    sent.raise_for_status()
    to_grid(leading, seminar)

    for pressed in ("#grid-help [id^=on-the-way-]", "#grid-help [id^=helped-]", "[id^=take-down-]"):
        press(leading, pressed)
        expect(leading.locator(pressed)).to_have_count(0)
        until(lambda: not leading.evaluate(LOST))


def test_escape_puts_away_the_menu_and_then_the_room(leading: Page, seminar: Afternoon) -> None:
    to_grid(leading, seminar)
    leading.locator(".grid-room").first.click()
    room = leading.locator("#grid-aside")
    for opens, menu in (
        ("button[popovertarget=tell-room]", leading.locator("#tell-room")),
        (".ds-button[popovertarget=clock-menu]", leading.locator("#clock-menu")),
    ):
        press(leading, opens)
        expect(menu).to_be_visible()
        leading.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        expect(room).to_be_visible()
        expect(leading.locator(opens)).to_be_focused()
    leading.locator("#find").fill("Granli")
    leading.keyboard.press("Escape")
    expect(leading.locator("#find")).to_have_value("")
    expect(room).to_be_visible()
    leading.keyboard.press("Escape")
    expect(room).to_be_hidden()


def test_long_names_of_dialogues_leave_the_head_one_line(leading: Page, server: Server) -> None:
    prompts = [{"text": "Hva er relevant?", "label": each} for each in ("Først", "Så", "Sist")]
    asked = [
        {"title": f"{LONG} {n}", "prompts": prompts[:some]} for n, some in ((1, 3), (2, 2), (3, 1))
    ]
    long = afternoon(server, dialogues=asked, title="Høstsamling for kulturskolen i kommunene")
    for at in (1, 2):
        long.stage("open", at)
    to_grid(leading, long)

    for width, height in ((1440, 900), (1920, 1080), (768, 900), (360, 740)):
        at_size(leading, width, height)
        assert leading.evaluate(BEYOND) == []
        assert leading.evaluate(WIDER) <= 0
    at_size(leading, 1440, 900)
    assert leading.evaluate(HEAD) < 60
    expect(leading.locator(".grid-stage").first).to_have_attribute("title", f"{LONG} 1")


def test_whose_room_is_open_is_told_in_full(leading: Page, server: Server) -> None:
    who = ["Evjemo og Hornvik", "Sandnesset", "Midtre-Gauldal"]
    seminar = afternoon(server, roster=[{"number": 1, "members": who}])
    to_grid(leading, seminar)
    leading.locator(".grid-room").first.click()
    title = leading.locator("#grid-aside [data-beside-title]")
    expect(title).to_contain_text(who[2])
    assert title.evaluate("({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth")
    assert title.evaluate("({ scrollHeight, clientHeight }) => scrollHeight <= clientHeight")


def test_a_closing_puts_its_menu_away_and_the_one_it_came_out_of(
    leading: Page, seminar: Afternoon
) -> None:
    to_grid(leading, seminar)
    stage, menus = leading.locator(".grid-stage").first, leading.locator(".menu:popover-open")
    for own, stands in (("4.12. 14.20", "closing"), (None, "closed")):
        stage.click()
        leading.locator("button[popovertarget^=close]:visible").click()
        expect(menus).to_have_count(2)
        if own:
            leading.locator("[name=own]:visible").fill(own)
            leading.get_by_role("button", name="Steng da").click()
        else:
            leading.get_by_role("button", name="Steng nå").click()
        expect(stage.locator(f"[data-stage={stands}]")).to_have_count(1)
        expect(menus).to_have_count(0)
    stage.click()
    expect(menus.get_by_role("button", name="Åpne for skriving")).to_be_visible()
