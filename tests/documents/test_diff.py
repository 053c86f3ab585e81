"""The steps from one document to another arrive there, and touch no more than they must."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from prosemirror.model import Node

from app.documents.content import parse_document
from app.documents.diff import difference, matches
from app.documents.steps import apply
from tests.boards.strategies import MEMBERS, documents, edits
from tests.documents.test_steps import bullets, document, note

ROWS = st.lists(st.integers(0, 4), max_size=12)


@given(documents(), documents())
def test_the_difference_leads_from_any_document_to_any_other(old: Node, new: Node) -> None:
    assert apply(old, difference(old, new), members=MEMBERS).to_json() == new.to_json()


@given(documents())
def test_there_is_no_difference_between_equal_documents(doc: Node) -> None:
    assert difference(doc, parse_document(doc.to_json())) == []


@given(st.data())
def test_what_an_editor_did_can_be_undone_by_the_difference(data: st.DataObject) -> None:
    doc = data.draw(documents())
    after = apply(doc, data.draw(edits(doc)), members=MEMBERS)

    assert apply(after, difference(after, doc), members=MEMBERS).to_json() == doc.to_json()


def test_only_the_changed_middle_of_a_note_is_replaced() -> None:
    old, new = document(note("Leirskole 🎻 her", "a")), document(note("Leirskole 🎺 her", "a"))
    (step,) = difference(old, new)

    assert step.to_json() == {
        "stepType": "replace",
        "from": 11,
        "to": 13,
        "slice": {"content": [{"type": "text", "text": "🎺"}]},
    }


def test_changes_in_two_notes_leave_the_note_between_them_alone() -> None:
    old = document(note("en", "a"), note("to", "b"), note("tre", "c"))
    new = document(note("ein", "a"), note("to", "b"), bullets(note("ny", "d")), note("tri", "c"))

    places = [(step.to_json()["from"], step.to_json()["to"]) for step in difference(old, new)]

    assert places == [(11, 12), (8, 8), (2, 2)]


def test_another_member_or_number_is_a_step_on_the_attribute() -> None:
    old = document(note("en", "a"), numbered(note("to", "b")))
    new = document(note("en", "a", "gjevik"), numbered(note("to", "b"), order=3))

    assert [step.to_json() for step in difference(old, new)] == [
        {"stepType": "attr", "pos": 4, "attr": "order", "value": 3},
        {"stepType": "attr", "pos": 0, "attr": "member", "value": "gjevik"},
    ]


@given(ROWS, ROWS)
def test_matches_pair_equal_elements_and_never_cross(old: list[int], new: list[int]) -> None:
    pairs = matches(old, new)

    assert all(old[i] == new[j] for i, j in pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))


@given(st.lists(st.integers(), unique=True), st.data())
def test_what_was_only_taken_out_is_all_that_is_not_matched(
    row: list[int], data: st.DataObject
) -> None:
    kept = [element for element in row if data.draw(st.booleans())]

    assert [row[i] for i, _ in matches(row, kept)] == kept


def test_rows_of_equal_elements_are_matched_in_no_time() -> None:
    blank, other = ["x"] * 20_000, ["y", *["x"] * 19_999, "z"]

    assert len(matches(blank, other)) <= 20_000


def numbered(*content: object, order: int = 1) -> dict[str, object]:
    items = [{"type": "list_item", "content": list(content)}]
    return {"type": "ordered_list", "attrs": {"order": order}, "content": items}
