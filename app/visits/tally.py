"""How many contributions there are, and from whom: notes, counted for each member."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from app.boards.cells import Cell
from app.rooms.models import Member


@dataclass(frozen=True)
class Tally:
    """`notes` are by the member's id, with None for those that nobody stands behind."""

    notes: Counter[str | None]

    @property
    def all(self) -> int:
        return self.notes.total()

    def of(self, member: Member | None) -> int:
        return self.notes[member.id if member else None]

    def each(self, members: Iterable[Member]) -> list[tuple[Member, int]]:
        return [(member, self.of(member)) for member in members]


def tally(cells: Iterable[Cell]) -> Tally:
    """Of one cell or of many. A note counts for the member whose own answer it stands in, else for
    the one that it is tagged with."""
    return Tally(
        Counter(
            one.answer.member_id or line.member
            for cell in cells
            for one in cell.stored
            for line in one.note_lines
        )
    )
