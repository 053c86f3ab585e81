"""What a page that stays open says of days and times: also past midnight, on a device whose clock is
wrong, and in another dialogue."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.browser.conftest import PHONE, Sit
from tests.leading import facilitator_link
from tests.patience import until
from tests.server import Afternoon

pytestmark = pytest.mark.keeps_pages

OSLO = ZoneInfo("Europe/Oslo")
TOLD = "window.told = 0; document.addEventListener('samtavle:time', () => (told += 1))"
"""Counts how often the server has told the page its time: first when it comes, then at each beat."""

SHOWN = (
    TOLD
    + """; window.shown = new Set(); setInterval(() => {
    const said = document.querySelector("#clock time")?.textContent.trim();
    if (said) shown.add(said);
}, 5)"""
)
"""Remembers what the clock has said since the page came."""
MINUTES = {"5 min", "6 min", "7 min"}


def late_in_the_evening(seminar: Afternoon) -> datetime:
    """Half an hour is left of the day where the seminar is."""
    clock = seminar.server.clock
    here = clock().astimezone(OSLO)
    clock.moved += here.replace(hour=23, minute=30, second=0) - here
    return clock().astimezone(OSLO)


def test_tomorrow_is_today_after_midnight_on_every_page_that_is_open(
    sit: Sit, seminar: Afternoon
) -> None:
    evening = late_in_the_evening(seminar)
    noon = (evening + timedelta(days=1)).replace(hour=12, minute=0)
    seminar.stage("closing", until=noon.isoformat())
    kari = sit("Kari")
    grid = kari.page.context.new_page()
    grid.goto(seminar.server.url + facilitator_link(seminar.server, seminar.id))
    grid.locator("main form button").last.click()
    grid.wait_for_url("**/seminars/**")
    grid.goto(f"{seminar.server.url}/seminars/{seminar.id}/grid")
    notice, stage = kari.page.locator(".stage-notice:visible"), grid.locator(".grid-stages")
    until(lambda: "stenger i morgen 12.00" in notice.inner_text())
    until(lambda: "Stenger i morgen 12.00" in stage.inner_text())

    seminar.server.clock.forward(hours=1)

    until(lambda: "stenger 12.00" in notice.inner_text())
    until(lambda: "Stenger 12.00" in stage.inner_text())


@pytest.mark.parametrize("wrong", [1, -1])
def test_a_device_whose_clock_is_wrong_shows_the_right_time_from_the_first_moment(
    sit: Sit, seminar: Afternoon, wrong: int
) -> None:
    seminar.server.clock.moved = timedelta(hours=wrong)
    kari = sit("Kari")
    kari.page.locator("[data-phase-go]").click()
    kari.page.wait_for_selector("#clock .clock")
    kari.page.add_init_script(SHOWN)
    kari.reload()
    until(lambda: kari.page.evaluate("told"))
    assert set(kari.page.evaluate("[...shown]")) <= MINUTES
    kari.page.wait_for_function("caches.keys().then((kept) => kept.length > 1)")
    kari.cut()
    kari.page.context.set_offline(True)
    kari.reload()
    assert kari.page.evaluate("document.documentElement.dataset.copied")
    until(lambda: kari.page.evaluate("shown.size"))
    assert set(kari.page.evaluate("[...shown]")) <= MINUTES


def test_a_device_whose_clock_is_ahead_does_not_ask_for_the_end_over_and_over(
    sit: Sit, seminar: Afternoon
) -> None:
    seminar.server.clock.moved = timedelta(hours=-3)
    soon = seminar.server.clock() + timedelta(hours=1)
    seminar.stage("closing", until=soon.isoformat())
    kari = sit("Kari")
    kari.page.add_init_script(TOLD)
    asked: list[str] = []
    kari.page.on("request", lambda request: asked.append(request.url))
    kari.reload()
    until(lambda: kari.page.evaluate("told") > 1)
    assert sum("/dialogues" in each for each in asked) <= 1


def test_going_to_another_dialogue_shows_its_round_and_its_time_at_once(
    sit: Sit, seminar: Afternoon
) -> None:
    seminar.stage("open", dialogue=1)
    kari = sit("Kari", **PHONE)
    tab, step = kari.page.locator("#dialogues a"), kari.page.locator("[data-step]")
    onwards = kari.page.locator("[data-phase-next], [data-round-next]").locator("visible=true")
    tab.first.tap()
    kari.page.locator("[data-phase-next]").tap()
    until(lambda: "Fjellvik" in step.inner_text())
    for _ in range(2):
        tab.last.tap()
        until(lambda: "Fjellvik" not in step.inner_text())
        assert "Start" in onwards.first.inner_text()
        tab.first.tap()
        until(lambda: "Fjellvik" in step.inner_text())
        assert "Neste på tur" in onwards.first.inner_text()


def test_a_phone_says_in_words_whose_time_it_is_and_that_it_is_over(
    sit: Sit, seminar: Afternoon
) -> None:
    kari = sit("Kari", **PHONE)
    kari.page.locator("[data-phase-next]").tap()
    clock = kari.page.locator(".clock-of:not([hidden]) > .clock-time")
    until(lambda: "Rommets tid" in clock.inner_text())
    whose = clock.locator(".clock-whose").bounding_box()
    assert whose
    assert whose["width"] > 40  # seen, not only read aloud
    seminar.server.clock.forward(hours=1)
    kari.reload()
    over = clock.get_by_text("over tida")
    until(over.is_visible)
