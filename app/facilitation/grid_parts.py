"""The pieces of the grid's page that change while somebody looks: each is the page's part, the
answer to an act and the frame to the others alike, and holds nothing about the viewer."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Protocol

from sqlmodel import Session

from app.boards.unanswered import unanswered
from app.facilitation import faces
from app.facilitation.faces import Face, RoomFace
from app.facilitation.grid import Grid
from app.facilitation.projecting import now_shown
from app.late.contributions import late_count
from app.rooms.messages import messages_for_leaders
from app.seminars import clock
from app.seminars.day_shown import day_of
from app.seminars.overview import DialogueView
from app.web.pages import fragment

Kind = Literal["cell", "row", "head"]
KEY_LANGUAGE = "en"
Facts = dict[str, Any]


class GridPiece(Protocol):
    """`id` is the element's on the page. The key is equal for as long as the element would look the
    same, in any language."""

    @property
    def kind(self) -> Kind: ...

    @property
    def id(self) -> str: ...

    @property
    def key(self) -> object: ...

    def html(self, language: str) -> str: ...


@dataclass(frozen=True)
class Head:
    """Something that stands above the table, or the table as a whole. Heads are few and made of
    many facts: without a shape, their own text is the key."""

    id: str
    template: str
    facts: Facts
    shape: object = None
    kind: Kind = "head"

    @cached_property
    def key(self) -> object:
        return self.html(KEY_LANGUAGE) if self.shape is None else self.shape

    def html(self, language: str) -> str:
        return fragment(f"facilitation/_grid_{self.template}.html", language, **self.facts)


@dataclass(frozen=True)
class InTable:
    """The head of a row, or a cell: its key is all that is seen of it."""

    key: Face

    @property
    def id(self) -> str:
        return self.key.id

    @property
    def kind(self) -> Kind:
        return "row" if isinstance(self.key, RoomFace) else "cell"

    def html(self, language: str) -> str:
        return faces.html(self.key, language)


def plenum_facts(session: Session, grid: Grid) -> Facts:
    return {"grid": grid, "plenum": now_shown(session, grid) if grid.scope.whole else None}


def plenum_head(session: Session, grid: Grid) -> Head:
    return Head("grid-plenum", "plenum", plenum_facts(session, grid))


def _running(session: Session, grid: Grid) -> Facts:
    running = clock.countdown(session, grid.seminar.id, None)
    asked = {prompt.id: (number, prompt) for _, number, prompt in grid.prompts}
    return {"running": running, "asked": asked.get(running.prompt_id) if running else None}


def _day(session: Session, grid: Grid) -> Facts:
    day = day_of(session, grid.seminar, grid.works)
    closes = day.next.step.dialogue_id if day.next and day.next.step.kind == "close" else None
    left = unanswered(session, grid.seminar.id, closes, grid.scope) if closes else 0
    return {"day": day, "unanswered": left}


def _message_facts(session: Session, grid: Grid) -> Facts:
    return {"told": messages_for_leaders(session, grid.seminar.id, grid.scope)}


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
    "told": _message_facts,
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


def heads(session: Session, grid: Grid) -> list[Head]:
    return [
        *_programme_heads(grid),
        *some_heads(session, grid, [*HEADS, STAGES]),
        *([plenum_head(session, grid)] if grid.scope.whole else []),
        *(
            Head(f"covered-{prompt.id}", "covered", {"grid": grid, "prompt": prompt})
            for _, _, prompt in grid.prompts
        ),
    ]


def _programme_heads(grid: Grid) -> list[Head]:
    """What holds other heads, told when there are others; then the projector looks anew too."""
    opened = [work.dialogue.id for work in grid.begun]
    shape = (grid.seminar.title, _asked(grid.works), opened)
    names = ("title", STAGES, "covers")
    return [Head(f"grid-{name}", name, {"grid": grid}, shape) for name in names]


def _asked(programme: list[DialogueView]) -> object:
    """Everything in their words by which dialogues and questions are told apart."""
    return [
        (
            work.dialogue.id,
            work.dialogue.title,
            [
                (number, each.id, each.label, each.text, each.text_nn)
                for number, each in work.prompts
            ],
        )
        for work in programme
    ]


def some_heads(session: Session, grid: Grid, names: Sequence[str]) -> list[Head]:
    """Those of these names. Whoever leads chosen rooms starts no clock in all, and drives no
    projector."""
    above = [name for name in HEADS if name in names and (grid.scope.whole or name != "phases")]
    facts = head_facts(session, grid, above)
    stages = grid.works if STAGES in names else []
    return [
        *(Head(f"grid-{name}", name, facts) for name in above),
        *(Head(f"stage-{w.dialogue.id}", "stage", {"work": w, "grid": grid}) for w in stages),
    ]


def table_facts(grid: Grid, chosen: str | None = None) -> Facts:
    """`chosen` is the dialogue that somebody asked to see unfolded."""
    return {"grid": grid, "chosen": chosen, "faces": faces}


def table(grid: Grid) -> Head:
    """Its key is its shape: rows and column heads, without what stands in them."""
    shape = (_asked(grid.begun), grid.unfolded, [row.room.id for row in grid.rows], grid.duties)
    return Head("grid-table", "table", table_facts(grid), shape)


def rows_and_cells(grid: Grid) -> list[InTable]:
    made: list[Face] = []
    for row in grid.rows:
        made.append(faces.room_face(row, grid.duties))
        for work in grid.begun:
            made += [faces.folded_face(row, work)] if len(grid.begun) > 1 else []
            made += map(faces.cell_face, row.of(work))
    return [InTable(face) for face in made]
