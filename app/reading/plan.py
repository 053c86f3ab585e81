"""The plan of a seminar: the one step that comes next, from where its dialogues stand. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.people.rights import Stage
from app.seminars.models import Dialogue
from app.seminars.overview import Work

Kind = Literal["open", "close", "read"]
_REACHED = {
    Stage.DRAFT: 0,
    Stage.OPEN: 1,
    Stage.CLOSING: 2,
    Stage.CLOSED: 2,
    Stage.READING: 3,
}
_TARGET: dict[Kind, int] = {"open": 1, "close": 2, "read": 3}


@dataclass(frozen=True)
class Step:
    """`read` may be for several dialogues at once, the others are for one."""

    kind: Kind
    dialogues: list[Dialogue]


def plan(works: Sequence[Work]) -> list[Step]:
    """Open the first; open the next before the one before it is closed, so that nobody waits at a
    shut door; when all are closed, open reading for all."""
    steps = []
    for before, work in zip((None, *works), works, strict=False):
        steps.append(Step("open", [work.dialogue]))
        if before:
            steps.append(Step("close", [before.dialogue]))
    if works:
        steps.append(Step("close", [works[-1].dialogue]))
        steps.append(Step("read", [work.dialogue for work in works]))
    return steps


def next_step(works: Sequence[Work]) -> Step | None:
    """The first step of the plan that nobody has taken; None when all are, or it is archived."""
    stands = {work.dialogue.id: _REACHED.get(work.stage) for work in works}
    if None in stands.values():
        return None
    for step in plan(works):
        left = [each for each in step.dialogues if (stands[each.id] or 0) < _TARGET[step.kind]]
        if left:
            return Step(step.kind, left)
    return None
