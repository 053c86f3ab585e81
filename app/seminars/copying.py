"""A new seminar after an earlier one: its programme and, by the signal, its roster; no text."""

from typing import cast

from sqlmodel import Session

from app.people.rights import WayIn
from app.seminars.editing import prompts_in
from app.seminars.models import Dialogue, Duty, Seminar, dialogues, duties
from app.seminars.programme import make
from app.seminars.signals import seminar_copied, shape_changed
from app.seminars.wishes import DialogueIn, DutyIn, HeadIn, Language, PromptIn, SeminarIn


def copy(session: Session, organiser_id: str, earlier: Seminar, title: str) -> Seminar:
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
    old_ids = [source.id for source in sources]
    copies = dict(zip(old_ids, dialogues(session, seminar.id), strict=True))
    seminar_copied.send(session, earlier=earlier, seminar=seminar, dialogues=copies)
    shape_changed.send(session, seminar_id=seminar.id)
    return seminar


def _dialogue(session: Session, source: Dialogue) -> DialogueIn:
    asked = [PromptIn.model_validate(prompt) for prompt in prompts_in(session, source.id)]
    return DialogueIn(**HeadIn.model_validate(source).model_dump(), prompts=asked)
