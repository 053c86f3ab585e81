"""What came in late, beside the grid: looked at, taken in whole or in part, put away, put back."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlmodel import Session
from starlette.responses import Response

from app.facilitation.late_parts import lates
from app.facilitation.lead import Lead, LeadOf
from app.facilitation.looking import Looking
from app.late.api import LONGEST_REASON, SettlingOf
from app.people.identity import StoreOf, VisitOf
from app.people.rights import Act
from app.refusals import N_
from app.seminars.access import scope_of, seminar_for
from app.web.pages import language_of, part

router = APIRouter(prefix="/seminars/{seminar_id}", include_in_schema=False)


@router.get("/grid/late")
def show_late(seminar_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        language = language_of(request, seminar.language)
        looking = Looking(session, visit.asker, seminar)
        html = lates(session, seminar.id, looking.scope, language, lead=looking.may(Act.LEAD_ROOM))
        return part(request, html, f"/seminars/{seminar.id}/grid?show=late")


@router.post("/late/{late_id}/take-in")
async def take_in(
    lead: LeadOf,
    settling: SettlingOf,
    note: Annotated[list[str] | None, Form()] = None,
    part: Annotated[bool, Form()] = False,
) -> Response:
    """All of it; with `part` only the notes that are ticked."""
    await settling.take_in((note or []) if part else None)
    return await _say(lead, settling.late_id, N_("Taken in. The room's answer has it now."))


@router.post("/late/{late_id}/put-away")
async def put_away(
    lead: LeadOf,
    settling: SettlingOf,
    reason: Annotated[str, Form(min_length=1, max_length=LONGEST_REASON, pattern=r"\S")],
) -> Response:
    await settling.put_away(reason)
    return await _say(lead, settling.late_id, N_("Put away. The text stays here, to be read."))


@router.post("/late/{late_id}/put-back")
async def put_back(lead: LeadOf, settling: SettlingOf) -> Response:
    await settling.put_back()
    return await _say(lead, None, N_("It waits again, and its answer is as it was."))


async def _say(lead: Lead, late_id: str | None, message: str) -> Response:
    def beside(session: Session, language: str) -> str:
        seminar = seminar_for(session, lead.visit.asker, lead.seminar_id, Act.SEE_GRID)
        scope = scope_of(session, lead.visit.asker, seminar)
        return lates(session, seminar.id, scope, language, lead=True)

    undo = f"/seminars/{lead.seminar_id}/late/{late_id}/put-back" if late_id else None
    return await lead.say(message, undo, heads=["late"], beside=beside)
