"""Notes that go from one text into another and back, while others write in both."""

from collections import Counter

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from prosemirror.model import Node
from sqlmodel import Session

from app.boards.document_cache import Current
from app.documents.blocks import blocks
from app.documents.moving import carried, note_ids, put_last, take_out
from app.documents.schema import paragraphs
from app.documents.steps import LED, apply, repairs
from app.documents.text import lines, plain
from app.history.targets import Back
from tests.boards.ledgers import WRITERS, Written, go_on, ledgers, letters
from tests.boards.strategies import MEMBERS, documents
from tests.documents.test_steps import document, note

HERE, THERE, LATER, ELSEWHERE = 0, 1_000, 2_000, 3_000
"""Where the letters of each text begin, so that every letter is known again."""


def after(doc: Node, steps: list[object]) -> Node:
    return apply(doc, steps, members=MEMBERS, limit=LED)  # type: ignore[arg-type]


def some_notes(data: st.DataObject, doc: Node) -> list[str]:
    ids = note_ids(doc)
    assume(ids)
    return data.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))


def taken(doc: Node) -> set[str | None]:
    return {str(node.attrs["id"]) for node, _ in paragraphs(doc.content)}


def moves(source: Written, target: Written, notes: list[str]) -> None:
    """What `app.moves` does with the two ledgers, as somebody named lead."""
    row = carried(source.doc, notes, taken(target.doc), MEMBERS)
    target.add("lead", [put_last(target.doc, row)])
    source.add("lead", take_out(source.doc, notes))


@settings(max_examples=300)
@given(documents(), documents(), st.data())
def test_just_the_chosen_notes_go_and_come_last_with_words_marks_and_members(
    here: Node, there: Node, data: st.DataObject
) -> None:
    chosen = some_notes(data, here)
    row = carried(here, chosen, taken(there), MEMBERS)
    left = after(here, list(take_out(here, chosen)))
    made = after(there, [put_last(there, row)])

    assert note_ids(left) == [id for id in note_ids(here) if id not in chosen]
    told = [(line.member, line.runs) for line in lines(made)]
    went = [line for line in lines(here) if line.id in chosen]
    assert told == [(line.member, line.runs) for line in [*lines(there), *went]]
    assert not repairs(left)
    assert not repairs(made)


@settings(max_examples=300)
@given(ledgers(most=8, first=HERE), ledgers(most=8, first=THERE), st.data())
def test_a_move_taken_back_loses_and_doubles_nothing_whatever_others_wrote_in_between(
    source: Written, target: Written, data: st.DataObject
) -> None:
    chosen = some_notes(data, source.doc)
    then = source.doc
    moved = "".join(block.text for block in blocks(then) if block.id in chosen).replace("\n", "")
    moves(source, target, chosen)
    assert not set(moved) & set(letters(source.doc))
    assert letters(target.doc).endswith(moved)
    go_on(data.draw, source, WRITERS, 6, LATER)  # type: ignore[arg-type]
    go_on(data.draw, target, WRITERS, 6, ELSEWHERE)  # type: ignore[arg-type]
    before = letters(source.doc), letters(target.doc)

    woven = target.woven("lead")
    back = Back(then, [id for id in note_ids(then) if id in chosen])
    steps = back.steps(Session(), ("a", "notes"), Current(len(source.steps), source.doc))
    undone = after(source.doc, [*steps])

    assert Counter(letters(undone)) == Counter(before[0] + moved)
    left = letters(after(target.doc, [*woven.steps()]))
    assert left == "".join(each for each in before[1] if each not in moved)


@given(documents(), st.data())
def test_a_move_that_nobody_touched_is_taken_back_to_the_letter(
    here: Node, data: st.DataObject
) -> None:
    chosen = some_notes(data, here)
    left = after(here, list(take_out(here, chosen)))
    back = Back(here, [id for id in note_ids(here) if id in chosen])
    steps = back.steps(Session(), ("a", "notes"), Current(2, left))
    made = {line.id: (line.member, line.runs) for line in lines(after(left, [*steps]))}
    assert made == {line.id: (line.member, line.runs) for line in lines(here)}


def test_what_stands_again_by_itself_is_not_brought_back_twice() -> None:
    then = document(note("en", "a"), note("to", "b"))
    now = document(note("to", "b"), note("en og mer", "a"))
    back = Back(then, ["a"])
    assert back.steps(Session(), ("x", "notes"), Current(3, now)) == []


def test_a_note_whose_id_another_text_has_by_now_comes_back_under_its_own() -> None:
    then = document(note("en", "a"))
    now = document(note("noe helt annet", "a"))
    steps = Back(then, ["a"]).steps(Session(), ("x", "notes"), Current(3, now))
    made = after(now, [*steps])
    assert plain(made) == "noe helt annet\nen"
    assert len(set(note_ids(made))) == 2
