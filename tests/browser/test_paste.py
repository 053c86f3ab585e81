"""What is pasted becomes notes and lists, and what is too much stays on the device."""

from typing import Any

from tests.browser.conftest import Sit
from tests.browser.writer import Writer, until
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

SELECTED = "new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))"
DOCS = '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-5b">{}</b>'
WEB = '<div class="ListContainerWrapper SCXW1"><{0} role="list"><li data-listid="1" data-aria-level="{1}" data-aria-posinset="{2}" role="listitem" class="OutlineElement"><p class="Paragraph"><span class="TextRun"><span class="NormalTextRun">{3}</span></span></p></li></{0}></div>'
WEB_NOTE = '<div class="OutlineElement Ltr"><p class="Paragraph" paraid="1"><span class="TextRun"><span class="NormalTextRun">{}</span></span><span class="EOP" data-ccp-props="{{}}">&nbsp;</span></p></div>'
OFFICE = '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>{}</body></html>'
ITEM = "<p style='mso-list:l0 level{} lfo1'><span style='mso-list:Ignore'>{}<span>&nbsp;</span></span>{}<o:p></o:p></p>"
IMAGE = '<img class="emoji" alt="{}" src="https://example.org/e.png">'
# What is pasted, the text that comes of it, and what of it is bold.
FOREIGN: list[tuple[str, str, str]] = [
    # the wrapper of Google Docs is no bold, its weight is
    (DOCS.format('<p><span style="font-weight:400">Vanlig</span> <span style="font-weight:700">fet</span></p>'), "Vanlig fet", "fet"),
    (DOCS.format('<ul><li aria-level="1"><p>Ett</p></li><ul><li aria-level="2"><p>To</p></li></ul></ul>'), "• Ett\n  • To", ""),
    ('<b>Fet <span style="font-weight: normal">ikke</span></b>', "Fet ikke", "Fet "),
    ('<p style="font-weight: bold">Alt <i style="font-style:normal">her</i></p>', "Alt her", "Alt her"),
    ('<b style="mso-bidi-font-weight:normal">Fet i Word</b>', "Fet i Word", "Fet i Word"),
    ('<span style="font: bold 12px Arial">Kort</span>', "Kort", "Kort"),
    # Excel says weight in a style of its own; what an element says itself counts more
    ('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!-- .font5 {font-weight:700;}\n.xl65, .xl67\n\t{font-weight:700;\n\tfont-style:normal;}\n.xl66 {font-weight:400} --></style></head><body><table><tr><td class=xl65>Rom</td><td class=xl66>Svar</td></tr><tr><td class=xl67 style="font-weight:400">Gol</td><td>et <font class="font5">ord</font></td></tr></table></body></html>', "Rom · Svar\nGol · et ord", "Romord"),
    # what a cell holds is one line, and nothing runs together
    ("<table><tr><td><p>Ett</p><p>To</p></td><td>Tre<br>Fire</td><td><ul><li>Fem</li><li>Seks</li></ul></td></tr></table>", "Ett To · Tre Fire · Fem Seks", ""),
    ("<table><tr><td>Ytre</td><td><table><tr><td>indre</td><td>to</td></tr></table></td></tr></table>", "Ytre · indre · to", ""),
    ("<table><tr><td><p>Et oppsett</p><ul><li>med liste</li></ul></td></tr></table>", "Et oppsett\n• med liste", ""),
    ("<table><thead><tr><th>Rom</th></tr></thead><tr><td>12</td></tr><tfoot><tr><td>slutt</td></tr></tfoot></table>", "Rom\n12\nslutt", ""),
    # reviewers' comments are not the text; what they are about is
    ("<p class=MsoNormal>Vi vil <a style='mso-comment-reference:KS_1;mso-comment-date:20250101T1200'>synge</a><span class=MsoCommentReference><span style='font-size:8.0pt'><a class=msocomanchor href='#_msocom_1'>[KS1]</a><span style='mso-special-character:comment'>&nbsp;</span></span></span> mer</p><div style='mso-element:comment-list'><hr class=msocomoff><div style='mso-element:comment'><div id=_com_1 class=msocomtxt><p class=MsoCommentText>Er vi sikre?</p></div></div></div>", "Vi vil synge mer", ""),
    # what could not be seen there is no text here
    ('<style>.pre {display: none}</style><p>Synlig<span style="color:red; display : none">a</span><span hidden>b</span><span class="pre">c</span><span style="visibility:hidden">d</span><span style="mso-hide:all">e</span> her</p>', "Synlig her", ""),
    # what was taken out is no text, whoever says so
    ('<p>Vi vil <del>ikke </del><del datetime="2026-01-01">aldri </del><ins>gjerne </ins>synge</p>', "Vi vil gjerne synge", ""),
    # soft breaks and other signs
    ("<p>Ett\x0bto\x01</p>", "Ett\nto", ""),
    ("<p>Bra " + IMAGE.format("👍🏽") + IMAGE.format("❤️") + "</p>", "Bra 👍🏽❤️", ""),
    ('<p>Logo <img alt="Kommunevåpen" src="https://example.org/v.png"></p>', "Logo", ""),
    ("<pre>en\n  to\ntre\n</pre>", "en\n  to\ntre", ""),
    ('<div style="white-space: pre"><span>en</span><span>\nto</span></div>', "en\nto", ""),
    ("<p>en\nto</p>", "en to", ""),
    # lists of Word on the web, and lists deeper than ours go
    (WEB.format("ul", 1, 1, "Ett") + WEB.format("ul", 2, 1, "under") + WEB.format("ul", 2, 2, "også") + WEB.format("ul", 1, 2, "To"), "• Ett\n  • under\n  • også\n• To", ""),
    (WEB.format("ol", 1, 1, "Ett") + WEB.format("ol", 1, 2, "To"), "1. Ett\n2. To", ""),
    # a block around blocks is no note, nor is a line without words; and no block is glued to the next
    (WEB_NOTE.format("Ett") + WEB_NOTE.format("") + WEB_NOTE.format("To"), "Ett\nTo", ""),
    ('<div><div style="font-size:14px">Hei</div><div>&nbsp;</div><div><div>To</div></div>og tre<br></div>', "Hei\nTo\nog tre", ""),
    (DOCS.format('<p>Ett</p><br><p>To</p><br class="Apple-interchange-newline">'), "Ett\nTo", ""),
    ("<p>A</p><ul><li></li><li><p>B</p></li><li><br></li></ul><details><summary>C</summary>D</details>", "A\n• B\nC\nD", ""),
    ('<table><tr><td><div class="TableCellContent">' + WEB_NOTE.format("A") + "</div></td><td>" + WEB_NOTE.format("B") + "</td></tr></table>", "A · B", ""),
    # lines between spans, of an editor's blocks, and of a field
    ("<pre><span>en</span>\r\n<span>to</span></pre>", "en\nto", ""),
    ('<div style="white-space: pre">\n<div><span>en</span></div><div><span>  to</span></div>\n</div>', "en\n  to", ""),
    ('<ul style="white-space: pre-wrap">\n<li>en</li>\n<li>to</li>\n</ul>', "• en\n• to", ""),
    ("<textarea>en\nto</textarea>", "en\nto", ""),
    # what Office means by its signs
    ("<p class=MsoNormal>Fint <span style='font-family:Wingdings;mso-char-type:symbol'><span style='mso-char-type:symbol;font-family:Wingdings'>J</span></span></p>", "Fint ☺", ""),
    (OFFICE.format(ITEM.format(1, "2.", "To") + ITEM.format(2, "2.1.", "Under") + ITEM.format(2, "2.2.", "Også")), "2. To\n  1. Under\n  2. Også", ""),
    (OFFICE.format("<h1 style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1<span>&nbsp;</span></span>Innledning</h1>"), "1. Innledning", ""),
    (OFFICE.format("<div style='mso-line-spacing:\"90 50 0\"'><span style='mso-special-format:bullet'>•</span><span>Ett</span></div><div><span>To</span></div>"), "• Ett\nTo", ""),
    ('<p class="Paragraph"><span class="TextRun TextDeletion TrackedChange">ikke </span><span class="TextRun">med</span><span class="EOP" data-ccp-props="{}">&nbsp;</span></p>', "med", ""),
    ('<ol><li value="3"><p>tre</p></li><li>fire</li></ol>', "3. tre\n4. fire", ""),
    ('<p>Hei <img data-stringify-type="emoji" alt=":tada:" src="https://example.org/1.png"></p>', "Hei :tada:", ""),
    ("<ul><li>1<ul><li>2<ul><li>3<ul><li>4<ul><li>5</li></ul></li></ul></li></ul></li></ul></li></ul>", "• 1\n  • 2\n    • 3\n    • 4\n    • 5", ""),
]  # fmt: skip


