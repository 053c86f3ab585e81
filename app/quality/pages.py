"""The quality list as a page: what to look at before a report, each with what can be done."""

from typing import Annotated, cast, get_args

from fastapi import APIRouter, Form, Request
from sqlmodel import Session
from starlette.responses import Response

from app.harvest.api import HarvestingOf
from app.harvest.recording import last_act
from app.people.rights import WRITABLE, Stage
from app.quality.api import DecidingOf, decided
from app.quality.deciding import Deciding, NotOpen
from app.quality.models import Decision
from app.refusals import MovedOn
from app.seminars.overview import works
from app.seminars.setup_steps import setup_facts
from app.web.pages import go, page

router = APIRouter(prefix="/seminars/{seminar_id}/quality", include_in_schema=False)
MOST_SHOWN = 200


@router.get("")
async def show(request: Request, deciding: DecidingOf) -> Response:
    return await deciding.store.read(lambda session: _quality_page(request, session, deciding))


@router.post("")
async def act(
    request: Request,
    deciding: DecidingOf,
    harvesting: HarvestingOf,
    do: Annotated[str, Form()] = "",
    finding: Annotated[str, Form()] = "",
) -> Response:
    problem = ""
    try:
        if do == "undo":
            await harvesting.undo()
        else:
            choice = cast(Decision, do) if do in get_args(Decision) else None
            await decided(deciding, finding, choice, request)
    except (NotOpen, MovedOn) as refused:
        problem = refused.title
    if "hx-request" not in request.headers and not problem:
        return go(request, request.url.path)
    return await deciding.store.read(
        lambda session: _quality_page(request, session, deciding, problem)
    )


def _quality_page(
    request: Request, session: Session, deciding: Deciding, problem: str = ""
) -> Response:
    facts = setup_facts(session, deciding.asker, deciding.seminar_id)
    found = deciding.findings(session)
    open_ones = [each for each in found if each.decision in (None, "ask")]
    facts |= {
        "open": open_ones[:MOST_SHOWN],
        "more": max(0, len(open_ones) - MOST_SHOWN),
        "decided": [each for each in found if each.decision in ("accept", "keep")][:MOST_SHOWN],
        "writable": WRITABLE,
        "writing": [
            work.dialogue.title
            for work in works(session, facts["seminar"])
            if work.stage is Stage.OPEN
        ],
        "last": last_act(session, deciding.seminar_id, deciding.asker),
        "problem": problem,
    }
    alone = "hx-request" in request.headers
    template = "quality/_list.html" if alone else "quality/list.html"
    status = 422 if problem and not alone else 200
    return page(request, template, facts, language=facts["seminar"].language, status=status)
