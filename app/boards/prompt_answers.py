"""A room's prompts with what was answered to each: by the room, or by each of its members."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlmodel import Session

from app.boards.board import Written, written
from app.boards.state import State, of_prompt
from app.rooms.models import Room, members_of
from app.seminars.models import Prompt


@dataclass(frozen=True)
class Asked:
    """A prompt with the room's own answer and, where the prompt is per member, one of each."""

    prompt: Prompt
    number: int | None
    room: Written
    members: list[Written]

    @property
    def state(self) -> State:
        members = [one.state for one in self.members]
        return of_prompt(self.room.answer.said, self.room.state, members)

    @property
    def answers(self) -> list[Written]:
        """As they stand on the page: where each member answers, what is shared comes last."""
        return [*self.members, self.room]


def asked(session: Session, room: Room) -> dict[str, list[Asked]]:
    """By dialogue id, in the order of the programme."""
    found: dict[str, list[Asked]] = {}
    answers = written(session, room.seminar_id, room.id).get(room.id, [])
    for _, group in groupby(answers, key=lambda one: one.prompt.id):
        mine = list(group)
        sitting = members_of(session, room.id, mine[0].dialogue.id)
        one = folded(mine, [member.id for member in sitting])
        found.setdefault(one.prompt.dialogue_id, []).append(one)
    return found


def asked_of(session: Session, room: Room, answer_id: str) -> Asked | None:
    """The prompt that an answer of this room belongs to."""
    every = (each for prompts in asked(session, room).values() for each in prompts)
    return next(
        (each for each in every if answer_id in (one.answer.id for one in each.answers)), None
    )


def folded(answers: list[Written], sitting: Sequence[str]) -> Asked:
    """One prompt's answers in a room. `sitting` are its members in that dialogue, by id; one who
    left the room keeps a place for as long as their text stands."""
    shared = next(one for one in answers if one.answer.member_id is None)
    seats = {member_id: place for place, member_id in enumerate(sitting)}
    theirs = [one for one in answers if one is not shared]
    members = [one for one in theirs if one.answer.member_id in seats or one.has_text]
    members.sort(key=lambda one: seats.get(one.answer.member_id or "", len(seats)))
    return Asked(shared.prompt, shared.number, shared, members)
