"""Whatever the format, a report holds the same words in the same order, and the same bytes."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import openpyxl
import pikepdf
import pptx as slides
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextBox

from app.exports.extent import shortened
from app.exports.files import Format
from app.exports.making import REPORTS
from app.exports.names import People, with_names
from app.exports.outline import NamesPolicy, Order, Outline, ReportEntry, ReportRoom
from app.exports.slides import cut, lines_of, spread
from app.typeset import legible
from app.web.pages import catalogue
from tests.exports.outlines import ADVICE, OUTLINE, WHO, line
from tests.exports.reading import pages, read
from tests.exports.test_docx import with_lines, written

READ_BY_PAGE: tuple[Format, ...] = ("docx", "odt", "pdf")
FORMATS: tuple[Format, ...] = (*READ_BY_PAGE, "xlsx", "pptx", "site", "md", "csv")
ORDERS: tuple[Order, ...] = ("question", "room", "member", "addressee")
NB = catalogue("nb")


def made(format: Format, outline: Outline = OUTLINE) -> bytes:
    return REPORTS[format](outline, catalogue(outline.language))


def text(format: Format, outline: Outline = OUTLINE) -> str:
    return " ".join(read(format, made(format, outline)).split())


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("format", [*READ_BY_PAGE, "site", "xlsx"])
def test_everything_written_is_there(format: Format, order: Order) -> None:
    found = re.sub(r"\s", "", text(format, replace(OUTLINE, order=order)))

    for each in written(OUTLINE):
        bold_and_links_apart = re.split(r"planen vår| og Musikk", each)
        for part in bold_and_links_apart:
            assert re.sub(r"\s", "", part) in found, part


@pytest.mark.parametrize("format", [*READ_BY_PAGE, "site", "xlsx", "md", "csv"])
def test_notes_stand_in_the_order_of_the_board(format: Format) -> None:
    """After the summaries, which stand by themselves before them."""
    found = re.sub(r"[\s\\]", "", text(format))
    at = found.find(re.sub(r"\s", "", "Kulturskolen er alt inne i tre barnehager"))
    assert at > 0
    for each in written(OUTLINE)[2:]:
        part = re.sub(r"\s", "", re.split(r"tid\. Se|- to saler", each)[0])
        at = found.find(part, at)
        assert at > 0, each


def test_word_and_opendocument_hold_the_same_lines() -> None:
    """But for the pages in the contents, which OpenDocument leaves to whoever shows them."""

    def lines(format: Format) -> list[str]:
        found = re.split(r"[\n\t]", read(format, made(format)))
        return [each.strip() for each in found if not re.fullmatch(r"\s*\d*\s*", each)]

    assert lines("odt") == lines("docx")


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_choices_are_the_same_bytes_apart_from_the_time(format: Format) -> None:
    later = replace(OUTLINE, made_at=OUTLINE.made_at + timedelta(minutes=1))

    assert made(format) == made(format)
    assert made(format, later) != made(format)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("policy", ["initial", "role", "remove"])
def test_names_are_treated_the_same_in_every_format(format: Format, policy: str) -> None:
    people = People({"Rektor Likeverd": "ordstyrer"}, "deltaker", "navn fjernet")
    found = text(format, with_names(OUTLINE, policy, people))  # type: ignore[arg-type]
    instead = {"initial": "R.", "role": "[ordstyrer]", "remove": "[navn fjernet]"}[policy]

    assert "Likeverd" not in found
    if format != "pptx":
        plain = found.replace("\\", "")
        assert f"{instead} inviterer barnehagene" in plain


@pytest.mark.parametrize("format", FORMATS)
def test_a_report_of_summaries_counts_what_it_leaves_out(format: Format) -> None:
    found = text(format, shortened(OUTLINE, "summaries"))

    assert "Møt oss igjen til høsten." in found.replace("\\", "")
    assert "Rektor inviterer" not in found
    if format in READ_BY_PAGE:
        assert "Svar fra 4 av 5 rom" in found
        assert "Svarte uten oppsummering: rom 2, 3" in found


@pytest.mark.parametrize("format", [*READ_BY_PAGE, "site", "xlsx", "pptx", "md"])
def test_the_organisers_own_words_are_marked_as_such(format: Format) -> None:
    found = text(format, replace(OUTLINE, own_words="Takk for i dag."))

    assert re.search(r"Med arrangørens egne ord\W+Takk for i dag", found)


@pytest.mark.parametrize("policy", ["keep", "initial", "role", "remove"])
@pytest.mark.parametrize("format", FORMATS)
def test_what_rooms_promised_stands_by_itself_with_the_policy_for_names(
    format: Format, policy: NamesPolicy
) -> None:
    written = (line("Hvem: Siv Likeverd. Hva: Kaller inn. Når: innen 1. februar 2027"),)
    dialogue = OUTLINE.dialogues[1]
    entries = (replace(WHO.entries[1], lines=written), *WHO.entries[2:])
    questions = (replace(WHO, entries=entries), *dialogue.questions[1:])
    outline = replace(
        OUTLINE, dialogues=(OUTLINE.dialogues[0], replace(dialogue, questions=questions))
    )
    people = People({"Siv Likeverd": "ordstyrer"}, "deltaker", "navn fjernet")
    found = text(format, with_names(outline, policy, people)).replace("\\", "")

    who = {"keep": "Siv Likeverd", "initial": "S.L.", "role": "[ordstyrer]"}
    who["remove"] = "[navn fjernet]"
    assert "Tiltak" in found or format in ("csv", "xlsx")
    between = r"[\W\d]*(?:\w+:\W*)?"
    whole = re.escape(who[policy]) + between + r"Kaller inn\." + between + "innen 1. februar 2027"
    assert re.search(whole, found), found
    assert policy == "keep" or "Likeverd" not in found
    if format not in ("csv", "xlsx"):
        assert "1 av 2 tiltak sier hvem og når" in found


def test_a_report_without_promises_has_no_place_for_them() -> None:
    for format in FORMATS:
        assert "Tiltak" not in text(format, with_lines(line("Vi tar det videre"))), format


def test_a_pdf_is_tagged_says_its_language_and_standards_and_holds_its_fonts() -> None:
    with pikepdf.open(io.BytesIO(made("pdf"))) as pdf:
        root = pdf.Root
        facts = pdf.open_metadata()
        assert root.MarkInfo.Marked
        assert root.Lang == "nb-NO"
        assert root.ViewerPreferences.DisplayDocTitle
        assert facts["pdfuaid:part"] == "1"
        assert (facts["pdfaid:part"], facts["pdfaid:conformance"]) == ("2", "A")
        assert facts["dc:title"] == OUTLINE.title
        tags, alts = tagged(root.StructTreeRoot)
        assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure", "/Link"} <= tags
        assert len(alts) == 2
        assert sorted(heads(root.StructTreeRoot)) == [3, 3]
        assert any("1. Hva er relevant?: Svar fra 3 av 5 rom." in alt for alt in alts)
        for page in pdf.pages:
            for font in (page.Resources.get("/Font") or {}).values():
                (inner,) = font.DescendantFonts
                assert {"/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())
        assert b"/URI" not in made("pdf")


def heads(element: pikepdf.Object) -> list[int]:
    """Of each table how many cells are heads: a table without any says nothing to who hears it."""
    if isinstance(element, pikepdf.Array):
        return [each for one in list(element) for each in heads(one)]
    if not isinstance(element, pikepdf.Dictionary) or "/K" not in element:
        return []
    if element.get("/S") == "/Table":
        return [_heads_in(element)]
    return heads(element.K)


def _heads_in(element: pikepdf.Object) -> int:
    if isinstance(element, pikepdf.Array):
        return sum(map(_heads_in, list(element)))
    if not isinstance(element, pikepdf.Dictionary):
        return 0
    return int(element.get("/S") == "/TH") + (_heads_in(element.K) if "/K" in element else 0)


def tagged(element: pikepdf.Object) -> tuple[set[str], list[str]]:
    tags: set[str] = set()
    alts: list[str] = []
    waiting = [element]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting += list(each)
        elif isinstance(each, pikepdf.Dictionary):
            if "/S" in each:
                tags.add(str(each.S))
            if "/Alt" in each:
                alts.append(str(each.Alt))
            if "/K" in each:
                waiting.append(each.K)
    return tags, alts


ODD = "漢שלום🎻\u0378\ue000\x0b\ufffe"


@settings(max_examples=20)
@given(
    st.text(
        st.characters(codec=None) | st.sampled_from("漢שלום🎻\u0378\ue000\x0b\ufffe"), min_size=1
    )
)
def test_any_text_can_be_written_in_any_format(odd: str) -> None:
    outline = replace(with_lines(line("a" + odd), line(odd + "b", 1, "•")), title=odd)

    for format in FORMATS:
        assert made(format, outline)
    for page in pages(made("site", outline)).values():
        assert page is not None


@pytest.mark.parametrize("sign", ["漢", "ß", "ŋ", "ב", "ع", "🎻", "Ω", "ж"])
def test_letters_of_other_scripts_are_in_the_pdf_and_nothing_else_is_made_up(sign: str) -> None:
    assert legible(sign) == sign
    assert sign in text("pdf", with_lines(line(f"Vi sier {sign} her.")))
    assert legible("\ue000\x07") == "\ufffd\ufffd"


def test_a_website_leads_nowhere_but_to_itself_and_every_way_arrives() -> None:
    content = made("site")
    found = pages(content)
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        names = set(files.namelist())
        style = files.read("style.css").decode()
    assert names == {*found, "style.css"}
    assert not re.search(r"url\(|@import|http", style)
    html = "{http://www.w3.org/1999/xhtml}"
    ids = {name: {each.get("id") for each in page.iter()} for name, page in found.items()}
    for name, page in found.items():
        assert not list(page.iter(f"{html}script"))
        assert page.get("lang") == "nb-NO"
        for each in page.iter():
            assert not each.get("src")
            to = each.get("href")
            if to and to != "style.css":
                file, _, anchor = to.partition("#")
                assert not anchor or anchor in ids[file or name], to
                assert (file or name) in found
    counts = [each for each in found["index.html"].iter() if each.get("data-role") == "count"]
    assert {each.tag for each in counts} == {f"{html}th", f"{html}td"}
    titles = ["".join(page.iter(f"{html}title").__next__().itertext()) for page in found.values()]
    assert len(set(titles)) == len(titles)
    assert {f"member{at}.html" for at in range(1, 9)} < names


def test_a_workbook_has_one_table_a_sheet_and_no_formula() -> None:
    risky = ("=SUM(A1:A9)", "+47 12", "https://x.example", "1234")
    outline = with_lines(*map(line, risky))
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", outline)))

    assert book.sheetnames == ["Om rapporten", "Spørsmål", "Ord per svar", "Notater"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    notes = book["Notater"]
    column = [cell.value for cell in notes[1]].index("Tekst")
    assert [row[column].value for row in notes.iter_rows(min_row=2)] == list(risky)


def test_a_workbook_counts_rooms_and_members_with_what_they_are_of() -> None:
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx")))
    head, *rows = book["Spørsmål"].iter_rows(values_only=True)

    assert head[2:] == ("Rom som svarte", "Rom i alt", "Medlemmer i dem", "Medlemmer i alt")
    assert [row[2:] for row in rows] == [(3, 5, 6, 9), (1, 5, 2, 9), (2, 5, 6, 9), (1, 5, 1, 9)]


def test_a_note_that_no_cell_can_hold_goes_on_in_the_next_row_which_says_so() -> None:
    long = "kulturskole og " * 5000
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", with_lines(line(long)))))
    head, *rows = book["Notater"].iter_rows(values_only=True)
    part, said = head.index("Del"), head.index("Tekst")

    assert [row[part] for row in rows] == ["Notat", "Notat, fortsetter", "Notat, fortsetter"]
    assert "".join(str(row[said]) for row in rows) == long


def test_a_title_longer_than_its_place_is_smaller_so_that_none_leaves_its_slide() -> None:
    asked = replace(OUTLINE.dialogues[0].questions[0], label="Hvorfor er det slik? " * 8)
    dialogues = (replace(OUTLINE.dialogues[0], questions=(asked,)),)
    deck = slides.Presentation(io.BytesIO(made("pptx", replace(OUTLINE, dialogues=dialogues))))
    sizes = {
        title.text_frame.text.count("Hvorfor"): title.text_frame.paragraphs[0].runs[0].font.size.pt
        for title in (slide.shapes.title for slide in deck.slides)
    }

    assert max(size for long, size in sizes.items() if long) < sizes[0]


def test_slides_show_what_rooms_summed_up_and_their_pictures_are_told() -> None:
    deck = slides.Presentation(io.BytesIO(made("pptx")))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    pictures = [shape for shape in shapes if shape.shape_type == 13]

    assert all(slide.shapes.title.text for slide in deck.slides)
    assert len(pictures) == 2
    assert all(picture._element.nvPicPr.cNvPr.get("descr") for picture in pictures)
    found = text("pptx")
    assert "Vi vil begynne med det som alt virker" in found
    assert "Svar fra 3 av 5 rom" in found


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Rom 1", "Rom 2", ""]),
            st.lists(st.sampled_from(["a" * 90, "b ", "Ord. ", "\n"]), min_size=1, max_size=60).map(
                "".join
            ),
        )
    ),
    st.integers(min_value=4, max_value=16),
)
def test_no_slide_holds_more_than_can_be_read_and_none_loses_anything(
    said: list[tuple[str, str]], most: int
) -> None:
    deck = list(cut(said, most))

    assert all(sum(lines_of(piece) for _, piece in slide) <= most for slide in deck)
    whole = "".join(piece for slide in deck for _, piece in slide)
    assert "".join(whole.split()) == "".join("".join(text for _, text in said).split())


def test_a_plenum_sees_one_slide_of_each_question_and_is_told_how_much_more_there_is() -> None:
    rooms = tuple(ReportRoom(at) for at in range(1, 41))
    entries = tuple(ReportEntry(room, lines=(line("Vi vil samarbeide. " * 40),)) for room in rooms)
    first, *_ = OUTLINE.dialogues
    asked = tuple(replace(each, entries=entries) for each in first.questions)
    outline = replace(OUTLINE, dialogues=(replace(first, rooms=rooms, questions=asked),))
    deck = slides.Presentation(io.BytesIO(made("pptx", outline)))
    titles = [slide.shapes.title.text for slide in deck.slides]
    found = text("pptx", outline)

    assert len([each for each in titles if each.startswith(("1. ", "2. "))]) == len(asked) == 2
    assert re.search(r"[3-5] av 40 her, alle i rapporten", found)
    assert re.search(r"Vi vil samarbeide\.[\w ]* …", found)


@given(st.lists(st.text("ab \n", min_size=1, max_size=400), max_size=30), st.integers(6, 16))
def test_rooms_are_shown_in_even_distances_on_a_slide(texts: list[str], most: int) -> None:
    said = [(f"Rom {at}", each) for at, each in enumerate(texts)]
    shown = [int(who.removeprefix("Rom ")) for who, _ in spread(said, most)]
    steps = {later - before for before, later in pairwise(shown)}

    assert shown[:1] == [0] * bool(texts)
    assert max(steps, default=0) - min(steps, default=0) <= 1
    assert sum(lines_of(each) + 2 for _, each in spread(said, most)) <= most


@pytest.mark.parametrize("most", range(8, 17))
def test_a_slide_leaves_no_line_free_for_which_each_cut_text_has_words(most: int) -> None:
    shown = spread([(f"Rom {at}", "Vi vil møtes oftere. " * 40) for at in range(5)], most)

    assert most - sum(lines_of(text) + 2 for _, text in shown) < len(shown)


def test_a_figure_compares_what_was_asked_as_a_numbered_question() -> None:
    """Advice, and what an import could not divide, was not asked as the others were."""
    lone = replace(ADVICE, entries=(replace(ADVICE.entries[0], summary=(), lines=()),))
    first, second = OUTLINE.dialogues
    asked = (second.questions[0], lone)
    outline = replace(OUTLINE, dialogues=(first, replace(second, questions=asked)))

    assert "færrest på «Dialog 1 · 2. Rammer og verdier» (1)" in text("docx", outline)


def test_nobody_is_named_twice_in_a_row_on_a_slide_and_each_again_on_the_next() -> None:
    deck = list(cut([("Rom 1", "a"), ("Rom 1", "b"), ("Rom 2", "c"), ("Rom 2", "d")], 6))

    assert deck == [[("Rom 1", "a"), ("", "b")], [("Rom 2", "c"), ("", "d")]]


@pytest.mark.parametrize("format", ["docx", "odt", "pdf"])
def test_actions_stand_in_a_table_without_columns_that_nobody_filled(format: Format) -> None:
    found = text(format)
    table, after = found[found.rindex("tiltak sier hvem") :].split("Svar i fritekst")

    assert "Rektor inviterer barnehagene" in table
    assert "Kultursjefen, før påske" in table
    assert "Hvem Hva" not in table
    assert "Trenger" not in table
    assert "1. Hvem og når?: rom 2" in after[:120]


def test_a_question_that_is_its_own_heading_is_not_told_twice() -> None:
    lone = replace(OUTLINE.dialogues[0].questions[0], label="Hva er viktig?", text="Hva er viktig?")
    dialogues = (replace(OUTLINE.dialogues[0], questions=(lone,)),)
    found = text("md", replace(OUTLINE, dialogues=dialogues, themes=()))

    assert "> Hva er viktig?" not in found
    assert "Hva er viktig?" in found


def test_a_row_of_a_pdf_leads_where_the_one_before_it_does_not() -> None:
    """Thousands of ways to the same places were a quarter of the memory of a large report."""
    first, second = OUTLINE.dialogues
    who, *others = second.questions
    promises = tuple(line(f"Rektor: møte nummer {at}, uke {at}") for at in range(1, 9))
    asked = replace(who, entries=(replace(who.entries[1], lines=promises),))
    outline = replace(OUTLINE, dialogues=(first, replace(second, questions=(asked, *others))))

    def ways(outline: Outline) -> int:
        with pikepdf.open(io.BytesIO(made("pdf", outline))) as found:
            return sum(
                each.Subtype == "/Link" for page in found.pages for each in page.get("/Annots", ())
            )

    fewer = replace(asked, entries=(replace(asked.entries[0], lines=promises[:1]),))
    short = replace(outline, dialogues=(first, replace(second, questions=(fewer, *others))))
    assert ways(outline) == ways(short)


@pytest.mark.parametrize("order", ["question", "room"])
@pytest.mark.parametrize("format", [*READ_BY_PAGE, "md"])
def test_who_wrote_nothing_is_told_before_what_was_written(format: Format, order: Order) -> None:
    """Behind the last room it could stand alone on a page of its own."""
    found = text(format, replace(OUTLINE, order=order))
    without, written = {
        "question": ("1 (ingenting å legge til), 2, 3, 7", "Likeverd"),
        "room": ("Uten tekst: Dialog 1 · 2. Rammer", "Vi treng ein plan"),
    }[order]

    assert found.index(without) < found.rindex(written)


def test_the_organisers_own_words_stand_before_all_tables_on_page_one() -> None:
    outline = replace(OUTLINE, own_words="Takk til alle.")
    for format in READ_BY_PAGE:
        found = text(format, outline)
        assert found.index("Takk til alle.") < found.index("Rekkefølge")


def test_what_is_written_from_right_to_left_begins_at_the_right_edge_of_a_pdf() -> None:
    asked = with_lines(line("ספרייה היא בית לכולם"), line("Et hus for alle"))
    content = made("pdf", asked)
    boxes = {
        each.get_text().strip(): each.bbox
        for page in extract_pages(io.BytesIO(content))
        for box in page
        if isinstance(box, LTTextBox)
        for each in box
    }
    width = 595.3
    ((left, *_),) = [box for said, box in boxes.items() if said == "Et hus for alle"]
    ((*_, right, _top),) = [
        box for said, box in boxes.items() if "ספרייה"[::-1] in said or "ספרייה" in said
    ]

    assert abs((width - right) - left) < 3


def test_a_compound_longer_than_its_column_is_divided_and_no_other_word_is() -> None:
    long = "Samarbeidspartneransvarlig kulturskolerådgiver: inviterer barnehagene, uke 3"
    first, second = OUTLINE.dialogues
    who, *others = second.questions
    granli = replace(who.entries[1], lines=(line(long),))
    asked = replace(who, entries=(granli,))
    outline = replace(
        OUTLINE, dialogues=(first, replace(second, questions=(asked, *others))), themes=()
    )
    # The first time is the table's, the second the chapter's, which is as wide as the page.
    table = text("pdf", outline).split("Dekning")[-2]

    assert "Samarbeidspartneransvarlig" not in table
    assert "barnehagene" in table


def test_a_way_in_an_odt_looks_like_its_paragraph_and_no_row_breaks() -> None:
    """What leads somewhere was grey and small in a table and in the contents, as addresses are."""
    with zipfile.ZipFile(io.BytesIO(made("odt"))) as packed:
        content = packed.read("content.xml").decode()
    ways = re.findall(r"<text:a [^>]*text:style-name=\"(\w+)\"", content)
    rows = re.findall(r"<table:table-row[^>]*>", content)

    assert set(ways) == {"Place"}
    assert rows
    assert all('table:style-name="Row"' in row for row in rows)
