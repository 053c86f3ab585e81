"""A new seminar after an earlier one: its programme and, by the signal, its roster; no text."""

from typing import Literal, cast

from sqlmodel import Session

from app.seminars.editing import prompts_in
from app.seminars.models import Dialogue, Duty, Prompt, Seminar, dialogues, duties
from app.seminars.programme import (
    DialogueIn,
    MinutesIn,
    PromptIn,
    SeminarIn,
    make,
)
from app.seminars.signals import seminar_copied, shape_changed


def copy(session: Session, organiser_id: str, earlier: Seminar, title: str) -> Seminar:
    """Raises nothing: whoever calls has found `earlier` through its organiser."""
    sources = dialogues(session, earlier.id)
    seminar = make(
        session,
        organiser_id,
        SeminarIn(
            title=title,
            language=cast(Literal["nb", "nn", "en"], earlier.language),
            preset="blank",
            member_noun=earlier.member_noun,
            how_used=earlier.how_used,
            dialogues=[_dialogue(session, dialogue) for dialogue in sources],
        ),
    )
    for duty in duties(session, earlier.id):
        session.add(
            Duty(seminar_id=seminar.id, position=duty.position, name=duty.name, text=duty.text)
        )
    session.flush()
    copies = dict(
        zip(
            (source.id for source in sources),
            dialogues(session, seminar.id),
            strict=True,
        )
    )
    seminar_copied.send(session, earlier=earlier, seminar=seminar, dialogues=copies)
    shape_changed.send(session, seminar_id=seminar.id)
    return seminar


def _dialogue(session: Session, source: Dialogue) -> DialogueIn:
    return DialogueIn(
        title=source.title,
        instructions=source.instructions,
        background=source.background,
        prompts=[_prompt(prompt) for prompt in prompts_in(session, source.id)],
    )


def _prompt(source: Prompt) -> PromptIn:
    minutes = MinutesIn(
        round=source.round_minutes, talk=source.talk_minutes, summary=source.summary_minutes
    )
    kept = source.model_dump(
        include={"text", "text_nn", "label", "help", "kind", "addressee", "numbered", "per_member"}
    )
    return PromptIn(**kept, minutes=minutes)
