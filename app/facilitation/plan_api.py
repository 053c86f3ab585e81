"""The plan of the day as JSON (docs/api.md, section 2)."""

from typing import Annotated, cast

from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlmodel import Session

from app.facilitation import day
from app.facilitation.day import NoClock, StepTaken
from app.facilitation.day_pages import publish_step
from app.facilitation.lead import LONGEST_SEALED, Lead, LeadCallOf
from app.facilitation.wire import PlanOut, PlanStepOut, PlanTaken
from app.people.idempotency import Named
from app.people.identity import CallerOf, StoreOf
from app.people.naming import NamingOf
from app.people.rights import Act, Closed
from app.refusals import MovedOn, NameTaken
from app.seminars import planning
from app.seminars.access import seminar_for
from app.seminars.api import iso
from app.seminars.models import Seminar
from app.seminars.overview import DialogueView, works
from app.seminars.plan import Kind, PlanStep, delay, is_done, left, plan, steps
from app.seminars.plan_pages import change_plan
from app.seminars.setup import SetupCallOf
from app.seminars.wishes import StepIn, TimeOfDay
from app.storage.store import now
from app.web.api import api_router, one_of, operation

router = api_router("reading", "/seminars")


class PlanIn(BaseModel):
    """The whole plan as a list, or made from the programme, from a clock time on."""

    model_config = ConfigDict(json_schema_extra=one_of(["steps"], ["begins"]))

    steps: list[StepIn] = Field(default_factory=list, max_length=planning.MOST_STEPS)
    begins: TimeOfDay = ""
    clocks: bool = False

    @model_validator(mode="after")
    def one_of_two(self) -> "PlanIn":
        if len(self.model_fields_set & {"steps", "begins"}) != 1:
            raise ValueError("either steps or begins")
        return self

    def wishes(self, programme: list[DialogueView]) -> list[StepIn]:
        if not self.begins:
            return self.steps
        begins = int(self.begins[:2]) * 60 + int(self.begins[3:])
        return planning.from_programme(programme, begins, clocks=self.clocks)


class TakeIn(Named):
    """`step` is the one that was seen to come next."""

    step: Annotated[str, Field(max_length=80)]
    skip: bool = False


class MoveRestIn(Named):
    minutes: int = Field(ge=-600, le=600)


class UndoStepIn(BaseModel):
    undo: Annotated[str, Field(max_length=LONGEST_SEALED)]


@router.get("/{seminar_id}/plan")
def show_plan(seminar_id: str, visit: CallerOf, store: StoreOf) -> PlanOut:
    with store.reading() as session:
        return as_json(session, seminar_for(session, visit.asker, seminar_id, Act.SEE_GRID))


@router.put("/{seminar_id}/plan")
@operation(Closed, planning.UnclearStep)
async def put_plan(setup: SetupCallOf, wish: PlanIn) -> PlanOut:
    def deed(session: Session, seminar: Seminar) -> PlanOut:
        planning.put(session, seminar, wish.wishes(works(session, seminar)))
        return as_json(session, seminar)

    return await change_plan(setup, deed)


@router.post("/{seminar_id}/plan/take")
@operation(Closed, StepTaken, NoClock, NameTaken)
async def take_step(lead: LeadCallOf, wish: TakeIn, naming: NamingOf) -> PlanTaken:
    def verb(session: Session) -> tuple[str, list[str], str]:
        deed = day.skip if wish.skip else day.take
        taken = deed(session, lead.visit.asker, lead.seminar_id, wish.step)
        return taken.step.kind, *taken.told

    await lead.clock_for_all()
    (kind, dialogue_ids, part), undo = await lead.press(verb, call=naming.call(wish))
    await publish_step(lead, dialogue_ids, part)
    return await _plan_after(lead, "" if kind == "read" and not wish.skip else undo)


@router.post("/{seminar_id}/plan/move")
@operation(Closed, NameTaken)
async def move_rest(lead: LeadCallOf, wish: MoveRestIn, naming: NamingOf) -> PlanTaken:
    def verb(session: Session) -> None:
        day.move_rest(session, lead.visit.asker, lead.seminar_id, wish.minutes)

    _, undo = await lead.press(verb, call=naming.call(wish))
    await lead.planned()
    return await _plan_after(lead, undo)


@router.post("/{seminar_id}/plan/undo")
@operation(Closed, MovedOn)
async def undo_step(lead: LeadCallOf, wish: UndoStepIn) -> PlanOut:
    await lead.store.read(
        lambda session: seminar_for(session, lead.visit.asker, lead.seminar_id, Act.LEAD)
    )
    if not await lead.take_back(wish.undo):
        raise MovedOn
    return await lead.store.read(lambda session: as_json(session, _seminar(session, lead)))


async def _plan_after(lead: Lead, undo: str) -> PlanTaken:
    """The plan as it is now, and what takes the press back."""
    shown = await lead.store.read(lambda session: as_json(session, _seminar(session, lead)))
    return {**shown, "undo": undo or None}


def _seminar(session: Session, lead: Lead) -> Seminar:
    return seminar_for(session, lead.visit.asker, lead.seminar_id, Act.SEE_GRID)


def as_json(session: Session, seminar: Seminar) -> PlanOut:
    programme = works(session, seminar)
    day_plan = plan(session, seminar.id, programme)
    rest = left(day_plan, programme)
    return {
        "made": bool(steps(session, seminar.id)),
        "next": rest[0].id if rest else None,
        "delay": delay(day_plan, programme, now(session)),
        "steps": [_step(step, done=is_done(step, programme)) for step in day_plan],
    }


def _step(step: PlanStep, *, done: bool) -> PlanStepOut:
    return {
        "id": step.id,
        "at": step.time.replace(".", ":") or None,
        "kind": cast("Kind", step.kind),
        "dialogue": step.dialogue_id,
        "prompt": step.prompt_id,
        "phase": step.phase,
        "minutes": step.minutes,
        "text": step.text,
        "done": done,
        "skipped": step.skipped,
        "done_at": iso(step.done_at),
    }
