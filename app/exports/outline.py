"""The neutral outline that every report is made from: what was asked, who answered and with what.

Knows neither database nor file format. All of it is plain text and lines; how an order, a state or
a date is said in the report's language is in `wording.py`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.boards.state import State
from app.documents.text import Line

Order = Literal["question", "room"]
Kind = Literal["open", "actions"]
Language = Literal["nb", "nn", "en"]


@dataclass(frozen=True)
class Coverage:
    """Counted in rooms: how many answered, of how many."""

    answered: int
    rooms: int


@dataclass(frozen=True)
class Room:
    number: int
    name: str | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One answer. `member` is set where a question is asked of each member.

    In the lines `member` is a name, not an id. `unfinished` is what the outline's maker found: the
    dialogue is still open, or the text seems to break off.
    """

    room: Room
    member: str | None = None
    state: State = State.EMPTY
    unfinished: bool = False
    summary: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def given(self) -> bool:
        """An answer counts as given when it has text, whatever the room says of it."""
        return any(line.text.strip() for line in (*self.summary, *self.lines))


@dataclass(frozen=True)
class Question:
    """A prompt as it was asked. `number` is None where it stands outside the numbering."""

    label: str
    text: str
    number: int | None = None
    kind: Kind = "open"
    addressee: str | None = None
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Dialogue:
    """`rooms` are all that took part, silent ones too, with the members who sat there then."""

    title: str
    rooms: tuple[Room, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Outline:
    """`made_at` is aware and in the time zone in which the report shows it."""

    title: str
    language: Language
    made_at: datetime
    order: Order = "question"
    how_used: str = ""
    dialogues: tuple[Dialogue, ...] = ()

    @property
    def coverage(self) -> Coverage:
        """Rooms that gave any answer in any dialogue, of all rooms of the seminar."""
        answered = {cell.room.number for each in by_question(self) for cell in each.cells}
        rooms = {room.number for dialogue in self.dialogues for room in dialogue.rooms}
        return Coverage(len(answered), len(answered | rooms))


@dataclass(frozen=True)
class Cell:
    """All that one room answered to one question, its members' answers folded in."""

    dialogue: Dialogue
    question: Question
    room: Room
    entries: tuple[Entry, ...]

    @property
    def given(self) -> bool:
        return any(entry.given for entry in self.entries)

    @property
    def summarised(self) -> bool:
        return any(entry.summary for entry in self.entries)

    @property
    def state(self) -> State:
        """One word for the whole cell, the one that tells most."""
        states = {entry.state for entry in self.entries}
        return next((state for state in _TELLING if state in states), State.EMPTY)


_TELLING = (
    State.OUT_OF_TIME,
    State.IN_PROGRESS,
    State.NOTHING_TO_ADD,
    State.DONE,
    State.ANSWERED,
)


@dataclass(frozen=True)
class Chapter:
    """A question with its rooms, or a room with its questions; `silent` holds what has no text."""

    about: Question | Room
    dialogue: Dialogue | None
    cells: tuple[Cell, ...]
    silent: tuple[Cell, ...]

    @property
    def coverage(self) -> Coverage:
        """Of a question in rooms. Of a room it counts questions."""
        return Coverage(len(self.cells), len(self.cells) + len(self.silent))


def chapters(outline: Outline) -> tuple[Chapter, ...]:
    """The outline in its own order."""
    return by_room(outline) if outline.order == "room" else by_question(outline)


def by_question(outline: Outline) -> tuple[Chapter, ...]:
    """A chapter per question, in the order they were asked, its rooms by number."""
    return tuple(
        _chapter(question, dialogue, _cells(dialogue, question))
        for dialogue in outline.dialogues
        for question in dialogue.questions
    )


def by_room(outline: Outline) -> tuple[Chapter, ...]:
    """A chapter per room by number, its questions as they were asked.

    The chapter is about the room as it was in its first dialogue; a cell knows who sat there then.
    """
    rooms: dict[int, Room] = {}
    cells: dict[int, list[Cell]] = {}
    for dialogue in outline.dialogues:
        answered = [cell for question in dialogue.questions for cell in _cells(dialogue, question)]
        for room in (*dialogue.rooms, *(cell.room for cell in answered)):
            rooms.setdefault(room.number, room)
        for cell in answered:
            cells.setdefault(cell.room.number, []).append(cell)
    return tuple(_chapter(rooms[at], None, cells.get(at, [])) for at in sorted(rooms))


def digest(outline: Outline) -> list[Chapter]:
    """Of each question the rooms that have written a summary; nothing where none has."""
    found = []
    for each in by_question(outline):
        cells = [*each.cells, *each.silent]
        some = tuple(cell for cell in cells if cell.summarised)
        rest = tuple(cell for cell in cells if not cell.summarised)
        if some:
            found.append(Chapter(each.about, each.dialogue, some, rest))
    return found


def _chapter(about: Question | Room, dialogue: Dialogue | None, cells: list[Cell]) -> Chapter:
    return Chapter(
        about,
        dialogue,
        tuple(cell for cell in cells if cell.given),
        tuple(cell for cell in cells if not cell.given),
    )


def _cells(dialogue: Dialogue, question: Question) -> list[Cell]:
    """One for each room by number, also for a room that has text and is in no list."""
    rooms = {entry.room.number: entry.room for entry in question.entries}
    rooms.update((room.number, room) for room in dialogue.rooms)
    entries: dict[int, list[Entry]] = {number: [] for number in rooms}
    for entry in question.entries:
        entries[entry.room.number].append(entry)
    return [
        Cell(dialogue, question, rooms[number], tuple(entries[number])) for number in sorted(rooms)
    ]
