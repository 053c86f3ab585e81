"""One room's page opened in a browser over a slow line, on a slow processor: what was seen when."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, BrowserContext, CDPSession, Page, async_playwright

from bench.line import NO_LIMIT, Line, Profile

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
    "locale": "nb",
}
PATIENCE = 120  # seconds
SETTLED = 9_000  # ms: the worker keeps the page two to six seconds after it was opened
WATCH = """(() => {
    const seen = window.seen = { moved: 0, largest: 0, readable: 0, writable: 0 };
    const watch = (type, hear) =>
        new PerformanceObserver((list) => list.getEntries().forEach(hear))
            .observe({ type, buffered: true });
    watch("paint", ({ name, startTime }) => {
        if (name === "first-contentful-paint") seen.readable = startTime;
    });
    watch("largest-contentful-paint", ({ startTime }) => (seen.largest = startTime));
    watch("layout-shift", ({ value, hadRecentInput }) => hadRecentInput || (seen.moved += value));
    const field = () => [...document.querySelectorAll('.ProseMirror[contenteditable="true"]')]
        .find((found) => found.checkVisibility());
    const look = () => {
        if (!field()) return requestAnimationFrame(look);
        requestAnimationFrame(() => setTimeout(() => (seen.writable = performance.now())));
    };
    requestAnimationFrame(look);
})()"""


@dataclass(frozen=True)
class Opened:
    """Milliseconds from the press to text that can be read, the largest of it, and a field that can
    be written in; how much moved meanwhile (CLS); bytes by kind, and all that came."""

    readable: float
    largest: float
    writable: float
    moved: float
    kinds: Counter[str]
    line: int


@asynccontextmanager
async def browser(executable: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        await launched.close()


async def sit_down(browser: Browser, link: str) -> tuple[str, Any]:
    """Take a seat by the room's own link; the room's path, and the cookies of the seat."""
    context = await browser.new_context(**PHONE, service_workers="block")
    page = await context.new_page()
    await page.goto(link)
    await page.locator("main button[type=submit]").first.click()
    await page.wait_for_url("**/rooms/**")
    state = await context.storage_state()
    path = page.url[page.url.index("/rooms/") :]
    await context.close()
    return path, {"cookies": state["cookies"], "origins": []}


async def arrive(browser: Browser, link: str, line: Line, profile: Profile, slower: float) -> float:
    """Seconds from a room's link, by its door, until the server has the first letter. Nobody reads
    or hesitates: what is left of fifteen seconds is for people."""
    context = await browser.new_context(**PHONE)
    page = await context.new_page()
    session = await context.new_cdp_session(page)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    taken = asyncio.get_running_loop().create_future()

    def received(frame: str | bytes) -> None:
        if '"type":"taken"' in str(frame) and not taken.done():
            taken.set_result(time.perf_counter())

    page.on("websocket", lambda socket: socket.on("framereceived", received))
    line.become(profile)
    began = time.perf_counter()
    await page.goto(link, wait_until="commit", timeout=120_000)
    await page.locator("main button[type=submit]").first.tap()
    field = page.locator('.ProseMirror[contenteditable="true"]:visible').first
    await field.tap()
    await field.press_sequentially("x")
    async with asyncio.timeout(PATIENCE):
        took = await taken - began
    line.become(NO_LIMIT)
    await context.close()
    return float(took)


async def twice(
    browser: Browser, seat: Any, url: str, line: Line, profile: Profile, slower: float
) -> tuple[Opened, Opened]:
    """The first visit of a browser that knows nothing of us, and the next one in a new tab."""
    context = await browser.new_context(**PHONE, storage_state=seat)
    first = await _open(context, url, line, profile, slower)
    second = await _open(context, url, line, profile, slower)
    await context.close()
    return first, second


async def _open(
    context: BrowserContext, url: str, line: Line, profile: Profile, slower: float
) -> Opened:
    page = await context.new_page()
    session = await context.new_cdp_session(page)
    kinds = await _count(session)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    await page.add_init_script(WATCH)
    line.become(profile)
    await page.goto(url, wait_until="commit", timeout=120_000)
    await _until(page, "seen.writable > 0")
    await page.wait_for_timeout(SETTLED)
    seen = await page.evaluate("seen")
    whole = line.carried
    await _write(page)
    line.become(NO_LIMIT)
    await page.close()
    return Opened(seen["readable"], seen["largest"], seen["writable"], seen["moved"], kinds, whole)


async def _write(page: Page) -> None:
    """That the field takes what is typed: a figure for one that does not would be worthless."""
    field = page.locator('.ProseMirror[contenteditable="true"]:visible').first
    before = len(await field.text_content() or "")
    await field.press("End")
    await field.press_sequentially("x")
    await _until(page, f"document.activeElement.textContent.length > {before}")


async def _until(page: Page, holds: str) -> None:
    """Asked from here, and seldom: our policy lets nobody evaluate a string in the page's name."""
    async with asyncio.timeout(PATIENCE):
        while not await page.evaluate(holds):
            await page.wait_for_timeout(250)


async def _count(session: CDPSession) -> Counter[str]:
    """Bytes by kind as they come; what a worker fetches by itself is in none."""
    kinds: Counter[str] = Counter()
    of: dict[str, str] = {}

    def answered(event: dict[str, Any]) -> None:
        of[event["requestId"]] = (
            "Worker's" if event["response"].get("fromServiceWorker") else event["type"]
        )

    def finished(event: dict[str, Any]) -> None:
        kinds[of.get(event["requestId"], "Other")] += int(event["encodedDataLength"])

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    await session.send("Network.enable")
    return kinds
