"""The room page around the text, in real windows: what others see at once and what never moves."""

import re
from functools import partial

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import violations_in_both_schemes
from tests.browser.conftest import PHONE, Sit, phone_first
from tests.browser.writer import Writer
from tests.patience import until
from tests.server import PART, Afternoon

# What one presses below the text, and the text itself, with a toast over it.
COVERED = """() => [...document.querySelectorAll(".prompt[data-active] :is(.editor, button)")].filter((each) => {
    const own = each.getBoundingClientRect();
    return own.width && [...document.querySelectorAll(".toast")].map((toast) => toast.getBoundingClientRect())
        .some(({top, right, bottom, left}) => top < own.bottom && own.top < bottom && left < own.right && own.left < right);
}).map((each) => each.outerHTML)"""


def shown(page: Page) -> Locator:
    """The open question of the open dialogue."""
    return page.locator(".board-main:not([hidden]) .prompt[data-active]")


def tell(seminar: Afternoon, text: str) -> None:
    path = f"/seminars/{seminar.id}/messages"
    answer = seminar.organiser.post(path, data={"text": text}, headers=PART)
    assert answer.status_code == 200, answer.text


def top(writer: Writer) -> float:
    box = shown(writer.page).locator(".notes-text").first.bounding_box()
    assert box
    return box["y"]


def test_a_duty_is_seen_by_all_and_explained_to_its_holder(sit: Sit) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    kari.page.get_by_role("button", name="Ta Viddevakt").click()
    until(lambda: "Viddevakt" in ola.page.locator(".person", has_text="Kari").inner_text())
    until(lambda: kari.page.locator("#role").is_visible())
    assert not ola.page.locator("#role").is_visible()


def test_a_note_begun_in_the_round_is_tagged_with_the_lit_member(sit: Sit) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    ola.page.locator("[data-phase-go]").first.click()
    until(lambda: kari.page.locator(".round-of[data-round=running]").count())
    kari.go()
    kari.type("Sagt i runden")
    until(lambda: ola.page.locator('.notes-text p[data-by="Fra Fjellvik"]').count())
    kari.page.keyboard.press("Enter")
    said_by = shown(kari.page).locator(".editor-tools [data-said-by]").first
    until(lambda: said_by.evaluate("(each) => each.selectedOptions[0].text") == "Fjellvik")
    ola.page.locator("#round-next").click()
    until(lambda: said_by.evaluate("(each) => each.selectedOptions[0].text") == "Granli")


@pytest.mark.parametrize(
    "room",
    [
        pytest.param(0, id="two members", marks=pytest.mark.slow),
        pytest.param(1, id="one member"),
    ],
)
def test_a_note_begun_while_a_person_is_lit_is_tagged_with_them(sit: Sit, room: int) -> None:
    kari, ola = sit("Kari", room=room), sit("Ola", room=room)
    start = """(names) => fetch(location.pathname + "/round", {method: "POST", body: new URLSearchParams({names}),
        headers: JSON.parse(document.body.getAttribute("hx-headers:inherited"))}).then((answer) => answer.status)"""
    assert ola.page.evaluate(start, "Turid Torvald, Ola") == 200
    until(lambda: kari.page.locator(".round-of[data-speaker]").count())
    kari.go()
    kari.type("Sagt i runden")
    tagged = '.notes-text p[data-by="Fra Turid Torvald"]'
    until(lambda: ola.page.locator(tagged).count())
    late = sit("Per", room=room)
    until(lambda: late.page.locator(tagged).count())


def test_the_button_keeps_the_focus_through_the_round(sit: Sit) -> None:
    page = sit("Kari").page
    page.locator("[data-phase-go]").first.click()
    page.locator("#round-next").focus()
    page.keyboard.press("Enter")
    until(lambda: page.locator("#round [aria-current] b").inner_text() == "Granli")
    until(lambda: page.evaluate("document.activeElement.id") == "round-next")


@phone_first
def test_a_message_moves_no_text_and_is_seen(
    sit: Sit, seminar: Afternoon, window: dict[str, object]
) -> None:
    kari = sit("Kari", **window)
    kari.go()
    kari.type("Midt i en setning")
    before = top(kari)
    tell(seminar, "Ti minutter igjen.")
    until(lambda: kari.page.locator("[data-message]").count())
    assert top(kari) == pytest.approx(before, abs=1)
    until(lambda: "1 av 3" in seminar.organiser.get(f"/seminars/{seminar.id}/grid").text)
    kari.page.locator("[data-puts-off]").click()
    assert top(kari) == pytest.approx(before, abs=1)
    kari.type(" og ut av den")  # putting it away took nobody out of the text
    until(lambda: seminar.answer()["text"] == "Midt i en setning og ut av den")
    kari.reload()
    assert not kari.page.locator("[data-message]").is_visible()


