"""The grid: all answers of a seminar at a glance, which rooms need somebody, and what is covered.

`grid` reads it in a handful of queries, however many rooms there are; the rest is pure.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlmodel import Session, col, select

from app.boards import cells as boards
from app.boards.state import State
from app.people.models import Seat
from app.people.rights import Stage
from app.rooms.duties import held_in_rooms
from app.rooms.help import is_calling
from app.rooms.models import Member, Room, rooms, seated
from app.seminars.access import ALL_ROOMS, Scope
from app.seminars.clock import running
from app.seminars.models import Countdown, Prompt, Seminar, duties
from app.seminars.overview import Work, works
from app.seminars.phases import taken_together
from app.storage.store import now

Needs = Literal["help", "seen", "late", "nobody", ""]
COMING_MINUTES = 10  # phones go dark while people talk: only then is a room that came once empty
_WRITTEN_IN = frozenset({Stage.OPEN, Stage.CLOSING})


@dataclass(frozen=True)
class Coverage:
    """Counted in rooms: how many have answered, of how many."""

    answered: int
    rooms: int


@dataclass(frozen=True)
class Cell(boards.Cell):
    """`late` where an answer might be expected by now; `phase` is the one that the room is in with
    this question, by its clock."""

    late: bool = False
    phase: str = ""

    @property
    def state(self) -> State:
        """What is only a summary is an answer as well."""
        state = super().state
        return State.ANSWERED if state is State.EMPTY and self.given else state

    @property
    def missing(self) -> bool:
        """The one sign a silent room gives: no text and late. Whoever said something is not silent,
        and a quiet room that has written is left in peace."""
        return self.late and self.state is State.EMPTY

    @property
    def overdue(self) -> bool:
        """Missing while the room can still write: once it cannot, its time is no longer running."""
        return self.missing and not self.over

    @property
    def shown(self) -> tuple[object, ...]:
        """All that is seen of it."""
        return (self.state, self.over, self.words, self.written_at, self.missing, self.phase)


@dataclass(frozen=True)
class Row:
    """A room with its cells in the order of the programme. `here` counts people connected now,
    `held` the duties that somebody holds; `calls` is whether its call for help still stands, and
    `awaited` whether people should be writing in it."""

    room: Room
    members: list[Member]
    here: int
    held: int
    calls: bool
    awaited: bool
    cells: list[Cell]

    @property
    def seen(self) -> bool:
        """Whether the room knows that somebody is on the way."""
        return self.calls and self.room.help_seen_at is not None

    @property
    def taken_by(self) -> str | None:
        """By whom the call is taken; empty for whoever came by the facilitator's link."""
        return self.room.help_taken_by if self.seen else None

    @property
    def missing(self) -> int:
        return sum(cell.missing for cell in self.cells)

    @property
    def needs(self) -> Needs:
        """What the room needs somebody for, most pressing first; nothing: leave it in peace."""
        if self.calls:
            return "seen" if self.seen else "help"
        if self.missing:
            return "late"
        return "nobody" if self.awaited and not self.here else ""

    @property
    def given(self) -> bool:
        return any(cell.given for cell in self.cells)

    def of(self, work: Work) -> list[Cell]:
        return [cell for cell in self.cells if cell.prompt.dialogue_id == work.dialogue.id]

    @property
    def shown(self) -> tuple[object, ...]:
        """All that is seen of it beside its cells."""
        names = (self.room.number, self.room.name, *(each.name for each in self.members))
        return (self.needs, self.here, self.held, names)


@dataclass(frozen=True)
class Grid:
    """`scope` is the rooms that are looked at: of no other anything is in it."""

    seminar: Seminar
    works: list[Work]
    duties: int
    rows: list[Row]
    scope: Scope = ALL_ROOMS

    @property
    def begun(self) -> list[Work]:
        """Dialogues that have columns: what was never opened has nothing to show."""
        begun = [work for work in self.works if work.dialogue.opened_at and work.prompts]
        return begun or [work for work in self.works if work.prompts][:1]

    @property
    def unfolded(self) -> list[str]:
        """Dialogues that show a column for each prompt, by id: those that are written in, else the
        last one that was. The others are one narrow column each."""
        written = [work for work in self.begun if work.stage in _WRITTEN_IN] or self.begun[-1:]
        return [work.dialogue.id for work in written]

    def folds(self, work: Work, chosen: str | None) -> bool:
        """Whether a dialogue is one narrow column; `chosen` is the one that somebody asked for."""
        ids = {each.dialogue.id for each in self.begun}
        shown = [chosen] if chosen in ids else self.unfolded
        return work.dialogue.id not in shown

    def columns(self, chosen: str | None) -> int:
        return sum(len(work.prompts) for work in self.begun if not self.folds(work, chosen))

    @property
    def prompts(self) -> list[tuple[Work, int | None, Prompt]]:
        """The columns: each prompt with its dialogue and number."""
        return [(work, number, prompt) for work in self.works for number, prompt in work.prompts]

    @property
    def coverage(self) -> Coverage:
        """Rooms that have answered anything."""
        return Coverage(sum(row.given for row in self.rows), len(self.rows))

    def covered(self, prompt: Prompt) -> Coverage:
        given = (
            cell.given for row in self.rows for cell in row.cells if cell.prompt.id == prompt.id
        )
        return Coverage(sum(given), len(self.rows))

    def unanswered(self, dialogue_id: str) -> int:
        """How many rooms have said nothing yet to some question of a dialogue."""
        return sum(
            any(
                cell.prompt.dialogue_id == dialogue_id and cell.state is State.EMPTY
                for cell in row.cells
            )
            for row in self.rows
        )

    @property
    def connected(self) -> int:
        return sum(row.here > 0 for row in self.rows)

    @property
    def queue(self) -> list[Row]:
        """Rooms that call, those nobody has seen first, each in the order they called."""
        calling = [(row.seen, row.room.help_called_at, row) for row in self.rows if row.calls]
        return [row for _, _, row in sorted(calling, key=lambda call: call[:2])]

    @property
    def version(self) -> int:
        """Grows with everything that is stored in any room."""
        return sum(row.room.version for row in self.rows)


