"""The plan of the day as it is gone through: a step is taken once, by whoever presses first."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from app.people.access import Asker
from app.people.rights import Act, Stage
from app.refusals import N_, Refusal
from app.rooms import messages
from app.rooms.models import touch_all
from app.seminars import clock, plan, planning
from app.seminars.access import seminar_for
from app.seminars.models import Dialogue, Seminar
from app.seminars.moving import move
from app.seminars.overview import DialogueView, works
from app.seminars.plan import PlanStep
from app.seminars.room_stages import written_in
from app.storage.store import now

PACE = timedelta(seconds=2)
"""No two steps by hand within it: a button that changes under a finger is not meant."""


class StepTaken(Refusal):
    """Another step comes now than the one that was pressed."""

    type = "step_taken"
    status = 409
    title = N_("Somebody has just taken a step. See what comes now before you press again.")


class NoClock(Refusal):
    type = "no_clock"
    status = 409
    title = N_("No clock was started: the dialogue it belongs to is not open for writing.")


@dataclass(frozen=True)
class TakenStep:
    """A step with the dialogues that it moved, and the parts of the rooms' pages it changed."""

    step: PlanStep
    dialogues: list[Dialogue] = field(default_factory=list)
    part: str = ""

    @property
    def told(self) -> tuple[list[str], str]:
        """What `publish_step` takes."""
        return [each.id for each in self.dialogues], self.part


def take(
    session: Session, asker: Asker, seminar_id: str, step_id: str, *, by_hand: bool = False
) -> TakenStep:
    """Do what the next step says, if that is the one that was seen. Raises StepTaken, NoClock."""
    seminar, step, programme = _next(session, asker, seminar_id, step_id, by_hand=by_hand)
    taken = _done(session, seminar, step, programme)
    planning.take(session, step)
    _keep_pace(session, seminar)
    return taken


def skip(
    session: Session, asker: Asker, seminar_id: str, step_id: str, *, by_hand: bool = False
) -> TakenStep:
    """Pass the next step over: nothing is done in the rooms. Raises StepTaken."""
    seminar, step, _ = _next(session, asker, seminar_id, step_id, by_hand=by_hand)
    planning.take(session, step, skipped=True)
    _keep_pace(session, seminar)
    return TakenStep(step)


def move_rest(session: Session, asker: Asker, seminar_id: str, minutes: int) -> None:
    """Raises Invalid where something would leave the day."""
    seminar = seminar_for(session, asker, seminar_id, Act.LEAD)
    planning.move_rest(session, seminar, works(session, seminar), minutes)


def _next(
    session: Session, asker: Asker, seminar_id: str, step_id: str, *, by_hand: bool
) -> tuple[Seminar, PlanStep, list[DialogueView]]:
    seminar = seminar_for(session, asker, seminar_id, Act.LEAD)
    programme = works(session, seminar)
    rest = plan.left(plan.plan(session, seminar.id, programme), programme)
    before = seminar.stepped_at
    too_soon = by_hand and before is not None and now(session) - before < PACE
    if too_soon or not rest or rest[0].id != step_id:
        raise StepTaken
    return seminar, rest[0], programme


def _keep_pace(session: Session, seminar: Seminar) -> None:
    seminar.stepped_at = now(session)
    session.add(seminar)


def _done(
    session: Session, seminar: Seminar, step: PlanStep, programme: list[DialogueView]
) -> TakenStep:
    if step.kind == "clock":
        return _start_clock(session, seminar, step)
    if step.kind == "tell":
        messages.send(session, seminar.id, step.text, minutes=step.minutes or messages.MINUTES)
        return TakenStep(step, part="messages")
    moved = plan.moves(step, programme)
    for dialogue in moved:
        move(session, dialogue, *_stage(session, step))
    return TakenStep(step, moved)


def _stage(session: Session, step: PlanStep) -> tuple[Stage, datetime | None]:
    if step.kind == "close" and step.minutes:
        return Stage.CLOSING, now(session) + timedelta(minutes=step.minutes)
    stages = {"open": Stage.OPEN, "close": Stage.CLOSED, "read": Stage.READING}
    return stages[step.kind], None


def _start_clock(session: Session, seminar: Seminar, step: PlanStep) -> TakenStep:
    prompt_id = step.prompt_id or ""
    dialogue_id = clock.prompt_in(session, seminar.id, prompt_id).dialogue_id
    if dialogue_id not in {each.id for each in written_in(session, seminar.id, None)}:
        raise NoClock
    clock.start(session, seminar.id, prompt_id, step.phase, minutes=step.minutes or None)
    touch_all(session, seminar.id, "clock")
    return TakenStep(step, part="clock")
