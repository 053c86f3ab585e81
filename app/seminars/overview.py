"""A seminar's programme as pages before and during it show it: each dialogue with its prompts."""

from dataclasses import dataclass

from sqlmodel import Session

from app.people.rights import Stage
from app.seminars import phases
from app.seminars.models import Dialogue, Prompt, Seminar, dialogues, numbers, prompts
from app.storage.store import now


@dataclass(frozen=True)
class DialogueView:
    """One dialogue, its stage now, and its prompts with their numbers."""

    dialogue: Dialogue
    stage: Stage
    prompts: list[tuple[int | None, Prompt]]

    @property
    def minutes(self) -> int:
        """What its phases take together."""
        return phases.minutes(prompt for _, prompt in self.prompts)

    @property
    def beyond(self) -> int:
        """Minutes that its phases take more than the day has for it; 0 where nobody has said."""
        return max(0, self.minutes - self.dialogue.minutes) if self.dialogue.minutes else 0


def works(session: Session, seminar: Seminar) -> list[DialogueView]:
    in_order = prompts(session, seminar.id)
    number = numbers(in_order)
    moment, archived = now(session), seminar.archived_at is not None
    return [
        DialogueView(
            dialogue,
            dialogue.stage_at(moment, archived=archived),
            [(number[each.id], each) for each in in_order if each.dialogue_id == dialogue.id],
        )
        for dialogue in dialogues(session, seminar.id)
    ]
