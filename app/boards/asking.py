"""When a room is asked about a text that seems half-finished: at the summary of its question, and
while writing is about to close. Once: whoever has answered, or wrote on, is not asked again."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from sqlmodel import Session

from app.boards.cells import Cell, cells
from app.boards.loose_ends import LooseEnd, loose_ends
from app.boards.models import Answer
from app.boards.state import last_words
from app.people.rights import Stage
from app.rooms import phases
from app.rooms.models import Room
from app.storage.store import now


@dataclass(frozen=True)
class LooseEndQuestion:
    """What a room is asked of its answer, and the words at which its text ends."""

    ends: tuple[LooseEnd, ...]
    words: str


def questions(session: Session, room: Room, *, people: bool) -> dict[str, LooseEndQuestion | None]:
    """By the id of each answer that the room shares: what is asked of it now, or nothing. `people`
    is whether anybody is there: silence is no question to an empty room."""
    found: dict[str, LooseEndQuestion | None] = {}
    all_cells = cells(session, room.seminar_id, room_id=room.id)
    due = _due(session, room, all_cells)
    for before, cell in zip([None, *all_cells], all_cells, strict=False):
        answer = cell.shared.answer
        asked = answer.said or answer.asked_at or cell.prompt.id not in due
        beside = before if before and before.dialogue.id == cell.dialogue.id else None
        found[answer.id] = None if asked else _question(cell, beside, people=people)
    return found


def unsettled(session: Session, room: Room, answer_ids: Set[str]) -> list[str]:
    """Those that the room shares, of these answers or of the members' beside them, of which it may
    have been asked and has not said."""
    all_cells = cells(session, room.seminar_id, room_id=room.id)
    due = _due(session, room, all_cells)
    return [
        cell.shared.answer.id
        for cell in all_cells
        if cell.prompt.id in due
        and not (cell.shared.answer.said or cell.shared.answer.asked_at)
        and not answer_ids.isdisjoint(one.answer.id for one in cell.answers)
    ]


def settle(session: Session, answer: Answer) -> None:
    """The room has answered, or writes on."""
    answer.asked_at = answer.asked_at or now(session)
    session.add(answer)


def _due(session: Session, room: Room, all_cells: Sequence[Cell]) -> set[str]:
    """The questions whose time has come, by id."""
    due = {cell.prompt.id for cell in all_cells if cell.stage is Stage.CLOSING}
    for dialogue in {cell.dialogue.id: cell.dialogue for cell in all_cells}.values():
        stands = phases.progress(session, room, dialogue)
        if stands.current and stands.current.name == "summary":
            due |= {prompt.id for prompt in stands.current.prompts}
    return due


def _question(cell: Cell, before: Cell | None, *, people: bool) -> LooseEndQuestion | None:
    for one in cell.answers:
        if ends := loose_ends(one.notes.text):
            return LooseEndQuestion(tuple(ends), last_words(one.notes.text))
    if people and not cell.given and before is not None and before.given:
        return LooseEndQuestion((LooseEnd.SILENT,), "")
    return None
