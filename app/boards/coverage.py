"""How many rooms have answered, of how many."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.boards.cells import Cell


@dataclass(frozen=True)
class Coverage:
    """Counted in rooms, or where it is told so in members. `doubles` are answers that say again
    what stands in another, as somebody has settled, and counts there."""

    answered: int = 0
    rooms: int = 0
    doubles: int = 0


def covered(some: Iterable[Cell], rooms: int) -> Coverage:
    """What these cells come to, of so many rooms; rooms that were merged are one."""
    answered, doubles = set(), 0
    for cell in some:
        if cell.counted.given:
            answered.add(cell.counts_in)
        doubles += sum(bool(one.again) for one in cell.answers)
    return Coverage(len(answered), rooms, doubles)
