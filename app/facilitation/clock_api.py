"""The clock for all rooms, a room's call for help, and what was pressed taken back, as JSON
(docs/api.md, section 2)."""

from typing import Annotated

from pydantic import BaseModel, Field
from sqlmodel import Session

from app.facilitation import verbs
from app.facilitation.day import NoClock
from app.facilitation.lead import LONGEST_SEALED, Lead, LeadCallOf
from app.facilitation.wire import ClockPressed, ClockStands, HelpAnswered
from app.people.idempotency import Named
from app.people.naming import NamingOf
from app.people.rights import Act, Closed
from app.refusals import N_, MovedOn, NameTaken
from app.rooms.access import led_room
from app.rooms.help import calls
from app.rooms.phases_api import clock_json
from app.rooms.wire import ClockOut
from app.seminars import clock
from app.seminars.access import seminar_for
from app.web.api import api_router, operation

router = api_router("reading", "/seminars/{seminar_id}")
Id = Annotated[str, Field(max_length=40)]


class NothingRuns(NoClock):
    title = N_("No clock is running, so there is nothing to prolong.")


class ClockIn(BaseModel):
    prompt: Id
    phase: Annotated[str, Field(pattern="^(think|round|talk|summary)$")]


class MoreIn(Named):
    """For all rooms, or with a `room`'s id for that one alone."""

    room: Id | None = None


class HelpIn(BaseModel):
    """That somebody is on the way; with `helped`, that the call is over."""

    helped: bool = False


class PressUndoIn(BaseModel):
    undo: Annotated[str, Field(max_length=LONGEST_SEALED)]


@router.get("/clock")
async def show_clock(lead: LeadCallOf) -> ClockStands:
    def query(session: Session) -> ClockStands:
        seminar_for(session, lead.visit.asker, lead.seminar_id, Act.SEE_GRID)
        return {"clock": _clock(session, lead)}

    return await lead.store.read(query)


@router.put("/clock")
@operation(Closed, NoClock)
async def start_clock(lead: LeadCallOf, wish: ClockIn) -> ClockPressed:
    def verb(session: Session) -> ClockOut | None:
        asker = lead.visit.asker
        if verbs.start_clock(session, asker, lead.seminar_id, wish.prompt, wish.phase):
            raise NoClock
        return _clock(session, lead)

    await lead.clock_for_all()
    running, undo = await lead.press(verb)
    lead.publish("clock")
    return {"clock": running, "undo": undo or None}


@router.post("/clock/more")
@operation(Closed, NoClock, NameTaken)
async def more_time(lead: LeadCallOf, wish: MoreIn, naming: NamingOf) -> ClockPressed:
    def verb(session: Session) -> ClockOut | None:
        if not verbs.more_time(session, lead.visit.asker, lead.seminar_id, wish.room):
            raise NothingRuns
        return _clock(session, lead, wish.room)

    running, undo = await lead.press(verb, wish.room, call=naming.call(wish))
    lead.publish("clock", wish.room)
    return {"clock": running, "undo": undo or None}


@router.delete("/clock")
@operation(Closed)
async def stop_clock(lead: LeadCallOf) -> ClockPressed:
    """In all rooms, their own clocks too."""

    def verb(session: Session) -> None:
        verbs.stop_clock(session, lead.visit.asker, lead.seminar_id)

    await lead.clock_for_all()
    _, undo = await lead.press(verb)
    lead.publish("clock")
    return {"clock": None, "undo": undo or None}


@router.put("/rooms/{room_id}/help")
@operation(Closed)
async def answer_help(lead: LeadCallOf, room_id: str, wish: HelpIn) -> HelpAnswered:
    def verb(session: Session) -> tuple[bool, bool, str]:
        asker, seminar_id = lead.visit.asker, lead.seminar_id
        room = verbs.answer_help(session, asker, seminar_id, room_id, helped=wish.helped)
        seen = room.help_seen_at is not None
        return calls(session, room), seen, room.help_taken_by

    (calling, seen, by), undo = await lead.press(verb, room_id)
    lead.publish("help", room_id)
    return {
        "calling": calling,
        "seen": seen,
        "taken_by": by if seen else None,
        "undo": undo or None,
    }


@router.post("/pressed/undo", status_code=204)
@operation(Closed, MovedOn)
async def undo_press(lead: LeadCallOf, wish: PressUndoIn) -> None:
    if not await lead.take_back(wish.undo):
        raise MovedOn


def _clock(session: Session, lead: Lead, room_id: str | None = None) -> ClockOut | None:
    if room_id:
        led_room(session, lead.visit.asker, lead.seminar_id, room_id)
    running = clock.countdown(session, lead.seminar_id, room_id)
    return clock_json(session, running) if running else None
