"""The JSON API of the stages of dialogues (docs/api.md, section 2)."""

from typing import Literal

from pydantic import BaseModel
from sqlmodel import Session

from app.facilitation import verbs
from app.facilitation.lead import LeadCallOf
from app.facilitation.wire import StageSaid
from app.live.frames import StageOf
from app.people.rights import Closed, Stage
from app.seminars.api import Until, stage_json
from app.seminars.models import Seminar
from app.seminars.room_stages import stages_in
from app.web.api import api_router, operation

router = api_router("seminars", "/seminars/{seminar_id}/dialogues/{dialogue_id}/stage")


class StageIn(BaseModel):
    stage: Literal["draft", "open", "closing", "closed", "reading"]
    until: Until | None = None


@router.put("")
@operation(Closed)
async def set_stage(lead: LeadCallOf, dialogue_id: str, wish: StageIn) -> StageSaid:
    """Reading has no undo, since it cannot be unseen."""
    stage, seminar_id = Stage(wish.stage), lead.seminar_id

    def verb(session: Session) -> StageOf:
        asker, ids = lead.visit.asker, [dialogue_id]
        (moved,) = verbs.set_stage(session, asker, seminar_id, ids, stage, wish.until)
        seminar = session.get_one(Seminar, seminar_id)
        return stage_json(stages_in(session, seminar).of(moved, None))

    stands, undo = await lead.press(verb)
    await lead.moved(dialogue_id)
    return {**stands, "undo": undo if undo and stage is not Stage.READING else None}
