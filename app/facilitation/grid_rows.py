"""A row of the grid: a room, who is there, and whether it needs somebody."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from app.facilitation.grid_cells import GridCell
from app.rooms.models import Member, Room
from app.seminars.overview import DialogueView
from app.seminars.room_stages import RoomStage

Needs = Literal["help", "seen", "late", "nobody", ""]


@dataclass(frozen=True)
class RoomRow:
    """A room. `here` counts people connected now, `held` the duties that somebody holds; `calls` is
    whether its call for help still stands, `expected` in which dialogues people should be writing
    by now. `into` is the number of the room that it goes on in, and `brought` are those of the
    rooms that go on in it. `texts` reads what all rooms have written, once, for whoever asks."""

    room: Room
    members: list[Member]
    here: int
    held: int
    calls: bool
    expected: frozenset[str]
    texts: Callable[[], dict[str, list[GridCell]]]
    into: int | None = None
    brought: tuple[int, ...] = ()

    @cached_property
    def cells(self) -> list[GridCell]:
        """In the order of the programme."""
        return self.texts().get(self.room.id, [])

    @property
    def awaited(self) -> bool:
        """Whether people should be there who, as far as can be seen, are not: somewhere it writes,
        and this room has written nothing there."""
        return bool(self.expected) and not any(
            cell.given for cell in self.cells if cell.prompt.dialogue_id in self.expected
        )

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
        if self.into:
            return ""
        if self.calls:
            return "seen" if self.seen else "help"
        if self.missing:
            return "late"
        return "nobody" if self.awaited and not self.here else ""

    @property
    def alone(self) -> list[RoomStage]:
        """The dialogues that are open to this room and closed to the others."""
        stages = (each.stands for each in self.cells)
        return list({each.dialogue.id: each for each in stages if each.alone}.values())

    @property
    def merged_into(self) -> str | None:
        """The room that it goes on in, by id."""
        return next((one.counts_in for one in self.cells if one.stands.merged), None)

    @property
    def given(self) -> bool:
        return any(cell.given for cell in self.cells)

    def of(self, work: DialogueView) -> list[GridCell]:
        return [cell for cell in self.cells if cell.prompt.dialogue_id == work.dialogue.id]
