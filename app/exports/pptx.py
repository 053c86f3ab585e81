"""The report as slides for the plenum: counts, figures, and what the rooms themselves summed up.

Where no room has summed up a question, its notes stand there instead. A slide holds as much as can
be read from the back row; what is longer goes on on the next.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from math import ceil
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu, Pt

from app.exports import outcomes, promises
from app.exports.chapter import Chapter, ChapterCell
from app.exports.chapters import by_question
from app.exports.coverage import coverage_figures
from app.exports.figures import WIDTH, Figure
from app.exports.outline import Entry, Outline, Question, Theme
from app.exports.packed import fit, repacked
from app.exports.promises import Promised, promised
from app.exports.slides import LINES, Said, cut, lines_of
from app.exports.wording import Catalogue, Wording
from app.languages import LANGUAGE_TAGS
from app.typeset import raster

_WIDE, _HIGH = 12_192_000, 6_858_000  # 16:9, in Office's own units: 12,700 are a point
_EDGE = 685_800
_INK, _QUIET, _GREEN, _AMBER = map(RGBColor.from_string, ("1B2421", "56615C", "0B5D4E", "8A4B00"))
_SMALLER = (22, 18, 14)  # points, for a title that is longer than its place
_LETTER, _LINE = 0.62, 1.2  # a letter's width and a line's height, by the size
_TITLE_ONLY = 5  # a layout of the library's own template


def pptx(outline: Outline, catalogue: Catalogue) -> bytes:
    """16:9. Equal outlines are equal bytes."""
    words = Wording(outline, catalogue)
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Emu(_WIDE), Emu(_HIGH)
    facts = deck.core_properties
    facts.title, facts.author = fit(outline.title)[:255], "Samtavle"
    facts.language = LANGUAGE_TAGS[outline.language]
    facts.created = facts.modified = outline.made_at.replace(tzinfo=None)
    facts.last_modified_by, facts.revision = "Samtavle", 1
    _Slides(deck, words).write(outline)
    saved = BytesIO()
    deck.save(saved)
    return repacked(saved.getvalue(), outline.made_at)


class _Slides:
    def __init__(self, deck: Any, words: Wording) -> None:
        self.deck = deck
        self.words = words
        self.tag = LANGUAGE_TAGS[words.outline.language]

    def write(self, outline: Outline) -> None:
        self._first(outline)
        if outline.own_words:
            for part in cut([("", outline.own_words)]):
                self._slide(self.words.own_words(), "", part, _AMBER)
        for theme in outline.themes:
            if theme.message:
                self._message(theme)
        if outline.coverage.answered and outline.dialogues:
            for figure in coverage_figures(self.words):
                self._figure(figure)
        if outline.order == "theme" or outline.extent == "themes":
            for theme in outline.themes:
                for part in cut(list(self._quotes(theme))):
                    self._slide(theme.title, self._under(theme), part, _GREEN)
        self._actions(outline)
        self._outcomes(outline)
        for chapter in () if outline.extent == "themes" else by_question(outline):
            if isinstance(chapter.about, Question):
                self._question(chapter, chapter.about)

    def _first(self, outline: Outline) -> None:
        slide = self._blank(outline.title, 40, Emu(2_100_000), Emu(1_700_000))
        box = self._box(slide, Emu(3_950_000), Emu(1_500_000))
        self._line(box, self.words.answered(outline.coverage), 24, _GREEN, bold=True)
        if seated := self.words.seated(outline.members):
            self._line(box, seated, 18, _QUIET)
        self._line(box, self.words.made_at(), 18, _QUIET)

    def _message(self, theme: Theme) -> None:
        """The organiser's sentence, marked as such, and the rooms behind it."""
        told = [(self.words.own_words(), theme.message)]
        left = LINES - 2 - 2 * lines_of(theme.message)
        quotes = list(self._quotes(theme))[:2] if left > 3 else []
        slide = self._slide(theme.title, self._under(theme), told, _AMBER, size=24)
        for who, text in next(cut(quotes, left), ()):
            self._line(slide, who, 14, _GREEN, bold=True, above=14)
            self._line(slide, text, 18, _INK, above=3)

    def _actions(self, outline: Outline) -> None:
        """Who does what, in the order of the rooms."""
        found = promised(outline)
        bare = [each for each in found if each.action.bare]
        told = [each for each in found if not each.action.bare]
        under = promises.counted(self.words, found)
        for part in cut(list(self._promises(told))):
            self._slide(self.words.actions(), under, part, _GREEN)
        for part in cut(list(self._promises(bare))):
            self._slide(self.words.actions(), promises.bare_heading(self.words), part, _GREEN)

    def _outcomes(self, outline: Outline) -> None:
        """What became of those of the seminar before."""
        for part in cut(list(self._became(outline))):
            title, under = outcomes.heading(self.words), outcomes.counted(self.words)
            self._slide(title, under, part, _GREEN)

    def _became(self, outline: Outline) -> Iterator[Said]:
        for each in outline.outcomes:
            whose, *said = outcomes.row(self.words, each)
            yield whose, " – ".join(filter(None, said))

    def _promises(self, some: Sequence[Promised]) -> Iterator[Said]:
        for each in some:
            whose, *said = promises.row(self.words, each)
            yield whose, " – ".join(filter(None, said))

    def _under(self, theme: Theme) -> str:
        parts = (self.words.theme_kind(theme), self.words.themed(theme))
        return " · ".join(filter(None, parts))

    def _quotes(self, theme: Theme) -> Iterator[Said]:
        for quote in theme.quotes:
            changed = f" ({self.words.changed()})" if quote.changed else ""
            yield self.words.source(quote) + changed, quote.line.text

    def _question(self, chapter: Chapter, question: Question) -> None:
        title = self.words.chapter(chapter)
        asked = [("", question.asked)] if question.asked else []
        if question.addressee:
            asked.insert(0, (self.words.to(question.addressee), ""))
        under = self.words.answered(chapter.coverage)
        if asked:
            self._slide(title, under, asked, _GREEN, size=24)
        said = list(_said(self.words, chapter))
        for part in cut(said):
            self._slide(title, under, part, _GREEN)

    def _slide(
        self, title: str, under: str, said: Sequence[Said], colour: Any, size: int = 18
    ) -> Any:
        """The box on it, for what is written below."""
        slide = self._blank(title, 26, Emu(420_000), Emu(900_000))
        box = self._box(slide, Emu(1_380_000), Emu(4_900_000))
        if under:
            self._line(box, under, 14, _QUIET)
        for who, text in said:
            if who:
                self._line(box, who, 14, colour, bold=True, above=14)
            if text:
                self._line(box, text, size, _INK, above=3 if who else 8)
        return box

    def _figure(self, figure: Figure) -> None:
        slide = self._blank(figure.title, 26, Emu(420_000), Emu(900_000))
        width, height = _WIDE - 2 * _EDGE, _HIGH - 2_000_000
        scale = min(width / WIDTH, height / figure.height)
        shape = slide.shapes.add_picture(
            BytesIO(raster(figure.drawing)), Emu(_EDGE), Emu(1_500_000), Emu(int(WIDTH * scale))
        )
        named = shape._element.nvPicPr.cNvPr
        named.set("descr", fit(figure.alt))

    def _blank(self, title: str, size: int, top: Emu, height: Emu) -> Any:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[_TITLE_ONLY])
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = (
            Emu(_EDGE),
            top,
            Emu(_WIDE - 2 * _EDGE),
            height,
        )
        frame = shape.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.BOTTOM
        size = next(
            (each for each in (size, *_SMALLER) if _fits(title, each, height)), _SMALLER[-1]
        )
        self._dress(frame.paragraphs[0], title, size, _INK, bold=True)
        return slide

    def _box(self, slide: Any, top: Emu, height: Emu) -> Any:
        box = slide.shapes.add_textbox(Emu(_EDGE), top, Emu(_WIDE - 2 * _EDGE), height)
        box.text_frame.word_wrap = True
        return box.text_frame

    def _line(
        self,
        frame: Any,
        text: str,
        size: int,
        colour: Any,
        *,
        bold: bool = False,
        above: int = 6,
    ) -> None:
        first = len(frame.paragraphs) == 1 and not frame.paragraphs[0].runs
        paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
        paragraph.space_before = Pt(0 if first else above)
        self._dress(paragraph, text, size, colour, bold=bold)

    def _dress(self, paragraph: Any, text: str, size: int, colour: Any, *, bold: bool) -> None:
        """Written on the left: the template's own titles stand in the middle."""
        paragraph.alignment = 1
        for at, line in enumerate(fit(text).split("\n")):
            if at:
                paragraph.add_line_break()
            run = paragraph.add_run()
            run.text = line
            font = run.font
            font.name, font.size, font.bold, font.color.rgb = "Inter", Pt(size), bold, colour
            run._r.get_or_add_rPr().set("lang", self.tag)


def _fits(title: str, size: int, height: int) -> bool:
    """Whether a title stands within its place, by what its letters take on the whole."""
    in_line = (_WIDE - 2 * _EDGE) / (Pt(size) * _LETTER)
    lines = sum(ceil(len(line) / in_line) for line in title.split("\n"))
    return lines * Pt(size) * _LINE <= height


def _said(words: Wording, chapter: Chapter) -> Iterator[Said]:
    """Who said what: the summaries, and without any the notes."""
    cells: list[ChapterCell] = [*chapter.cells, *chapter.unshown]
    summarised = any(cell.summarised for cell in cells)
    for cell in cells:
        for entry in cell.entries:
            text = _text(entry, summarised=summarised)
            if text:
                yield words.author(cell, entry), text


def _text(entry: Entry, *, summarised: bool) -> str:
    lines = entry.summary if summarised else entry.lines
    return "\n".join(f"{line.marker} {line.text}".strip() for line in lines if line.text.strip())
