"""Opening a closed dialogue for one room alone: on the grid's page, and as JSON (docs/api.md,
section 2)."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form
from pydantic import BaseModel
from sqlmodel import Session
from starlette.responses import Response

from app.facilitation import verbs
from app.facilitation.lead import Lead, LeadCallOf, LeadOf
from app.facilitation.looking import Looking
from app.facilitation.side_panel import beside_grid
from app.facilitation.wire import StageSaid
from app.live.frames import StageOf
from app.live.hub import Hub
from app.refusals import N_, Invalid
from app.rooms import reopening
from app.rooms.models import Room
from app.runtime import runtime
from app.seminars.api import Until, stage_json
from app.seminars.models import Seminar
from app.seminars.moving import require_seen
from app.seminars.room_stages import RoomStage
from app.storage.store import now
from app.web.api import api_router, operation
from app.web.forms import FormId

ROOM = "/seminars/{seminar_id}/rooms/{room_id}"
router = APIRouter(prefix=ROOM + "/reopening", include_in_schema=False)
api = api_router("reading", ROOM + "/dialogues/{dialogue_id}/reopening")


class ReopeningIn(BaseModel):
    until: Until


@router.post("")
async def reopen(
    lead: LeadOf,
    room_id: str,
    dialogue: FormId,
    until: Annotated[str, Form(max_length=20)],
    own: Annotated[str, Form(max_length=verbs.LONGEST_TIME)] = "",
    seen: FormId = "",
) -> Response:
    """For some minutes, counted from its end where that is set; or until a time of day."""

    def verb(session: Session) -> tuple[int, RoomStage]:
        room, stands = _led(session, lead, room_id, dialogue, seen)
        begin = stands.until if stands.closes_by_itself and until != "own" else None
        closes = verbs.closing_time(until, own, begin or now(session))
        return room.number, reopening.reopen(session, room, stands, closes)

    (number, stands), sealed = await lead.press(verb, room_id)
    said = N_("%(dialogue)s is open for room %(number)s alone until %(time)s.")
    return await _say(lead, said, room_id, number, stands, sealed)


@router.post("/end")
async def end(lead: LeadOf, room_id: str, dialogue: FormId, seen: FormId = "") -> Response:
    def verb(session: Session) -> tuple[int, RoomStage]:
        room, stands = _led(session, lead, room_id, dialogue, seen)
        return room.number, reopening.end(session, room, stands)

    (number, stands), sealed = await lead.press(verb, room_id)
    said = N_("%(dialogue)s is closed for room %(number)s.")
    return await _say(lead, said, room_id, number, stands, sealed)


def _led(
    session: Session, lead: Lead, room_id: str, dialogue_id: str, seen: str
) -> tuple[Room, RoomStage]:
    room, stands = _stands(session, lead, room_id, dialogue_id)
    try:
        require_seen(stands, datetime.fromisoformat(seen) if seen else None)
    except ValueError:
        raise Invalid(("seen", "the time that stood there, or nothing")) from None
    return room, stands


def _stands(session: Session, lead: Lead, room_id: str, dialogue_id: str) -> tuple[Room, RoomStage]:
    asker = lead.visit.asker
    return reopening.led_stage(session, asker, lead.seminar_id, room_id, dialogue_id)


async def _say(
    lead: Lead, said: str, room_id: str, number: int, stands: RoomStage, sealed: str
) -> Response:
    await lead.reopened(room_id, stands.dialogue.id)

    def beside(session: Session, language: str) -> str:
        looking = Looking(session, lead.visit.asker, session.get_one(Seminar, lead.seminar_id))
        return beside_grid(looking, runtime(lead.request)[Hub], room_id, language)

    return await lead.say(
        said,
        sealed=sealed,
        beside=beside,
        dialogue=stands.dialogue.title,
        number=str(number),
        time=stands.until or "",
    )


@api.put("")
@operation(reopening.NotClosed)
async def set_reopening(
    lead: LeadCallOf, room_id: str, dialogue_id: str, wish: ReopeningIn
) -> StageSaid:
    """Open it for this room alone until a time, or set another."""

    def verb(session: Session) -> StageOf:
        room, stands = _stands(session, lead, room_id, dialogue_id)
        return stage_json(reopening.reopen(session, room, stands, wish.until))

    return await _answered(lead, room_id, dialogue_id, verb)


@api.delete("")
@operation(reopening.NotClosed)
async def end_reopening(lead: LeadCallOf, room_id: str, dialogue_id: str) -> StageSaid:
    """Let it be over now; once more changes nothing."""

    def verb(session: Session) -> StageOf:
        room, stands = _stands(session, lead, room_id, dialogue_id)
        return stage_json(reopening.end(session, room, stands))

    return await _answered(lead, room_id, dialogue_id, verb)


async def _answered(
    lead: Lead, room_id: str, dialogue_id: str, verb: Callable[[Session], StageOf]
) -> StageSaid:
    stands, undo = await lead.press(verb, room_id)
    await lead.reopened(room_id, dialogue_id)
    return {**stands, "undo": undo or None}
