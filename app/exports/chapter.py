"""A chapter of an outline, the cells in it, and what they count for."""

from dataclasses import dataclass

from app.boards.coverage import Coverage
from app.boards.doubles import Counted
from app.boards.state import State
from app.exports.outline import ReportDialogue, ReportEntry, ReportQuestion, ReportRoom, ReportTheme


@dataclass(frozen=True)
class NamedMember:
    """One of those who took part, as a chapter is about it."""

    name: str


@dataclass(frozen=True)
class ChapterCell:
    """All that one room answered to one question, its members' answers folded in."""

    dialogue: ReportDialogue
    question: ReportQuestion
    room: ReportRoom
    entries: tuple[ReportEntry, ...]

    @property
    def given(self) -> bool:
        return any(entry.given for entry in self.entries)

    @property
    def readable(self) -> bool:
        return any(entry.readable for entry in self.entries)

    @property
    def counted(self) -> Counted:
        each = [entry.counted for entry in self.entries]
        return Counted(any(one.given for one in each), sum(one.words for one in each))

    @property
    def again(self) -> list[int]:
        """The rooms in which something of it stands too, and is counted."""
        return sorted({number for entry in self.entries for number in entry.again.values()})

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
    """A question with its rooms, a room or member with its questions, or a theme, which holds what
    is quoted in it itself; a question has `themes` where a report holds nothing else. `silent`
    holds what has no text, `unshown` what has some that this report leaves out."""

    about: ReportQuestion | ReportRoom | NamedMember | ReportTheme
    dialogue: ReportDialogue | None
    cells: tuple[ChapterCell, ...]
    silent: tuple[ChapterCell, ...] = ()
    unshown: tuple[ChapterCell, ...] = ()
    themes: tuple[ReportTheme, ...] = ()

    @property
    def coverage(self) -> Coverage:
        """Of a question or a theme in rooms. Of a room it counts questions."""
        if isinstance(self.about, ReportTheme):
            return self.about.coverage
        some = (*self.cells, *self.unshown)
        of_rooms = isinstance(self.about, ReportQuestion)
        doubles = sum(bool(entry.again) for each in some for entry in each.entries)
        if not of_rooms:
            return Coverage(len(some), len(some) + len(self.silent))
        answered = {each.room.counts_as for each in some if each.counted.given}
        rooms = {each.room.counts_as for each in (*some, *self.silent)}
        return Coverage(len(answered), len(rooms), doubles)

    @property
    def doubles(self) -> tuple[ChapterCell, ...]:
        """Of which something stands in another room too, by room."""
        some = [each for each in (*self.cells, *self.unshown) if each.again]
        return tuple(sorted(some, key=lambda each: each.room.number))

    @property
    def members(self) -> Coverage:
        """Of a question: who sat in a room that answered it, of all."""
        rooms = self.dialogue.rooms if self.dialogue else ()
        some_cells = (*self.cells, *self.unshown)
        answered = {cell.room.counts_as for cell in some_cells if cell.counted.given}
        some = {name for room in rooms if room.counts_as in answered for name in room.members}
        return Coverage(len(some), len({name for room in rooms for name in room.members}))
