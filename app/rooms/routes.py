"""What a room does besides writing: its people, help, what is undone or lit, messages seen."""

from typing import Annotated

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.responses import Response

from app.people.rights import Act, WayIn
from app.refusals import N_
from app.rooms import help, messages, question
from app.rooms.access import Standing, standing_for
from app.rooms.live import LiveRooms
from app.rooms.participation import LONGEST_SEALED, HereOf
from app.rooms.seating import leave_seat, member_named, rename
from app.runtime import runtime
from app.seminars.signals import ChangeSignals
from app.web.pages import go

router = APIRouter(prefix="/rooms/{room_id}", include_in_schema=False)
Line = Annotated[str, Form(max_length=60)]


@router.post("/name")
async def set_name(
    here: HereOf,
    nickname: Line = "",
    member: Line = "",
) -> Response:
    def deed(session: Session, found: Standing) -> None:
        named = member_named(session, found.room.seminar_id, member) if member else None
        rename(session, found.own_seat, nickname, named.id if named else None)

    own = await here.store.read(lambda session: here.taking_part(session).own_seat.id)
    return await here.do(deed, "people", said=N_("Your name is changed."), kinds=[f"name:{own}"])


@router.post("/leave")
async def leave(here: HereOf) -> Response:
    asker, parts = here.visit.asker, runtime(here.request)

    def verb(session: Session) -> tuple[str, str]:
        found = standing_for(session, asker, here.room_id, Act.SEE_ROOM)
        seat = leave_seat(session, asker, found.own_seat.id)
        chooses = seat.by_code and found.seminar.entry == WayIn.CODE
        return found.seminar.id, f"/j/{found.seminar.code}" if chooses else f"/rooms/{here.room_id}"

    seminar_id, onwards = await here.store.write(verb)
    await parts[ChangeSignals].rights.send_async(seminar_id=seminar_id)
    await parts[LiveRooms].publish(here.room_id, "people")
    return go(here.request, onwards)


@router.post("/help")
async def call(
    here: HereOf,
    calling: Annotated[bool, Form()] = True,
) -> Response:
    def deed(session: Session, found: Standing) -> None:
        help.press_for_help(session, found.room, calling=calling)

    said = N_("Help is called.") if calling else N_("The call for help is called off.")
    return await here.do(deed, "help", said=said, kinds=["help"])


@router.post("/undo")
async def undo(here: HereOf, sealed: Annotated[str, Form(max_length=LONGEST_SEALED)]) -> Response:
    """Take back what was pressed, unless somebody has pressed on since: then theirs counts."""
    return await here.answer(["", *await here.take_back(sealed)], N_("Undone."))


@router.post("/focus")
async def back_to_the_question(
    here: HereOf,
    prompt: Annotated[str, Form()],
) -> Response:
    """Light the question for everybody in the room for a moment."""

    def verb(session: Session) -> None:
        question.light(session, here.taking_part(session).room, prompt)

    await here.store.write(verb)
    await runtime(here.request)[LiveRooms].light(here.room_id, prompt)
    said = N_("The question is lit for everybody.")
    return await here.answer([""], said, path="/focus/off")


@router.post("/focus/off")
async def put_out(here: HereOf) -> Response:
    await here.store.read(here.taking_part)
    await runtime(here.request)[LiveRooms].put_out(here.room_id)
    return await here.answer([""], N_("Undone."))


@router.post("/messages/{message_id}/seen", status_code=204)
async def seen(here: HereOf, message_id: str) -> None:
    """Sent by the page when it shows the message; the first seat of a room counts."""

    def verb(session: Session) -> None:
        messages.see(session, here.taking_part(session).room, message_id)

    await here.store.write(verb)
