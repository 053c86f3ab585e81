"""Steps are taken whole, or refused with a reason and nothing happened."""

import json
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prosemirror.model import Node
from prosemirror.transform import Step

from app.documents.content import parse_document
from app.documents.schema import (
    MAX_CHARACTERS,
    MAX_CHILDREN,
    MAX_DEPTH,
    empty_document,
    is_blank,
    paragraphs,
    schema,
)
from app.documents.steps import RefusedSteps, apply, parse_message, parse_steps, repairs
from tests.boards.strategies import MEMBERS, damaged, depth, documents, edits


def note(text: str, id: str | None = None, member: str | None = None) -> dict[str, Any]:
    content = [{"type": "text", "text": text}] if text else []
    return {"type": "paragraph", "attrs": {"id": id, "member": member}, "content": content}


def document(*content: Any) -> Node:
    return parse_document({"type": "doc", "content": list(content)})


def bullets(*content: Any) -> dict[str, Any]:
    return {"type": "bullet_list", "content": [{"type": "list_item", "content": list(content)}]}


def put(start: int, end: int, *content: Any, open: int = 0) -> dict[str, Any]:
    piece = {"content": list(content), "openStart": open, "openEnd": open}
    return {"stepType": "replace", "from": start, "to": end, "slice": piece}


def take(doc: Node, *raw: Any) -> Node:
    return apply(doc, parse_steps(list(raw)), members=MEMBERS)


def refusal(doc: Node, *raw: Any) -> str:
    with pytest.raises(RefusedSteps) as refused:
        take(doc, *raw)
    return refused.value.reason


def texts(doc: Node) -> list[str]:
    return [node.text_content for node, _ in paragraphs(doc.content)]


def ids(doc: Node) -> list[Any]:
    return [node.attrs["id"] for node, _ in paragraphs(doc.content)]


def test_typing_and_splitting_change_the_text() -> None:
    doc = take(document(note("Hei", "a")), put(4, 4, {"type": "text", "text": " du"}))
    split = take(doc, put(4, 4, note("", "a"), note("", "b"), open=1))

    assert texts(doc) == ["Hei du"]
    assert (texts(split), ids(split)) == (["Hei", " du"], ["a", "b"])


def test_one_bad_step_takes_the_good_ones_with_it() -> None:
    doc = document(note("Hei", "a"))

    assert refusal(doc, put(1, 1, {"type": "text", "text": "x"}), put(90, 90)) == "does_not_fit"
    assert texts(doc) == ["Hei"]


@pytest.mark.parametrize(
    "raw",
    [
        put(2, 2, {"type": "text", "text": "x"}),
        put(1, 2),
        put(2, 3),
        {"stepType": "addMark", "from": 2, "to": 4, "mark": {"type": "em"}},
    ],
)
def test_half_an_emoji_cannot_be_touched(raw: Any) -> None:
    assert refusal(document(note("🎻🎻", "a")), raw) == "does_not_fit"


@pytest.mark.parametrize(
    "raw",
    [
        put(0, 1),
        put(0, 7),
        put(99, 99, note("a")),
        put(2**70, 2**70, note("a")),
        put(0, 0, {"type": "text", "text": "a"}),
        put(1, 1, note("a")),
        put(0, 0, bullets()),
        put(0, 0, {"type": "bullet_list"}),
        put(0, 0, bullets(bullets(note("a")))),
        put(0, 0, note("a") | {"content": [note("a")]}),
        put(0, 0, {"type": "list_item", "content": [note("a")]}),
        put(0, 0, {"type": "doc", "content": [note("a")]}),
        put(0, 5),
        {"stepType": "attr", "pos": 1, "attr": "id", "value": "b"},
        {"stepType": "attr", "pos": 0, "attr": "order", "value": 2},
        {"stepType": "attr", "pos": 5, "attr": "id", "value": "b"},
        {"stepType": "replaceAround", "from": 0, "to": 5, "gapFrom": 1, "gapTo": 4, "insert": 0},
    ],
)
def test_a_step_that_would_leave_no_sound_document_does_not_fit(raw: Any) -> None:
    assert refusal(document(note("Hei", "a")), raw) == "does_not_fit"


def test_a_fourth_list_inside_three_is_too_deep() -> None:
    doc = document(bullets(note("a"), bullets(note("b"), bullets(note("c")))))
    ((_, pos),) = [place for place in paragraphs(doc.content) if place[0].text_content == "c"]
    wrap = {
        "stepType": "replaceAround",
        "from": pos,
        "to": pos + 3,
        "gapFrom": pos,
        "gapTo": pos + 3,
        "slice": {"content": [bullets()]},
        "insert": 2,
        "structure": True,
    }

    assert refusal(doc, put(pos + 3, pos + 3, bullets(note("d")))) == "too_deep"
    assert refusal(doc, wrap) in {"too_deep", "does_not_fit"}


def test_an_answer_has_a_greatest_length_that_only_deleting_may_exceed() -> None:
    doc = document(note("x" * (MAX_CHARACTERS - 2)))
    longer = document(note("x" * (MAX_CHARACTERS + 100)))

    assert refusal(doc, put(1, 1, {"type": "text", "text": "y"})) == "too_long"
    assert take(longer, put(1, 2)).content.size == longer.content.size - 1


def test_more_notes_than_anybody_can_read_are_refused() -> None:
    doc = document(*[note("")] * MAX_CHILDREN)

    assert refusal(doc, put(0, 0, note(""))) == "too_many"


