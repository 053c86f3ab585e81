"""Rooms made ready in the browser: looked at before it counts, repeatable without loss."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl import Workbook

from app.rosters.spreadsheet import UnreadableSheet, book, read_file
from app.rosters.text import read_roster
from tests.leading import Leading, new_seminar, signed_in
from tests.rooms.browsing import enter
from tests.server import Afternoon, Server

LIST = "1; Fjellvik, Granli\n2; Storhavn"


def roster(leading: Leading, server: Server, more: str = "") -> dict[int, list[str]]:
    rooms = server.organiser().get(f"/api/v1{leading.path}/rooms{more}").json()
    return {room["number"]: [each["name"] for each in room["members"]] for room in rooms}


def set_up(seminar: Afternoon) -> Leading:
    leading = signed_in(seminar.server)
    leading.path = f"/seminars/{seminar.id}"
    return leading


def test_reading_a_list_changes_nothing(server: Server) -> None:
    leading = new_seminar(server)
    answer = leading.post("/rooms/read", {"text": LIST})
    assert answer.status_code == 200
    assert "Fjellvik · Granli" in answer.text
    assert roster(leading, server) == {}


@pytest.mark.parametrize(("text", "status"), [(LIST, 200), ("1; Fjellvik\nGranli", 422)])
def test_a_list_read_before_scripts_run_is_looked_at_on_its_page(
    server: Server, text: str, status: int
) -> None:
    leading = new_seminar(server)
    action = leading.found(r'<form class="form" method="post" action="([^"]*)"', "/rooms")
    assert action == [f"{leading.path}/rooms/read"]
    answer = leading.client.post(action[0], data={"text": text})
    assert answer.status_code == status
    assert "<html" in answer.text
    assert 'id="roster-read"' in answer.text
    assert f">\n{text}</textarea>" in answer.text
    assert roster(leading, server) == {}


def test_rooms_made_before_scripts_run_stand_on_their_page(server: Server) -> None:
    leading = new_seminar(server)
    action = leading.found(r'make-rooms" method="post" action="([^"]*)"', "/rooms")
    for path, sent in ((action[0], {"count": "3"}), (f"{leading.path}/rooms", {"text": LIST})):
        answer = leading.client.post(path, data=sent)
        assert answer.status_code == 200
        assert answer.text.count("<html") == answer.text.count('id="steps"') == 1
    assert roster(leading, server) == {1: ["Fjellvik", "Granli"], 2: ["Storhavn"]}


def test_a_list_that_was_looked_at_is_used(server: Server) -> None:
    leading = new_seminar(server)
    leading.post("/rooms", {"text": LIST})
    assert roster(leading, server) == {1: ["Fjellvik", "Granli"], 2: ["Storhavn"]}


def test_what_cannot_be_read_is_said_with_its_line_and_changes_nothing(server: Server) -> None:
    leading = new_seminar(server)
    for path in ("/rooms/read", "/rooms"):
        answer = leading.post(path, {"text": "1; Fjellvik\nGranli"})
        assert answer.status_code == 422
        assert "Linje 2" in answer.text
    assert roster(leading, server) == {}


def test_what_is_said_of_a_line_quotes_it(server: Server) -> None:
    leading = new_seminar(server)
    lines = [f"{at}; Gol{at}" for at in range(1, 25)]
    answer = leading.post("/rooms/read", {"text": "\n".join([*lines, "Granli uten nummer"])})
    assert answer.status_code == 422
    assert "Linje 25" in answer.text
    assert "Granli uten nummer" in answer.text
    many = "25; " + ", ".join(f"Ås {at}" for at in range(41))
    answer = leading.post("/rooms/read", {"text": "\n".join([*lines, many])})
    assert '<q class="finding-line">25; Ås 0, Ås 1' in answer.text
    answer = leading.post("/rooms/read", {"text": "1; Gol\n1; Nes"})
    assert '<q class="finding-line">1; Nes</q>' in answer.text


def test_a_room_on_two_lines_is_joined_and_it_is_said(server: Server) -> None:
    leading = new_seminar(server)
    answer = leading.post("/rooms/read", {"text": "1; Fjellvik\n1; Granli"})
    assert answer.status_code == 200
    assert "Fjellvik · Granli" in answer.text
    assert "warnings" in answer.text


def test_a_member_in_two_rooms_is_a_warning_only(server: Server) -> None:
    leading = new_seminar(server)
    answer = leading.post("/rooms/read", {"text": "1; Fjellvik\n2; Fjellvik"})
    assert answer.status_code == 200
    assert "1, 2" in answer.text


def test_whatever_is_said_of_a_list_stands_there_and_its_button_before_its_rooms(
    server: Server,
) -> None:
    """However much it is: none is only counted, and nothing is pushed below fifty rooms."""
    leading = new_seminar(server)
    rooms = [f"{number}; Gol, Nes og Ål {number}" for number in range(1, 31)]
    said = leading.post("/rooms/read", {"text": "\n".join(rooms)}).text

    assert all(f"«Nes og Ål {number}»" in said for number in range(1, 31))
    assert "Sitter i flere rom, og det er lov: Gol (1, 2, 3," in " ".join(said.split())
    assert said.count("<details") == 1
    assert said.index("Bruk denne lista") < said.index("<table")


def test_a_file_from_a_spreadsheet_is_read(server: Server) -> None:
    book = Workbook()
    for row in (("Rom", "Deltakere"), (1, "Fjellvik, Granli"), (2, "Storhavn")):
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    answer = new_seminar(server).post(
        "/rooms/read", files={"file": ("rom.xlsx", packed.getvalue())}
    )
    assert answer.status_code == 200
    assert "Fjellvik · Granli" in answer.text


def test_sheets_that_are_called_as_rooms_are_a_room_each() -> None:
    book = Workbook()
    book.remove(book.active)
    for title, rows in (("Rom 1", ["Kommune", "Fjellvik", "Granli"]), ("Rom 2", ["Storhavn"])):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([row])
    packed = io.BytesIO()
    book.save(packed)
    roster, text = read_file(packed.getvalue())
    assert [(each.number, each.members) for each in roster.entries] == [
        (1, ("Fjellvik", "Granli")),
        (2, ("Storhavn",)),
    ]
    assert read_roster(text).entries == roster.entries


def packed(fill: Callable[[Workbook], object]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    fill(book)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("sheets", "hidden", "told"),
    [
        ({"2025": "1;Storhavn\n2;Holm\n3;Nes", "2027": ""}, "2025", ["2025"]),
        ({"2025": "", "2027": "1;Storhavn"}, "", ["2027"]),
        (
            {"Rom": "", "Gammel liste": "1;Storhavn\n2;Holm\n3;Nes"},
            "Gammel liste",
            ["Gammel liste"],
        ),
        ({"Rom 1": "Fjellvik\nGranli", "Rom 2": "Storhavn", "Info": "Velkommen"}, "", ["Info"]),
        ({"Info": "Velkommen", "1. gruppe": "", "Rom 1": "Holm", "Rom 2": "Nes"}, "", None),
    ],
)
def test_a_sheet_that_is_hidden_or_says_something_else_is_no_list_of_rooms(
    sheets: dict[str, str], hidden: str, told: list[str] | None
) -> None:
    whole = "Rom;Kommune\n1;Fjellvik\n1;Granli\n2;Storhavn"

    def fill(book: Workbook) -> None:
        book.remove(book.active)
        for title, text in sheets.items():
            sheet = book.create_sheet(title)
            for line in (text or whole).split("\n"):
                sheet.append(line.split(";"))
            sheet.sheet_state = "hidden" if title == hidden else "visible"

    roster, _ = read_file(packed(fill))
    assert [(each.number, each.members) for each in roster.entries] == [
        (1, ("Fjellvik", "Granli")),
        (2, ("Storhavn",)),
    ]
    left = [each.text for each in roster.warnings if each.kind == "sheet_ignored"]
    assert told is None or left == told


def test_sheets_of_people_that_are_called_as_rooms_keep_what_their_headings_say() -> None:
    def fill(book: Workbook) -> None:
        book.active.title = "Rom 1"
        for sheet, place in ((book.active, "Fjellvik"), (book.create_sheet("Rom 2"), "Storhavn")):
            sheet.append(["Navn", "Kommune"])
            sheet.append(["Kari Nor", place])

    roster, text = read_file(packed(fill))
    assert [(each.number, each.members) for each in roster.entries] == [
        (1, ("Fjellvik",)),
        (2, ("Storhavn",)),
    ]
    assert read_roster(text).entries == roster.entries


def test_what_excel_does_not_show_or_shows_otherwise_is_told() -> None:
    def fill(book: Workbook) -> None:
        book.active.append(["Rom", "Kommune"])
        book.active.append([date(2026, 2, 1), "Fjellvik"])
        book.active.append([date(2026, 2, 2), '="Stor"&"havn"'])
        book.active.row_dimensions[2].hidden = True

    roster, _ = read_file(packed(fill))
    assert {"hidden_rows", "no_value", "dates"} <= {each.kind for each in roster.warnings}
    assert [each.name for each in roster.entries] == ["1.2.2026", "2.2.2026"]


def test_numbers_behind_names_are_left_out_when_asked(server: Server) -> None:
    leading = new_seminar(server)
    answer = leading.post(
        "/rooms/read", {"text": "1; Fjellvik (4 personer), Granli 2\n2; Storhavn 3"}
    )
    assert 'name="uncount"' in answer.text
    sent = {"text": "1; Fjellvik (4 personer), Granli 2\n2; Storhavn 3", "uncount": "true"}
    answer = leading.post("/rooms/read", sent)
    assert "Fjellvik · Granli" in answer.text
    assert 'name="uncount"' not in answer.text


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 not a zip", b"%PDF-1.7", b"\xd0\xcf\x11\xe0", "1; Ørsta".encode("cp1252")],
    ids=["no zip", "PDF", "old Office", "Windows-1252"],
)
def test_any_file_gets_a_clear_answer(server: Server, content: bytes) -> None:
    answer = new_seminar(server).post("/rooms/read", files={"file": ("rom", content)})
    assert answer.status_code in (200, 422)
    assert "roster-read" in answer.text


def test_a_spreadsheet_that_unpacks_to_gigabytes_is_refused() -> None:
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    with pytest.raises(UnreadableSheet):
        book(packed.getvalue())


def test_fifty_rooms_are_one_act_and_keep_those_there_are(server: Server) -> None:
    leading = new_seminar(server)
    leading.post("/rooms", {"text": LIST})
    leading.post("/rooms/make", {"count": "50"})
    rooms = roster(leading, server)
    assert len(rooms) == 50
    assert rooms[1] == ["Fjellvik", "Granli"]
    leading.post("/rooms/make", {"count": "3"})
    assert len(roster(leading, server)) == 50


def test_a_room_with_text_or_people_stays_and_it_is_said(seminar: Afternoon) -> None:
    seminar.note("Et svar")
    leading = set_up(seminar)
    assert "2, 3" in leading.post("/rooms/read", {"text": "1; Fjellvik"}).text
    answer = leading.post("/rooms", {"text": "1; Fjellvik"})
    assert "2, 3" in answer.text
    assert len(roster(leading, seminar.server)) == 3
    assert seminar.answer()["text"] == "Et svar"


def test_the_second_dialogue_may_be_seated_otherwise_and_back_again(server: Server) -> None:
    leading = new_seminar(server)
    leading.post("/rooms", {"text": LIST})
    (second,) = leading.found(r'<option value="(\w{16})"', "/rooms")
    leading.post("/rooms", {"text": "1; Storhavn\n2; Fjellvik", "dialogue": second})
    mine = leading.page(f"/rooms?dialogue={second}")
    assert "1; Storhavn" in mine
    assert "1; Fjellvik" in leading.page("/rooms")
    leading.post("/rooms/same-seating", {"dialogue": second})
    assert "1; Fjellvik, Granli" in leading.page(f"/rooms?dialogue={second}")


def test_one_room_is_changed_without_touching_the_others(server: Server) -> None:
    leading = new_seminar(server)
    leading.post("/rooms", {"text": LIST})
    room = leading.found(r'/rooms/(\w{16})"', "/rooms")[0]
    leading.post(f"/rooms/{room}", {"name": "Storsalen", "members": "Tangen, Øyra"})
    assert roster(leading, server) == {1: ["Tangen", "Øyra"], 2: ["Storhavn"]}
    assert "Storsalen" in leading.page("/rooms")


def test_a_new_link_ends_the_old_one_and_keeps_those_inside(seminar: Afternoon) -> None:
    browser = enter(seminar)
    leading = set_up(seminar)
    room = seminar.rooms[0]
    old = room["url"].removeprefix(seminar.server.url)
    assert leading.post(f"/rooms/{room['id']}/link").status_code == 200
    assert seminar.server.client().get(old).status_code == 404
    assert browser.page()


def test_a_removed_seat_is_out_and_its_text_stays(seminar: Afternoon) -> None:
    browser = enter(seminar, nickname="Kari")
    seminar.note("Et svar")
    leading = set_up(seminar)
    path = f"/rooms/{browser.room_id}"
    assert "Kari" in leading.page(path)
    leading.post(f"{path}/seats/{browser.seat}/remove")
    assert browser.client.get(browser.path).status_code == 404
    assert "Kari" not in leading.page(path)
    assert seminar.answer()["text"] == "Et svar"


def test_another_seminars_room_is_not_found(seminar: Afternoon) -> None:
    leading = new_seminar(seminar.server)
    room = seminar.rooms[0]["id"]
    assert leading.client.get(f"{leading.path}/rooms/{room}").status_code == 404
    assert leading.post(f"/rooms/{room}/link").status_code == 404
