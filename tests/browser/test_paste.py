"""What is pasted becomes notes and lists, and what is too much stays on the device."""

from functools import partial
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Sit
from tests.browser.foreign import FOREIGN
from tests.browser.writer import Writer
from tests.patience import until
from tests.server import Afternoon

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head><body>
<!--StartFragment--><p class=MsoNormal>Dette kom vi fram til:<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>Kulturskole for <b>alle</b><o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;text-indent:-18.0pt;mso-list:l0 level2 lfo1'><span
style='mso-list:Ignore'>o<span style='font:7.0pt'>&nbsp;&nbsp;</span></span>Også om kvelden<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;
</span></span>Et <a href="https://example.org/lag">lag</a> rundt og <a href="javascript:alert(1)">ikke dette</a><o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>Først<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.<span>&nbsp;</span></span>Så<o:p></o:p></p>
<!--EndFragment--></body></html>"""
EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table><tr><td>Rom</td><td>Svar</td></tr>
<tr><td>12</td><td>Ja, gjerne</td></tr></table></body></html>"""
HTML = """navigator.clipboard.read().then(([each]) => each.getType("text/html"))
    .then((blob) => blob.text())"""


def bold(node: dict[str, Any]) -> str:
    if any(mark["type"] == "strong" for mark in node.get("marks", [])):
        return str(node["text"])
    return "".join(map(bold, node.get("content", [])))


def shown(writer: Writer, seminar: Afternoon) -> tuple[str, str]:
    until(lambda: writer.save_word == "saved")
    answer = seminar.answer()
    lines = (line.rstrip() for line in answer["text"].splitlines())
    return "\n".join(lines), bold(answer["doc"])


def has_come(seminar: Afternoon, before: int) -> bool:
    """Whether there is a text that is newer than a version."""
    answer = seminar.answer()
    return bool(answer["version"] > before and answer["text"])


def test_html_from_elsewhere_says_what_it_said_there(seminar: Afternoon, sit: Sit) -> None:
    kari = sit("Kari")
    wrong = []
    for html, text, strong in FOREIGN:
        before = seminar.answer()["version"]
        kari.press("Control+a", "Backspace")
        kari.paste("uten form", html=html)
        until(partial(has_come, seminar, before))
        found = shown(kari, seminar)
        if found != (text, strong):
            wrong.append((html, found, (text, strong)))
    assert wrong == []


def test_a_link_in_a_cell_keeps_its_address(seminar: Afternoon, sit: Sit) -> None:
    kari = sit("Kari")
    html = '<table><tr><td>Se</td><td><p><a href="https://example.org/plan">planen</a></p></td></tr></table>'

    kari.paste("x", html=html)

    until(lambda: seminar.answer()["text"] == "Se · planen")
    assert "https://example.org/plan" in str(seminar.answer()["doc"])


def test_a_soft_break_of_plain_text_is_a_break_and_no_box(seminar: Afternoon, sit: Sit) -> None:
    kari = sit("Kari")

    kari.paste("Ett\x0bto\x02\nTre")

    until(lambda: seminar.answer()["text"] == "Ett\nto\nTre")


