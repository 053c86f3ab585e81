"""A roster is read as people send it, refused when it is unclear, and never raises."""

from collections.abc import Iterable
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rosters.doubts import divided, with_counts
from app.rosters.entries import LONGEST_NAME, MOST_MEMBERS, MOST_PROBLEMS, MOST_ROOMS
from app.rosters.text import (
    Entry,
    Roster,
    RosterFinding,
    checked,
    numbered,
    read_roster,
    write_roster,
)
from app.wording import clean

BREIVIK = (12, None, ("Breivik", "Øyfjord"))


def rooms(roster: Roster) -> list[tuple[int, str | None, tuple[str, ...]]]:
    return [(entry.number, entry.name, entry.members) for entry in roster.entries]


def named(
    read: list[tuple[int, str | None, tuple[str, ...]]],
) -> list[tuple[int, str, tuple[str, ...]]]:
    """A room that has no name, whether that was said or not."""
    return [(number, name or "", members) for number, name, members in read]


def kinds(findings: Iterable[RosterFinding]) -> list[str]:
    return [finding.kind for finding in findings]


@pytest.mark.parametrize(
    "line",
    [
        "12; Breivik, Øyfjord",
        "12, Breivik, Øyfjord",
        "12,Breivik,Øyfjord",
        "12\tBreivik, Øyfjord",
        "12\tBreivik\tØyfjord",
        "12;Breivik;Øyfjord",
        "12,0;Breivik;Øyfjord",
        "12;Breivik\n12;Øyfjord",
        "12;Breivik\x0b12;Øyfjord",
        "12;Breivik\n;Øyfjord",
        "Breivik;12\nØyfjord;12",
        "12 | Breivik | Øyfjord",
        '12;"Breivik, Øyfjord"',
        '"12","Breivik, Øyfjord"',
        '12; "Breivik; Øyfjord"',
        '12;"Breivik\nØyfjord"',
        "012; Breivik, Øyfjord",
        "12.0;Breivik, Øyfjord",
        "12 Breivik, Øyfjord",
        "12. Breivik, Øyfjord",
        "12) Breivik, Øyfjord",
        "12: Breivik, Øyfjord",
        "12 – Breivik, Øyfjord",
        "#12 - Breivik, Øyfjord",
        "Rom 12: Breivik, Øyfjord",
        "rom 12; Breivik, Øyfjord",
        "• Rom nr. 12 – Breivik, Øyfjord",
        "ROOM 12, Breivik, Øyfjord",
        "Breakout Room 12: Breivik, Øyfjord",
        "Gruppe 12; Breivik, Øyfjord;;;",
        "  12 ;  Breivik ,\u00a0Øyfjord , ",
        "12; Breivik, Øyfjord, BREIVIK",
        "\ufeff12; Breivik, Øyfjord",
        "12; Brei\u00advik, Øyfjord\u200b",
    ],
)
def test_a_room_is_read_however_it_was_written(line: str) -> None:
    assert rooms(read_roster(line)) == [BREIVIK]


@pytest.mark.parametrize(
    "text",
    [
        "rom;deltakere\n12;Breivik, Øyfjord",
        "Rom nr.;Deltakarar\n12;Breivik, Øyfjord",
        "Room,Members\n12,Breivik,Øyfjord",
        "deltakere;rom\nBreivik, Øyfjord;Rom 12",
        "nummer\tdeltaker 1\tdeltaker 2\n12\tBreivik\tØyfjord",
        "rom;hvem\n12;Breivik, Øyfjord",
        "rom,deltakere\n12;Breivik, Øyfjord",
        "rom\n12;Breivik, Øyfjord",
        "sep=;\r\nrom;deltakere\r\n12;Breivik, Øyfjord\r\n;;\r\n",
    ],
)
def test_headings_say_which_column_is_which(text: str) -> None:
    assert rooms(read_roster(text)) == [BREIVIK]


@pytest.mark.parametrize(
    "data",
    [
        "12; Breivik, Øyfjord".encode(),
        "12; Breivik, Øyfjord".encode("utf-8-sig"),
        "12; Breivik, Øyfjord".encode("cp1252"),
        "12; Breivik, Øyfjord".encode("utf-16"),
        b"\xfe\xff" + "12; Breivik, Øyfjord".encode("utf-16-be"),
    ],
)
def test_every_usual_encoding_is_understood(data: bytes) -> None:
    assert rooms(read_roster(data)) == [BREIVIK]


def test_a_room_may_have_a_name_of_its_own() -> None:
    roster = read_roster("rom;navn;deltakere\n1;Biblioteket, 2. etasje;Breivik\n2;;Øyfjord")

    assert rooms(roster) == [(1, "Biblioteket, 2. etasje", ("Breivik",)), (2, "", ("Øyfjord",))]


def test_a_name_with_og_is_one_member() -> None:
    (entry,) = read_roster("7; Evjemo og Hornvik, Granli").entries

    assert entry.members == ("Evjemo og Hornvik", "Granli")


def test_a_member_given_twice_in_a_room_is_one_member() -> None:
    roster = read_roster("1; Granli, granli, Granli")

    assert rooms(roster) == [(1, None, ("Granli",))]
    assert roster.warnings == ()


def test_lines_are_counted_as_the_reader_of_the_file_sees_them() -> None:
    roster = read_roster('\nrom;deltakere\n\n1;"Granli\nHolm"\n2;Fjellvik\n')

    assert [entry.line for entry in roster.entries] == [4, 6]


def test_a_quote_that_never_closes_spoils_its_own_line_only() -> None:
    roster = read_roster('1; "Granli, Storhavn\n2; Fjellvik')

    assert roster.problems == (RosterFinding("unreadable", 1, '1; "Granli, Storhavn'),)
    assert rooms(roster) == [(2, None, ("Fjellvik",))]


def test_an_inch_mark_is_no_quote() -> None:
    assert read_roster('1; Rør 5", Granli\n2; Fjellvik').entries[0].members == ('Rør 5"', "Granli")


@pytest.mark.parametrize(
    "line",
    [
        "Breivik, Øyfjord",
        "Program for dagen",
        "21.11.2026",
        "12.30 Lunsj",
        "12:30 Lunsj",
        "1-5; Granli",
        "12345; Granli",
        "0; Granli",
        "2; Granli\ufffd",
    ],
)
def test_an_unreadable_line_is_shown_with_its_number(line: str) -> None:
    roster = read_roster(f"1; Storhavn\n{line}\n")

    assert [(each.kind, each.line) for each in roster.problems] == [("unreadable", 2)]
    assert roster.problems[0].text in line
    assert roster.refused


def test_a_number_used_twice_refuses_entries_from_elsewhere() -> None:
    roster = checked([Entry(35, line=1), Entry(4, line=2), Entry(35, line=3)])

    assert roster.problems == (RosterFinding("number_twice", 3, numbers=(35,), earlier=1),)


