"""A new seminar after an earlier one: its programme and duties; its roster is `Changes.copied`."""

from dataclasses import dataclass
from typing import cast

from sqlmodel import Session

from app.people.rights import WayIn
from app.seminars.editing import prompts_in
from app.seminars.models import Dialogue, Duty, Seminar, dialogues, duties
from app.seminars.programme import make
from app.seminars.wishes import DialogueIn, DutyIn, HeadIn, Language, PromptIn, SeminarIn


@dataclass(frozen=True)
class Copied:
    """`dialogues` are the copy's ids by the earlier one's."""

    earlier_id: str
    seminar_id: str
    dialogues: dict[str, str]


def copy(session: Session, organiser_id: str, earlier: Seminar, title: str) -> Copied:
    """Raises nothing: whoever calls has found `earlier` through its organiser."""
    sources = dialogues(session, earlier.id)
    wish = SeminarIn(
        title=title,
        language=cast(Language, earlier.language),
        preset="blank",
        member_noun=earlier.member_noun,
        how_used=earlier.how_used,
        entry=WayIn(earlier.entry),
        dialogues=[_dialogue(session, dialogue) for dialogue in sources],
    )
    seminar = make(session, organiser_id, wish)
    for duty in duties(session, earlier.id):
        kept = DutyIn.model_validate(duty).model_dump()
        session.add(Duty(seminar_id=seminar.id, position=duty.position, **kept))
    session.flush()
    copies = dialogues(session, seminar.id)
    for source, copy in zip(sources, copies, strict=True):
        copy.own_seating = source.own_seating
        session.add(copy)
    followed = {source.id: copy.id for source, copy in zip(sources, copies, strict=True)}
    return Copied(earlier.id, seminar.id, followed)


def _dialogue(session: Session, source: Dialogue) -> DialogueIn:
    asked = [PromptIn.model_validate(prompt) for prompt in prompts_in(session, source.id)]
    return DialogueIn(**HeadIn.model_validate(source).model_dump(), prompts=asked)
