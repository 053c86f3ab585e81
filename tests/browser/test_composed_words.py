"""Words that are composed while their tab ends, and in two tabs of one device at once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession

from tests.browser.conftest import Sit
from tests.browser.test_writing import settled
from tests.browser.writer import Writer
from tests.patience import until
from tests.server import Afternoon

pytestmark = pytest.mark.keeps_pages


def begin(writer: Writer, letters: str) -> CDPSession:
    """A keyboard has composed `letters` of a word that goes on."""
    session = writer.composer
    for end in range(1, len(letters) + 1):
        session.send(
            "Input.imeSetComposition",
            {"text": letters[:end], "selectionStart": end, "selectionEnd": end},
        )
    return session


def another_tab(writer: Writer) -> Writer:
    other = Writer(writer.page.context.new_page(), writer.url, writer.name)
    other.page.goto(writer.page.url)
    other.ready()
    return other


def closed_unasked(writer: Writer) -> None:
    """The tab goes without a chance to say anything, and the address is opened in another."""
    page = writer.page
    address = page.url
    page.close(run_before_unload=False)
    writer.page = page.context.new_page()
    writer.page.goto(address)
    writer.ready()


@pytest.mark.parametrize("ends", [closed_unasked, Writer.reload], ids=["closed", "reloaded"])
def test_what_was_composed_stands_once_after_its_tab_has_ended_and_the_word_goes_on(
    seminar: Afternoon, sit: Sit, ends: Callable[[Writer], None]
) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    kari.type("Vi har ")
    settled(seminar, kari, ola)
    begin(kari, "barne")
    until(lambda: "barne" in ola.text())

    ends(kari)
    until(lambda: settled(seminar, kari, ola) == "Vi har barne")
    kari.go()
    kari.type("hage")

    assert settled(seminar, kari, ola) == "Vi har barnehage"
    kari.press("Control+z")
    assert settled(seminar, kari, ola) == "Vi har barne", "an undo takes back what this page wrote"


def test_a_word_stays_whole_over_a_reload_without_net_while_another_deletes_its_beginning(
    seminar: Afternoon, sit: Sit
) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    kari.type("Vi har ")
    settled(seminar, kari, ola)
    composer = begin(kari, "barne")
    until(lambda: "barne" in ola.text())
    kari.cut()
    composer.send(
        "Input.imeSetComposition", {"text": "barneha", "selectionStart": 7, "selectionEnd": 7}
    )
    kari.reads("Vi har barneha")
    ola.go()
    ola.press("Control+a", "Delete")
    until(lambda: seminar.answer()["text"] == "")

    kari.reload()
    assert "barneha" in kari.text()
    kari.join()

    assert settled(seminar, kari, ola) == "barneha"


def test_two_tabs_of_one_device_compose_at_once_and_each_takes_back_its_own(
    seminar: Afternoon, sit: Sit
) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    other = another_tab(kari)
    kari.type("En ")
    settled(seminar, kari, other, ola)
    one = begin(kari, "barne")
    until(lambda: "barne" in other.text())  # else the other begins between letters of it
    other.go()
    two = begin(other, "skole")
    until(lambda: "barne" in ola.text() and "skole" in ola.text())
    one.send("Input.insertText", {"text": "barnehage"})
    two.send("Input.insertText", {"text": "skolegård"})
    text = settled(seminar, kari, other, ola)
    assert text.count("barnehage") == text.count("skolegård") == 1, text

    kari.press("Control+z")
    text = settled(seminar, kari, other, ola)
    assert ("skolegård" in text, "barn" in text) == (True, False), text
    kari.press("Control+y")
    other.press("Control+z")
    text = settled(seminar, kari, other, ola)
    assert ("skole" in text, text.count("barnehage")) == (False, 1), text
    other.press("Control+y")
    text = settled(seminar, kari, other, ola)
    assert text.count("barnehage") == text.count("skolegård") == 1, text