def test_a_room_on_two_lines_is_one_room_and_it_is_said() -> None:
    roster = read_roster("35; Granli\n4; Storhavn\nRom 35: Fjellvik")

    assert rooms(roster) == [(35, None, ("Granli", "Fjellvik")), (4, None, ("Storhavn",))]
    assert roster.warnings == (RosterFinding("joined", 3, numbers=(35,)),)


def test_a_member_in_two_rooms_is_a_warning() -> None:
    roster = read_roster("34; Granli, Storhavn\n35; Fjellvik, granli\n36; Granli")

    assert roster.warnings == (RosterFinding("member_twice", 2, "Granli", (34, 35, 36)),)
    assert not roster.refused


def test_an_empty_room_is_a_warning() -> None:
    assert read_roster("4;\n5; Granli").warnings == (RosterFinding("empty_room", 1, numbers=(4,)),)


def test_a_column_that_is_not_used_is_told() -> None:
    roster = read_roster("rom;sted;deltakere\n1;Aula;Granli")

    assert roster.warnings == (RosterFinding("column_ignored", 1, "sted"),)
    assert rooms(roster) == [(1, None, ("Granli",))]


@pytest.mark.parametrize("data", ["", " \n\t\n;;;\n", b"", b"\xef\xbb\xbf"])
def test_nothing_to_read_is_a_problem(data: bytes | str) -> None:
    assert read_roster(data).problems == (RosterFinding("empty", 0),)


@pytest.mark.parametrize("data", [b"PK\x03\x04rest of a spreadsheet", b"%PDF-1.7"])
def test_a_file_that_is_no_text_is_said_to_be_one(data: bytes) -> None:
    assert read_roster(data).problems == (RosterFinding("not_text", 0),)


def test_limits_are_problems_and_not_silent_cuts() -> None:
    many = read_roster("\n".join(f"{number}; Granli" for number in range(1, MOST_ROOMS + 2)))
    crowded = read_roster("1; " + ",".join(f"Granli {at}" for at in range(MOST_MEMBERS + 1)))
    long = read_roster("1; " + "n" * (LONGEST_NAME + 1))

    assert [each.kind for each in many.problems] == ["too_many_rooms"]
    assert [each.kind for each in crowded.problems] == ["too_many_members"]
    assert long.problems == (RosterFinding("too_long", 1, "n" * LONGEST_NAME, (1,)),)


def test_a_long_wrong_text_does_not_give_a_long_list() -> None:
    assert len(read_roster("1;Granli\n" + "wrong\n" * 5_000).problems) == MOST_PROBLEMS
    assert kinds(read_roster("wrong\n" * 5_000).problems) == ["too_many_rooms"]
    assert kinds(read_roster("wrong\n" * 20_000).problems) == ["too_large"]


def test_no_name_is_a_tower_of_accents() -> None:
    for marks in ("\u0301", "\u0315\u0300", "\u0344"):
        name = clean("a" + marks * 100_000)
        assert 0 < len(name) < 20
        assert clean(name) == name


@pytest.mark.parametrize("part", [" ", "- ", "a@"])
def test_no_line_is_so_long_that_it_holds_the_others_up(part: str) -> None:
    roster = read_roster(f"1 {part * 3_000}x\n2; Gol")
    assert roster.entries or roster.refused


def test_make_fifty() -> None:
    roster = numbered(1, 50)

    assert [entry.number for entry in roster.entries] == list(range(1, 51))
    assert (roster.warnings, roster.problems) == ((), ())


@pytest.mark.parametrize(
    ("first", "last", "kind"),
    [(1, 10**9, "too_many_rooms"), (0, 3, "unreadable"), (5, 4, "empty")],
)
def test_numbers_that_make_no_sense_are_refused(first: int, last: int, kind: str) -> None:
    assert [each.kind for each in numbered(first, last).problems] == [kind]


def test_entries_from_elsewhere_obey_the_same_rules() -> None:
    roster = checked([Entry(1, None, ("Granli",)), Entry(1, None, ("Granli",)), Entry(10_000)])

    assert [each.kind for each in roster.problems] == ["number_twice", "unreadable"]
    assert [each.kind for each in roster.warnings] == ["empty_room", "member_twice"]


@given(st.binary() | st.text(st.characters(codec=None)))
def test_anything_gives_a_roster_or_problems(data: bytes | str) -> None:
    roster = read_roster(data)

    assert roster.entries or roster.refused


@given(st.text(' ;,\t\n\r"|/.:-–#0129romRnavdeltk', max_size=80))
def test_almost_rosters_give_a_roster_or_problems(text: str) -> None:
    roster = read_roster(text)

    assert roster.entries or roster.refused


def names(without: str = "") -> st.SearchStrategy[str]:
    """Names as `clean` leaves them."""
    letters = st.characters(exclude_characters="\ufffd" + without, exclude_categories=["Cs"])
    return (
        st.text(letters, min_size=1, max_size=30)
        .map(clean)
        .filter(lambda name: name and "@" not in name)
    )


entries = st.lists(
    st.builds(
        Entry,
        number=st.integers(1, 9999),
        name=st.none() | names(),
        members=st.lists(names(), max_size=5, unique_by=str.casefold).map(tuple),
    ),
    min_size=1,
    max_size=20,
    unique_by=lambda entry: entry.number,
)


@given(entries, st.sampled_from(["nb", "nn", "en"]))
def test_what_is_written_is_read_back(written: list[Entry], language: str) -> None:
    read = read_roster(write_roster(written, language))

    assert read.problems == ()
    assert named(rooms(read)) == named(rooms(Roster(tuple(written))))


@given(entries)
def test_what_is_written_as_one_would_type_it_is_read_back_too(written: list[Entry]) -> None:
    read = read_roster(write_roster(written, plain=True))

    assert read.problems == ()
    assert named(rooms(read)) == named(rooms(Roster(tuple(written))))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@given(st.lists(st.sampled_from(["Breivik", "Øyfjord", "Øyra", "Granli"]), unique=True))
def test_what_is_written_is_read_back_in_every_encoding(encoding: str, members: list[str]) -> None:
    written = [Entry(1, "Årstova", tuple(members))]

    assert rooms(read_roster(write_roster(written).encode(encoding))) == rooms(
        Roster(tuple(written))
    )


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "mac_roman", "cp865"])
def test_a_file_that_does_not_say_how_it_is_written_is_read_all_the_same(encoding: str) -> None:
    assert rooms(read_roster("12; Breivik, Øyfjord, Ål".encode(encoding)))[0][2][2] == "Ål"


def test_one_byte_of_windows_among_utf_8_is_that_letter_and_it_is_said() -> None:
    roster = read_roster("1;Åmot\n2;".encode() + "Øyfjord".encode("cp1252"))

    assert rooms(roster) == [(1, None, ("Åmot",)), (2, None, ("Øyfjord",))]
    assert roster.warnings == (RosterFinding("mixed_letters", 0, "2;Øyfjord"),)


