"""From a QR code on the table or the screen to text that the server has: on a telephone, over a slow
line, counted in acts. How long it takes is measured by `make bench-loading`."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import PHONE
from tests.patience import until
from tests.server import Afternoon

MOST_ACTS = 4
SLOW = {"latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000, "offline": False}


@dataclass
class Finger:
    """One that opens an address, touches and types, and counts; what is typed is one act."""

    page: Page
    acts: int = 0

    def open(self, address: str) -> None:
        self.acts += 1
        self.page.goto(address)

    def touch(self, what: Locator) -> None:
        self.acts += 1
        what.tap()

    def type(self, text: str) -> None:
        self.acts += 1
        self.page.keyboard.type(text)


@pytest.mark.parametrize("way", ["own", "shared"])
def test_one_scans_the_code_goes_in_and_writes(
    chromium: Browser, seminar: Afternoon, way: str
) -> None:
    """By the room's own code (on its sheet), and by the one for all (on the screen)."""
    context = chromium.new_context(locale="nb", **PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.emulateNetworkConditions", SLOW)
    finger = Finger(page)
    if (
        way == "own"
    ):  # behind both doors is the same page; what slows it burns a processor meanwhile
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        finger.open(seminar.rooms[0]["url"])
    else:
        finger.open(seminar.seminar["join_url"])
        finger.touch(page.locator(".lobby-room").first)
    go_in = page.get_by_role("button", name="Gå inn i rommet")
    expect(go_in).to_be_in_viewport(ratio=1)
    finger.touch(go_in)
    field = page.locator('.prompt[data-active] .ProseMirror[contenteditable="true"]').first
    expect(field).to_be_in_viewport()
    if not field.evaluate("(each) => each === document.activeElement"):
        finger.touch(field)
    finger.type("Kor for voksne")
    until(lambda: seminar.answer()["text"] == "Kor for voksne")
    expect(page.locator(".save")).to_have_attribute("data-state", "saved")
    assert finger.acts <= MOST_ACTS
    context.close()
