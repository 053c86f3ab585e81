"""A phone in the hand: where the field begins, what is left with the keyboard up, whose duty it is."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Sit, at_size
from tests.browser.pressing import press_until_heard
from tests.browser.test_room import tell
from tests.browser.writer import Writer
from tests.patience import until
from tests.server import Afternoon, Server, afternoon

PHONE = {"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True}
KEYBOARD_UP = [
    (360, 450),
    (320, 330),
    (780, 160),
    (180, 390),
]  # upright, small, lying, enlarged twice
SHOWN = """() => {
    const seen = (element) => element && element.getClientRects().length > 0;
    const place = (selector) => document.querySelector(selector)?.getBoundingClientRect();
    const over = [...document.querySelectorAll("body *")].filter((each) =>
        each.offsetHeight && ["fixed", "sticky"].includes(getComputedStyle(each).position));
    const caret = getSelection().getRangeAt(0).getBoundingClientRect();
    return {
        over: over.map(({className}) => className).sort(),
        head: place(".board-head").bottom, bar: place(".bar").top, height: innerHeight,
        field: place(".prompt[data-active] .notes-text"), caret: {top: caret.top, bottom: caret.bottom},
        toasts: [...document.querySelectorAll(".toast")].map((each) => each.getBoundingClientRect().bottom),
        from: place(".bar [data-said-by]"), width: innerWidth, wide: document.documentElement.scrollWidth,
    };
}"""


def lift_keyboard(writer: Writer, width: int, height: int) -> dict[str, Any]:
    writer.page.locator(".prompt[data-active] .notes-text").first.tap()
    writer.type("Skrevet på telefonen")
    writer.page.set_viewport_size({"width": width, "height": height})
    writer.page.wait_for_selector("html[data-keyboard=text]")
    writer.type(".")
    return dict(writer.page.evaluate(SHOWN))


@pytest.mark.parametrize(("width", "height"), KEYBOARD_UP)
def test_with_the_keyboard_up_one_line_above_and_one_below_the_text_are_left(
    sit: Sit, seminar: Afternoon, width: int, height: int
) -> None:
    seminar.stage("open", dialogue=1)
    kari = sit("Kari", **PHONE)
    kari.page.locator("#help-call").click()
    kari.page.locator("#dialogues a").first.click()
    kari.page.click("[data-phase-next]")
    until(lambda: "har ordet" in kari.page.locator(".step-open").inner_text())
    tell(seminar, "Ti minutter igjen, og så møtes vi alle sammen i plenum.")
    kari.page.wait_for_selector("[data-message]")
    kari.cut()

    shown = lift_keyboard(kari, width, height)

    assert [each for each in shown["over"] if not each.startswith("toast")] == ["bar", "board-head"]
    # The undo of what was pressed is in the head's own line, if this machine is quick enough to see it.
    assert max(shown["toasts"], default=0) <= shown["head"]
    assert shown["head"] <= 44
    assert shown["height"] - shown["bar"] <= 56
    assert shown["bar"] - shown["head"] >= shown["height"] - 96
    assert shown["head"] <= shown["caret"]["top"]
    assert shown["caret"]["bottom"] <= shown["bar"]
    assert shown["from"]["left"] >= 0
    assert shown["from"]["right"] <= width
    assert shown["wide"] <= shown["width"]
    expect(kari.page.locator(".save")).to_be_visible()


# How far down goes what stands in each field, empty or not, and the field itself.
HINTS = """() => [...document.querySelectorAll(".prompt[data-active] .notes-text")]
    .filter((field) => field.checkVisibility())
    .map(({scrollHeight, clientHeight}) => [scrollHeight, clientHeight + 1])"""


def test_the_field_begins_in_the_upper_third_whatever_is_going_on(
    sit: Sit, seminar: Afternoon
) -> None:
    seminar.stage("open", dialogue=1)
    page = sit("Kari", **PHONE).page
    page.locator("#dialogues a").first.click()
    until(lambda: "Dialog 2 er åpen" in page.locator(".stage-notice:visible").inner_text())
    page.locator("#help-call").click()
    page.wait_for_selector("[data-help=called]")
    page.click("[data-phase-next]")
    page.wait_for_selector("#clock .clock")
    tell(seminar, "Fem minutter igjen, så møtes vi i plenum.")
    page.wait_for_selector(".message:visible")
    for language in ("nb", "nn", "en"):
        page.click("[popovertarget=more]")
        with page.expect_navigation():
            page.click(f"#more [name=language][value={language}]")
        page.wait_for_selector(f"html[lang={language}] .ProseMirror:visible")
        for width, height in ((390, 844), (360, 740)):
            at_size(page, width, height)
            box = page.locator(".prompt[data-active] .editor").first.bounding_box()
            assert box
            assert box["y"] <= height / 3, (language, width)
            assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_preset_question_leaves_the_upper_two_thirds_to_the_field_on_any_phone_but_the_smallest(
    sit: Sit, server: Server
) -> None:
    """Its own words and a title for each member's field; the tab has its number and name."""
    text = "Hvem fører arbeidet videre, og når begynner det?"
    prompts = [
        {"text": text, "label": "Hvem og når?", "per_member": each, "kind": "actions"}
        for each in (True, False)
    ]
    each = afternoon(
        server, dialogues=[{"title": f"Dialog {at}", "prompts": prompts} for at in "12"]
    )
    each.stage("open", dialogue=1)
    page = sit("Kari", at=each.rooms[0]["url"], **PHONE).page
    for width, height, part in ((390, 844, 1 / 3), (360, 740, 1 / 3), (320, 568, 0.44)):
        at_size(page, width, height)
        box = page.locator(".prompt[data-active] .editor").first.bounding_box()
        assert box
        assert box["y"] <= height * part, width
        expect(page.locator(".part[aria-current]:visible")).to_contain_text("Hvem og når?")


