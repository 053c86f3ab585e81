"""Promises of the edits: each makes a sound document, also inside a list."""

from prosemirror.model import Node
from prosemirror.transform import Step

from rehearsal import edits
from rehearsal.text import applied
from tests.rehearsal.authority import document


def after(doc: Node, *steps: Step) -> Node:
    for step in steps:
        doc = applied(step, doc)
        doc.check()
    return doc


def test_the_empty_paragraph_becomes_the_first_note() -> None:
    doc = after(document(), edits.named(document(), 1, "n1"))
    doc = after(doc, edits.typed(doc, 1, "🎵"))

    assert edits.notes_in(doc) == {"n1": "🎵"}
    assert edits.end_of(doc, "n1") == 3
    assert edits.end_of(doc, None) is None


def test_a_note_below_everything_is_a_paragraph_of_its_own() -> None:
    doc = document("x")
    doc = after(doc, edits.appended(doc, "n1"))

    assert edits.end_of(doc, "n1") == doc.content.size - 1


def test_enter_splits_a_note_and_in_a_list_the_item() -> None:
    doc = document("ab")
    split = after(doc, edits.entered(doc, 2, "n2"))
    listed = after(doc, edits.listed(doc, 1))
    items = after(listed, edits.entered(listed, 4, "n2"))

    assert str(split) == 'doc(paragraph("a"), paragraph("b"))'
    assert str(items) == ('doc(bullet_list(list_item(paragraph("a")), list_item(paragraph("b"))))')
    assert edits.notes_in(items)["n2"] == "b"


def test_shift_enter_is_a_break_within_the_note() -> None:
    doc = document("ab")

    assert edits.notes_in(after(doc, edits.typed(doc, 2, "\n"))) == {None: "a\nb"}


def test_backspace_takes_a_whole_key() -> None:
    doc = document("a🎵b")

    assert edits.notes_in(after(doc, edits.erased(2, "🎵"))) == {None: "ab"}


def test_a_tag_and_bold_change_no_text() -> None:
    doc = document("ab")
    doc = after(doc, edits.tagged(doc, 1, "gol"), edits.bold(doc, 1, 3))

    assert doc.child(0).attrs["member"] == "gol"
    assert str(doc) == 'doc(paragraph(strong("ab")))'