def test_steps_that_touch_the_whole_of_a_long_text_over_and_over_are_refused() -> None:
    doc = document(note("x" * 40_000))
    bold = {"stepType": "addMark", "from": 0, "to": 40_000, "mark": {"type": "strong"}}
    plain = bold | {"stepType": "removeMark"}

    assert refusal(doc, *[bold, plain] * 100) == "too_many"
    assert take(doc, *[bold, plain] * 5).to_json() == doc.to_json()


def test_a_note_can_be_tagged_with_a_member_of_the_room() -> None:
    doc = document(note("Hei", "a"))
    tag = {"stepType": "attr", "pos": 0, "attr": "member", "value": "gjevik"}

    assert take(doc, tag).child(0).attrs["member"] == "gjevik"
    assert refusal(doc, tag | {"value": "utlandet"}) == "unknown_member"
    assert refusal(doc, put(0, 0, note("a", member="utlandet"))) == "unknown_member"
    assert refusal(doc, put(0, 0, bullets(note("a", member="utlandet")))) == "unknown_member"


def test_a_note_of_a_member_that_has_left_can_still_be_split() -> None:
    doc = document(note("Hei du", "a", "flyttet"))

    split = take(doc, put(4, 4, note("", "a", "flyttet"), note("", "b", "flyttet"), open=1))

    assert [node.attrs["member"] for node in split.children] == ["flyttet", "flyttet"]


def test_taking_a_tag_away_needs_no_member() -> None:
    untag = {"stepType": "attr", "pos": 0, "attr": "member", "value": None}

    assert take(document(note("Hei", "a", "gjevik")), untag).child(0).attrs["member"] is None


@given(st.data())
def test_whatever_an_editor_does_is_taken_and_leaves_a_sound_document(data: st.DataObject) -> None:
    doc = data.draw(documents())
    steps = data.draw(edits(doc))
    sent = parse_message(json.dumps([step.to_json() for step in steps]))

    after = apply(doc, parse_steps(sent), members=MEMBERS)

    assert_sound(after)
    assert after.to_json() == _applied(doc, steps).to_json()


@given(st.data())
def test_damaged_steps_are_refused_or_leave_a_sound_document(data: st.DataObject) -> None:
    doc = data.draw(documents())
    sent = data.draw(damaged([step.to_json() for step in data.draw(edits(doc))]))

    try:
        steps = parse_steps(sent)
        after = apply(doc, steps, members=MEMBERS)
    except RefusedSteps:
        return

    assert_sound(after)
    again = parse_steps([step.to_json() for step in steps])
    assert apply(doc, again, members=MEMBERS).to_json() == after.to_json()


def test_every_note_gets_an_id_and_no_two_the_same() -> None:
    doc = document(note("a"), note("b", "x"), bullets(note("c", "x"), note("", "x")), note(""))

    assert ids(repaired(doc)) == ["new1", "x", "new2", "new3", None]


def test_a_note_keeps_its_id_when_enter_at_its_beginning_left_an_empty_one_above() -> None:
    assert ids(repaired(document(note("", "x"), note("Hei", "x")))) == ["new1", "x"]


def test_a_document_in_order_needs_no_repair() -> None:
    assert repairs(empty_document()) == []
    assert repairs(document(note("a", "x"), note("b", "y"), note("", "z"))) == []


@given(documents(ids=False))
def test_repairs_touch_nothing_but_ids_and_once_is_enough(doc: Node) -> None:
    after = repaired(doc)
    notes = [node for node, _ in paragraphs(after.content) if not is_blank(node)]
    all_ids = [id for id in ids(after) if id is not None]

    assert repairs(after) == []
    assert None not in [node.attrs["id"] for node in notes]
    assert len(set(all_ids)) == len(all_ids)
    assert texts(after) == texts(doc)
    assert set(ids(doc)) - {None} <= set(all_ids)


def repaired(doc: Node) -> Node:
    numbers = count(1)
    return apply(doc, repairs(doc, lambda: f"new{next(numbers)}"), members=MEMBERS)


def assert_sound(doc: Node) -> None:
    doc.check()
    assert depth(doc) <= MAX_DEPTH
    assert parse_document(doc.to_json()).to_json() == doc.to_json()
    assert Node.from_json(schema, doc.to_json()).content.size == doc.content.size


def _applied(doc: Node, steps: list[Step]) -> Node:
    for step in steps:
        doc = step.apply(doc).doc or doc
    return doc


def test_one_address_is_not_written_behind_every_letter() -> None:
    doc = document({"type": "paragraph", "attrs": {"id": "n"}, "content": _pieces(100)})
    href = "https://example.org/" + "x" * 1_000
    link = {"stepType": "addMark", "mark": {"type": "link", "attrs": {"href": href}}}

    assert refusal(doc, {**link, "from": 1, "to": 101}) == "too_long"
    linked = take(doc, {**link, "from": 1, "to": 31})
    assert refusal(linked, *(put(1, 1, piece) for piece in _pieces(30, link["mark"]))) == "too_long"
    assert texts(take(linked, put(1, 1, {"type": "text", "text": "y"}))) == ["y" + "x" * 100]


def _pieces(count: int, *marks: Any) -> list[Any]:
    """One letter each, every second one bold, so that they stay apart."""
    bold = [[*marks], [*marks, {"type": "strong"}]]
    return [{"type": "text", "text": "x", "marks": bold[at % 2]} for at in range(count)]
