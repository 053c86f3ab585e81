"""What a room's page is offered after somebody has pasted several lines into it."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session
from starlette.responses import Response

from app.boards.access import place
from app.pasted.api import PastedIn
from app.pasted.division import propose
from app.people.identity import StoreOf, VisitOf
from app.refusals import NotFound
from app.web.pages import fragment, language_of

router = APIRouter(prefix="/rooms/{room_id}/answers/{answer_id}", include_in_schema=False)


@router.post("/division")
async def offer(
    room_id: str,
    answer_id: str,
    wish: PastedIn,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
) -> Response:
    """The offer and its preview; nothing where there is nothing to divide."""

    def show(session: Session) -> str:
        here = place(session, visit.asker, answer_id)
        if here.answer.room_id != room_id:
            raise NotFound
        proposed = propose(session, visit.asker, answer_id, wish.doc)
        if not proposed.divides:
            return ""
        language = language_of(request, here.standing.seminar.language)
        return fragment("pasted/_offer.html", language, answer_id=answer_id, proposed=proposed)

    html = await store.read(show)
    return HTMLResponse(html) if html else Response(status_code=204)
