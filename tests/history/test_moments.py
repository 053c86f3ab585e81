"""A ledger told in moments: whose, when, and what became of which note."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from prosemirror.model import Node
from prosemirror.transform import Step

from app.boards.models import Deed
from app.documents.blocks import Block
from app.documents.schema import empty_document, paragraphs, schema
from app.history.moments import COPY_EVERY, Role, Story, StoryRow
from app.history.note_changes import changes, notes_of, touched
from tests.boards.ledgers import Written, ledgers
from tests.boards.steps import erased, paragraph, typed
from tests.boards.strategies import documents, edits

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def row(
    version: int,
    step: dict[str, Any] | None,
    seat: str | None = "kari",
    minute: float = 0,
    deed: Deed = Deed.WRITE,
    said: str | None = None,
) -> StoryRow:
    deed = deed if step else Deed.SAY
    return StoryRow(version, step, deed, seat, NOON + timedelta(minutes=minute), version, said)


def story(*rows: StoryRow) -> Story:
    told = Story()
    for each in rows:
        told.add(each)
    return told


def kinds(told: Story, number: int = -1) -> list[tuple[str, str | None, str | None]]:
    return [(each.kind, each.before, each.after) for each in told.moments[number].changes]


def test_a_pause_ends_a_moment_and_another_person_does_not() -> None:
    told = story(
        row(1, paragraph("a", "n1"), minute=0),
        row(2, typed("x", 2), seat="ola", minute=0.5),
        row(3, typed("b", 3), minute=1),
        row(4, typed("c", 4), minute=3.5),
    )
    assert [(each.seat_id, each.first, each.last) for each in told.moments] == [
        ("kari", 1, 3),
        ("ola", 2, 2),
        ("kari", 4, 4),
    ]


def test_a_moment_says_what_became_of_each_note() -> None:
    told = story(
        row(1, paragraph("Blir", "n1")),
        row(2, paragraph("Går", "n2")),
        row(3, erased(0, 5), minute=9),
        row(4, typed(" her", 5), minute=9),
        row(5, paragraph("Ny", "n3"), minute=9),
    )
    assert sorted(kinds(told)) == [
        ("added", None, "Ny"),
        ("changed", "Blir", "Blir her"),
        ("removed", "Går", None),
    ]


def test_what_only_looks_different_is_said_to_be_dressed() -> None:
    bold = {"stepType": "addMark", "from": 1, "to": 3, "mark": {"type": "strong"}}
    assert kinds(story(row(1, paragraph("ab", "n1")), row(2, bold, minute=9))) == [
        ("dressed", "ab", "ab")
    ]


def test_each_act_of_bringing_back_is_a_moment_of_its_own_and_leaders_have_no_seat() -> None:
    told = story(
        row(1, paragraph("a", "n1")),
        row(2, erased(1, 2), seat=None, deed=Deed.RESTORE),
        row(3, typed("b"), seat=None, deed=Deed.UNDO),
        row(4, typed("c"), deed=Deed.LATE),
        row(5, typed("d"), seat=None),
    )
    assert [(each.deed, each.role) for each in told.moments] == [
        (Deed.WRITE, Role.SEAT),
        (Deed.RESTORE, Role.FACILITATOR),
        (Deed.UNDO, Role.FACILITATOR),
        (Deed.LATE, Role.SEAT),
        (Deed.WRITE, Role.SERVER),
    ]


def test_a_removed_note_is_kept_as_it_was_before_it_was_rubbed_out() -> None:
    text = "Kor på tvers"
    rows = [row(1, paragraph(text, "n1"))]
    rows += [
        row(2 + n, erased(len(text) - n, len(text) - n + 1), minute=9) for n in range(len(text))
    ]
    [gone] = story(*rows).removed()
    assert (gone.note, gone.text, gone.version) == ("n1", text, 1)


def test_a_note_that_was_joined_to_another_is_not_gone() -> None:
    told = story(
        row(1, paragraph("to", "n2")),
        row(2, paragraph("en", "n1")),
        row(3, erased(3, 5)),
    )
    assert told.removed() == []
    assert told.fate("n2") is not None


def test_a_note_that_came_back_is_not_gone() -> None:
    told = story(row(1, paragraph("en", "n1")), row(2, erased(0, 4)), row(3, paragraph("en", "n1")))
    assert told.removed() == []


def test_what_the_room_said_is_a_moment_too() -> None:
    told = story(row(1, paragraph("a", "n1")), row(1, None, said="done"))
    assert [(each.deed, each.said) for each in told.moments][-1] == (Deed.SAY, "done")


@given(ledgers())
def test_what_moments_tell_one_after_the_other_is_the_text_as_it_stands(written: Written) -> None:
    told = Story()
    for version, (who, step) in enumerate(written.steps, 1):
        told.add(row(version, dict(step.to_json()), seat=who, minute=3 * version))
    last = {change.note: change.after for moment in told.moments for change in moment.changes}
    assert {note: text for note, text in last.items() if text is not None} == {
        note: Block(node).text for note, node in notes_of(written.doc).items()
    }
    assert {each.note for each in told.removed()} <= {
        note for note, text in last.items() if text is None
    }


@given(ledgers())
def test_overlapping_moments_name_every_note_that_ever_stood(written: Written) -> None:
    told = Story()
    ever: set[str] = set()
    doc = empty_document()
    for version, (who, step) in enumerate(written.steps, 1):
        told.add(row(version, dict(step.to_json()), seat=who, minute=version / 3))
        doc = step.apply(doc).doc or doc
        ever |= notes_of(doc).keys()
    assert {note for moment in told.moments for note in moment.before} == ever


def test_a_divided_note_is_not_told_as_removed() -> None:
    halves = [{"type": "paragraph", "attrs": {"id": "n1"}}] * 2
    split = {"content": halves, "openStart": 1, "openEnd": 1}
    told = story(
        row(1, paragraph("ento", "n1")),
        row(2, {"stepType": "replace", "from": 3, "to": 3, "slice": split}, minute=9),
        row(3, {"stepType": "attr", "pos": 4, "attr": "id", "value": "n2"}, minute=9),
    )
    assert sorted(kinds(told)) == [("added", None, "to"), ("changed", "ento", "en")]
    assert told.removed() == []


@given(documents(), st.data())
def test_every_paragraph_that_a_step_changes_is_touched(doc: Node, data: st.DataObject) -> None:
    for step in data.draw(edits(doc)):
        made = step.apply(doc).doc
        assert made is not None
        old, new = touched(doc, made)
        for before, after, found in ((doc, made, old), (made, doc, new)):
            others = [node for node, _ in paragraphs(after.content)]
            for node, _ in paragraphs(before.content):
                assert any(node.eq(each) for each in [*found, *others])
        doc = made


def test_copies_are_kept_on_the_way() -> None:
    rows = [row(n, typed("a")) for n in range(1, 2 * COPY_EVERY + 2)]
    told = story(*rows)
    assert sorted(told.copies) == [0, COPY_EVERY, 2 * COPY_EVERY]
    assert told.copies[COPY_EVERY].text_content == "a" * COPY_EVERY


def test_a_comparison_names_what_comes_and_what_goes() -> None:
    old = Step.from_json(schema, paragraph("Før", "n1")).apply(empty_document()).doc
    new = Step.from_json(schema, paragraph("Etter", "n2")).apply(empty_document()).doc
    assert old is not None
    assert new is not None
    assert [(each.kind, each.note) for each in changes(old, new)] == [
        ("added", "n2"),
        ("removed", "n1"),
    ]
