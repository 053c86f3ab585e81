"""The pieces of the grid's page that change while somebody looks: each is the page's part, the
answer to an act and the frame to the others alike, and holds nothing about the viewer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from sqlmodel import Session

from app.facilitation.grid import Grid
from app.facilitation.grid_rows import RoomRow
from app.facilitation.projecting import now_shown
from app.late.contributions import late_count
from app.rooms.messages import told
from app.seminars import clock
from app.seminars.day_shown import day_of
from app.seminars.overview import DialogueView
from app.web.pages import fragment

Kind = Literal["cell", "row", "head"]
KEY_LANGUAGE = "en"
Facts = dict[str, Any]


@dataclass(frozen=True)
class GridPiece:
    """`id` is the element's on the page. `shown` is equal for as long as the element would look the
    same, in any language: so it is known without rendering what there is to tell. Heads are few
    and made of many facts: without it, their own text is their key."""

    kind: Kind
    id: str
    shown: object
    template: str
    facts: Facts

    @cached_property
    def key(self) -> object:
        return self.html(KEY_LANGUAGE) if self.shown is None else self.shown

    def html(self, language: str) -> str:
        return fragment(f"facilitation/_grid_{self.template}.html", language, **self.facts)


def plenum_facts(session: Session, grid: Grid) -> Facts:
    return {"grid": grid, "plenum": now_shown(session, grid) if grid.scope.whole else None}


def plenum_head(session: Session, grid: Grid) -> GridPiece:
    return _head("grid-plenum", "plenum", plenum_facts(session, grid))


def _running(session: Session, grid: Grid) -> Facts:
    running = clock.countdown(session, grid.seminar.id, None)
    asked = {prompt.id: (number, prompt) for _, number, prompt in grid.prompts}
    return {"running": running, "asked": asked.get(running.prompt_id) if running else None}


def _day(session: Session, grid: Grid) -> Facts:
    return {"day": day_of(session, grid.seminar, grid.works)}


def _told(session: Session, grid: Grid) -> Facts:
    return {"told": told(session, grid.seminar.id, grid.scope)}


def _lates(session: Session, grid: Grid) -> Facts:
    return {"lates": late_count(session, grid.seminar.id, grid.scope.rooms)}


def _itself(session: Session, grid: Grid) -> Facts:
    return {}


# A head's element is grid-<name>, its template _grid_<name>.html; made of what the grid has, and:
HEADS: dict[str, Callable[[Session, Grid], Facts]] = {
    "connected": _itself,
    "clock": _running,
    "phases": _itself,
    "next": _day,
    "plan": _day,
    "help": _itself,
    "told": _told,
    "late": _lates,
    "coverage": _itself,
}
STAGES = "stages"
PRESSED = (*(name for name in HEADS if name not in ("next", "coverage")), STAGES)
"""What a press may change of what is not made of all that the rooms have written."""


def head_facts(session: Session, grid: Grid, names: Iterable[str] = HEADS) -> Facts:
    """What stands above the table, but for the projector."""
    facts: Facts = {"grid": grid}
    for needs in dict.fromkeys(HEADS[name] for name in names):
        facts |= needs(session, grid)
    return facts


def heads(session: Session, grid: Grid) -> list[GridPiece]:
    return [
        *some_heads(session, grid, [*HEADS, STAGES]),
        *([plenum_head(session, grid)] if grid.scope.whole else []),
        *(
            _head(f"covered-{prompt.id}", "covered", {"grid": grid, "prompt": prompt})
            for _, _, prompt in grid.prompts
        ),
    ]


def some_heads(session: Session, grid: Grid, names: Sequence[str]) -> list[GridPiece]:
    """Those of these names. Whoever leads chosen rooms starts no clock in all, and drives no
    projector."""
    above = [name for name in HEADS if name in names and (grid.scope.whole or name != "phases")]
    facts = head_facts(session, grid, above)
    stages = grid.works if STAGES in names else []
    return [
        *(_head(f"grid-{name}", name, facts) for name in above),
        *(_head(f"stage-{w.dialogue.id}", "stage", {"work": w, "grid": grid}) for w in stages),
    ]


def _head(id: str, template: str, facts: Facts) -> GridPiece:
    return GridPiece("head", id, None, template, facts)


def table(grid: Grid) -> GridPiece:
    """Its key is its shape: rows and column heads, without what stands in them."""
    columns = [
        (work.dialogue.title, number, prompt.id, prompt.label, prompt.text, prompt.text_nn)
        for work in grid.begun
        for number, prompt in work.prompts
    ]
    shape = (columns, grid.unfolded, [row.room.id for row in grid.rows], grid.duties)
    return GridPiece("head", "grid-table", shape, "table", {"grid": grid, "chosen": None})


def rows_and_cells(grid: Grid) -> list[GridPiece]:
    made = []
    for row in grid.rows:
        room = row.room.id
        made.append(GridPiece("row", f"room-{room}", row.shown, "room", {"grid": grid, "row": row}))
        for work in grid.begun:
            made += [_folded(row, work)] if len(grid.begun) > 1 else []
            made += [
                GridPiece(
                    "cell", f"cell-{room}-{cell.prompt.id}", cell.shown, "cell", {"cell": cell}
                )
                for cell in row.of(work)
            ]
    return made


def _folded(row: RoomRow, work: DialogueView) -> GridPiece:
    given = tuple(cell.given for cell in row.of(work))
    id = f"folded-{row.room.id}-{work.dialogue.id}"
    return GridPiece("cell", id, given, "folded", {"row": row, "work": work})
