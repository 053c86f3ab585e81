"""What became of the last seminar's actions, as JSON (docs/api.md, sections 2 and 3)."""

from typing import Annotated

from fastapi import Request
from pydantic import BaseModel, Field
from sqlmodel import Session

from app.outcomes import models
from app.outcomes.asked import AskedAction, asked_of
from app.outcomes.followed import followed
from app.outcomes.live import tell
from app.outcomes.models import LONGEST_LINE, Became, Promise
from app.outcomes.wire import (
    AskedOut,
    OutcomesOut,
    RoomAskedOut,
    asked_json,
    counts_json,
    promise_json,
)
from app.people.access import Asker
from app.people.identity import CallerOf, StoreOf
from app.people.rights import Act, Closed
from app.refusals import NotFound
from app.rooms.access import standing_for
from app.runtime import runtime
from app.web.api import api_router, operation
from app.wording import Line

router = api_router("outcomes")


class OutcomeIn(BaseModel):
    """Without `line` the one that stands is left."""

    became: Became
    line: Annotated[Line, Field(max_length=LONGEST_LINE)] | None = None


@router.get("/rooms/{room_id}/outcomes")
async def show_room(room_id: str, visit: CallerOf, store: StoreOf) -> RoomAskedOut:
    def work(session: Session) -> RoomAskedOut:
        found = standing_for(session, visit.asker, room_id, Act.SEE_ROOM)
        some = asked_of(session, found.seminar, found.room)
        return {"asked": [asked_json(session, each) for each in some]}

    return await store.read(work)


@router.put("/rooms/{room_id}/outcomes/{note_id}")
@operation(Closed)
async def say(
    room_id: str,
    note_id: str,
    wish: OutcomeIn,
    request: Request,
    visit: CallerOf,
    store: StoreOf,
) -> AskedOut:
    promise = await store.read(lambda session: asked_one(session, visit.asker, room_id, note_id))

    def verb(session: Session) -> AskedOut:
        said = models.say(session, visit.asker, room_id, promise, wish.became, wish.line)
        return asked_json(session, AskedAction(said.promise, said))

    answer = await store.write(verb)
    await tell(runtime(request), room_id)
    return answer


@router.delete("/rooms/{room_id}/outcomes/{note_id}", status_code=204)
@operation(Closed)
async def take_back(
    room_id: str, note_id: str, request: Request, visit: CallerOf, store: StoreOf
) -> None:
    """Nothing is said of it any more; also where nothing was."""
    await store.write(lambda session: models.take_back(session, visit.asker, room_id, note_id))
    await tell(runtime(request), room_id)


@router.get("/seminars/{seminar_id}/outcomes")
async def show_seminar(seminar_id: str, visit: CallerOf, store: StoreOf) -> OutcomesOut:
    """Of the rooms that the caller leads. `lost` are actions that no room is asked about."""

    def work(session: Session) -> OutcomesOut:
        led = followed(session, visit.asker, seminar_id)
        return {
            "counts": counts_json(led.found),
            "rooms": [
                {
                    "room": room.id,
                    "number": room.number,
                    "asked": [asked_json(session, each) for each in some],
                }
                for room, some in led.found.rooms
            ],
            "lost": [
                {
                    "seminar": each.promise.seminar,
                    "room": each.promise.number,
                    "member": each.promise.member or None,
                    "action": promise_json(each.promise) if each.told else None,
                }
                for each in led.lost
            ],
        }

    return await store.read(work)


def asked_one(session: Session, asker: Asker, room_id: str, note_id: str) -> Promise:
    """One that the room is asked about, read outside of the writer: the text of an earlier seminar
    is no reason to have others wait. Raises NotFound or Closed."""
    found = standing_for(session, asker, room_id, Act.FOLLOW_UP)
    for each in asked_of(session, found.seminar, found.room):
        if each.promise.note_id == note_id:
            return each.promise
    raise NotFound
