"""The plan of the day: what whoever leads does, one step after the other, and at which clock times.

Where nobody has made one, it follows from the dialogues alone and has no times. All but reading it
is pure; `planning.py` makes and changes it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey
from sqlmodel import Column, Field, Session, SQLModel, String, col, select

from app.people.rights import Stage
from app.seminars.models import Dialogue, owned_by
from app.seminars.overview import DialogueView
from app.storage.ids import new_id
from app.storage.store import UtcDateTime
from app.web.times import TIME_ZONE

Kind = Literal["open", "clock", "close", "read", "tell", "point"]
"""Open, close, read: stages of dialogues. `clock` starts a phase in all rooms, `tell` tells them a
line; a `point` changes nothing there: plenary, lunch."""
GRACE_MINUTES = 5
HOUR = 60
LEAST_DELAY = 2
ANOTHER_DAY = 3 * HOUR
"""A seminar has no date: what is further from its time than this was not meant for today."""
_REACHED = {Stage.DRAFT: 0, Stage.OPEN: 1, Stage.CLOSING: 2, Stage.CLOSED: 2, Stage.READING: 3}
_TARGET = {"open": 1, "close": 2, "read": 3}


def _foreign_key(table: str) -> "Column[str | None]":
    """A key to what a step is about; the step goes with it."""
    return Column(String, ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=True, index=True)


class PlanStep(SQLModel, table=True):
    """One step. `at` counts minutes from midnight where the seminar is; None is after the step
    before it. `minutes` are the grace of a closing, the length of a clock (0: the programme's), how
    long a line stands. A step that reads has no dialogue where all are opened."""

    __tablename__ = "plan_step"

    id: str = Field(default_factory=new_id, primary_key=True)
    seminar_id: str = Field(sa_column=owned_by("seminar"))
    position: int
    at: int | None = None
    kind: str
    dialogue_id: str | None = Field(default=None, sa_column=_foreign_key("dialogue"))
    prompt_id: str | None = Field(default=None, sa_column=_foreign_key("prompt"))
    phase: str = ""
    minutes: int = 0
    text: str = ""
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    skipped: bool = False

    @property
    def time(self) -> str:
        """`09.05`, or nothing."""
        return "" if self.at is None else f"{self.at // HOUR:02}.{self.at % HOUR:02}"


def steps(session: Session, seminar_id: str) -> list[PlanStep]:
    """As somebody has made it; empty where nobody has."""
    query = select(PlanStep).where(PlanStep.seminar_id == seminar_id)
    return list(session.exec(query.order_by(col(PlanStep.position))))


def plan(session: Session, seminar_id: str, works: Sequence[DialogueView]) -> list[PlanStep]:
    return steps(session, seminar_id) or derived(works)


def derived(works: Sequence[DialogueView]) -> list[PlanStep]:
    """Open the first; open the next before the one before it is closed, so that nobody waits at a
    shut door; when all are closed, open reading for all. Not stored: a step's id is made of what
    it does."""
    found: list[PlanStep] = []
    for before, work in zip((None, *works), works, strict=False):
        found.append(_derived("open", work.dialogue, len(found)))
        if before:
            found.append(_derived("close", before.dialogue, len(found)))
    if works:
        found.append(_derived("close", works[-1].dialogue, len(found)))
        found.append(_derived("read", works[-1].dialogue, len(found)))
        found[-1].dialogue_id = None
    return found


def _derived(kind: Kind, dialogue: Dialogue, before: int) -> PlanStep:
    return PlanStep(
        id=f"{kind}-{dialogue.id}",
        seminar_id=dialogue.seminar_id,
        position=before + 1,
        kind=kind,
        dialogue_id=dialogue.id,
        minutes=GRACE_MINUTES if kind == "close" else 0,
    )


def moves(step: PlanStep, works: Iterable[DialogueView]) -> list[Dialogue]:
    """The dialogues whose stage a step still has to set."""
    target = _TARGET.get(step.kind, 0)
    return [
        work.dialogue
        for work in works
        if step.dialogue_id in (None, work.dialogue.id) and _REACHED.get(work.stage, 3) < target
    ]


def is_done(step: PlanStep, works: Sequence[DialogueView]) -> bool:
    """A stage may also have been set by hand, and may be set back; where nobody writes any more,
    no clock is to be started."""
    if step.kind in _TARGET:
        return step.skipped or not moves(step, works)
    about = [work for work in works if step.prompt_id in {each.id for _, each in work.prompts}]
    return step.done_at is not None or any(_REACHED.get(each.stage, 3) > 1 for each in about)


def left(plan: Iterable[PlanStep], works: Sequence[DialogueView]) -> list[PlanStep]:
    """The steps that are still to be taken, the next one first; none in an archive."""
    if any(work.stage is Stage.ARCHIVED for work in works):
        return []
    return [step for step in plan if not is_done(step, works)]


def last_taken(plan: Iterable[PlanStep], coming: PlanStep) -> PlanStep | None:
    """The step before the next one that somebody took."""
    taken = [
        each
        for each in plan
        if each.position < coming.position and each.done_at and not each.skipped
    ]
    return taken[-1] if taken else None


def delay(plan: Sequence[PlanStep], works: Sequence[DialogueView], moment: datetime) -> int:
    """By how many minutes the day is behind its plan, below 0 ahead of it; 0 where that is too
    little to speak of, or there is no time left to move."""
    rest = left(plan, works)
    if not any(step.at is not None for step in rest):
        return 0
    found, before = _minute(moment) - (rest[0].at or 0), last_taken(plan, rest[0])
    if rest[0].at is None or found < 0:
        found = _lag(before, moment) if before else 0
    return found if LEAST_DELAY <= abs(found) <= ANOTHER_DAY else 0


def _lag(step: PlanStep, moment: datetime) -> int:
    """How much later than planned a step was taken today."""
    here = step.done_at and step.done_at.astimezone(TIME_ZONE)
    if step.at is None or not here or here.date() != moment.astimezone(TIME_ZONE).date():
        return 0
    return _minute(here) - step.at


def _minute(moment: datetime) -> int:
    here = moment.astimezone(TIME_ZONE)
    return here.hour * HOUR + here.minute