def bold(node: dict[str, Any]) -> str:
    if any(mark["type"] == "strong" for mark in node.get("marks", [])):
        return str(node["text"])
    return "".join(map(bold, node.get("content", [])))


def shown(writer: Writer, seminar: Afternoon) -> tuple[str, str]:
    until(lambda: writer.save_word == "saved")
    answer = seminar.answer()
    lines = (line.rstrip() for line in answer["text"].splitlines())
    return "\n".join(lines), bold(answer["doc"])


def test_html_from_elsewhere_says_what_it_said_there(seminar: Afternoon, sit: Sit) -> None:
    kari = sit("Kari")
    wrong = []
    for html, text, strong in FOREIGN:
        kari.press("Control+a", "Backspace")
        until(lambda: seminar.answer()["text"] == "")
        kari.paste("uten form", html=html)
        until(lambda: seminar.answer()["text"] != "")
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
    kari.page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    kari.press("Control+a", "Control+c")

    copied = kari.page.evaluate("navigator.clipboard.readText()")
    assert copied == "Før\nog etter\n• Ett\n  1. a\n  2. b\n• To\nSlutt"
    kari.press("Control+End", "Shift+Home", "Control+c")
    assert kari.page.evaluate("navigator.clipboard.readText()") == "Slutt"


def test_a_note_dragged_to_another_field_stands_there_and_nowhere_else(
    seminar: Afternoon, sit: Sit
) -> None:
    kari = sit("Kari", viewport={"width": 1280, "height": 2400})
    kari.type("Hold fast")
    kari.press("Enter")
    kari.type("Flytt meg")
    kari.press("Shift+Home")
    kari.page.evaluate(SELECTED)
    fields = kari.page.locator(".notes-text")
    visible = [at for at in range(fields.count()) if fields.nth(at).is_visible()]
    target = visible[1]

    note = fields.first.locator("p").nth(1)
    note.drag_to(fields.nth(target), source_position={"x": 20, "y": 8})

    until(lambda: kari.text(target) == "Flytt meg")
    until(lambda: kari.text(0) == "Hold fast")
    until(lambda: seminar.answer()["text"] == "Hold fast")


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
    assert kari.save_word == "kept_here"  # closed, and yet not all of it is saved
    assert "Noe tekst" in kari.page.locator(".save").inner_text()
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
