"""Who comes, read from lists as people have them; names of people are counted and nothing more."""

import io
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.rosters.arrangement import MOST_PEOPLE
from app.rosters.attendees import Attendees, read_attendees, read_file
from app.rosters.filling import Attendee


def kinds(read: Attendees) -> list[str]:
    return [each.kind for each in read.problems]


def test_a_line_is_a_member_with_region_role_and_how_many() -> None:
    read = read_attendees("Gol; Hallingdal; 2\nNes (3)\nÅl\nHol, Hallingdal, rektor\nSki; 0")
    assert Counter(read.people) == {
        Attendee("Gol", "Hallingdal"): 2,
        Attendee("Nes"): 3,
        Attendee("Ål"): 1,
        Attendee("Hol", "Hallingdal", "rektor"): 1,
    }


@pytest.mark.parametrize(
    "text",
    [
        "Navn;Kommune;Fylke;Stilling;E-post\nKari;Gol;Buskerud;rektor;k@x.no\nOla;Gol;Buskerud;;",
        "Påmelding 2026\nNavn\tE-post\tKommune\tStilling\tRegion\n"
        "Kari\tk@x.no\tGol\trektor\tBuskerud\nOla\t\tGol\t\tBuskerud",
        "Fornavn,Etternavn,Deltaker,Kommune,Rolle,Fylke\n"
        "Kari,Vik,ja,Gol,rektor,Buskerud\nOla,Li,ja,Gol,,Buskerud",
    ],
)
def test_people_are_counted_for_their_member_and_their_names_are_gone(text: str) -> None:
    read = read_attendees(text)
    assert read.people == (Attendee("Gol", "Buskerud", "rektor"), Attendee("Gol", "Buskerud"))
    said = repr(read)
    assert not any(name in said for name in ("Kari", "Ola", "Vik", "k@x.no"))


@pytest.mark.parametrize("coming", ["Deltakere\t3", "Attended participants\t3", "Antall\t3"])
def test_what_stands_above_the_list_of_a_meeting_is_no_heading_of_it(coming: str) -> None:
    """No name of a person may pass for where somebody comes from."""
    head = "Navn\tFørste deltakelse\tSiste fratredelse\tVarighet\tE-post\tRolle"
    row = "Kari Nor (Gol kommune)\t9:00\t10:00\t1t\tk@example.org\tArrangør"
    text = f"1. Sammendrag\nMøtetittel\tSamling\n{coming}\n\n2. Deltakere\n{head}\n{row}"
    read, _ = read_file(text.encode("utf-16"))
    assert (kinds(read), read.people) == (["only_names"], ())


def test_of_several_sheets_the_one_with_the_list_is_read() -> None:
    book = Workbook()
    book.active.title = "Forside"
    book.active.append(("Velkommen",))
    list_of_all = book.create_sheet("Påmeldte")
    for row in (("Kommune", "Antall"), ("Gol", 2)):
        list_of_all.append(row)
    packed = io.BytesIO()
    book.save(packed)
    read, _ = read_file(packed.getvalue())
    assert read.people == (Attendee("Gol"),) * 2
    assert [each.text for each in read.warnings if each.kind == "sheet_ignored"] == ["Forside"]


def test_how_many_may_have_a_column_and_members_the_seminars_own_noun() -> None:
    read = read_attendees("Barnehage;Antall deltakere\nFuglesang;3\nSolsikken;", "barnehage")
    assert Counter(each.member for each in read.people) == {"Fuglesang": 3, "Solsikken": 1}


def test_a_spreadsheet_and_windows_letters_are_read() -> None:
    book = Workbook()
    for row in (("Kommune", "Antall"), ("Ørsta", 2), ("Gol", None)):
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    read, text = read_file(packed.getvalue())
    assert [each.member for each in read.people] == ["Ørsta", "Ørsta", "Gol"]
    assert text.splitlines()[1] == "Ørsta;2"
    assert read_file("Ørsta; 2".encode("cp1252"))[0].people == (Attendee("Ørsta"),) * 2


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        (" \n;;\n", "empty"),
        ("Gol; 0", "empty"),
        ("Navn\nKari Vik", "only_names"),
        ("1; Gol, Nes", "no_member"),
        ("Kommune;Navn\nGol;Kari\n;Ola", "no_member"),
        ("Kommune;Antall\nGol;mange", "no_count"),
        ("Gol; 4001", "too_many_people"),
        ("x" * 121, "too_long"),
        ("Gol\n" * 10_001, "too_large"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, problem: str) -> None:
    assert kinds(read_attendees(text)) == [problem]


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"PK\x03\x04 no zip", b"\x89PNG\r\n\x1a\n\0\0\0\rI"])
def test_a_file_that_is_no_list_is_refused(data: bytes) -> None:
    read, text = read_file(data)
    assert (kinds(read), text) == (["not_text"], "")


@pytest.mark.parametrize("text", ['"Gol', '"Gol;4'])
def test_a_quote_that_never_ends_is_read_or_refused(text: str) -> None:
    read = read_attendees(text)
    assert bool(read.people) or bool(read.problems)


@given(st.text(max_size=200), st.binary(max_size=200))
def test_anything_is_read_or_refused(text: str, data: bytes) -> None:
    for read in (read_attendees(text), read_file(data)[0]):
        assert bool(read.people) or bool(read.problems)
        assert len(read.people) <= 2 * MOST_PEOPLE


@pytest.mark.parametrize(
    "text",
    [
        "Fjellvik;4\nGranli;2\nTotalt;6",
        "Kommune;Antall\nFjellvik;4\nGranli;2\n\nTotalt 6",
        "Fjellvik 4\nGranli 2",
        "- Fjellvik 4 personer\n- Granli: 2",
        "\uf0b7\tFjellvik (4 pers.)\n\uf0b7\tGranli x 2",
        "Kommune;Påmeldte\nFjellvik;4\nGranli;2",
        "Fjellvik; 4; f@example.org\nGranli; 2\n\nHilsen Kari",
    ],
)
def test_lists_of_who_comes_are_counted_as_people_write_them(text: str) -> None:
    coming = read_attendees(text)
    assert not coming.problems
    assert Counter((each.member, each.region) for each in coming.people) == {
        ("Fjellvik", ""): 4,
        ("Granli", ""): 2,
    }


def test_an_address_of_e_mail_is_never_where_somebody_comes_from() -> None:
    head = "Navn\tFørste deltakelse\tE-post\tDeltaker-ID (UPN)\tRolle"
    for text in (
        "k@example.org\no@example.org",
        f"{head}\nKari Nor\t9:00\tk@example.org\tk@example.org\tArrangør",
        "Kommune;E-post\nk@example.org;Fjellvik",
    ):
        assert not any(
            "@" in word for each in read_attendees(text).people for word in vars(each).values()
        )
        assert read_attendees(text).problems


def test_people_and_what_is_taken_for_regions_are_told() -> None:
    told = {each.kind for each in read_attendees("Kari Nor, Fjellvik\nOla Vik, Granli").warnings}
    assert told == {"perhaps_people", "read_behind"}
    assert not read_attendees("Fjellvik; Hallingdal; 2\nGranli; Numedal").warnings