@phone_first
def test_a_message_lies_over_the_page_wherever_one_has_scrolled(
    sit: Sit, seminar: Afternoon, window: dict[str, object]
) -> None:
    for number in range(30):
        seminar.note(f"Notat {number}")
    page = sit("Kari", **window).page
    page.evaluate("document.activeElement.blur(); scrollTo({top: 700, behavior: 'instant'})")
    places = "[...document.querySelectorAll('.board-head .ds-button, .notes-text')]"
    places += ".map((each) => Math.round(each.getBoundingClientRect().top))"
    before = page.evaluate(places)
    tell(seminar, "Ti minutter igjen.")
    line = page.locator("[data-message]")
    until(lambda: line.count() and line.is_visible())
    box = line.bounding_box()
    assert box
    assert 0 <= box["y"] <= page.evaluate("innerHeight") - box["height"]
    assert page.evaluate(places) == before

    seminar.server.clock.forward(minutes=11)
    until(lambda: not line.is_visible())


@pytest.mark.parametrize(
    ("window", "most"),
    [
        ({"viewport": {"width": 1440, "height": 900}}, 60),
        ({"viewport": {"width": 1100, "height": 740}}, 60),
        (PHONE, 90),
    ],
    ids=["wide", "narrow", "phone"],
)
def test_a_long_message_shows_its_beginning_and_all_of_it_after_one_press(
    sit: Sit, seminar: Afternoon, window: dict[str, object], most: int
) -> None:
    page = sit("Kari", **window).page
    lines = [f"Linje {number} av det seminarlederen vil si." for number in range(6)]
    tell(seminar, "\n".join(lines))
    message = page.locator("[data-message]")
    message.wait_for()
    words = message.locator("p")
    height = "(line) => line.offsetHeight"
    until(lambda: 0 < message.evaluate(height) <= most)
    for pressed in page.locator(
        ".board-tools button:visible, .strip button:visible, .bar button:visible"
    ).all():
        pressed.click(trial=True)  # it lies on nothing that is pressed

    words.click()

    until(lambda: words.evaluate("(all) => all.scrollHeight <= all.clientHeight"))
    said = words.inner_text()
    assert [line for line in lines if line not in said.splitlines()] == []  # each a line of its own
    message.locator("[data-puts-off]").click()
    until(lambda: not message.is_visible())
    assert page.evaluate("document.activeElement !== document.body")


def test_what_the_room_says_reaches_everybody_and_leads_on(sit: Sit) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    kari.go()
    kari.type("Vi samarbeider om lokaler og")
    until(lambda: kari.save_word == "saved" and "lokaler" in ola.text())
    shown(kari.page).locator("[data-done]").click()
    until(lambda: "Ferdig" in shown(ola.page).locator(".state").first.inner_text())
    shown(kari.page).get_by_role("button", name="Skriv videre", exact=True).click()
    until(lambda: "Ferdig" not in shown(ola.page).locator(".state").first.inner_text())
    until(lambda: kari.page.evaluate("document.activeElement.matches('.notes-text')"))
    kari.type(" tid.")
    shown(kari.page).locator("[data-done]").click()
    kari.page.locator("#toasts [data-leaves]").wait_for()
    kari.page.set_viewport_size({"width": 1440, "height": 900})
    assert kari.page.evaluate(COVERED) == []
    kari.page.set_viewport_size({"width": 1280, "height": 900})
    assert kari.page.evaluate(COVERED) == []
    shown(kari.page).get_by_role("button", name="Neste spørsmål").click()
    until(lambda: shown(kari.page).locator(".prompt-number").inner_text() == "2")


def test_what_the_room_says_and_the_way_on_stand_in_one_line(sit: Sit) -> None:
    page = sit("Kari").page
    ways = shown(page).locator(".prompt-end button:visible")
    for width in (1100, 1180, 1279):
        page.set_viewport_size({"width": width, "height": 800})
        expect(ways).to_have_count(4)
        tops = {ways.nth(at).bounding_box()["y"] for at in range(4)}  # type: ignore[index]
        assert len(tops) == 1, width


def test_a_long_round_leaves_the_clock_alone_and_shows_whose_word_it_is(sit: Sit) -> None:
    page = sit("Kari", viewport={"width": 1110, "height": 740}).page
    page.locator("[data-phase-go]").first.click()
    page.locator("#round-next").wait_for()  # the strip is another then, and its menu elsewhere
    page.click(".strip-menu")
    page.click("#clock-menu [commandfor=round-names]")
    names = ", ".join(f"Torvald {letter}" for letter in "ABCDEFGHIJKL")
    page.fill("#round-names input", f"Anne-Margrethe Lillebakken, {names}")
    page.click("#round-names [type=submit]")
    until(lambda: "Anne" in page.locator(".round-circle [aria-current]").inner_text())
    heard = page.locator(".round-circle > [data-turn=heard]")
    for _ in range(9):
        before = heard.count()
        page.click("#round-next")
        until(partial(lambda before: heard.count() > before, before))
    until(
        lambda: page.evaluate("""() => {
            const place = (selector) => document.querySelector(selector).getBoundingClientRect();
            const [clock, next, circle] = [".clock-time", "#round-next", ".round-circle"].map(place);
            const lit = place(".round-circle > [aria-current]");
            return clock.right <= next.left && lit.left >= circle.left - 1 && lit.right <= circle.right + 1
                && document.documentElement.scrollWidth === innerWidth;
        }""")
    )