def test_every_cell_of_a_row_is_placed_or_named() -> None:
    assert rooms(read_roster("Rom;Kommuner;;\n1;Gol;Nes;Ål")) == [(1, None, ("Gol", "Nes", "Ål"))]
    noted = read_roster("Rom;Kommuner;Merknad\n1;Gol;x;Nes")
    assert kinds(noted.warnings) == ["column_ignored", "cell_ignored"]
    assert noted.warnings[1].text == "Nes"


CELLS = st.lists(
    st.lists(st.sampled_from(["", "Gol", "Nes", "Ål", "5 stk"]), min_size=1, max_size=6),
    min_size=1,
    max_size=6,
)
HEADS = st.lists(st.sampled_from(["", "Kommune", "Merknad", "Navn", "Romnavn", "Sted"]), max_size=6)


@given(HEADS, CELLS)
def test_no_cell_is_lost_without_a_word(heads: list[str], table: list[list[str]]) -> None:
    numbered_rows = [[str(at), *cells] for at, cells in enumerate(table, 1)]
    roster = read_roster("\n".join(";".join(row) for row in (["Rom", *heads], *numbered_rows)))
    placed = {each for entry in roster.entries for each in (entry.name, *entry.members)}
    told = {each.text for each in (*roster.warnings, *roster.problems)}

    for cells in table:
        for place, cell in enumerate(cells):
            heading = heads[place] if place < len(heads) else ""
            assert not cell or cell in placed | told or heading in told


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("1; Nesseby/Unjárga, Gol", ("Nesseby/Unjárga", "Gol")),
        ("1; Tana/Deatnu", ("Tana/Deatnu",)),
        ("1; Gol/Nes", ("Gol/Nes",)),
        ("1; Gol & Nes", ("Gol & Nes",)),
        ("1; Herøy\\, Nordland, Nes", ("Herøy, Nordland", "Nes")),
        ("1) Gol (Kari, Ola)\n2) Nes (Per)", ("Gol (Kari, Ola)",)),
        ("1;Gol (rektor; lærer);Nes [to, tre]", ("Gol (rektor, lærer)", "Nes [to, tre]")),
        ("1\tGol (Kari | Ola)\tNes (Per", ("Gol (Kari, Ola)", "Nes (Per")),
        ("Rom 1 (Gol, Nes)\nRom 2 (Ål)", ("Gol", "Nes")),
    ],
)
def test_a_name_is_kept_whole(text: str, members: tuple[str, ...]) -> None:
    assert read_roster(text).entries[0].members == members


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Gjesdal og Gol", ("Gjesdal", "Gol")),
        ("Gol/Nes", ("Gol", "Nes")),
        ("Gol & Nes + Ål", ("Gol", "Nes", "Ål")),
        ("Evje og Hornnes", ("Evje og Hornnes",)),
        ("Nesseby/Unjárga", ("Nesseby/Unjárga",)),
        ("Nord-Aurdal", ("Nord-Aurdal",)),
    ],
)
def test_a_name_that_may_be_two_is_noticed(name: str, parts: tuple[str, ...]) -> None:
    assert divided(name) == parts
    assert ("perhaps_two" in kinds(read_roster(f"1; {name}").warnings)) == (len(parts) > 1)


def test_a_list_without_numbers_is_numbered() -> None:
    roster = read_roster("Gol, Nes\nÅl\n\nHol")

    assert [(each.number, each.members) for each in roster.entries] == [
        (1, ("Gol", "Nes")),
        (2, ("Ål",)),
        (3, ("Hol",)),
    ]
    assert kinds(roster.warnings) == ["numbered"]
    assert rooms(read_roster("Kommuner\nGol, Nes\nÅl"))[1] == (2, None, ("Ål",))


@pytest.mark.parametrize(
    "text",
    [
        "Gruppe 1\nBreivik\nØyfjord\n\nGruppe 2\nTangen",
        "Rom 1:\n- Breivik\n- Øyfjord\nRom 2:\n• Tangen",
        "Rom 1;Rom 2\nBreivik;Tangen\nØyfjord;",
        "| Rom | Kommuner |\n|---|---|\n| 1 | Breivik, Øyfjord |\n| 2 | Tangen |",
        "2026 Samling – grupper\nRom;Kommuner\n1;Breivik;Øyfjord\n2;Tangen",
        "12. mai 2026\n1;Breivik;Øyfjord\n2;Tangen",
        "12 mai: grupper\nRom;Kommuner\n1;Breivik;Øyfjord\n2;Tangen",
        "12.05.2026 Samling\n1;Breivik, Øyfjord\n2;Tangen",
        "Rom/gruppe;Navn;Kommune\n1;Kari Nor;Breivik\n1;Ola Vik;Øyfjord\n2;Per Dal;Tangen",
        "Nr;Navn;Stilling;Mobil;Allergi;Hjemsted\n1;Kari Nor;Rektor;99887766;Nøtter;"
        "Breivik, Øyfjord\n2;Per Dal;;;;Tangen",
    ],
)
def test_lists_as_mails_and_chats_lay_them_out_are_the_same_rooms(text: str) -> None:
    assert named(rooms(read_roster(text))) == [
        (1, "", ("Breivik", "Øyfjord")),
        (2, "", ("Tangen",)),
    ]


@pytest.mark.parametrize("text", ["1,5;Breivik", "1,000;Breivik", "1.000;Breivik", "1,25\tBreivik"])
def test_a_part_of_a_number_is_no_room(text: str) -> None:
    assert kinds(read_roster(text).problems) == ["unreadable"]


def test_a_room_that_cannot_be_read_is_no_title() -> None:
    roster = read_roster("Rom 1: 1) Breivik 2) Øyfjord\nRom 2: Tangen")
    assert [(each.kind, each.line) for each in roster.problems] == [("unreadable", 1)]


@pytest.mark.parametrize("name", ["Maihaugen", "Mars Forum", "Desse"])
def test_a_month_begins_many_a_name(name: str) -> None:
    assert rooms(read_roster(f"5 {name}")) == [(5, None, (name,))]


def test_what_lists_tell_of_people_is_never_a_member() -> None:
    roster = read_roster("Rom;Navn;Mobil;Allergi\n1;Kari Nor;99887766;Nøtter\n1;Ola Vik;;Melk")
    assert named(rooms(roster)) == [(1, "", ())]
    assert [each.text for each in roster.warnings if each.kind.endswith("_ignored")] == [
        "Navn",
        "Mobil",
        "Allergi",
    ]


def test_rooms_called_by_letters_keep_them_as_names() -> None:
    roster = read_roster("Rom A;Breivik;Øyfjord\nRom B;Tangen")
    assert rooms(roster) == [(1, "Rom A", ("Breivik", "Øyfjord")), (2, "Rom B", ("Tangen",))]
    assert "numbered" in kinds(roster.warnings)


def test_a_title_above_the_list_is_left_out_and_named() -> None:
    for text in (
        "Romfordeling 2027\n\n1;Gol\n2;Nes",
        "Romfordeling 2027\nrom;kommune\n1;Gol\n2;Nes",
    ):
        roster = read_roster(text)
        assert [each.number for each in roster.entries] == [1, 2]
        assert roster.warnings == (RosterFinding("title", 1, "Romfordeling 2027"),)


