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
from app.exports.choices import Choices, NoThemes, chosen_outline
from app.exports.chosen import Chosen
from app.exports.collect import outline
from app.exports.csv_export import csv_export
from app.exports.docx import docx
from app.exports.files import MEDIA_TYPES, File, Format
from app.exports.json_export import json_export
from app.exports.markdown import markdown
from app.exports.odt import odt
from app.exports.outline import Outline
from app.exports.pdf import pdf
from app.exports.pptx import pptx
from app.exports.report import report, room_page
from app.exports.site import site
from app.exports.wording import Catalogue, Wording
from app.exports.xlsx import xlsx
from app.people.identity import CallerOf, StoreOf
from app.people.rights import Act
from app.refusals import N_, NotFound, Refusal
from app.rooms.access import standing_for
from app.runtime import runtime
from app.seminars.access import Rehearsed, require_real
from app.seminars.overview import works
from app.storage.store import now
from app.web.api import api_router, told
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
REPORTS: dict[Format, Callable[[Outline, Catalogue], bytes]] = {
    "docx": lambda outline, words: docx(report(outline, words)),
    "odt": lambda outline, words: odt(report(outline, words)),
    "pdf": lambda outline, words: pdf(report(outline, words)),
    "xlsx": xlsx,
    "pptx": pptx,
    "site": site,
    "md": markdown,
    "csv": csv_export,
}


class WholeOnly(Refusal):
    """The archive is what an installation is moved by, so nothing of it is left out or changed."""

    type = "whole_only"
    status = 422
    title = N_("JSON holds everything as it was written. Choose another format for this.")


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
@told(NoThemes, WholeOnly, Rehearsed)
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

    def work(session: Session) -> File:
        view = view_for(session, visit.asker, seminar_id, Act.EXPORT)
        if format == "json":
            return _archive(session, view, choices)
        found = chosen_outline(session, view, choices)
        words = catalogue(found.language)
        details = Wording(found, words).file_details()
        return File(REPORTS[format](found, words), format, found.title, details)

    return _sent(await store.read(work, in_turn=runtime(request)[ExportTurn].limiter))


def _archive(session: Session, view: View, choices: Choices) -> File:
    if choices.names != "keep" or choices.extent != "full":
        raise WholeOnly
    moment = now(session)
    day = f"{moment.astimezone(TIME_ZONE):%Y-%m-%d}"
    content = json_export(archive(session, view, moment))
    return File(content, "json", view.seminar.title, day)


@router.get("/rooms/{room_id}/export", response_class=Response, responses=files("docx"))
@told(Rehearsed)
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
