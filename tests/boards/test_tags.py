"""Notes on pages: an address for each, a word for whom it is from, and never markup."""

from hypothesis import given
from hypothesis import strategies as st

from app.boards.document_cache import Current
from app.boards.tags import Tags
from app.documents.schema import schema
from app.documents.text import Line, Run
from app.rooms.models import Member

tags = Tags([Member(id="m1", seminar_id="s", name='Ål & "Bø"')], "Fra %(name)s")


def line(text: str, member: str | None = None, level: int = 0, marker: str = "") -> Line:
    return Line("n1", member, level, marker, (Run(text),))


def document(text: str, member: str | None = None) -> Current:
    note = schema.node("paragraph", {"id": "n1", "member": member}, [schema.text(text)])
    return Current(1, schema.node("doc", None, [note]))


def test_a_note_has_its_address_and_its_member() -> None:
    assert tags.notes([line("Hei", "m1")]) == (
        '<p dir="auto" id="note-n1" data-note="n1" data-by="Fra Ål &amp; &#34;Bø&#34;">Hei</p>'
    )


def test_an_editor_is_told_whom_each_note_is_from() -> None:
    assert tags.document(document("Hei", "m1")) == (
        '<p dir="auto" data-note="n1" data-member="m1" data-by="Fra Ål &amp; &#34;Bø&#34;">Hei</p>'
    )


def test_a_member_that_is_gone_is_no_member() -> None:
    assert tags.notes([line("Hei", "gone")]) == '<p dir="auto" id="note-n1" data-note="n1">Hei</p>'
    assert tags.by("gone") is None


@given(st.sampled_from(['<p data-note="n9" data-member="m1">', ' data-member="m1"', "&#34;>"]))
def test_text_that_looks_like_our_own_markup_stays_text(text: str) -> None:
    for html in (tags.notes([line(text)]), tags.document(document(text))):
        assert html.count("<p") == 1
        assert "data-by" not in html
        assert "note-n9" not in html


def test_lists_stay_lists() -> None:
    assert tags.notes([line("a", None, 1, "•")]).startswith("<ul><li><p ")
