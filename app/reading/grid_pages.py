"""The grid's page and what opens beside it, for those who lead; and the grid as JSON."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from starlette.responses import Response

from app.boards.tags import Tags
from app.live.hub import Hub
from app.people.identity import CallerOf, StoreOf, VisitOf
from app.people.rights import Act
from app.reading.grid import Grid
from app.reading.grid_parts import head_facts
from app.reading.late_parts import lates
from app.reading.looking import Looking
from app.reading.plenum import slide
from app.reading.side_panel import room_facts
from app.reading.wire import GridOut
from app.refusals import N_, NotFound
from app.rooms.room_admin import room_of
from app.runtime import runtime
from app.seminars.access import seminar_for
from app.seminars.api import iso
from app.seminars.clock import countdown
from app.web.pages import catalogue, fragment, language_of, page, part

router = APIRouter()
PAGES: dict[str, Any] = {"include_in_schema": False}
LINES = (  # each with the minutes for which it is true
    (N_("Two minutes left."), 2),
    (N_("One minute left. Finish the sentence you are writing."), 1),
    (N_("Go on to the next question."), 5),
    (N_("We meet again in plenary in five minutes."), 5),
)


@router.get("/seminars/{seminar_id}/grid", **PAGES)
def show(
    seminar_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    room: str | None = None,
    prompt: str | None = None,
    dialogue: str | None = None,
    show: str | None = None,
) -> Response:
    """The grid, by choice with another `dialogue` unfolded; with `room`, that room's text beside
    it, with `show=late` what came in late."""
    hub: Hub = runtime(request)[Hub]
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        language = language_of(request, seminar.language)
        looking = Looking(session, visit.asker, seminar)
        beside = Markup()
        if room:
            beside = _room(looking, hub, room, language)
        elif show == "late":
            lead = looking.may(Act.LEAD_ROOM)
            late = lates(session, seminar.id, looking.scope, language, lead=lead)
            beside = Markup(late)  # noqa: S704
        gettext = catalogue(seminar.language).gettext
        facts = {
            **head_facts(session, looking.grid(hub)),
            **looking.facts,
            "beside": beside,
            "chosen": dialogue,
            "lines": [(gettext(line), minutes) for line, minutes in LINES],
        }
        return page(request, "reading/grid.html", facts, language=seminar.language)


@router.get("/seminars/{seminar_id}/grid/rooms/{room_id}", **PAGES)
def show_room(
    seminar_id: str, room_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    """One room's text as it is written, to stand beside the grid."""
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        language = language_of(request, seminar.language)
        looking = Looking(session, visit.asker, seminar)
        html = _room(looking, runtime(request)[Hub], room_id, language)
        return part(request, html, f"/seminars/{seminar.id}/grid?room={quote(room_id)}")


@router.get("/seminars/{seminar_id}/plenum", **PAGES)
def show_plenum(
    seminar_id: str,
    request: Request,
    visit: VisitOf,
    store: StoreOf,
    prompt: str | None = None,
    room: Annotated[list[str] | None, Query()] = None,
) -> Response:
    """One question for the whole hall, with what the chosen rooms answered."""
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        language = language_of(request, seminar.language)
        looking = Looking(session, visit.asker, seminar)
        grid = looking.grid(runtime(request)[Hub])
        members = (each for row in grid.rows for each in row.members)
        facts = {
            **looking.facts,
            "grid": grid,
            "slide": slide(grid, prompt, room or ()),
            "running": countdown(session, seminar.id, None),
            "html": Tags(members, catalogue(language).gettext("From %(name)s")).document,
        }
        return page(request, "reading/plenum.html", facts, language=seminar.language)


@router.get("/api/v1/seminars/{seminar_id}/grid", tags=["reading"])
def grid_json(seminar_id: str, request: Request, visit: CallerOf, store: StoreOf) -> GridOut:
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        return as_json(Looking(session, visit.asker, seminar).grid(runtime(request)[Hub]))


def _room(looking: Looking, hub: Hub, room_id: str, language: str) -> Markup:
    session, seminar = looking.session, looking.seminar
    if room_id not in looking.scope:
        return Markup()
    try:
        room = room_of(session, seminar.id, room_id)
    except NotFound:
        return Markup()  # an old address of a room that is gone still shows the grid
    facts = room_facts(session, hub, seminar, room, language) | looking.facts
    return Markup(fragment("reading/_grid_beside.html", language, **facts))  # noqa: S704


def as_json(grid: Grid) -> GridOut:
    return {
        "version": grid.version,
        "dialogues": [
            {
                "id": work.dialogue.id,
                "title": work.dialogue.title,
                "stage": work.stage,
                "until": iso(work.dialogue.until),
            }
            for work in grid.works
        ],
        "prompts": [
            {
                "id": prompt.id,
                "dialogue": work.dialogue.id,
                "number": number,
                "label": prompt.label,
            }
            for work, number, prompt in grid.prompts
        ],
        "coverage": {"answered": grid.coverage.answered, "rooms": grid.coverage.rooms},
        "rooms": [
            {
                "id": row.room.id,
                "number": row.room.number,
                "name": row.room.name,
                "members": [{"id": each.id, "name": each.name} for each in row.members],
                "connected": row.here,
                "help": row.calls,
                "help_seen": row.seen,
                "help_taken_by": row.taken_by,
                "cells": [
                    {
                        "prompt": cell.prompt.id,
                        "state": cell.state,
                        "words": cell.words,
                        "written_at": iso(cell.written_at),
                        "answers": [one.answer.id for one in cell.answers],
                    }
                    for cell in row.cells
                ],
            }
            for row in grid.rows
        ],
    }
