"""The page of a whole room's past: who wrote in it, and what can be taken back, looked at first."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from app.history import restore
from app.history.api import TurnBackIn, UndoIn, carry_out
from app.history.comparison import of_change
from app.history.views import room_facts
from app.people.identity import StoreOf, VisitOf
from app.people.rights import Act
from app.refusals import Invalid
from app.rooms.access import standing_for
from app.web.pages import go, page
from app.web.times import TIME_ZONE

router = APIRouter(prefix="/rooms/{room_id}/history", include_in_schema=False)
Done = Literal["undone", "turned"]
LEADERS = "leaders"
"""Stands for those who lead, who have no seat."""


def whose(seat: str) -> str | None:
    return None if seat == LEADERS else seat


def local(said: str) -> datetime | None:
    """A time as a field of a page sends it, by the clock that hangs on the wall there."""
    if not said:
        return None
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        raise Invalid(("at", "a time such as 2026-11-21T13:42")) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=TIME_ZONE)


@router.get("")
def show_room(
    room_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    undo: str | None = None,
    since: str = "",
    at: str = "",
    done: Done | None = None,
) -> Response:
    """Who wrote in the room, and on wish what would go if it were taken back."""
    moment = local(at) or local(since)
    with store.reading() as session:
        found = standing_for(session, visit.asker, room_id, Act.READ_HISTORY)
        plan = None
        if at and moment:
            plan = restore.turning_back(session, visit.asker, room_id, moment)
        elif undo:
            plan = restore.undoing(session, visit.asker, room_id, whose(undo), moment)
        facts = room_facts(session, visit.asker, found, plan)
        facts |= {"undo": undo, "since": since, "at": at, "moment": moment, "done": done}
        facts |= {"of_change": of_change, "leaders": LEADERS}
        return page(request, "boards/room_history.html", facts, language=found.seminar.language)


@router.post("/undo")
async def undo(
    room_id: str,
    request: Request,
    visit: VisitOf,
    seat: Annotated[str, Form(max_length=40)],
    since: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    asker, theirs, moment = visit.asker, whose(seat), local(since)
    await carry_out(
        request,
        visit,
        UndoIn(seat=theirs, since=moment),
        lambda session: restore.undoing(session, asker, room_id, theirs, moment),
        lambda session, plan: restore.undo(session, asker, room_id, theirs, plan),
    )
    return go(request, f"/rooms/{room_id}/history?done=undone")


@router.post("/restore")
async def turn_back(
    room_id: str,
    request: Request,
    visit: VisitOf,
    at: Annotated[str, Form(max_length=40)],
) -> Response:
    asker, moment = visit.asker, local(at)
    if moment is None:
        raise Invalid(("at", "a time such as 2026-11-21T13:42"))
    await carry_out(
        request,
        visit,
        TurnBackIn(at=moment),
        lambda session: restore.turning_back(session, asker, room_id, moment),
        lambda session, plan: restore.turn_back(session, asker, room_id, plan),
    )
    return go(request, f"/rooms/{room_id}/history?done=turned")
