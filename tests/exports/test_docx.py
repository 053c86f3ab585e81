"""The Word report can be sent as it is: complete, in one look, and asking nobody for anything."""

import re
import unicodedata
import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from itertools import pairwise
from typing import Any

import docx as reader
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.direction import is_rtl
from app.direction import parts as parts_of
from app.documents.text import Line, Run
from app.exports.catalogue import Catalogue
from app.exports.docx import docx as word
from app.exports.outline import Outline, ReportDialogue, ReportEntry, ReportQuestion, ReportRoom
from app.exports.report import report, room_page
from app.typeset import FONTS
from app.web.pages import catalogue
from tests.exports.outlines import BY_ROOM, GRANLI, OUTLINE, line

NB = catalogue("nb")


def docx(outline: Outline, words: Catalogue) -> bytes:
    return word(report(outline, words))


def room_docx(outline: Outline, words: Catalogue) -> bytes:
    return word(room_page(outline, words))


def opened(data: bytes) -> Document:
    return reader.Document(BytesIO(data))


def texts(document: Document, *styles: str) -> list[str]:
    """Entries of the contents without their pages."""
    return [
        re.sub("\t[0-9]*$", "", p.text) if p._p.style == "TOC1" else p.text
        for p in document.paragraphs
        if not styles or p._p.style in styles
    ]


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if not name.endswith((".png", ".odttf"))
        }


def of_room(outline: Outline, number: int) -> Outline:
    return replace(
        outline,
        dialogues=tuple(
            replace(
                dialogue,
                rooms=tuple(room for room in dialogue.rooms if room.number == number),
                questions=tuple(
                    replace(
                        question,
                        entries=tuple(e for e in question.entries if e.room.number == number),
                    )
                    for question in dialogue.questions
                ),
            )
            for dialogue in outline.dialogues
        ),
    )


def written(outline: Outline) -> list[str]:
    """The text of every note and summary, as Word's own text would have it."""
    return [
        each.text
        for dialogue in outline.dialogues
        for question in dialogue.questions
        for entry in question.entries
        for each in (*entry.summary, *entry.lines)
    ]


def test_page_one_states_event_time_and_coverage_and_no_code() -> None:
    document = opened(docx(OUTLINE, NB))
    facts, _, _ = document.tables

    assert texts(document, "Title", "Lead") == [
        "Kulturskole for alle: vårsamling",
        "Svar fra 4 av 5 rom",
    ]
    assert [[cell.text for cell in row.cells] for row in facts.rows] == [
        ["Laget", "21. november 2026 kl. 14.20"],
        ["Rekkefølge", "Etter spørsmål"],
        [
            "Slik blir svarene brukt",
            "Svarene blir en rapport til styret og sendes alle deltakerne.",
        ],
    ]


def test_page_one_lists_what_the_report_holds_with_its_coverage() -> None:
    document = opened(docx(OUTLINE, NB))

    assert texts(document, "ContentsHead", "TOC1") == [
        "Innhold",
        "Oppsummeringer",
        "Tiltak",
        "Dekning",
        "Dialog 1 · 1. Hva er relevant?",
        "Dialog 1 · 2. Rammer og verdier",
        "Dialog 2 · 1. Hvem og når?",
        "Dialog 2 · Råd",
    ]
    for outline in (OUTLINE, BY_ROOM):
        _, counts, promised = opened(docx(outline, NB)).tables
        assert [[cell.text for cell in row.cells] for row in counts.rows] == [
            ["Spørsmål", "Rom som svarte", "Medlemmer i dem"],
            ["Dialog 1 · 1. Hva er relevant?", "3 av 5", "6 av 9"],
            ["Dialog 1 · 2. Rammer og verdier", "1 av 5", "2 av 9"],
            ["Dialog 2 · 1. Hvem og når?", "2 av 5", "6 av 9"],
            ["Dialog 2 · Råd", "1 av 5", "1 av 9"],
        ]
        assert [[cell.text for cell in row.cells] for row in promised.rows] == [
            ["Rom", "Hva", "Når"],
            ["Rom 1 · Granli", "Rektor inviterer barnehagene, uke 3", "uke 3"],
            ["Rom 1 · Fjellvik", "Kultursjefen, før påske", "før påske"],
        ]


