"""Back to the question: it is lit for everybody in a room, at most once a minute."""

from datetime import timedelta

from sqlmodel import Session

from app.people.rights import Stage
from app.refusals import N_, NotFound, Refusal
from app.rooms.models import Room
from app.seminars import clock
from app.seminars.models import Dialogue, Prompt
from app.storage.store import now

LIT_SECONDS = 10
REST = timedelta(minutes=1)


class LitAlready(Refusal):
    """It was lit less than a minute ago; whoever presses again and again would silence a room."""

    type = "lit_already"
    status = 409
    title = N_("The question was lit less than a minute ago. Wait a little.")


def visible_prompt(session: Session, seminar_id: str, prompt_id: str) -> Prompt:
    """Raises NotFound for a question that the rooms may not know of yet: it would be shown."""
    prompt = clock.prompt_in(session, seminar_id, prompt_id)
    if session.get_one(Dialogue, prompt.dialogue_id).stage == Stage.DRAFT:
        raise NotFound
    return prompt


def light(session: Session, room: Room, prompt_id: str) -> Prompt:
    """Note that the question is lit now. Raises LitAlready, and NotFound."""
    prompt, moment = visible_prompt(session, room.seminar_id, prompt_id), now(session)
    if room.question_lit_at and moment - room.question_lit_at < REST:
        raise LitAlready
    room.question_lit_at = moment
    session.add(room)
    return prompt
