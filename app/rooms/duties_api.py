"""The JSON API of duties, and of the question that is lit for all (docs/api.md, section 3)."""

from typing import Annotated

from fastapi import Request
from pydantic import BaseModel, Field
from sqlmodel import Session

from app.people.idempotency import Named
from app.people.identity import CallerOf, StoreOf
from app.people.naming import NamingOf
from app.people.rights import Act, Closed
from app.refusals import NameTaken
from app.rooms import duties, question
from app.rooms.access import Standing, standing_for
from app.rooms.live import LiveRooms
from app.rooms.participation import HereCallOf
from app.rooms.question import LitAlready
from app.rooms.wire import DutiesGiven, HolderGiven, HolderOut
from app.runtime import runtime
from app.web.api import api_router, operation
from app.wording import Line

router = api_router("rooms")
Name = Annotated[Line, Field(max_length=60)]
DUTIES = ("duties",)


class HolderIn(BaseModel):
    seat: str | None = None
    name: Name | None = None
    skipped: bool = False


class FocusIn(BaseModel):
    prompt: str


class DrawIn(Named):
    names: list[Name] = Field(default_factory=list, max_length=40)


@router.put("/rooms/{room_id}/duties/{duty_id}")
@operation(Closed)
async def give_duty(here: HereCallOf, duty_id: str, wish: HolderIn) -> HolderGiven:
    def deed(session: Session, found: Standing) -> HolderOut:
        holder = duties.give(
            session, found.room, duty_id, seat_id=wish.seat, name=wish.name, skipped=wish.skipped
        )
        return duties.as_json(holder)

    answer, undo = await here.press(deed, "people", kinds=DUTIES)
    return {**answer, "undo": undo or None}


@router.post("/rooms/{room_id}/duties/{duty_id}/take")
@operation(Closed, NameTaken)
async def take_duty(
    here: HereCallOf, duty_id: str, naming: NamingOf, wish: Named | None = None
) -> DutiesGiven:
    present = runtime(here.request)[LiveRooms].seats_here(here.room_id)

    def deed(session: Session, found: Standing) -> list[HolderOut]:
        seat_id = found.seat.id if found.seat else ""
        taken = duties.take(session, found.room, duty_id, seat_id, present)
        return [duties.as_json(each) for each in taken]

    changed, undo = await here.press(deed, "people", kinds=DUTIES, call=naming.call(wish))
    return {"duties": changed, "undo": undo or None}


@router.post("/rooms/{room_id}/duties/draw")
@operation(Closed, NameTaken)
async def draw_duties(here: HereCallOf, wish: DrawIn, naming: NamingOf) -> DutiesGiven:
    present = runtime(here.request)[LiveRooms].seats_here(here.room_id)

    def deed(session: Session, found: Standing) -> list[HolderOut]:
        drawn = duties.draw(session, found.room, present, wish.names)
        return [duties.as_json(each) for each in drawn]

    changed, undo = await here.press(deed, "people", kinds=DUTIES, call=naming.call(wish))
    return {"duties": changed, "undo": undo or None}


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
