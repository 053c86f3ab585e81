"""The JSON API of duties, and of the question that is lit for all (docs/api.md, section 3)."""

from typing import Annotated

from fastapi import Request
from pydantic import BaseModel, Field
from sqlmodel import Session

from app.people.identity import CallerOf, StoreOf
from app.people.rights import Act, Closed
from app.rooms import duties, question
from app.rooms.access import standing_for
from app.rooms.live import LiveRooms
from app.rooms.question import LitAlready
from app.rooms.wire import HolderOut
from app.runtime import runtime
from app.web.api import api_router, operation
from app.wording import Line

router = api_router("rooms")
Name = Annotated[Line, Field(max_length=60)]


class HolderIn(BaseModel):
    seat: str | None = None
    name: Name | None = None
    skipped: bool = False


class FocusIn(BaseModel):
    prompt: str


class DrawIn(BaseModel):
    names: list[Name] = Field(default_factory=list, max_length=40)


@router.put("/rooms/{room_id}/duties/{duty_id}")
@operation(Closed)
async def give_duty(
    room_id: str, duty_id: str, wish: HolderIn, request: Request, visit: CallerOf, store: StoreOf
) -> HolderOut:
    def verb(session: Session) -> HolderOut:
        room = standing_for(session, visit.asker, room_id, Act.TAKE_PART).room
        holder = duties.give(
            session, room, duty_id, seat_id=wish.seat, name=wish.name, skipped=wish.skipped
        )
        return duties.as_json(holder)

    answer = await store.write(verb)
    await runtime(request)[LiveRooms].publish(room_id, "people")
    return answer


@router.post("/rooms/{room_id}/duties/{duty_id}/take")
@operation(Closed)
async def take_duty(
    room_id: str, duty_id: str, request: Request, visit: CallerOf, store: StoreOf
) -> list[HolderOut]:
    here = runtime(request)[LiveRooms].seats_here(room_id)

    def verb(session: Session) -> list[HolderOut]:
        found = standing_for(session, visit.asker, room_id, Act.TAKE_PART)
        seat_id = found.seat.id if found.seat else ""
        taken = duties.take(session, found.room, duty_id, seat_id, here)
        return [duties.as_json(each) for each in taken]

    answer = await store.write(verb)
    await runtime(request)[LiveRooms].publish(room_id, "people")
    return answer


@router.post("/rooms/{room_id}/duties/draw")
@operation(Closed)
async def draw_duties(
    room_id: str, wish: DrawIn, request: Request, visit: CallerOf, store: StoreOf
) -> list[HolderOut]:
    def verb(session: Session) -> list[HolderOut]:
        room = standing_for(session, visit.asker, room_id, Act.TAKE_PART).room
        here = runtime(request)[LiveRooms].seats_here(room_id)
        return [duties.as_json(each) for each in duties.draw(session, room, here, wish.names)]

    answer = await store.write(verb)
    await runtime(request)[LiveRooms].publish(room_id, "people")
    return answer


@router.post("/rooms/{room_id}/focus", status_code=204)
@operation(Closed, LitAlready)
async def back_to_the_question(
    room_id: str, wish: FocusIn, request: Request, visit: CallerOf, store: StoreOf
) -> None:
    def verb(session: Session) -> None:
        room = standing_for(session, visit.asker, room_id, Act.TAKE_PART).room
        question.light(session, room, wish.prompt)

    await store.write(verb)
    await runtime(request)[LiveRooms].light(room_id, wish.prompt)
