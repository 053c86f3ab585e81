"""How an outline's facts are said in the report's language; every word a report adds is here."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Protocol

from babel.dates import format_date

from app.boards.state import State
from app.exports.outline import (
    Cell,
    Chapter,
    Coverage,
    Dialogue,
    Entry,
    Outline,
    Question,
    Room,
    by_question,
    by_room,
)

LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}


class Catalogue(Protocol):
    """What `gettext` offers for one language."""

    def gettext(self, message: str, /) -> str: ...

    def ngettext(self, singular: str, plural: str, number: int, /) -> str: ...


class Wording:
    """The words of one report: in its own language, which need not be the reader's."""

    def __init__(self, outline: Outline, catalogue: Catalogue) -> None:
        self.outline = outline
        self.gettext = catalogue.gettext
        self.ngettext = catalogue.ngettext

    def chapter(self, chapter: Chapter) -> str:
        """The heading of a chapter: a question with its dialogue, or a room."""
        if isinstance(chapter.about, Room):
            return self.room(chapter.about)
        return self.question(chapter.about, chapter.dialogue)

    def cell(self, chapter: Chapter, cell: Cell) -> str:
        """The heading of a cell in its chapter: the other one of the two."""
        if isinstance(chapter.about, Room):
            return self.question(cell.question, cell.dialogue)
        return self.room(cell.room)

    def room(self, room: Room) -> str:
        """`Rom 12`, with its name when it has one; its members are the by-line."""
        number = self.gettext("Room %(number)s") % {"number": room.number}
        return f"{number} · {room.name}" if room.name else number

    def members(self, chapter: Chapter, cell: Cell) -> str:
        """Who sat there, unless the chapter's own by-line says it."""
        said = isinstance(chapter.about, Room) and chapter.about.members == cell.room.members
        return "" if said else ", ".join(cell.room.members)

    def question(self, question: Question, dialogue: Dialogue | None = None) -> str:
        """`Dialog 1 · 2. Rammer og verdier`; outside the numbering only the label.

        The dialogue is named where there are several.
        """
        label = question.label or question.text
        label = label if question.number is None else f"{question.number}. {label}"
        kicker = self.dialogue(dialogue)
        return f"{kicker} · {label}" if kicker else label

    def dialogue(self, dialogue: Dialogue | None) -> str:
        """The dialogue's title, or nothing where there is only one."""
        return dialogue.title if dialogue and len(self.outline.dialogues) > 1 else ""

    def to(self, addressee: str) -> str:
        return self.gettext("Advice to %(addressee)s") % {"addressee": addressee}

    def said_by(self, member: str) -> str:
        return self.gettext("From %(member)s") % {"member": member}

    def answered(self, coverage: Coverage) -> str:
        return self.ngettext(
            "Answers from %(answered)s of %(rooms)s room",
            "Answers from %(answered)s of %(rooms)s rooms",
            coverage.rooms,
        ) % vars(coverage)

    def summarised(self, coverage: Coverage) -> str:
        return self.ngettext(
            "Summary from %(answered)s of %(rooms)s room",
            "Summaries from %(answered)s of %(rooms)s rooms",
            coverage.rooms,
        ) % vars(coverage)

    def counted(self, coverage: Coverage) -> str:
        return self.gettext("%(answered)s of %(rooms)s") % vars(coverage)

    def answered_each(self) -> list[tuple[str, str]]:
        """Each question as it stands in headings, and `3 av 5`."""
        return [
            (self.chapter(chapter), self.counted(chapter.coverage))
            for chapter in by_question(self.outline)
        ]

    def state(self, state: State) -> str:
        return {
            State.EMPTY: self.gettext("Not begun"),
            State.IN_PROGRESS: self.gettext("In progress"),
            State.ANSWERED: self.gettext("Answered"),
            State.DONE: self.gettext("Done"),
            State.NOTHING_TO_ADD: self.gettext("Nothing to add"),
            State.OUT_OF_TIME: self.gettext("Ran out of time"),
        }[state]

    def remark(self, entry: Entry) -> str:
        """What a reader must know of an answer with text: that it breaks off. Otherwise nothing."""
        if entry.state is State.OUT_OF_TIME:
            return self.state(State.OUT_OF_TIME)
        return self.gettext("Not finished") if entry.unfinished and entry.given else ""

    def silent_rooms(self, cells: Sequence[Cell]) -> str:
        """The rooms without text by number, with the reason where the room gave one."""
        return self._silent([(cell.room.number, self._reason(cell)) for cell in cells])

    def silent_throughout(self) -> str:
        """The rooms that wrote nothing to any question; empty when there are none."""
        silent = [chapter.about for chapter in by_room(self.outline) if not chapter.cells]
        return self._silent([(each.number, "") for each in silent if isinstance(each, Room)])

    def silent_questions(self, cells: Sequence[Cell]) -> str:
        questions = "; ".join(
            self.question(cell.question, cell.dialogue) + self._reason(cell) for cell in cells
        )
        return self.gettext("Without text: %(questions)s") % {"questions": questions}

    def _silent(self, rooms: Sequence[tuple[int, str]]) -> str:
        """`Rom uten tekst: 2–5, 7 (rakk ikke)`; nothing for no rooms."""
        sentence = self.ngettext(
            "Room without text: %(rooms)s", "Rooms without text: %(rooms)s", len(rooms)
        )
        return sentence % {"rooms": ", ".join(_spans(rooms))} if rooms else ""

    def _reason(self, cell: Cell) -> str:
        said = cell.state in (State.NOTHING_TO_ADD, State.OUT_OF_TIME)
        return f" ({self.state(cell.state).lower()})" if said else ""

    def summary(self) -> str:
        return self.gettext("Summary")

    def summaries(self) -> str:
        return self.gettext("Summaries")

    def author(self, cell: Cell, entry: Entry) -> str:
        """`Rom 12 · Gjevik, Gran`, or the one member whose answer it is."""
        who = [entry.member] if entry.member else cell.room.members
        return " · ".join(filter(None, (self.room(cell.room), ", ".join(who))))

    def note(self) -> str:
        return self.gettext("Note")

    def notes(self) -> str:
        return self.gettext("Notes")

    def made_at(self) -> str:
        """`21. november 2026 kl. 14.20`."""
        day = format_date(self.outline.made_at, "long", locale=LOCALES[self.outline.language])
        time = self.outline.made_at.strftime("%H.%M")
        return self.gettext("%(date)s at %(time)s") % {"date": day, "time": time}

    def order(self) -> str:
        if self.outline.order == "room":
            return self.gettext("By room")
        return self.gettext("By question")

    def facts(self) -> list[tuple[str, str]]:
        """What page one states, as name and value."""
        facts = [
            (self.gettext("Coverage"), self.answered(self.outline.coverage)),
            (self.gettext("Made"), self.made_at()),
            (self.gettext("Order"), self.order()),
            (self.gettext("How the answers will be used"), self.outline.how_used),
        ]
        return [(name, value) for name, value in facts if value]

    def columns(self) -> tuple[str, ...]:
        """The headings of a table with a row for each note."""
        return (
            *(self.gettext("Dialogue"), self.gettext("Question number"), self.gettext("Question")),
            *(self.gettext("Room"), self.gettext("Room name"), self.gettext("Members in the room")),
            *(self.gettext("From"), self.gettext("Part"), self.gettext("Text")),
            *(self.gettext("State"), self.gettext("Not finished"), self.gettext("Seminar")),
            *(self.gettext("Made"), self.gettext("Order")),
            *(self.gettext("Rooms that answered"), self.gettext("Rooms in all")),
        )

    def yes(self, said: bool) -> str:
        return self.gettext("Yes") if said else self.gettext("No")


def _spans(rooms: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Numbers with their reasons; three or more in a row that gave none are one span."""
    by_run = groupby(enumerate(rooms), lambda each: (each[1][0] - each[0], each[1][1]))
    for _, group in by_run:
        found = [f"{number}{reason}" for _, (number, reason) in group]
        if len(found) > 2 and found[0].isdigit():
            yield f"{found[0]}–{found[-1]}"
        else:
            yield from found
