"""The page of a seminar's rehearsal, and what is pressed on it; the receipt when it is wiped."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Request
from pydantic import BaseModel, BeforeValidator
from sqlmodel import Session
from starlette.responses import Response

from app.people.identity import LinksOf, StoreOf, VisitOf
from app.refusals import Invalid, NotFound
from app.rehearsals.models import MOST_PEOPLE
from app.rehearsals.rehearsing import OwnRoom, RehearsalIn, Rehearsing, RehearsingOf, Speed
from app.rooms.models import rooms
from app.seminars.models import Seminar
from app.seminars.setup_steps import setup_facts
from app.storage.store import now
from app.web import forms
from app.web.pages import catalogue, go, language_of, page

M = TypeVar("M", bound=BaseModel)
router = APIRouter(include_in_schema=False)
COUNTS = [(str(people), people) for people in range(1, MOST_PEOPLE + 1)]
NoRoom = BeforeValidator(lambda chosen: chosen or None)


class BeginIn(RehearsalIn):
    """As its form sends it: no room is an empty field."""

    own_room: Annotated[OwnRoom | None, NoRoom] = None


class SpeedIn(BaseModel):
    speed: Speed


@router.get("/seminars/{seminar_id}/rehearsal")
def show(rehearsing: RehearsingOf, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    with store.reading() as session:
        rehearsing.seminar(session)
        facts = setup_facts(session, visit.asker, rehearsing.seminar_id)
        seminar: Seminar = facts["seminar"]
        facts |= {"counts": COUNTS, "rehearsal": None}
        facts["rooms"] = [(str(each.number), each.number) for each in rooms(session, seminar.id)]
        facts |= _rehearsal_facts(session, rehearsing)
        return page(request, "rehearsals/rehearsal.html", facts, language=seminar.language)


def _rehearsal_facts(session: Session, rehearsing: Rehearsing) -> dict[str, Any]:
    try:
        _, rehearsal = rehearsing.found(session)
    except NotFound:
        return {}
    return {"rehearsal": rehearsal, "playing": rehearsal.is_held(now(session))}


@router.post("/seminars/{seminar_id}/rehearsal")
async def begin(rehearsing: RehearsingOf, request: Request) -> Response:
    """It goes on in the rehearsal's grid, where whoever leads it has their work."""
    wish = await _wish(request, BeginIn)
    seminar_id = await rehearsing.put(wish)
    return go(request, f"/seminars/{seminar_id}/grid")


@router.post("/seminars/{seminar_id}/rehearsal/speed")
async def steer(rehearsing: RehearsingOf, request: Request) -> Response:
    wish = await _wish(request, SpeedIn)
    seminar_id = await rehearsing.put(RehearsalIn(speed=wish.speed))
    return go(request, f"/seminars/{seminar_id}/rehearsal")


@router.post("/seminars/{seminar_id}/rehearsal/wipe")
async def wipe(rehearsing: RehearsingOf, request: Request, links: LinksOf) -> Response:
    """The receipt is in its own address, sealed: the server keeps nothing of what it wiped."""
    receipt = await rehearsing.wipe()
    told = {**asdict(receipt), "at": receipt.at.isoformat(), "of": receipt.rehearsed}
    del told["works"]
    return go(request, f"/rehearsals/wiped/{links.seal(json.dumps(told))}")


@router.get("/rehearsals/wiped/{sealed}")
def show_receipt(sealed: str, request: Request, visit: VisitOf, links: LinksOf) -> Response:
    told = json.loads(links.unseal(sealed) or "{}")
    if not isinstance(told, dict) or not told.get("of"):
        raise NotFound
    told["at"] = datetime.fromisoformat(told["at"])
    return page(request, "rehearsals/wiped.html", {"receipt": told})


async def _wish(request: Request, model: type[M]) -> M:
    """What the page offers to choose; whoever sends something else is told what was wrong."""
    gettext = catalogue(language_of(request)).gettext
    form = forms.read(model, forms.tidy(await request.form()), gettext)
    if form.wish is None:
        raise Invalid(*form.errors.items())
    return form.wish
