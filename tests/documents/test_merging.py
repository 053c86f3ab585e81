"""What a text made apart brings to the one that stands."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from prosemirror.model import Node

from app.documents.blocks import Block, blocks
from app.documents.merging import merged, new_notes
from app.documents.schema import empty_document, is_blank, schema
from app.documents.steps import repairs
from app.documents.text import plain
from tests.boards.strategies import documents


def with_ids(doc: Node, name: str) -> Node:
    """Every note with an id of its own; the same for the same name."""
    ids = (f"{name}-{number}" for number in range(10_000))
    for step in repairs(doc, lambda: next(ids)):
        doc = step.apply(doc).doc or doc
    return doc


def noted(doc: Node) -> list[Block]:
    return [block for block in blocks(doc) if not is_blank(block.node)]


def signs(block: Block) -> tuple[str, str]:
    """A note as it looks: its marker and its text with marks."""
    return block.marker, str(block.node.content)


def ids(some: list[Block]) -> set[str | None]:
    return {block.id for block in some}


@given(documents())
def test_into_an_empty_answer_a_text_comes_with_its_whole_form(doc: Node) -> None:
    apart = with_ids(doc, "late")
    empty = empty_document()
    new = new_notes(empty, apart, empty, named=ids(noted(apart)) - {None})

    assert plain(merged(empty, apart, empty, ids(new))) == plain(apart)
    assert [signs(b) for b in noted(merged(empty, apart, empty, ids(new)))] == [
        signs(b) for b in noted(apart)
    ]


@given(documents(), documents(), st.data())
def test_nothing_that_stands_goes_and_everything_chosen_comes(
    one: Node, other: Node, data: st.DataObject
) -> None:
    stands, apart = with_ids(one, "here"), with_ids(other, "late")
    new = new_notes(empty_document(), apart, stands, named=ids(noted(apart)))
    chosen = data.draw(st.sets(st.sampled_from(sorted(map(str, ids(new)))))) if new else set()
    becomes = merged(empty_document(), apart, stands, chosen)

    added = [str(b.node.content) for b in new if b.id in chosen]
    before = [str(b.node.content) for b in noted(stands)]
    assert Counter(str(b.node.content) for b in noted(becomes)) == Counter(before + added)


@given(documents())
def test_a_whole_text_that_stands_already_brings_nothing(doc: Node) -> None:
    stands = with_ids(doc, "here")

    assert new_notes(stands, stands, stands, named=ids(noted(stands))) == []
    # The same text of somebody who sends no ids, so that each note has got another.
    assert new_notes(stands, with_ids(without_ids(doc), "late"), stands, named=set()) == []


def without_ids(doc: Node) -> Node:
    def bare(value: object) -> object:
        if isinstance(value, dict):
            return {key: bare(part) for key, part in value.items() if key != "id"}
        return [bare(part) for part in value] if isinstance(value, list) else value

    return Node.from_json(schema, bare(doc.to_json()))  # type: ignore[arg-type]


def document(*notes: tuple[str, str]) -> Node:
    paragraphs = [
        schema.node("paragraph", {"id": id, "member": None}, [schema.text(text)])
        for id, text in notes
    ]
    return schema.node("doc", None, paragraphs)


def test_what_became_of_an_untouched_note_takes_its_place() -> None:
    base = document(("a", "Vi vil"), ("b", "To"))
    apart = document(("a", "Vi vil ha mer tid"), ("b", "To"), ("c", "Tre"))
    new = new_notes(base, apart, base, named={"a", "b", "c"})

    assert [block.text for block in new] == ["Vi vil ha mer tid", "Tre"]
    assert plain(merged(base, apart, base, ids(new))) == "Vi vil ha mer tid\nTo\nTre"


def test_a_note_that_others_changed_meanwhile_stays_and_the_late_one_stands_beside() -> None:
    base, stands = document(("a", "Vi vil")), document(("a", "Vi vil noe annet"), ("x", "Ny"))
    apart = document(("a", "Vi vil ha mer tid"))

    assert plain(merged(base, apart, stands, {"a"})) == "Vi vil noe annet\nVi vil ha mer tid\nNy"
