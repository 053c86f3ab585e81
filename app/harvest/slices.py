"""The notes of a question as they are harvested: by room, in slices that one person can take."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from app.boards.answer_view import AnswerView
from app.boards.cells import Cell
from app.boards.models import NOTES, SUMMARY
from app.documents.text import Line
from app.harvest.reaped import Reaped, Reaping, ThemeView

SLICE = 80
"""Notes that somebody is shown at once."""
Places = Mapping[tuple[str, str, str], list[tuple[ThemeView, Reaped]]]


@dataclass(frozen=True)
class Noted:
    """One note, with the themes that it is in."""

    one: AnswerView
    kind: str
    line: Line
    places: Sequence[tuple[ThemeView, Reaped]]

    @property
    def id(self) -> str:
        return f"{self.one.answer.id}-{self.kind}-{self.line.id}"

    @property
    def value(self) -> str:
        """What a form sends of it, the version that was seen included."""
        return f"{self.one.answer.id}/{self.kind}/{self.version}/{self.line.id}"

    @property
    def version(self) -> int:
        return self.one.texts[self.kind].version

    @property
    def is_summary(self) -> bool:
        return self.kind == SUMMARY


@dataclass(frozen=True)
class RoomNotes:
    cell: Cell
    notes: list[Noted]

    @property
    def loose(self) -> int:
        """Notes that are in no theme."""
        return sum(not each.places for each in self.notes)


@dataclass(frozen=True)
class HarvestSlice:
    number: int
    rooms: list[RoomNotes]

    @property
    def first(self) -> int:
        return self.rooms[0].cell.room.number

    @property
    def last(self) -> int:
        return self.rooms[-1].cell.room.number

    @property
    def loose(self) -> int:
        return sum(each.loose for each in self.rooms)


def slices(reaping: Reaping, prompt_id: str) -> list[HarvestSlice]:
    """The rooms that answered, in runs of about as many notes; a room is never divided."""
    places = reaping.of_notes()
    asked = [cell for cell in reaping.cells if cell.prompt.id == prompt_id]
    rooms = [
        each
        for each in (RoomNotes(cell, list(_notes(cell, places))) for cell in asked)
        if each.notes
    ]
    before = [0, *accumulate(len(each.notes) for each in rooms)]
    count = max(1, -(-before[-1] // SLICE))
    found: dict[int, list[RoomNotes]] = {}
    for each, come in zip(rooms, before, strict=False):
        found.setdefault(come * count // max(1, before[-1]), []).append(each)
    return [HarvestSlice(at, some) for at, some in enumerate(found.values(), 1)]


def _notes(cell: Cell, places: Places) -> Iterator[Noted]:
    for one in cell.answers:
        for kind, lines in ((SUMMARY, one.summary_lines), (NOTES, one.note_lines)):
            yield from _of_text(one, kind, lines, places)


def _of_text(one: AnswerView, kind: str, lines: Iterable[Line], places: Places) -> Iterator[Noted]:
    for line in lines:
        if line.id:
            yield Noted(one, kind, line, places.get((one.answer.id, kind, line.id), ()))
