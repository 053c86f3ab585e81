"""What is done on the reading pages: three others and the line, comments, marks; and what of it
the facilitator allows."""

from typing import Annotated

from fastapi import APIRouter, Form
from sqlmodel import Session
from starlette.responses import Response

from app.boards.access import view_for
from app.exchange import others, responses
from app.exchange.arranging import ExchangeWish, arrange
from app.exchange.models import NotAsked, exchange_of
from app.exchange.others import LineChanged
from app.exchange.responses import CommentsFull
from app.people.access import Asker
from app.people.rights import Act, Actor
from app.reading.book_page import BookPage, BookPageOf
from app.reading.reader import Reader
from app.refusals import Invalid, NotFound, Refusal
from app.rooms.access import seats_in
from app.web.pages import go, page

router = APIRouter(prefix="/read/{seminar_id}", include_in_schema=False)
Ticked = Annotated[bool, Form()]


@router.get("/others")
async def show_others(at: BookPageOf) -> Response:
    return await at.show(Reader.three_others)


@router.post("/others/draw")
async def draw(at: BookPageOf) -> Response:
    room_id = await at.store.read(lambda session: _own_room(session, at.asker, at.seminar_id))
    words = await at.store.read(lambda session: others.words_by_room(session, at.asker, room_id))
    await at.store.write(lambda session: others.draw(session, at.asker, room_id, words))
    return go(at.request, f"/read/{at.seminar_id}/others")


@router.post("/others/line")
async def take_along(
    at: BookPageOf,
    line: Annotated[str, Form(max_length=2_000)] = "",
    room: Annotated[int | None, Form()] = None,
    was: Annotated[str | None, Form(max_length=2_000)] = None,
) -> Response:
    """What could not be saved stands in its field again, beside what the room has now."""
    room_id = await at.store.read(lambda session: _own_room(session, at.asker, at.seminar_id))
    try:
        await at.store.write(
            lambda session: others.take_along(session, at.asker, room_id, room, line, was)
        )
    except (LineChanged, NotAsked, Invalid) as refused:
        problem = refused.title
        return await at.show(lambda reader: reader.three_others(problem, line), status=422)
    return go(at.request, f"/read/{at.seminar_id}/others#line")


@router.post("/answers/{answer_id}/voices")
async def respond(
    answer_id: str,
    at: BookPageOf,
    do: Annotated[str, Form()] = "",
    text: Annotated[str, Form(max_length=20_000)] = "",
    comment: Annotated[str, Form()] = "",
) -> Response:
    """One act; the answer's voices come back as they stand, with what could not be done."""

    def verb(session: Session) -> None:
        if do in ("gone", "back"):
            responses.put_away(session, at.asker, comment, gone=do == "gone")
        elif do == "comment":
            responses.comment(session, at.asker, answer_id, text)
        else:
            responses.mark(session, at.asker, answer_id, useful=do == "useful")

    refused: Refusal | None = None
    try:
        await at.store.write(verb)
    except (NotAsked, CommentsFull, Invalid) as no:
        refused = no
    return await at.store.read(lambda session: _voices(session, at, answer_id, refused, text))


@router.post("/exchange")
async def change_exchange(
    at: BookPageOf,
    others: Ticked = False,
    comments: Ticked = False,
    useful: Ticked = False,
    closed: Ticked = False,
) -> Response:
    wish = ExchangeWish(others=others, comments=comments, useful=useful, closed=closed)
    await at.store.write(lambda session: arrange(session, at.asker, at.seminar_id, wish))
    return go(at.request, f"/read/{at.seminar_id}/others")


def _own_room(session: Session, asker: Asker, seminar_id: str) -> str:
    """The room in which the asker sat down last. Raises NotFound."""
    for seat in seats_in(session, asker, seminar_id):
        return seat.room_id
    raise NotFound


def _voices(
    session: Session, at: BookPage, answer_id: str, refused: Refusal | None, typed: str
) -> Response:
    request, asker, seminar_id = at.request, at.asker, at.seminar_id
    found = responses.answer_read(session, asker, answer_id)
    seminar = found.standing.seminar
    if seminar.id != seminar_id:
        raise NotFound
    if "hx-request" not in request.headers and not refused:
        return go(request, f"/read/{seminar_id}/questions/{found.prompt.id}#voices-{answer_id}")
    view = view_for(session, asker, seminar_id, Act.READ)
    facts = {
        "base": f"/read/{seminar_id}",
        "exchange": exchange_of(session, seminar_id),
        "voice": responses.voices_of(session, asker, seminar_id, answer_id),
        "answer_id": answer_id,
        "home": found.actor is Actor.SEAT,
        "own_room": bool(seats_in(session, asker, seminar_id)),
        "leads": view.leads,
        "problem": refused.title if refused else "",
        "typed": typed if refused else "",
    }
    return page(request, "reading/_voices_alone.html", facts, language=seminar.language)
