"""Reading a summary aloud, and disagreeing with it: JSON (docs/api.md, section 3) and the page."""

import json
from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.responses import Response

from app.boards import aloud
from app.boards.aloud import LONGEST_LINE, NoSummary
from app.boards.api import shown_answer
from app.boards.parts import render
from app.boards.wire import AnswerOut
from app.people.identity import CallerOf, StoreOf
from app.people.rights import Closed
from app.refusals import N_, MovedOn, NotFound
from app.rooms.live import LiveRooms
from app.rooms.participation import Here, HereOf
from app.runtime import Runtime, runtime
from app.web.api import api_router, operation
from app.wording import Line

router = api_router("boards")
pages = APIRouter(prefix="/rooms/{room_id}/answers/{answer_id}", include_in_schema=False)


class AloudIn(BaseModel):
    aloud: bool


class DisagreementIn(BaseModel):
    """An empty line takes one's own back."""

    line: Annotated[Line, Field(max_length=LONGEST_LINE)]


@router.put("/answers/{answer_id}/aloud", status_code=204)
@operation(Closed, NoSummary)
async def read_aloud(
    answer_id: str, wish: AloudIn, request: Request, visit: CallerOf, store: StoreOf
) -> None:
    room_id = await store.write(
        lambda session: aloud.read(session, visit.asker, answer_id, aloud=wish.aloud).answer.room_id
    )
    await _publish(runtime(request), room_id, "aloud")


@router.put("/answers/{answer_id}/disagreement")
@operation(Closed, NoSummary)
async def disagree(
    answer_id: str, wish: DisagreementIn, request: Request, visit: CallerOf, store: StoreOf
) -> AnswerOut:
    def verb(session: Session) -> tuple[str, AnswerOut]:
        found = aloud.disagree(session, visit.asker, answer_id, wish.line)
        return found.answer.room_id, shown_answer(session, visit.asker, answer_id)

    room_id, answer = await store.write(verb)
    await _publish(runtime(request), room_id, "aloud", f"disagreements-{answer_id}")
    return answer


@pages.post("/aloud")
async def press_aloud(
    here: HereOf, answer_id: str, reading: Annotated[bool, Form()] = True
) -> Response:
    def verb(session: Session) -> tuple[str | None, str | None]:
        before = here.taking_part(session).room.aloud_answer_id
        found = aloud.read(session, here.visit.asker, answer_id, aloud=reading)
        _of_this_room(here, found.answer.room_id)
        return before, found.standing.room.aloud_answer_id

    before, after = await here.store.write(verb)
    await _publish(runtime(here.request), here.room_id, "aloud")
    if before == after:
        return await here.answer([""], "")
    words = N_("All in the room see it large.") if reading else N_("It is put away for all.")
    return await _answer(here, answer_id, words, "aloud", before, after)


@pages.post("/disagreement")
async def press_disagreement(
    here: HereOf, answer_id: str, line: Annotated[str, Form(max_length=2_000)] = ""
) -> Response:
    before, after = await _disagree(here, answer_id, line)
    words = N_("Your line stands with the summary.") if after else N_("Your line is taken back.")
    return await _answer(here, answer_id, words, "line", before, after)


@pages.post("/aloud/undo")
async def undo(
    here: HereOf, answer_id: str, sealed: Annotated[str, Form(max_length=4_000)]
) -> Response:
    """Take either back: what is shown to all, or one's own line, unless it is another by now."""
    pressed_in, kind, before, after = json.loads(here.links.unseal(sealed) or "[0, 0, 0, 0]")
    if pressed_in != answer_id:
        raise NotFound

    def verb(session: Session) -> None:
        aloud.put_back(session, here.taking_part(session).room, before, after)

    if kind == "line":
        await _disagree(here, answer_id, before, unless_not=after)
    else:
        await here.store.write(verb)
        await _publish(runtime(here.request), here.room_id, "aloud")
    return await here.answer([""], N_("Undone."))


async def _disagree(
    here: Here, answer_id: str, line: str, unless_not: str | None = None
) -> tuple[str, str]:
    """One's own line before and after; `unless_not` is what it must still be."""

    def verb(session: Session) -> tuple[str, str]:
        seat = here.taking_part(session).seat
        own = seat.id if seat else None
        before = aloud.own_line(session, answer_id, own)
        if unless_not is not None and before != unless_not:
            raise MovedOn
        found = aloud.disagree(session, here.visit.asker, answer_id, line)
        _of_this_room(here, found.answer.room_id)
        return before, aloud.own_line(session, answer_id, own)

    lines = await here.store.write(verb)
    await _publish(runtime(here.request), here.room_id, "aloud", f"disagreements-{answer_id}")
    return lines


async def _answer(
    here: Here, answer_id: str, words: str, kind: str, before: str | None, after: str | None
) -> Response:
    """One sentence, and the way back to what stood."""
    sealed = here.links.seal(json.dumps([answer_id, kind, before, after]))
    path = f"/answers/{answer_id}/aloud/undo"
    return await here.answer([""], words, sealed=sealed, path=path)


def _of_this_room(here: Here, room_id: str) -> None:
    if room_id != here.room_id:
        raise NotFound


async def _publish(parts: Runtime, room_id: str, *names: str) -> None:
    await parts[LiveRooms].publish(room_id, *names, make=render)
