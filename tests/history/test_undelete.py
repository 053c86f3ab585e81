"""One removed note, back where it stood."""

from hypothesis import given
from hypothesis import strategies as st
from prosemirror.model import Node

from app.documents.blocks import blocks
from app.documents.diff import difference
from app.documents.replacement import rewrite
from app.documents.schema import is_blank
from app.documents.steps import apply
from app.documents.text import lines, plain
from app.history.undelete import undeleted
from tests.boards.strategies import MEMBERS, documents
from tests.documents.test_steps import document, note


def test_a_note_comes_back_behind_the_one_that_stood_before_it() -> None:
    then = document(note("en", "a"), note("to", "b"), note("tre", "c"))
    now = document(note("en", "a"), note("ny", "n"), note("tre", "c"))
    doc, id = undeleted(now, then, "b", "fresh")
    assert plain(doc) == "en\nto\nny\ntre"
    assert id == "b"


def test_a_note_that_lives_again_comes_back_under_a_new_id() -> None:
    then = document(note("en", "a"))
    doc, id = undeleted(document(note("en igjen", "a")), then, "a", "fresh")
    assert (plain(doc), id) == ("en igjen\nen", "fresh")


def test_an_emptied_note_is_filled_where_it_stands() -> None:
    then = document(note("en", "a"), note("to", "b"))
    now = document(note("", "a"), note("to", "b"))
    doc, id = undeleted(now, then, "a", "fresh")
    assert doc.eq(then)
    assert id == "a"


@given(documents(), st.data())
def test_a_removed_line_comes_back_as_it_was_and_moves_no_other(
    doc: Node, data: st.DataObject
) -> None:
    notes = [block for block in blocks(doc) if not is_blank(block.node)]
    if not notes:
        return
    gone = data.draw(st.sampled_from(notes))
    kept = [line for line in lines(doc) if line.id != gone.id]
    now = apply(
        doc,
        rewrite(doc, "\n".join(plain_of(doc, line.id) for line in kept)),
        members=MEMBERS,
    )
    if [line.id for line in lines(now)] != [line.id for line in kept]:
        return  # two lines alike: another one was taken for it
    back, id = undeleted(now, doc, str(gone.id), "fresh")
    reached = apply(now, difference(now, back), members=MEMBERS)
    assert id == gone.id
    found = {block.id: block for block in blocks(reached)}[gone.id]
    assert found.node.eq(gone.node)
    left = [line for line in lines(reached) if line.id != gone.id]
    assert [(each.id, each.text) for each in left] == [(each.id, each.text) for each in kept]


def plain_of(doc: Node, id: str | None) -> str:
    block = next(block for block in blocks(doc) if block.id == id)
    return block.prefix + block.text
