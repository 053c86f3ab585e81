"""What a visit's page shows, all from one read: who may contribute, the questions, what came in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.boards.cells import Cell
from app.boards.room_page import RoomDialogue, shown
from app.people.rights import Act, Stage, may
from app.rooms.access import Standing
from app.rooms.messages import messages
from app.rooms.models import Member
from app.rooms.parts import programme_version
from app.rooms.sitting import members_of
from app.seminars.models import Prompt, dialogues
from app.storage.store import now
from app.visits.members import adds_members
from app.visits.tally import Tally, tally

MOST_LETTERS = 2_000
"""Of one contribution from the page, so that there is room for many."""


@dataclass(frozen=True)
class Card:
    """A contribution as it is shown; `member` is whose it is, if that is known."""

    id: str | None
    text: str
    member: Member | None


@dataclass(frozen=True)
class VisitPrompt:
    """A question of the page. `group` is the member on whose behalf somebody writes, or nobody."""

    cell: Cell
    members: list[Member]
    group: Member | None

    @property
    def prompt(self) -> Prompt:
        return self.cell.prompt

    @property
    def answers(self) -> dict[str, str]:
        """The answer that a contribution goes into, by the member's id; with "" of all others."""
        return {one.answer.member_id or "": one.answer.id for one in self.cell.stored}

    @property
    def tally(self) -> Tally:
        return tally([self.cell])

    @property
    def own(self) -> int:
        return self.tally.of(self.group)

    @property
    def counts(self) -> list[tuple[Member, int]]:
        """Those who have contributed anything."""
        return [(member, count) for member, count in self.tally.each(self.members) if count]

    def cards(self, *, everybody: bool) -> list[Card]:
        """The newest first; the group's own, or everybody's."""
        return [
            card for card in reversed(list(self._cards())) if everybody or card.member == self.group
        ]

    def _cards(self) -> Iterator[Card]:
        known = {member.id: member for member in self.members}
        for one in self.cell.stored:
            for line in one.note_lines:
                whose = known.get(one.answer.member_id or line.member or "")
                yield Card(line.id, line.text, whose)


Step = list[VisitPrompt]
"""One question at a time; those that are joined stand beside each other."""


@dataclass(frozen=True)
class VisitAddress:
    """What an address asks for: the id of the member to write on behalf of, the step, counted from
    1, and whether the contributions of everybody are shown."""

    group: str = ""
    at: int = 1
    everybody: bool = False


def facts(session: Session, found: Standing, wish: VisitAddress) -> dict[str, Any]:
    """Everything for visits/visit.html."""
    room, members = found.room, members_of(session, found.room.id)
    group = next((member for member in members if member.id == wish.group), None)
    opened = shown(session, found)
    works = [work for work in opened if work.writable]
    steps = list(_steps(works, members, group))
    alone = not members and not adds_members(found.seminar)
    counted = tally(cell for work in works for cell in work.cells)
    return {
        "room": room,
        "seminar": found.seminar,
        "seat": found.seat,
        "group": group,
        "groups": counted.each(members),
        "begun": alone or group is not None,
        "alone": alone,
        "adds": adds_members(found.seminar) and may(found.actor, Act.ADD_MEMBER, found.stage),
        "steps": steps,
        "messages": messages(session, room),
        "version": programme_version(session, room),
        "at": min(max(wish.at, 1), len(steps)),
        "everybody": wish.everybody,
        "stage": _stage(session, found),
        "most": MOST_LETTERS,
        "data": _data(session, found, members, opened),
    }


def _steps(
    works: list[RoomDialogue], members: list[Member], group: Member | None
) -> Iterator[Step]:
    for work in works:
        step: Step = []
        for cell in work.cells:
            if step and not cell.prompt.joined:
                yield step
                step = []
            step.append(VisitPrompt(cell, members, group))
        if step:
            yield step


def _stage(session: Session, found: Standing) -> Stage:
    """What those hear who cannot write: that it is over, closed, or has not begun."""
    if found.seminar.archived_at:
        return Stage.ARCHIVED
    stages = [each.stage_at(now(session)) for each in dialogues(session, found.seminar.id)]
    opened = [stage for stage in stages if stage is not Stage.DRAFT]
    return opened[-1] if opened else Stage.DRAFT


def _data(
    session: Session, found: Standing, members: list[Member], opened: list[RoomDialogue]
) -> dict[str, Any]:
    """What the page's script begins with: answers of what is closed too, for what comes late;
    `dialogues` are those that can be written in."""
    asked = [VisitPrompt(cell, members, None) for work in opened for cell in work.cells]
    return {
        "room": found.room.id,
        "version": found.room.version,
        "epoch": session.info["epoch"],
        "members": [{"id": member.id, "name": member.name} for member in members],
        "prompts": {each.prompt.id: each.answers for each in asked},
        "dialogues": [work.dialogue.id for work in opened if work.writable],
        "most": MOST_LETTERS,
    }
