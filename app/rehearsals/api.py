"""The JSON API of rehearsals (docs/api.md, section 2)."""

from sqlmodel import Session

from app.people.identity import StoreOf
from app.rehearsals.models import RehearsalsFull
from app.rehearsals.rehearsing import RehearsalIn, Rehearsing, RehearsingOf
from app.rehearsals.wire import RehearsalOut
from app.seminars.api import receipt_json
from app.seminars.wire import DeletedOut
from app.storage.store import now
from app.web.api import api_router, operation

router = api_router("rehearsals", "/seminars/{seminar_id}/rehearsal")


@router.put("")
@operation(RehearsalsFull)
async def rehearse(wish: RehearsalIn, rehearsing: RehearsingOf, store: StoreOf) -> RehearsalOut:
    await rehearsing.put(wish)
    return await store.read(lambda session: _rehearsal_json(session, rehearsing))


@router.get("")
async def show_rehearsal(rehearsing: RehearsingOf, store: StoreOf) -> RehearsalOut:
    return await store.read(lambda session: _rehearsal_json(session, rehearsing))


@router.delete("")
async def wipe_rehearsal(rehearsing: RehearsingOf) -> DeletedOut:
    return receipt_json(await rehearsing.wipe())


def _rehearsal_json(session: Session, rehearsing: Rehearsing) -> RehearsalOut:
    seminar, rehearsal = rehearsing.found(session)
    return {
        "seminar": seminar.id,
        "of": seminar.rehearses or "",
        "title": seminar.title,
        "code": seminar.code,
        "people": rehearsal.people,
        "speed": rehearsal.speed,
        "own_room": rehearsal.own_room,
        "playing": rehearsal.is_held(now(session)),
    }