PEOPLE = [
    "Rom;Navn;Kommune\n1;Kari Nordmann;Gol\n1;Ola Li;Nes",
    "Rom;Navn;E-post;Kommune\n1;Kari;k@example.org;Gol\n1;Ola;o@example.org;Nes",
    "Rom;Name;Kommune\n1;Kari Nordmann;Gol, Nes",
    "Rom;Fornavn;Etternavn;Kommune\n1;Kari;Nordmann;Gol\n1;Ola;Li;Nes",
    "Rom;Deltaker;Kommune\n1;Kari Nordmann;Gol\n1;Ola Li;Nes",
]


@pytest.mark.parametrize("text", PEOPLE)
def test_peoples_names_never_become_a_rooms(text: str) -> None:
    roster = read_roster(text)

    assert rooms(roster) == [(1, None, ("Gol", "Nes"))]
    assert {"people_ignored", "column_ignored"} & set(kinds(roster.warnings))


@pytest.mark.parametrize(
    "text",
    [
        "Pre-assign Room Name,Email Address\nRoom 1,k@example.org\nRoom 1,o@example.org\nRoom 2,",
        "Navn;E-post;Rom\nKari;k@example.org;1\nOla;o@example.org;2",
        "1; k@example.org\n2; o@example.org",
        "1; <k@example.org>\n2;",
    ],
)
def test_an_address_of_e_mail_is_never_kept(text: str) -> None:
    roster = read_roster(text)

    assert rooms(roster) == [(1, None, ()), (2, None, ())]
    assert "mail_ignored" in kinds(roster.warnings)
    assert not any("@" in each.text for each in roster.warnings)


def test_rooms_that_are_named_and_not_numbered_are_numbered_and_keep_their_names() -> None:
    roster = read_roster("Breakout room;Kommune\nStorsalen;Gol\nAula;Nes\nStorsalen;Ål")

    assert rooms(roster) == [(1, "Storsalen", ("Gol", "Ål")), (2, "Aula", ("Nes",))]


@pytest.mark.parametrize(
    "text",
    [
        "Rom;Kommune;;Rom;Kommune\n1;Gol;;3;Ål\n2;Nes;;4;Hol",
        "1;Gol;;3;Ål\n2;Nes;;4;Hol",
        "Rom;Kommune;Rom;Kommune\n1;Gol;2;Nes\n3;Ål;4;Hol",
        "Rom 1;;Rom 2;;Rom 3;;Rom 4;\nGol;;Nes;;Ål;;Hol;",
        "1 = Gol\n2 -> Nes\n3 → Ål\n4 (10): Hol",
    ],
)
def test_rooms_may_stand_in_blocks_beside_each_other(text: str) -> None:
    found = {entry.number: entry.members for entry in read_roster(text).entries}
    assert found == {1: ("Gol",), 2: ("Nes",), 3: ("Ål",), 4: ("Hol",)}


def test_a_second_number_in_a_row_is_a_room_only_when_the_numbers_go_on() -> None:
    for text in ("1;Gol;4;Kari\n2;Nes;6;Ola", "1;Gol;3550;Sentrum\n2;Nes;3540;Sør"):
        assert [entry.number for entry in read_roster(text).entries] == [1, 2]


def test_what_stands_before_a_colon_in_every_line_is_the_rooms_name() -> None:
    for text in ("Fjellet: Gol, Nes\nRom to: Ål", "A;Gol;Nes\nB;Ål"):
        entries = read_roster(text).entries
        assert [entry.members for entry in entries] == [("Gol", "Nes"), ("Ål",)]
        assert all(entry.name for entry in entries)


@pytest.mark.parametrize("cell", ["99 88 77 66", "12.03.2026", "6", "#REF!", "#I/T", "—"])
def test_a_member_that_is_no_name_is_named_in_a_warning(cell: str) -> None:
    (warning,) = read_roster(f"1;Gol;{cell}\n2;Nes").warnings
    assert (warning.kind, warning.text, warning.numbers) == ("no_name", cell, (1,))


def test_a_room_that_is_called_two_things_and_has_no_number_keeps_both() -> None:
    text = "Rom;Romnavn;Kommune\nGruppe A;Storsalen;Gol\nGruppe A;Storsalen;Nes\nGruppe B;;Ål"
    roster = read_roster(text)
    assert rooms(roster) == [
        (1, "Gruppe A – Storsalen", ("Gol", "Nes")),
        (2, "Gruppe B", ("Ål",)),
    ]
    assert set(kinds(roster.warnings)) <= {"numbered", "joined"}


def test_a_number_of_a_municipality_is_no_municipality() -> None:
    found = read_roster("Kommunenr;Kommune;Rom\n3322;Nesbyen;1\n3324;Gol;2").entries
    assert [entry.members for entry in found] == [("Nesbyen",), ("Gol",)]


TWO_ROOMS = [(1, "", ("Gol", "Nes")), (2, "", ("Ål",))]


@pytest.mark.parametrize(
    "text",
    [
        "I. Gol, Nes\nII. Ål",
        "I Gol, Nes\nII Ål",
        "I;Gol;Nes\nII;Ål",
        "i) Gol, Nes\nii) Ål",
        "Rom I: Gol, Nes\nRom II: Ål",
        "Ⅰ Gol, Nes\nⅡ Ål",
        "I\nGol\nNes\nII\nÅl",
        "１；Gol，Nes\n２；Ål",
        "Rom １: Gol, Nes\nRom ２: Ål",
        "①Gol, Nes\n②Ål",
        "1\ufe0f\u20e3 Gol, Nes\n2\ufe0f\u20e3 Ål",
        "١; Gol; Nes\n٢; Ål",
        "Samtalerom 1: Gol, Nes\nSamtalerom 2: Ål",
        "Breakout 1: Gol, Nes\nBreakout 2: Ål",
        "R1: Gol, Nes\nR2: Ål",
        "Gr. 1 Gol, Nes\nGr. 2 Ål",
        "Lag 1\nGol\nNes\nLag 2\nÅl",
        "Rom nummer 1: Gol, Nes\nRom nummer 2: Ål",
        "Gol: 1\nNes: 1\nÅl: 2",
        "Gol – rom 1\nNes – rom 1\nÅl – rom 2",
        "Gol (rom 1)\nNes (rom 1)\nÅl (rom 2)",
        "Gol 1\nNes 1\nÅl 2",
        "1: Gol, Nes; 2: Ål",
        "1/ Gol, Nes\n2/ Ål",
        "[1] Gol, Nes\n[2] Ål",
        "**Rom 1:** Gol, Nes\n**Rom 2:** Ål",
        "### Rom 1\n- Gol\n- Nes\n### Rom 2\n- Ål",
        "- [ ] 1 Gol, Nes\n- [ ] 2 Ål",
        "№ 1 Gol, Nes\n№ 2 Ål",
        "1;kommuner: Gol, Nes\n2;kommuner: Ål",
        "Rom | Kommuner\n---|---\n1 | Gol, Nes\n2 | Ål",
        "Nr;Kommune;Rom\n1;Gol;1\n2;Nes;1\n3;Ål;2",
        "Fordeling\nRom 1;Rom 2\nGol;Ål\nNes;",
        "Romnavn;Kommune\nRom 1;Gol\nRom 1;Nes\nRom 2;Ål",
        "ID;Hvilken kommune kommer du fra?;Hvilket rom?\n1;Gol;1\n2;Nes;1\n3;Ål;2",
        "Gol;1\nNes;1\nÅl;2",
    ],
)
def test_a_number_is_found_however_it_is_written(text: str) -> None:
    roster = read_roster(text)
    assert named(rooms(roster)) == TWO_ROOMS
    assert set(kinds(roster.warnings)) <= {"joined", "title", "column_ignored"}


