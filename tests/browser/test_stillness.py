"""What one writes in, and what one reads, stands still on the screen while others write above it."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, Sit
from tests.browser.writer import Writer, until
from tests.server import Afternoon

WRITERS = ("Ane", "Bo", "Cato", "Dag", "Eli")
WINDOWS = pytest.mark.parametrize("window", [{}, PHONE], ids=["laptop", "phone"])
CARET = "getSelection().getRangeAt(0).getBoundingClientRect().top"
PLACE = """(words) => [...document.querySelectorAll(".prompt[data-active] .notes-text p")]
    .find((note) => note.textContent === words).getBoundingClientRect().top"""


def write_above(sit: Sit, reader: Writer) -> None:
    """Five people write at the top of the first field, two lines each."""
    for name in WRITERS:
        writer = sit(name)
        writer.go(key="Control+Home")
        for line in ("skriver øverst", "og en linje til"):
            writer.type(f"{name} {line}")
            writer.press("Enter")
        until(lambda name=name: f"{name} og en linje til" in reader.text())  # type: ignore[misc]
        writer.page.context.close()


def placed(page: Page, words: str) -> float:
    return float(page.evaluate(PLACE, words))


@WINDOWS
def test_the_line_one_writes_in_stands_still(
    sit: Sit, seminar: Afternoon, window: dict[str, object]
) -> None:
    for number in range(3):
        seminar.note(f"Notat {number}")
    kari = sit("Kari", **window)
    kari.go()
    kari.press("Enter")
    kari.type("Midt i en setning")
    before = float(kari.page.evaluate(CARET))

    write_above(sit, kari)

    assert float(kari.page.evaluate(CARET)) == pytest.approx(before, abs=2)
    kari.type(" som fortsetter")
    until(lambda: "Midt i en setning som fortsetter" in kari.text())


@WINDOWS
def test_the_topmost_note_in_sight_stands_still_for_who_reads(
    sit: Sit, seminar: Afternoon, window: dict[str, object]
) -> None:
    for number in range(20):
        seminar.note(f"Notat {number}")
    kari = sit("Kari", **window)
    kari.page.evaluate("document.activeElement.blur()")
    kari.page.evaluate("scrollBy({top: 300, behavior: 'instant'})")
    top = kari.page.evaluate("document.querySelector('.board-head').getBoundingClientRect().bottom")
    seen = next(f"Notat {n}" for n in range(20) if placed(kari.page, f"Notat {n}") >= top)
    before = placed(kari.page, seen)

    write_above(sit, kari)

    assert placed(kari.page, seen) == pytest.approx(before, abs=2)
