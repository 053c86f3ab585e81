"""What one sees of the others in a field, and how one acts on notes from the phone's bar."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Sit
from tests.browser.test_writing import compose, on_server, settled
from tests.browser.writer import Writer
from tests.patience import until
from tests.server import Afternoon


def caret_of(writer: Writer) -> float:
    """Where the one other caret stands, from the left of the window."""
    caret = writer.page.locator(".carets .caret").first
    return float(caret.evaluate("caret => caret.getBoundingClientRect().x"))


def test_the_others_cursor_is_seen_with_its_name_and_goes_along_with_the_text(
    seminar: Afternoon, sit: Sit
) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    kari.type("Her står jeg")
    settled(seminar, kari, ola)
    before = caret_of(ola)
    until(lambda: ola.page.locator(".caret-name").inner_text() == "Kari")

    ola.go(key="Control+Home")
    ola.type("Foran: ")
    settled(seminar, kari, ola)
    until(lambda: caret_of(ola) > before + 20)
    assert ola.page.locator(".notes-text .caret").count() == 0

    kari.page.close()
    until(lambda: ola.page.locator(".caret").count() == 0)


def test_a_cursor_of_somebody_without_a_name_has_a_label_too(seminar: Afternoon, sit: Sit) -> None:
    nameless, ola = sit(""), sit("Ola")
    nameless.type("Her står noen")
    settled(seminar, nameless, ola)
    number = ola.page.locator(".person .person-name", has_text="Deltaker").first
    label = ola.page.locator(".caret-name")
    until(lambda: label.count() and label.inner_text() == number.text_content())
    expect(label).to_have_text(re.compile(r"\S"))


def test_whoever_comes_where_others_write_begins_a_note_of_their_own(
    seminar: Afternoon, sit: Sit
) -> None:
    kari, early = sit("Kari"), sit("Mari")
    kari.type("Felles leirskole")
    ola = sit("Ola")
    settled(seminar, kari, early, ola)
    assert ola.text() == "Felles leirskole"

    ola.type("Vi trenger tid")
    settled(seminar, kari, early, ola)
    early.type("Og rom")
    kari.type(" hver høst")
    text = "Felles leirskole hver høst\nVi trenger tid\nOg rom"
    until(lambda: on_server(seminar) == text)
    assert settled(seminar, kari, early, ola) == text

    ola.reload()
    ola.reads(text)
    ola.go()
    ola.type(" til det")
    until(lambda: on_server(seminar) == text + " til det")
    assert kari.errors == early.errors == ola.errors == []


def test_a_first_word_that_is_composed_stays_whole_where_its_composition_began(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")
    kari.type("Felles")
    until(lambda: on_server(seminar) == "Felles")
    ola = sit("Ola")
    kari.go(key="Control+Home")
    compose(ola, "idé", lambda: kari.type("!"))

    until(lambda: on_server(seminar) == "!!!Fellesidé")
    assert settled(seminar, kari, ola) == "!!!Fellesidé"
    assert kari.errors == ola.errors == []


def test_on_a_phone_the_bar_says_whom_the_note_at_the_cursor_is_from(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari", **PHONE)
    kari.page.locator(".prompt[data-active] .notes-text").first.tap()
    kari.type("Fra telefonen")
    until(lambda: on_server(seminar) == "Fra telefonen")
    kari.page.set_viewport_size({"width": 360, "height": 420})  # the keyboard is up
    kari.page.locator(".bar [data-said-by]").select_option(label="Fra Granli")

    until(lambda: (seminar.answer()["notes"][0]["member"] or {}).get("name") == "Granli")
    until(lambda: kari.page.locator(".notes-text p").first.get_attribute("data-by") == "Fra Granli")


def test_a_note_sent_without_the_field_stands_last_while_another_writes(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")
    kari.type("Under arbeid")
    until(lambda: on_server(seminar) == "Under arbeid")

    assert seminar.note("Sendt fra en\nannen telefon").status_code == 201
    kari.type(" fremdeles")

    until(lambda: seminar.answer()["text"].splitlines()[0] == "Under arbeid fremdeles")
    until(lambda: kari.notes()[:2] == ["Under arbeid fremdeles", "Sendt fra enannen telefon"])
