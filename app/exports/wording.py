"""How an outline's facts are said in the report's language; every word a report adds is here."""

from datetime import datetime

from babel.dates import format_date

from app.boards.coverage import Coverage
from app.boards.state import State
from app.exports.catalogue import Catalogue
from app.exports.chapter import Chapter, ChapterCell, NamedMember
from app.exports.chapters import by_question
from app.exports.outline import (
    Origin,
    Outline,
    ReportDialogue,
    ReportEntry,
    ReportQuestion,
    ReportQuote,
    ReportRoom,
    ReportTheme,
)
from app.languages import LOCALES


class Wording:
    """The words of one report: in its own language, which need not be the reader's."""

    def __init__(self, outline: Outline, catalogue: Catalogue) -> None:
        self.outline = outline
        self.gettext = catalogue.gettext
        self.ngettext = catalogue.ngettext

    def chapter(self, chapter: Chapter) -> str:
        """The heading of a chapter: a question with its dialogue, a room or a member."""
        if isinstance(chapter.about, ReportRoom):
            return self.room(chapter.about)
        if isinstance(chapter.about, NamedMember):
            return chapter.about.name
        if isinstance(chapter.about, ReportTheme):
            return chapter.about.title
        return self.question(chapter.about, chapter.dialogue)

    def cell(self, chapter: Chapter, cell: ChapterCell) -> str:
        """The heading of a cell in its chapter: the other one of the two."""
        if isinstance(chapter.about, ReportQuestion):
            return self.room(cell.room)
        return self.question(cell.question, cell.dialogue)

    def room(self, room: ReportRoom) -> str:
        """`Rom 12`, with its name when it has one, and where it went on if it did; its members are
        the by-line."""
        number = self.gettext("Room %(number)s") % {"number": room.number}
        into = self.gettext("went on in room %(number)s") % {"number": room.into}
        return " · ".join(filter(None, (number, room.name, into if room.into else "")))

    def place(self, room: ReportRoom) -> str:
        """`rom 12`, in the middle of a line."""
        return self.gettext("room %(number)s") % {"number": room.number}

    def members(self, chapter: Chapter, cell: ChapterCell) -> str:
        """Who sat there, unless the chapter's own by-line says it; of a member in which room."""
        if isinstance(chapter.about, NamedMember):
            return " · ".join(filter(None, (self.room(cell.room), ", ".join(cell.room.members))))
        said = isinstance(chapter.about, ReportRoom) and chapter.about.members == cell.room.members
        return "" if said else ", ".join(cell.room.members)

    def question(self, question: ReportQuestion, dialogue: ReportDialogue | None = None) -> str:
        """`Dialog 1 · 2. Rammer og verdier`; outside the numbering only the label.

        The dialogue is named where there are several.
        """
        label = question.label or question.text
        label = label if question.number is None else f"{question.number}. {label}"
        kicker = self.dialogue(dialogue)
        return f"{kicker} · {label}" if kicker else label

    def dialogue(self, dialogue: ReportDialogue | None) -> str:
        """The dialogue's title, or nothing where there is only one."""
        return dialogue.title if dialogue and len(self.outline.dialogues) > 1 else ""

    def themed(self, theme: ReportTheme) -> str:
        """`12 av 34 rom · 20 av 70 medlemmer`, of those that answered."""
        rooms = self.ngettext(
            "%(rooms)s of %(num)s room", "%(rooms)s of %(num)s rooms", theme.coverage.rooms
        ) % {"rooms": theme.coverage.answered, "num": theme.coverage.rooms}
        members = self.ngettext(
            "%(members)s of %(num)s member", "%(members)s of %(num)s members", theme.members.rooms
        ) % {"members": theme.members.answered, "num": theme.members.rooms}
        told = (rooms, members if theme.members.rooms else "", self.once(theme.coverage))
        return " · ".join(filter(None, told))

    def theme_kind(self, theme: ReportTheme) -> str:
        """A word for what a theme is, where it is not what several have in common."""
        return {
            "common": "",
            "disagreement": self.gettext("They disagree"),
            "ask": self.gettext("Asked of %(addressee)s") % {"addressee": theme.addressee},
        }[theme.kind]

    def source(self, quote: ReportQuote) -> str:
        """Whose words a quote is, and to which question."""
        dialogue, question = self.outline.question_at(quote.place)
        who = [quote.member] if quote.member else quote.room.members
        said_by = " · ".join(filter(None, (self.room(quote.room), ", ".join(who))))
        return f"{said_by} – {self.question(question, dialogue)}"

    def origin(self, origin: Origin) -> str:
        place = {"room": origin.room, "question": origin.number or origin.label}
        numbered = self.gettext("room %(room)s, question %(question)s")
        named = self.gettext("room %(room)s, “%(question)s”")
        return self.ngettext(
            "The facilitator moved %(num)s note here from %(place)s.",
            "The facilitator moved %(num)s notes here from %(place)s.",
            origin.notes,
        ) % {"num": origin.notes, "place": (numbered if origin.number else named) % place}

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
        rooms = self.ngettext(
            "Answers from %(answered)s of %(rooms)s room",
            "Answers from %(answered)s of %(rooms)s rooms",
            coverage.rooms,
        ) % vars(coverage)
        return " · ".join(filter(None, (rooms, self.once(coverage))))

    def once(self, coverage: Coverage) -> str:
        """That a count leaves out what stands twice; nothing where it does not."""
        return (
            self.ngettext(
                "%(num)s text that stands twice is counted once",
                "%(num)s texts that stand twice are counted once",
                coverage.doubles,
            )
            % {"num": coverage.doubles}
            if coverage.doubles
            else ""
        )

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

    def of_all(self, shown: int, every: int) -> str:
        """Of what is shown in part."""
        told = self.gettext("%(shown)s of %(every)s here, all of them in the report")
        return told % {"shown": shown, "every": every}

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

    def remark(self, entry: ReportEntry) -> str:
        """What a reader must know of an answer with text: that it breaks off, or stands in another
        room too. Otherwise nothing."""
        return " · ".join(filter(None, (self._breaks_off(entry), self.also_in(entry))))

    def _breaks_off(self, entry: ReportEntry) -> str:
        if entry.state is State.OUT_OF_TIME:
            return self.state(State.OUT_OF_TIME)
        return self.gettext("Not finished") if entry.unfinished and entry.given else ""

    def also_in(self, entry: ReportEntry) -> str:
        """Of an answer that says something again: where that counts."""
        rooms = ", ".join(map(str, sorted(set(entry.again.values()))))
        said = self.gettext("Stands in room %(rooms)s too, and is counted there")
        return said % {"rooms": rooms} if rooms else ""

    def summary(self) -> str:
        return self.gettext("Summary")

    def summaries(self) -> str:
        return self.gettext("Summaries")

    def actions(self) -> str:
        return self.gettext("Actions")

    def author(self, cell: ChapterCell, entry: ReportEntry) -> str:
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
        day = self.day(self.outline.made_at)
        time = self.outline.made_at.strftime("%H.%M")
        return self.gettext("%(date)s at %(time)s") % {"date": day, "time": time}

    def day(self, moment: datetime) -> str:
        return format_date(moment, "long", locale=LOCALES[self.outline.language])

    def yes(self, said: bool) -> str:
        return self.gettext("Yes") if said else self.gettext("No")
