"""How an outline's facts are said in the report's language; every word a report adds is here."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Protocol

from babel.dates import format_date

from app.boards.state import State
from app.exports.chapters import Cell, Chapter, Member, by_question, by_room
from app.exports.outline import Coverage, Dialogue, Entry, Outline, Question, Quote, Room, Theme
from app.exports.promised import Promised

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
        """The heading of a chapter: a question with its dialogue, a room or a member."""
        if isinstance(chapter.about, Room):
            return self.room(chapter.about)
        if isinstance(chapter.about, Member):
            return chapter.about.name
        if isinstance(chapter.about, Theme):
            return chapter.about.title
        return self.question(chapter.about, chapter.dialogue)

    def cell(self, chapter: Chapter, cell: Cell) -> str:
        """The heading of a cell in its chapter: the other one of the two."""
        if isinstance(chapter.about, Question):
            return self.room(cell.room)
        return self.question(cell.question, cell.dialogue)

    def room(self, room: Room) -> str:
        """`Rom 12`, with its name when it has one; its members are the by-line."""
        number = self.gettext("Room %(number)s") % {"number": room.number}
        return f"{number} · {room.name}" if room.name else number

    def members(self, chapter: Chapter, cell: Cell) -> str:
        """Who sat there, unless the chapter's own by-line says it; of a member in which room."""
        if isinstance(chapter.about, Member):
            return " · ".join(filter(None, (self.room(cell.room), ", ".join(cell.room.members))))
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

    def themed(self, theme: Theme) -> str:
        """`12 av 34 rom · 20 av 70 medlemmer`, of those that answered."""
        rooms = self.ngettext(
            "%(rooms)s of %(num)s room", "%(rooms)s of %(num)s rooms", theme.coverage.rooms
        ) % {"rooms": theme.coverage.answered, "num": theme.coverage.rooms}
        if not theme.members.rooms:
            return rooms
        members = self.ngettext(
            "%(members)s of %(num)s member", "%(members)s of %(num)s members", theme.members.rooms
        ) % {"members": theme.members.answered, "num": theme.members.rooms}
        return f"{rooms} · {members}"

    def theme_kind(self, theme: Theme) -> str:
        """A word for what a theme is, where it is not what several have in common."""
        return {
            "common": "",
            "disagreement": self.gettext("They disagree"),
            "ask": self.gettext("Asked of %(addressee)s") % {"addressee": theme.addressee},
        }[theme.kind]

    def source(self, quote: Quote) -> str:
        """Whose words a quote is, and to which question."""
        dialogue, question = self.outline.question_at(quote.place)
        who = [quote.member] if quote.member else quote.room.members
        said_by = " · ".join(filter(None, (self.room(quote.room), ", ".join(who))))
        return f"{said_by} – {self.question(question, dialogue)}"

    def changed(self) -> str:
        return self.gettext("The room has changed this since it was quoted.")

    def messages(self) -> str:
        return self.gettext("Messages")

    def what_is_a_message(self) -> str:
        return self.gettext(
            "The organiser's own sentences, each with how many of the rooms that answered say it, "
            "and what they wrote."
        )

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

    def seated(self, coverage: Coverage) -> str:
        """The same in members; nothing where none were named."""
        return (
            self.gettext("%(answered)s of %(rooms)s members were in them") % vars(coverage)
            if coverage.rooms
            else ""
        )

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

    def unshown_rooms(self, cells: Sequence[Cell]) -> str:
        """Which rooms answered without a summary, where a report holds nothing else."""
        rooms = ", ".join(_spans([(cell.room.number, "") for cell in cells]))
        return self.gettext("Answered without a summary: room %(rooms)s") % {"rooms": rooms}

    def unshown_questions(self, cells: Sequence[Cell]) -> str:
        questions = "; ".join(self.question(cell.question, cell.dialogue) for cell in cells)
        return self.gettext("Answered without a summary: %(questions)s") % {"questions": questions}

    def silent_throughout(self) -> str:
        """The rooms that wrote nothing to any question; empty when there are none."""
        silent = [
            chapter.about for chapter in by_room(self.outline) if not chapter.coverage.answered
        ]
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

    def actions(self) -> str:
        return self.gettext("Actions")

    def what_is_promised(self, promised: Sequence[Promised]) -> str:
        """How many of them say who, and by when: what a promise needs to be one."""
        told = sum(each.action.told for each in promised)
        return self.ngettext(
            "%(told)s of %(num)s action says who and when",
            "%(told)s of %(num)s actions say who and when",
            len(promised),
        ) % {"told": told, "num": len(promised)}

    def promise_heads(self) -> tuple[str, ...]:
        return (
            *(self.gettext("Room"), self.gettext("Who"), self.gettext("What")),
            *(self.gettext("When"), self.gettext("Needs")),
        )

    def promise(self, each: Promised) -> tuple[str, ...]:
        """Whose it is, and its fields as they were written."""
        said, member = each.action, each.line.member or each.entry.member
        whose = " · ".join(filter(None, (self.room(each.cell.room), member)))
        return (whose, said.who, said.what, said.when, said.needs)

    def author(self, cell: Cell, entry: Entry) -> str:
        """`Rom 12 · Gjevik, Gran`, or the one member whose answer it is."""
        who = [entry.member] if entry.member else cell.room.members
        return " · ".join(filter(None, (self.room(cell.room), ", ".join(who))))

    def own_words(self) -> str:
        return self.gettext("In the organiser's own words")

    def what_is_a_members(self) -> str:
        """What stands in a member's chapter, and what does not."""
        return self.gettext("Own answers and notes, and what the rooms wrote together")

    def note(self) -> str:
        return self.gettext("Note")

    def notes(self) -> str:
        return self.gettext("Notes")

    def made_at(self) -> str:
        """`21. november 2026 kl. 14.20`."""
        day = self._day(self.outline.made_at)
        time = self.outline.made_at.strftime("%H.%M")
        return self.gettext("%(date)s at %(time)s") % {"date": day, "time": time}

    def corrected(self, at: datetime) -> str:
        return self.gettext("Corrected %(date)s") % {"date": self._day(at)}

    def _day(self, moment: datetime) -> str:
        return format_date(moment, "long", locale=LOCALES[self.outline.language])

    def order(self) -> str:
        return {
            "question": self.gettext("By question"),
            "theme": self.gettext("By theme"),
            "member": self.gettext("By member"),
            "room": self.gettext("By room"),
            "addressee": self.gettext("By addressee"),
        }[self.outline.order]

    def names(self) -> str:
        """What was done with names of people in what was written; nothing where nothing was."""
        return {
            "keep": "",
            "initial": self.gettext("Initials instead of the names of people known to Samtavle"),
            "role": self.gettext("Duties instead of the names of people known to Samtavle"),
            "remove": self.gettext("The names of people known to Samtavle are taken out"),
        }[self.outline.names]

    def extent(self) -> str:
        return {
            "full": "",
            "summaries": self.gettext("Summaries alone"),
            "themes": self.gettext("Themes alone"),
        }[self.outline.extent]

    def facts(self) -> list[tuple[str, str]]:
        """What page one states, as name and value."""
        facts = [
            (self.gettext("Coverage"), self.answered(self.outline.coverage)),
            (self.gettext("Made"), self.made_at()),
            (self.gettext("Order"), self.order()),
            (self.gettext("Extent"), self.extent()),
            (self.gettext("Names in the text"), self.names()),
            (self.gettext("How the answers will be used"), self.outline.how_used),
            *((self.corrected(each.at), each.note) for each in self.outline.corrections),
        ]
        return [(name, value) for name, value in facts if value]

    def file_details(self) -> str:
        """What tells this file from the seminar's others: order, extent, names, language, day."""
        chosen = [self.order().lower(), self.extent().lower()]
        chosen.append(
            {
                "keep": "",
                "initial": self.gettext("initials"),
                "role": self.gettext("duties for names"),
                "remove": self.gettext("without names"),
            }[self.outline.names]
        )
        chosen.append("" if self.outline.in_own_language else self.outline.language)
        return f"– {' '.join(filter(None, chosen))} {self.outline.made_at:%Y-%m-%d}"

    def columns(self) -> tuple[str, ...]:
        """The headings of a table with a row for each note."""
        return (
            *(self.gettext("Dialogue"), self.gettext("Question number"), self.gettext("Question")),
            *(self.gettext("Room"), self.gettext("Room name"), self.gettext("Members in the room")),
            *(self.gettext("From"), self.gettext("Part"), self.gettext("Text")),
            *(self.gettext("State"), self.gettext("Not finished"), self.gettext("Seminar")),
            *(self.gettext("Made"), self.gettext("Order")),
            *(self.gettext("Rooms that answered"), self.gettext("Rooms in all")),
            self.gettext("Themes"),
        )

    def action_columns(self) -> tuple[str, ...]:
        """And of an action, in such a table."""
        return (
            *(self.gettext("Who"), self.gettext("What"), self.gettext("When")),
            *(self.gettext("Needs"), self.gettext("First day"), self.gettext("Last day")),
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
