"""The pieces of the grid's page that change while somebody looks: each is the page's part, the
answer to an act and the frame to the others alike, and holds nothing about the viewer."""

from dataclasses import dataclass
from typing import Any, Literal

from sqlmodel import Session

from app.late.contributions import late_count
from app.reading.grid import Grid, Row
from app.rooms.messages import told
from app.seminars import clock
from app.seminars.day_shown import day_of
from app.seminars.overview import Work
from app.web.pages import fragment

Kind = Literal["cell", "row", "head"]
KEY_LANGUAGE = "en"
HEADS = ("connected", "clock", "phases", "next", "plan", "help", "told", "late", "coverage")


@dataclass(frozen=True)
class Piece:
    """`id` is the element's on the page. `key` is equal for as long as the element would look the
    same, in any language: so it is known without rendering what there is to tell."""

    kind: Kind
    id: str
    key: object
    template: str
    facts: dict[str, Any]

    def html(self, language: str) -> str:
        return fragment(f"reading/_grid_{self.template}.html", language, **self.facts)


def head_facts(session: Session, grid: Grid) -> dict[str, Any]:
    """What stands above the table."""
    running = clock.countdown(session, grid.seminar.id, None)
    asked = {prompt.id: (number, prompt) for _, number, prompt in grid.prompts}
    return {
        "grid": grid,
        "running": running,
        "asked": asked.get(running.prompt_id) if running else None,
        "day": day_of(session, grid.seminar, grid.works),
        "told": told(session, grid.seminar.id, grid.scope),
        "lates": late_count(session, grid.seminar.id, grid.scope.rooms),
    }


def heads(session: Session, grid: Grid) -> list[Piece]:
    """They are few and made of many facts, so their own text is their key."""
    facts = head_facts(session, grid)
    return [
        *(_head(f"grid-{name}", name, facts) for name in _shown(grid)),
        *(
            _head(f"stage-{work.dialogue.id}", "stage", {"work": work, "grid": grid})
            for work in grid.works
        ),
        *(
            _head(f"covered-{prompt.id}", "covered", {"grid": grid, "prompt": prompt})
            for _, _, prompt in grid.prompts
        ),
    ]


def _shown(grid: Grid) -> list[str]:
    """Whoever leads chosen rooms starts no clock in all, so those phases are not on the page."""
    return [name for name in HEADS if name != "phases" or grid.scope.whole]


def _head(id: str, template: str, facts: dict[str, Any]) -> Piece:
    text = fragment(f"reading/_grid_{template}.html", KEY_LANGUAGE, **facts)
    return Piece("head", id, text, template, facts)


def table(grid: Grid) -> Piece:
    """Its key is its shape: rows and column heads, without what stands in them."""
    columns = [
        (work.dialogue.title, number, prompt.id, prompt.label, prompt.text, prompt.text_nn)
        for work in grid.begun
        for number, prompt in work.prompts
    ]
    shape = (columns, grid.unfolded, [row.room.id for row in grid.rows], grid.duties)
    return Piece("head", "grid-table", shape, "table", {"grid": grid, "chosen": None})


def rows_and_cells(grid: Grid) -> list[Piece]:
    made = []
    for row in grid.rows:
        room = row.room.id
        made.append(Piece("row", f"room-{room}", row.shown, "room", {"grid": grid, "row": row}))
        for work in grid.begun:
            made += [_folded(row, work)] if len(grid.begun) > 1 else []
            made += [
                Piece("cell", f"cell-{room}-{cell.prompt.id}", cell.shown, "cell", {"cell": cell})
                for cell in row.of(work)
            ]
    return made


def _folded(row: Row, work: Work) -> Piece:
    given = tuple(cell.given for cell in row.of(work))
    id = f"folded-{row.room.id}-{work.dialogue.id}"
    return Piece("cell", id, given, "folded", {"row": row, "work": work})
