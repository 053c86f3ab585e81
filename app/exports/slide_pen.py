"""A slide as it is drawn: its title, texts one below the other, a figure, and what stands below."""

from collections.abc import Sequence
from io import BytesIO
from math import ceil
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu, Pt

from app.exports.figures import WIDTH, Figure
from app.exports.packed import xml_safe
from app.exports.slides import Said, size_for
from app.languages import LANGUAGE_TAGS, Language
from app.typeset import raster

WIDE, HIGH = 12_192_000, 6_858_000  # 16:9, in Office's own units: 12,700 are a point
_EDGE = 685_800
_INK, QUIET, GREEN, AMBER = map(RGBColor.from_string, ("1B2421", "56615C", "0B5D4E", "8A4B00"))
_FONT = "Arial"  # no letters travel with slides, and these are on every machine that shows them
_SMALLER = (22, 18, 14)  # points, for a title that is longer than its place
_LETTER, _LINE = 0.62, 1.2  # a letter's width and a line's height, by the size
_TITLE_ONLY = 5  # a layout of the library's own template
_BAR = 90_000


class SlidePen:
    """`foot` stands below every slide but the first, with the slide's number."""

    def __init__(self, deck: Any, language: Language, foot: str) -> None:
        self.deck = deck
        self.tag = LANGUAGE_TAGS[language]
        self.foot = foot

    def first(self, title: str, lead: str, lines: Sequence[str]) -> None:
        slide = self._blank(title, 40, Emu(2_100_000), Emu(1_700_000))
        box = self._box(slide, Emu(3_950_000), Emu(1_500_000))
        self.line(box, lead, 24, GREEN, bold=True)
        for each in lines:
            self.line(box, each, 18, QUIET)

    def slide(
        self, title: str, under: str, said: Sequence[Said], own: str = "", more: str = ""
    ) -> Any:
        """The box on it, for what is written below. The less there is, the larger it stands. What
        is said by `own` is the organiser's: it has a colour of its own."""
        slide = self._blank(title, 28, Emu(420_000), Emu(900_000))
        box = self._box(slide, Emu(1_380_000), Emu(4_750_000))
        if under:
            self.line(box, under, 14, QUIET)
        size = size_for(said)
        for who, text in said:
            if who:
                colour = AMBER if who == own else GREEN
                self.line(box, who, size - 4, colour, bold=True, above=size - 4)
            if text:
                self.line(box, text, size, _INK, above=3 if who else 8)
        self._foot(slide, more)
        return box

    def figure(self, figure: Figure) -> None:
        slide = self._blank(figure.title, 28, Emu(420_000), Emu(900_000))
        width, height = WIDE - 2 * _EDGE, HIGH - 2_200_000
        scale = min(width / WIDTH, height / figure.height)
        shape = slide.shapes.add_picture(
            BytesIO(raster(figure.drawing)), Emu(_EDGE), Emu(1_500_000), Emu(int(WIDTH * scale))
        )
        named = shape._element.nvPicPr.cNvPr
        named.set("descr", xml_safe(figure.alt))
        self._foot(slide)

    def _foot(self, slide: Any, more: str = "") -> None:
        number = str(len(self.deck.slides))
        box = self._box(slide, Emu(6_280_000), Emu(380_000))
        self.line(box, "   ·   ".join(filter(None, (number, self.foot, more))), 12, QUIET)

    def _blank(self, title: str, size: int, top: Emu, height: Emu) -> Any:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[_TITLE_ONLY])
        bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Emu(_BAR), Emu(HIGH))
        bar.fill.solid()
        bar.fill.fore_color.rgb = GREEN
        bar.line.fill.background()
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = (
            Emu(_EDGE),
            top,
            Emu(WIDE - 2 * _EDGE),
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
        box = slide.shapes.add_textbox(Emu(_EDGE), top, Emu(WIDE - 2 * _EDGE), height)
        box.text_frame.word_wrap = True
        return box.text_frame

    def line(
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
        for at, line in enumerate(xml_safe(text).split("\n")):
            if at:
                paragraph.add_line_break()
            run = paragraph.add_run()
            run.text = line
            font = run.font
            font.name, font.size, font.bold, font.color.rgb = _FONT, Pt(size), bold, colour
            run._r.get_or_add_rPr().set("lang", self.tag)


def _fits(title: str, size: int, height: int) -> bool:
    """Whether a title stands within its place, by what its letters take on the whole."""
    in_line = (WIDE - 2 * _EDGE) / (Pt(size) * _LETTER)
    lines = sum(ceil(len(line) / in_line) for line in title.split("\n"))
    return lines * Pt(size) * _LINE <= height
