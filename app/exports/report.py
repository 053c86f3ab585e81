"""From an outline to a manuscript: what a report says, in which order, in which words."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from app.exports import outcomes, silence
from app.exports.anchors import Anchors
from app.exports.catalogue import Catalogue
from app.exports.chapter import Chapter
from app.exports.chapter_blocks import ChapterBlocks
from app.exports.chapters import by_question, by_room, chapters, digest
from app.exports.manuscript import (
    Block,
    Columns,
    Contents,
    Manuscript,
    Paragraph,
    Table,
    Ways,
    anchors,
)
from app.exports.outline import Outline, ReportQuestion, ReportRoom
from app.exports.overviews import Overviews
from app.exports.promises import answers_anything
from app.exports.report_facts import report_facts
from app.exports.wording import Wording

_FACTS: Columns = (("fact_name", 2684), ("fact_value", 6500))
_COUNTS: Columns = (("fact_value", 5384), ("fact_count", 1900), ("fact_count", 1900))


def report(outline: Outline, catalogue: Catalogue) -> Manuscript:
    """Page one with facts and coverage, the organiser's own words and messages, the rooms'
    summaries by themselves, what they promised, what the figures say, then a chapter for each
    question, room, member or theme."""
    words = Wording(outline, catalogue)
    return _manuscript(outline.title, words, _Report(words).blocks())


def beginning(outline: Outline, catalogue: Catalogue, most: int) -> Manuscript:
    """The same report as far as its first blocks, and no more of it is made."""
    words = Wording(outline, catalogue)
    return _manuscript(outline.title, words, islice(_Report(words).blocks(), most))


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
    if isinstance(block, Ways):
        places = tuple((text, to if to in known else "") for text, to in block.places)
        return replace(block, places=places)
    dead = isinstance(block, Paragraph) and block.to and block.to not in known
    return replace(block, to="") if isinstance(block, Paragraph) and dead else block


class _Report:
    """Says what the outline holds. A chapter's anchor is such as `chapter3`."""

    def __init__(self, words: Wording) -> None:
        self.words = words
        self.outline = words.outline
        anchors = Anchors(self.outline)
        self._overviews, self._chapters = Overviews(words, anchors), ChapterBlocks(words, anchors)

    def blocks(self) -> Iterator[Block]:
        found = [
            each
            for each in chapters(self.outline)
            if each.coverage.answered or isinstance(each.about, ReportQuestion)
        ]
        summaries = digest(self.outline)
        yield from self._page_one(found, summaries)
        yield from self._overviews.messages()
        yield from self._overviews.summaries(summaries)
        yield from self._overviews.actions()
        yield from self._overviews.outcomes()
        yield from self._overviews.figures()
        for at, chapter in enumerate(found, 1):
            yield from self._chapters.chapter(chapter, f"chapter{at}")

    def of_room(self, chapter: Chapter) -> Iterator[Block]:
        yield Paragraph("kicker", self.outline.title)
        yield Paragraph("title", self.words.chapter(chapter))
        if isinstance(chapter.about, ReportRoom):
            yield Paragraph("lead", ", ".join(chapter.about.members))
        yield from self._chapters.places(chapter)

    def _page_one(self, found: list[Chapter], summaries: list[Chapter]) -> Iterator[Block]:
        (_, coverage), *facts = report_facts(self.words)
        yield Paragraph("kicker", self.words.gettext("Report"))
        yield Paragraph("title", self.outline.title)
        yield Paragraph("lead", coverage)
        if seated := self.words.seated(self.outline.members):
            yield Paragraph("coverage", seated)
        if silent := silence.throughout(self.words):
            yield Paragraph("coverage", silent)
        yield from self._own_words()
        yield Paragraph("gap")
        yield Table(self.words.gettext("About the report"), _FACTS, tuple(facts))
        if by_question(self.outline):
            yield Paragraph("gap")
            yield self._counts()
        yield from self._contents(found, summaries)

    def _own_words(self) -> Iterator[Block]:
        """Marked as what they are: whatever else stands in the report was said in a room."""
        if self.outline.own_words:
            yield Paragraph("label", self.words.own_words())
            for text in filter(None, map(str.strip, self.outline.own_words.splitlines())):
                yield Paragraph("own", text)

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
        if answers_anything(self.outline):
            entries.append((self.words.actions(), "actions"))
        if self.outline.outcomes:
            entries.append((outcomes.heading(self.words), "outcomes"))
        if self.outline.coverage.answered:
            entries.append((self.words.gettext("Coverage"), "coverage"))
        for at, chapter in enumerate(found, 1):
            entries.append((self.words.chapter(chapter), f"chapter{at}"))
        if entries:
            yield Paragraph("contents_head", self.words.gettext("Contents"))
            yield Contents(tuple(entries))
