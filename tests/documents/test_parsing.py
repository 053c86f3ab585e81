"""What comes from outside is taken or refused with a stable reason, and nothing else happens."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.documents.content import RefusedSteps, parse_document
from app.documents.parsing import parse_message, parse_steps
from tests.boards.strategies import documents, junk

NOTE: dict[str, Any] = {"type": "paragraph", "content": [{"type": "text", "text": "Hei"}]}


def put(*content: Any, **fields: Any) -> dict[str, Any]:
    return {
        "stepType": "replace",
        "from": 0,
        "to": 0,
        "slice": {"content": list(content)},
        **fields,
    }


def text(value: Any, *marks: Any) -> dict[str, Any]:
    return put({"type": "text", "text": value, "marks": list(marks)})


def link(href: Any) -> dict[str, Any]:
    return text("her", {"type": "link", "attrs": {"href": href}})


def nested(levels: int) -> dict[str, Any]:
    node = NOTE
    for _ in range(levels):
        node = {"type": "bullet_list", "content": [{"type": "list_item", "content": [node]}]}
    return node


def reason(raw: Any) -> str:
    with pytest.raises(RefusedSteps) as refused:
        parse_steps([raw])
    return refused.value.reason


def message_reason(raw: bytes | str, **limit: int) -> str:
    with pytest.raises(RefusedSteps) as refused:
        parse_message(raw, **limit)
    return refused.value.reason


def test_a_message_is_any_json_value() -> None:
    assert parse_message('{"type": "beat", "x": [1, 2.5, null]}') == {
        "type": "beat",
        "x": [1, 2.5, None],
    }
    assert parse_message('"🎻"'.encode()) == "🎻"


def test_escapes_that_mean_something_are_read() -> None:
    assert parse_message(r'"\ud83c\udfbb \\u0000 \n"') == "🎻 \\u0000 \n"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("[" * 10_000 + "]" * 10_000, "too_deep"),
        ('{"a":' * 10_000 + "1" + "}" * 10_000, "too_deep"),
        ("[" * 70 + "]" * 70, "too_deep"),
        ("NaN", "malformed"),
        ('{"a": [Infinity]}', "malformed"),
        ("-Infinity", "malformed"),
        ("1e999", "malformed"),
        ("1" * 5000, "malformed"),
        ("", "malformed"),
        ("{} {}", "malformed"),
        ("{'a': 1}", "malformed"),
        ("\ufeff{}", "malformed"),
        ('"\0"', "malformed"),
        (r'"\ud83c"', "bad_text"),
        (r'{"\udfbb\ud83c": 1}', "bad_text"),
        (r'["\u0000"]', "bad_text"),
        ("\ud83c", "bad_text"),
        (b'"\xff"', "malformed"),
        (b'"\xed\xa0\xbc"', "malformed"),
        ('"' + "å" * 70_000 + '"', "too_long"),
    ],
)
def test_a_message_that_cannot_be_read_is_refused(raw: bytes | str, expected: str) -> None:
    assert message_reason(raw) == expected


def test_the_limit_counts_bytes() -> None:
    assert parse_message('"å"', limit=4) == "å"
    assert message_reason('"å"', limit=3) == "too_long"


@given(st.text() | st.binary())
def test_no_message_ends_in_anything_but_a_value_or_a_refusal(raw: bytes | str) -> None:
    with suppress(RefusedSteps):
        parse_message(raw)


@pytest.mark.parametrize(
    "raw",
    [
        put(NOTE),
        put(NOTE, structure=True),
        put({"type": "paragraph"}, {"type": "paragraph", "attrs": {"id": "a"}}),
        put(nested(3)),
        put(NOTE) | {"slice": {"content": [NOTE, NOTE], "openStart": 1, "openEnd": 1}},
        {"stepType": "replace", "from": 1, "to": 2},
        {"stepType": "replace", "from": 1, "to": 2, "slice": None},
        link("https://eksempel.no"),
        text("Hei", {"type": "em"}, {"type": "strong"}),
        {"stepType": "addMark", "from": 1, "to": 2, "mark": {"type": "strong"}},
        {"stepType": "removeMark", "from": 1, "to": 2, "mark": {"type": "em", "attrs": {}}},
        {"stepType": "attr", "pos": 0, "attr": "member", "value": None},
        {"stepType": "attr", "pos": 0, "attr": "order", "value": 0},
    ],
)
def test_what_an_editor_sends_is_taken(raw: Any) -> None:
    (step,) = parse_steps([raw])

    assert step.to_json()["stepType"] == raw["stepType"]


@pytest.mark.parametrize(
    "raw",
    [
        *(None, 1, "replace", [], {}, {"stepType": 1}, {"stepType": []}, {"stepType": "unknown"}),
        *({"stepType": kind, "pos": 0} for kind in ("addNodeMark", "removeNodeMark", "docAttr")),
        *(put(**{"from": start}) for start in (-1, True, 1.0, "1", None)),
        *(put(to=end) for end in (False, "0", [0])),
        put(**{"from": 2, "to": 1}),
        put(extra=1),
        put(structure=1),
        put(NOTE) | {"slice": []},
        put(NOTE) | {"slice": "{}"},
        put(NOTE) | {"slice": {"content": '[{"type": "text", "text": "a"}]'}},
        put(NOTE) | {"slice": {"content": [NOTE], "openStart": 2}},
        put(NOTE) | {"slice": {"content": [NOTE], "openEnd": -1}},
        put(NOTE) | {"slice": {"content": [NOTE], "openEnd": True}},
        put(NOTE) | {"slice": {"openStart": 1}},
        put(NOTE) | {"slice": {"content": [NOTE], "open": 1}},
        put(NOTE | {"attrs": {"color": "red"}}),
        put(NOTE | {"attrs": []}),
        put(NOTE | {"marks": []}),
        put(NOTE | {"content": {}}),
        put(NOTE | {"extra": 1}),
        put({"type": "ordered_list", "attrs": {"order": -1}}),
        put({"type": "ordered_list", "attrs": {"order": True}}),
        put({"type": "ordered_list", "attrs": {"order": 10**9}}),
        *(text(value) for value in ("", None, 1, ["a"])),
        text("a", {"type": "strong"}, {"type": "strong"}),
        text("a", {"type": "strong", "attrs": {"x": 1}}),
        text("a", "strong"),
        {"stepType": "addMark", "from": 1, "to": 2},
        {"stepType": "replaceAround", "from": 0, "to": 9, "gapFrom": 5, "gapTo": 2, "insert": 0},
        {"stepType": "replaceAround", "from": 0, "to": 9, "gapFrom": 1, "gapTo": 2, "insert": 5},
        {"stepType": "attr", "pos": 0, "attr": "href", "value": "https://a"},
        {"stepType": "attr", "pos": 0, "attr": [], "value": "a"},
        {"stepType": "attr", "pos": 0, "attr": "id"},
    ],
)
def test_steps_of_another_shape_are_malformed(raw: Any) -> None:
    assert reason(raw) == "malformed"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (put({"type": "heading"}), "unknown_node"),
        (put({"type": "constructor"}), "unknown_node"),
        (put({"type": ["text"]}), "unknown_node"),
        (put({"type": None}), "unknown_node"),
        (text("a", {"type": "code"}), "unknown_mark"),
        (text("a", {"type": {}}), "unknown_mark"),
        (text("a", {"type": "strong"}, {"type": "blink"}), "unknown_mark"),
        (text("a\0"), "bad_text"),
        *((text(f"a{sign}b"), "bad_text") for sign in "\n\x0b\x07\x85\x9f\u2028\ufffe"),
        (text("\ud83c"), "bad_text"),
        (text("\udfbb\ud83c"), "bad_text"),
        (link("javascript:alert(1)"), "bad_link"),
        (link("java\tscript:alert(1)"), "bad_link"),
        (link(None), "bad_link"),
        (text("a", {"type": "link"}), "bad_link"),
        (put({"type": "paragraph", "attrs": {"id": "a b"}}), "bad_id"),
        (put({"type": "paragraph", "attrs": {"id": 1}}), "bad_id"),
        ({"stepType": "attr", "pos": 0, "attr": "id", "value": "x" * 41}, "bad_id"),
        (put({"type": "paragraph", "attrs": {"member": ["gjevik"]}}), "unknown_member"),
        (put(nested(4)), "too_deep"),
        (put(nested(400)), "too_deep"),
    ],
)
def test_what_the_schema_does_not_hold_is_refused_by_name(raw: Any, expected: str) -> None:
    assert reason(raw) == expected


def test_a_message_holds_no_more_steps_than_the_limit() -> None:
    assert len(parse_steps([put(NOTE)] * 200)) == 200
    with pytest.raises(RefusedSteps) as refused:
        parse_steps([put(NOTE)] * 201)
    assert refused.value.reason == "too_many"


def test_text_in_pieces_of_the_same_dress_becomes_one_piece() -> None:
    (step,) = parse_steps([put({"type": "text", "text": "a"}, {"type": "text", "text": "b"})])

    assert step.to_json()["slice"] == {"content": [{"type": "text", "text": "ab"}]}


def test_a_slice_with_nothing_in_it_is_written_as_it_is_applied() -> None:
    hollow = put() | {"slice": {"content": [{"type": "paragraph"}], "openStart": 1, "openEnd": 1}}
    (step,) = parse_steps([hollow])

    assert parse_steps([step.to_json()])[0].to_json() == step.to_json()


@given(junk())
@example([[[]]])
def test_no_junk_ends_in_anything_but_steps_or_a_refusal(raw: Any) -> None:
    for value in (raw, [raw], [put(raw)], [text("a", raw)], [link(raw)]):
        with suppress(RefusedSteps):
            parse_steps(value)


@given(documents())
def test_a_sound_document_is_taken_as_it_is(doc: Any) -> None:
    sent = parse_message(json.dumps(doc.to_json()))

    assert parse_document(sent).to_json() == doc.to_json()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (NOTE, "malformed"),
        ({"type": "doc"}, "does_not_fit"),
        ({"type": "doc", "content": [{"type": "bullet_list"}]}, "does_not_fit"),
        ({"type": "doc", "content": [{"type": "text", "text": "a"}]}, "does_not_fit"),
        ({"type": "doc", "content": [{"type": "doc", "content": [NOTE]}]}, "does_not_fit"),
        ({"type": "doc", "content": [nested(4)]}, "too_deep"),
        ([], "malformed"),
    ],
)
def test_a_document_must_be_one(raw: Any, expected: str) -> None:
    with pytest.raises(RefusedSteps) as refused:
        parse_document(raw)
    assert refused.value.reason == expected
