"""A file is read by what it holds, whatever it is called, and nothing in it does any harm."""

import io
import json
import zipfile

import pytest
from openpyxl import Workbook

from app.imports.reading import read
from app.imports.source import Source, TooMuch, Unreadable

CSV = (
    "Subject,Body,Attachment,Author,Created At,Updated At,Section\r\n"
    'Rom 1 Fjellvik,"<p>Hva er relevant?</p><p>Sang &amp; dans.<br>Alle må få være med</p>",'
    ",Kari,,,Dialog 1\r\n"
    ",Bare en tekst,,,,,\r\n"
    "Bare en tittel,,,,,,\r\n"
    ",,,,,,\r\n"
)


def texts(source: Source) -> list[list[str]]:
    """The lines of each post."""
    return [
        [line.text for line in source.lines[piece.first : piece.last + 1]]
        for piece in source.pieces
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_padlets_csv_is_read_in_whatever_letters(encoding: str) -> None:
    source = read(CSV.encode(encoding))
    assert source.kind == "padlet"
    assert texts(source) == [
        ["Rom 1 Fjellvik", "Hva er relevant?", "Sang & dans.", "Alle må få være med"],
        ["Bare en tekst"],
        ["Bare en tittel"],
    ]
    assert [source.lines[piece.first].at for piece in source.pieces] == [2, 3, 4]
    assert source.pieces[0].section == "Dialog 1"
    assert {source.lines[place].at: why for place, why in source.aside.items()} == {
        1: "headings",
        5: "empty",
    }


def test_columns_are_found_by_name_in_any_order_and_with_semicolons() -> None:
    source = read(b"Author;Body;Subject\r\nPer;Hei;Rom 2\r\n")
    assert texts(source) == [["Rom 2", "Hei"]]


@pytest.mark.parametrize(
    "text",
    [
        'Author,Created At,Section,Body,Subject\nPer,2026,,"en\nto",Rom 2\n',
        'Forfatter;Emne;Brødtekst;Opprettet\nPer;Rom 2;"en\nto";2026\n',
        'Forfattar,Emne,Innhald\nPer,Rom 2,"en\nto"\n',
        'Ämne,Brödtext,Författare\nRom 2,"en\nto",Per\n',
        'Emne,Brødtekst,Vedhæftet fil\nRom 2,"en\nto",\n',
        'Betreff,Text,Erstellt am\nRom 2,"en\nto",2026\n',
        'Sujet,Corps,Pièce jointe\nRom 2,"en\nto",\n',
        'Veggen vår\n\nSubject,Body,Author\nRom 2,"en\nto",Per\n',
    ],
)
def test_columns_are_found_in_other_languages_and_under_a_boards_name(text: str) -> None:
    assert texts(read(text.encode())) == [["Rom 2", "en", "to"]]


def test_columns_that_nobody_knows_are_found_by_what_stands_in_them() -> None:
    source = read(
        b"Vem,Vad ni sa\nFjellvik,Vi vil ha flere timer\nGranli,Vi vil ha en scene til alle\n"
    )
    assert texts(source) == [
        ["Fjellvik", "Vi vil ha flere timer"],
        ["Granli", "Vi vil ha en scene til alle"],
    ]


def test_each_question_of_a_form_stands_over_what_was_answered_to_it() -> None:
    source = read(
        b"Tidsmerke,Rom,Hva er relevant?,Rammer og verdier\n"
        b"2026-11-01,4,Alt er viktig for oss,Trygge rammer for alle\n"
        b"2026-11-01,7,Det er mye som er bra,\n"
    )
    assert texts(source) == [
        [
            "Hva er relevant?",
            "Alt er viktig for oss",
            "Rammer og verdier",
            "Trygge rammer for alle",
        ],
        ["Hva er relevant?", "Det er mye som er bra"],
    ]
    assert [piece.section for piece in source.pieces] == ["Rom 4", "Rom 7"]


def test_lines_with_a_comma_each_are_no_table() -> None:
    text = b"Rom 1, Fjellvik\nVi vil ha mer tid, og flere folk\nFlere timer, og skyss til alle\n"
    assert read(text).kind == "text"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Type,Content,Frame\nsticky_note,Hei,Rom 1\n", "miro"),
        ("Text,Position X,Position Y,Area Title\nHei,1,2,Rom 1\n", "mural"),
        ("# Vegg\n\n## Rom 1\nHei\n\n## Rom 2\nHallo\n", "markdown"),
        ("Rom 1\nHei, alle sammen, og velkommen\n", "text"),
    ],
)
def test_the_kind_shows_in_the_content(text: str, kind: str) -> None:
    assert read(text.encode()).kind == kind


def packed(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(name, text)
    return out.getvalue()


def test_padlets_zip_is_its_table_of_posts() -> None:
    files = {"attachments/note.txt": "nei", "Users.csv": "Name,Id\nKari,1", "Posts 1.csv": CSV}
    assert texts(read(packed(**files)))[0][0] == "Rom 1 Fjellvik"


def test_paths_in_a_zip_lead_nowhere() -> None:
    assert len(texts(read(packed(**{"../../../etc/Posts.csv": CSV})))) == 3


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(TooMuch):
        read(packed(**{"Posts.csv": "Subject,Body\n" + "a" * 50_000_000}))


@pytest.mark.parametrize(
    "data", [b"", b"  \n", b"PK\x03\x04rubbish", b"%PDF-1.7 rubbish", b"\x00\x01\x02" * 50, b"{}"]
)
def test_what_is_no_wall_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read(data)


def test_a_spreadsheet_keeps_the_lines_of_its_cells_and_runs_no_formula() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.append(["Subject", "Body"])
    sheet.append(["Rom 1", "en\nto"])
    sheet.append(["=1+1", "tre"])
    out = io.BytesIO()
    book.save(out)
    assert texts(read(out.getvalue())) == [["Rom 1", "en", "to"], ["tre"]]


def test_scripts_are_nothing_to_read() -> None:
    source = read(b"Subject,Body\nx,\"<script>alert(1)</script><b onclick='a()'>Hei</b>\"\n")
    assert texts(source) == [["x", "Hei"]]


def test_json_api_is_read_with_its_sections() -> None:
    wall = {
        "data": {"type": "board", "attributes": {"title": "Vegg"}},
        "included": [
            {"type": "section", "id": "s", "attributes": {"title": "Rom 3"}},
            {
                "type": "post",
                "id": "1",
                "attributes": {"content": {"subject": "Hei", "bodyHtml": "<p>en</p><p>to</p>"}},
                "relationships": {"section": {"data": {"type": "section", "id": "s"}}},
            },
        ],
    }
    source = read(json.dumps(wall).encode())
    assert texts(source) == [["Hei", "en", "to"]]
    assert (source.pieces[0].section, source.title) == ("Rom 3", "Vegg")


def test_endless_nesting_is_text_like_any_other() -> None:
    assert read(b"[" * 100_000).kind == "text"
