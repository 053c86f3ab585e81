"""The cells of the grid: an answer as those who lead look at it, and whether it is late."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from app.boards import cells as boards
from app.boards.state import State
from app.people.rights import WRITABLE
from app.rooms.sitting import ByPlace
from app.seminars.access import Scope
from app.seminars.clock import shown_in
from app.seminars.models import VISIT, Seminar
from app.seminars.overview import DialogueView
from app.seminars.phases import taken_together
from app.seminars.room_stages import RoomStages
from app.storage.store import now
from app.visits.tally import Tally, tally


@dataclass(frozen=True)
class GridCell(boards.Cell):
    """`late` where an answer might be expected by now; `phase` is the one that the room is in with
    this question, by its clock. `visit` is whether contributions are counted in it."""

    late: bool = False
    phase: str = ""
    visit: bool = False

    @property
    def state(self) -> State:
        """What is only a summary is an answer as well."""
        state = super().state
        return State.ANSWERED if state is State.EMPTY and self.given else state

    @property
    def missing(self) -> bool:
        """The one sign a silent room gives: no text and late. Whoever said something is not silent,
        and a quiet room that has written is left in peace."""
        return self.late and self.state is State.EMPTY and not self.brought

    @property
    def contributions(self) -> Tally:
        return tally([self])


_OF_CELL = [each.name for each in fields(boards.Cell)]


def cell_as_led(cell: boards.Cell, **more: Any) -> GridCell:
    """A cell as those who lead look at it."""
    return GridCell(**{name: getattr(cell, name) for name in _OF_CELL}, **more)


def is_late(work: DialogueView, moment: datetime) -> bool:
    """Whether an answer might be expected by now: its dialogue has been open longer than its
    minutes. What is over asks nobody to come: it says that there is no answer, and stays calm."""
    opened = work.dialogue.opened_at
    over = bool(opened and work.minutes and moment > opened + timedelta(minutes=work.minutes))
    return over and work.stage in WRITABLE


def cells_of(
    session: Session,
    seminar: Seminar,
    programme: list[DialogueView],
    scope: Scope,
    only: str | None,
    seats: ByPlace,
    stages: RoomStages,
) -> dict[str, list[GridCell]]:
    """By room id, in the order of the programme."""
    moment = now(session)
    waited = {work.dialogue.id for work in programme if is_late(work, moment)}
    late = {each.id: work.dialogue.id in waited for work in programme for _, each in work.prompts}
    asked_of = [only] if only else list(late)
    found = boards.cells(session, seminar.id, asked_of, scope.rooms, seats=seats, stages=stages)
    clocks = shown_in(session, seminar, {one.room.id for one in found}, stages)
    together = taken_together([each for work in programme for _, each in work.prompts])
    cells: dict[str, list[GridCell]] = {}
    for one in found:
        clock = clocks.get(one.room.id)
        phase = clock.phase if clock and clock.prompt_id in together[one.prompt.id] else ""
        again = one.stands.alone or one.stands.merged  # it has time again, or owes nothing here
        asks = late[one.prompt.id] and not again
        more = {"late": asks, "phase": phase, "visit": seminar.kind == VISIT}
        cells.setdefault(one.room.id, []).append(cell_as_led(one, **more))
    return cells
