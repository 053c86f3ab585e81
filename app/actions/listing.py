"""All actions that somebody may read, room by room."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.actions.parsing import Action, action
from app.boards.access import View
from app.boards.cells import Cell, cells
from app.documents.text import Line
from app.rooms.models import Member, Room, members_by_id
from app.seminars.models import ACTIONS, Prompt
from app.storage.store import now
from app.web.times import day_of


@dataclass(frozen=True)
class Listed:
    """An action, and where it stands. `member` is whose it is: its own answer, or the note's tag;
    `concerns` are the ids of all whom it may bind."""

    action: Action
    room: Room
    prompt: Prompt
    line: Line
    member: Member | None
    concerns: frozenset[str]


def asks_for_actions(view: View) -> bool:
    return any(prompt.kind == ACTIONS for work in view.works for _, prompt in work.prompts)


def listed(session: Session, view: View, member_id: str | None = None) -> list[Listed]:
    """The rooms by number, in each the questions in their order; with a member only what is that
    member's, or what its room wrote together. Summaries are no actions."""
    prompts = [
        prompt.id for work in view.works for _, prompt in work.prompts if prompt.kind == ACTIONS
    ]
    named, moment = members_by_id(session, view.seminar.id), now(session)
    found = (
        _listed(cell, line, one.member or named.get(line.member or ""), one.written_at or moment)
        for cell in cells(session, view.seminar.id, prompts)
        for one in cell.answers
        for line in one.note_lines
    )
    return [each for each in found if member_id is None or member_id in each.concerns]


def _listed(cell: Cell, line: Line, member: Member | None, written_at: datetime) -> Listed:
    together = frozenset(each.id for each in cell.members)
    concerns = frozenset({member.id}) if member else together
    said = action(line.text, day_of(written_at))
    return Listed(said, cell.room, cell.prompt, line, member, concerns)
