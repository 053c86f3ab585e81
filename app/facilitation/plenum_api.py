"""What the projector shows as JSON (docs/api.md, section 2)."""

from typing import cast

from fastapi import Request
from sqlmodel import Session

from app.facilitation.grid import Grid
from app.facilitation.looking import Looking
from app.facilitation.plenum import Show, Slide, Text
from app.facilitation.projecting import (
    PlenumIn,
    Unfinished,
    found_still,
    grid_of_hall,
    looked_up,
    now_shown,
    project,
)
from app.facilitation.wheel import SKIPPED, EverybodyHeard
from app.facilitation.wire import CoverageOut, PlenumOut, PlenumSlide, PlenumText
from app.people.identity import CallerOf, StoreOf, Visit
from app.people.rights import Act
from app.refusals import Invalid
from app.runtime import runtime
from app.seminars.access import seminar_for
from app.seminars.signals import ChangeSignals
from app.web.api import api_router, operation

router = api_router("reading", "/seminars")


@router.get("/{seminar_id}/plenum")
def show_plenum(seminar_id: str, visit: CallerOf, store: StoreOf) -> PlenumOut:
    with store.reading() as session:
        return _plenum_json(session, visit, seminar_id)


@router.put("/{seminar_id}/plenum")
@operation(Invalid, Unfinished, EverybodyHeard)
async def set_plenum(
    seminar_id: str, wish: PlenumIn, request: Request, visit: CallerOf, store: StoreOf
) -> PlenumOut:
    asker = visit.asker
    found = await store.read(lambda session: looked_up(session, asker, seminar_id, wish))
    version = await store.write(lambda session: project(session, asker, found, wish).version)
    await runtime(request)[ChangeSignals].plenum.send_async(seminar_id=seminar_id, version=version)
    return await store.read(lambda session: _plenum_json(session, visit, seminar_id, found))


def _plenum_json(
    session: Session, visit: Visit, seminar_id: str, found: Grid | None = None
) -> PlenumOut:
    """With `found`, which was looked up just now, its texts are not read again."""
    seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
    looking = Looking(session, visit.asker, seminar)
    if found is None:
        found = grid_of_hall(session, seminar, looking.scope)
    found = found_still(session, found, looking.scope)
    return as_json(now_shown(session, found, every_quote=looking.may(Act.SEE_HARVEST)))


def as_json(shown: Show | None) -> PlenumOut:
    if shown is None:
        return _NOTHING
    return {
        "version": shown.stands.version,
        "prompt": shown.prompt.id,
        "at": shown.at,
        "slides": [_slide(each) for each in shown.slides],
        "coverage": cast(CoverageOut, vars(shown.coverage)),
        "rooms": [{"room": spot.room.id, "look": spot.look} for spot in shown.rooms],
        "offered": [_text(each) for each in shown.offered],
        "chosen": [_text(each) for each in shown.chosen],
        "speaks": shown.wheel.now.room.id if shown.wheel.now else None,
        "spoken": [{"room": room, "skipped": how == SKIPPED} for _, room, how in shown.wheel.mine],
        "waiting": len(shown.wheel.waiting),
        "turns": shown.wheel.turns,
    }


def _slide(slide: Slide) -> PlenumSlide:
    text = slide.text
    return {
        "slide": slide.kind,
        "room": text.cell.room.id if text else None,
        "quote": text.quote.quote.id if text and text.quote else None,
        "page": slide.page,
        "pages": len(text.pages) if text else 1,
        "text": "\n".join(f"{said.marker} {said.text}".strip() for said in slide.said),
        "changed": bool(text and text.changed),
    }


def _text(text: Text) -> PlenumText:
    return {"room": text.cell.room.id, "quote": text.quote.quote.id if text.quote else None}


_NOTHING: PlenumOut = {
    "version": 0,
    "prompt": None,
    "at": 0,
    "slides": [],
    "coverage": {"answered": 0, "rooms": 0, "doubles": 0},
    "rooms": [],
    "offered": [],
    "chosen": [],
    "speaks": None,
    "spoken": [],
    "waiting": 0,
    "turns": 0,
}