def seen(cell: boards.Cell, *, late: bool, phase: str = "") -> Cell:
    """A cell as those who lead look at it."""
    return Cell(**vars(cell), late=late, phase=phase)


def is_late(work: Work, moment: datetime) -> bool:
    """Whether an answer might be expected by now: its dialogue is closed, or has been open longer
    than its minutes. Without minutes nothing is late before it is closed; that it will close does
    not make anything late, since there is time until then."""
    if work.stage not in _WRITTEN_IN:
        return work.stage is Stage.CLOSED
    opened = work.dialogue.opened_at
    return bool(opened and work.minutes and moment > opened + timedelta(minutes=work.minutes))


def grid(
    session: Session, seminar: Seminar, here: Callable[[str], int], scope: Scope = ALL_ROOMS
) -> Grid:
    """The grid as it stands now; `here` counts the people connected to a room."""
    programme = works(session, seminar)
    members, held = seated(session, seminar.id), held_in_rooms(session, seminar.id)
    cells, came = _cells(session, seminar, programme, scope), _came(session, seminar.id)
    in_order, moment = [work.dialogue for work in programme], now(session)
    rows = [
        Row(
            room,
            members.get(room.id, []),
            here(room.id),
            held.get(room.id, 0),
            is_calling(room, in_order, moment, archived=seminar.archived_at is not None),
            _awaited(programme, moment, cells.get(room.id, []), came=room.id in came),
            cells.get(room.id, []),
        )
        for room in rooms(session, seminar.id)
        if room.id in scope
    ]
    return Grid(seminar, programme, len(duties(session, seminar.id)), rows, scope)


def _awaited(works: list[Work], moment: datetime, cells: list[Cell], *, came: bool) -> bool:
    """Whether people should be there who, as far as can be seen, are not: somewhere it writes, and
    this room has written nothing there. Where people came, they are given some time to begin."""
    open_now = [work.dialogue for work in works if work.stage in _WRITTEN_IN]
    ids = {dialogue.id for dialogue in open_now}
    if not open_now or any(cell.given for cell in cells if cell.prompt.dialogue_id in ids):
        return False
    opened = min(filter(None, (dialogue.opened_at for dialogue in open_now)), default=moment)
    return not came or moment >= opened + timedelta(minutes=COMING_MINUTES)


def _came(session: Session, seminar_id: str) -> set[str]:
    """Rooms in which somebody sits."""
    query = select(Seat.room_id).join(Room, col(Room.id) == col(Seat.room_id)).distinct()
    return set(
        session.exec(query.where(Room.seminar_id == seminar_id, col(Seat.left_at).is_(None)))
    )


def _cells(
    session: Session, seminar: Seminar, programme: list[Work], scope: Scope
) -> dict[str, list[Cell]]:
    """By room id, in the order of the programme."""
    moment = now(session)
    # While it is written somewhere, what is over asks nobody to come: it stays as it is.
    asked = [work for work in programme if work.stage in _WRITTEN_IN] or programme
    waited = {work.dialogue.id for work in asked if is_late(work, moment)}
    late = {each.id: work.dialogue.id in waited for work in programme for _, each in work.prompts}
    clocks = running(session, seminar.id)
    together = taken_together([each for work in programme for _, each in work.prompts])
    cells: dict[str, list[Cell]] = {}
    for one in boards.cells(session, seminar.id, list(late), scope.rooms):
        phase = _phase(clocks, one.room.id, together[one.prompt.id])
        cells.setdefault(one.room.id, []).append(seen(one, late=late[one.prompt.id], phase=phase))
    return cells


def _phase(clocks: list[Countdown], room_id: str, prompt_ids: set[str]) -> str:
    """The phase in which a room is with these questions, by the clock that it saw start last."""
    shown = next((each for each in clocks[::-1] if each.room_id in (None, room_id)), None)
    return shown.phase if shown and shown.prompt_id in prompt_ids else ""
