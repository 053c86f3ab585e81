"""The chapters of a report, as blocks of its manuscript."""

from collections.abc import Iterable, Iterator, Sequence

from app.exports import silence
from app.exports.anchors import Anchors
from app.exports.chapter import Chapter, ChapterCell, NamedMember
from app.exports.manuscript import Block, Heading, Notes, Paragraph
from app.exports.outline import ReportEntry, ReportQuestion, ReportQuote, ReportRoom, ReportTheme
from app.exports.wording import Wording


class ChapterBlocks:
    """An anchor is a chapter's own, or that of a room's answer, which a summary of it leads to."""

    def __init__(self, words: Wording, anchors: Anchors) -> None:
        self.words, self.anchors = words, anchors

    def chapter(self, chapter: Chapter, anchor: str) -> Iterator[Block]:
        if isinstance(chapter.about, ReportQuestion):
            yield from self._question(chapter, chapter.about, anchor)
            return
        if isinstance(chapter.about, ReportTheme):
            yield from self._theme(chapter.about, anchor)
            return
        yield Heading(1, self.words.chapter(chapter), anchor=anchor)
        if isinstance(chapter.about, ReportRoom) and chapter.about.members:
            yield Paragraph("lead", ", ".join(chapter.about.members))
        if isinstance(chapter.about, NamedMember):
            yield Paragraph("byline", self.words.what_is_a_members())
        yield from self.places(chapter)

    def _theme(self, theme: ReportTheme, anchor: str) -> Iterator[Block]:
        """Short, so that several stand on a page; what is asked of somebody stands by itself among
        the questions to them."""
        if self.words.outline.order == "theme":
            if self.anchors.sets("themes"):
                yield Heading(1, self.words.gettext("Themes"), anchor="themes")
            yield Heading(2, theme.title, anchor=anchor)
        else:
            yield Heading(1, theme.title, self.words.gettext("Theme"), anchor)
        if kind := self.words.theme_kind(theme):
            yield Paragraph("addressee", kind)
        yield Paragraph("coverage", self.words.themed(theme))
        yield from quote_blocks(self.words, self.anchors, theme.quotes)

    def _question(self, chapter: Chapter, question: ReportQuestion, anchor: str) -> Iterator[Block]:
        kicker = self.words.dialogue(chapter.dialogue)
        yield Heading(1, self.words.question(question), kicker, anchor)
        if question.addressee:
            yield Paragraph("addressee", self.words.to(question.addressee))
        if question.asked:
            yield Paragraph("question", question.asked)
        yield Paragraph("coverage", self.words.answered(chapter.coverage))
        if self.words.outline.extent == "themes":
            yield from self._themes(chapter.themes)
            return
        yield from self._without_text(silence.of_rooms(self.words, chapter))
        for cell in chapter.cells:
            yield Heading(2, self.words.cell(chapter, cell), anchor=self.anchors.first_of(cell))
            yield from self._cell(chapter, cell)

    def _without_text(self, told: Iterable[str]) -> Iterator[Block]:
        """Before what was written: after the last room it could stand alone on a page."""
        for each in told:
            yield Paragraph("coverage", each)

    def _themes(self, themes: Sequence[ReportTheme]) -> Iterator[Block]:
        for theme in themes:
            yield Heading(2, theme.title)
            kind = self.words.theme_kind(theme)
            counted = " · ".join(filter(None, (kind, self.words.themed(theme))))
            yield Paragraph("coverage", counted)
            yield from quote_blocks(self.words, self.anchors, theme.quotes)

    def places(self, chapter: Chapter) -> Iterator[Block]:
        """The questions of a room or a member."""
        yield from self._without_text(silence.of_questions(self.words, chapter))
        for cell in chapter.cells:
            yield Heading(2, self.words.cell(chapter, cell), anchor=self.anchors.first_of(cell))
            if cell.question.addressee:
                yield Paragraph("addressee", self.words.to(cell.question.addressee))
            if cell.question.asked:
                yield Paragraph("byline", cell.question.asked)
            yield from self._cell(chapter, cell)

    def _cell(self, chapter: Chapter, cell: ChapterCell) -> Iterator[Block]:
        if members := self.words.members(chapter, cell):
            yield Paragraph("byline", members)
        for entry in cell.entries:
            yield from self._entry(entry)

    def _entry(self, entry: ReportEntry) -> Iterator[Block]:
        if entry.member and entry.readable:
            yield Heading(3, entry.member)
        remark = self.words.remark(entry)
        if remark and (entry.given or not entry.member):
            yield Paragraph("remark", remark)
        if entry.summary:
            yield Paragraph("label", self.words.summary())
            yield Notes(entry.summary, "summary", self.anchors.of_notes(entry.summary))
        if entry.summary and entry.lines:
            yield Paragraph("label", self.words.notes())
        if entry.lines:
            yield Notes(entry.lines, anchors=self.anchors.of_notes(entry.lines))
            for origin in entry.origins:
                yield Paragraph("remark", self.words.origin(origin))


def quote_blocks(
    words: Wording, anchors: Anchors, quotes: Sequence[ReportQuote]
) -> Iterator[Block]:
    """Each leads to its note, where the report holds it."""
    for quote in quotes:
        to = anchors.note(quote.line)
        yield Paragraph("digest_room", words.source(quote), to=to)
        yield Notes((quote.line,), "digest")
        if quote.changed:
            yield Paragraph("remark", words.changed())
