"""The JSON API of moves (docs/api.md, section 2)."""

from typing import Annotated

from fastapi import Depends, Request
from pydantic import Field
from sqlmodel import col, select

from app.boards.live import LiveBoards
from app.boards.models import Answer
from app.boards.moved import Move
from app.documents.content import RefusedSteps
from app.moves.mover import Mover, move_json
from app.moves.moving import MOST_NOTES, MoveWish, NoteGone
from app.moves.undoing import MovedAgain
from app.moves.wire import MoveOut
from app.people.idempotency import Named
from app.people.identity import CallerOf, StoreOf
from app.people.naming import NamingOf
from app.people.rights import Act, Closed
from app.refusals import NameTaken
from app.runtime import runtime
from app.seminars.access import scope_of, seminar_for
from app.storage.ids import Id
from app.web.api import api_router, operation

router = api_router("moves", "/seminars/{seminar_id}/moves")


class MoveIn(Named):
    """Of `answer` the `notes`, or without them all of it and its summary, to the end of what `room`
    answers to `prompt`."""

    answer: Id
    notes: Annotated[list[Id], Field(min_length=1, max_length=MOST_NOTES)] | None = None
    room: Id
    prompt: Id

    @property
    def wish(self) -> MoveWish:
        return MoveWish(self.answer, self.room, self.prompt, self.notes)


async def mover(seminar_id: str, request: Request, visit: CallerOf, store: StoreOf) -> Mover:
    return Mover(store, runtime(request)[LiveBoards], visit.asker, seminar_id)


MoverOf = Annotated[Mover, Depends(mover)]


@router.get("")
def list_moves(seminar_id: str, visit: CallerOf, store: StoreOf) -> list[MoveOut]:
    """Of the rooms that the caller leads, newest first, those that were taken back too."""
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        scope = scope_of(session, visit.asker, seminar)
        query = select(Move).where(Move.seminar_id == seminar_id)
        return [
            move_json(session, each)
            for each in session.exec(query.order_by(col(Move.at).desc(), col(Move.id)))
            if all(
                session.get_one(Answer, id).room_id in scope
                for id in (each.from_answer_id, each.to_answer_id)
            )
        ]


@router.post("", status_code=201)
@operation(Closed, NameTaken, NoteGone, RefusedSteps)
async def move(mover: MoverOf, wish: MoveIn, naming: NamingOf) -> MoveOut:
    return await mover.move(wish.wish, naming.call(wish))


@router.post("/{move_id}/undo")
@operation(Closed, MovedAgain)
async def undo(mover: MoverOf, move_id: str) -> MoveOut:
    """Also when others have written in between, whose letters stay. Again it does nothing."""
    return await mover.undo(move_id)
