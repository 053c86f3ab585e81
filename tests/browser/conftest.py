"""Real browser windows on a real server."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.writer import Writer
from tests.server import Afternoon

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = (
    os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
)
Sit = Callable[..., Writer]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


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
        yield browser
        browser.close()


@pytest.fixture
def sit(chromium: Browser, seminar: Afternoon) -> Iterator[Sit]:
    """Lets somebody into a room: `sit("Kari", room=0)` is a window on the room's page."""
    contexts: list[BrowserContext] = []

    def in_room(
        name: str = "Kari", room: int = 0, at: str | None = None, **window: object
    ) -> Writer:
        size = {"width": 1280, "height": 900}
        contexts.append(chromium.new_context(**{"viewport": size, "locale": "nb", **window}))  # type: ignore[arg-type]
        writer = Writer(contexts[-1].new_page(), at or seminar.rooms[room]["url"], name)
        writer.enter()
        return writer

    yield in_room
    for context in contexts:
        context.close()
