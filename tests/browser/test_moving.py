"""Notes that the facilitator moves while two rooms write: nobody's letters go, and the panel is used
by hand, with keys and on the smallest screen."""

import pytest
from playwright.sync_api import CDPSession, Page

from tests.browser.accessibility import violations
from tests.browser.conftest import Sit
from tests.browser.test_writing import on_server, settled
from tests.browser.writer import Writer
from tests.moves.test_moves import move, ok, undo, wrote
from tests.patience import until
from tests.server import Afternoon

THERE = 2
"""The field of the second question: between the two is the summary of the first."""


def there(seminar: Afternoon) -> str:
    return str(seminar.answer(1)["text"])


def test_who_types_in_a_note_that_is_moved_keeps_the_words_and_the_cursor(
    seminar: Afternoon, sit: Sit
) -> None:
    kari, ola = sit("Kari"), sit("Ola", room=1)
    kari.type("Skal over")
    until(lambda: on_server(seminar) == "Skal over")
    ola.type("Vårt eget")
    until(lambda: there(seminar) == "Vårt eget")
    kari.cut()
    kari.type(" og mer")

    made = ok(move(seminar, seminar.answer()["notes"][0]["id"]))
    ola.type(" går videre")
    kari.join()
    until(lambda: on_server(seminar).strip() == "og mer")
    kari.type(" til")
    until(lambda: on_server(seminar).strip() == "og mer til")
    until(lambda: there(seminar) == "Vårt eget går videre\nSkal over")
    assert settled(seminar, kari).strip() == "og mer til"
    until(lambda: ola.text() == "Vårt eget går videre\nSkal over")

    ok(undo(seminar, made))
    until(lambda: there(seminar) == "Vårt eget går videre")
    until(lambda: sorted(kari.text().split("\n")) == ["Skal over", "og mer til"])
    until(lambda: ola.text() == "Vårt eget går videre")
    assert kari.errors == ola.errors == []


def composing(writer: Writer, letters: str) -> CDPSession:
    """A keyboard has composed `letters` of a word that goes on."""
    composer = writer.composer
    for end in range(1, len(letters) + 1):
        said = {"text": letters[:end], "selectionStart": end, "selectionEnd": end}
        composer.send("Input.imeSetComposition", said)
    return composer


def test_a_word_that_is_being_composed_in_a_note_that_is_moved_stays_whole(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")
    kari.type("Skal over ")
    until(lambda: on_server(seminar) == "Skal over")
    composer = composing(kari, "skø")
    ok(move(seminar, seminar.answer()["notes"][0]["id"]))
    until(lambda: "Skal over" in there(seminar))
    composer.send("Input.insertText", {"text": "skøyter"})

    def both() -> str:
        return f"{on_server(seminar)} {there(seminar)}"

    until(lambda: both().count("skøyter") == 1)
    until(lambda: kari.save_word == "saved")
    assert both().count("Skal over") == 1
    assert "skøyter" in on_server(seminar)
    until(lambda: kari.text().count("skøyter") == 1)


@pytest.mark.parametrize("taken_back", ["while it is composed", "later"])
def test_a_word_composed_in_a_note_that_goes_to_another_question_stands_in_no_other(
    seminar: Afternoon, sit: Sit, taken_back: str
) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    kari.type("Skal over ")
    composer = composing(kari, "skø")
    until(lambda: on_server(seminar) == "Skal over skø")
    made = ok(move(seminar, seminar.answer()["notes"][0]["id"], room=0, index=1))
    until(lambda: ola.text(THERE) == "Skal over skø")
    if taken_back == "while it is composed":
        ok(undo(seminar, made))
    composer.send("Input.insertText", {"text": "skøyter"})

    def both() -> list[str]:
        lines = (seminar.answer(index=at)["text"].split("\n") for at in (0, 1))
        return ["|".join(sorted(filter(None, map(str.strip, each)))) for each in lines]

    if taken_back == "later":
        until(lambda: both() == ["skøyter", "Skal over"])
        until(lambda: [ola.text(at) for at in (0, THERE)] == ["skøyter", "Skal over"])
        ok(undo(seminar, made))
    until(lambda: both() == ["Skal over|skøyter", ""])
    settled(seminar, kari, ola)
    assert both() == ["Skal over|skøyter", ""]
    assert kari.errors == ola.errors == []


def test_the_facilitator_moves_a_ticked_note_and_takes_it_back_with_keys_alone(
    seminar: Afternoon, sit: Sit, leading: Page
) -> None:
    wrote(seminar, "Blir")
    wrote(seminar, "Skal over")
    kari, ola = sit("Kari"), sit("Ola", room=1)
    room = seminar.rooms[0]["id"]
    leading.goto(f"{seminar.server.url}/seminars/{seminar.id}/grid?room={room}")
    leading.locator(".beside-move-open").first.focus()
    leading.keyboard.press("Enter")
    leading.locator(".beside-move").wait_for()
    assert violations(leading) == []

    leading.locator(".move-notes input").nth(1).focus()
    leading.keyboard.press("Space")
    leading.locator("#move-room").select_option(seminar.rooms[1]["id"])
    leading.locator("#move-part").focus()
    leading.keyboard.press("Enter")
    until(lambda: there(seminar) == "Skal over")
    until(lambda: on_server(seminar) == "Blir")
    ola.reads("Skal over")
    kari.reads("Blir")
    ola.page.locator(".asks small", has_text="fra rom 1").wait_for()
    kari.page.locator(".asks small", has_text="til rom 2").wait_for()
    back = leading.locator(".beside-moves button")
    back.wait_for()
    until(lambda: leading.evaluate("document.activeElement.matches('[data-beside-title]')"))

    leading.set_viewport_size({"width": 320, "height": 640})
    aside = leading.locator(".grid-aside")
    assert aside.evaluate("(each) => each.scrollWidth - each.clientWidth") <= 0
    assert aside.evaluate("(each) => each.getBoundingClientRect().right - innerWidth") <= 0
    assert violations(leading) == []
    back.focus()
    leading.keyboard.press("Enter")
    until(lambda: on_server(seminar) == "Blir\nSkal over")
    until(lambda: there(seminar) == "")
    back.wait_for(state="detached")
