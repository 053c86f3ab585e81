"""The search of the rooms that somebody leads while they write, as a page and as JSON; the page has
their reports too."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlmodel import Session
from starlette.responses import Response

from app.boards.access import led_view
from app.boards.tags import Tags
from app.people.identity import CallerOf, StoreOf, VisitOf
from app.reading.api import found_as_json
from app.reading.excerpt import excerpt
from app.reading.hits import LONGEST_QUESTION
from app.reading.search import Search
from app.reading.wire import FoundOut
from app.refusals import NotFound
from app.rooms.models import members_by_id, room_numbers
from app.runtime import runtime
from app.web.api import api_router, operation
from app.web.pages import catalogue, language_of, page

router = APIRouter(prefix="/seminars", include_in_schema=False)
api = api_router("reading", "/seminars")


@router.get("/{seminar_id}/led")
async def show(
    seminar_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    q: str = "",
    start: Annotated[str, Query(alias="from")] = "",
) -> Response:
    at = int(start) if start.isascii() and start.isdigit() and len(start) < 8 else 0
    found = await runtime(request)[Search].find(visit.asker, seminar_id, q, at, led=True)

    def facts(session: Session) -> dict[str, Any]:
        view = led_view(session, visit.asker, seminar_id)
        seminar, numbers = view.seminar, room_numbers(session, seminar_id)
        said_by = catalogue(language_of(request, seminar.language)).gettext("From %(name)s")
        return {
            "seminar": seminar,
            "works": view.works,
            "scope": view.scope,
            "numbers": [number for id, number in numbers.items() if id in view.scope],
            "tags": Tags(members_by_id(session, seminar_id).values(), said_by),
        }

    shown = await store.read(facts)
    shown |= {"found": found, "asked": q[:LONGEST_QUESTION], "excerpt": excerpt}
    language = shown["seminar"].language
    return page(request, "facilitation/led.html", shown, language=language)


@api.get("/{seminar_id}/led/search")
@operation(NotFound)
async def search(
    seminar_id: str,
    request: Request,
    visit: CallerOf,
    q: Annotated[str, Query(max_length=LONGEST_QUESTION)],
    start: Annotated[int, Query(alias="from", ge=0, le=10_000_000)] = 0,
) -> FoundOut:
    """As `search`, of the rooms that the asker leads, also of what is not open for reading."""
    found = runtime(request)[Search].find(visit.asker, seminar_id, q, start, led=True)
    return found_as_json(await found)
