"""While a room's page loads nothing moves: neither on the first visit, nor on the next ones, nor when
a slow net has the device show the page that it keeps."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlmodel import Session, select

from app.seminars.models import Dialogue
from tests.browser.test_offline import kept
from tests.net import Net, net
from tests.patience import until
from tests.server import Afternoon

SIZES: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True},
    "laptop": {"viewport": {"width": 1440, "height": 900}},
}
WATCH = """(() => {
    const says = ".strip, .strip *"; // the line above the field, where a word for the net takes the room that it needs
    const name = (node) => node?.nodeType === 1 ? node.cloneNode(false).outerHTML : node?.textContent;
    window.moved = [];
    new PerformanceObserver((list) => list.getEntries().forEach(({ value, sources }) =>
        moved.push(...sources.filter(({ node }) => !node?.matches?.(says)).map(({ node, previousRect: a, currentRect: b }) =>
            `${value} ${name(node)} ${JSON.stringify([a, b])}`))))
        .observe({ type: "layout-shift", buffered: true });
})()"""
SLOWER = 6  # the page is drawn while half of it is read, as on a cheap phone
VISITS = [
    pytest.param(
        visit, id="-".join(visit), marks=[] if visit == ("phone", "begun") else [pytest.mark.slow]
    )
    for visit in product(sorted(SIZES), ["new", "begun"])
]


@pytest.fixture
def wire(seminar: Afternoon) -> Iterator[Net]:
    with net(seminar.server.url) as made:
        yield made


def give_background(session: Session) -> None:
    for dialogue in session.exec(select(Dialogue)):
        dialogue.background = "Les dette først. " * 40


@pytest.fixture(params=VISITS)
def visitor(
    seminar: Afternoon, wire: Net, chromium: Browser, request: pytest.FixtureRequest
) -> Iterator[tuple[BrowserContext, str]]:
    """Somebody who has just taken a seat, and the address of the room: with a background to read,
    with two dialogues and, once it is begun, a note that says whom it is from."""
    size, begun = request.param
    seminar.server.store.write_now(give_background)
    seminar.stage("open", dialogue=1)
    if begun == "begun":
        seminar.stage("closed", dialogue=1)
        member = seminar.rooms[0]["members"][0]["id"]
        for text in ("Lærlinger må ha noen å spørre.", "Vi møtes for sjelden. " * 20):
            assert seminar.note(text, member=member).status_code == 201
    with_seat = chromium.new_context(locale="nb", **SIZES[size])
    page = with_seat.new_page()
    page.goto(seminar.rooms[0]["url"].replace(seminar.server.url, wire.url))
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/rooms/**")
    address, seat = page.url, with_seat.storage_state()
    with_seat.close()
    context = chromium.new_context(locale="nb", storage_state=seat, **SIZES[size])
    yield context, address
    context.close()


@contextmanager
def slow(page: Page) -> Iterator[None]:
    """What slows a page keeps a processor busy also while the page waits, so it lasts no longer than
    what may move."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})


def opened(context: BrowserContext) -> Page:
    page = context.new_page()
    page.add_init_script(WATCH)
    return page


def load(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(".prompt[data-active] .ProseMirror[contenteditable=true]")


def moved(page: Page) -> list[str]:
    """What has moved, once two more frames are drawn."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    return list(page.evaluate("moved"))


def in_contact(page: Page) -> None:
    until(lambda: page.locator("html[data-contact=yes]").count())
    until(lambda: page.locator(".person[data-own][data-here]").count())


def test_nothing_moves_while_a_room_loads_and_loads_again_and_without_net(
    visitor: tuple[BrowserContext, str], wire: Net
) -> None:
    context, address = visitor
    first = opened(context)
    with slow(first):
        load(first, address)
        in_contact(first)
        assert moved(first) == []
    until(lambda: kept(first))
    assert moved(first) == []
    first.close()

    second = opened(context)
    with slow(second):
        load(second, address)
        in_contact(second)
        assert moved(second) == []
    wire.cut()
    until(lambda: second.locator(".save[data-state=offline]").count())
    assert moved(second) == [], "a longer word for the text takes a line from the field"
    second.close()

    wire.join()
    wire.freeze()  # the net takes what is asked and answers nothing
    copy = opened(context)
    with slow(copy):
        load(copy, address)
        until(lambda: copy.locator(".copy-notice:visible").count())
        expect(copy.locator("html[data-copied]")).to_have_count(1)
        assert moved(copy) == []