def test_the_question_lights_for_all_and_nothing_moves(sit: Sit) -> None:
    kari, ola = sit("Kari"), sit("Ola", **PHONE)
    before = top(ola)
    shown(kari.page).get_by_role("button", name="Tilbake til spørsmålet").click()
    until(lambda: ola.page.locator(".focus:visible").count())
    assert top(ola) == before
    shown(ola.page).get_by_role("button", name="Tilbake til spørsmålet").click()
    until(lambda: "mindre enn ett minutt siden" in ola.page.locator("#toasts").inner_text())


def test_an_empty_field_says_when_it_is_over_that_nothing_was_written(
    sit: Sit, seminar: Afternoon
) -> None:
    empty = shown(sit("Kari").page).locator(".summary .notes-text > p")
    expect(empty).to_have_attribute("data-placeholder", re.compile("Én til tre"))
    seminar.stage("closed")
    until(lambda: "står det ingenting" in str(empty.get_attribute("data-placeholder")))


def test_a_follower_sends_a_note_into_the_field(sit: Sit) -> None:
    kari, ola = sit("Kari"), sit("Ola", **PHONE)
    shown(ola.page).locator(".send-note > summary").click()
    field = shown(ola.page).locator(".send textarea")
    field.fill("Sendt fra telefonen")
    ola.cut()
    shown(ola.page).locator(".send button").click()
    until(lambda: shown(ola.page).locator(".send-waiting").is_visible())
    until(lambda: "Sendt fra telefonen" in shown(ola.page).locator(".send-waiting").inner_text())
    ola.join()
    until(lambda: kari.text() == "Sendt fra telefonen")
    until(lambda: "Notatet er sendt" in shown(ola.page).locator(".send-word").inner_text())
    until(lambda: field.input_value() == "")


def test_dialogue_2_comes_as_a_tab_while_somebody_writes(sit: Sit, seminar: Afternoon) -> None:
    kari = sit("Kari")
    kari.go()
    kari.type("Uten å bli ")
    seminar.stage("open", dialogue=1)
    until(lambda: "Dialog 2 er åpen" in kari.page.locator(".stage-notice:visible").inner_text())
    kari.type("avbrutt")
    until(lambda: kari.text() == "Uten å bli avbrutt")
    kari.page.locator("#dialogues a", has_text="Dialog 2").click()
    kari.page.wait_for_url("**dialogue=**")
    kari.ready()
    kari.page.locator("#dialogues a", has_text="Dialog 1").click()
    until(lambda: "Uten å bli avbrutt" in shown(kari.page).inner_text())
    until(
        lambda: (
            shown(kari.page).locator(".notes-text").first.get_attribute("contenteditable") == "true"
        )
    )


def test_closing_takes_away_what_only_serves_writing(sit: Sit, seminar: Afternoon) -> None:
    page, ola = sit("Kari", **PHONE).page, sit("Ola")
    ola.go()
    ola.type("Midt i et ord")
    caret = page.locator(".caret-name", has_text="Ola")
    until(caret.is_visible)
    seminar.stage("closed")
    until(lambda: "er stengt" in page.locator(".stage-notice").inner_text())
    until(lambda: not page.locator(".bar").is_visible())
    until(lambda: not page.locator("[data-done]").first.is_visible())
    until(lambda: not caret.is_visible())
    notice = page.locator(".stage-notice").bounding_box()
    assert notice
    assert (
        notice["y"] + notice["height"] > 740 - 24
    )  # nothing is left free for the bar that is gone


def test_questions_are_reached_from_the_keyboard(sit: Sit) -> None:
    kari = sit("Kari")
    kari.go()
    kari.press("Alt+PageDown")
    kari.type("På det andre")
    until(lambda: shown(kari.page).locator(".prompt-number").inner_text() == "2")
    until(lambda: "På det andre" in shown(kari.page).inner_text())


@pytest.mark.parametrize("width", [320, pytest.param(768, marks=pytest.mark.slow), 1280])
def test_the_room_can_be_used_by_everybody(sit: Sit, seminar: Afternoon, width: int) -> None:
    seminar.stage("open", dialogue=1)
    tell(seminar, "Velkommen.")
    page = sit("Kari", viewport={"width": width, "height": 740}).page
    page.click("#help-call")
    if width < 1100:
        page.click(".people-open")
    page.locator(".board-side").get_by_role("button", name="Velg selv").click()
    page.wait_for_selector(".duty-form")
    assert violations_in_both_schemes(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
