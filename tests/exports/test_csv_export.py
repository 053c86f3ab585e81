"""One row per note, harmless in a spreadsheet, and every text can be had back as written."""

import csv
import io
import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.exports.csv_export import HEADINGS, csv_export, inert, plain
from app.exports.outline import Dialogue, Entry, Outline, Question, Room
from tests.exports.outlines import BY_ROOM, OUTLINE, line

SPACES = " \t\u00a0\u2003\u200b\u2060\ufeff\u3000\x01"
RISKY = "=+-@＝＋－＠﹣−"
odd = st.text(SPACES + RISKY + "'\r\n\u2028\v\x85ab\"; ", max_size=30)


def rows(outline: Outline) -> list[dict[str, str]]:
    text = csv_export(outline).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_a_norwegian_spreadsheet_opens_it_right() -> None:
    data = csv_export(OUTLINE)

    assert data.startswith("\ufeffdialogue;question_number;question;room;".encode())
    assert data.endswith(b"\r\n")


def test_there_is_one_row_for_each_note_and_each_line_of_a_summary() -> None:
    notes = [row for row in rows(OUTLINE) if row["part"] == "note"]
    summaries = [row for row in rows(OUTLINE) if row["part"] == "summary"]

    assert len(notes) == 16
    assert [plain(row["text"]) for row in summaries] == [
        "Vi vil begynne med det som alt virker, og dele det med skolene.",
        "Møt oss igjen til høsten.",
    ]


def test_a_row_says_where_it_comes_from() -> None:
    row = next(row for row in rows(OUTLINE) if row["part"] == "note")

    assert row == {
        "dialogue": "Dialog 1",
        "question_number": "1",
        "question": "Hva av det dere har hørt, kan dere bruke hjemme?",
        "room": "1",
        "room_name": "",
        "room_members": "Granli, Fjellvik",
        "member": "Granli",
        "part": "note",
        "text": "Kulturskolen er alt inne i tre barnehager. Det kan vi bygge på.",
        "state": "done",
        "unfinished": "no",
        "seminar": "Kulturskole for alle: vårsamling",
        "code": "KD4MWX7P",
        "made_at": "2026-11-21T14:20:00+01:00",
        "order": "question",
        "rooms_answered": "4",
        "rooms": "5",
    }
    assert tuple(row) == HEADINGS


def test_a_members_own_answer_is_marked_as_the_members() -> None:
    assert [row["member"] for row in rows(OUTLINE) if row["question"].startswith("Hvem")] == [
        "Granli",
        "Fjellvik",
        "Øyra",
    ]


def test_the_order_is_the_outlines() -> None:
    assert [row["room"] for row in rows(BY_ROOM)] == sorted(row["room"] for row in rows(OUTLINE))
    assert {row["order"] for row in rows(BY_ROOM)} == {"room"}


def test_a_bullet_typed_by_hand_stays_readable() -> None:
    (row,) = [row for row in rows(OUTLINE) if "piano" in row["text"]]

    assert row["text"] == "'- tre lærere\n'- to saler\n'- ett piano"
    assert plain(row["text"]) == "- tre lærere\n- to saler\n- ett piano"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+47 12 34",
        "-1",
        "- bullet",
        "@SUM(A1)",
        "\t=1+1",
        "\tx",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "−1",
        "   =1",
        "\u00a0\u200b=1",
    ],
)
def test_a_formula_becomes_a_text(text: str) -> None:
    assert inert(text) == "'" + text
    assert inert("first\n" + text).startswith("first\n'")


@pytest.mark.parametrize(
    "text", ["", "Granli", "a=b", "5-6", "a\nb", "• point", "– dash", "1. one", " x"]
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert inert(text) == text


@given(odd | st.text())
@example("'=1")
@example("\r\n=\n\r'")
def test_what_was_written_can_be_had_back(text: str) -> None:
    assert plain(inert(text)) == text


@given(odd | st.text())
def test_no_line_can_be_taken_for_a_formula(text: str) -> None:
    for each in re.split(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", inert(text)):
        assert each.lstrip(SPACES)[:1] not in tuple(RISKY)


@given(odd | st.text(st.characters(exclude_categories=["Cs"])))
def test_a_spreadsheet_reads_the_cell_that_was_written(text: str) -> None:
    question = Question("?", "?", 1, entries=(Entry(Room(1), lines=(line(f"a{text}"),)),))
    (row,) = rows(replace(OUTLINE, dialogues=(Dialogue("D", (), (question,)),)))

    assert plain(row["text"]) == f"a{text}"
