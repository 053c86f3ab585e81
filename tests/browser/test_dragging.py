"""What is dragged from one field into another is moved, and one undo takes all of that back."""

import pytest
from playwright.sync_api import Locator

from tests.browser.conftest import Sit
from tests.browser.writer import Writer
from tests.patience import until
from tests.server import Afternoon

SELECTED = "new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))"
TALL = {"viewport": {"width": 1280, "height": 2400}}


def visible(writer: Writer) -> list[int]:
    fields = writer.page.locator(".notes-text")
    return [at for at in range(fields.count()) if fields.nth(at).is_visible()]


def texts(writer: Writer, target: int) -> list[str]:
    return [writer.text(), writer.text(target)]


def drag_second_note_onto(writer: Writer, place: Locator) -> None:
    """Of the first field, where two notes are written for it."""
    writer.type("Hold fast")
    writer.press("Enter")
    writer.type("Flytt meg")
    writer.press("Shift+Home")
    writer.page.evaluate(SELECTED)
    note = writer.page.locator(".notes-text").first.locator("p").nth(1)
    note.drag_to(place, source_position={"x": 20, "y": 8})


def drag_second_note(writer: Writer, target: int) -> None:
    drag_second_note_onto(writer, writer.page.locator(".notes-text").nth(target))
    until(lambda: texts(writer, target) == ["Hold fast", "Flytt meg"])


def test_a_note_dragged_to_another_field_stands_there_and_nowhere_else(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari", **TALL)

    drag_second_note(kari, visible(kari)[1])

    until(lambda: seminar.answer()["text"] == "Hold fast")


@pytest.mark.parametrize("pressed", ["where it came from", "where it went", "a button"])
def test_one_undo_takes_all_of_a_drag_back_and_one_redo_does_it_again(
    seminar: Afternoon, sit: Sit, pressed: str
) -> None:
    kari, ola = sit("Kari", **TALL), sit("Ola", **TALL)
    target = visible(kari)[1]
    field = 0 if pressed == "where it came from" else target
    drag_second_note(kari, target)
    ola.reads("Hold fast")
    until(lambda: ola.text(target) == "Flytt meg")
    for at, words in ((0, "Først: "), (target, "Så: ")):
        ola.go(at, "Control+Home")
        ola.type(words)
    until(lambda: texts(kari, target) == ["Først: Hold fast", "Så: Flytt meg"])

    kari.go(field)
    if pressed == "a button":
        kari.page.locator("[data-command=undo]:visible").first.click()
    else:
        kari.press("Control+z")

    until(lambda: texts(ola, target) == ["Først: Hold fast\nFlytt meg", "Så:"])
    kari.press("Control+Shift+z")
    until(lambda: texts(ola, target) == ["Først: Hold fast", "Så: Flytt meg"])
    assert texts(kari, target) == texts(ola, target)
