"""The neutral outline that every report is made from: what was asked, who answered and with what.

Knows neither database nor file format. All of it is plain text and lines; how an order, a state or
a date is said in the report's language is in `wording.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from app.boards.coverage import Coverage
from app.boards.doubles import Counted, counted
from app.boards.state import State
from app.documents.text import Line
from app.languages import Language

Order = Literal["question", "theme", "member", "room", "addressee"]
Extent = Literal["full", "summaries", "themes"]
ThemeKind = Literal["common", "disagreement", "ask"]
NamesPolicy = Literal["keep", "initial", "role", "remove"]
Kind = Literal["open", "actions"]
Became = Literal["done", "under_way", "put_aside"]


@dataclass(frozen=True)
class ReportRoom:
    """`into` is the number of the room that it went on in: they count as that one."""

    number: int
    name: str | None = None
    members: tuple[str, ...] = ()
    into: int | None = None

    @property
    def counts_as(self) -> int:
        return self.into or self.number


@dataclass(frozen=True)
class Origin:
    """How many of an answer's notes those who lead moved there, and from which room and question;
    `label` is the question's where it stands outside the numbering."""

    notes: int
    room: int
    number: int | None
    label: str


@dataclass(frozen=True)
class ReportEntry:
    """One answer. `member` is set where a question is asked of each member.

    In the lines `member` is a name, not an id. `unfinished` is what the outline's maker found: the
    dialogue is still open, or the text seems to break off. `left_out` is whether a shorter report
    shows less than there is, and `count` what it counts for all the same; `written_on` is the day
    where the seminar is. `again` are the notes that stand in another room's answer too, each with
    the number of that room.
    """

    room: ReportRoom
    member: str | None = None
    state: State = State.EMPTY
    unfinished: bool = False
    summary: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = ()
    left_out: bool = False
    written_on: date | None = None
    origins: tuple[Origin, ...] = ()
    count: Counted | None = None
    again: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def given(self) -> bool:
        """An answer counts as given when it has text, whatever the room says of it."""
        return self.left_out or self.readable

    @cached_property
    def readable(self) -> bool:
        """Whether this report shows any of it."""
        return any(line.text.strip() for line in (*self.summary, *self.lines))

    @cached_property
    def counted(self) -> Counted:
        """What it counts for, also where it is not shown."""
        return self.count or counted(self.lines, self.summary, self.again)


@dataclass(frozen=True)
class ReportQuestion:
    """A prompt as it was asked. `number` is None where it stands outside the numbering."""

    label: str
    text: str
    number: int | None = None
    kind: Kind = "open"
    addressee: str | None = None
    entries: tuple[ReportEntry, ...] = ()

    @property
    def asked(self) -> str:
        """What stands below the heading: nothing where the heading is the question itself."""
        return self.text if self.label and self.label != self.text else ""


@dataclass(frozen=True)
class ReportDialogue:
    """`rooms` are all that took part, silent ones too, with the members who sat there then."""

    title: str
    rooms: tuple[ReportRoom, ...] = ()
    questions: tuple[ReportQuestion, ...] = ()

    @property
    def entries(self) -> list[ReportEntry]:
        return [entry for question in self.questions for entry in question.entries]


@dataclass(frozen=True)
class ReportQuote:
    """A note, or a part of one, as it stood when it was quoted. `place` says where in the outline
    its question is: which dialogue, and which question of it. `changed` is that the room has
    written otherwise since; `picked` that it speaks for its theme."""

    place: tuple[int, int]
    room: ReportRoom
    line: Line
    member: str | None = None
    picked: bool = False
    changed: bool = False


@dataclass(frozen=True)
class ReportTheme:
    """What the organiser found several rooms to say, to disagree on, or to ask of somebody.

    `title` and `message` are the organiser's own words; with `place` it is one question's.
    `coverage` counts rooms that are quoted, of those that answered; `members` those who sat there.
    """

    title: str
    kind: ThemeKind = "common"
    addressee: str = ""
    message: str = ""
    place: tuple[int, int] | None = None
    coverage: Coverage = field(default_factory=Coverage)
    members: Coverage = field(default_factory=Coverage)
    quotes: tuple[ReportQuote, ...] = ()


@dataclass(frozen=True)
class ReportOutcome:
    """An action of the seminar before, by its title and the `number` of the room there, and what a
    room says became of it: None where it has not said. `member` is whose it was."""

    room: ReportRoom
    seminar: str
    number: int
    text: str
    who: str = ""
    what: str = ""
    when: str = ""
    needs: str = ""
    member: str = ""
    became: Became | None = None
    line: str = ""


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
    dialogues: tuple[ReportDialogue, ...] = ()
    themes: tuple[ReportTheme, ...] = ()
    outcomes: tuple[ReportOutcome, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def question_at(self, place: tuple[int, int]) -> tuple[ReportDialogue, ReportQuestion]:
        dialogue = self.dialogues[place[0]]
        return dialogue, dialogue.questions[place[1]]

    @property
    def coverage(self) -> Coverage:
        """Rooms that gave any answer in any dialogue, of all rooms of the seminar."""
        answered = {each.room.counts_as for each in self.entries if each.counted.given}
        rooms = {room.counts_as for dialogue in self.dialogues for room in dialogue.rooms}
        doubles = sum(bool(each.again) for each in self.entries)
        return Coverage(len(answered), len(answered | rooms), doubles)

    @property
    def members(self) -> Coverage:
        """The same in members: those who sat in a room that answered, of all."""
        answered: set[str] = set()
        everybody: set[str] = set()
        for dialogue in self.dialogues:
            some = {each.room.counts_as for each in dialogue.entries if each.counted.given}
            for room in dialogue.rooms:
                everybody.update(room.members)
                answered.update(room.members if room.counts_as in some else ())
        return Coverage(len(answered), len(everybody))

    @property
    def entries(self) -> list[ReportEntry]:
        return [entry for dialogue in self.dialogues for entry in dialogue.entries]
