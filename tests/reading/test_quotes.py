"""Notes on reading pages: an address for each, a word for whom it is from, and never markup."""

from app.documents.text import Line, Run
from app.reading.quotes import Quoting

quoted = Quoting({"m1": 'Ål & "Bø"'}, "Fra %(name)s")


def line(text: str, member: str | None = None, level: int = 0, marker: str = "") -> Line:
    return Line("n1", member, level, marker, (Run(text),))


def test_a_note_has_its_address_and_its_member() -> None:
    assert quoted([line("Hei", "m1")]) == (
        '<p id="note-n1" data-note="n1" data-by="Fra Ål &amp; &#34;Bø&#34;">Hei</p>'
    )


def test_a_member_that_is_gone_is_no_member() -> None:
    assert quoted([line("Hei", "gone")]) == '<p id="note-n1" data-note="n1">Hei</p>'
    assert quoted.by(line("Hei", "gone")) == ""


def test_text_that_looks_like_our_own_markup_stays_text() -> None:
    html = quoted([line('<p data-note="n9" data-member="m1">')])

    assert html.count("<p") == 1
    assert "note-n9" not in html


def test_lists_stay_lists() -> None:
    assert quoted([line("a", None, 1, "•")]).startswith("<ul><li><p ")
