"""Several people write in one field, and what they see is what the server and the exports hold."""

import random
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.browser.conftest import PHONE, Sit
from tests.browser.writer import Writer
from tests.patience import until
from tests.server import Afternoon


def settled(seminar: Afternoon, *writers: Writer) -> str:
    """The text when all windows and the server show the same."""
    until(lambda: len({writer.text() for writer in writers} | {on_server(seminar)}) == 1)
    return writers[0].text()


def on_server(seminar: Afternoon) -> str:
    lines = (re.sub(r"^\s*(•|\d+\.) ", "", line) for line in seminar.answer()["text"].splitlines())
    return "\n".join(line.strip() for line in lines if line.strip())


def test_the_cursor_stands_in_the_first_field_and_enter_makes_the_next_note(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")

    kari.type("Felles språk")
    kari.press("Enter")
    kari.type("Tid til å øve")

    until(
        lambda: (
            [note["text"] for note in seminar.answer()["notes"]]
            == ["Felles språk", "Tid til å øve"]
        )
    )
    until(lambda: kari.save_word == "saved")
    ids = [note["id"] for note in seminar.answer()["notes"]]
    assert len(set(ids)) == 2
    shown = kari.page.locator(".notes-text").first.locator("p[data-note]")
    until(lambda: shown.evaluate_all("(all) => all.map((p) => p.dataset.note)") == ids)
    assert kari.errors == []


@pytest.mark.parametrize("key", ["Control+Home", "ArrowUp"])
def test_the_first_key_on_a_page_that_has_just_come_leads_to_the_very_start(
    seminar: Afternoon, sit: Sit, key: str
) -> None:
    """For a moment after it got the focus, the editor puts such a cursor back; here it lasts."""
    kari = sit("Kari")
    kari.type("skole")
    until(lambda: on_server(seminar) == "skole")
    kari.page.add_init_script("Date.now = ((loaded) => () => loaded)(Date.now())")
    kari.reload()
    kari.press(key)
    kari.type("Leir")
    until(lambda: on_server(seminar) == "Leirskole")
    assert kari.errors == []


def test_two_who_write_in_the_same_line_end_with_the_same_text(
    seminar: Afternoon, sit: Sit
) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    kari.type("Vi vil ")
    settled(seminar, kari, ola)
    ola.go()

    for mine, yours in zip("kulturskole", "for alle 😀 her", strict=False):
        kari.type(mine)
        ola.type(yours)

    text = settled(seminar, kari, ola)
    assert sorted(text) == sorted("Vi vil kulturskole" + "for alle 😀 her"[:11])


def compose(
    writer: Writer, word: str, between: Callable[[], object], letter: timedelta = timedelta(0)
) -> None:
    """A keyboard composes `word`; each letter takes `letter` by the writer's own clock."""
    session = writer.composer
    now = datetime.now(UTC)
    for end in range(1, len(word) + 1):
        # The page gives somebody who stops in a word ten seconds, and a machine may be slow.
        writer.page.clock.set_fixed_time(now := now + letter)
        session.send(
            "Input.imeSetComposition",
            {"text": word[:end], "selectionStart": end, "selectionEnd": end},
        )
        between()
    session.send("Input.insertText", {"text": word})
    session.detach()
    writer.page.clock.resume()


def test_words_composed_while_another_writes_in_the_same_line_stay_whole(
    seminar: Afternoon, sit: Sit
) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    chance = random.Random(7)
    keys = ["ArrowLeft", "ArrowRight", "Home", "End", "ArrowUp", "Control+End"]
    words = ["kulturskole", "øving", "språk", "i", "lag", "hver", "måned", "åpent", "rom", "nå"]
    ola.go()

    def meddle() -> None:
        dice = chance.random()
        if dice < 0.5:
            ola.type(chance.choice("ABCDEFGHIJ"))
        elif dice < 0.58:
            ola.press("Enter")
        elif dice < 0.75:
            ola.press(chance.choice(keys))

    for word in words:
        compose(kari, word, meddle)
        kari.type(" ")

    text = settled(seminar, kari, ola)
    assert re.sub(r"[A-J\n ]", "", text) == "".join(words)
    assert kari.errors == ola.errors == []


def test_a_word_composed_slowly_is_not_cut_in_its_midst(seminar: Afternoon, sit: Sit) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    kari.type("Vi ")
    settled(seminar, kari, ola)
    ola.go()

    compose(kari, "ønsker", lambda: ola.type("X"), letter=timedelta(seconds=9))

    text = settled(seminar, kari, ola)
    assert text.replace("X", "") == "Vi ønsker"


def test_whoever_stops_in_the_midst_of_a_word_sees_what_others_write_there(
    seminar: Afternoon, sit: Sit
) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    kari.type("Vi ")
    settled(seminar, kari, ola)
    ola.go()
    kari.composer.send(
        "Input.imeSetComposition", {"text": "øn", "selectionStart": 2, "selectionEnd": 2}
    )
    until(lambda: "øn" in ola.text())
    ola.press("Control+a", "Backspace")
    until(lambda: on_server(seminar) == "")
    kari.page.clock.set_fixed_time(datetime.now(UTC) + timedelta(seconds=11))
    ola.type("Alle")

    until(lambda: "Alle" in kari.text())
    settled(seminar, kari, ola)


# What another does meanwhile, every third in `make test`; the first takes back all that they ever did, so it comes first.
MEDDLING = [
    ["Control+z", "Control+z", "Control+z"],
    ["Control+a", "Backspace"],
    ["Control+a", "Backspace", "Control+z"],
    ["Control+a", "x"],
    ["Control+a", "Control+b"],
    ["Control+End", "Home", "Backspace"],  # the border before
    ["Control+End", "Home", "Delete", "Delete", "Delete"],
    ["Control+End", "Home", "Enter"],
    ["Control+End", "ArrowLeft", "ArrowLeft", "Enter"],  # in the midst of it
    ["Control+End", "Control+Backspace"],
    ["Control+End", "Shift+ArrowUp", "Backspace"],
    ["Control+Home", "Shift+Control+End", "Control+k"],
]


@pytest.mark.parametrize(
    ("device", "meddling"),
    [
        pytest.param(PHONE, MEDDLING[::3], id="phone"),  # where nearly all composing is done
        pytest.param(PHONE, MEDDLING, id="phone, all", marks=pytest.mark.slow),
        pytest.param({}, MEDDLING, id="laptop, all", marks=pytest.mark.slow),
    ],
)
def test_a_word_being_composed_stays_one_piece_whatever_another_does_to_its_note(
    seminar: Afternoon, sit: Sit, device: dict[str, Any], meddling: list[list[str]]
) -> None:
    kari, ola = sit("Kari", **device), sit("Ola")
    for keys in meddling:
        ola.go()
        ola.press("Control+a", "Backspace")
        until(lambda: settled(seminar, kari, ola) == "")
        ola.type("Første")
        ola.press("Enter")
        ola.type("og så ")
        settled(seminar, kari, ola)
        kari.go()

        compose(kari, "barnehage", in_its_midst(seminar, ola, keys))
        kari.type(" nå")

        text = settled(seminar, kari, ola)
        assert text.count("barnehage nå") == 1, keys
        assert text.count("barne") == text.count("hage") == 1, keys
        assert kari.errors == ola.errors == []


def in_its_midst(seminar: Afternoon, other: Writer, keys: list[str]) -> Callable[[], None]:
    """At the fifth letter of a word the other presses the keys, before it is whole."""
    turns = iter(range(9))

    def meddle() -> None:
        if next(turns) == 4:
            until(lambda: "barne" in other.text())
            other.go()
            other.press(*keys)
            until(lambda: on_server(seminar) == other.text())

    return meddle


def test_a_word_being_composed_stays_one_piece_when_another_makes_a_list_of_it(
    seminar: Afternoon, sit: Sit
) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    ola.type("Første")
    ola.press("Enter")
    ola.type("og så ")
    settled(seminar, kari, ola)
    kari.go()
    turns = iter(range(9))

    def meddle() -> None:
        if next(turns) == 4:
            ola.press("Control+a")
            ola.page.locator("[data-command=bullets]:visible").first.click()

    compose(kari, "barnehage", meddle)

    assert settled(seminar, kari, ola) == "Første\nog så barnehage"
    until(lambda: seminar.answer()["text"].startswith("• "))


@pytest.mark.keeps_pages
def test_a_laptop_and_a_phone_write_at_once_lose_the_net_and_compose_and_the_export_is_what_they_show(
    seminar: Afternoon, sit: Sit
) -> None:
    laptop, phone = sit("Kari"), sit("Ola", **PHONE)
    phone.page.locator(".notes-text:visible").first.tap()
    for mine, yours in zip("kulturskole", "for alle 😀 her", strict=False):
        laptop.type(mine)
        phone.type(yours)
    settled(seminar, laptop, phone)

    phone.cut()
    phone.press("Enter")
    phone.type("Skrevet på telefonen uten nett")
    laptop.go(key="Control+Home")
    laptop.type("Skrevet imens. ")
    until(lambda: phone.save_word == "local")
    phone.join()
    settled(seminar, laptop, phone)

    laptop.go(key="Control+End")
    phone.go(key="Control+End")
    phone.press("Enter")
    compose(phone, "øvingsrom", lambda: laptop.type("x"))
    text = settled(seminar, laptop, phone)

    assert text.startswith("Skrevet imens. ")
    assert sum(map(text.count, ("Skrevet på telefonen uten nett", "øvingsrom"))) == 2
    assert text.count("x") == len("øvingsrom")
    answers = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/export?format=json").json()[
        "answers"
    ]
    exported = next(each["notes"] for each in answers if each["id"] == seminar.answer()["id"])
    stands = [note["text"] for note in exported["notes"]]
    until(lambda: laptop.notes() == phone.notes() == stands)
    markdown = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/export?format=md").text
    assert [line for line in text.splitlines() if line not in markdown] == []
    assert laptop.errors == phone.errors == []