def test_summaries_stand_together_with_the_rooms_they_are_from() -> None:
    document = opened(docx(OUTLINE, NB))

    assert texts(document, "DigestRoom", "Digest") == [
        "Rom 1 · Granli, Fjellvik",
        "Vi vil begynne med det som alt virker, og dele det med skolene.",
        "Rom 3 · Myrland",
        "Møt oss igjen til høsten.",
        # Where a question that asks for actions was answered in free text.
        "Dialog 2 · 1. Hvem og når?: rom 2",
    ]
    assert "Oppsummering fra 1 av 5 rom" in texts(document, "Byline")


def test_without_summaries_there_is_no_page_for_them() -> None:
    assert "Oppsummeringer" not in texts(opened(docx(with_lines(line("Et svar.")), NB)))


def test_questions_are_chapters_and_rooms_their_sections() -> None:
    document = opened(docx(OUTLINE, NB))

    assert texts(document, "Heading1", "Heading2") == [
        "Oppsummeringer",
        "Dialog 1 · 1. Hva er relevant?",
        "Dialog 2 · Råd",
        "Tiltak",
        "Svar i fritekst",
        "Dekning",
        "Flest rom svarte på «Dialog 1 · 1. Hva er relevant?» (3), færrest på"
        " «Dialog 1 · 2. Rammer og verdier» (1)",
        "Et vanlig svar på «Dialog 1 · 1. Hva er relevant?» har 25 ord, på"
        " «Dialog 1 · 2. Rammer og verdier» 5",
        "Dialog 1\n1. Hva er relevant?",
        "Rom 1",
        "Rom 2 · Biblioteket",
        "Rom 3",
        "Dialog 1\n2. Rammer og verdier",
        "Rom 4",
        "Dialog 2\n1. Hvem og når?",
        "Rom 1",
        "Rom 2 · Biblioteket",
        "Dialog 2\nRåd",
        "Rom 3",
    ]
    assert texts(document, "Heading3") == ["Granli", "Fjellvik", "Øyra"]


def test_by_room_a_room_is_a_chapter_and_silent_rooms_are_named_on_page_one() -> None:
    document = opened(docx(BY_ROOM, NB))

    assert texts(document, "Heading1")[3:] == ["Rom 1", "Rom 2 · Biblioteket", "Rom 3", "Rom 4"]
    assert texts(document, "Coverage")[:2] == ["8 av 9 medlemmer satt i dem", "Rom uten tekst: 7"]


@pytest.mark.parametrize("outline", [OUTLINE, BY_ROOM])
def test_everything_written_is_in_the_report(outline: Outline) -> None:
    paragraphs = texts(opened(docx(outline, NB)), "Note", "Item", "Summary")
    address = " (https://storhavn.example/plan?a=1&b=2)"

    assert sorted(
        re.sub("^Fra [^\u2002]*\u2002", "", each).replace(address, "") for each in paragraphs
    ) == sorted(written(OUTLINE))


def test_a_note_says_whom_it_is_from() -> None:
    document = opened(docx(OUTLINE, NB))

    assert [
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.style.style_id == "MemberTag"
    ] == ["Fra Granli\u2002", "Fra Fjellvik\u2002", "Fra Storhavn\u2002"]


def test_bold_and_italic_are_kept() -> None:
    (note,) = [p for p in opened(docx(OUTLINE, NB)).paragraphs if "Det viktigste er" in p.text]

    assert [run.text for run in note.runs if run.bold] == ["tid"]
    assert [run.text for run in note.runs if run.italic] == ["Musikk for alle"]


