"""A document and the row of its paragraphs are two ways to say the same."""

from hypothesis import given
from hypothesis import strategies as st
from prosemirror.model import Node

from app.documents.blocks import assemble, blocks
from app.documents.schema import is_blank
from tests.boards.strategies import documents


@given(documents())
def test_a_document_comes_back_from_its_row_of_blocks(doc: Node) -> None:
    assert assemble(blocks(doc)).to_json() == doc.to_json()


@given(documents(), st.data())
def test_blocks_keep_their_markers_when_others_are_taken_away(
    doc: Node, data: st.DataObject
) -> None:
    kept = [block for block in blocks(doc) if data.draw(st.booleans())]
    after = assemble(kept)

    after.check()
    notes = [block for block in kept if not is_blank(block.node)]
    assert shown(after) == [block.prefix + block.text for block in notes]


def shown(doc: Node) -> list[str]:
    return [block.prefix + block.text for block in blocks(doc) if not is_blank(block.node)]
