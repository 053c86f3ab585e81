"""What everybody in a room sees at once of its outcomes."""

from typing import Any

from sqlmodel import Session

from app.live.hub import Hub
from app.outcomes.asked import AskedAction, asked_of
from app.people.models import Seat
from app.rooms.live import LiveRooms
from app.rooms.models import Room
from app.runtime import Runtime
from app.seminars.models import Seminar
from app.web.pages import fragment

PART = "outcomes"


def shown(session: Session, room: Room, language: str) -> str:
    """The part, empty where nothing is asked."""
    found = asked_of(session, session.get_one(Seminar, room.seminar_id), room)
    return fragment("outcomes/_asked.html", language, **facts(session, room, found))


def facts(session: Session, room: Room, found: list[AskedAction]) -> dict[str, Any]:
    seats = {each.outcome.seat_id for each in found if each.outcome and each.outcome.seat_id}
    by = {id: seat.nickname or "" for id in seats if (seat := session.get(Seat, id))}
    return {"room": room, "asked": found, "by": by}


async def tell(parts: Runtime, room_id: str) -> None:
    """Call after the commit."""

    def make(session: Session, hub: Hub, room: Room, name: str, language: str) -> str:
        return shown(session, room, language)

    await parts[LiveRooms].publish(room_id, PART, make=make)
