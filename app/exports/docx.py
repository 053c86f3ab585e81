"""The report as a Word file, and the page that a room takes home."""

from app.exports.outline import (
    Cell,
    Chapter,
    Entry,
    Outline,
    Question,
    Room,
    by_room,
    chapters,
    digest,
)
from app.exports.word_paper import blank_paper, file_of
from app.exports.word_text import Pen
from app.exports.wording import Catalogue, Wording

_FACTS = (("FactName", 2684), ("FactValue", 6500))
_COUNTS = (("FactValue", 7184), ("FactCount", 2000))


def docx(outline: Outline, catalogue: Catalogue) -> bytes:
    """Page one with the facts and the contents, the rooms' summaries by themselves, then a chapter
    per question or room, in the outline's order."""
    words = Wording(outline, catalogue)
    paper = blank_paper(outline, outline.title, words.made_at())
    _Report(Pen(paper, words.said_by), words).write(outline)
    return file_of(paper, outline.made_at)


def room_docx(outline: Outline, catalogue: Catalogue) -> bytes:
    """What one room wrote, from an outline that holds that room alone."""
    words = Wording(outline, catalogue)
    (chapter,) = by_room(outline)
    paper = blank_paper(outline, words.chapter(chapter), words.made_at())
    _Report(Pen(paper, words.said_by), words).write_room(chapter)
    return file_of(paper, outline.made_at)


class _Report:
    """Puts what the outline holds, in the words of its language, on paper."""

    def __init__(self, pen: Pen, words: Wording) -> None:
        self.pen = pen
        self.words = words
        pen.header(words.outline.title)

    def write(self, outline: Outline) -> None:
        found = [each for each in chapters(outline) if each.cells or each.dialogue]
        summaries = digest(outline)
        self._page_one(outline, found, summaries)
        if summaries:
            self._summaries(summaries)
        for at, chapter in enumerate(found, 1):
            if isinstance(chapter.about, Question):
                self._question(chapter, chapter.about, f"chapter{at}")
            else:
                self._room(chapter, chapter.about, f"chapter{at}")

    def write_room(self, chapter: Chapter) -> None:
        self.pen.write("Kicker", self.words.outline.title)
        self.pen.write("Title", self.words.chapter(chapter))
        if isinstance(chapter.about, Room):
            self.pen.write("Lead", ", ".join(chapter.about.members))
        self._questions_of_room(chapter)

    def _page_one(self, outline: Outline, found: list[Chapter], summaries: list[Chapter]) -> None:
        (_, coverage), *facts = self.words.facts()
        self.pen.write("Kicker", self.words.gettext("Report"))
        self.pen.write("Title", outline.title)
        self.pen.write("Lead", coverage)
        if silent := self.words.silent_throughout():
            self.pen.write("Coverage", silent)
        self.pen.write("Gap")
        self.pen.table(_FACTS, facts)
        if outline.order == "room" and (each := self.words.answered_each()):
            head = self.words.gettext("Question"), self.words.gettext("Rooms that answered")
            self.pen.write("Gap")
            self.pen.table(_COUNTS, each, head)
        self._contents(found, summaries)

    def _contents(self, found: list[Chapter], summaries: list[Chapter]) -> None:
        asked = any(each.dialogue for each in found)
        entries = [(self.words.summaries(), "summaries", "")] if summaries else []
        for at, chapter in enumerate(found, 1):
            aside = self.words.counted(chapter.coverage) if chapter.dialogue else ""
            entries.append((self.words.chapter(chapter), f"chapter{at}", aside))
        if entries:
            aside = f"\t{self.words.gettext('Rooms that answered')}" if asked else ""
            self.pen.write("ContentsHead", self.words.gettext("Contents") + aside)
            self.pen.contents(entries)

    def _summaries(self, summaries: list[Chapter]) -> None:
        """What the rooms themselves found to be the gist, question by question."""
        self.pen.heading(1, self.words.summaries(), bookmark="summaries")
        for chapter in summaries:
            self.pen.heading(2, self.words.chapter(chapter))
            self.pen.write("Byline", self.words.summarised(chapter.coverage))
            for cell in chapter.cells:
                for entry in cell.entries:
                    if entry.summary:
                        self.pen.write("DigestRoom", self.words.author(cell, entry))
                        self.pen.notes(entry.summary, "Digest", "DigestItem")

    def _question(self, chapter: Chapter, question: Question, bookmark: str) -> None:
        kicker = self.words.dialogue(chapter.dialogue)
        self.pen.heading(1, self.words.question(question), kicker, bookmark)
        if question.addressee:
            self.pen.write("Addressee", self.words.to(question.addressee))
        self.pen.write("Question", question.text)
        self.pen.write("Coverage", self.words.answered(chapter.coverage))
        for cell in chapter.cells:
            self.pen.heading(2, self.words.cell(chapter, cell))
            self._cell(chapter, cell)
        if chapter.silent:
            self.pen.write("Silent", self.words.silent_rooms(chapter.silent))

    def _room(self, chapter: Chapter, room: Room, bookmark: str) -> None:
        self.pen.heading(1, self.words.room(room), bookmark=bookmark)
        if room.members:
            self.pen.write("Lead", ", ".join(room.members))
        self._questions_of_room(chapter)

    def _questions_of_room(self, chapter: Chapter) -> None:
        for cell in chapter.cells:
            self.pen.heading(2, self.words.cell(chapter, cell))
            if cell.question.addressee:
                self.pen.write("Addressee", self.words.to(cell.question.addressee))
            self.pen.write("Byline", cell.question.text)
            self._cell(chapter, cell)
        if chapter.silent:
            self.pen.write("Silent", self.words.silent_questions(chapter.silent))

    def _cell(self, chapter: Chapter, cell: Cell) -> None:
        if members := self.words.members(chapter, cell):
            self.pen.write("Byline", members)
        for entry in cell.entries:
            self._entry(entry)

    def _entry(self, entry: Entry) -> None:
        if entry.member and entry.given:
            self.pen.heading(3, entry.member)
        remark = self.words.remark(entry)
        if remark and (entry.given or not entry.member):
            self.pen.write("Remark", remark)
        if entry.summary:
            self.pen.write("Label", self.words.summary())
            self.pen.notes(entry.summary, "Summary")
        if entry.summary and entry.lines:
            self.pen.write("Label", self.words.notes())
        self.pen.notes(entry.lines)
