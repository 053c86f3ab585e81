"""Counts are of rooms, with the denominator; nothing falls out of either arrangement."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.boards.coverage import Coverage
from app.boards.state import State
from app.exports.chapters import by_question, by_room, chapters
from app.exports.outline import Outline, ReportDialogue, ReportEntry, ReportQuestion, ReportRoom
from tests.exports.outlines import BY_ROOM, FRAMES, GRANLI, OUTLINE, RELEVANT, SILENT, WHO, line


def test_coverage_is_counted_in_rooms_in_all_and_for_each_question() -> None:
    assert OUTLINE.coverage == Coverage(4, 5)
    assert [chapter.coverage for chapter in by_question(OUTLINE)] == [
        Coverage(3, 5),
        Coverage(1, 5),
        Coverage(2, 5),
        Coverage(1, 5),
    ]


def test_answers_of_a_rooms_members_are_one_cell() -> None:
    who = by_question(OUTLINE)[2]
    granli = who.cells[0]

    assert [entry.member for entry in granli.entries] == [None, "Granli", "Fjellvik"]
    assert granli.given


@pytest.mark.parametrize("state", list(State))
def test_an_answer_counts_when_it_has_text_whatever_the_room_says_of_it(state: State) -> None:
    assert ReportEntry(GRANLI, state=state, lines=(line("Text"),)).given
    assert ReportEntry(GRANLI, state=state, summary=(line("Text"),)).given
    assert not ReportEntry(GRANLI, state=state, lines=(line(" \n "),)).given


def test_rooms_without_text_are_named_with_what_they_said() -> None:
    relevant = by_question(OUTLINE)[0]

    assert [(cell.room.number, cell.state) for cell in relevant.silent] == [
        (4, State.OUT_OF_TIME),
        (7, State.EMPTY),
    ]


def test_by_question_keeps_the_order_asked_and_rooms_by_number() -> None:
    found = by_question(replace(OUTLINE, dialogues=OUTLINE.dialogues[::-1]))

    assert [chapter.about for chapter in found[-2:]] == [RELEVANT, FRAMES]
    assert [cell.room.number for cell in found[-2].cells] == [1, 2, 3]


def test_by_room_gives_each_room_its_questions_in_order() -> None:
    found = by_room(OUTLINE)

    assert found[0].about == GRANLI
    assert [cell.question for cell in found[0].cells] == [RELEVANT, WHO]
    assert found[-1].about == SILENT
    assert found[-1].cells == ()


def test_a_room_knows_who_sat_there_in_each_dialogue() -> None:
    first, second = by_room(OUTLINE)[0].cells

    assert first.room.members == ("Granli", "Fjellvik")
    assert second.room.members == ("Granli", "Fjellvik", "Myrland")


def test_the_order_of_the_outline_decides() -> None:
    assert chapters(OUTLINE) == by_question(OUTLINE)
    assert chapters(BY_ROOM) == by_room(OUTLINE)


def test_an_answer_from_a_room_that_no_list_holds_is_still_told() -> None:
    question = ReportQuestion(
        "Label", "Text?", 1, entries=(ReportEntry(ReportRoom(9), lines=(line("Still here"),)),)
    )
    outline = replace(OUTLINE, dialogues=(ReportDialogue("One", (ReportRoom(2),), (question,)),))

    assert outline.coverage == Coverage(1, 2)
    assert [cell.room.number for cell in by_question(outline)[0].cells] == [9]


def test_rooms_are_counted_before_anything_is_asked() -> None:
    outline = replace(OUTLINE, dialogues=(ReportDialogue("One", (ReportRoom(1), ReportRoom(2))),))

    assert outline.coverage == Coverage(0, 2)
    assert chapters(outline) == ()


rooms = st.builds(ReportRoom, st.integers(1, 6))
entries = st.builds(
    ReportEntry,
    rooms,
    st.none() | st.sampled_from(["Granli", "Fjellvik"]),
    st.sampled_from(State),
    lines=st.lists(st.builds(line, st.sampled_from(["", "text"])), max_size=2).map(tuple),
)
questions = st.builds(
    ReportQuestion, st.just("?"), st.just("?"), entries=st.lists(entries, max_size=8).map(tuple)
)
dialogues = st.builds(
    ReportDialogue,
    st.just("D"),
    st.lists(rooms, max_size=4).map(tuple),
    st.lists(questions, max_size=3).map(tuple),
)


@given(st.lists(dialogues, max_size=3).map(tuple))
def test_both_arrangements_hold_every_entry_once(found: tuple[ReportDialogue, ...]) -> None:
    outline: Outline = replace(OUTLINE, dialogues=found)
    written = Counter(
        id(entry) for each in found for question in each.questions for entry in question.entries
    )

    for arranged in (by_question(outline), by_room(outline)):
        cells = [cell for chapter in arranged for cell in (*chapter.cells, *chapter.silent)]
        assert Counter(id(entry) for cell in cells for entry in cell.entries) == written
    assert outline.coverage.answered == sum(bool(each.cells) for each in by_room(outline))
