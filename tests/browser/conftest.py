"""Real browser windows on a real server."""

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.writer import Writer
from tests.leading import one_time_link
from tests.patience import PATIENCE, until
from tests.server import Afternoon, Server

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))),
    None,
)
Sit = Callable[..., Writer]
WINDOWS = pytest.StashKey[list[Writer]]()
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
phone_first = pytest.mark.parametrize(
    "window",
    [pytest.param({}, id="laptop", marks=pytest.mark.slow), pytest.param(PHONE, id="phone")],
)
expect.set_options(timeout=1000 * PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test shows what each window showed: what was awaited seldom says why it did not come."""
    report = yield
    if call.when == "call" and report.failed:
        windows = item.stash.get(WINDOWS, [])
        report.sections.append(("windows", "\n".join(window.account() for window in windows)))
    return report


def at_size(page: Page, width: int, height: int) -> None:
    """A window of another size: cheaper than another window."""
    page.set_viewport_size({"width": width, "height": height})
    until(lambda: page.evaluate("innerWidth") == width)


@pytest.fixture(scope="package")  # not the session: while Playwright runs, no async test can
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here; `make browser` can bring one")
    if not (ROOT / "static" / "dist" / "manifest.json").exists():
        pytest.skip("the assets are not built; `make assets`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        # Its own patience is a quarter of ours, and ends on a machine that is busy.
        browser.on("context", lambda opened: opened.set_default_timeout(1000 * PATIENCE))
        yield browser
        browser.close()


@pytest.fixture
def worker(request: pytest.FixtureRequest) -> dict[str, str]:
    """What a window is opened with. The service worker is a thread that fetches the page's parts
    again, a seventh of what it costs to sit down: it is there where pages are opened again."""
    keeps = request.node.get_closest_marker("keeps_pages")
    return {"service_workers": "allow" if keeps else "block"}


@pytest.fixture
def sit(
    chromium: Browser, seminar: Afternoon, worker: dict[str, str], request: pytest.FixtureRequest
) -> Iterator[Sit]:
    """Lets somebody into a room: `sit("Kari", room=0)` is a window on the room's page."""
    contexts: list[BrowserContext] = []
    windows = request.node.stash[WINDOWS] = []

    def in_room(
        name: str = "Kari",
        room: int = 0,
        at: str | None = None,
        *,
        by_hand: bool = False,
        **window: object,
    ) -> Writer:
        size = {"width": 1280, "height": 900}
        how = {"viewport": size, "locale": "nb", **worker, **window}
        contexts.append(chromium.new_context(**how))  # type: ignore[arg-type]
        writer = Writer(contexts[-1].new_page(), at or seminar.rooms[room]["url"], name)
        windows.append(writer)
        writer.enter(by_hand=by_hand)
        return writer

    yield in_room
    for context in contexts:
        context.close()


def enters(page: Page, server: Server) -> None:
    """An organiser opens the link that lets in once."""
    page.goto(server.url + one_time_link(server))
    page.locator("main form button").last.click()
    page.wait_for_url("**/seminars")


@pytest.fixture
def leading(chromium: Browser, seminar: Afternoon) -> Iterator[Page]:
    """A window of whoever leads, on a laptop."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="nb")
    page = context.new_page()
    enters(page, seminar.server)
    yield page
    context.close()