def test_a_note_deleted_by_another_while_it_was_written_in_stands_again_beside(
    seminar: Afternoon, sit: Sit
) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    kari.type("Første")
    kari.press("Enter")
    kari.type("Andre")
    settled(seminar, kari, ola)

    kari.cut()
    kari.type(" med mer")
    ola.go()
    ola.press("Shift+Home", "Backspace", "Backspace")
    until(lambda: on_server(seminar) == "Første")
    kari.join()

    assert settled(seminar, kari, ola) == "Første\nmed mer"
    until(lambda: "slettet" in kari.said)
    kari.type(" til")
    assert settled(seminar, kari, ola) == "Første\nmed mer til"


def test_undo_takes_back_only_what_one_wrote_oneself(seminar: Afternoon, sit: Sit) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    kari.type("Karis")
    settled(seminar, kari, ola)
    ola.go()
    ola.press("Enter")
    ola.type("Olas")
    settled(seminar, kari, ola)

    kari.press("Control+z")

    assert settled(seminar, kari, ola) == "Olas"


def test_undo_of_a_paste_leaves_the_note_that_another_wrote_between_its_lines(
    seminar: Afternoon, sit: Sit
) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    kari.paste("Første\nAndre\nTredje")
    settled(seminar, kari, ola)
    ola.go(key="Control+Home")
    ola.press("ArrowDown", "End", "Enter")
    ola.type("Olas")
    assert settled(seminar, kari, ola) == "Første\nAndre\nOlas\nTredje"

    kari.press("Control+z")
    assert settled(seminar, kari, ola) == "Olas"

    kari.press("Control+y")
    assert settled(seminar, kari, ola) == "Første\nAndre\nOlas\nTredje"


