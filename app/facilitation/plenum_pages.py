"""The projector's page, and what is pressed on it and on the grid to change what it shows."""

from typing import Annotated, Any, Literal, cast

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel, Field
from sqlmodel import Session
from starlette.responses import Response

from app.facilitation.grid import Grid
from app.facilitation.grid_parts import GridPiece, plenum_head
from app.facilitation.lead import Lead, LeadOf
from app.facilitation.looking import Looking
from app.facilitation.projecting import (
    MOST_CHOSEN,
    ChosenIn,
    Deed,
    PlenumIn,
    found_still,
    grid_of_hall,
    looked_up,
    now_shown,
    project,
)
from app.facilitation.projector import Kind
from app.people.identity import StoreOf, VisitOf
from app.people.rights import Act
from app.refusals import N_
from app.runtime import runtime
from app.seminars.access import seminar_for
from app.seminars.clock import countdown
from app.seminars.signals import ChangeSignals
from app.storage.ids import Id
from app.web.pages import go, page

router = APIRouter(prefix="/seminars/{seminar_id}", include_in_schema=False)
Key = Annotated[str, Field(max_length=60, pattern="^(room|quote):")]
_STEPS: dict[int, Literal[-1, 1]] = {-1: -1, 1: 1}
SAID: dict[Kind, str] = {
    "question": N_("The question is on the projector."),
    "rooms": N_("The rooms are on the projector."),
    "text": N_("The text is on the projector."),
    "wheel": N_("Who speaks next is on the projector."),
}


@router.get("/plenum")
def show_plenum(seminar_id: str, request: Request, visit: VisitOf, store: StoreOf) -> Response:
    """What the hall sees, and for whoever leads a panel that it does not see."""
    with store.reading() as session:
        seminar = seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID)
        looking = Looking(session, visit.asker, seminar)
        grid = grid_of_hall(session, seminar, looking.scope)
        facts: dict[str, Any] = {
            **looking.facts,
            "grid": grid,
            "plenum": now_shown(session, grid, every_quote=looking.may(Act.SEE_HARVEST)),
            "running": countdown(session, seminar.id, None),
        }
        return page(request, "facilitation/plenum.html", facts, language=seminar.language)


class PressIn(BaseModel):
    """A press, as forms send it; with `choosing` the texts that are ticked are the chosen ones."""

    prompt: Id = ""
    slide: Kind | Literal[""] = ""
    room: Id = ""
    step: int = Field(default=0, ge=-1, le=1)
    wheel: Deed | Literal[""] = ""
    turns: int | None = None
    choosing: bool = False
    chosen: list[Key] = Field(default_factory=list, max_length=MOST_CHOSEN)

    @property
    def wish(self) -> PlenumIn:
        parts = [key.partition(":") for key in self.chosen]
        chosen = [ChosenIn.model_validate({kind: id}) for kind, _, id in parts]
        return PlenumIn(
            prompt=self.prompt or None,
            chosen=chosen if self.choosing else None,
            slide=self.slide or None,
            room=self.room or None,
            step=_STEPS.get(self.step),
            wheel=self.wheel or None,
            turns=self.turns,
        )


@router.post("/plenum")
async def press(lead: LeadOf, pressed: Annotated[PressIn, Form()]) -> Response:
    """The page looks again by itself; one without scripts is led back to it."""
    await _project(lead, pressed)
    if "hx-request" in lead.request.headers:
        return Response(status_code=204)
    return go(lead.request, f"/seminars/{lead.seminar_id}/plenum")


@router.post("/grid/plenum")
async def press_on_grid(lead: LeadOf, pressed: Annotated[PressIn, Form()]) -> Response:
    shown, found = await _project(lead, pressed)

    def head(session: Session) -> list[GridPiece]:
        return [plenum_head(session, found_still(session, found))]

    return await lead.say(SAID[shown], pieces=head)


async def _project(lead: Lead, pressed: PressIn) -> tuple[Kind, Grid]:
    """Done, and told to every window; what kind of slide is shown, and by what it was decided."""
    wish, asker = pressed.wish, lead.visit.asker
    found = await lead.store.read(lambda session: looked_up(session, asker, lead.seminar_id, wish))

    def verb(session: Session) -> tuple[int, Kind]:
        stands = project(session, asker, found, wish)
        return stands.version, cast("Kind", stands.slide)

    version, shown = await lead.write(verb)
    await runtime(lead.request)[ChangeSignals].plenum.send_async(
        seminar_id=lead.seminar_id, version=version
    )
    return shown, found
