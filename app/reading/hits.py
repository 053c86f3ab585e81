"""What a search finds in the index, as it stands now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlmodel import Session, col

from app.boards.access import View
from app.boards.answer_view import AnswerView
from app.boards.cells import Cell, cells
from app.boards.doubles import doubles
from app.boards.models import NOTES, SUMMARY, Answer
from app.boards.settled import settled
from app.documents.text import Line
from app.lexicon.texts import SearchWord, Why, found_in, question
from app.reading.matching import holding, reason
from app.reading.models import NoteTerms
from app.rooms.models import Room
from app.seminars.merges import merges

LONGEST_QUESTION = 200
MOST_WORDS = 12
MOST_SHOWN = 100


@dataclass(frozen=True)
class Hit:
    """A note, or a paragraph of a summary, that holds every term."""

    cell: Cell
    answer: AnswerView
    summary: bool
    line: Line
    why: Why
    spans: list[tuple[int, int]]

    @property
    def key(self) -> tuple[str, str, str]:
        return self.answer.answer.id, SUMMARY if self.summary else NOTES, self.line.id or ""


@dataclass(frozen=True)
class SearchResult:
    """`hits` by reason and then in the order of the programme, of `count` in all those from `start`
    on, at most MOST_SHOWN. `rooms` counts what stands in two rooms, as somebody has settled, for
    the one that has it first; `doubles` are such hits."""

    wanted: list[SearchWord]
    hits: list[Hit] = field(default_factory=list)
    count: int = 0
    rooms: int = 0
    start: int = 0
    doubles: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.hits)

    @property
    def before(self) -> int | None:
        """Where the page before this one starts."""
        return max(0, self.start - MOST_SHOWN) if self.start else None

    @property
    def after(self) -> int | None:
        return self.end if self.end < self.count else None


def wanted_in(text: str, *, typing: bool = False) -> list[SearchWord]:
    """A question's words; of a very long one the first."""
    return question(text[:LONGEST_QUESTION], typing=typing)[:MOST_WORDS]


@dataclass(frozen=True)
class _Row:
    """A row of the index that was found, with what it is sorted by."""

    why: Why
    place: int
    room: int
    id: int
    answer_id: str
    kind: str
    note_id: str
    prompt_id: str
    room_id: str

    @property
    def order(self) -> tuple[int, int, int, int]:
        return self.why, self.place, self.room, self.id

    @property
    def note(self) -> tuple[str, str, str]:
        return self.answer_id, self.kind, self.note_id


def find(session: Session, view: View, wanted: list[SearchWord], start: int) -> SearchResult:
    if not wanted:
        return SearchResult([])
    rows = sorted(_rows(session, view, wanted), key=lambda row: row.order)
    start = start if 0 < start < len(rows) else 0
    hits = list(_hits(session, view, rows[start : start + MOST_SHOWN], wanted))
    again = (
        doubles(session, settled(session, view.seminar.id), {row.answer_id for row in rows})
        if rows
        else {}
    )
    first = {
        row.note: found
        for row in rows
        if row.kind == NOTES and (found := again.get(row.answer_id, {}).get(row.note_id))
    }
    first = {note: found for note, found in first.items() if found.room_id in view.scope}
    rooms = {first[row.note].room_id if row.note in first else row.room_id for row in rows}
    into = {each.room_id: each.into_id for each in merges(session, view.seminar.id)}
    rooms = {into.get(id, id) for id in rooms}
    return SearchResult(wanted, hits, len(rows), len(rooms), start, len(first))


def _rows(session: Session, view: View, wanted: list[SearchWord]) -> list[_Row]:
    place = {prompt_id: at for at, prompt_id in enumerate(view.prompt_ids)}
    answer = col(NoteTerms.answer_id)
    query = (
        select(
            reason(session, view.seminar.id, wanted),
            col(NoteTerms.id),
            answer,
            col(NoteTerms.kind),
            col(NoteTerms.note_id),
            col(Answer.prompt_id),
            col(Room.id),
            col(Room.number),
        )
        .join(Answer, col(Answer.id) == answer)
        .join(Room, col(Room.id) == col(Answer.room_id))
        .where(col(Answer.prompt_id).in_(view.prompt_ids))
        .where(holding(session, view.seminar.id, wanted, Why.BEGINNING))
    )
    if view.scope.rooms is not None:
        query = query.where(col(Room.id).in_(view.scope.rooms))
    return [
        _Row(Why(why), place[prompt], number, id, answer_id, kind, note, prompt, room)
        for why, id, answer_id, kind, note, prompt, room, number in session.execute(query)
    ]


def _hits(
    session: Session, view: View, rows: Sequence[_Row], wanted: list[SearchWord]
) -> Iterable[Hit]:
    """The notes as they stand now; one that was taken away meanwhile is left out."""
    if not rows:
        return
    stand = _lines_found(session, view, rows)
    for row in rows:
        if found := stand.get(row.note):
            cell, one, line = found
            spans = found_in(line.text, wanted)
            yield Hit(cell, one, row.kind == SUMMARY, line, row.why, spans)


def _lines_found(
    session: Session, view: View, rows: Sequence[_Row]
) -> dict[tuple[str, str, str], tuple[Cell, AnswerView, Line]]:
    room_ids = {row.room_id for row in rows}
    return {
        (one.answer.id, kind, line.id or ""): (cell, one, line)
        for cell in cells(session, view.seminar.id, {row.prompt_id for row in rows}, room_ids)
        for one in cell.stored
        for kind, stands in one.texts.items()
        for line in stands.lines
    }
