"""What a reader sees: what the rooms wrote, by question, by room or by member.

Everything is asked of the database by the prompts of the reader's view, so nothing of a dialogue
that is not open to them is ever read.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from app.boards.access import View
from app.boards.cells import Cell, cells
from app.boards.models import Answer
from app.reading.models import NoteTerms
from app.rooms.models import Member, Room
from app.seminars.models import Prompt


@dataclass(frozen=True)
class Own:
    """The reader's own rooms and members, by id: what comes first."""

    rooms: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ReadingChoice:
    """What a reader has chosen to see: one room, one member, only what was summarised."""

    room: int | None = None
    member: str | None = None
    summarised: bool = False

    def __bool__(self) -> bool:
        return bool(self.room or self.member or self.summarised)


@dataclass(frozen=True)
class Leaf:
    """One page of the book: what was written, and who wrote nothing. `answered` of `asked` counts
    cells before any choice of the reader's; `doubles` say again what stands in another room."""

    cells: list[Cell]
    silent: list[Cell]
    answered: int
    asked: int
    doubles: list[Cell]


@dataclass(frozen=True)
class Index:
    """How many questions each room has written to, by room id; silent rooms are not in it.
    `answered` counts rooms, those whose whole text stands in another room once."""

    written: Mapping[str, int]
    answered: int
    doubles: int


def question(session: Session, view: View, own: Own, prompt: Prompt, wish: ReadingChoice) -> Leaf:
    """One question across the rooms, the reader's own room first."""
    found = cells(session, view.seminar.id, [prompt.id])
    leaf = _leaf(sorted(found, key=lambda cell: cell.room.id not in own.rooms), wish)
    return replace(leaf, answered=len({c.counts_in for c in found if c.counted.given}))


def room(session: Session, view: View, about: Room) -> Leaf:
    """One room through all questions."""
    return _leaf(cells(session, view.seminar.id, view.prompt_ids, about.id), ReadingChoice())


def two_rooms(session: Session, view: View, *two: Room) -> list[list[Cell]]:
    """Two rooms' cells of each question, in the order of the programme."""
    found = cells(session, view.seminar.id, view.prompt_ids, [room.id for room in two])
    by_place = {(cell.prompt.id, cell.room.id): cell for cell in found}
    return [[by_place[prompt_id, room.id] for room in two] for prompt_id in view.prompt_ids]


def member(session: Session, view: View, about: Member) -> Leaf:
    """One member through all questions: its own answers and notes, and what its rooms wrote
    together; what others in the room said is left out."""
    found = cells(session, view.seminar.id, view.prompt_ids)
    place = {prompt_id: at for at, prompt_id in enumerate(view.prompt_ids)}
    return _leaf(
        sorted(found, key=lambda cell: place[cell.prompt.id]), ReadingChoice(member=about.id)
    )


def index(session: Session, view: View) -> Index:
    found = cells(session, view.seminar.id, view.prompt_ids)
    return Index(
        Counter(cell.room.id for cell in found if cell.given),
        len({cell.counts_in for cell in found if cell.counted.given}),
        sum(bool(one.again) for cell in found for one in cell.answers),
    )


def place_of(session: Session, view: View, note_id: str) -> str | None:
    """The prompt to which a note (or a paragraph of a summary) with this id was written. Where the
    search knows it, no text but that room's answers to it is read."""
    indexed = (
        select(Answer.prompt_id, Answer.room_id)
        .join(NoteTerms, col(NoteTerms.answer_id) == col(Answer.id))
        .where(col(Answer.prompt_id).in_(view.prompt_ids), NoteTerms.note_id == note_id)
    )
    for prompt_id, room_id in session.exec(indexed):
        if found := _holding(cells(session, view.seminar.id, [prompt_id], room_id), note_id):
            return found
    return _holding(cells(session, view.seminar.id, view.prompt_ids), note_id)


def _holding(found: Sequence[Cell], note_id: str) -> str | None:
    for cell in found:
        texts = (text for one in cell.answers for text in one.texts.values())
        if any(line.id == note_id for text in texts for line in text.lines):
            return cell.prompt.id
    return None


def _leaf(found: Sequence[Cell], wish: ReadingChoice) -> Leaf:
    chosen = [replace(cell, only=wish.member) for cell in found if _wanted(cell, wish)]
    return Leaf(
        [cell for cell in chosen if cell.has_reading and (cell.summarised or not wish.summarised)],
        [cell for cell in chosen if not cell.has_reading and not cell.void],
        len({cell.place for cell in found if cell.given}),
        len({cell.place for cell in found}),
        sorted((cell for cell in found if cell.also_in), key=lambda cell: cell.room.number),
    )


def _wanted(cell: Cell, wish: ReadingChoice) -> bool:
    if wish.room and cell.room.number != wish.room:
        return False
    return not wish.member or wish.member in _members(cell)


def _members(cell: Cell) -> set[str]:
    """Who sat there, and whoever left and has an answer that stands."""
    answered = {each.answer.member_id or "" for each in cell.each}
    return answered | {member.id for member in cell.members}
