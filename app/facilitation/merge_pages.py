"""Rooms merged and split, beside the grid and by the API."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from pydantic import BaseModel
from sqlmodel import Session, col, select
from starlette.responses import Response

from app.facilitation.lead import Lead, LeadOf
from app.facilitation.looking import Looking
from app.facilitation.side_panel import beside_grid
from app.facilitation.wire import MergeOut
from app.live.hub import Hub
from app.people.identity import CallerOf, StoreOf
from app.people.rights import Act, Closed
from app.refusals import N_
from app.rooms import merging
from app.rooms.models import Room
from app.runtime import runtime
from app.seminars.access import scope_of, seminar_for
from app.seminars.api import iso
from app.seminars.merges import Merge
from app.seminars.models import Seminar
from app.storage.ids import Id
from app.web.api import api_router, operation
from app.web.forms import FormId

ROOM = "/seminars/{seminar_id}/rooms/{room_id}"
router = APIRouter(prefix=ROOM + "/merge", include_in_schema=False)
api = api_router("reading", "/seminars/{seminar_id}")


class MergeIn(BaseModel):
    into: Id


@router.post("")
async def merge(lead: LeadOf, room_id: str, into: FormId = "", again: str = "") -> Response:
    """With `again` in the address instead of a form: a split is taken back."""
    if not (into or again):
        return await lead.say(N_("Choose the room that this one goes on in."))

    def verb(session: Session) -> tuple[Merge, int, int]:
        asker = lead.visit.asker
        made = merging.merge(session, asker, lead.seminar_id, room_id, into or again)
        return made, *_numbers(session, made)

    return await _say(
        lead, await lead.write(verb), N_("Room %(number)s goes on in room %(other)s."), "/split"
    )


@router.post("/split")
async def split(lead: LeadOf, room_id: str) -> Response:
    def verb(session: Session) -> tuple[Merge, int, int]:
        found = merging.split(session, lead.visit.asker, lead.seminar_id, room_id)
        return found, *_numbers(session, found)

    return await _say(
        lead, await lead.write(verb), N_("Room %(number)s is a room of its own again."), "?again="
    )


def _numbers(session: Session, merge: Merge) -> tuple[int, int]:
    one, other = (session.get_one(Room, id) for id in (merge.room_id, merge.into_id))
    return one.number, other.number


async def _say(lead: Lead, done: tuple[Merge, int, int], said: str, back: str) -> Response:
    """Told to both rooms, and to whoever pressed, with the way back."""
    merge, number, other = done
    await lead.merged(merge.room_id, merge.into_id)

    def beside(session: Session, language: str) -> str:
        looking = Looking(session, lead.visit.asker, session.get_one(Seminar, lead.seminar_id))
        return beside_grid(looking, runtime(lead.request)[Hub], merge.room_id, language)

    undo = f"/seminars/{lead.seminar_id}/rooms/{merge.room_id}/merge{back}"
    return await lead.say(
        said,
        undo + merge.into_id if back.endswith("=") else undo,
        beside=beside,
        number=str(number),
        other=str(other),
    )


@api.get("/merges")
def list_merges(seminar_id: str, visit: CallerOf, store: StoreOf) -> list[MergeOut]:
    """Of the rooms that the caller leads, newest first, those that were split again too."""
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        scope = scope_of(session, visit.asker, seminar)
        query = select(Merge).where(Merge.seminar_id == seminar.id)
        return [
            merge_json(each)
            for each in session.exec(query.order_by(col(Merge.at).desc(), col(Merge.id)))
            if each.room_id in scope and each.into_id in scope
        ]


@api.put("/rooms/{room_id}/merge")
@operation(merging.CannotMerge, Closed)
async def set_merge(
    seminar_id: str,
    room_id: str,
    wish: MergeIn,
    request: Request,
    visit: CallerOf,
    store: StoreOf,
) -> MergeOut:
    """Let the room go on in another one; where it does so already, nothing changes."""
    return await _written(
        Lead(seminar_id, request, visit, store),
        lambda session: merging.merge(session, visit.asker, seminar_id, room_id, wish.into),
    )


@api.delete("/rooms/{room_id}/merge")
@operation(Closed, merging.NotMerged)
async def end_merge(
    seminar_id: str, room_id: str, request: Request, visit: CallerOf, store: StoreOf
) -> MergeOut:
    """Let it be a room of its own again; once more changes nothing."""
    return await _written(
        Lead(seminar_id, request, visit, store),
        lambda session: merging.split(session, visit.asker, seminar_id, room_id),
    )


async def _written(lead: Lead, verb: Callable[[Session], Merge]) -> MergeOut:
    def around(session: Session) -> tuple[MergeOut, tuple[str, str]]:
        found = verb(session)
        session.flush()
        return merge_json(found), (found.room_id, found.into_id)

    answer, room_ids = await lead.write(around)
    await lead.merged(*room_ids)
    return answer


def merge_json(merge: Merge) -> MergeOut:
    return {
        "id": merge.id,
        "room": merge.room_id,
        "into": merge.into_id,
        "at": str(iso(merge.at)),
        "ended_at": iso(merge.ended_at),
    }
