"""The plan of the day made, as a list or from the programme; taken on; what is left of it moved."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.refusals import N_, Invalid
from app.seminars import phases
from app.seminars.models import Seminar, dialogues, prompts
from app.seminars.overview import DialogueView
from app.seminars.plan import GRACE_MINUTES, HOUR, Kind, PlanStep, last_taken, left, steps
from app.seminars.wishes import StepIn
from app.storage.store import now
from app.web.times import TIME_ZONE

MIDNIGHT = 24 * HOUR
MOST_STEPS = 100
TOLD_MINUTES = 10
_GIVEN = {"close": GRACE_MINUTES, "tell": TOLD_MINUTES}


class UnclearStep(Invalid):
    """A step lacks what its kind needs, or is about something of another seminar."""

    type = "unclear_step"
    title = N_("A step of the plan does not say what it is about.")


def put(session: Session, seminar: Seminar, wishes: Sequence[StepIn]) -> list[PlanStep]:
    """The whole plan, in the order of its times; one without a time stays behind the one before it.
    A step whose id is sent stays the same, with what has become of it. Raises UnclearStep."""
    _check(session, seminar, wishes)
    standing = {step.id: step for step in steps(session, seminar.id)}
    for position, wish in enumerate(_by_time(wishes), 1):
        step = standing.pop(wish.id, None) or PlanStep(seminar_id=seminar.id, position=0, kind="")
        step.position, step.at, step.kind = position, wish.minute, wish.kind
        step.dialogue_id, step.prompt_id = wish.dialogue or None, wish.prompt or None
        step.phase, step.text = wish.phase, wish.text
        given = wish.minutes if wish.minutes is not None else _GIVEN.get(wish.kind, 0)
        step.minutes = given
        session.add(step)
    for gone in standing.values():
        session.delete(gone)
    session.flush()
    return steps(session, seminar.id)


def _by_time(wishes: Sequence[StepIn]) -> list[StepIn]:
    timed: list[tuple[int, StepIn]] = []
    for wish in wishes:
        before = timed[-1][0] if timed else 0
        timed.append((before if wish.minute is None else wish.minute, wish))
    return [wish for _, wish in sorted(timed, key=lambda each: each[0])]


def _check(session: Session, seminar: Seminar, wishes: Sequence[StepIn]) -> None:
    """Raises UnclearStep."""
    known = {
        "dialogue": {each.id for each in dialogues(session, seminar.id)},
        "prompt": {each.id for each in prompts(session, seminar.id)},
    }
    wrong = [(f"steps.{at}", wish.lacks) for at, wish in enumerate(wishes) if wish.lacks]
    wrong += [
        (f"steps.{at}.{name}", "one of this seminar's")
        for at, wish in enumerate(wishes)
        for name in known
        if (id := getattr(wish, name)) and id not in known[name]
    ]
    if wrong:
        raise UnclearStep(*wrong)


def from_programme(works: Sequence[DialogueView], begins: int, *, clocks: bool) -> list[StepIn]:
    """A plan from what the programme says of time, each dialogue after the one before it. The time
    of what follows a dialogue without minutes is left open. With `clocks`, every phase is a step.
    """
    return [_wish(step) for step in _drawn(works, begins, clocks=clocks)]


@dataclass(frozen=True)
class Foreseen:
    """What can be said of such a plan before it is made."""

    beyond: int
    """Steps that have no time because the day is over by then."""
    ends: str
    """The time of its last step, empty where that is open."""


def foreseen(works: Sequence[DialogueView], begins: int, *, clocks: bool) -> Foreseen:
    drawn = _drawn(works, begins, clocks=clocks)
    ends = (_wish(drawn[-1]).at or "") if drawn else ""
    return Foreseen(sum(_past(at) for _, at, _ in drawn), ends.replace(":", "."))


_Drawn = tuple[Kind, int | None, dict[str, str]]
"""A step by its kind, its minutes from the midnight before it begins, and what it is about."""


def _drawn(works: Sequence[DialogueView], begins: int, *, clocks: bool) -> list[_Drawn]:
    made: list[_Drawn] = []
    at: int | None = begins
    for before, work in zip((None, *works), works, strict=False):
        made.append(("open", at, {"dialogue": work.dialogue.id}))
        made += [("close", at, {"dialogue": before.dialogue.id})] if before else []
        made += _clocks(work, at) if clocks else []
        minutes = work.dialogue.minutes or work.minutes
        at = at + minutes if at is not None and minutes else None
    if works:
        made.append(("close", at, {"dialogue": works[-1].dialogue.id}))
        made.append(("read", None if at is None else at + GRACE_MINUTES, {}))
    return made


def _clocks(work: DialogueView, at: int | None) -> list[_Drawn]:
    made: list[_Drawn] = []
    for phase in phases.phases(prompt for _, prompt in work.prompts):
        made.append(("clock", at, {"prompt": phase.prompt.id, "phase": phase.name}))
        at = None if at is None else at + phase.minutes
    return made


def _past(at: int | None) -> bool:
    return at is not None and at >= MIDNIGHT


def _wish(step: _Drawn) -> StepIn:
    """Past midnight is another day's, and has no time in this plan."""
    kind, at, about = step
    time = None if at is None or _past(at) else f"{at // HOUR:02}:{at % HOUR:02}"
    return StepIn.model_validate({"kind": kind, "at": time, **about})


def take(session: Session, step: PlanStep, *, skipped: bool = False) -> None:
    """Note that a step was taken, or passed over. A plan that follows from the dialogues alone has
    nothing to note: where they stand says it."""
    if session.get(PlanStep, step.id):
        step.done_at, step.skipped = now(session), skipped
        session.add(step)
        session.flush()


def move_rest(
    session: Session, seminar: Seminar, works: Sequence[DialogueView], minutes: int
) -> None:
    """Let everything that is left come so many minutes later, below 0 earlier. The last step that
    was taken gets the time at which it was: the plan counts on from there. Raises Invalid where
    something would leave the day."""
    plan = steps(session, seminar.id)
    rest = left(plan, works)
    moved = [(step, step.at + minutes) for step in rest if step.at is not None]
    if any(not 0 <= at < MIDNIGHT for _, at in moved):
        raise Invalid(("minutes", "so that every step stays within the day, 00.00 to 23.59"))
    before = last_taken(plan, rest[0]) if rest else None
    if before and before.done_at and before.at is not None:
        here = before.done_at.astimezone(TIME_ZONE)
        moved.append((before, here.hour * HOUR + here.minute))
    for step, at in moved:
        step.at = at
        session.add(step)
    session.flush()


def begin_anew(session: Session, seminar: Seminar) -> None:
    """As if no step had been taken: after a rehearsal, or for another day."""
    for step in steps(session, seminar.id):
        step.done_at, step.skipped = None, False
        session.add(step)
    session.flush()
