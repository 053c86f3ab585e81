"""The grid's page and what opens beside it, for those who lead; and the grid as JSON."""

from typing import Any, cast
from urllib.parse import quote

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from app.facilitation.grid import Grid
from app.facilitation.grid_parts import head_facts, plenum_facts, table_facts
from app.facilitation.late_parts import lates
from app.facilitation.looking import Looking
from app.facilitation.move_pages import choice
from app.facilitation.side_panel import beside_grid
from app.facilitation.wire import CoverageOut, GridOut
from app.live.hub import Hub
from app.people.identity import CallerOf, StoreOf, VisitOf
from app.people.rights import Act
from app.refusals import N_, NotFound
from app.runtime import runtime
from app.seminars.access import seminar_for
from app.seminars.api import iso
from app.web.pages import catalogue, language_of, page, part

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
    move: str | None = None,
) -> Response:
    """The grid, by choice with another `dialogue` unfolded; with `room`, that room's text beside
    it, with `move` what can be moved of one of its answers, with `show=late` what came in late."""
    hub: Hub = runtime(request)[Hub]
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        language = language_of(request, seminar.language)
        looking = Looking(session, visit.asker, seminar)
        beside = Markup()
        if move:
            beside = _move(looking, move, language)
        elif room:
            beside = Markup(beside_grid(looking, hub, room, language))  # noqa: S704
        elif show == "late":
            lead = looking.may(Act.LEAD_ROOM)
            late = lates(session, seminar.id, looking.scope, language, lead=lead)
            beside = Markup(late)  # noqa: S704
        gettext = catalogue(seminar.language).gettext
        grid = looking.grid(hub)
        facts = {
            **table_facts(grid, dialogue),
            **head_facts(session, grid),
            **plenum_facts(session, grid),
            **looking.facts,
            "beside": beside,
            "lines": [(gettext(line), minutes) for line, minutes in LINES],
        }
        return page(request, "facilitation/grid.html", facts, language=seminar.language)


@router.get("/seminars/{seminar_id}/grid/rooms/{room_id}", **PAGES)
def show_room(
    seminar_id: str, room_id: str, request: Request, visit: VisitOf, store: StoreOf
) -> Response:
    """One room's text as it is written, to stand beside the grid."""
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        language = language_of(request, seminar.language)
        looking = Looking(session, visit.asker, seminar)
        html = beside_grid(looking, runtime(request)[Hub], room_id, language)
        return part(request, html, f"/seminars/{seminar.id}/grid?room={quote(room_id)}")


@router.get("/api/v1/seminars/{seminar_id}/grid", tags=["reading"])
def grid_json(seminar_id: str, request: Request, visit: CallerOf, store: StoreOf) -> GridOut:
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        return as_json(Looking(session, visit.asker, seminar).grid(runtime(request)[Hub]))


def _move(looking: Looking, answer_id: str, language: str) -> Markup:
    try:
        return choice(looking, answer_id, language)
    except NotFound:
        return Markup()


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
        "coverage": cast(CoverageOut, vars(grid.coverage)),
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
                "reopened": [
                    {"dialogue": each.dialogue.id, "until": iso(each.until)} for each in row.alone
                ],
                "merged_into": row.merged_into,
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
