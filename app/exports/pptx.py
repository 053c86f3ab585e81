"""The report as slides for the plenum: how many answered, what the organiser found, and of each
question one slide. The rest is said to be in the report: nobody reads all of it from the back row.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.util import Emu

from app.exports import outcomes, promises
from app.exports.catalogue import Catalogue
from app.exports.chapter import Chapter, ChapterCell
from app.exports.chapters import by_question
from app.exports.coverage import coverage_figures
from app.exports.outline import Outline, ReportEntry, ReportQuestion, ReportTheme
from app.exports.packed import repacked, xml_safe
from app.exports.promises import Promised, promised
from app.exports.slide_pen import HIGH, WIDE, SlidePen
from app.exports.slides import LINES, Said, cut, lines_of, shortened, spread
from app.exports.wording import Wording
from app.languages import LANGUAGE_TAGS


def pptx(outline: Outline, catalogue: Catalogue) -> bytes:
    """16:9. Equal outlines are equal bytes."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Emu(WIDE), Emu(HIGH)
    facts = deck.core_properties
    facts.title, facts.author = xml_safe(outline.title)[:255], "Samtavle"
    facts.language = LANGUAGE_TAGS[outline.language]
    facts.created = facts.modified = outline.made_at.replace(tzinfo=None)
    facts.last_modified_by, facts.revision = "Samtavle", 1
    pen = SlidePen(deck, outline.language, outline.title)
    _Deck(pen, Wording(outline, catalogue)).write(outline)
    saved = BytesIO()
    deck.save(saved)
    return repacked(saved.getvalue(), outline.made_at)


class _Deck:
    def __init__(self, pen: SlidePen, words: Wording) -> None:
        self.pen = pen
        self.words = words

    def write(self, outline: Outline) -> None:
        lines = filter(None, (self.words.seated(outline.members), self.words.made_at()))
        self.pen.first(outline.title, self.words.answered(outline.coverage), list(lines))
        if outline.own_words:
            for part in cut([("", outline.own_words)]):
                self.pen.slide(self.words.own_words(), "", part)
        if outline.coverage.answered and outline.dialogues:
            for figure in coverage_figures(self.words):
                self.pen.figure(figure)
        for chapter in () if outline.extent == "themes" else by_question(outline):
            if isinstance(chapter.about, ReportQuestion):
                self._question(chapter, chapter.about)
        for theme in outline.themes:
            self._theme(theme)
        self._actions(outline)
        self._some(
            outcomes.heading(self.words), outcomes.counted(self.words), self._became(outline)
        )

    def _question(self, chapter: Chapter, question: ReportQuestion) -> None:
        """What was asked, and as many rooms as there is place for."""
        asked: list[Said] = [("", question.asked)] if question.asked else []
        if question.addressee:
            asked.insert(0, (self.words.to(question.addressee), ""))
        said = list(_statements(self.words, chapter))
        self._some(self.words.chapter(chapter), self.words.answered(chapter.coverage), said, asked)

    def _theme(self, theme: ReportTheme) -> None:
        """The organiser's sentence, marked as such, and some of the rooms behind it."""
        told = [(self.words.own_words(), theme.message)] if theme.message else []
        under = filter(None, (self.words.theme_kind(theme), self.words.themed(theme)))
        self._some(theme.title, " · ".join(under), list(self._quotes(theme)), told)

    def _quotes(self, theme: ReportTheme) -> Iterator[Said]:
        for quote in theme.quotes:
            changed = f" ({self.words.changed()})" if quote.changed else ""
            yield self.words.source(quote) + changed, quote.line.text

    def _actions(self, outline: Outline) -> None:
        """What a plenum can hold somebody to; free text is on the slides of the questions."""
        found, _ = promised(outline)
        title, under = self.words.actions(), promises.counted(self.words, found)
        self._some(title, under, self._promises(found))

    def _promises(self, some: Sequence[Promised]) -> list[Said]:
        return [
            (
                self.words.author(each.cell, each.entry),
                " – ".join(filter(None, promises.row(self.words, each)[1:])),
            )
            for each in some
        ]

    def _became(self, outline: Outline) -> list[Said]:
        """What became of the actions of the seminar before."""
        rows = [outcomes.row(self.words, each) for each in outline.outcomes]
        return [(whose, " – ".join(filter(None, said))) for whose, *said in rows]

    def _some(
        self,
        title: str,
        under: str,
        said: Sequence[Said],
        first: Sequence[Said] = (),
    ) -> None:
        """One slide, which says of how many it shows some; none where there is nothing."""
        first = [(who, shortened(text, LINES // 2)) for who, text in first]
        left = LINES - sum(lines_of(text) + (1 if who else 0) for who, text in first)
        shown = spread(said, left)
        told, every = len(shown), len(said)
        more = self.words.of_all(told, every) if told < every else ""
        if first or shown:
            self.pen.slide(title, under, [*first, *shown], self.words.own_words(), more)


def _statements(words: Wording, chapter: Chapter) -> Iterator[Said]:
    """Who said what: the summaries, and without any the notes."""
    cells: list[ChapterCell] = [*chapter.cells, *chapter.unshown]
    summarised = any(cell.summarised for cell in cells)
    for cell in cells:
        for entry in cell.entries:
            text = _text(entry, summarised=summarised)
            if text:
                yield words.author(cell, entry), text


def _text(entry: ReportEntry, *, summarised: bool) -> str:
    lines = entry.summary if summarised else entry.lines
    return "\n".join(f"{line.marker} {line.text}".strip() for line in lines if line.text.strip())
