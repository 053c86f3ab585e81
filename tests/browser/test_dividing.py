"""What is pasted over several questions is offered to be divided, in place, and nothing moves by it."""

from functools import partial

from playwright.sync_api import Locator, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import Sit
from tests.browser.writer import Writer
from tests.patience import until
from tests.server import Afternoon

OFFER = "[data-division]"


def asked(seminar: Afternoon, at: int) -> str:
    return str(seminar.seminar["dialogues"][0]["prompts"][at]["text"])


def pasted(seminar: Afternoon) -> str:
    asked_in_order = [asked(seminar, at) for at in range(2)]
    return "{}\nMer tid\n{}\n- Ro\n- Færre møter\nSpm 3: Rektor begynner".format(*asked_in_order)


def reads(writer: Writer, seminar: Afternoon, at: int) -> str:
    """The room's answer to a question, open or not."""
    field = writer.page.locator(f"#prompt-{seminar.prompt(at)} .answer .notes-text").last
    notes: list[str] = field.locator("p").all_text_contents()
    return "\n".join(filter(str.strip, notes))


def has(writer: Writer, seminar: Afternoon, at: int, text: str) -> bool:
    return reads(writer, seminar, at) == text


def divides(writer: Writer) -> None:
    writer.page.locator(OFFER).get_by_role("button", name="Fordel den").click()
    writer.page.locator("dialog[open]").get_by_role("button", name="Fordel den").click()
    expect(writer.page.locator(OFFER).get_by_role("button", name="Angre")).to_be_focused()


def test_a_pasted_text_is_divided_after_a_yes_and_one_undo_brings_it_back_over_what_others_wrote(
    sit: Sit, seminar: Afternoon
) -> None:
    kari, per = sit("Kari"), sit("Per")
    kari.go()
    kari.paste(pasted(seminar))
    offer = kari.page.locator(OFFER)
    expect(offer).to_contain_text("Dette ser ut som svar på 3 spørsmål.")
    stood = reads(kari, seminar, 0)
    assert "Mer tid" in stood
    assert "Rektor begynner" in stood

    divides(kari)
    until(lambda: reads(kari, seminar, 0) == "Mer tid")
    until(lambda: reads(kari, seminar, 1) == "Ro\nFærre møter")
    until(lambda: reads(per, seminar, 2) == "Rektor begynner")
    items = kari.page.locator(f"#prompt-{seminar.prompt(1)} .answer .notes-text ul > li")
    expect(items).to_have_count(2)

    seminar.note("Per skrev her", prompt=seminar.prompt(1))
    until(lambda: "Per skrev her" in reads(kari, seminar, 1))
    offer.get_by_role("button", name="Angre").click()
    until(lambda: reads(kari, seminar, 0) == stood)
    until(lambda: reads(per, seminar, 0) == stood)
    until(lambda: reads(kari, seminar, 1) == "Per skrev her")
    assert reads(kari, seminar, 2) == ""
    expect(offer).to_have_count(0)
    assert not kari.errors


def test_the_offer_moves_neither_the_cursor_nor_what_is_read_and_is_put_away_with_one_key(
    sit: Sit, seminar: Afternoon
) -> None:
    kari = sit("Kari")
    kari.go()
    kari.paste(pasted(seminar))
    kari.type("!")
    kari.press("Backspace")
    line = kari.page.locator(f"#prompt-{seminar.prompt()} .answer .notes-text p").last
    stood = top(line)
    expect(kari.page.locator(OFFER)).to_be_visible()
    assert kari.page.evaluate("document.activeElement.matches('.notes-text')")
    assert top(line) == stood
    kari.type(" i morgen")
    until(lambda: reads(kari, seminar, 0).endswith("Rektor begynner i morgen"))
    expect(kari.page.locator(OFFER)).to_be_visible()
    kari.page.locator(OFFER).get_by_role("button", name="Fordel den").focus()
    kari.press("Escape")
    expect(kari.page.locator(OFFER)).to_have_count(0)
    assert kari.page.evaluate("document.activeElement.matches('.notes-text')")
    kari.type(".")
    until(lambda: reads(kari, seminar, 0).endswith("Rektor begynner i morgen."))


def top(line: Locator) -> float:
    return float(line.evaluate("(line) => line.getBoundingClientRect().top"))


def test_the_preview_takes_another_question_and_leaves_a_piece_where_it_is(
    sit: Sit, seminar: Afternoon
) -> None:
    kari = sit("Kari")
    kari.go()
    kari.paste(pasted(seminar))
    kari.page.locator(OFFER).get_by_role("button", name="Fordel den").click()
    dialog = kari.page.locator("dialog[open]")
    choices = dialog.locator("select")
    expect(choices).to_have_count(3)
    assert violations(kari.page) == []
    choices.nth(1).select_option(seminar.prompt(2))
    choices.nth(2).select_option("")
    dialog.get_by_role("button", name="Fordel den").click()
    until(lambda: reads(kari, seminar, 2) == f"{asked(seminar, 1)}\nRo\nFærre møter")
    until(lambda: reads(kari, seminar, 0) == "Mer tid\nSpm 3: Rektor begynner")
    assert reads(kari, seminar, 1) == ""


def test_the_offer_goes_with_the_text_and_with_the_question(sit: Sit, seminar: Afternoon) -> None:
    kari = sit("Kari")
    offer = kari.page.locator(OFFER)
    kari.go()
    kari.paste(pasted(seminar))
    expect(offer).to_be_visible()
    kari.press("Control+z")
    expect(offer).to_have_count(0)
    until(lambda: reads(kari, seminar, 0) == "")

    kari.paste(pasted(seminar))
    expect(offer).to_be_visible()
    kari.page.locator(f"#prompt-{seminar.prompt(1)} .prompt-open").click()
    expect(offer).to_have_count(0)
    assert "Mer tid" in reads(kari, seminar, 0)


def test_without_net_nothing_is_offered_until_there_is_contact(
    sit: Sit, seminar: Afternoon
) -> None:
    kari = sit("Kari")
    kari.go()
    kari.cut()
    kari.paste(pasted(seminar))
    until(lambda: "Rektor begynner" in reads(kari, seminar, 0))
    until(lambda: kari.save_word == "local")
    assert kari.page.locator(OFFER).count() == 0
    kari.join()
    expect(kari.page.locator(OFFER)).to_be_visible()
    divides(kari)
    until(lambda: reads(kari, seminar, 2) == "Rektor begynner")


def test_what_answers_one_question_alone_is_left_in_peace(sit: Sit, seminar: Afternoon) -> None:
    kari = sit("Kari")
    kari.go()
    with kari.page.expect_response("**/division") as answered:
        kari.paste("Mer tid\nRo i klasserommet\nFærre møter")
    assert answered.value.status == 204
    assert kari.page.locator(OFFER).count() == 0


def test_lists_and_bold_of_word_come_along(sit: Sit, seminar: Afternoon) -> None:
    kari = sit("Kari")
    kari.go()
    item = "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>{}</p>"
    body = "".join(
        f"<h2>{asked(seminar, at)}</h2>{item.format('<b>Ro</b> og fred')}{item.format('Tid')}"
        for at in range(2)
    )
    html = f'<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>{body}</body></html>'
    kari.paste("x", html=html)
    divides(kari)
    for at in range(2):
        field = kari.page.locator(f"#prompt-{seminar.prompt(at)} .answer .notes-text")
        until(partial(has, kari, seminar, at, "Ro og fred\nTid"))
        expect(field.locator("ul > li")).to_have_count(2)
        expect(field.locator("ul > li strong").first).to_have_text("Ro")
