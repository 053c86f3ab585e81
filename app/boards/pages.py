"""The room page, and what is anew in it when a dialogue has come to another stage."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.boards import asking, parts
from app.boards import room_page as board
from app.live.hub import Hub
from app.people.identity import StoreOf, VisitOf
from app.people.rights import Act
from app.refusals import NotFound
from app.rooms.access import seats_left, standing, standing_for
from app.runtime import runtime
from app.web.pages import fragment, language_of, page, part

router = APIRouter(prefix="/rooms/{room_id}", include_in_schema=False)
BY_STAGE = ("clock", "round", "help", "aloud")


@router.get("")
def show(
    room_id: str, request: Request, visit: VisitOf, store: StoreOf, dialogue: str | None = None
) -> Response:
    """The room, for its seats and for those who lead; whoever had a seat here is told so."""
    with store.reading() as session:
        try:
            found = standing_for(session, visit.asker, room_id, Act.SEE_ROOM)
        except NotFound:
            if not seats_left(session, visit.asker, room_id):
                raise
            was = standing(session, visit.asker, room_id)
            facts = {"room": was.room, "seminar": was.seminar}
            return page(request, "rooms/left.html", facts, status=404)
        language = language_of(request, found.seminar.language)
        facts = board.facts(session, found, runtime(request)[Hub], language, dialogue)
        return page(request, "boards/board.html", facts, language=found.seminar.language)


@router.get("/dialogues")
def show_dialogues(
    room_id: str, request: Request, visit: VisitOf, store: StoreOf, dialogue: str | None = None
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
            "works": works,
            "chosen": board.chosen(works, dialogue),
            "asked": asking.questions(session, found.room, people=True),
            "parts": {
                name: parts.render(session, hub, found.room, name, language) for name in BY_STAGE
            },
        }
        html = fragment("boards/_stages.html", language, **facts)
        return part(request, html, f"/rooms/{found.room.id}")
