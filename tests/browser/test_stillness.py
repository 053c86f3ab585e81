"""What one writes in, and what one reads, stands still on the screen while others write above it."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Sit, phone_first
from tests.browser.writer import Writer
from tests.patience import until
from tests.server import Afternoon

WRITERS = ("Ane", "Bo")
LINES = ("skriver øverst", "og en linje til", "og en tredje", "og enda en", "og den siste")
CARET = "getSelection().getRangeAt(0).getBoundingClientRect().top"
TOP = "(element) => element.getBoundingClientRect().top"
PLACED = "(element) => element.getBoundingClientRect().top + scrollY"
PLACE = """(words) => [...document.querySelectorAll(".prompt[data-active] .notes-text p")]
    .find((note) => note.textContent === words).getBoundingClientRect().top"""


def write_above(sit: Sit, reader: Writer) -> None:
    """Two people write at the top of the first field, five lines each."""
    for name in WRITERS:
        writer = sit(name)
        writer.go(key="Control+Home")
        for line in LINES:
            writer.page.keyboard.insert_text(f"{name} {line}")  # what moves is a line
            writer.press("Enter")
        until(lambda name=name: f"{name} {LINES[-1]}" in reader.text())  # type: ignore[misc]
        writer.page.context.close()


def placed(page: Page, words: str) -> float:
    return float(page.evaluate(PLACE, words))


@phone_first
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


@phone_first
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


@phone_first
def test_a_smaller_field_below_the_text_stands_still_while_it_is_written_in(
    sit: Sit, window: dict[str, object]
) -> None:
    kari = sit("Kari", **window)
    asked = kari.page.locator(".prompt[data-active]")
    asked.locator(".send-note > summary").click()
    field = asked.locator(".send textarea")
    field.click()
    kari.type("Midt i en setning")
    before = field.evaluate(TOP)

    write_above(sit, kari)

    assert field.evaluate(TOP) == pytest.approx(before, abs=2)


def test_who_has_only_come_keeps_the_question_in_sight(sit: Sit) -> None:
    kari = sit("Kari")
    question = kari.page.locator(".prompt[data-active] .prompt-text")
    before = question.evaluate(TOP)

    write_above(sit, kari)

    assert question.evaluate(TOP) == before


def test_what_is_pressed_below_the_text_keeps_its_place_when_words_and_a_summary_come(
    sit: Sit,
) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    asked = kari.page.locator(".prompt[data-active]")
    done = asked.locator("[data-done]")
    before = done.evaluate(PLACED)

    ola.type("Første ord")

    until(lambda: asked.get_attribute("data-state") != "empty")
    assert done.evaluate(PLACED) == before

    ola.page.locator(".prompt[data-active] .summary .notes-text").focus()
    ola.type("Det vi er enige om.")
    kari.page.locator(".prompt[data-active] .summary-tools > :last-child:visible").wait_for()
    assert done.evaluate(PLACED) == before


@phone_first
def test_a_question_that_is_added_comes_and_moves_nothing_where_somebody_writes(
    sit: Sit, seminar: Afternoon, window: dict[str, object]
) -> None:
    kari = sit("Kari", **window)
    kari.go()
    kari.type("Midt i en setning")
    before = float(kari.page.evaluate(CARET))
    path = f"/api/v1/seminars/{seminar.id}/dialogues/{seminar.dialogue()}/prompts"

    seminar.organiser.post(path, json={"text": "Og hva nå?"}).raise_for_status()

    kari.page.get_by_text("Og hva nå?").first.wait_for(state="attached")
    assert float(kari.page.evaluate(CARET)) == pytest.approx(before, abs=2)
    kari.type(" som fortsetter")
    until(lambda: "Midt i en setning som fortsetter" in seminar.answer()["text"])
    assert "Midt i en setning som fortsetter" in kari.text()
