"""A harvest in reports: every format tells the same messages, counts and quotes, in every order."""

import io
from dataclasses import replace

import pptx as slides
import pytest

from app.boards.coverage import Coverage
from app.documents.text import Line, Run
from app.exports.extent import shortened
from app.exports.files import Format
from app.exports.making import REPORTS
from app.exports.manuscript import Notes, Paragraph, anchors
from app.exports.names import People, with_names
from app.exports.outline import Order, Outline, ReportQuote, ReportTheme
from app.exports.report import report
from tests.exports.outlines import GRANLI, OUTLINE, STORHAVN, TANGEN
from tests.exports.test_formats import FORMATS, NB, text

ROOMS, MEMBERS = Coverage(2, 3), Coverage(3, 6)


def quote(words: str, at: int = 0, **more: object) -> ReportQuote:
    """Of a note that the outline has, by its id."""
    line = Line(f"q{at}", None, 0, "", (Run(words),))
    room = (GRANLI, STORHAVN, TANGEN)[at]
    return ReportQuote((0, 0) if at < 2 else (0, 1), room, line, **more)  # type: ignore[arg-type]


THEMES = (
    ReportTheme(
        "Begynne med det som virker",
        message="Rommene vil bygge på det de har.",
        coverage=ROOMS,
        members=MEMBERS,
        quotes=(
            quote("Det kan vi bygge på.", picked=True),
            quote("Det viktigste er tid", 1, changed=True),
        ),
    ),
    ReportTheme(
        "Pris", "disagreement", place=(0, 1), coverage=ROOMS, quotes=(quote("Åpne dører", 2),)
    ),
    ReportTheme(
        "Mer tid", "ask", "staten", coverage=Coverage(1, 3), quotes=(quote("Kari sa tid", 1),)
    ),
)


def harvested(outline: Outline = OUTLINE) -> Outline:
    """The outline with ids on the notes that are quoted, and the themes."""
    at = {("Kulturskolen er alt inne", 0): "q0", ("Det viktigste er", 0): "q1", ("Åpne", 0): "q2"}

    def known(line: Line) -> Line:
        for (words, _), id in at.items():
            if line.text.startswith(words):
                return replace(line, id=id)
        return line

    dialogues = tuple(
        replace(
            dialogue,
            questions=tuple(
                replace(
                    question,
                    entries=tuple(
                        replace(each, lines=tuple(map(known, each.lines)))
                        for each in question.entries
                    ),
                )
                for question in dialogue.questions
            ),
        )
        for dialogue in outline.dialogues
    )
    return replace(outline, dialogues=dialogues, themes=THEMES)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_tells_the_themes_with_their_rooms(format: Format) -> None:
    found = text(format, replace(harvested(), order="theme"))

    for theme in THEMES:
        assert theme.title in found, theme.title
    if format != "csv":
        assert "2 av 3 rom" in found or format == "xlsx"
        assert "Rommene vil bygge på det de har." in found
        assert "Det viktigste er tid" in found


@pytest.mark.parametrize("format", [each for each in FORMATS if each != "csv"])
def test_a_changed_note_is_said_to_be_changed_wherever_it_is_quoted(format: Format) -> None:
    found = text(format, replace(harvested(), order="theme"))

    assert ("Endret siden" if format == "xlsx" else "Rommet har endret dette") in found


@pytest.mark.parametrize("order", ["question", "theme", "addressee", "room", "member"])
def test_every_quote_leads_to_its_note(order: Order) -> None:
    made = report(replace(harvested(), order=order), NB)
    known = anchors(made.blocks)
    ways = [
        block.to
        for block in made.blocks
        if isinstance(block, Paragraph) and block.to.startswith("note")
    ]
    noted = [name for each in made.blocks if isinstance(each, Notes) for name in each.anchors]

    assert ways
    assert set(ways) <= known
    assert len(noted) == len(set(noted)) == 3


def test_a_report_of_themes_holds_what_is_quoted_and_counts_as_before() -> None:
    whole, short = harvested(), shortened(harvested(), "themes")
    said = text("docx", short)

    assert short.coverage == whole.coverage
    assert "Det kan vi bygge på." in said
    assert "Likeverd" not in said
    assert all(
        not block.to
        for block in report(short, NB).blocks
        if isinstance(block, Paragraph) and block.role == "digest_room"
    ) or "note1" in anchors(report(short, NB).blocks)


def test_what_is_asked_stands_with_its_addressee() -> None:
    found = text("docx", replace(harvested(), order="addressee"))

    assert found.index("Hva bør arrangøren gjøre") < found.rindex("Til staten")
    assert found.rindex("Til staten") < found.rindex("Hvilke rammer og verdier")


@pytest.mark.parametrize("format", ["docx", "md", "pptx", "site", "pdf", "odt", "xlsx"])
def test_names_are_taken_out_of_quotes_and_not_of_the_organisers_words(format: Format) -> None:
    people = People({"Kari": ""}, "deltaker", "navn fjernet")
    named = replace(harvested(), order="theme")
    named = replace(named, themes=(replace(THEMES[2], message="Kari takker."),))
    found = text(format, with_names(named, "remove", people)).replace("\\", "")

    assert "[navn fjernet] sa tid" in found
    assert "Kari takker." in found


def test_without_a_harvest_nothing_is_said_of_themes() -> None:
    assert "Meldinger" not in text("docx", OUTLINE)
    assert "note1" not in anchors(report(OUTLINE, NB).blocks)


def test_on_slides_only_the_organisers_own_words_have_their_colour() -> None:
    deck = slides.Presentation(io.BytesIO(REPORTS["pptx"](harvested(), NB)))
    colours: dict[str, set[str]] = {}
    for slide in deck.slides:
        for shape in slide.shapes:
            for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
                for run in paragraph.runs:
                    colours.setdefault(run.text, set()).add(str(run.font.color.rgb))

    assert colours["Med arrangørens egne ord"] == {"8A4B00"}
    assert all(rgb != {"8A4B00"} for text, rgb in colours.items() if text.startswith("Rom "))


def test_beside_a_message_a_long_quote_is_begun_and_whole_where_it_was_written() -> None:
    long = quote("Vi vil møtes oftere. " * 40, picked=True)
    themes = (replace(THEMES[0], quotes=(long,)),)
    begun, *_ = (
        "".join(line.text for line in block.lines)
        for block in report(replace(harvested(), themes=themes), NB).blocks
        if isinstance(block, Notes)
        and block.role == "digest"
        and block.lines[0].text.startswith("Vi vil møtes")
    )

    assert len(begun) < 310
    assert begun.endswith(" …")