NAMED = [(1, "Storsalen", ("Gol", "Nes")), (2, "Aula", ("Ål",))]


@pytest.mark.parametrize(
    "text",
    [
        "1 Storsalen: Gol, Nes\n2 Aula: Ål",
        "1. Storsalen: Gol; Nes\n2. Aula: Ål",
        "Rom 1 – Storsalen: Gol, Nes\nRom 2 – Aula: Ål",
        "Rom 1 (Storsalen): Gol, Nes\nRom 2 (Aula) Ål",
        "Rom 1, «Storsalen»: Gol, Nes\nRom 2, «Aula»: Ål",
        "1;Storsalen: Gol;Nes\n2;Aula: Ål",
        "1 Storsalen\tGol\tNes\n2 Aula\tÅl",
        "I Storsalen: Gol, Nes\nII Aula: Ål",
        "1 Storsalen:\nGol\nNes\n2 Aula:\nÅl",
        "1 Storsalen\n- Gol\n- Nes\n2 Aula\n- Ål",
        "Storsalen:\nGol\nNes\n\nAula:\nÅl",
        "Storsalen = Gol, Nes\nAula = Ål",
        "Storsalen → Gol, Nes\nAula → Ål",
        "Nr;Rom;Kommuner\n1;Storsalen;Gol, Nes\n2;Aula;Ål",
        "Rom;Rom;Kommuner\nStorsalen;1;Gol, Nes\nAula;2;Ål",
        "Rom | Navn | Kommuner\n1 | Storsalen | Gol, Nes\n2 | Aula | Ål",
        "Breakout Room Name;Kommune\nStorsalen;Gol\nStorsalen;Nes\nAula;Ål",
    ],
)
def test_a_rooms_name_is_told_from_those_who_sit_there(text: str) -> None:
    assert rooms(read_roster(text)) == NAMED


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Gruppe A\nGol\nNes\nGruppe B\nÅl", ["Gruppe A", "Gruppe B"]),
        ("A\nGol\nNes\nB\nÅl", ["A", "B"]),
        ("a) Gol, Nes\nb) Ål", ["a", "b"]),
        ("A101;Gol;Nes\nB7;Ål", ["A101", "B7"]),
        ("1a: Gol, Nes\n1b: Ål", ["1a", "1b"]),
        ("Nr;Kommune;Gruppe\n1;Gol;A\n2;Nes;A\n3;Ål;B", ["A", "B"]),
    ],
)
def test_rooms_called_by_letters_are_numbered_and_it_is_said(text: str, names: list[str]) -> None:
    roster = read_roster(text)
    assert rooms(roster) == [(1, names[0], ("Gol", "Nes")), (2, names[1], ("Ål",))]
    assert "numbered" in kinds(roster.warnings)


@pytest.mark.parametrize("text", ["1 og 2: Gol", "1-3: Gol", "1+2;Gol", "1 & 2 Gol"])
def test_a_line_for_several_rooms_is_for_none(text: str) -> None:
    assert kinds(read_roster(text).problems) == ["unreadable"]


@pytest.mark.parametrize("text", ["1;Gol: Kari, Ola;Nes: Per", "5; kl. 10:30, Gol", "1; Gol: 2"])
def test_a_colon_alone_makes_no_name_of_a_member(text: str) -> None:
    assert [entry.name for entry in read_roster(text).entries] == [None]


def test_an_address_of_e_mail_beside_a_name_is_not_kept_either() -> None:
    roster = read_roster("1; Kari Vik <k@example.org>, Gol (g@example.org)\n2; n@example.org Nes")
    assert rooms(roster) == [(1, None, ("Kari Vik", "Gol")), (2, None, ("Nes",))]
    assert "mail_ignored" in kinds(roster.warnings)


@pytest.mark.parametrize(
    "text",
    [
        "Kari Nordmann\nOla Vik",
        "1;Kari Nordmann;Ola Vik\n2;Per Dal",
        "Rom 1: Kari Nordmann (Gol), Ola Vik (Nes)",
        "Kari Nordmann, Gol kommune\nOla Vik, Nes kommune",
    ],
)
def test_names_of_people_among_the_members_are_noticed(text: str) -> None:
    assert "perhaps_people" in kinds(read_roster(text).warnings)


def test_municipalities_of_two_words_are_no_people() -> None:
    text = "1;Øvre Eiker;Nordre Follo\n2;Gol kommune;Nes Skole\n3;Sør Varanger;Evje og Hornnes"
    assert "perhaps_people" not in kinds(read_roster(text).warnings)


@pytest.mark.parametrize(
    "text",
    [
        "Navn;E-post\nKari Vik;k@example.org",
        "Name (Original Name),User Email,Join Time,Duration (Minutes),Guest\nKari,,9:00,6,No",
        "1. Summary\nMeeting title\tSamling\n\nName\tJoin Time\tEmail\nKari\t9:00\tk@example.org",
    ],
)
def test_a_list_of_people_without_rooms_is_refused_as_what_it_is(text: str) -> None:
    roster = read_roster(text)
    assert kinds(roster.problems) == ["only_people"]
    assert not roster.entries


@pytest.mark.parametrize(
    "data",
    [
        b"<html><table><tr><td>1</td><td>Gol</td></tr></table>",
        b'<?xml version="1.0"?><a/>',
        b"{\\rtf1 1; Gol}",
        b'[{"number": 1}]',
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    ],
)
def test_a_file_of_another_kind_gives_no_rooms(data: bytes) -> None:
    assert read_roster(data).problems == (RosterFinding("not_text", 0),)


@pytest.mark.parametrize(
    "name", ["Kautokeino/Guovdageaidnu", "Karasjok – Kárášjohka", "Grong/Kråangke"]
)
def test_a_name_in_two_languages_is_one(name: str) -> None:
    assert divided(name) == (name,)


