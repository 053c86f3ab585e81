"""What a seat is told for its duty now: as JSON (docs/api.md, section 3), and for its page."""

from datetime import datetime

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.boards import nudges
from app.boards.nudges import Nudge
from app.boards.wire import NudgesOut
from app.people.access import Asker
from app.people.identity import CallerOf, StoreOf, VisitOf
from app.people.rights import Act, Closed
from app.rooms.access import standing_for
from app.rooms.live import LiveRooms
from app.runtime import runtime
from app.seminars.api import iso
from app.seminars.models import Duty, numbers, prompts
from app.storage.store import now
from app.web.api import api_router, operation
from app.web.pages import fragment, language_of, part

router = api_router("boards")
pages = APIRouter(prefix="/rooms/{room_id}/nudges", include_in_schema=False)


@router.get("/rooms/{room_id}/nudges")
@operation(Closed)
def list_nudges(room_id: str, request: Request, visit: CallerOf, store: StoreOf) -> NudgesOut:
    with store.reading() as session:
        due, look = _of_asker(session, request, visit.asker, room_id)
        return {
            "nudges": [
                {
                    "key": nudge.key,
                    "kind": nudge.kind,
                    "duty": duty.id,
                    "names": list(nudge.names),
                    "prompts": [prompt.id for prompt in nudge.prompts],
                    "until": iso(nudge.until),
                }
                for duty, nudge in due
            ],
            "look_again": iso(look),
        }


@pages.get("")
def show_nudges(room_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    """Nobody else's page: it comes to whoever holds the duty, and to nobody else."""
    with store.reading() as session:
        due, look = _of_asker(session, request, visit.asker, room_id)
        found = standing_for(session, visit.asker, room_id, Act.SEE_ROOM)
        html = fragment(
            "boards/_nudges.html",
            language_of(request, found.seminar.language),
            due=due,
            seconds=(look - now(session)).total_seconds() if look else None,
            numbers=numbers(prompts(session, found.seminar.id)),
        )
    return part(request, html, f"/rooms/{room_id}")


def _of_asker(
    session: Session, request: Request, asker: Asker, room_id: str
) -> tuple[list[tuple[Duty, Nudge]], datetime | None]:
    found = standing_for(session, asker, room_id, Act.TAKE_PART)
    here = runtime(request)[LiveRooms].seats_here(room_id)
    return nudges.for_seat(session, found.room, found.own_seat.id, here)
