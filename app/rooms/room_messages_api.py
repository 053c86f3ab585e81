"""The JSON API of what a room is told, and of a seat's own name (docs/api.md, section 3)."""

from typing import Annotated

from fastapi import Request
from pydantic import BaseModel, Field
from sqlmodel import Session

from app.people.identity import CallerOf, StoreOf
from app.people.rights import Act, Closed
from app.rooms import messages
from app.rooms.access import Standing, standing_for
from app.rooms.live import LiveRooms
from app.rooms.models import Member
from app.rooms.participation import Here
from app.rooms.seating import UnknownMember, member_named, own_seat, rename
from app.rooms.wire import RoomMessage, SeatChanged, SeatOut
from app.rosters.entries import LONGEST_NAME
from app.runtime import runtime
from app.seminars.api import iso
from app.web.api import api_router, operation
from app.wording import Line

router = api_router("rooms")


class SeatChange(BaseModel):
    """Only what is sent changes; an empty one is none."""

    nickname: Annotated[Line, Field(max_length=60)] | None = None
    member: Annotated[Line, Field(max_length=LONGEST_NAME)] | None = None


@router.patch("/seats/{seat_id}")
@operation(Closed, UnknownMember)
async def change_seat(
    seat_id: str, change: SeatChange, request: Request, visit: CallerOf, store: StoreOf
) -> SeatChanged:
    def deed(session: Session, found: Standing) -> SeatOut:
        seat = own_seat(session, visit.asker, seat_id)
        member = session.get(Member, seat.member_id) if seat.member_id else None
        if change.member is not None:
            seminar_id = found.room.seminar_id
            member = member_named(session, seminar_id, change.member) if change.member else None
        nickname = seat.nickname if change.nickname is None else change.nickname
        rename(session, seat, nickname or "", member.id if member else None)
        return {
            "id": seat.id,
            "nickname": seat.nickname,
            "member": {"id": member.id, "name": member.name} if member else None,
        }

    room_id = await store.read(lambda session: own_seat(session, visit.asker, seat_id).room_id)
    here = Here(room_id, request, visit, store)
    answer, undo = await here.press(deed, "people", kinds=[f"name:{seat_id}"])
    return {**answer, "undo": undo or None}


@router.delete("/rooms/{room_id}/focus", status_code=204)
@operation(Closed, stores=False)
async def put_out(room_id: str, request: Request, visit: CallerOf, store: StoreOf) -> None:
    """The question that is lit on all pages of the room."""
    await store.read(lambda session: standing_for(session, visit.asker, room_id, Act.TAKE_PART))
    await runtime(request)[LiveRooms].put_out(room_id)


@router.get("/rooms/{room_id}/messages")
def list_messages(room_id: str, visit: CallerOf, store: StoreOf) -> list[RoomMessage]:
    """What those who lead say to the room now, oldest first."""
    with store.reading() as session:
        room = standing_for(session, visit.asker, room_id, Act.SEE_ROOM).room
        return [
            {
                "id": each.id,
                "text": each.text,
                "at": iso(each.at) or "",
                "until": iso(each.until) or "",
            }
            for each in messages.messages(session, room)
        ]


@router.put("/rooms/{room_id}/messages/{message_id}/seen", status_code=204)
@operation(Closed)
async def see_message(room_id: str, message_id: str, visit: CallerOf, store: StoreOf) -> None:
    """The first seat of a room counts."""

    def verb(session: Session) -> None:
        room = standing_for(session, visit.asker, room_id, Act.TAKE_PART).room
        messages.see(session, room, message_id)

    await store.write(verb)