def held(page: Page) -> str:
    return page.locator("[data-own-duty]").inner_text()


def test_a_drawn_duty_is_told_at_once_and_kept_in_the_head(sit: Sit) -> None:
    kari, ola = sit("Kari"), sit("Ola", **PHONE)
    until(
        lambda: kari.page.locator(".person[data-seat]").count() == 2
    )  # who is not seen draws none
    kari.page.click("#draw-duties")

    until(lambda: "Din rolle" in ola.said)
    until(lambda: held(ola.page) != "Roller")
    ola.page.click(".people-open")
    expect(ola.page.locator("#role .duty-sheet:visible").first).to_be_visible()
    ola.reload()
    until(lambda: held(ola.page) != "Roller")
    assert "Din rolle" not in ola.said


def test_drawing_again_asks_first(sit: Sit) -> None:
    ola = sit("Ola", **PHONE)
    ola.page.click(".people-open")
    ola.page.click("#draw-duties")
    until(lambda: "på nytt" in ola.page.locator("#draw-duties").inner_text())
    ola.page.click("#draw-duties")

    ola.page.wait_for_selector("#confirm[open]")


def test_the_undo_of_what_is_pressed_in_a_panel_lies_over_the_panel(sit: Sit) -> None:
    page = sit("Ola", **PHONE).page
    page.click(".people-open")
    page.click("#draw-duties")

    page.click(".toast [data-leaves]")

    until(lambda: "på nytt" not in page.locator("#draw-duties").inner_text())


HEAD = "document.querySelector('.board-head').offsetHeight"


def test_a_tablets_head_keeps_its_height_however_long_the_dialogues_titles_are(
    sit: Sit, server: Server
) -> None:
    def height(title: str) -> int:
        two = [{"title": f"{title} {each}", "prompts": [{"text": "Hva nå?"}]} for each in (1, 2)]
        seminar = afternoon(server, dialogues=two)
        seminar.stage("open", dialogue=1)
        window = sit("Kari", at=seminar.rooms[0]["url"], viewport={"width": 768, "height": 1024})
        window.page.wait_for_selector("#dialogues a:nth-child(2)")
        return int(window.page.evaluate(HEAD))

    assert height("Kulturskolen i kommunen og i bygda") == height("Dialog")