def numbering(data: bytes) -> list[tuple[int, int, str]]:
    """Of each list item: its list, its level and its text."""
    found = []
    for paragraph in opened(data).paragraphs:
        properties: Any = paragraph._p.pPr
        if properties is not None and properties.numPr is not None:
            number = properties.numPr
            found.append((number.numId.val, number.ilvl.val, paragraph.text))
    return found


def with_lines(*lines: Line) -> Outline:
    entry = ReportEntry(GRANLI, lines=lines)
    question = ReportQuestion("Label", "Text?", 1, entries=(entry,))
    return replace(OUTLINE, dialogues=(ReportDialogue("Dialog 1", (GRANLI,), (question,)),))


def test_lists_are_real_lists() -> None:
    outline = with_lines(
        line("one", 1, "•"), line("inner", 2, "•"), line("more of inner", 2), line("two", 1, "•")
    )

    assert numbering(docx(outline, NB)) == [(1, 0, "one"), (1, 1, "inner"), (1, 0, "two")]


def test_numbers_go_on_or_begin_again_as_they_did_in_the_room() -> None:
    data = docx(
        with_lines(
            line("a", 1, "1."),
            line("a1", 2, "1."),
            line("b", 1, "2."),
            line("b1", 2, "1."),
            line("between"),
            line("c", 1, "3."),
            line("d", 1, "4."),
            line("e", 1, "1."),
        ),
        NB,
    )
    lists = [number for number, _, _ in numbering(data)]
    starts = re.findall(r'startOverride w:val="(\d+)"', parts(data)["word/numbering.xml"])

    assert lists == [2, 3, 2, 4, 5, 5, 6]
    assert starts == ["1", "1", "1", "3", "1"]


@pytest.mark.parametrize("data", [docx(OUTLINE, NB), room_docx(of_room(OUTLINE, 1), NB)])
def test_nothing_in_the_file_leads_out_of_it(data: bytes) -> None:
    found = parts(data)
    fields = re.findall(r'w:instr="([^"]*)"|<w:instrText[^>]*>([^<]*)', "".join(found.values()))
    named = {"".join(each).split()[0] for each in fields}

    assert not any("TargetMode" in text for text in found.values())
    assert {"PAGE", "NUMPAGES"} <= named <= {"PAGE", "NUMPAGES", "PAGEREF", "TOC"}
    assert not any("updateFields" in text or "w:dirty" in text for text in found.values())
    assert not any(name.endswith((".jpeg", ".bin")) for name in found)


def test_the_way_from_page_one_leads_to_each_chapter() -> None:
    document = parts(docx(OUTLINE, NB))["word/document.xml"]

    anchors = re.findall(r'w:anchor="(\w+)"', document)
    places = re.findall(r'bookmarkStart w:id="\d+" w:name="(\w+)"', document)
    chapters = ["summaries", "actions", "coverage", *(f"chapter{number}" for number in range(1, 5))]
    assert [each for each in anchors if not each.startswith("room")] == chapters
    assert [each for each in places if not each.startswith("room")] == chapters
    assert len(places) == len(set(places))
    assert set(anchors) <= set(places)


def test_the_contents_ask_for_the_page_of_each_chapter() -> None:
    document = parts(docx(OUTLINE, NB))["word/document.xml"]
    asked = re.findall(r"PAGEREF (\w+) ", document)

    assert asked[:3] == ["summaries", "actions", "coverage"]
    assert asked == [each for each in re.findall(r'w:anchor="(\w+)"', document) if each in asked]


