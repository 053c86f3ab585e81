"""What a hall may see on the projector: one question, the rooms that were chosen, and how many have
answered. Nothing unfinished is ever shown."""

from collections.abc import Collection
from dataclasses import dataclass

from app.boards.state import State
from app.people.rights import Stage
from app.reading.grid import Cell, Coverage, Grid
from app.seminars.models import Prompt
from app.seminars.overview import Work

_WRITTEN = frozenset({Stage.CLOSED, Stage.READING, Stage.ARCHIVED})


@dataclass(frozen=True)
class Slide:
    """`offered` are the cells that may be shown, `chosen` those of them that are."""

    work: Work
    number: int | None
    prompt: Prompt
    coverage: Coverage
    offered: list[Cell]
    chosen: list[Cell]


def may_show(cell: Cell, stage: Stage) -> bool:
    """A room that has said it is done allows it; after closing, what does not seem to break off
    is finished as well."""
    if not cell.given:
        return False
    if stage in _WRITTEN and cell.state is State.ANSWERED:
        return not cell.unfinished
    return cell.state is State.DONE


def slide(grid: Grid, prompt_id: str | None, room_ids: Collection[str]) -> Slide | None:
    """The question that was asked for, else the first that has something to show, else the first;
    None where there are no questions."""
    slides = [_slide(grid, *column, room_ids) for column in grid.prompts]
    asked = [each for each in slides if each.prompt.id == prompt_id]
    return next(iter(asked or [each for each in slides if each.offered] or slides), None)


def _slide(
    grid: Grid, work: Work, number: int | None, prompt: Prompt, room_ids: Collection[str]
) -> Slide:
    column = [cell for row in grid.rows for cell in row.cells if cell.prompt.id == prompt.id]
    offered = [cell for cell in column if may_show(cell, work.stage)]
    chosen = [cell for cell in offered if cell.room.id in room_ids]
    return Slide(work, number, prompt, grid.covered(prompt), offered, chosen)
