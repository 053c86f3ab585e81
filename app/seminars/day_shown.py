"""The plan of the day as pages show it: each step with what it is about, and which comes now."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.seminars.models import Dialogue, Prompt, Seminar
from app.seminars.overview import DialogueView
from app.seminars.plan import PlanStep, delay, is_done, left, moves, plan, steps
from app.storage.store import now


@dataclass(frozen=True)
class StepShown:
    """`dialogues` are those that it is about; of one that is to come, those that it would move.
    A clock has its prompt, with its number, and how long it is to run."""

    step: PlanStep
    dialogues: list[Dialogue]
    prompt: Prompt | None
    number: int | None
    done: bool
    asks: bool = True
    """Whether what it is about has any questions."""

    @property
    def minutes(self) -> int:
        planned = self.prompt.minutes.get(self.step.phase, 0) if self.prompt else 0
        return self.step.minutes or planned


@dataclass(frozen=True)
class Day:
    """`made` is whether somebody has made the plan; `delay` is in minutes."""

    steps: list[StepShown]
    next: StepShown | None
    delay: int
    made: bool


def day_of(session: Session, seminar: Seminar, works: Sequence[DialogueView]) -> Day:
    in_order = plan(session, seminar.id, works)
    rest = [] if seminar.archived_at else left(in_order, works)
    shown = [_step_shown(step, works) for step in in_order]
    return Day(
        shown,
        next((each for each in shown if rest and each.step is rest[0]), None),
        delay(in_order, works, now(session)) if rest else 0,
        made=bool(steps(session, seminar.id)),
    )


def _step_shown(step: PlanStep, works: Sequence[DialogueView]) -> StepShown:
    asked = {each.id: (number, each, work) for work in works for number, each in work.prompts}
    number, prompt, work = asked.get(step.prompt_id or "", (None, None, None))
    about = [work.dialogue] if work else _about(step, works)
    asks = any(work.prompts for work in works if work.dialogue in about)
    return StepShown(step, about, prompt, number, is_done(step, works), asks)


def _about(step: PlanStep, works: Sequence[DialogueView]) -> list[Dialogue]:
    if step.kind in ("tell", "point"):
        return []
    named = [work.dialogue for work in works if step.dialogue_id in (None, work.dialogue.id)]
    return moves(step, works) or named
