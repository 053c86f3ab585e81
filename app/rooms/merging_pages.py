"""The way back of somebody who came along when their room was merged into another one."""

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from app.refusals import NotFound
from app.rooms.live import LiveRooms
from app.rooms.merging import go_back
from app.rooms.participation import HereOf
from app.runtime import runtime
from app.web.pages import go

router = APIRouter(prefix="/rooms/{room_id}/back", include_in_schema=False)


@router.post("")
async def back(here: HereOf) -> Response:
    """To the room that one came from, now that the two are split again."""

    def verb(session: Session) -> str:
        seat = here.taking_part(session).seat
        if seat is None:
            raise NotFound
        return go_back(session, seat).id

    room_id = await here.store.write(verb)
    await runtime(here.request)[LiveRooms].publish(here.room_id, "people")
    return go(here.request, f"/rooms/{room_id}")
