"""The short way for letters does what the long way does, for whatever comes."""

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from prosemirror.model import Node

from app.documents.content import RefusedSteps
from app.documents.letters import Letters, parse_letters, type_letters
from app.documents.schema import MAX_CHARACTERS, PARAGRAPH, empty_document, schema
from app.documents.steps import apply, parse_steps, repairs
from tests.boards.steps import erased, typed
from tests.boards.strategies import damaged, documents, spots, texts


@st.composite
def keys(draw: st.DrawFn, doc: Node) -> list[dict[str, Any]]:
    """What a keyboard sends: letters put in, erased and overwritten, some where none fit."""
    places = st.sampled_from(spots(doc)) | st.integers(0, doc.content.size + 2)
    steps = []
    for _ in range(draw(st.integers(1, 3))):
        start, text = draw(places), draw(texts())
        end = start + draw(st.integers(0, 3))
        put = {"stepType": "replace", "from": start, "to": end}
        piece = {"content": [{"type": "text", "text": text}]}
        steps.append(put | {"slice": piece} if draw(st.booleans()) else put)
    return steps


def repaired(doc: Node) -> Node:
    for step in repairs(doc):
        doc = step.apply(doc).doc or doc
    return doc


def long_way(doc: Node, raw: Any) -> tuple[list[Any], Node, int] | None:
    """The steps' JSON, the document and how many repairs it needed; None when it is refused."""
    try:
        steps = parse_steps(raw)
        after = apply(doc, steps, members=())
    except RefusedSteps:
        return None
    return [step.to_json() for step in steps], after, len(repairs(after))


def hold(doc: Node, raw: Any) -> bool:
    """Compare the ways; whether the short one took it."""
    letters = parse_letters(raw)
    if letters is None:
        return False
    wanted = [step.to_json() for step in parse_steps(raw)]
    assert [each.step.to_json() for each in letters] == wanted
    assert [each.json for each in letters] == [msgspec.json.encode(s).decode() for s in wanted]
    made = type_letters(doc, letters)
    if made is None:
        return False
    expected = long_way(doc, raw)
    assert expected is not None, "taken, though the long way refuses it"
    _, after, mended = expected
    assert (made.to_json(), mended) == (after.to_json(), 0)
    assert made.content.size == after.content.size
    made.check()
    return True


@settings(max_examples=200)
@given(st.data())
def test_letters_anywhere_become_what_the_long_way_makes_of_them(data: st.DataObject) -> None:
    doc = repaired(data.draw(documents()))
    hold(doc, data.draw(keys(doc)))


@settings(max_examples=100)
@given(st.data())
def test_letters_that_were_damaged_on_the_way_are_never_taken_for_others(
    data: st.DataObject,
) -> None:
    doc = repaired(data.draw(documents()))
    hold(doc, data.draw(damaged(data.draw(keys(doc)))))


@settings(max_examples=100)
@given(st.data())
def test_key_after_key_the_two_ways_stay_together(data: st.DataObject) -> None:
    doc = repaired(data.draw(documents(2)))
    for _ in range(8):
        raw = data.draw(keys(doc))
        hold(doc, raw)
        if found := long_way(doc, raw):
            doc = repaired(found[1])


def note(*runs: Node) -> Node:
    return schema.node("doc", None, [PARAGRAPH.create({"id": "n"}, list(runs))])


def test_what_a_keyboard_does_in_a_note_goes_the_short_way() -> None:
    doc = note(schema.text("Gjøvik møtes"))
    assert hold(doc, [typed("x", 1)])
    assert hold(doc, [erased(2, 3), typed("æ🎻", 4)])
    assert hold(doc, [typed(".", 13)])
    assert hold(doc, [{**typed("ny", 2), "to": 5}])
    marked = note(schema.text("fet", [schema.mark("strong")]), schema.text(" og ikke"))
    assert hold(marked, [erased(2, 3)])
    assert hold(marked, [typed("!", 8)])


def test_what_is_more_than_letters_goes_the_long_way() -> None:
    link = schema.mark("link", {"href": "https://eksempel.no"})
    for doc, raw in (
        (empty_document(), [typed("a", 1)]),  # the note gets its id
        (note(schema.text("a")), [erased(1, 2)]),  # it is no note any more
        (note(schema.text("🎻 og")), [erased(1, 2)]),  # half a sign
        (note(schema.text("a", [link])), [typed("b", 2)]),
        (note(schema.text("fet", [schema.mark("strong")])), [typed("b", 2)]),
        (note(schema.text("fet", [schema.mark("strong")]), schema.text(" og")), [erased(2, 6)]),
        (note(schema.text("a")), [typed("b", 99)]),
        (note(schema.text("a")), [erased(1, 9)]),
        (note(schema.text("a" * MAX_CHARACTERS)), [typed("b", 2)]),  # full
    ):
        assert not hold(doc, raw)


def test_only_letters_are_read_as_letters() -> None:
    step = typed("a", 1)
    for raw in (
        None,
        [],
        [step] * 201,
        [step | {"structure": True}],
        [step | {"from": True}],
        [step | {"from": 2}],
        [typed("a\nb", 1)],
        [typed("", 1)],
        [erased(2, 2)],
        [erased(1, 2) | {"slice": None}],
        [{**step, "slice": {**step["slice"], "openStart": 0}}],
    ):
        assert parse_letters(raw) is None
    assert parse_letters([step, erased(1, 2)]) == [Letters(1, 1, "a"), Letters(1, 2, "")]