def test_the_contents_are_a_table_that_word_makes_anew_and_hold_the_pages_already() -> None:
    document = parts(docx(OUTLINE, NB))["word/document.xml"]
    contents = re.findall(r'<w:p>(?:(?!</w:p>).)*"TOC1".*?</w:p>', document, re.DOTALL)
    kinds = re.findall(r'fldCharType="(\w+)"', "".join(contents))
    alone = re.findall(r'Requires="w15"[^>]*>(.*?)</mc:Choice>', "".join(contents), re.DOTALL)

    assert kinds == ["begin", "separate", *["begin", "separate", "end"] * 7, "end"]
    assert 'TOC \\o "1-1"' in alone[0]
    assert re.findall(r'fldCharType="(\w+)"', "".join(alone)) == ["begin", "separate", "end"]
    assert [re.findall(r"<w:t>(\d+)<", each) for each in contents] == [
        [str(page)] for page in range(2, 9)
    ]


def test_the_letters_that_the_pages_are_reckoned_by_come_with_the_file() -> None:
    with zipfile.ZipFile(BytesIO(docx(OUTLINE, NB))) as archive:
        table = archive.read("word/fontTable.xml").decode()
        for name, key in zip(
            ("Inter-Regular", "Inter-SemiBold"),
            re.findall(r'fontKey="\{([^"]*)\}"', table),
            strict=True,
        ):
            veiled = archive.read(f"word/fonts/{name}.odttf")
            signs = bytes.fromhex(key.replace("-", ""))[::-1] * 2
            first = bytes(one ^ other for one, other in zip(veiled, signs, strict=False))
            assert first + veiled[32:] == (FONTS / f"{name}.ttf").read_bytes()


def test_a_summary_that_stands_by_itself_leads_to_what_the_room_wrote() -> None:
    document = parts(docx(OUTLINE, NB))["word/document.xml"]

    for anchor, author in (("room1question1", "Rom 1 · Granli"), ("room3question4", "Rom 3")):
        (link,) = re.findall(rf'<w:hyperlink w:anchor="{anchor}".*?</w:hyperlink>', document)
        assert author in re.sub("<[^>]*>", "", link)
        assert f'w:name="{anchor}"' in document


@pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_the_language_is_set_for_spelling_and_reading_aloud(language: Any, tag: str) -> None:
    outline = replace(OUTLINE, language=language)
    document = opened(docx(outline, catalogue(language)))
    (default,) = document.styles.element.iter(qn("w:lang"))

    assert default.get(qn("w:val")) == tag
    assert document.core_properties.language == tag


def test_every_style_used_is_one_of_ours() -> None:
    found = parts(docx(OUTLINE, NB)) | parts(docx(BY_ROOM, NB))
    known = set(re.findall(r'w:styleId="(\w+)"', found["word/styles.xml"]))

    assert set(re.findall(r'w:(?:p|r|tbl)Style w:val="(\w+)"', found["word/document.xml"])) <= known


def test_title_and_time_are_on_every_page() -> None:
    (section,) = opened(docx(OUTLINE, NB)).sections

    assert section.header.paragraphs[0].text == OUTLINE.title
    assert section.footer.paragraphs[0].text.startswith("21. november 2026 kl. 14.20\t")
    assert section.different_first_page_header_footer


def test_the_same_outline_is_the_same_file_and_another_time_another() -> None:
    later = replace(OUTLINE, made_at=OUTLINE.made_at + timedelta(minutes=1))

    assert docx(OUTLINE, NB) == docx(OUTLINE, NB)
    assert docx(later, NB) != docx(OUTLINE, NB)


def test_a_room_takes_home_what_it_wrote_and_nothing_else() -> None:
    document = opened(room_docx(of_room(OUTLINE, 1), NB))

    assert texts(document, "Title", "Lead", "Heading2") == [
        "Rom 1",
        "Granli, Fjellvik",
        "Dialog 1 · 1. Hva er relevant?",
        "Dialog 2 · 1. Hvem og når?",
    ]
    assert texts(document, "Coverage") == [
        "Uten tekst: Dialog 1 · 2. Rammer og verdier (ingenting å legge til); Dialog 2 · Råd"
    ]
    assert "Storhavn" not in "".join(texts(document))


