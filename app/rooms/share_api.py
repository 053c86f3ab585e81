"""What rooms are handed, over HTTP: sheets and a poster as PDF, QR codes as drawings."""

from typing import Annotated, Any

from fastapi import Query
from starlette.responses import Response

from app.people.identity import CallerOf, LinksOf, StoreOf
from app.people.rights import Act, ByLink
from app.refusals import NotFound
from app.rooms.handout_paper import poster_pdf, sheets_pdf
from app.rooms.invitations import Drawing, handout, join_url, qr_file, room_url
from app.seminars.access import seminar_for
from app.seminars.models import Seminar
from app.storage.store import now
from app.web.api import api_router, operation
from app.web.file_names import disposition
from app.web.pages import catalogue

router = api_router("rooms", "/seminars/{seminar_id}")
DRAWINGS: dict[Drawing, str] = {"svg": "image/svg+xml", "png": "image/png"}
PDF = "application/pdf"
KINDS: dict[str, str] = {"pdf": PDF} | {str(kind): media for kind, media in DRAWINGS.items()}


def _file(*kinds: str) -> dict[str, Any]:
    """The answer as OpenAPI tells it: one file, of one of these media types, under a name."""
    content = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in kinds}
    name = {"Content-Disposition": {"required": True, "schema": {"type": "string"}}}
    described = {200: {"description": "The file", "content": content, "headers": name}}
    return {"response_class": Response, "responses": described}


def _download(seminar: Seminar, what: str, end: str, content: bytes) -> Response:
    headers = {"content-disposition": disposition(seminar.title, f"– {what}", end)}
    return Response(content, media_type=KINDS[end], headers=headers)


@router.get("/sheets", **_file(PDF))
@operation(NotFound)
def sheets(
    seminar_id: str,
    visit: CallerOf,
    store: StoreOf,
    links: LinksOf,
    dialogue: Annotated[str, Query(description="The first when none is given.")] = "",
    room: Annotated[int | None, Query(description="Its number; all rooms without it.")] = None,
) -> Response:
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_SETUP)
        found, made_at = handout(session, seminar, links, dialogue, room), now(session)
    gettext = catalogue(seminar.language).gettext
    whose = gettext("Sheets for the rooms") if room is None else _room(seminar, room)
    what = f"{whose} {found.work.dialogue.title}"
    return _download(seminar, what, "pdf", sheets_pdf(found, links, made_at))


@router.get("/poster", **_file(PDF))
@operation(ByLink)
def poster(seminar_id: str, visit: CallerOf, store: StoreOf, links: LinksOf) -> Response:
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_SETUP)
        made_at = now(session)
    what = catalogue(seminar.language).gettext("How to join")
    return _download(seminar, what, "pdf", poster_pdf(seminar, links, made_at))


@router.get("/qr", **_file(*DRAWINGS.values()))
@operation(NotFound, ByLink)
def qr_code(
    seminar_id: str,
    visit: CallerOf,
    store: StoreOf,
    links: LinksOf,
    format: Drawing = "svg",
    room: Annotated[int | None, Query(description="Its number; the seminar without it.")] = None,
) -> Response:
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_SETUP)
        if room is None:
            url, what = join_url(seminar, links), f"QR {seminar.code}"
        else:
            url, what = room_url(session, seminar, links, room), f"QR {_room(seminar, room)}"
    return _download(seminar, what, format, qr_file(url, format))


def _room(seminar: Seminar, number: int) -> str:
    return catalogue(seminar.language).gettext("Room %(number)s") % {"number": number}
