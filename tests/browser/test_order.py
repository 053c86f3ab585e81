"""What was made earlier never replaces what was made later, whichever way it comes: the answer of a
press, a look at the whole page, and the news over the socket may overtake one another."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Sit
from tests.facilitation.test_facilitation import press
from tests.patience import until
from tests.server import Afternoon

HEARS = "document.addEventListener('htmx:finally:request', () => (window.heard = true))"
CELL = "#cell-{room}-{prompt} .cell-words"


def held_back(page: Page, address: str, meanwhile: Callable[[], None]) -> list[str]:
    """Let the next answer from there come only after what happens meanwhile; what it holds."""
    told: list[str] = []

    def late(route: Route) -> None:
        if told or route.request.resource_type != "fetch":
            route.fallback()
            return
        answer = route.fetch()
        told.append(answer.text())
        meanwhile()
        route.fulfill(response=answer)

    page.route(address, late)
    return told


def pressed(page: Page, button: str) -> None:
    """Press it, and wait until the page has put the answer."""
    page.evaluate(HEARS)
    page.locator(button).press("Enter")
    until(lambda: page.evaluate("window.heard"))


def call(seminar: Afternoon) -> str:
    room: str = seminar.rooms[0]["id"]
    assert seminar.seats[0].post(f"/api/v1/rooms/{room}/help").status_code < 400
    return room


def test_a_late_answer_on_the_grid_does_not_bring_back_a_call_that_is_over(
    seminar: Afternoon, leading: Page
) -> None:
    room = call(seminar)
    leading.goto(f"{seminar.server.url}/seminars/{seminar.id}/grid")
    waits = leading.locator(f"#help-{room}")

    def helped() -> None:
        press(seminar, f"rooms/{room}/help", helped="true")
        until(lambda: waits.count() == 0)

    told = held_back(leading, f"**/rooms/{room}/help", helped)
    pressed(leading, f"#on-the-way-{room}")
    expect(leading.locator(".toast")).to_contain_text("Rom 1 ser at hjelp er på vei.")
    assert f"help-{room}" in told[0]
    assert waits.count() == 0


def test_a_late_answer_in_a_room_does_not_take_back_that_help_is_on_its_way(
    seminar: Afternoon, sit: Sit
) -> None:
    kari, room = sit("Kari"), seminar.rooms[0]["id"]
    seen = kari.page.locator("#help[data-help=seen]")

    def coming() -> None:
        press(seminar, f"rooms/{room}/help")
        until(lambda: seen.count() == 1)

    told = held_back(kari.page, f"**/rooms/{room}/help", coming)
    pressed(kari.page, "#help-call")
    assert 'data-help="called"' in told[0]
    assert seen.count() == 1


def test_a_late_look_at_the_grid_leaves_a_cell_that_was_told_meanwhile(
    seminar: Afternoon, leading: Page
) -> None:
    cell = CELL.format(room=seminar.rooms[0]["id"], prompt=seminar.prompt())

    def written() -> None:
        seminar.note("Vi vil ha et sted å øve")
        until(lambda: leading.locator(cell).count() == 1)

    leading.add_init_script(
        "document.addEventListener('samtavle:part', ({detail}) => "
        "detail.part.startsWith('row-') && (window.heard = true))"
    )
    told = held_back(leading, f"**/seminars/{seminar.id}/grid", written)
    leading.goto(f"{seminar.server.url}/seminars/{seminar.id}/grid")
    until(lambda: leading.evaluate("window.heard"))
    assert "cell-words" not in told[0]
    expect(leading.locator(cell)).to_have_text("7 ord")
