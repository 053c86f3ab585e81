"""The exchange as JSON (docs/api.md, sections 2 and 3)."""

from typing import Annotated

from pydantic import BaseModel, Field
from sqlmodel import Session

from app.exchange import others, responses
from app.exchange.arranging import ExchangeWish, arrange
from app.exchange.models import NotAsked, exchange_of
from app.exchange.others import LONGEST_LINE, LineChanged
from app.exchange.responses import LONGEST_COMMENT, CommentsFull
from app.exchange.wire import (
    CommentOut,
    ExchangeOut,
    OthersOut,
    VoicesOut,
    comment_json,
    exchange_json,
    others_json,
    voices_json,
)
from app.people.idempotency import Named
from app.people.identity import CallerOf, StoreOf
from app.people.naming import NamingOf
from app.people.rights import Act, Closed
from app.refusals import NameTaken
from app.rooms.models import Room
from app.seminars.access import seminar_for
from app.web.api import api_router, operation
from app.wording import Line, Lines, required

router = api_router("exchange")


class LineIn(BaseModel):
    """`from` is the number of the room; `was` is the line that the writer saw, if it matters."""

    room: Annotated[int | None, Field(alias="from")] = None
    line: Annotated[Line, Field(max_length=LONGEST_LINE)]
    was: str | None = None


class CommentIn(Named):
    text: Annotated[Lines, required(LONGEST_COMMENT)]


class GoneIn(BaseModel):
    gone: bool


class UsefulIn(BaseModel):
    useful: bool


@router.get("/seminars/{seminar_id}/exchange")
async def show_exchange(seminar_id: str, visit: CallerOf, store: StoreOf) -> ExchangeOut:
    def work(session: Session) -> ExchangeOut:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        return exchange_json(exchange_of(session, seminar.id))

    return await store.read(work)


@router.put("/seminars/{seminar_id}/exchange")
@operation(Closed)
async def change_exchange(
    seminar_id: str, wish: ExchangeWish, visit: CallerOf, store: StoreOf
) -> ExchangeOut:
    return await store.write(
        lambda session: exchange_json(arrange(session, visit.asker, seminar_id, wish))
    )


@router.get("/rooms/{room_id}/others")
@operation(Closed)
async def show_others(room_id: str, visit: CallerOf, store: StoreOf) -> OthersOut:
    def work(session: Session) -> OthersOut:
        room = others.own_room(session, visit.asker, room_id).room
        return others_json(others.rooms_to_read(session, room))

    return await store.read(work)


@router.post("/rooms/{room_id}/others")
@operation(Closed, NotAsked)
async def draw_others(room_id: str, visit: CallerOf, store: StoreOf) -> OthersOut:
    words = await store.read(lambda session: others.words_by_room(session, visit.asker, room_id))
    return await store.write(
        lambda session: others_json(others.draw(session, visit.asker, room_id, words))
    )


@router.put("/rooms/{room_id}/taken-along")
@operation(Closed, NotAsked, LineChanged)
async def take_along(room_id: str, wish: LineIn, visit: CallerOf, store: StoreOf) -> OthersOut:
    return await store.write(
        lambda session: others_json(
            others.take_along(session, visit.asker, room_id, wish.room, wish.line, wish.was)
        )
    )


@router.get("/answers/{answer_id}/voices")
async def show_voices(answer_id: str, visit: CallerOf, store: StoreOf) -> VoicesOut:
    def work(session: Session) -> VoicesOut:
        found = responses.answer_read(session, visit.asker, answer_id)
        seminar_id = found.standing.seminar.id
        return voices_json(responses.voices_of(session, visit.asker, seminar_id, answer_id))

    return await store.read(work)


@router.post("/answers/{answer_id}/comments", status_code=201)
@operation(Closed, NotAsked, CommentsFull, NameTaken)
async def add_comment(
    answer_id: str, wish: CommentIn, naming: NamingOf, store: StoreOf
) -> CommentOut:
    def verb(session: Session) -> CommentOut:
        def add() -> CommentOut:
            made = responses.comment(session, naming.asker, answer_id, wish.text)
            return comment_json(made, session.get_one(Room, made.room_id), mine=True)

        return naming.once(session, wish, add)

    return await store.write(verb)


@router.put("/comments/{comment_id}", status_code=204)
@operation(Closed)
async def change_comment(comment_id: str, wish: GoneIn, visit: CallerOf, store: StoreOf) -> None:
    await store.write(
        lambda session: responses.put_away(session, visit.asker, comment_id, gone=wish.gone)
    )


@router.put("/answers/{answer_id}/useful", status_code=204)
@operation(Closed, NotAsked)
async def mark_useful(answer_id: str, wish: UsefulIn, visit: CallerOf, store: StoreOf) -> None:
    await store.write(
        lambda session: responses.mark(session, visit.asker, answer_id, useful=wish.useful)
    )
