"""All actions that somebody may read, room by room, and what was answered in free text instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.actions.parsing import Action, actions
from app.boards.access import View
from app.boards.cells import Cell, cells
from app.documents.text import Line
from app.rooms.models import Member, Room, members_of_ids
from app.seminars.models import ACTIONS, Prompt
from app.storage.store import now
from app.web.times import day_of


@dataclass(frozen=True)
class ListedAction:
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


def listed(
    session: Session,
    view: View,
    member_id: str | None = None,
    room_id: str | None = None,
) -> list[ListedAction]:
    """The rooms by number, in each the questions in their order; with a member only what is that
    member's, or what its room wrote together; with `room_id` only what that room wrote, and no
    other text is read. Summaries are no actions."""
    return [each for each in answers(session, view, member_id, room_id) if not each.action.free]


def answers(
    session: Session,
    view: View,
    member_id: str | None = None,
    room_id: str | None = None,
) -> list[ListedAction]:
    """The same with what is no action: every note to questions that ask for them."""
    prompts = [
        prompt.id for work in view.works for _, prompt in work.prompts if prompt.kind == ACTIONS
    ]
    moment = now(session)
    said = [
        (cell, line, action, one.member)
        for cell in cells(session, view.seminar.id, prompts, room_id)
        for one in cell.answers
        for line, action in actions(one.note_lines, day_of(one.written_at or moment))
    ]
    named = members_of_ids(session, {line.member for _, line, *_ in said if line.member})
    found = (
        _listed(cell, line, action, member or named.get(line.member or ""))
        for cell, line, action, member in said
    )
    return [each for each in found if member_id is None or member_id in each.concerns]


def in_free_text(
    view: View, found: Sequence[ListedAction]
) -> list[tuple[int | None, Prompt, list[ListedAction]]]:
    """Of such answers those in free text: each question that has some, with its number, and the
    first note of each room."""
    firsts: dict[str, dict[int, ListedAction]] = {}
    for each in found:
        if each.action.free:
            firsts.setdefault(each.prompt.id, {}).setdefault(each.room.number, each)
    return [
        (number, prompt, list(firsts[prompt.id].values()))
        for work in view.works
        for number, prompt in work.prompts
        if prompt.id in firsts
    ]


def _listed(cell: Cell, line: Line, said: Action, member: Member | None) -> ListedAction:
    together = frozenset(each.id for each in cell.members)
    concerns = frozenset({member.id}) if member else together
    return ListedAction(said, cell.room, cell.prompt, line, member, concerns)