@given(
    st.lists(names(), min_size=1, max_size=4),
    st.sampled_from(
        ["{0}", "1 {0}", "I. {0}", "{0}: 1", "Lag 1: {0}", "1 Sal: {0}", "- {0}", "a) {0}"]
    ),
)
def test_no_line_is_lost_without_a_word(members: list[str], form: str) -> None:
    roster = read_roster("\n".join(form.format(name) for name in members))
    told = "\n".join(each.text for each in (*roster.warnings, *roster.problems))
    kept = "\n".join(
        name for entry in roster.entries for name in (entry.name or "", *entry.members)
    ).casefold()  # a name is one, however it is written
    for name in members:
        # Figures in any writing are a number: « ²¹A » is A in room 21, as « ㉑A » is.
        for word in ("".join(run) for letters, run in groupby(name, str.isalpha) if letters):
            assert len(word) < 3 or word.casefold() in kept or word in told


@pytest.mark.parametrize(
    "word", ["ROM", "Room", "Gruppe", "bord", "Breakout room", "nr", "Kommune"]
)
@pytest.mark.parametrize(
    "text", ["{}", "- {}", "{}\nGol\nNes", "Gol\n{}", "Gol\n{}\nNes", "1 Gol\n{}\n2 Nes"]
)
def test_a_line_that_only_says_what_a_room_is_called_is_told(word: str, text: str) -> None:
    roster = read_roster(text.format(word))
    told = [each.text for each in (*roster.warnings, *roster.problems)]
    kept = [name for entry in roster.entries for name in (entry.name, *entry.members)]
    assert word in kept or any(word in each for each in told)
    assert "1 Gol" not in told  # the room above it is none of its titles


def test_a_word_before_the_numbers_that_says_more_than_room_is_the_rooms_name() -> None:
    roster = read_roster("Fjellregionen rom 1: Gol\nFjellregionen rom 2: Nes")
    assert rooms(roster) == [
        (1, "Fjellregionen rom 1", ("Gol",)),
        (2, "Fjellregionen rom 2", ("Nes",)),
    ]


def test_a_word_over_the_numbers_is_their_heading_and_nothing_to_tell_of() -> None:
    for text in ("Rom\n1; Gol, Nes\n2; Ål", "Rom;Kommuner\n1;Gol, Nes\n2;Ål", "Gruppe\n1\n2"):
        assert "title" not in kinds(read_roster(text).warnings)


def test_a_cell_of_several_lines_is_kept_where_blocks_stand_beside_each_other() -> None:
    roster = read_roster('Rom;Kommune;Rom;Kommune\n1;Gol;3;"Ål\nHol"\n2;Nes;4;Rollag')
    assert roster.entries[2].members == ("Ål", "Hol")
    assert read_roster('1,1,1,,"a\nb"').warnings


@pytest.mark.parametrize(
    "text",
    [
        "Rom 1\n1. Gol\n2. Nes\nRom 2\n1. Ål",
        "Gruppe 1:\n1) Gol\n2) Nes\n\nGruppe 2:\n1) Ål",
        "Rom 1\n1. Gol\n2. Nes\nRom 2\n3. Ål",
        "1. Rom 1\n   a. Gol\n   b. Nes\n2. Rom 2\n   a. Ål",
        "1 Rom 1\n1.1 Gol\n1.2 Nes\n2 Rom 2\n2.1 Ål",
        "Rom 1\n\uf0b7\tGol\n\uf0b7\tNes\nRom 2\no\tÅl",
        "1. gruppe\nGol\nNes\n2. gruppe\nÅl",
        "1. gruppe: Gol, Nes\n2. gruppe: Ål",
        "=== Rom 1 ===\nGol\nNes\n=== Rom 2 ===\nÅl",
        "1\t2\nGol\tÅl\nNes\t",
        ";Rom 1;Rom 2\n1;Gol;Ål\n2;Nes;",
        "Rom;1;2\nKommuner;Gol, Nes;Ål",
        "Rom;1;2\nKommune;Gol;Ål\nKommune;Nes;",
        "Rom;Deltakere;\n;Kommune;Antall\n1;Gol;4\n1;Nes;2\n2;Ål;3",
        'Rom,Deltakere\n1,"- Gol\n- Nes"\n2,"- Ål"',
        "Rom 1 (leder: Kari Nor): Gol, Nes\nRom 2 (Ola Vik): Ål",
        "Rom 1 (5 personer): Gol, Nes\nRom 2 (6 pers.): Ål",
        "Rom 1 – 5 personer\nGol\nNes\nRom 2 – 6 personer\nÅl",
    ],
)
def test_lists_as_word_and_excel_lay_them_out_are_the_same_rooms(text: str) -> None:
    roster = read_roster(text)
    assert named(rooms(roster)) == TWO_ROOMS
    assert not roster.refused


@pytest.mark.parametrize(
    "text",
    [
        "Rom;1;2\nNavn;Storsalen;Aula\nKommune;Gol;Ål\nKommune;Nes;",
        "Rom: Storsalen\nGol\nNes\n\nRom: Aula\nÅl",
        "Rom;;Kommune;\nNr;Navn;Navn;Nr\n1;Storsalen;Gol;3324\n1;Storsalen;Nes;3322\n2;Aula;Ål;3328",
    ],
)
def test_names_of_rooms_are_found_in_such_lists_too(text: str) -> None:
    assert rooms(read_roster(text)) == NAMED


def test_a_rooms_name_takes_no_member_with_it() -> None:
    for text in ("Gruppe en: Gol, Nes\nGruppe to: Ål, Hol", "Rom A: Gol, Nes\nRom B: Ål, Hol"):
        assert [each.members for each in read_roster(text).entries] == [
            ("Gol", "Nes"),
            ("Ål", "Hol"),
        ]
    beside = read_roster("Gruppe A;Gruppe B\nGol;Ål\nNes;Hol")
    assert rooms(beside) == [(1, "Gruppe A", ("Gol", "Nes")), (2, "Gruppe B", ("Ål", "Hol"))]


def test_a_note_below_the_list_makes_no_names_of_its_members() -> None:
    roster = read_roster("1;Gol\n2;Nes\n* = har ikke bekreftet")
    assert rooms(roster) == [(1, None, ("Gol",)), (2, None, ("Nes",))]
    assert kinds(roster.problems) == ["unreadable"]


@pytest.mark.parametrize(
    "aside",
    [
        "4 personer",
        "ca. 12 pers.",
        "Antall: 3 stk",
        "https://zoom.example/j/1?pwd=a",
        "N/A",
        "ledig",
        "(tomt)",
        "Ordstyrer: Kari Nordmann",
        "sekretær: Per",
    ],
)
def test_what_is_no_member_is_left_out_and_named(aside: str) -> None:
    for text in (f"1;Gol;{aside}\n2;Nes", f"Rom;Kommuner\n1;Gol, {aside}\n2;Nes"):
        roster = read_roster(text)
        assert rooms(roster) == [(1, None, ("Gol",)), (2, None, ("Nes",))]
        (told,) = [each for each in roster.warnings if each.kind == "aside"]
        assert (told.text, told.numbers) == (aside, (1,))


