"""The exports over HTTP: a seminar's report or archive, and the page that a room takes home.

They are made in turn, by a thread of their own: everybody wants theirs when the afternoon ends.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from anyio import CapacityLimiter
from fastapi import Query, Request
from sqlmodel import Session
from starlette.responses import Response

from app.boards.access import View, view_for
from app.exports.archive import archive
from app.exports.collect import outline
from app.exports.csv_export import csv_export
from app.exports.docx import docx, room_docx
from app.exports.files import MEDIA_TYPES, File, Format
from app.exports.json_export import json_export
from app.exports.markdown import markdown
from app.exports.outline import Order, Outline
from app.exports.wording import Wording
from app.people.identity import CallerOf, StoreOf
from app.people.rights import Act
from app.refusals import NotFound
from app.rooms.access import standing_for
from app.runtime import runtime
from app.seminars.overview import works
from app.storage.store import now
from app.web.api import api_router
from app.web.pages import catalogue
from app.web.times import TIME_ZONE


class ExportTurn:
    """Reports are made one at a time."""

    def __init__(self) -> None:
        self.limiter = CapacityLimiter(1)


router = api_router("exports")
BYTES = {"type": "string", "format": "binary"}
FILES: dict[Format, dict[str, Any]] = {
    "json": {"type": "object", "description": "docs/export-format.md tells what it holds."},
    "csv": {"type": "string"},
    "md": {"type": "string"},
}
REPORTS: dict[Format, Callable[[Outline], bytes]] = {
    "docx": lambda report: docx(report, catalogue(report.language)),
    "md": lambda report: markdown(report, catalogue(report.language)),
    "csv": lambda report: csv_export(report, catalogue(report.language)),
}


def files(*formats: Format) -> dict[int | str, dict[str, Any]]:
    """The answer as OpenAPI tells it: one kind of file for each format, under a name."""
    content = {MEDIA_TYPES[each]: {"schema": FILES.get(each, BYTES)} for each in formats}
    name = {"Content-Disposition": {"required": True, "schema": {"type": "string"}}}
    return {200: {"description": "The file", "content": content, "headers": name}}


@router.get(
    "/seminars/{seminar_id}/export",
    response_class=Response,
    responses=files("docx", "csv", "md", "json"),
)
async def export_seminar(
    seminar_id: str,
    request: Request,
    visit: CallerOf,
    store: StoreOf,
    format: Annotated[Format, Query(description="docx, csv, md or json")] = "docx",
    order: Annotated[Order, Query(description="question or room; not for json")] = "question",
) -> Response:
    """Those who lead get everything at any time, with what is unfinished marked; seats get the
    dialogues that are open for reading."""

    def work(session: Session) -> File:
        view = view_for(session, visit.asker, seminar_id, Act.EXPORT)
        made_at = now(session).astimezone(TIME_ZONE)
        day = f"{made_at:%Y-%m-%d}"
        if format == "json":
            content = json_export(archive(session, view, now(session)))
            return File(content, format, view.seminar.title, day)
        report = outline(session, view, order=order, made_at=made_at)
        said = Wording(report, catalogue(report.language)).order().lower()
        return File(REPORTS[format](report), format, report.title, f"– {said} {day}")

    return _sent(await store.read(work, in_turn=runtime(request)[ExportTurn].limiter))


@router.get("/rooms/{room_id}/export", response_class=Response, responses=files("docx"))
async def export_room(
    room_id: str,
    request: Request,
    visit: CallerOf,
    store: StoreOf,
    format: Literal["docx"] = "docx",
) -> Response:
    """What one room wrote, for its seats and for those who lead, at any time."""

    def work(session: Session) -> File:
        found = standing_for(session, visit.asker, room_id, Act.SEE_ROOM)
        view = View(found.actor, found.seminar, works(session, found.seminar))
        made_at = now(session).astimezone(TIME_ZONE)
        report = outline(session, view, order="room", made_at=made_at, room=found.room)
        if not any(dialogue.questions for dialogue in report.dialogues):
            raise NotFound
        words = catalogue(report.language)
        title = words.gettext("Room %(number)s") % {"number": found.room.number}
        details = f"– {title.lower()} {made_at:%Y-%m-%d}"
        return File(room_docx(report, words), format, report.title, details)

    return _sent(await store.read(work, in_turn=runtime(request)[ExportTurn].limiter))


def _sent(file: File) -> Response:
    headers = {"content-disposition": file.disposition}
    return Response(file.content, media_type=file.media_type, headers=headers)
