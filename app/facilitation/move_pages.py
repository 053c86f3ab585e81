"""Moving notes of a room, beside the grid: chosen, taken to another place, and back."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from markupsafe import Markup
from sqlmodel import Session
from starlette.responses import Response

from app.boards.cells import Cell, cell_of
from app.boards.models import Answer
from app.boards.tags import Tags
from app.facilitation.lead import Lead, LeadOf
from app.facilitation.looking import Looking
from app.moves.api import MoverOf
from app.moves.moving import MoveWish
from app.people.idempotency import Call, ClientId
from app.people.identity import StoreOf, VisitOf
from app.people.rights import Act
from app.refusals import N_, NotFound
from app.rooms.models import Room, rooms
from app.rooms.sitting import seated
from app.rooms.speakers import voices
from app.seminars.access import seminar_for
from app.seminars.overview import works
from app.storage.ids import new_id
from app.web.forms import FormId
from app.web.pages import catalogue, fragment, language_of, part

router = APIRouter(prefix="/seminars/{seminar_id}", include_in_schema=False)


@router.get("/grid/moves/{answer_id}")
def show(
    seminar_id: str, answer_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    """What stands in an answer, and where it can go."""
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        language = language_of(request, seminar.language)
        looking = Looking(session, visit.asker, seminar)
        answer = session.get(Answer, answer_id)
        room = answer.room_id if answer else ""
        html = choice(looking, answer_id, language)
        return part(request, html, f"/seminars/{seminar.id}/grid?room={room}&move={answer_id}")


@router.post("/moves")
async def move(
    lead: LeadOf,
    mover: MoverOf,
    answer: FormId,
    room: FormId,
    prompt: FormId,
    client_id: Annotated[ClientId, Form()],
    note: Annotated[list[str] | None, Form()] = None,
    part: Annotated[bool, Form()] = False,
) -> Response:
    """With `part` only the notes that are ticked, else the whole answer."""
    if part and not note:
        return await lead.say(N_("Tick the notes that are to be moved."), heads=[])

    def place(session: Session) -> tuple[int, bool]:
        source, target = session.get(Answer, answer), session.get(Room, room)
        if source is None or target is None:
            raise NotFound
        return target.number, (source.room_id, source.prompt_id) == (room, prompt)

    number, stands = await lead.store.read(place)
    if stands:
        said = N_("It stands there already. Choose another question or room.")
        return await lead.say(said, heads=[])
    wish = MoveWish(answer, room, prompt, note if part else None)
    made = await mover.move(wish, Call(client_id, lead.request.url.path, vars(wish)))
    return await _say(lead, made["from"], N_("Moved to room %(number)s."), made["id"], number)


@router.post("/moves/{move_id}/undo")
async def undo(lead: LeadOf, mover: MoverOf, move_id: str) -> Response:
    made = await mover.undo(move_id)
    return await _say(lead, made["from"], N_("The move is taken back."))


async def _say(
    lead: Lead, answer_id: str, message: str, move_id: str | None = None, number: int = 0
) -> Response:
    undo = f"/seminars/{lead.seminar_id}/moves/{move_id}/undo" if move_id else None

    def beside(session: Session, language: str) -> str:
        seminar = seminar_for(session, lead.visit.asker, lead.seminar_id, Act.SEE_GRID)
        looking = Looking(session, lead.visit.asker, seminar)
        return choice(looking, answer_id, language, done=True)

    return await lead.say(message, undo, heads=[], beside=beside, number=str(number))


def choice(looking: Looking, answer_id: str, language: str, *, done: bool = False) -> Markup:
    """Raises NotFound for an answer of a room that is not looked at."""
    session, seminar = looking.session, looking.seminar
    answer = session.get(Answer, answer_id)
    room = session.get(Room, answer.room_id) if answer else None
    if answer is None or room is None or room.seminar_id != seminar.id:
        raise NotFound
    cell = cell_of(session, room, answer.id) if room.id in looking.scope else None
    if cell is None:
        raise NotFound
    facts = {**_facts(looking, cell, answer.id, language), **looking.facts, "done": done}
    return Markup(fragment("facilitation/_grid_move.html", language, **facts))  # noqa: S704


def _facts(looking: Looking, cell: Cell, answer_id: str, language: str) -> dict[str, Any]:
    session, seminar = looking.session, looking.seminar
    members = seated(session, seminar.id)
    tags = Tags(voices(session, cell.room).values(), catalogue(language).gettext("From %(name)s"))
    return {
        "room": cell.room,
        "cell": cell,
        "one": next(each for each in cell.stored if each.answer.id == answer_id),
        "note": lambda line: tags.notes([line]),
        "client_id": new_id(),
        "rooms": [
            (each.id, (each.number, each.name, members.get(each.id, [])))
            for each in rooms(session, seminar.id)
            if each.id in looking.scope
        ],
        "works": [work for work in works(session, seminar) if work.dialogue.opened_at],
    }
