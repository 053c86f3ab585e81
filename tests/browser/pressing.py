"""Presses that arrive: what rests, since something else was pressed there, swallows them."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.patience import until

ASKS = "document.querySelector('.htmx-request') !== null"
COUNTED = """() => {
    if (window.pressed === undefined) {
        window.pressed = 0;
        addEventListener("click", () => (window.pressed += 1), true);
    }
    return window.pressed;
}"""
"""How many presses came through; of two listeners at one place the page's own, which swallows, is
the first."""


def press_until_heard(page: Page, press: Callable[[], None]) -> None:
    """Again, while the page swallows it: what came to stand there may begin to rest at any moment,
    between the look at it and the press. Then until what was asked for is answered."""

    def heard() -> bool:
        before = page.evaluate(COUNTED)
        press()
        return bool(page.evaluate(COUNTED) != before)

    until(heard)
    until(lambda: not page.evaluate(ASKS))
