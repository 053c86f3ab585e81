"""The neutral outline that every report is made from: what was asked, who answered and with what.

Knows neither database nor file format. All of it is plain text and lines; how an order, a state or
a date is said in the report's language is in `wording.py`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from app.boards.state import State
from app.documents.text import Line

Order = Literal["question", "theme", "member", "room", "addressee"]
Extent = Literal["full", "summaries", "themes"]
ThemeKind = Literal["common", "disagreement", "ask"]
NamesPolicy = Literal["keep", "initial", "role", "remove"]
Kind = Literal["open", "actions"]
Language = Literal["nb", "nn", "en"]


@dataclass(frozen=True)
class Coverage:
    """How many rooms answered, of how many; where it is told so, in members."""

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
    dialogue is still open, or the text seems to break off. `left_out` are the words of notes that a
    report of summaries does not show; `written_on` is the day where the seminar is.
    """

    room: Room
    member: str | None = None
    state: State = State.EMPTY
    unfinished: bool = False
    summary: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = ()
    left_out: int = 0
    written_on: date | None = None

    @property
    def given(self) -> bool:
        """An answer counts as given when it has text, whatever the room says of it."""
        return self.left_out > 0 or self.readable

    @property
    def readable(self) -> bool:
        """Whether this report shows any of it."""
        return any(line.text.strip() for line in (*self.summary, *self.lines))

    @property
    def words(self) -> int:
        """Of the notes, markers not counted; of the summary where there is nothing else."""
        notes = self.left_out + sum(len(line.text.split()) for line in self.lines)
        return notes or sum(len(line.text.split()) for line in self.summary)


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

    @property
    def entries(self) -> list[Entry]:
        return [entry for question in self.questions for entry in question.entries]


@dataclass(frozen=True)
class Quote:
    """A note, or a part of one, as it stood when it was quoted. `place` says where in the outline
    its question is: which dialogue, and which question of it. `changed` is that the room has
    written otherwise since; `picked` that it speaks for its theme."""

    place: tuple[int, int]
    room: Room
    line: Line
    member: str | None = None
    picked: bool = False
    changed: bool = False


@dataclass(frozen=True)
class Theme:
    """What the organiser found several rooms to say, to disagree on, or to ask of somebody.

    `title` and `message` are the organiser's own words; with `place` it is one question's.
    `coverage` counts rooms that are quoted, of those that answered; `members` those who sat there.
    """

    title: str
    kind: ThemeKind = "common"
    addressee: str = ""
    message: str = ""
    place: tuple[int, int] | None = None
    coverage: Coverage = Coverage(0, 0)
    members: Coverage = Coverage(0, 0)
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class Correction:
    """What was changed in a report that was public already."""

    at: datetime
    note: str


@dataclass(frozen=True)
class Outline:
    """`made_at` is aware and in the time zone in which the report shows it. `language` is that of
    its headings; what people wrote stays as it is. `own_words` are the organiser's."""

    title: str
    language: Language
    made_at: datetime
    order: Order = "question"
    extent: Extent = "full"
    names: NamesPolicy = "keep"
    own_words: str = ""
    in_own_language: bool = True
    how_used: str = ""
    dialogues: tuple[Dialogue, ...] = ()
    themes: tuple[Theme, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def question_at(self, place: tuple[int, int]) -> tuple[Dialogue, Question]:
        dialogue = self.dialogues[place[0]]
        return dialogue, dialogue.questions[place[1]]

    @property
    def coverage(self) -> Coverage:
        """Rooms that gave any answer in any dialogue, of all rooms of the seminar."""
        answered = {each.room.number for each in self.entries if each.given}
        rooms = {room.number for dialogue in self.dialogues for room in dialogue.rooms}
        return Coverage(len(answered), len(answered | rooms))

    @property
    def members(self) -> Coverage:
        """The same in members: those who sat in a room that answered, of all."""
        answered: set[str] = set()
        everybody: set[str] = set()
        for dialogue in self.dialogues:
            some = {each.room.number for each in dialogue.entries if each.given}
            for room in dialogue.rooms:
                everybody.update(room.members)
                answered.update(room.members if room.number in some else ())
        return Coverage(len(answered), len(everybody))

    @property
    def entries(self) -> list[Entry]:
        return [entry for dialogue in self.dialogues for entry in dialogue.entries]
