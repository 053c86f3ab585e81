"""What is seen of the grid's table, piece by piece: all that its template may show, so that a piece
whose face is the same looks the same, and is rendered once for however many look at it."""

from datetime import date, datetime
from typing import NamedTuple

from app.boards.state import State
from app.facilitation.grid_cells import GridCell
from app.facilitation.grid_rows import Needs, RoomRow
from app.remembered import remembered
from app.seminars.overview import DialogueView
from app.web.pages import fragment
from app.web.times import today

MOST_KEPT = 10_000
"""Pieces of a kilobyte: two halls of 500 rooms in two languages."""


class CellFace(NamedTuple):
    """A room's answers to a prompt. In a visit `sent` is how many contributions there are, and `by`
    says how many each member's are."""

    seminar_id: str
    room_id: str
    prompt_id: str
    state: State
    over: bool
    words: int
    written_at: datetime | None
    missing: bool
    phase: str
    visit: bool
    sent: int
    by: tuple[tuple[str, int], ...]

    @property
    def id(self) -> str:
        return f"cell-{self.room_id}-{self.prompt_id}"


class FoldedFace(NamedTuple):
    """How many of a dialogue's prompts a room has answered, where it is one narrow column."""

    seminar_id: str
    room_id: str
    dialogue_id: str
    title: str
    first: str
    given: int
    asked: int

    @property
    def id(self) -> str:
        return f"folded-{self.room_id}-{self.dialogue_id}"


class RoomFace(NamedTuple):
    """The head of a row. `alone` are the dialogues that are open to this room alone, by title, and
    until when; `duties` is how many there are to hold."""

    seminar_id: str
    room_id: str
    number: int
    name: str
    members: str
    needs: Needs
    here: int
    held: int
    duties: int
    calls: bool
    seen: bool
    alone: tuple[tuple[str, datetime | None], ...]
    into: int | None
    brought: tuple[int, ...]

    @property
    def id(self) -> str:
        return f"room-{self.room_id}"


Face = CellFace | FoldedFace | RoomFace
_TEMPLATES = {CellFace: "cell", FoldedFace: "folded", RoomFace: "room"}


def html(face: Face, language: str) -> str:
    return _html(_TEMPLATES[type(face)], face, language, today())


@remembered(MOST_KEPT)
def _html(kind: str, face: Face, language: str, day: date) -> str:
    """Times are told by the `day` on which they are read."""
    return fragment(f"facilitation/_grid_{kind}.html", language, face=face)


def cell_face(cell: GridCell) -> CellFace:
    sent = cell.contributions if cell.visit else None
    counts = sent.each(cell.members) if sent else []
    return CellFace(
        cell.room.seminar_id,
        cell.room.id,
        cell.prompt.id,
        cell.state,
        cell.over,
        cell.words,
        cell.written_at,
        cell.missing,
        cell.phase,
        cell.visit,
        sent.all if sent and cell.given else 0,
        tuple((member.name, count) for member, count in counts if count),
    )


def folded_face(row: RoomRow, work: DialogueView) -> FoldedFace:
    given = [cell.given for cell in row.of(work)]
    first = work.prompts[0][1].id
    room, dialogue = row.room, work.dialogue
    return FoldedFace(
        room.seminar_id, room.id, dialogue.id, dialogue.title, first, sum(given), len(given)
    )


def room_face(row: RoomRow, duties: int) -> RoomFace:
    return RoomFace(
        row.room.seminar_id,
        row.room.id,
        row.room.number,
        row.room.name,
        ", ".join(each.name for each in row.members),
        row.needs,
        row.here,
        row.held,
        duties,
        row.calls,
        row.seen,
        tuple((each.dialogue.title, each.until) for each in row.alone),
        row.into,
        row.brought,
    )
