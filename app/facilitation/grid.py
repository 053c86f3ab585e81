"""The grid: all answers of a seminar at a glance, which rooms need somebody, and what is covered.

`grid` reads it in a handful of queries, however many rooms there are: the rooms when they are asked
for, and what they have written when that is; the rest is pure.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, cached_property
from typing import Self

from sqlmodel import Session, col, select

from app.boards.coverage import Coverage, covered
from app.facilitation.grid_cells import GridCell, cells_of
from app.facilitation.grid_rows import RoomRow
from app.people.models import Seat
from app.people.rights import WRITABLE
from app.rooms.duties import held_in_rooms
from app.rooms.help import is_calling
from app.rooms.models import Room, rooms
from app.rooms.sitting import by_room, sitting
from app.seminars.access import ALL_ROOMS, Scope
from app.seminars.models import Prompt, Seminar, duties
from app.seminars.overview import DialogueView, works
from app.seminars.room_stages import stages_in
from app.storage.store import now

COMING_MINUTES = 10  # phones go dark while people talk: only then is a room that came once empty


@dataclass(frozen=True)
class Grid:
    """`scope` is the rooms that are looked at: of no other anything is in it; `only` the question
    whose texts alone are. Rooms and texts are read when something is asked that depends on them:
    while the session is open."""

    seminar: Seminar
    works: list[DialogueView]
    duties: int
    looked_up: Callable[[], list[RoomRow]]
    scope: Scope = ALL_ROOMS
    only: str | None = None

    def answers(self, prompt_id: str | None) -> bool:
        """Whether it has what was written to this question, or to all where none is named."""
        return self.only in (None, prompt_id)

    def read(self) -> Self:
        """With all its texts, for whoever goes on without the session."""
        for row in self.rows[:1]:
            row.texts()
        return self

    @cached_property
    def rows(self) -> list[RoomRow]:
        return self.looked_up()

    @property
    def begun(self) -> list[DialogueView]:
        """Dialogues that have columns: what was never opened has nothing to show."""
        begun = [work for work in self.works if work.dialogue.opened_at and work.prompts]
        return begun or [work for work in self.works if work.prompts][:1]

    @property
    def unfolded(self) -> list[str]:
        """Dialogues that show a column for each prompt, by id: those that are written in, else the
        last one that was. The others are one narrow column each."""
        written = [work for work in self.begun if work.stage in WRITABLE] or self.begun[-1:]
        return [work.dialogue.id for work in written]

    def folds(self, work: DialogueView, chosen: str | None) -> bool:
        """Whether a dialogue is one narrow column; `chosen` is the one that somebody asked for."""
        ids = {each.dialogue.id for each in self.begun}
        shown = [chosen] if chosen in ids else self.unfolded
        return work.dialogue.id not in shown

    def columns(self, chosen: str | None) -> int:
        return sum(len(work.prompts) for work in self.begun if not self.folds(work, chosen))

    @property
    def prompts(self) -> list[tuple[DialogueView, int | None, Prompt]]:
        """The columns: each prompt with its dialogue and number."""
        return [(work, number, prompt) for work in self.works for number, prompt in work.prompts]

    @cached_property
    def coverage(self) -> Coverage:
        """Rooms that have answered anything."""
        cells = (cell for row in self.rows for cell in row.cells)
        return covered(cells, len(self.by_themselves))

    @property
    def by_themselves(self) -> list[RoomRow]:
        """The rows that are counted: a room that goes on in another one is none of its own."""
        return [row for row in self.rows if row.into is None]

    @cached_property
    def by_prompt(self) -> dict[str, list[GridCell]]:
        """The cells of each question, by its id."""
        found: dict[str, list[GridCell]] = {prompt.id: [] for _, _, prompt in self.prompts}
        for row in self.rows:
            for cell in row.cells:
                found[cell.prompt.id].append(cell)
        return found

    def covered(self, prompt: Prompt) -> Coverage:
        return covered(self.by_prompt[prompt.id], len(self.by_themselves))

    @property
    def connected(self) -> int:
        return sum(row.here > 0 for row in self.rows)

    @property
    def queue(self) -> list[RoomRow]:
        """Rooms that call, those nobody has seen first, each in the order they called."""
        calling = [(row.seen, row.room.help_called_at, row) for row in self.rows if row.calls]
        return [row for _, _, row in sorted(calling, key=lambda call: call[:2])]

    @property
    def version(self) -> int:
        """Grows with everything that is stored in any room."""
        return sum(row.room.version for row in self.rows)


def grid(
    session: Session,
    seminar: Seminar,
    here: Callable[[str], int],
    scope: Scope = ALL_ROOMS,
    only: str | None = None,
) -> Grid:
    """The grid as it stands now; `here` counts the people connected to a room. With `only` it has
    the cells of that question, and no other text is read."""
    programme = works(session, seminar)

    def looked_up() -> list[RoomRow]:
        return _rows(session, seminar, programme, here, scope, only)

    return Grid(seminar, programme, len(duties(session, seminar.id)), looked_up, scope, only)


def _rows(
    session: Session,
    seminar: Seminar,
    programme: list[DialogueView],
    here: Callable[[str], int],
    scope: Scope,
    only: str | None,
) -> list[RoomRow]:
    stages, came = stages_in(session, seminar), _came(session, seminar.id)
    every = rooms(session, seminar.id)
    number = {room.id: room.number for room in every}
    joined = stages.merges.values()
    seats = sitting(session, seminar.id, joined=joined)
    members = by_room(seats)
    held = held_in_rooms(session, seminar.id)
    into = {each.room_id: number[each.into_id] for each in joined}
    brought = {id: tuple(number[e.room_id] for e in joined if e.into_id == id) for id in number}
    missed, begins = _expected(programme, now(session))

    @cache
    def texts() -> dict[str, list[GridCell]]:
        return cells_of(session, seminar, programme, scope, only, seats, stages)

    def calls(room: Room) -> bool:
        if room.help_called_at is None:
            return False
        stands = [stages.of(work.dialogue, room.id) for work in programme]
        return is_calling(room, stands, archived=stages.archived)

    return [
        RoomRow(
            room,
            members.get(room.id, []),
            here(room.id),
            held.get(room.id, 0),
            calls(room),
            begins if room.id in came else missed,
            texts,
            into.get(room.id),
            brought[room.id],
        )
        for room in every
        if room.id in scope
    ]


def _expected(works: list[DialogueView], moment: datetime) -> tuple[frozenset[str], frozenset[str]]:
    """The dialogues in which people should be writing: in rooms to which nobody came, and in those
    to which somebody did, who are given some time to begin."""
    open_now = [work.dialogue for work in works if work.stage in WRITABLE]
    ids = frozenset(dialogue.id for dialogue in open_now)
    opened = min(filter(None, (dialogue.opened_at for dialogue in open_now)), default=moment)
    begun = moment >= opened + timedelta(minutes=COMING_MINUTES)
    return ids, ids if begun else frozenset()


def _came(session: Session, seminar_id: str) -> set[str]:
    """Rooms in which somebody sits."""
    query = select(Seat.room_id).join(Room, col(Room.id) == col(Seat.room_id)).distinct()
    return set(
        session.exec(query.where(Room.seminar_id == seminar_id, col(Seat.left_at).is_(None)))
    )