@pytest.mark.parametrize(
    "name",
    [
        "4 personer",
        "ledig",
        "N/A",
        "Leder: Kari",
        "- Gol",
        "• Gol",
        "\uf0b7Gol",
        "https://example.org",
        "\\Gol",
    ],
)
def test_whoever_is_called_so_all_the_same_stays_when_nothing_was_touched(name: str) -> None:
    written = [Entry(1, None, (name, "Nes")), Entry(2, "Aula", ("Ål",))]
    for plain in (True, False):
        read = read_roster(write_roster(written, plain=plain))
        assert [each.members for each in read.entries] == [(name, "Nes"), ("Ål",)]


STRANGE = st.sampled_from(
    [
        *("(Gol)", "[x](y)", "(Gol", "Gol)", "Gol (Kari (x), Ola)", "Aula (a@b.no)", "Sum", "Rom"),
        *("a@b.no", "Kari k@example.org", "<k@example.org>", "«Gol»", '"Ål"', "'s-Gravenhage"),
        *(
            "a;b",
            "\\",
            "\\a",
            "a\\",
            "- Gol",
            "4 personer",
            "ledig",
            "Mvh Kari",
            "Rom 3",
            "Kommune",
        ),
        *("2 Nes", "1", "a)", "Salen:", "I. Gol", "№ 1", "kl. 10:30", "sep=;", "1;Gol", "12.5"),
        *("#REF!", "Herøy, Nordland", "سلام، x"),
    ]
)


@given(
    st.lists(
        st.tuples(st.none() | STRANGE, st.lists(STRANGE, max_size=4, unique_by=str.casefold)),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_rooms_and_members_are_called_stays_when_nothing_was_touched(
    called: list[tuple[str | None, list[str]]],
) -> None:
    written = [Entry(at, name, tuple(them)) for at, (name, them) in enumerate(called, 1)]
    for plain in (True, False):
        read = read_roster(write_roster(written, plain=plain))
        assert named(rooms(read)) == named(rooms(Roster(tuple(written))))


@pytest.mark.parametrize(
    "line", ["Totalt 57", "Sum;;14", "Totalt: 57 deltakere", "57 deltakere i alt", "Sum rom 1: 2"]
)
def test_a_sum_is_no_room_and_nobody(line: str) -> None:
    for text in (f"1;Gol;4\n{line}\n2;Nes;2", f"Rom;Kommune;Antall\n1;Gol;4\n2;Nes;2\n\n{line}"):
        roster = read_roster(text)
        assert [each.number for each in roster.entries] == [1, 2]
        assert line in {each.text for each in roster.warnings if each.kind == "sum"}
        assert not roster.refused


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Akershus\n1;Gol, Nes\nBuskerud fylke:\n2;Ål", ["Akershus", "Buskerud fylke:"]),
        (
            "Rom;Kommuner\nInnlandet;\n1;Gol, Nes\nMøre og Romsdal;\n2;Ål",
            ["Innlandet;", "Møre og Romsdal;"],
        ),
        ("09.00–10.30 Dialog 1\nRom 1: Gol, Nes\nRom 2: Ål", ["09.00–10.30 Dialog 1"]),
        ("kl. 12.30-14.00\n1. Gol, Nes\n2. Ål", ["kl. 12.30-14.00"]),
    ],
)
def test_counties_and_hours_between_the_rooms_are_left_out_and_named(
    text: str, titles: list[str]
) -> None:
    roster = read_roster(text)
    assert not roster.refused
    assert named(rooms(roster)) == TWO_ROOMS
    assert [each.text for each in roster.warnings if each.kind == "title"] == titles


def test_a_county_that_sits_in_a_room_is_a_member() -> None:
    roster = read_roster("Rom 1\nVestland\nRogaland\nRom 2\nTroms")
    assert [each.members for each in roster.entries] == [("Vestland", "Rogaland"), ("Troms",)]


def test_what_a_mark_behind_a_name_means_is_left_out_and_named() -> None:
    roster = read_roster("Rom;Kommune\n1;Gol*\n2;Ål¹\n* kommer seint\n¹ bare før lunsj")
    assert [each.members for each in roster.entries] == [("Gol*",), ("Ål¹",)]
    below = [each.text for each in roster.warnings if each.kind == "closing"]
    assert below == ["* kommer seint", "¹ bare før lunsj"]
    bullets = read_roster("Rom 1\n* Gol*\n* Nes\nRom 2\n* Ål")
    assert [each.members for each in bullets.entries] == [("Gol*", "Nes"), ("Ål",)]


def test_what_a_letter_says_below_its_list_is_left_out_and_named() -> None:
    for below in ("Vel møtt!\nKari", "Mvh Kari Nor\nRådgiver\nTlf. 99 88 77 66"):
        roster = read_roster(f"Hei!\nGruppe 1: Gol, Nes\nGruppe 2: Ål\n\n{below}")
        assert named(rooms(roster)) == TWO_ROOMS
        assert [each.text for each in roster.warnings if each.kind == "closing"] == below.split(
            "\n"
        )


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("1; Gol 4, Nes 2", ["Gol", "Nes"]),
        ("1; Gol (4 personer), Nes", ["Gol"]),
        ("1; Gol x4\n2; Nes 2x", ["Gol", "Nes"]),
        ("1; Gol - 4 stk\n2; Nes: 2", ["Gol", "Nes"]),
        ("1; Skole 1, Skole 2", []),
        ("1; Gol 4, Nes, Ål, Hol", []),
    ],
)
def test_counts_behind_names_are_noticed(text: str, bare: list[str]) -> None:
    roster = read_roster(text)
    members = [name for each in roster.entries for name in each.members]
    assert list(with_counts(members).values()) == bare
    assert ("perhaps_counts" in kinds(roster.warnings)) == bool(bare)


def test_counts_are_looked_for_in_names_alone() -> None:
    assert with_counts(["a" * 300_000]) == {}  # looked through from every letter, it takes minutes


def test_people_who_stand_beside_where_they_come_from_are_noticed_too() -> None:
    text = "1;Kari Nor;Gol;Ordfører\n1;Ola Vik;Nes;Rektor\n2;Per Dal;Ål;Rådgiver"
    assert "perhaps_people" in kinds(read_roster(text).warnings)


def test_rooms_whose_numbers_are_missing_are_numbered_and_it_is_said() -> None:
    roster = read_roster("Rom;Kommune\n;Gol\n;Nes")
    assert [each.number for each in roster.entries] == [1, 2]
    assert "numbered" in kinds(roster.warnings)


@pytest.mark.parametrize("head", ["Navn på gruppe", "Gruppenavn", "Namn på rommet", "Group name"])
def test_a_column_that_says_what_a_group_is_called_names_the_room(head: str) -> None:
    roster = read_roster(f"Gruppe;{head};Kommune\n1;Elva;Gol\n2;Fjellet;Nes")
    assert [(each.name, each.members) for each in roster.entries] == [
        ("Elva", ("Gol",)),
        ("Fjellet", ("Nes",)),
    ]