@pytest.mark.parametrize("number", [4, 7])
def test_a_room_that_wrote_little_or_nothing_still_gets_its_page(number: int) -> None:
    document = opened(room_docx(of_room(OUTLINE, number), NB))

    assert texts(document, "Title") == [f"Rom {number}"]
    assert len(texts(document, "Coverage")) == 1


def test_a_room_has_a_page_before_anything_is_asked() -> None:
    outline = replace(OUTLINE, dialogues=(ReportDialogue("Dialog 1", (ReportRoom(3),)),))

    assert texts(opened(room_docx(outline, NB)), "Title") == ["Rom 3"]


@settings(max_examples=25)
@given(st.text(st.characters(codec=None) | st.characters(max_codepoint=0x20)))
@example("\r\n")
@example("\t")
def test_any_text_can_be_written(text: str) -> None:
    outline = replace(with_lines(Line(None, text, 0, "", (Run("a" + text),))), title=text)
    document = opened(docx(outline, NB))
    fit = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)

    (note,) = texts(document, "Note")
    assert note.endswith("a" + re.sub("\r\n?", "\n", fit))


ARABIC, HEBREW = "نحن بحاجة إلى خطة.", "אנחנו צריכים (תוכנית)!"


@pytest.mark.parametrize("text", [ARABIC, HEBREW, f"2026: {HEBREW}", f"\u200f{ARABIC}"])
def test_text_from_right_to_left_begins_at_the_right(text: str) -> None:
    outline = replace(with_lines(line(text), line("Vi trenger en plan."), line(text, 1, "•")))
    paragraphs = opened(docx(outline, NB)).paragraphs
    notes = [each for each in paragraphs if each._p.style in ("Note", "Item")]

    assert [each._p.find(f".//{qn('w:bidi')}") is not None for each in notes] == [True, False, True]
    assert all(run.font.rtl for run in notes[0].runs if re.search("[א-ي]", run.text))
    assert not any(run.font.rtl for run in notes[1].runs)


def test_a_foreign_word_keeps_its_own_direction_and_the_full_stop_its_end() -> None:
    document = opened(docx(with_lines(line("Vi sier שלום. Så sier vi hei.")), NB))
    (note,) = [each for each in document.paragraphs if each._p.style == "Note"]

    assert [run.text for run in note.runs if run.font.rtl] == ["שלום"]
    assert note._p.find(f".//{qn('w:bidi')}") is None


def test_titles_names_and_questions_have_their_direction_too() -> None:
    room = ReportRoom(3, None, (ARABIC,))
    entry = ReportEntry(room, ARABIC, lines=(line(HEBREW, member=ARABIC),), summary=(line(ARABIC),))
    question = ReportQuestion(ARABIC, HEBREW, 1, addressee=ARABIC, entries=(entry,))
    outline = replace(
        OUTLINE, title=ARABIC, dialogues=(ReportDialogue(HEBREW, (room,), (question,)),)
    )

    for data in (
        docx(outline, NB),
        docx(replace(outline, order="room"), NB),
        room_docx(outline, NB),
    ):
        document = opened(data)
        for paragraph in document.paragraphs:
            turned = paragraph._p.find(f".//{qn('w:bidi')}") is not None
            assert turned == is_rtl(paragraph.text.removeprefix(f"Fra {ARABIC}\u2002")), (
                paragraph.text
            )
        (header,) = document.sections[0].header.paragraphs
        assert header._p.find(f".//{qn('w:bidi')}") is not None


@given(st.text("abאבء12 .,()\u0301", max_size=20), st.booleans())
def test_pieces_of_a_text_are_the_text(text: str, rtl: bool) -> None:
    found = list(parts_of(text, rtl))

    assert "".join(part for part, _ in found) == text
    assert all(one[1] != other[1] for one, other in pairwise(found))
    for part, way in found:
        assert not any(unicodedata.bidirectional(sign) == ("L" if way else "R") for sign in part)
