"""The room page, and what is anew in it when a dialogue has come to another stage."""

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.boards import asking, parts
from app.boards import room_page as board
from app.live.hub import Hub
from app.people.access import Asker
from app.people.identity import StoreOf, VisitOf
from app.people.rights import Act
from app.refusals import NotFound
from app.rooms.access import seats_left, standing, standing_for
from app.rooms.merging import pair
from app.runtime import runtime
from app.seminars.models import VISIT
from app.web.pages import fragment, language_of, page, part

router = APIRouter(prefix="/rooms/{room_id}", include_in_schema=False)
BY_STAGE = ("clock", "round", "help", "aloud")


@router.get("")
def show(
    room_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    dialogue: str | None = None,
    prompt: str | None = None,
    stood: bool = False,
) -> Response:
    """The room, for its seats and for those who lead; whoever had a seat here is told so. In a
    visit its seats have a page of their own (`visits/pages.py`). With `stood` it is read as it
    stands, also by whoever goes on in another room."""
    with store.reading() as session:
        try:
            found = standing_for(session, visit.asker, room_id, Act.SEE_ROOM)
        except NotFound:
            return left_or_unknown(request, session, visit.asker, room_id)
        if found.seat and found.seminar.kind == VISIT:
            return RedirectResponse(f"/rooms/{room_id}/visit", status_code=303)
        language = language_of(request, found.seminar.language)
        facts = board.facts(session, found, runtime(request)[Hub], language, dialogue)
        facts["opened"] = board.opened(facts["works"], facts["chosen"], prompt)
        facts["stood"] = stood
        return page(request, "boards/board.html", facts, language=found.seminar.language)


def left_or_unknown(request: Request, session: Session, asker: Asker, room_id: str) -> Response:
    """For whoever has no right to be here. Raises NotFound for those who never had a seat here."""
    if not seats_left(session, asker, room_id):
        raise NotFound
    was = standing(session, asker, room_id)
    facts = {"room": was.room, "seminar": was.seminar}
    return page(request, "rooms/left.html", facts, status=404)


@router.get("/dialogues")
def show_dialogues(
    room_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    dialogue: str | None = None,
    stood: bool = False,
) -> Response:
    """The tabs, what each stage means, and what is different by it: the words for where answers
    stand, the clock, the round, the call for help, what is read aloud. For a page whose
    dialogues have changed stage, also by a time that has come, of which nobody is told."""
    with store.reading() as session:
        found = standing_for(session, visit.asker, room_id, Act.SEE_ROOM)
        language = language_of(request, found.seminar.language)
        works = board.shown(session, found)
        hub = runtime(request)[Hub]
        facts = {
            "room": found.room,
            "seat": found.seat,
            "pair": pair(session, found.room, found.seat),
            "stood": stood,
            "html": board.html_of(session, found.room, language),
            "works": works,
            "chosen": board.chosen(works, dialogue),
            "asked": asking.questions(session, found.room, people=True),
            "parts": {
                name: parts.render(session, hub, found.room, name, language) for name in BY_STAGE
            },
        }
        html = fragment("boards/_stages.html", language, **facts)
        return part(request, html, f"/rooms/{found.room.id}")
