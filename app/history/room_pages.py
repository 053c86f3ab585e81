"""The page of a whole room's past: who wrote in it, and what can be taken back, looked at first."""

from datetime import datetime
from typing import Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.history import restore
from app.history.api import TurnBackIn, UndoIn, carry_out
from app.history.comparison import of_change
from app.history.views import room_facts
from app.people.identity import StoreOf, VisitOf
from app.people.naming import Naming
from app.people.rights import Act
from app.refusals import N_, Invalid
from app.rooms.access import standing_for
from app.web import dates
from app.web.forms import FormId
from app.web.pages import catalogue, go, language_of, page

router = APIRouter(prefix="/rooms/{room_id}/history", include_in_schema=False)
Done = Literal["undone", "turned"]
NOT_A_TIME = N_("Write day, month, year and time, for instance 21.11.2026 13.42.")
AN_EXAMPLE = "a time such as 21.11.2026 13.42"
LEADERS = "leaders"
"""Stands for those who lead, who have no seat."""


def seat_chosen(seat: str) -> str | None:
    return None if seat == LEADERS else seat


def local_time(said: str) -> datetime | None:
    """A time as a field of a page sends it, or nothing. Raises Invalid."""
    try:
        return dates.moment(said) if said else None
    except ValueError:
        raise Invalid(("at", AN_EXAMPLE)) from None


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
    errors: dict[str, str] = {}
    try:
        moment = local_time(at) or local_time(since)
    except Invalid:
        moment = None
        said = catalogue(language_of(request)).gettext(NOT_A_TIME)
        errors["at" if at else "since"] = said
    with store.reading() as session:
        found = standing_for(session, visit.asker, room_id, Act.READ_HISTORY)
        plan = None
        if at and moment:
            plan = restore.turning_back(session, visit.asker, room_id, moment)
        elif undo and not errors:
            plan = restore.undoing(session, visit.asker, room_id, seat_chosen(undo), moment)
        facts = room_facts(session, visit.asker, found, plan)
        facts |= {"undo": undo, "since": since, "at": at, "moment": moment, "done": done}
        facts |= {"of_change": of_change, "leaders": LEADERS, "errors": errors}
        language, status = found.seminar.language, 422 if errors else 200
        return page(request, "boards/room_history.html", facts, language=language, status=status)


@router.post("/undo")
async def undo(
    room_id: str,
    request: Request,
    visit: VisitOf,
    seat: FormId,
    since: FormId = "",
) -> Response:
    asker, theirs, moment = visit.asker, seat_chosen(seat), local_time(since)
    await carry_out(
        request,
        Naming(visit.asker),
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
    at: FormId,
) -> Response:
    asker, moment = visit.asker, local_time(at)
    if moment is None:
        raise Invalid(("at", AN_EXAMPLE))
    await carry_out(
        request,
        Naming(visit.asker),
        TurnBackIn(at=moment),
        lambda session: restore.turning_back(session, asker, room_id, moment),
        lambda session, plan: restore.turn_back(session, asker, room_id, plan),
    )
    return go(request, f"/rooms/{room_id}/history?done=turned")
