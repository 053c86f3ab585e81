"""What is pressed in the room keeps the focus, and the phone's tabs say what they are."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Sit
from tests.browser.pressing import press_until_heard
from tests.patience import until
from tests.server import Afternoon

START = "[data-phase-go]"
# Every button that is replaced, hidden or shut off by what it does, and what opens the way to it.
WALKS: dict[str, list[str]] = {
    "an answer": [
        "{open} [data-done]",
        "{open} .said-back button",
        "{open} [value=nothing_to_add]",
        "{open} .said-back button",
        "{open} [value=out_of_time]",
        "{open} [data-goes-to]",
    ],
    "it is as it should be": ["{open} [data-done]", "{open} .asks [data-empties]"],
    "the round": [START, "#round-next", "#round-pass", "#word-1", ".strip-menu", "#round-stop"],
    "another phase": [".strip-menu", "#clock-menu li > button"],
    "pause": [START, ".strip-menu", "[data-clock-only=running]"],
    "go back": [START, START, ".strip-menu", "[data-clock-only=before]"],
    "more time": [START, ".strip-menu", "[data-clock-only=any]"],
    "stop the clock": [START, ".strip-menu", "[data-clock-only=own]"],
    "draw": ["#draw-duties"],
    "duties": [".vacant .take", "#role .take", "#choose-who", "#choose-duties [type=submit]"],
    "help": ["#help-call", "#help-call", "#help-end"],
    "undo": ["#help-call", ".toast [data-leaves]"],
    "own name": ["[popovertarget=more]", "#more [commandfor=own-name]", "#own-name [type=submit]"],
    "other names": [
        ".strip-menu",
        "#clock-menu [commandfor=round-names]",
        "#round-names [command=close]",
    ],
    "message put away": ["[data-puts-off]"],
}
OPEN = ".board-main:not([hidden]) .prompt[data-active]"
PLACE = """() => {
    const {activeElement: at} = document;
    return at === document.body || !at.checkVisibility() ? "body" : at.outerHTML.slice(0, 80);
}"""


def press(page: Page, selector: str) -> None:
    button = page.locator(selector.replace("{open}", OPEN)).locator("visible=true").first

    def enter() -> None:
        expect(button).to_be_enabled()
        button.focus()
        page.keyboard.press("Enter")

    press_until_heard(page, enter)


@pytest.mark.parametrize("walk", WALKS)
def test_the_focus_never_falls_to_the_body(sit: Sit, seminar: Afternoon, walk: str) -> None:
    kari = sit("Kari")
    page = kari.page
    if walk == "message put away":
        seminar.organiser.post(f"/seminars/{seminar.id}/messages", data={"text": "Fem minutter."})
        page.wait_for_selector("[data-message]")
    if walk == "it is as it should be":
        kari.type("Vi trenger flere,")
        until(lambda: kari.save_word == "saved")
    for selector in WALKS[walk]:
        press(page, selector)
        until(lambda: page.evaluate(PLACE) != "body")


@pytest.mark.parametrize("window", [{}, PHONE], ids=["laptop", "phone"])
def test_the_focus_is_not_lost_when_others_take_away_what_has_it(
    sit: Sit, seminar: Afternoon, window: dict[str, object]
) -> None:
    kari, page = sit("Kari").page, sit("Ola", **window).page

    def has(selector: str) -> None:
        button = page.locator(selector).locator("visible=true").first
        expect(button).to_be_enabled()
        button.focus()

    def loses(selector: str) -> None:
        until(lambda: not page.locator(selector).locator("visible=true").count())
        until(lambda: page.evaluate(PLACE) != "body")

    press(kari, START)
    has("#round-next, .bar [data-round-next]")
    press(kari, ".strip-menu")
    press(kari, "#round-stop")
    loses("#round-next, .bar [data-round-next]")
    has(".prompt[data-active] [data-done], .bar [aria-pressed]")
    seminar.stage("closed")
    loses(".prompt[data-active] [data-done], .bar [aria-pressed]")


def test_the_phones_tabs_say_their_question_and_how_it_stands(sit: Sit) -> None:
    page = sit("Kari", **PHONE).page
    part = page.locator(".parts:visible .part").first
    label = (page.locator(f"{OPEN} .prompt-label").text_content() or "").strip().lstrip("1")
    expect(part).to_contain_text(f"Spørsmål 1: {label}")
    shapes = set()
    for button, word in (
        ("", "Ikke begynt"),
        ("{open} [value=nothing_to_add]", "Ingenting å legge til"),
        ("{open} [value=out_of_time]", "Rakk ikke"),
        (".bar-acts > [aria-pressed]", "Ferdig"),
    ):
        if button:
            press(page, button)
        until(lambda word=word: word in (part.text_content() or ""))  # type: ignore[misc]
        shapes.add(part.locator("svg use").first.get_attribute("href"))
    assert len(shapes) == 4


def test_the_chosen_one_is_clear_without_colours(sit: Sit) -> None:
    page = sit("Kari", **PHONE, forced_colors="active").page
    grounds = page.locator(".parts:visible .part").evaluate_all(
        "(parts) => parts.map((part) => getComputedStyle(part).backgroundColor)"
    )
    assert len(set(grounds)) == 2
    assert grounds.count(grounds[0]) == 1

    page.click(".people-open")
    ground = "(node, part) => getComputedStyle(node, part).backgroundColor"
    here = page.locator(".person[data-here]").first.evaluate(ground, "::before")
    assert here not in (page.locator("#side").evaluate(ground), "rgba(0, 0, 0, 0)")
