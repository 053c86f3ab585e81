"""Promises of the reading back: what a file shows is found, and what it lacks is noticed."""

import json

from app.exports.csv_export import inert
from rehearsal import shown

NAMES = ["Gol", "Evjemo og Hornvik"]


def test_a_page_is_its_blocks_and_its_links() -> None:
    page = shown.Page(
        "<head><title>x</title></head><h2>Rom 1</h2><ul><li>Hei <b>på</b> deg<br>og &amp; du"
        '<li><a href="/read/x?p=2">Neste</a></ul><script>nei()</script>'
    )

    assert page.lines == ["Rom 1", "Hei på deg og & du", "Neste"]
    assert page.links == ["/read/x?p=2"]


def test_markdown_shows_what_its_escapes_stand_for() -> None:
    data = b"## Rom 1\n\n- *Fra Gol:* \\*stjerne\\* \\\n  3\\. **fet** &#9;&amp;amp;\n"

    assert shown.markdown_lines(data) == ["Rom 1", "Fra Gol: *stjerne* 3. fet &amp;"]


def test_a_row_of_csv_has_its_text_back() -> None:
    text = "=1+1\n- to\nog 'tre'"
    data = f'\ufeffA;B;C;Rom;D;E;F;Del;Tekst\r\n;;;1;;;;Notat;"{inert(text)}"\r\n'.encode()

    assert shown.csv_rows(data) == {(1, "note", text): 1}


def test_the_archive_gives_each_answer_its_notes() -> None:
    notes = {"notes": [{"id": "n", "text": "Hei", "member": None}]}
    data = json.dumps({"answers": [{"id": "a", "notes": notes}]}).encode()

    assert shown.json_notes(data) == {"a": [("n", "Hei")]}


def test_texts_are_found_alone_and_after_their_member() -> None:
    lines = ["Rom 1", "Kort.", "Fra Gol: Lang. Kort.", "Frå Evjemo og Hornvik Med  mellomrom"]
    texts = ["Kort.", "Lang. Kort.", "Med mellomrom"]

    assert shown.missing(map(shown.one_line, lines), texts, NAMES) == ([], [])


def test_a_lost_text_and_one_shown_twice_are_told() -> None:
    lines = ["Kort.", "Kort.", "Noe annet. Borte."]

    assert shown.missing(lines, ["Kort.", "Borte."], NAMES) == (["Borte."], ["Kort."])