def test_letters_that_nobody_could_tell_are_shown() -> None:
    roster = read_roster("1;Ål\n2;Čáhput".encode("iso8859-10"))
    assert "mixed_letters" in kinds(roster.warnings)


@pytest.mark.parametrize(
    "head",
    [
        "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole",
        "Navn\tFørste deltakelse\tSiste fratredelse\tVarighet\tE-post\tDeltaker-ID (UPN)\tRolle",
    ],
)
def test_who_was_at_a_meeting_in_teams_is_a_list_of_people(head: str) -> None:
    row = "Kari Nor\t9:00\t10:00\t1t\tk@example.org\tk@example.org\tArrangør"
    text = f"1. Sammendrag\nMøtetittel\tSamling\n\n2. Deltakere\n{head}\n{row}"
    assert kinds(read_roster(text.encode("utf-16")).problems) == ["only_people"]


@pytest.mark.parametrize(
    ("text", "perhaps_one"),
    [
        ('"Herøy, Nordland";Os', "Herøy, Nordland"),
        ('4,"Bø, Telemark",Sande\n5,Våler,"Nes, Akershus"', "Bø, Telemark; Nes, Akershus"),
        ("3\tHerøy, Nordland\tOs", "Herøy, Nordland"),
        ('Rom;Kommune 1;Kommune 2\n1;"Våler, Østfold";Os', "Våler, Østfold"),
        ('1;"Gol, Nes"\n2;"Ål, Hol"', None),
        ('1;"Haugen skole, avd. Nord"\n2;Os', "Haugen skole, avd. Nord"),
        ("1; Oslo, bydel Alna\n2; Herøy, Nordland", "Oslo, bydel Alna; Herøy, Nordland"),
        ("1; Vestland, Rogaland\n2; Troms", None),
        ('Rom;Romnavn;Kommuner\n1;"Salen, nord";"Gol, Nes"', None),
        ("1; Gol, Nes; 5 personer", None),
        ('1;"Herøy\\, Nordland";Os', None),
    ],
)
def test_a_name_that_was_parted_beside_others_is_told(text: str, perhaps_one: str | None) -> None:
    told = [each.text for each in read_roster(text).warnings if each.kind == "perhaps_one"]
    assert told == ([perhaps_one] if perhaps_one else [])


SEPARATORS = st.sampled_from([";", ",", "\t", "|", "; ", ", ", "\t\t", "،", "；"])


@given(
    st.lists(st.tuples(SEPARATORS, st.sampled_from(["Gol", "Øvre Eiker", "Å"])), min_size=1),
    st.sampled_from([";", ",", "\t", "|"]),
    st.sampled_from(["3", "Rom 3", '"3"', "003"]),
)
def test_whichever_signs_part_the_members_none_is_the_rooms_name(
    members: list[tuple[str, str]], first: str, number: str
) -> None:
    line = number + first + members[0][1] + "".join(map("".join, members[1:]))
    there = tuple(dict.fromkeys(name for _, name in members))

    assert rooms(read_roster(line)) == [(3, None, there)]


@pytest.mark.parametrize(
    "text",
    [
        "1;Gol\tNes\n2;Ål",
        "Rom;Kommuner\n1;Gol\tNes\n2;Ål",
        '1,"Gol; Nes"\n2,Ål',
        '"1","Gol; Nes"\n"2","Ål"',
        '1,"Gol\tNes"\n2,Ål',
        "1|Gol|Nes\n2|Ål",
        "1;“Gol, Nes”\n2;«Ål»",
        "1;'Gol, Nes'\n2;'Ål'",
        '1;„Gol“, "Nes"\n2;Ål',
        "1     Gol     Nes\n2     Ål",
        "Rom     Kommune\n1       Gol, Nes\n2       Ål",
        "Gol -> Rom 1\nNes → Rom 1\nÅl => Rom 2",
        "Gol > 1\nNes > 1\nÅl > 2",
        "Rom 1 Gol, Nes Rom 2 Ål",
        "Rom 1\nGol\nRom 2\nÅl\nRom 1\nNes",
        "Rom;Kommune\n1;Gol\n1;Nes\nRom;Kommune\n2;Ål",
        "Rom 1\n1 Gol\n2 Nes\nRom 2\n1 Ål",
        "Rom 1\n1\tGol\n2\tNes\nRom 2\n1\tÅl",
        "Rom 1\n1;Gol\n2;Nes\nRom 2\n1;Ål",
        "Rom 1\n1 - Gol\n2 - Nes\nRom 2\n3 - Ål",
        "1، Gol، Nes\n2، Ål",
    ],
)
def test_lists_with_mixed_signs_are_the_same_rooms(text: str) -> None:
    roster = read_roster(text)
    assert named(rooms(roster)) == TWO_ROOMS
    assert set(kinds(roster.warnings)) <= {"joined"}


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("1;Gol (Kari (rektor), Ola), Nes", ("Gol (Kari (rektor), Ola)", "Nes")),
        ('1;"Gol (Kari\nOla)"', ("Gol (Kari, Ola)",)),
        ("1, Herøy\\, Nordland, Nes", ("Herøy, Nordland", "Nes")),
        ("1;Herøy i Møre og Romsdal;Nes", ("Herøy i Møre og Romsdal", "Nes")),
        ("1;Rock 'n' Roll;'s-Gravenhage", ("Rock 'n' Roll", "'s-Gravenhage")),
    ],
)
def test_what_belongs_to_a_name_parts_it_nowhere(text: str, members: tuple[str, ...]) -> None:
    roster = read_roster(text)
    assert roster.entries[0].members == members
    assert "perhaps_two" not in kinds(roster.warnings)


@pytest.mark.parametrize("name", ["«Gol»", "“Gol", "'Nes'", '"Ål"', "Gol (Kari (rektor), Ola)"])
def test_whoever_has_quotes_in_their_name_keeps_them(name: str) -> None:
    written = [Entry(1, None, (name, "Hol”", "Nes'")), Entry(2, "«Aula»", ("Ål",))]
    for plain in (True, False):
        read = read_roster(write_roster(written, plain=plain))
        assert rooms(read) == [(1, "", (name, "Hol”", "Nes'")), (2, "«Aula»", ("Ål",))]


def test_names_between_dots_are_asked_about() -> None:
    for text in ("1: Gol • Nes", "1: Gol · Nes", "1: Gol ~ Nes"):
        assert kinds(read_roster(text).warnings) == ["perhaps_two"]
    assert divided("Evje og Hornnes og Gol") == ("Evje og Hornnes", "Gol")


@pytest.mark.parametrize(
    "head", ["Full Name\tUser Action\tTimestamp", "Fullt navn\tBrukerhandling\tTidsstempel"]
)
def test_an_older_list_of_teams_is_one_of_people_too(head: str) -> None:
    text = f"{head}\nKari Nor\tJoined\t1/2/2027, 9:00:00 AM"
    for data in (text.encode("utf-16"), text.encode("utf-16-le"), text.encode()):
        assert kinds(read_roster(data).problems) == ["only_people"]