def test_what_is_copied_out_as_plain_text_keeps_lines_and_markers(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")
    html = "<p>Før<br>og etter</p><ul><li>Ett<ol><li>a</li><li>b</li></ol></li><li>To</li></ul><p>Slutt</p>"
    kari.paste("x", html=html)
    until(lambda: kari.text().endswith("Slutt"))  # what cleans it is fetched with the first paste
    kari.page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    kari.press("Control+a", "Control+c")

    copied = kari.page.evaluate("navigator.clipboard.readText()")
    assert copied == "Før\nog etter\n• Ett\n  1. a\n  2. b\n• To\nSlutt"
    kari.press("Control+End", "Shift+Home", "Control+c")
    assert kari.page.evaluate("navigator.clipboard.readText()") == "Slutt"


@pytest.mark.parametrize(
    ("ups", "plain", "html"),
    [
        (1, "4. fire\n5. fem", '<ol start="4"'),
        (2, "3. tre\n4. fire\n5. fem", '<ol start="3"'),
        (3, "2. to\n3. tre\n4. fire\n5. fem", '<ol start="2"'),
    ],
)
def test_a_list_that_is_copied_from_its_midst_keeps_its_numbers(
    seminar: Afternoon, sit: Sit, ups: int, plain: str, html: str
) -> None:
    kari = sit("Kari")
    kari.paste("2. to\n3. tre\n4. fire\n5. fem")
    until(lambda: kari.page.locator(".notes-text li").count() == 4)
    kari.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    kari.press("Control+End", *["Shift+ArrowUp"] * ups, "Shift+Home", "Control+c")

    assert kari.page.evaluate("navigator.clipboard.readText()") == plain
    assert html in kari.page.evaluate(HTML)


def test_a_paste_from_word_keeps_its_bullets_and_drops_what_is_no_text(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")

    kari.paste("uten format", html=WORD)

    expected = (
        "Dette kom vi fram til:\n• Kulturskole for alle\n  • Også om kvelden\n"
        "• Et lag rundt og ikke dette\n1. Først\n2. Så"
    )
    until(lambda: seminar.answer()["text"] == expected)
    doc = str(seminar.answer()["doc"])
    assert "https://example.org/lag" in doc
    assert "javascript" not in doc
    assert "strong" in doc


def test_rows_of_a_table_become_lines(seminar: Afternoon, sit: Sit) -> None:
    kari = sit("Kari")

    kari.paste("Rom\tSvar", html=EXCEL)

    until(lambda: seminar.answer()["text"] == "Rom · Svar\n12 · Ja, gjerne")


def test_lines_of_plain_text_become_notes_and_begun_lists_stay_lists(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")
    kari.type("Før: ")

    kari.paste("første\r\n\r\n- a\r\n- b\r\nsiste\u0000")

    until(lambda: seminar.answer()["text"] == "Før: første\n• a\n• b\nsiste")


def test_a_long_paste_is_divided_and_all_of_it_arrives(seminar: Afternoon, sit: Sit) -> None:
    kari = sit("Kari")
    lines = [
        f"Linje {number} om kulturskolen og øvingen vår i hele fjellregionen"
        for number in range(500)
    ]

    kari.paste("\n".join(lines))

    until(lambda: seminar.answer()["text"] == "\n".join(lines))
    until(lambda: kari.save_word == "saved")


@pytest.mark.keeps_pages
def test_a_paste_that_is_too_large_never_becomes_text_and_waits_on_the_device(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")
    kari.type("Fra før")

    kari.paste("altfor mye " * 100_000)

    kept = kari.page.locator("#kept [data-kept-text]")
    until(lambda: kept.count() == 1 and len(kept.inner_text()) > 1_000_000)
    until(lambda: kari.said)
    until(lambda: seminar.answer()["text"] == "Fra før")
    until(lambda: kari.save_word == "kept_here")
    kari.reload()
    until(lambda: kept.count() == 1)
    path = f"/api/v1/seminars/{seminar.id}/archive"
    seminar.organiser.put(path, json={"archived": True}).raise_for_status()
    until(lambda: kari.page.locator('.stage-notice use[href$="#archive"]').count() == 1)
    save = kari.page.locator(".save")  # closed, and yet not all of it is saved
    expect(save).to_have_attribute("data-state", "kept_here")
    expect(save).to_contain_text("Noe tekst")
    assert "Alt er lagret" not in kari.page.locator("body").inner_text()
    kari.page.locator("#kept [data-kept-drop]").click()
    until(lambda: kept.count() == 0)
    until(lambda: kari.save_word == "closed")


def test_a_copied_note_gets_an_address_of_its_own_and_a_moved_one_keeps_its_own(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari")
    kari.type("Ett")
    kari.press("Enter")
    kari.type("To")
    until(lambda: seminar.answer()["text"] == "Ett\nTo")
    first, second = (note["id"] for note in seminar.answer()["notes"])

    kari.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    kari.press("Shift+Home")
    kari.page.wait_for_timeout(200)  # people are slower than selectionchange
    kari.press("Control+c", "End", "Enter", "Control+v")
    until(lambda: seminar.answer()["text"] == "Ett\nTo\nTo")
    ids = [note["id"] for note in seminar.answer()["notes"]]
    assert ids[:2] == [first, second]
    assert len(set(ids)) == 3
