"""From an outline to a manuscript: what a report says, in which order, in which words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.documents.text import Line
from app.exports.chapters import Cell, Chapter, Member, by_question, by_room, chapters, digest
from app.exports.coverage import coverage_figures
from app.exports.manuscript import (
    Block,
    Columns,
    Contents,
    Heading,
    Manuscript,
    Notes,
    Paragraph,
    Picture,
    Table,
    anchors,
)
from app.exports.outline import Entry, Outline, Question, Quote, Room, Theme
from app.exports.promised import promised
from app.exports.wording import Catalogue, Wording

_FACTS: Columns = (("fact_name", 2684), ("fact_value", 6500))
_QUOTES_OF_A_MESSAGE = 2
_COUNTS: Columns = (("fact_value", 5384), ("fact_count", 1900), ("fact_count", 1900))
_ACTIONS: Columns = (
    *(("fact_value", 1500), ("fact_value", 1700), ("fact_value", 3084)),
    *(("fact_value", 1500), ("fact_value", 1400)),
)


def report(outline: Outline, catalogue: Catalogue) -> Manuscript:
    """Page one with facts and coverage, the organiser's own words and messages, the rooms'
    summaries by themselves, what they promised, what the figures say, then a chapter for each
    question, room, member or theme."""
    words = Wording(outline, catalogue)
    return _manuscript(outline.title, words, _Report(words).blocks())


def room_page(outline: Outline, catalogue: Catalogue) -> Manuscript:
    """What one room wrote, from an outline that holds that room alone."""
    words = Wording(outline, catalogue)
    (chapter,) = by_room(outline)
    return _manuscript(words.chapter(chapter), words, _Report(words).of_room(chapter))


def _manuscript(title: str, words: Wording, blocks: Iterator[Block]) -> Manuscript:
    outline, written = words.outline, tuple(blocks)
    known = anchors(written)
    return Manuscript(
        title,
        outline.title,
        outline.language,
        outline.made_at,
        words.made_at(),
        words.gettext("From %(member)s"),
        tuple(_leading(block, known) for block in written),
    )


def _leading(block: Block, known: set[str]) -> Block:
    """What leads to nothing in this report is only said."""
    if isinstance(block, Table):
        return replace(block, to=tuple(each if each in known else "" for each in block.to))
    dead = isinstance(block, Paragraph) and block.to and block.to not in known
    return replace(block, to="") if isinstance(block, Paragraph) and dead else block


class _Report:
    """Says what the outline holds. An anchor is a chapter's `chapter3`, or the place of a room's
    answer to a question, which a summary of it leads to."""

    def __init__(self, words: Wording) -> None:
        self.words = words
        self.outline = words.outline
        self.questions = [each.about for each in by_question(self.outline)]
        self.placed: set[str] = set()
        self.promised = promised(self.outline)
        quoted = [quote.line.id for theme in self.outline.themes for quote in theme.quotes]
        self.notes = {id: f"note{at}" for at, id in enumerate(dict.fromkeys(quoted), 1) if id}

    def blocks(self) -> Iterator[Block]:
        found = [
            each
            for each in chapters(self.outline)
            if each.coverage.answered or isinstance(each.about, Question)
        ]
        summaries = digest(self.outline)
        yield from self._page_one(found, summaries)
        yield from self._own_words()
        yield from self._messages()
        yield from self._summaries(summaries)
        yield from self._actions()
        yield from self._figures()
        for at, chapter in enumerate(found, 1):
            yield from self._chapter(chapter, f"chapter{at}")

    def of_room(self, chapter: Chapter) -> Iterator[Block]:
        yield Paragraph("kicker", self.outline.title)
        yield Paragraph("title", self.words.chapter(chapter))
        if isinstance(chapter.about, Room):
            yield Paragraph("lead", ", ".join(chapter.about.members))
        yield from self._places(chapter)

    def _page_one(self, found: list[Chapter], summaries: list[Chapter]) -> Iterator[Block]:
        (_, coverage), *facts = self.words.facts()
        yield Paragraph("kicker", self.words.gettext("Report"))
        yield Paragraph("title", self.outline.title)
        yield Paragraph("lead", coverage)
        if seated := self.words.seated(self.outline.members):
            yield Paragraph("coverage", seated)
        if silent := self.words.silent_throughout():
            yield Paragraph("coverage", silent)
        yield Paragraph("gap")
        yield Table(self.words.gettext("About the report"), _FACTS, tuple(facts))
        if self.questions:
            yield Paragraph("gap")
            yield self._counts()
        yield from self._contents(found, summaries)

    def _counts(self) -> Table:
        """Of each question how many rooms answered, and how many members sat in them."""
        head = (
            self.words.gettext("Question"),
            self.words.gettext("Rooms that answered"),
            self.words.gettext("Members in them"),
        )
        rows = tuple(
            (
                self.words.chapter(each),
                self.words.counted(each.coverage),
                self.words.counted(each.members) if each.members.rooms else "",
            )
            for each in by_question(self.outline)
        )
        return Table(self.words.gettext("Coverage"), _COUNTS, rows, head)

    def _contents(self, found: list[Chapter], summaries: list[Chapter]) -> Iterator[Block]:
        entries = [(self.words.summaries(), "summaries")] if summaries else []
        if any(theme.message for theme in self.outline.themes):
            entries.insert(0, (self.words.messages(), "messages"))
        if self.promised:
            entries.append((self.words.actions(), "actions"))
        if self.questions and self.outline.coverage.answered:
            entries.append((self.words.gettext("Coverage"), "coverage"))
        for at, chapter in enumerate(found, 1):
            entries.append((self.words.chapter(chapter), f"chapter{at}"))
        if entries:
            yield Paragraph("contents_head", self.words.gettext("Contents"))
            yield Contents(tuple(entries))

    def _own_words(self) -> Iterator[Block]:
        """Marked as what they are: whatever else stands in the report was said in a room."""
        if self.outline.own_words:
            yield Paragraph("label", self.words.own_words())
            for text in filter(None, map(str.strip, self.outline.own_words.splitlines())):
                yield Paragraph("own", text)

    def _messages(self) -> Iterator[Block]:
        """One page of what the organiser has to say, each sentence with its rooms behind it."""
        said = [theme for theme in self.outline.themes if theme.message]
        if said:
            yield Heading(1, self.words.messages(), anchor="messages")
            yield Paragraph("byline", self.words.what_is_a_message())
        for theme in said:
            yield Heading(2, theme.title)
            yield Paragraph("own", theme.message)
            yield Paragraph("coverage", self.words.themed(theme))
            yield from self._quotes(theme.quotes[:_QUOTES_OF_A_MESSAGE])

    def _quotes(self, quotes: Sequence[Quote]) -> Iterator[Block]:
        """Each leads to its note, where the report holds it."""
        for quote in quotes:
            to = self.notes.get(quote.line.id or "", "")
            yield Paragraph("digest_room", self.words.source(quote), to=to)
            yield Notes((quote.line,), "digest")
            if quote.changed:
                yield Paragraph("remark", self.words.changed())

    def _summaries(self, summaries: list[Chapter]) -> Iterator[Block]:
        """What the rooms themselves found to be the gist, question by question; each leads to its
        place among what the room wrote."""
        if summaries:
            yield Heading(1, self.words.summaries(), anchor="summaries")
        for chapter in summaries:
            yield Heading(2, self.words.chapter(chapter))
            yield Paragraph("byline", self.words.summarised(chapter.coverage))
            for cell in chapter.cells:
                for entry in cell.entries:
                    if entry.summary:
                        author = self.words.author(cell, entry)
                        yield Paragraph("digest_room", author, to=self._place(cell))
                        yield Notes(entry.summary, "digest")

    def _actions(self) -> Iterator[Block]:
        """Who does what, across the rooms; each leads to what the room wrote."""
        if self.promised:
            yield Heading(1, self.words.actions(), anchor="actions")
            yield Paragraph("byline", self.words.what_is_promised(self.promised))
            yield Table(
                self.words.actions(),
                _ACTIONS,
                tuple(self.words.promise(each) for each in self.promised),
                self.words.promise_heads(),
                tuple(self._place(each.cell) for each in self.promised),
            )

    def _figures(self) -> Iterator[Block]:
        """Nothing before anybody has answered."""
        if self.questions and self.outline.coverage.answered:
            yield Heading(1, self.words.gettext("Coverage"), anchor="coverage")
            for figure in coverage_figures(self.words):
                yield Heading(2, figure.title)
                yield Picture(figure)

    def _chapter(self, chapter: Chapter, anchor: str) -> Iterator[Block]:
        if isinstance(chapter.about, Question):
            yield from self._question(chapter, chapter.about, anchor)
            return
        if isinstance(chapter.about, Theme):
            yield from self._theme(chapter.about, anchor)
            return
        yield Heading(1, self.words.chapter(chapter), anchor=anchor)
        if isinstance(chapter.about, Room) and chapter.about.members:
            yield Paragraph("lead", ", ".join(chapter.about.members))
        if isinstance(chapter.about, Member):
            yield Paragraph("byline", self.words.what_is_a_members())
        yield from self._places(chapter)

    def _theme(self, theme: Theme, anchor: str) -> Iterator[Block]:
        """Short, so that several stand on a page; what is asked of somebody stands by itself among
        the questions to them."""
        if self.outline.order == "theme":
            if "themes" not in self.placed:
                self.placed.add("themes")
                yield Heading(1, self.words.gettext("Themes"), anchor="themes")
            yield Heading(2, theme.title, anchor=anchor)
        else:
            yield Heading(1, theme.title, self.words.gettext("Theme"), anchor)
        if kind := self.words.theme_kind(theme):
            yield Paragraph("addressee", kind)
        yield Paragraph("coverage", self.words.themed(theme))
        yield from self._quotes(theme.quotes)

    def _question(self, chapter: Chapter, question: Question, anchor: str) -> Iterator[Block]:
        kicker = self.words.dialogue(chapter.dialogue)
        yield Heading(1, self.words.question(question), kicker, anchor)
        if question.addressee:
            yield Paragraph("addressee", self.words.to(question.addressee))
        yield Paragraph("question", question.text)
        yield Paragraph("coverage", self.words.answered(chapter.coverage))
        if self.outline.extent == "themes":
            yield from self._themes(chapter.themes)
            return
        for cell in chapter.cells:
            yield Heading(2, self.words.cell(chapter, cell), anchor=self._placed(cell))
            yield from self._cell(chapter, cell)
        if chapter.unshown:
            yield Paragraph("silent", self.words.unshown_rooms(chapter.unshown))
        if chapter.silent:
            yield Paragraph("silent", self.words.silent_rooms(chapter.silent))

    def _themes(self, themes: Sequence[Theme]) -> Iterator[Block]:
        for theme in themes:
            yield Heading(2, theme.title)
            kind = self.words.theme_kind(theme)
            counted = " · ".join(filter(None, (kind, self.words.themed(theme))))
            yield Paragraph("coverage", counted)
            yield from self._quotes(theme.quotes)

    def _places(self, chapter: Chapter) -> Iterator[Block]:
        """The questions of a room or a member."""
        for cell in chapter.cells:
            yield Heading(2, self.words.cell(chapter, cell), anchor=self._placed(cell))
            if cell.question.addressee:
                yield Paragraph("addressee", self.words.to(cell.question.addressee))
            yield Paragraph("byline", cell.question.text)
            yield from self._cell(chapter, cell)
        if chapter.unshown:
            yield Paragraph("silent", self.words.unshown_questions(chapter.unshown))
        if chapter.silent:
            yield Paragraph("silent", self.words.silent_questions(chapter.silent))

    def _cell(self, chapter: Chapter, cell: Cell) -> Iterator[Block]:
        if members := self.words.members(chapter, cell):
            yield Paragraph("byline", members)
        for entry in cell.entries:
            yield from self._entry(entry)

    def _entry(self, entry: Entry) -> Iterator[Block]:
        if entry.member and entry.readable:
            yield Heading(3, entry.member)
        remark = self.words.remark(entry)
        if remark and (entry.given or not entry.member):
            yield Paragraph("remark", remark)
        if entry.summary:
            yield Paragraph("label", self.words.summary())
            yield Notes(entry.summary, "summary", self._anchors(entry.summary))
        if entry.summary and entry.lines:
            yield Paragraph("label", self.words.notes())
        if entry.lines:
            yield Notes(entry.lines, anchors=self._anchors(entry.lines))

    def _anchors(self, lines: Sequence[Line]) -> dict[str, str]:
        """Of what is quoted, the first time that it stands in the report."""
        found = {line.id: self.notes[line.id] for line in lines if line.id in self.notes}
        fresh = {id: each for id, each in found.items() if id and each not in self.placed}
        self.placed.update(fresh.values())
        return fresh

    def _place(self, cell: Cell) -> str:
        at = next(at for at, each in enumerate(self.questions, 1) if each is cell.question)
        return f"room{cell.room.number}question{at}"

    def _placed(self, cell: Cell) -> str:
        """The anchor, the first time that the place stands in the report: of a room with several
        members it stands in the chapter of each."""
        anchor = self._place(cell)
        if anchor in self.placed:
            return ""
        self.placed.add(anchor)
        return anchor
