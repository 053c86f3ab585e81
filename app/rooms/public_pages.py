"""The pages for everybody: the front page, what this server keeps and can, leaving a device."""

from collections.abc import Container
from typing import Any

from fastapi import APIRouter, Request
from sqlmodel import Session, col, select
from starlette.responses import Response

from app.people.access import NOBODY, Asker, leads
from app.people.co_facilitators import CoFacilitator, CoGrant
from app.people.identity import (
    NOT_SIGNED_IN,
    SettingsOf,
    StoreOf,
    VisitOf,
    cookie_name,
    end_sockets,
)
from app.people.models import Grant, Seat, forget
from app.rooms.live import LiveRooms
from app.rooms.models import Room
from app.rooms.room_admin import leave_all
from app.rooms.sitting import members_of
from app.runtime import runtime
from app.seminars.access import seminars_of
from app.seminars.models import Seminar
from app.seminars.programme import RETENTION_DAYS
from app.seminars.signals import ChangeSignals
from app.web.pages import go, page

router = APIRouter(include_in_schema=False)
SHOWN = 6


@router.get("/")
def front(request: Request, visit: VisitOf, store: StoreOf, left: str | None = None) -> Response:
    """Enter a code, or go on where one was: in a room, in a seminar one leads. `left` is in the
    address to which a device comes that was just left."""
    with store.reading() as session:
        own = seminars_of(session, visit.asker)[:SHOWN] if visit.organiser else []
        led = [each for each in _led(session, visit.asker) if each not in own][:SHOWN]
        helped = _helped(session, visit.asker, {each.id for each in (*own, *led)})[:SHOWN]
        seats = _rooms(session, visit.asker)
        facts: dict[str, Any] = {"own": own, "led": led, "helped": helped, "seats": seats}
    facts["left"] = left is not None and visit.asker == NOBODY
    return page(request, "rooms/front.html", facts)


@router.get("/privacy")
def privacy(request: Request, visit: VisitOf, settings: SettingsOf) -> Response:
    return page(request, "rooms/privacy.html", {"settings": settings, "days": RETENTION_DAYS})


@router.get("/accessibility")
def accessibility(request: Request, visit: VisitOf, settings: SettingsOf) -> Response:
    return page(request, "rooms/accessibility.html", {"settings": settings})


@router.post("/sign-out")
async def leave_device(
    request: Request, visit: VisitOf, store: StoreOf, settings: SettingsOf
) -> Response:
    """End this browser's seats and rights and its cookie; what was written stays."""

    def verb(session: Session) -> tuple[list[str], set[str]]:
        left = leave_all(session, visit.asker)
        seminars = {room.seminar_id for room in left}
        if visit.asker.kind == "visitor" and visit.asker.id:
            forget(session, visit.asker.id)
        return [room.id for room in left], seminars

    rooms, seminars = await store.write(verb)
    end_sockets(request, visit.asker, NOT_SIGNED_IN)
    for seminar_id in seminars:
        await runtime(request)[ChangeSignals].rights.send_async(seminar_id=seminar_id)
    for room_id in rooms:
        await runtime(request)[LiveRooms].publish(room_id, "people")
    answer = go(request, "/?left")
    # What the page's script wipes, wiped by the browser too; "cookies" would be the whole domain's.
    answer.headers["clear-site-data"] = '"storage"'
    answer.delete_cookie(
        cookie_name(settings), path="/", secure=settings.secure, httponly=True, samesite="lax"
    )
    return answer


def _led(session: Session, asker: Asker) -> list[Seminar]:
    """Seminars that the asker leads by a link that is valid now."""
    query = (
        select(Seminar)
        .join(Grant, col(Grant.seminar_id) == col(Seminar.id))
        .where(Grant.visitor_id == asker.id)
        .order_by(col(Seminar.created_at).desc())
    )
    return [
        seminar
        for seminar in session.exec(query)
        if leads(session, asker, seminar.id, seminar.facilitator_generation)
    ]


def _helped(session: Session, asker: Asker, but: Container[str]) -> list[Seminar]:
    """Seminars that the asker leads with others, by a co-facilitator's link."""
    query = (
        select(Seminar)
        .join(CoGrant, col(CoGrant.seminar_id) == col(Seminar.id))
        .join(CoFacilitator, col(CoFacilitator.id) == col(CoGrant.co_facilitator_id))
        .where(CoGrant.visitor_id == asker.id, col(CoFacilitator.revoked_at).is_(None))
        .order_by(col(Seminar.created_at).desc())
    )
    found = session.exec(query) if asker.kind == "visitor" else ()
    return [seminar for seminar in found if seminar.id not in but]


def _rooms(session: Session, asker: Asker) -> list[tuple[Room, Seminar, str]]:
    """Rooms where this browser has a seat now, newest first, each with its members' names."""
    if asker.kind != "visitor":
        return []
    query = (
        select(Room, Seminar)
        .join(Seat, col(Seat.room_id) == col(Room.id))
        .join(Seminar, col(Seminar.id) == col(Room.seminar_id))
        .where(Seat.visitor_id == asker.id, col(Seat.left_at).is_(None))
        .order_by(col(Seat.created_at).desc())
    )
    found = {room.id: (room, seminar) for room, seminar in session.exec(query)}
    return [
        (room, seminar, ", ".join(member.name for member in members_of(session, room.id)))
        for room, seminar in list(found.values())[:SHOWN]
    ]