def test_a_tablets_head_keeps_its_height_whatever_is_told_in_it(
    sit: Sit, seminar: Afternoon
) -> None:
    seminar.stage("open", dialogue=1)
    page = sit("Kari", viewport={"width": 768, "height": 1024}).page
    page.wait_for_selector("#dialogues a:nth-child(2)")
    before = page.evaluate(HEAD)

    page.click(".people-open")
    page.click("#draw-duties")
    page.wait_for_selector("[data-held]")
    page.keyboard.press("Escape")
    page.click("#help-call")
    page.wait_for_selector("[data-help=called]")
    seminar.stage("closed", dialogue=1)
    page.wait_for_selector("#dialogues .icon")

    assert page.evaluate(HEAD) == pytest.approx(before, abs=2)


def test_the_ways_on_from_a_field_lie_on_nothing(sit: Sit) -> None:
    page = sit("Kari", viewport={"width": 320, "height": 780}).page
    for width in (320, 390):
        at_size(page, width, 780)
        past = page.locator(".answer-past:visible a").first.bounding_box()
        note = page.locator(".send-note:visible").first.bounding_box()
        assert past
        assert note
        assert note["y"] >= past["y"] + past["height"] or note["x"] >= past["x"] + past["width"]


def test_the_head_of_a_phone_names_the_open_dialogue_and_the_room_in_full(
    sit: Sit, seminar: Afternoon
) -> None:
    seminar.stage("closed")
    seminar.stage("open", dialogue=1)
    page = sit("Kari", **PHONE).page
    page.locator("#dialogues a").last.click()
    page.wait_for_selector("#dialogues a:last-child[aria-current]")
    page.click("[data-phase-next]")
    page.wait_for_selector("#clock .clock")

    cut = """() => {
        const right = document.querySelector("#dialogues").getBoundingClientRect().right;
        const name = document.querySelector("#dialogues [aria-current]").getBoundingClientRect();
        const members = document.querySelector(".board-room > span");
        return {name: name.right > right + 1, members: members.scrollWidth > members.clientWidth,
            save: document.querySelector(".save").getBoundingClientRect().right > innerWidth};
    }"""

    for width in (320, 360):
        at_size(page, width, 740)
        assert page.evaluate(cut) == {"name": False, "members": False, "save": False}, width


def test_a_dialog_from_a_menu_gives_the_focus_back_to_what_is_still_seen_of_the_way_to_it(
    sit: Sit,
) -> None:
    page = sit("Kari", **PHONE).page
    ways = {
        "#round-names [command=close]": [
            ".step-open",
            ".strip-menu",
            "#clock-menu [commandfor=round-names]",
        ],
        "#own-name [command=close]": ["[popovertarget=more]", "#more [commandfor=own-name]"],
        "#confirm [value=no]": ["[popovertarget=more]", "#more [hx-post$='/leave']"],
        "#leaving [value=no]": ["[popovertarget=more]", "#more [data-leaves-device] button"],
    }
    for shuts, way in ways.items():
        for each in (*way, shuts):
            press_until_heard(page, lambda: page.click(each))  # noqa: B023

        until(lambda: page.evaluate("way => document.activeElement.matches(way)", way[0]))  # noqa: B023


def test_text_of_twice_the_size_widens_no_phone(sit: Sit) -> None:
    page = sit("Kari", **PHONE | {"viewport": {"width": 390, "height": 844}}).page
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.click("[data-phase-next]")
    page.wait_for_selector("#clock .clock")

    assert page.evaluate("document.documentElement.scrollWidth") == 390


BEYOND = """() => [...document.querySelectorAll("body, body *")]
  .filter((each) => each.checkVisibility({visibilityProperty: true}) && !each.closest(".sr-only, svg"))
  .filter((each) => each.getBoundingClientRect().right > 321)
  .map((each) => `${each.tagName}.${each.className}`)"""


