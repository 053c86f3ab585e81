"""Promises of the script: every form is read, every room gets text, the same seed says the same."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsal.script import LONGEST_NOTE, Script, Seating, notes_of, read_roster, written

ROOMS = [
    {
        "number": 4,
        "members": ["Tindvik", "Ås og Sunn"],
        "answers": [
            {"dialogue": 1, "prompt": 1, "text": "Koret øver her.\nKorpset øver der."},
            {"dialogue": 2, "prompt": 2, "text": "Vi begynner i mai."},
        ],
    },
    {"number": 7, "members": ["Myrland"], "answers": []},
]


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "script.json"
    path.write_text(json.dumps({"about": "invented", "rooms": ROOMS}), "utf-8")
    return path


def told(script: Path, rooms: int | None = None) -> Script:
    return written(rooms, 1, script, None, "nb")


def test_a_script_says_what_its_rooms_say(script: Path) -> None:
    known = told(script)

    assert known.seatings == (Seating(4, ("Tindvik", "Ås og Sunn")), Seating(7, ("Myrland",)))
    assert known.notes(0, 1, 1) == ["Koret øver her.", "Korpset øver der."]
    assert known.notes(0, 1, 2) == known.notes(1, 1, 1) == []


def test_rooms_beyond_the_script_say_the_same_in_another_way(script: Path) -> None:
    known = told(script, rooms=50)

    assert len({seating.number for seating in known.seatings}) == 50
    assert known.notes(2, 1, 1)[:2] == ["Korpset øver der.", "Koret øver her."]
    assert known.notes(2, 1, 1) == told(script, rooms=50).notes(2, 1, 1)
    assert known.notes(2, 1, 1) != known.notes(4, 1, 1)


def test_without_files_there_are_fifty_rooms_with_something_to_say() -> None:
    known = written(None, 3, None, None, "nn")

    assert len(known.seatings) == 50
    assert sum(len(known.notes(place, 1, 1)) for place in range(50)) > 50
    assert all(len(seating.members) == 2 for seating in known.seatings)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_roster_is_read_in_any_of_its_codings(coding: str) -> None:
    data = "rom;deltakere\n1;Tindvik, Ås\n12; Bø\n3;\n".encode(coding)

    assert read_roster(data) == [
        Seating(1, ("Tindvik", "Ås")),
        Seating(12, ("Bø",)),
        Seating(3, ()),
    ]


def test_a_roster_decides_the_rooms_and_the_script_what_they_say(
    script: Path, tmp_path: Path
) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("rom;deltakere\n9;Skogheim\n", "utf-8")
    known = written(None, 1, script, roster, "nb")

    assert known.seatings == (Seating(9, ("Skogheim",)),)
    assert known.notes(0, 2, 2) == ["Vi begynner i mai."]


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "script.json"
    path.write_text('{"rooms": [{"number": 1}]}', "utf-8")

    with pytest.raises(ValueError, match="answers"):
        told(path)


@given(text=st.text())
def test_any_text_becomes_notes_that_can_be_typed(text: str) -> None:
    for note in notes_of(text):
        assert note == note.strip() != ""
        assert not set(note) & set("\0\n\r\t")
        note.encode()


def test_a_long_line_is_cut_at_full_stops_and_loses_nothing() -> None:
    line = "Dette er en setning av vanlig lengde. " * 20

    notes = notes_of(line)

    assert " ".join(notes) == line.strip()
    assert max(map(len, notes)) < LONGEST_NOTE
