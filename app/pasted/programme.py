"""The prompts that a room may answer, by their place in the programme, and how each is asked."""

from dataclasses import dataclass

from sqlmodel import Session

from app.boards.access import AnswerPlace
from app.dividing.wordings import Place, Wordings
from app.people.rights import Stage
from app.seminars.models import Dialogue, Prompt, numbers, prompts
from app.seminars.room_stages import room_stages

_UNNUMBERED = 100
"""What is not numbered is found by its words only: no number in a text is as high."""


@dataclass(frozen=True)
class Opened:
    """A dialogue that can be written in now, with its prompts and their numbers."""

    dialogue: Dialogue
    prompts: list[tuple[int | None, Prompt]]


@dataclass(frozen=True)
class Programme:
    """A prompt of a dialogue that is closed is known by its words, so that what answers it is not
    taken for the answer to another."""

    prompts: dict[Place, Prompt]
    open: list[Opened]
    dialogue: int | None

    @classmethod
    def of(cls, session: Session, here: AnswerPlace) -> "Programme":
        """As it is for somebody who pasted there. What has not been opened is told to nobody."""
        made = cls({}, [], None)
        seminar_id, room_id = here.standing.seminar.id, here.answer.room_id
        in_order = prompts(session, seminar_id)
        number = numbers(in_order)
        dialogue = None
        for at, stands in enumerate(room_stages(session, seminar_id, room_id), 1):
            own = [each for each in in_order if each.dialogue_id == stands.dialogue.id]
            if stands.dialogue.id == here.dialogue.id:
                dialogue = at
            if stands.stage is Stage.DRAFT:
                continue
            for place, prompt in enumerate(own, 1):
                made.prompts[at, number[prompt.id] or _UNNUMBERED + place] = prompt
            if stands.open:
                made.open.append(Opened(stands.dialogue, [(number[p.id], p) for p in own]))
        return cls(made.prompts, made.open, dialogue)

    @property
    def wordings(self) -> Wordings:
        return Wordings(
            {
                place: dict.fromkeys((each.text, each.text_nn, each.label))
                for place, each in self.prompts.items()
            }
        )

    def prompt(self, place: Place | None) -> Prompt | None:
        """The prompt there, if it can be written in."""
        found = self.prompts.get(place) if place else None
        writable = {work.dialogue.id for work in self.open}
        return found if found and found.dialogue_id in writable else None