@pytest.mark.keeps_pages
def test_text_of_twice_the_size_widens_no_narrow_phone_whatever_is_going_on(
    sit: Sit, seminar: Afternoon
) -> None:
    page = sit("Kari", **PHONE | {"viewport": {"width": 320, "height": 640}}).page
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    def fits(state: str) -> None:
        until(lambda: page.evaluate("document.documentElement.scrollWidth") == 320)
        assert page.evaluate(BEYOND) == [], state

    fits("one dialogue")
    seminar.stage("open", dialogue=1)
    page.wait_for_selector("#dialogues a:nth-child(2)")
    fits("two dialogues")
    page.click("#help-call")
    page.wait_for_selector("#help-menu", state="attached")
    fits("help called")
    page.click("[popovertarget=more]")
    fits("the menu")
    page.keyboard.press("Escape")
    page.click("[data-phase-next]")
    page.wait_for_selector("#clock .clock")
    fits("a round")
    page.click(".people-open")
    fits("people and duties")
    page.keyboard.press("Escape")
    tell(seminar, "Velkommen til samarbeidskonferansen.")
    page.wait_for_selector(".message:visible")
    fits("a message")
    page.context.set_offline(True)
    page.wait_for_function("!navigator.onLine")
    fits("offline")


def test_a_message_keeps_its_words_whole_above_a_bar_of_any_height(
    sit: Sit, seminar: Afternoon
) -> None:
    seminar.stage("closing")
    page = sit("Kari", **PHONE | {"viewport": {"width": 320, "height": 640}}).page
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    tell(seminar, "Plenum om fem minutter. " * 8)
    page.wait_for_selector(".message:visible")
    text = page.locator(".message > p")
    until(lambda: text.evaluate("(words) => words.offsetWidth") > 200)
    head = "document.querySelector('.board-head').getBoundingClientRect().bottom"
    line = "document.querySelector('.message').getBoundingClientRect().top"
    for height in (568, 640):  # it leaves the head free, and itself has room for two lines
        page.set_viewport_size({"width": 320, "height": height})
        until(lambda: page.evaluate(f"{line} >= {head}"))
        assert text.evaluate("(words) => words.offsetHeight") > 60
    bar = page.locator(".bar").bounding_box()
    assert bar
    assert bar["height"] > 100  # its buttons stand in two lines
    for what in (".message", ".work-notices:visible"):
        end = f"document.querySelector('{what.split(':')[0]}').getBoundingClientRect().bottom"
        until(lambda end=end: page.evaluate(end) <= bar["y"] + 1)  # type: ignore[misc]


def test_what_an_empty_field_says_lies_on_nothing_at_twice_the_size(sit: Sit) -> None:
    page = sit("Kari", **PHONE | {"viewport": {"width": 320, "height": 640}}).page
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    fields = page.evaluate(HINTS)

    assert len(fields) >= 2
    for hint, field in fields:
        assert hint <= field
    page.keyboard.type("x")
    caret = page.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().top")
    top = page.evaluate("document.activeElement.getBoundingClientRect().top")
    assert caret - top < 40  # where the words began


@pytest.mark.parametrize("width", [320, 360, 820])
def test_what_is_told_for_a_moment_leaves_the_lasting_line_about_the_next_dialogue_free(
    sit: Sit, seminar: Afternoon, width: int
) -> None:
    kari = sit("Kari", **PHONE | {"viewport": {"width": width, "height": 740}})
    seminar.stage("open", dialogue=1)
    way = kari.page.locator(".stage-notice:visible a", has_text="Dialog 2 er åpen")
    way.wait_for()
    kari.page.locator("#help-call").click()
    said = "{detail: {text: 'Din rolle: Tidsvakt', seconds: 600}}"
    kari.page.evaluate(f"document.dispatchEvent(new CustomEvent('samtavle:say', {said}))")
    kari.page.locator(".toast").first.wait_for()

    def apart() -> bool:
        toasts = [each.bounding_box() for each in kari.page.locator(".toast").all()]
        line = way.bounding_box()
        return bool(toasts and line) and all(
            box and line and box["y"] + box["height"] <= line["y"] for box in toasts
        )

    until(apart)
    way.click()
    expect(kari.page.locator("#dialogues [aria-current]")).to_have_text("Dialog 2")