def test_undo_after_everything_was_deleted_leaves_what_another_wrote_since(
    seminar: Afternoon, sit: Sit
) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    kari.paste("Første\nAndre")
    settled(seminar, kari, ola)
    kari.press("Control+a", "Backspace")
    assert settled(seminar, kari, ola) == ""
    ola.go()
    ola.type("Olas")
    settled(seminar, kari, ola)

    kari.press("Control+z")

    assert settled(seminar, kari, ola) == "Første\nAndre\nOlas"


def test_lists_begin_with_a_dash_and_tab_leaves_the_field_where_there_is_no_list(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")

    kari.type("- Noter")
    kari.press("Enter")
    kari.type("Instrument")
    kari.press("Tab")
    kari.press("Enter", "Enter", "Enter")
    kari.type("Slutt")

    until(lambda: seminar.answer()["text"] == "• Noter\n  • Instrument\nSlutt")
    kari.press("Tab")
    inside = "document.activeElement.closest('.notes-text') !== null"
    until(lambda: kari.page.evaluate(inside) is False)


def test_a_note_begun_while_a_member_is_lit_comes_from_that_member(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")
    kari.page.locator("[data-phase-go]").click()
    kari.page.wait_for_selector(".round-of[data-round=running]")
    lit = kari.page.locator(".round-of").get_attribute("data-member")

    kari.go()
    kari.type("Sagt i runden")

    until(lambda: [n["member"] and n["member"]["id"] for n in seminar.answer()["notes"]] == [lit])
    tag = kari.page.locator(".notes-text p[data-by]").first.get_attribute("data-by")
    names = {member["id"]: member["name"] for member in seminar.board()["room"]["members"]}
    assert tag == f"Fra {names[lit or '']}"

    kari.page.locator("[data-said-by]").first.select_option("")
    until(lambda: seminar.answer()["notes"][0]["member"] is None)


def test_a_link_goes_to_web_and_mail_only(seminar: Afternoon, sit: Sit) -> None:
    kari = sit("Kari")
    kari.type("Se planen")
    kari.press("Shift+Control+ArrowLeft", "Control+k")
    dialog = kari.page.locator("#link")
    dialog.locator("input").fill("javascript:alert(1)")
    dialog.locator("button[value=set]").click()
    until(dialog.is_visible)

    dialog.locator("input").fill("example.org/plan")
    dialog.locator("button[value=set]").click()

    until(lambda: "https://example.org/plan" in str(seminar.answer()["doc"]))
    until(dialog.is_hidden)
    assert (
        kari.page.locator(".notes-text a").first.get_attribute("href") == "https://example.org/plan"
    )


def test_each_note_runs_the_way_its_own_letters_do(seminar: Afternoon, sit: Sit) -> None:
    kari, ola = sit("Kari"), sit("Ola")
    kari.type("שלום עולם.")
    kari.press("Enter")
    kari.type("Norsk, og ferdig.")
    kari.press("Enter")
    kari.type("- نقطة واحدة.")
    until(lambda: kari.save_word == "saved")
    ways = """[...document.querySelectorAll('.notes-text p')].filter((p) => p.textContent)
        .map((p) => getComputedStyle(p).direction)"""
    sides = """(() => { const [first, second] = document.querySelectorAll('.notes-text > p');
        const at = (p) => { const range = document.createRange(); range.selectNodeContents(p);
            const { left, right } = range.getBoundingClientRect();
            const box = p.getBoundingClientRect(); return right > box.right - 2 && left > box.left + 2; };
        return [at(first), at(second)]; })()"""
    for there in (kari, ola):
        until(lambda there=there: there.page.evaluate(ways) == ["rtl", "ltr", "rtl"])  # type: ignore[misc]
        assert there.page.evaluate(sides) == [True, False]
    item = "getComputedStyle(document.querySelector('.notes-text li')).direction"
    assert kari.page.evaluate(item) == "rtl"  # the marker stands on the side where its text begins
    kari.reload()
    until(lambda: kari.page.evaluate(ways) == ["rtl", "ltr", "rtl"])
    assert "dir" not in str(seminar.answer()["doc"])  # the way is looked at, never stored
