"""The grid on a screen: nearly all rooms at a glance, every row one line, and nothing moves under a finger."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import at_size
from tests.databases import Databases
from tests.facilitation.test_facilitation import press
from tests.leading import one_time_link
from tests.server import Afternoon, Server, afternoon, again, serving

PLACES = (
    "Fjellvik",
    "Sandnesset",
    "Unjárga/Nesseby",
    "Midtre-Gauldal",
    "Evjemo og Hornvik",
    "Åsbygda",
)
LABELS = ("Hva er relevant?", "Rammer og verdier", "Hva først?", "Samarbeid", "Råd til staten")
BOXES = """() => Object.fromEntries([...document.querySelectorAll(".grid tr[id], .grid th[id], .grid .cell")]
  .map((each) => [each.id, each.getBoundingClientRect()]).map(([id, box]) => [id, [box.x, box.y, box.width, box.height]]))"""
SEEN = """() => [...document.querySelectorAll(".grid tbody tr")].map((row) => row.getBoundingClientRect())
  .filter(({ top, bottom, height }) => height && top >= 0 && bottom <= innerHeight).length"""
# What sticks out of its row, its cell or its neighbour's place; what is only read aloud is clipped.
BEYOND = """() => [...document.querySelectorAll(".grid tbody tr")].flatMap((row) => {
  const box = row.getBoundingClientRect();
  const seen = [...row.querySelectorAll("b, i, span, time, .mark")].filter((each) => !getComputedStyle(each).clipPath.includes("50%") && !each.closest("[hidden]"));
  return seen.filter((each) => { const own = each.getBoundingClientRect(); const cell = each.closest("th, td").getBoundingClientRect();
    return own.top < box.top - 1 || own.bottom > box.bottom + 1 || own.right > cell.right + 1; }).map((each) => `${row.id}: ${each.textContent}`);
})"""


def of(server: Server, rooms: int) -> Afternoon:
    roster: list[dict[str, Any]] = [
        {"number": n, "members": [f"{PLACES[(n + i) % 6]} {n}{'abc'[i]}" for i in range(n % 3 + 1)]}
        for n in range(1, rooms + 1)
    ]
    asked = [
        {
            "title": f"Dialog {n}",
            "prompts": [
                {"text": f"{each} Si hva det betyr hos dere.", "label": each} for each in LABELS
            ],
        }
        for n in (1, 2)
    ]
    seminar = afternoon(
        server, roster=roster, dialogues=asked, title="Kulturskolen i kommunen, høst"
    )
    for room in range(0, rooms, 3):
        seminar.note(
            "Vi trenger faste møter. " * (room % 30 + 1), room=room, prompt=seminar.prompt(room % 5)
        )
    return seminar


@pytest.fixture(scope="module")
def hall(
    tmp_path_factory: pytest.TempPathFactory, all_databases: Databases
) -> tuple[Path, dict[str, Any]]:
    """Fifty rooms, made once: it takes longer than most of what is looked at in them."""
    folder = tmp_path_factory.mktemp("hall")
    all_databases.make(folder)
    with all_databases.using(folder), serving(folder) as running:
        return folder, of(running, 50).facts


@pytest.fixture
def fifty(
    hall: tuple[Path, dict[str, Any]], all_databases: Databases, tmp_path: Path
) -> Iterator[Afternoon]:
    folder, facts = hall
    with all_databases.copy(folder, tmp_path), serving(tmp_path) as server:
        yield again(server, facts)


@pytest.fixture
def leading(chromium: Browser, fifty: Afternoon) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="nb")
    page = context.new_page()
    page.goto(fifty.server.url + one_time_link(fifty.server))
    page.locator("main form button").last.click()
    page.wait_for_url("**/seminars")
    page.goto(f"{fifty.server.url}/seminars/{fifty.id}/grid")
    page.wait_for_load_state("networkidle")
    yield page
    context.close()


def test_forty_of_fifty_rooms_are_seen_at_once_and_no_row_spills_over(leading: Page) -> None:
    assert leading.evaluate(SEEN) >= 40
    for width, height in (
        (1440, 900),
        (1920, 1080),
        (1100, 800),
        (768, 1024),
        (360, 740),
        (320, 640),
    ):
        at_size(leading, width, height)
        assert leading.evaluate(BEYOND) == [], width
        assert leading.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width


def test_the_phase_of_a_room_is_told_in_a_narrow_cell_and_pushes_nothing_out(
    chromium: Browser, seminar: Afternoon
) -> None:
    seminar.note("Vi trenger faste møter. " * 40)
    press(seminar, "clock", prompt=seminar.prompt(), phase="summary")
    context = chromium.new_context(locale="nb")
    page = context.new_page()
    page.goto(seminar.server.url + one_time_link(seminar.server))
    page.locator("main form button").last.click()
    page.wait_for_url("**/seminars")
    page.goto(f"{seminar.server.url}/seminars/{seminar.id}/grid")
    for width in (900, 1100, 1280, 1440):
        at_size(page, width, 800)
        expect(page.locator(".cell > i").first).to_be_visible()
        assert page.evaluate(BEYOND) == [], width
    context.close()


def test_two_dialogues_that_are_both_open_stay_within_the_screen(
    leading: Page, fifty: Afternoon
) -> None:
    fifty.stage("open", dialogue=1)
    leading.reload()
    leading.locator('.grid thead i:text("Dialog 2")').first.wait_for()

    assert leading.evaluate(SEEN) >= 40
    assert leading.evaluate(BEYOND) == []
    closing = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    fifty.stage(
        "closing", until=closing
    )  # "Stenger i morgen 14.20" is the longest that a head says
    leading.reload()
    for width in (1440, 1280, 1100, 768, 360):
        at_size(leading, width, 800)
        assert leading.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, width


def test_the_name_of_a_dialogue_in_one_column_stands_on_one_line(
    leading: Page, fifty: Afternoon
) -> None:
    fifty.stage("open", dialogue=1)
    leading.goto(f"{leading.url.split('?')[0]}?dialogue={fifty.dialogue()}")
    head = leading.locator('thead th[data-folded]:visible > a:text("Dialog 2")').first
    assert head.evaluate("a => a.clientHeight < 2 * parseFloat(getComputedStyle(a).lineHeight)")


def test_nothing_moves_when_a_room_is_opened_and_closed_or_somebody_calls(
    leading: Page, fifty: Afternoon
) -> None:
    before = leading.evaluate(BOXES)
    leading.locator(".grid .cell:visible").nth(17).click()
    leading.locator("#beside-text").wait_for()
    assert leading.evaluate(BOXES) == before

    fifty.seats[4].post(f"/api/v1/rooms/{fifty.rooms[4]['id']}/help").raise_for_status()
    leading.locator(f"#help-{fifty.rooms[4]['id']}").wait_for()
    assert leading.evaluate(BOXES) == before

    leading.keyboard.press("Escape")
    leading.locator("#grid-aside").wait_for(state="hidden")
    assert leading.evaluate(BOXES) == before


def test_the_buttons_of_an_open_room_stay_in_view_however_long_its_text(
    leading: Page, fifty: Afternoon
) -> None:
    fifty.note("Et langt notat om alt det vi vil.\n" * 120, room=1)
    leading.locator(f"#room-{fifty.rooms[1]['id']} a").click()
    text = leading.locator("#beside-text")
    text.wait_for()
    text.evaluate("(text) => { text.scrollTop = text.scrollHeight; }")

    for button in leading.locator(".beside-acts .ds-button").all():
        box = button.bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= 300


def test_rooms_stand_on_the_first_screen_of_a_phone_also_while_others_call(
    leading: Page, fifty: Afternoon
) -> None:
    for room in range(0, 40, 8):
        fifty.seats[room].post(f"/api/v1/rooms/{fifty.rooms[room]['id']}/help").raise_for_status()
    at_size(leading, 360, 740)
    leading.reload()
    leading.locator(".help-queue li").first.wait_for()

    assert leading.evaluate(SEEN) >= 5

    fifty.stage("closed")
    late = {"client_id": "late-1", "version": 0, "text": "Det siste vi sa."}
    path = f"/api/v1/answers/{fifty.answer()['id']}/late"
    fifty.seats[0].post(path, json=late).raise_for_status()
    told = leading.locator("#grid-late a")
    told.wait_for()
    box, first = told.bounding_box(), leading.locator(".grid tbody tr").first.bounding_box()
    assert box
    assert first
    assert box["y"] < first["y"]
    assert leading.evaluate(SEEN) >= 5


def test_a_search_without_a_hit_says_so(leading: Page) -> None:
    leading.locator("[data-find]").fill("Atlantis")
    expect(leading.locator("[data-unfound]")).to_be_visible()
    leading.locator("[data-find]").fill("Fjellvik")
    expect(leading.locator("[data-unfound]")).to_be_hidden()


def test_a_key_that_is_held_down_presses_once(leading: Page) -> None:
    """A key that repeats for longer than the plan keeps its pace would take the next step as well."""
    leading.evaluate(
        """() => { window.pressed = [];
        document.getElementById("grid-next").addEventListener("click", (event) => {
            window.pressed.push(event.target.closest("button").id);
            event.stopPropagation(); event.preventDefault(); }, true); }"""
    )
    leading.locator("#next-step").focus()
    for _ in range(4):
        leading.keyboard.down("Enter")
    leading.keyboard.up("Enter")
    assert leading.evaluate("window.pressed") == ["next-step"]


def test_the_grid_with_a_room_beside_it_and_its_menus_is_for_everybody(leading: Page) -> None:
    leading.locator(".grid .grid-room").nth(3).click()
    leading.locator("#beside-text").wait_for()
    assert violations(leading) == []

    leading.locator("button.grid-stage").first.click()
    box = leading.locator(".grid-stages .menu:popover-open").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert violations(leading) == []
    for menu in ("plan-menu", "clock-menu", "tell-menu"):
        leading.locator(f"[popovertarget={menu}]").first.click()
        leading.locator(f"#{menu}:popover-open").wait_for()
        assert violations(leading) == [], menu


def test_what_a_seminar_holds_does_not_stay_on_the_screen_of_whoever_signed_out_elsewhere(
    leading: Page, fifty: Afternoon
) -> None:
    mark = leading.evaluate(
        "JSON.parse(document.body.getAttribute('hx-headers:inherited'))['X-CSRF-Token']"
    )
    address = f"{fifty.server.url}/sign-out"
    assert leading.context.request.post(address, headers={"X-CSRF-Token": mark}).ok
    leading.locator("table.grid").wait_for(state="detached")
    assert PLACES[0] not in leading.content()


def test_the_press_that_wipes_a_rehearsal_leads_to_its_receipt(
    leading: Page, fifty: Afternoon
) -> None:
    """The grid hears that it is gone before the press is answered."""
    path = f"/api/v1/seminars/{fifty.id}/rehearsal"
    made = fifty.organiser.put(path, json={"speed": 0}).json()
    leading.goto(f"{fifty.server.url}/seminars/{made['seminar']}/grid")
    leading.get_by_role("button", name="Slett prøvekjøringen").click()
    leading.wait_for_url("**/rehearsals/wiped/**")
    leading.get_by_role("heading", name="Prøvekjøringen er slettet").wait_for()
