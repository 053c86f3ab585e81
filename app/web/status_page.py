"""The host's page: whether the server is well, and if not, what it is that people notice."""

from collections.abc import Iterable

from fastapi import APIRouter, Request
from sqlmodel import col, select
from starlette.responses import Response

from app.live.hub import Hub
from app.live.vitals import ProcessVitals, Vitals
from app.people.identity import StoreOf
from app.people.links import HOST, Links
from app.refusals import NotFound
from app.rooms.models import Room
from app.runtime import runtime
from app.seminars.models import Seminar
from app.storage.store import Store
from app.web.health import readiness
from app.web.pages import page

router = APIRouter(include_in_schema=False)
SLOW_DELIVERY, SLOW_COMMIT, LONG_BEHIND = 0.5, 0.25, 10.0
MANY_WAITING, MANY_BACK = 500, 0.25
"""Writes that wait; of those who are connected, how many came back within the minute."""
Named = tuple[str, int]


@router.get("/status/{secret}")
def show(secret: str, request: Request, store: StoreOf) -> Response:
    """Asks nobody who they are: that is in the database, which may be what is away."""
    parts = runtime(request)
    if not parts[Links].opens(secret, "status", HOST, 1):
        raise NotFound
    processes = [parts[Vitals].now(), *parts[Hub].elsewhere.vitals.values()]
    ready = readiness(parts, store)
    facts = {
        "ready": ready,
        "processes": processes,
        "complaints": complaints(processes),
        "rooms": {} if ready["status"] == "no database" else _room_names(store, processes),
    }
    answer = page(request, "status.html", facts)
    answer.headers["cache-control"] = "no-store"
    return answer


def complaints(processes: Iterable[ProcessVitals]) -> list[str]:
    """What people notice of the last minute, by name; the page has the words."""
    found = {
        name
        for each in processes
        for name, noticed in (
            ("delivery", each.slow > SLOW_DELIVERY),
            ("commit", each.commit > SLOW_COMMIT),
            ("waiting", each.waiting > MANY_WAITING),
            ("behind", each.behind > LONG_BEHIND),
            ("back", each.reconnects > max(5, MANY_BACK * each.connections)),
        )
        if noticed
    }
    return [each for each in ("waiting", "commit", "delivery", "behind", "back") if each in found]


def _room_names(store: Store, processes: Iterable[ProcessVitals]) -> dict[str, Named]:
    """Title of the seminar and number, by room. What is gone meanwhile is missing."""
    ids = {room.room for each in processes for room in each.rooms}
    query = (
        select(Room.id, Seminar.title, Room.number)
        .join(Seminar, col(Seminar.id) == Room.seminar_id)
        .where(col(Room.id).in_(ids))
    )
    with store.reading() as session:
        return {id: (title, number) for id, title, number in session.exec(query)}
