"""What is done on the reading pages: three others and the line, comments, marks; and what of it
the facilitator allows."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlmodel import Session
from starlette.responses import Response

from app.boards.access import view_for
from app.exchange import others, responses
from app.exchange.arranging import ExchangeWish, arrange
from app.exchange.models import NotAsked, exchange_of
from app.exchange.others import LineChanged
from app.exchange.responses import CommentsFull
from app.people.access import Asker
from app.people.identity import StoreOf, VisitOf
from app.people.rights import Act, Actor
from app.reading.reader import Reader
from app.reading.routes import book_page
from app.refusals import Invalid, NotFound, Refusal
from app.rooms.access import seats_in
from app.web.pages import go, page

router = APIRouter(prefix="/read/{seminar_id}", include_in_schema=False)
Ticked = Annotated[bool, Form()]


@router.get("/others")
async def show_others(
    seminar_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    return await book_page(request, visit, store, seminar_id, Reader.three_others)


@router.post("/others/draw")
async def draw(seminar_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    room_id = await store.read(lambda session: _own_room(session, visit.asker, seminar_id))
    words = await store.read(lambda session: others.words_by_room(session, visit.asker, room_id))
    await store.write(lambda session: others.draw(session, visit.asker, room_id, words))
    return go(request, f"/read/{seminar_id}/others")


@router.post("/others/line")
async def take_along(
    seminar_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    line: Annotated[str, Form(max_length=2_000)] = "",
    room: Annotated[int | None, Form()] = None,
    was: Annotated[str | None, Form(max_length=2_000)] = None,
) -> Response:
    """What could not be saved stands in its field again, beside what the room has now."""
    room_id = await store.read(lambda session: _own_room(session, visit.asker, seminar_id))
    try:
        await store.write(
            lambda session: others.take_along(session, visit.asker, room_id, room, line, was)
        )
    except (LineChanged, NotAsked, Invalid) as refused:
        problem = refused.title
        return await book_page(
            request,
            visit,
            store,
            seminar_id,
            lambda reader: reader.three_others(problem, line),
            status=422,
        )
    return go(request, f"/read/{seminar_id}/others#line")


@router.post("/answers/{answer_id}/voices")
async def respond(
    seminar_id: str,
    answer_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    do: Annotated[str, Form()] = "",
    text: Annotated[str, Form(max_length=20_000)] = "",
    comment: Annotated[str, Form()] = "",
) -> Response:
    """One act; the answer's voices come back as they stand, with what could not be done."""

    def verb(session: Session) -> None:
        if do in ("gone", "back"):
            responses.put_away(session, visit.asker, comment, gone=do == "gone")
        elif do == "comment":
            responses.comment(session, visit.asker, answer_id, text)
        else:
            responses.mark(session, visit.asker, answer_id, useful=do == "useful")

    refused: Refusal | None = None
    try:
        await store.write(verb)
    except (NotAsked, CommentsFull, Invalid) as no:
        refused = no
    return await store.read(
        lambda session: _voices(session, request, visit.asker, seminar_id, answer_id, refused, text)
    )


@router.post("/exchange")
async def change_exchange(
    seminar_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    others: Ticked = False,
    comments: Ticked = False,
    useful: Ticked = False,
    closed: Ticked = False,
) -> Response:
    wish = ExchangeWish(others=others, comments=comments, useful=useful, closed=closed)
    await store.write(lambda session: arrange(session, visit.asker, seminar_id, wish))
    return go(request, f"/read/{seminar_id}/others")


def _own_room(session: Session, asker: Asker, seminar_id: str) -> str:
    """The room in which the asker sat down last. Raises NotFound."""
    for seat in seats_in(session, asker, seminar_id):
        return seat.room_id
    raise NotFound


def _voices(
    session: Session,
    request: Request,
    asker: Asker,
    seminar_id: str,
    answer_id: str,
    refused: Refusal | None,
    typed: str,
) -> Response:
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
