"""Reading a summary aloud, and disagreeing with it: JSON (docs/api.md, section 3) and the page."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field
from sqlmodel import Session

from app.boards import aloud
from app.boards.aloud import LONGEST_LINE, NoSummary
from app.boards.api import shown_answer
from app.boards.parts import render
from app.boards.wire import AnswerOut
from app.people.identity import CallerOf, StoreOf
from app.people.rights import Closed
from app.refusals import N_, NotFound
from app.rooms.live import LiveRooms
from app.rooms.participation import Here, HereOf
from app.runtime import Runtime, runtime
from app.web.api import api_router, told
from app.wording import Line

router = api_router("boards")
pages = APIRouter(prefix="/rooms/{room_id}/answers/{answer_id}", include_in_schema=False)


class AloudIn(BaseModel):
    aloud: bool


class DisagreementIn(BaseModel):
    """An empty line takes one's own back."""

    line: Annotated[Line, Field(max_length=LONGEST_LINE)]


@router.put("/answers/{answer_id}/aloud", status_code=204)
@told(Closed, NoSummary)
async def read_aloud(
    answer_id: str, wish: AloudIn, request: Request, visit: CallerOf, store: StoreOf
) -> None:
    room_id = await store.write(
        lambda session: aloud.read(session, visit.asker, answer_id, aloud=wish.aloud).answer.room_id
    )
    await _tell(runtime(request), room_id, "aloud")


@router.put("/answers/{answer_id}/disagreement")
@told(Closed, NoSummary)
async def disagree(
    answer_id: str, wish: DisagreementIn, request: Request, visit: CallerOf, store: StoreOf
) -> AnswerOut:
    def verb(session: Session) -> tuple[str, AnswerOut]:
        found = aloud.disagree(session, visit.asker, answer_id, wish.line)
        return found.answer.room_id, shown_answer(session, visit.asker, answer_id)

    room_id, answer = await store.write(verb)
    await _tell(runtime(request), room_id, "aloud", f"disagreements-{answer_id}")
    return answer


@pages.post("/aloud")
async def press_aloud(
    here: HereOf, answer_id: str, reading: Annotated[bool, Form()] = True
) -> HTMLResponse:
    def verb(session: Session) -> None:
        found = aloud.read(session, here.visit.asker, answer_id, aloud=reading)
        _of_this_room(here, found.answer.room_id)

    await here.store.write(verb)
    await _tell(runtime(here.request), here.room_id, "aloud")
    return await here.answer([""], "")


@pages.post("/disagreement")
async def press_disagreement(
    here: HereOf, answer_id: str, line: Annotated[str, Form(max_length=2_000)] = ""
) -> HTMLResponse:
    def verb(session: Session) -> str:
        found = aloud.disagree(session, here.visit.asker, answer_id, line)
        _of_this_room(here, found.answer.room_id)
        return line.strip()

    said = await here.store.write(verb)
    await _tell(runtime(here.request), here.room_id, "aloud", f"disagreements-{answer_id}")
    words = N_("Your line stands with the summary.") if said else N_("Your line is taken back.")
    return await here.answer([""], words)


def _of_this_room(here: Here, room_id: str) -> None:
    if room_id != here.room_id:
        raise NotFound


async def _tell(parts: Runtime, room_id: str, *names: str) -> None:
    await parts[LiveRooms].publish(room_id, *names, make=render)
