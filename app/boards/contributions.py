"""What the rooms wrote to each prompt, room by room: what reading pages and exports are made from,
so that neither can hold something else than the boards do."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from sqlmodel import Session, col, select

from app.boards.board import written
from app.boards.prompt_answers import Asked, folded
from app.rooms.models import Member, Room, Seating, rooms
from app.seminars.models import Dialogue

Sitting = dict[tuple[str, str], list[Member]]


@dataclass(frozen=True)
class Contribution:
    """One room's answers to a prompt; `members` are those who sat there in that dialogue."""

    room: Room
    members: list[Member]
    asked: Asked

    @property
    def given(self) -> bool:
        return any(one.has_text for one in self.asked.answers)

    @property
    def summarised(self) -> bool:
        return any(one.summary.text.strip() for one in self.asked.answers)


def contributions(
    session: Session,
    seminar_id: str,
    prompt_ids: Collection[str],
    room_id: str | None = None,
) -> dict[str, list[Contribution]]:
    """By prompt id, the rooms by number, silent ones too; of other prompts nothing is read."""
    found: dict[str, list[Contribution]] = {prompt_id: [] for prompt_id in prompt_ids}
    answers = written(session, seminar_id, room_id, prompt_ids)
    sitting = sitting_in(session, seminar_id)
    for room in rooms(session, seminar_id):
        for prompt_id, group in groupby(answers.get(room.id, ()), key=lambda one: one.prompt.id):
            mine = list(group)
            members = sitting.get((mine[0].dialogue.id, room.id), [])
            asked = folded(mine, [member.id for member in members])
            found[prompt_id].append(Contribution(room, members, asked))
    return found


def sitting_in(session: Session, seminar_id: str) -> Sitting:
    """Who sits where: members by dialogue and room, in the order of the roster."""
    query = (
        select(Seating, Member)
        .join(Member, col(Member.id) == col(Seating.member_id))
        .join(Dialogue, col(Dialogue.id) == col(Seating.dialogue_id))
        .where(Dialogue.seminar_id == seminar_id)
        .order_by(col(Seating.position), col(Member.name))
    )
    found: Sitting = {}
    for seating, member in session.exec(query):
        found.setdefault((seating.dialogue_id, seating.room_id), []).append(member)
    return found
