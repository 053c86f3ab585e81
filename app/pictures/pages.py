"""The pictures of a seminar as a page, and what they say as JSON, for those who see the grid."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.boards.amount import STEPS
from app.facilitation.looking import Looking
from app.people.identity import CallerOf, StoreOf, VisitOf
from app.people.rights import Act
from app.pictures.counts import KindWritten, Pictures, PromptPicture, pictures
from app.pictures.shapes import draw
from app.pictures.wire import PictureOut, PicturePart, PicturesOut
from app.seminars.access import seminar_for
from app.seminars.api import iso
from app.web.api import api_router
from app.web.pages import page

router = APIRouter(prefix="/seminars", include_in_schema=False)
api = api_router("reading", "/seminars")


@router.get("/{seminar_id}/pictures")
def show(seminar_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        looking = Looking(session, visit.asker, seminar)
        found = pictures(session, seminar, looking.scope)
        drawn = [draw(work.dialogue, asked, found.at) for work, asked in found.begun]
        facts = {"seminar": seminar, "pictures": found, "drawn": drawn, "steps": STEPS}
        return page(request, "pictures/pictures.html", facts, language=seminar.language)


@api.get("/{seminar_id}/pictures")
def show_json(seminar_id: str, visit: CallerOf, store: StoreOf) -> PicturesOut:
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        return as_json(pictures(session, seminar, Looking(session, visit.asker, seminar).scope))


def as_json(found: Pictures) -> PicturesOut:
    return {
        "at": iso(found.at),
        "rooms": len(found.rooms),
        "answered": found.answered,
        "doubles": found.doubles,
        "prompts": [_prompt_json(each) for each in found.asked],
    }


def _prompt_json(each: PromptPicture) -> PictureOut:
    return {
        "id": each.prompt.id,
        "dialogue": each.dialogue.id,
        "number": each.number,
        "label": each.prompt.label,
        "answered": each.answered,
        "parts": [_part(part) for part in each.parts],
        "phases": [
            {
                "phase": phase.phase,
                "minutes": phase.minutes,
                "rooms": phase.rooms,
                "planned": phase.planned,
                "words": phase.words,
            }
            for phase in each.phases
        ],
        "rooms": [
            {
                "id": place.room.id,
                "number": place.room.number,
                "words": place.words,
                "began_at": iso(place.began) if place.given else None,
            }
            for place in each.places
        ],
    }


def _part(part: KindWritten) -> PicturePart:
    return {
        "kind": part.kind,
        "words": part.words,
        "rooms": part.rooms,
        "minutes": part.minutes,
        "planned": part.planned,
    }
