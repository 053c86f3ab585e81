"""What stood once comes back in the open editors of the others, who go on writing."""

import pytest

from tests.browser.conftest import Sit
from tests.browser.test_writing import compose, on_server, settled
from tests.browser.writer import Writer
from tests.patience import until
from tests.server import Afternoon


def spoiled(seminar: Afternoon, kari: Writer, ola: Writer) -> None:
    """Kari writes two notes, and Ola empties the first."""
    kari.type("Felles leirskole")
    kari.press("Enter")
    kari.type("Nytt: ")
    settled(seminar, kari, ola)
    ola.page.locator(".notes-text p").first.click(click_count=3)
    ola.press("Backspace")
    settled(seminar, kari, ola)
    assert "leirskole" not in on_server(seminar)


def history(writer: Writer) -> None:
    writer.page.get_by_role("link", name="Historikk").first.click()
    writer.page.get_by_role("heading", name="Historikk", level=1).wait_for()


def back(writer: Writer) -> None:
    writer.page.get_by_role("link", name="Til rom 1").click()
    writer.ready()


def test_a_removed_note_comes_back_in_the_other_window_while_a_word_is_composed_there(
    seminar: Afternoon, sit: Sit
) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    spoiled(seminar, kari, ola)
    history(ola)
    button = ola.page.get_by_role("button", name="Hent tilbake")
    button.wait_for()
    kari.go()

    def bring_back() -> None:
        if button.count():
            button.click()
            ola.page.get_by_text("Notatet står i feltet igjen").wait_for()
            until(lambda: "leirskole" in kari.text())

    compose(kari, "kulturskole", bring_back)

    until(lambda: on_server(seminar) == "Felles leirskole\nNytt: kulturskole")
    back(ola)
    assert settled(seminar, kari, ola) == "Felles leirskole\nNytt: kulturskole"
    assert kari.errors == ola.errors == []


def test_an_earlier_text_comes_back_in_the_other_window_and_both_write_on(
    seminar: Afternoon, sit: Sit
) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    spoiled(seminar, kari, ola)
    history(ola)
    ola.page.get_by_role("link", name="Kari skrev").click()
    ola.page.get_by_role("button", name="Hent tilbake denne teksten").click()
    ola.page.get_by_text("Teksten står i feltet igjen.").wait_for()

    until(lambda: kari.text() == "Felles leirskole\nNytt:")
    back(ola)
    until(lambda: ola.text() == "Felles leirskole\nNytt:")
    kari.type("mer")
    until(lambda: ola.text() == "Felles leirskole\nNytt: mer")
    ola.go(key="Control+Home")
    ola.type("Vi vil: ")
    until(lambda: on_server(seminar) == "Vi vil: Felles leirskole\nNytt: mer")
    assert settled(seminar, kari, ola) == on_server(seminar)
    assert kari.errors == ola.errors == []


@pytest.mark.keeps_pages
def test_text_that_is_not_sent_yet_is_not_lost_by_a_look_at_the_history(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")
    kari.type("Sendt")
    until(lambda: on_server(seminar) == "Sendt")
    kari.cut()
    kari.type(" og usendt")
    until(lambda: kari.save_word == "local")
    history(kari)
    back(kari)
    kari.join()
    until(lambda: on_server(seminar) == "Sendt og usendt")
    until(lambda: kari.text() == "Sendt og usendt")
    assert kari.errors == []
