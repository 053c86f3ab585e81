"""What cleans a paste comes after the text; who pastes before it is there loses nothing by it."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Route

from tests.browser.conftest import Sit
from tests.browser.writer import Writer
from tests.patience import until
from tests.server import Afternoon

CLEANER = "**/static/js/paste-*.js"
HTML = "<ul><li>Ett</li><li><b style='font-weight:normal'>To</b></li></ul>"
DROP = """({html, text}) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", text);
    const {right, bottom} = document.querySelector(".notes-text p:last-child").getBoundingClientRect();
    const how = {dataTransfer: data, bubbles: true, cancelable: true, clientX: right, clientY: bottom - 4};
    document.querySelector(".notes-text").dispatchEvent(new DragEvent("drop", how));
}"""


@pytest.fixture
def held(sit: Sit) -> tuple[Writer, list[Route]]:
    """Kari at a page whose cleaner is asked for and does not come yet."""
    kari = sit("Kari")
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    kari.page.route(CLEANER, hold)
    kari.reload()
    kari.go()
    return kari, waiting


def answer(writer: Writer, waiting: list[Route], how: Callable[[Route], None]) -> None:
    """To what was asked for, by the page before too, and to what will be."""
    writer.page.route(CLEANER, how)
    for each in waiting:
        with suppress(Error):
            how(each)


def marks(writer: Writer) -> int:
    return writer.page.locator(".notes-text strong").count()


def test_a_paste_before_the_cleaner_waits_for_it_and_stands_where_it_was_pasted(
    held: tuple[Writer, list[Route]], seminar: Afternoon
) -> None:
    kari, waiting = held
    kari.type("Foran")
    kari.press("Enter")

    kari.paste("Ett\nTo", html=HTML)
    kari.paste("Tre\nFire")
    kari.type("etterpå")
    kari.reads("Foran\netterpå")
    answer(kari, waiting, lambda route: route.continue_())

    kari.reads("Foran\nEtt\nToTre\nFireetterpå")
    kari.type("!")
    until(lambda: seminar.answer()["text"] == "Foran\n• Ett\n• ToTre\nFireetterpå!")
    assert marks(kari) == 0


def test_a_text_dropped_before_the_cleaner_is_there_stands_where_it_fell(
    held: tuple[Writer, list[Route]],
) -> None:
    kari, waiting = held
    kari.type("Foran")
    kari.press("Home")

    kari.page.evaluate(DROP, {"html": "<b style='font-weight:normal'>og bak</b>", "text": "x"})
    answer(kari, waiting, lambda route: route.continue_())

    kari.reads("Foranog bak")
    assert marks(kari) == 0


def test_what_is_copied_here_and_pasted_here_needs_no_cleaner(
    held: tuple[Writer, list[Route]],
) -> None:
    kari, _ = held
    kari.type("Ett")
    html = '<p data-pm-slice="0 0 []">To</p>'

    kari.paste("uten form", html=html)

    kari.reads("Ett\nTo")


@pytest.mark.parametrize("html", ["", HTML], ids=["plain", "rich"])
def test_without_the_cleaner_lines_are_pasted_and_the_next_paste_tries_again(
    held: tuple[Writer, list[Route]], html: str
) -> None:
    kari, waiting = held
    kari.paste("Ett\nTo", html=html)
    answer(kari, waiting, lambda route: route.abort())

    kari.reads("Ett\nTo")
    answer(kari, [], lambda route: route.continue_())
    kari.press("Control+a", "Backspace")
    kari.paste("- Ett\n- To", html=html)
    until(lambda: kari.page.locator(".notes-text ul > li").count() == 2)
