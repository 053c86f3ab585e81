"""A file is read by what it holds, whatever it is called, and nothing in it does any harm."""

import io
import json
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

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


def beside(source: Source) -> list[tuple[int, str, str]]:
    """What is in no post: its row, why, and what it says."""
    return [
        (source.lines[place].at, why, source.lines[place].text)
        for place, why in sorted(source.aside.items())
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
    assert beside(source) == [
        (1, "headings", source.lines[0].text),
        (5, "empty", ""),
        (1, "fact", "Author"),
    ]


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


@pytest.mark.parametrize("headings", [["Subject", "Body"], ["Rom 4", "uten overskrifter"]])
def test_what_was_said_about_a_cell_is_put_beside_its_row(headings: list[str]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.append(headings)
    sheet.append(["Rom 1", "Vi vil ha flere timer."])
    sheet["B2"].comment = Comment("Hvor mange?\nSpør igjen.", "Kari")
    out = io.BytesIO()
    book.save(out)
    source = read(out.getvalue())

    (place,) = (at for at, why in source.aside.items() if why == "comment")
    assert (source.lines[place].at, source.lines[place].text) == (2, "Hvor mange? Spør igjen.")
    assert not any("Spør igjen" in text for each in texts(source) for text in each)


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


def sheets(*each: tuple[str, list[list[str]]], hidden: str = "") -> bytes:
    book = Workbook()
    for title, rows in each:
        sheet = book.create_sheet(title)
        sheet.sheet_state = "hidden" if title == hidden else "visible"
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_stands_beside_the_texts_of_a_table_is_told_with_its_row() -> None:
    source = read(
        "Subject,Body,Attachment,Author,Comments,Likes,Tags,Bakgrunn\n"
        'Rom 1,Hei,https://foto.example/1.png,Per,"Ola: enig\nKari: nei",3,skyss,blå himmel\n'
        "Rom 2,Hallo,,Per,,0,,\n"
        ",,https://foto.example/2.png,Per,,,,\n".encode()
    )
    assert texts(source) == [["Rom 1", "Hei"], ["Rom 2", "Hallo"]]
    assert beside(source)[1:] == [
        (1, "fact", "Author"),
        (2, "attachment", "https://foto.example/1.png"),
        (2, "comment", "Ola: enig"),
        (2, "comment", "Kari: nei"),
        (2, "reaction", "3"),
        (2, "tag", "skyss"),
        (2, "column", "blå himmel"),
        (4, "attachment", "https://foto.example/2.png"),
    ]


def test_addresses_comments_and_scripts_of_a_body_are_told_apart_from_it() -> None:
    body = (
        "<p>Se <a href='https://plan.example/a'>planen</a> på"
        " <a href='https://b.example'>https://b.example</a></p><!-- husk -->"
        "<img src='https://foto.example/3.png' alt='en tavle'><script>alert(1)</script>"
    )
    source = read(f'Subject,Body\nRom 1,"{body}"\n'.encode())
    assert texts(source) == [["Rom 1", "Se planen på https://b.example"]]
    assert [(why, text) for _, why, text in beside(source)[1:]] == [
        ("link", "https://plan.example/a"),
        ("hidden", "husk"),
        ("attachment", "https://foto.example/3.png"),
        ("attachment", "en tavle"),
        ("hidden", "alert(1)"),
    ]


def test_every_sheet_with_posts_is_read_and_the_others_are_told() -> None:
    data = sheets(
        ("Dialog 1", [["Subject", "Body"], ["Rom 1", "en"]]),
        ("Om", [["Laget på torsdag"]]),
        ("Dialog 2", [["Subject", "Body"], ["Rom 1", "to"]]),
        ("Kladd", [["Subject", "Body"], ["Rom 1", "tre"]]),
        hidden="Kladd",
    )
    source = read(data)
    assert texts(source) == [["Rom 1", "en"], ["Rom 1", "to"]]
    assert [piece.section for piece in source.pieces] == ["Dialog 1", "Dialog 2"]
    assert [(at, why) for at, why, _ in beside(source)] == [
        (1, "headings"),
        (3, "sheet"),
        (4, "headings"),
        (6, "hidden"),
        (7, "hidden"),
    ]


def test_a_rows_section_and_room_are_both_told() -> None:
    source = read(b"Subject,Body,Section,Rom\nHei,Hallo,Dialog 2,12\n")
    assert source.pieces[0].section == "Dialog 2 Rom 12"


def test_two_columns_of_text_are_both_the_posts() -> None:
    source = read(b"Title,Text,Description\nRom 1,Flere timer,Og det skal skje til alle\n")
    assert texts(source) == [["Rom 1", "Flere timer", "Description", "Og det skal skje til alle"]]


def test_the_other_files_of_a_zip_are_told_by_their_names() -> None:
    source = read(packed(**{"Posts.csv": CSV, "foto/1.png": "x", "__MACOSX/._Posts.csv": ""}))
    assert beside(source)[-1][1:] == ("file", "foto/1.png")


def test_comments_and_attachments_of_json_go_with_their_post() -> None:
    wall = {
        "data": [
            {
                "type": "post",
                "id": "7",
                "attributes": {
                    "subject": "Rom 3",
                    "body": "Hei",
                    "color": "rød og blå",
                    "attachments": [{"url": "https://foto.example/1", "caption": "Skisse"}],
                    "likes": 2,
                },
            },
            {"type": "post", "id": "8", "attributes": {"attachment": "https://foto.example/2"}},
        ],
        "included": [
            {
                "type": "comment",
                "id": "c",
                "attributes": {"body": "<p>Enig</p>"},
                "relationships": {"post": {"data": {"type": "post", "id": "7"}}},
            }
        ],
    }
    source = read(json.dumps(wall).encode())
    assert texts(source) == [["Rom 3", "Hei"]]
    assert beside(source) == [
        (1, "attachment", "https://foto.example/1"),
        (1, "attachment", "Skisse"),
        (1, "reaction", "2"),
        (1, "comment", "Enig"),
        (2, "attachment", "https://foto.example/2"),
    ]


def test_a_page_is_its_text() -> None:
    page = "<!DOCTYPE html><html><head><title>Notat</title></head><body>Rom 1<br>Hei</body></html>"
    source = read(page.encode())
    assert [each.text for each in source.lines] == ["Rom 1", "Hei", "Notat"]
    assert beside(source) == [(3, "hidden", "Notat")]


@pytest.mark.parametrize(
    "text",
    [
        '{"wall": {"sections": [{"title": "Rom 1", "posts": [{"body": "Sang", "comments":'
        ' [{"body": "Enig"}]}]}, {"title": "Rom 3", "posts": [{"body": "Dans"}]}]}}',
        '[{"section": "Rom 1", "body": {"html": "<p>Sang</p>"}},'
        ' {"section": "Rom 3", "text": "Dans"}]',
        '{"section": "Rom 1", "body": "Sang"}\n{"section": "Rom 3", "body": "Dans"}\n',
    ],
)
def test_json_of_other_shapes_is_read_with_its_sections(text: str) -> None:
    source = read(text.encode())
    assert texts(source) == [["Sang"], ["Dans"]]
    assert [piece.section for piece in source.pieces] == ["Rom 1", "Rom 3"]


def test_a_table_in_markdown_is_a_table() -> None:
    source = read(
        b"| Rom | Svar fra rommet |\n|---|:--|\n| 1 | Sang for alle barn |\n"
        b"| 3 | Dans i hele skolen |\n"
    )
    assert texts(source) == [["Sang for alle barn"], ["Dans i hele skolen"]]
    assert [source.lines[piece.first].at for piece in source.pieces] == [3, 4]
