"""The room page, and what the room says of its answers: done, nothing to add, out of time."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session
from starlette.responses import Response

from app.boards import answers, live, parts
from app.boards import room_page as board
from app.boards.access import place_for
from app.boards.cells import Cell, cell_of
from app.boards.live import LiveBoards
from app.boards.models import SUMMARY, document_name
from app.boards.state import last_words, unfinished
from app.live.hub import Hub
from app.people.identity import StoreOf, VisitOf
from app.people.rights import Act
from app.refusals import NotFound
from app.rooms.access import seats_left, standing, standing_for
from app.rooms.models import Room
from app.runtime import runtime
from app.web.pages import fragment, language_of, page, part

router = APIRouter(prefix="/rooms/{room_id}", include_in_schema=False)
BY_STAGE = ("clock", "round", "help")
Said = Literal["done", "nothing_to_add", "out_of_time", ""]


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
            room = standing(session, visit.asker, room_id).room
            return page(request, "rooms/left.html", {"room": room}, status=404)
        language = language_of(request, found.seminar.language)
        facts = board.facts(session, found, runtime(request)[Hub], language, dialogue)
        return page(request, "boards/board.html", facts, language=found.seminar.language)


@router.get("/dialogues")
def show_dialogues(
    room_id: str, request: Request, visit: VisitOf, store: StoreOf, dialogue: str | None = None
) -> Response:
    """The tabs, what each stage means, and what is different by it: the words for where answers
    stand, the clock, the round, the call for help. For a page whose dialogues have changed stage,
    also by a time that has come, of which nobody is told."""
    with store.reading() as session:
        found = standing_for(session, visit.asker, room_id, Act.SEE_ROOM)
        language = language_of(request, found.seminar.language)
        works = board.shown(session, found)
        hub = runtime(request)[Hub]
        facts = {
            "room": found.room,
            "works": works,
            "chosen": board.chosen(works, dialogue),
            "parts": {
                name: parts.render(session, hub, found.room, name, language) for name in BY_STAGE
            },
        }
        html = fragment("boards/_stages.html", language, **facts)
        return part(request, html, f"/rooms/{found.room.id}")


@router.post("/answers/{answer_id}/said")
async def say(
    room_id: str,
    answer_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    state: Annotated[Said, Form()] = "",
) -> HTMLResponse:
    """Say how an answer stands, or take it back. A text that seems to break off is asked about,
    after it was taken as said: a question, never a gate."""

    def verb(session: Session) -> None:
        answers.say(session, visit.asker, answer_id, state or None)

    await store.write(verb)
    await runtime(request)[LiveBoards].publish_state(answer_id)

    def show(session: Session) -> str:
        found = standing_for(session, visit.asker, room_id, Act.SEE_ROOM)
        cell = _cell(session, found.room, answer_id)
        facts = {
            "room": found.room,
            "cell": cell,
            "breaks_off": _breaks_off(cell) if state == "done" else "",
        }
        return fragment("boards/_said.html", language_of(request, found.seminar.language), **facts)

    return HTMLResponse(await store.read(show))


@router.post("/answers/{answer_id}/summary", status_code=204)
async def use_notes(
    room_id: str, answer_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> None:
    """Begin the summary with the notes as they stand; a summary that was begun stays as it is."""
    taken: list[live.Published] = []

    def verb(session: Session) -> None:
        room = place_for(session, visit.asker, answer_id, Act.WRITE).standing.room
        cell = _cell(session, room, answer_id)
        if cell.shared.summary.text.strip():
            return
        done = answers.put_summary(session, visit.asker, answer_id, board.summary_of(cell))
        if done:
            taken.append((document_name(answer_id, SUMMARY), done))

    await store.write(verb)
    runtime(request)[LiveBoards].publish_steps(taken)


def _cell(session: Session, room: Room, answer_id: str) -> Cell:
    found = cell_of(session, room, answer_id)
    if found is None:
        raise NotFound
    return found


def _breaks_off(cell: Cell) -> str:
    """The last words of the first answer that seems unfinished, or nothing."""
    texts = [one.notes.text for one in cell.answers]
    return next((last_words(text) for text in texts if unfinished(text)), "")
