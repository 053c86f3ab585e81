"""The exports over HTTP: a seminar's report or archive, and the page that a room takes home."""

from typing import Annotated, Any, Literal, get_args

from fastapi import Query, Request
from sqlmodel import Session
from starlette.responses import Response

from app.boards.access import View
from app.exports.choices import NoThemes
from app.exports.chosen import Chosen
from app.exports.collect import outline
from app.exports.files import MEDIA_TYPES, File, Format
from app.exports.making import ExportTurn, ReportTooLarge, Wanted, WholeOnly
from app.exports.report import room_page
from app.people.identity import CallerOf, StoreOf
from app.people.rights import Act
from app.refusals import NotFound
from app.rooms.access import standing_for
from app.runtime import runtime
from app.seminars.access import Rehearsed, require_real
from app.seminars.overview import works
from app.storage.store import now
from app.web.api import api_router, operation
from app.web.pages import catalogue
from app.web.times import TIME_ZONE

router = api_router("exports")
BYTES = {"type": "string", "format": "binary"}
FILES: dict[Format, dict[str, Any]] = {
    "json": {"type": "object", "description": "docs/export-format.md tells what it holds."},
    "csv": {"type": "string"},
    "md": {"type": "string"},
}

LedFormat = Literal["docx", "odt", "pdf", "xlsx", "pptx", "site", "csv", "md"]
LED_FORMATS: tuple[LedFormat, ...] = get_args(LedFormat)


def files(*formats: Format) -> dict[int | str, dict[str, Any]]:
    """The answer as OpenAPI tells it: one kind of file for each format, under a name."""
    content = {MEDIA_TYPES[each]: {"schema": FILES.get(each, BYTES)} for each in formats}
    name = {"Content-Disposition": {"required": True, "schema": {"type": "string"}}}
    return {200: {"description": "The file", "content": content, "headers": name}}


@router.get(
    "/seminars/{seminar_id}/export",
    response_class=Response,
    responses=files(*MEDIA_TYPES),
)
@operation(NoThemes, WholeOnly, ReportTooLarge, Rehearsed)
async def export_seminar(
    seminar_id: str,
    request: Request,
    visit: CallerOf,
    store: StoreOf,
    choices: Chosen,
    format: Annotated[Format, Query(description=", ".join(MEDIA_TYPES))] = "docx",
) -> Response:
    """Those who lead get everything at any time, with what is unfinished marked; seats get the
    dialogues that are open for reading."""

    wanted = Wanted(visit.asker, seminar_id, choices, format)
    return _sent(await runtime(request)[ExportTurn].made(store, wanted))


@router.get(
    "/seminars/{seminar_id}/led/export",
    response_class=Response,
    responses=files(*LED_FORMATS),
)
@operation(NotFound, NoThemes, ReportTooLarge, Rehearsed)
async def export_led(
    seminar_id: str,
    request: Request,
    visit: CallerOf,
    store: StoreOf,
    choices: Chosen,
    format: Annotated[LedFormat, Query(description=", ".join(LED_FORMATS))] = "docx",
) -> Response:
    """What the rooms wrote that the asker leads, at any time; nothing of any other is in it."""

    wanted = Wanted(visit.asker, seminar_id, choices, format, led=True)
    return _sent(await runtime(request)[ExportTurn].made(store, wanted))


@router.get("/rooms/{room_id}/export", response_class=Response, responses=files("docx"))
@operation(Rehearsed)
async def export_room(
    room_id: str,
    request: Request,
    visit: CallerOf,
    store: StoreOf,
    format: Literal["docx"] = "docx",
) -> Response:
    """What one room wrote, for its seats and for those who lead, at any time."""
    from app.exports.docx import docx

    def work(session: Session) -> File:
        found = standing_for(session, visit.asker, room_id, Act.SEE_ROOM)
        require_real(found.seminar)
        view = View(found.actor, found.seminar, works(session, found.seminar))
        made_at = now(session).astimezone(TIME_ZONE)
        one = outline(session, view, order="room", made_at=made_at, room=found.room)
        if not any(dialogue.questions for dialogue in one.dialogues):
            raise NotFound
        words = catalogue(one.language)
        title = words.gettext("Room %(number)s") % {"number": found.room.number}
        details = f"– {title.lower()} {made_at:%Y-%m-%d}"
        return File(docx(room_page(one, words)), format, one.title, details)

    return _sent(await store.read(work, in_turn=runtime(request)[ExportTurn].limiter))


def _sent(file: File) -> Response:
    headers = {"content-disposition": file.disposition}
    return Response(file.content, media_type=file.media_type, headers=headers)
