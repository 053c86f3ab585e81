"""What is written stays: without net, over a reload, past closing, and where no socket comes through."""

import pytest

from tests.browser.conftest import Sit
from tests.browser.test_writing import on_server, settled
from tests.patience import until
from tests.server import Afternoon

pytestmark = pytest.mark.keeps_pages


def late(seminar: Afternoon) -> list[str]:
    found = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/late").json()
    return [each["text"] for each in found]


def test_text_written_without_net_is_sent_on_return_and_the_save_word_says_so(
    seminar: Afternoon, sit: Sit
) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    kari.type("Før")
    settled(seminar, kari, ola)

    kari.cut()
    kari.type(" og uten nett")
    ola.go()
    ola.press("Enter")
    ola.type("Olas imens")
    until(lambda: kari.save_word == "local")
    until(lambda: on_server(seminar) == "Før\nOlas imens")

    kari.join()
    assert settled(seminar, kari, ola) == "Før og uten nett\nOlas imens"
    until(lambda: kari.save_word == "saved")


def test_unsent_text_stands_in_its_field_after_a_reload_and_is_sent_once(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")
    kari.cut()
    kari.type("Skrevet uten nett")
    kari.press("Enter")
    kari.type("i to notater 😀")
    until(lambda: kari.save_word == "local")

    kari.reload()
    until(lambda: kari.text() == "Skrevet uten nett\ni to notater 😀")
    kari.go()
    kari.type("!")
    kari.join()

    until(lambda: on_server(seminar) == "Skrevet uten nett\ni to notater 😀!")
    until(lambda: kari.text() == on_server(seminar))
    kari.reload()
    until(lambda: kari.text() == "Skrevet uten nett\ni to notater 😀!")
    until(lambda: on_server(seminar) == kari.text())


def test_a_second_window_does_not_send_what_the_first_still_holds(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")
    kari.cut("sockets")
    kari.page.evaluate("cut('yes')")
    kari.type("Bare én gang")
    until(lambda: kari.save_word == "local")

    other = kari.page.context.new_page()
    other.goto(kari.page.url)
    other.wait_for_selector(".ProseMirror")
    other.wait_for_timeout(1000)
    assert on_server(seminar) == ""

    kari.join()
    until(lambda: on_server(seminar) == "Bare én gang")
    other.close()


def test_where_no_socket_comes_through_the_text_goes_by_http(seminar: Afternoon, sit: Sit) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    kari.cut("sockets")
    kari.type("Uten socket")

    until(lambda: on_server(seminar) == "Uten socket")
    until(lambda: kari.said)
    ola.go()
    ola.type(" begge veier")
    assert settled(seminar, kari, ola) == "Uten socket begge veier"
    until(lambda: kari.save_word == "saved")

    kari.join()
    kari.type(" igjen")
    assert settled(seminar, kari, ola)


def test_what_comes_after_closing_is_kept_as_late_and_the_page_shows_the_servers_text(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")
    kari.type("I tide")
    until(lambda: on_server(seminar) == "I tide")

    kari.cut()
    kari.type(" og for sent")
    until(lambda: kari.save_word == "local")
    seminar.stage("closed")
    kari.join()

    until(lambda: late(seminar) == ["I tide og for sent"])
    until(lambda: kari.text() == "I tide")
    until(lambda: kari.save_word == "late")
    assert on_server(seminar) == "I tide"


def test_unsent_text_of_a_closed_window_is_late_when_its_owner_comes_back_after_closing(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")
    kari.cut()
    kari.type("Glemt i en lukket fane")
    until(lambda: kari.save_word == "local")
    address = kari.page.url
    context = kari.page.context
    kari.page.close()
    seminar.stage("closed")

    again = context.new_page()
    again.goto(address)

    until(lambda: late(seminar) == ["Glemt i en lukket fane"])


def test_closing_makes_the_fields_read_only_at_once_and_opening_lets_one_write_on(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")
    kari.type("Før")
    until(lambda: on_server(seminar) == "Før")
    field = kari.page.locator(".notes-text").first

    seminar.stage("closed")
    until(lambda: field.get_attribute("contenteditable") == "false")
    until(lambda: field.get_attribute("aria-readonly") == "true")
    kari.type("X")
    assert kari.text() == "Før"

    seminar.stage("open")
    until(lambda: field.get_attribute("contenteditable") == "true")
    kari.go()
    kari.type(" og etter")
    until(lambda: on_server(seminar) == "Før og etter")


def test_a_field_that_is_full_says_so_and_takes_no_more(seminar: Afternoon, sit: Sit) -> None:
    kari = sit("Kari")
    kari.paste("mye tekst " * 4_999)
    until(lambda: kari.save_word == "saved" and len(seminar.answer()["text"]) > 49_000)

    kari.type("og mer enn det er plass til")

    until(lambda: "fullt" in kari.said)
    until(lambda: on_server(seminar) == kari.text())
    assert len(seminar.answer()["text"]) < 50_000


def test_whoever_leads_sees_the_text_grow_and_cannot_write_in_it(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")
    page = kari.page.context.browser.new_context().new_page()  # type: ignore[union-attr]
    page.goto(seminar.seminar["facilitator_url"])
    with page.expect_navigation():
        page.locator("main button[type=submit]").first.click()
    page.goto(kari.page.url)
    field = page.locator(".notes-text").first
    field.wait_for()

    kari.type("Leses imens")

    until(lambda: field.inner_text().strip() == "Leses imens")
    assert field.get_attribute("contenteditable") != "true"
    page.context.close()


def test_a_seat_that_was_removed_can_still_read_what_it_wrote(seminar: Afternoon, sit: Sit) -> None:
    kari = sit("Kari")
    kari.type("Mitt")
    until(lambda: on_server(seminar) == "Mitt")
    leave = kari.page.evaluate(
        """() => fetch(location.pathname + "/leave", {method: "POST",
            headers: JSON.parse(document.body.getAttribute("hx-headers:inherited"))}).then((a) => a.redirected)"""
    )
    assert leave

    field = kari.page.locator(".notes-text").first
    until(lambda: field.get_attribute("contenteditable") == "false")
    until(lambda: kari.text() == "Mitt")
