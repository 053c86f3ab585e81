"""One row per note, harmless in a spreadsheet, and every text can be had back as written."""

import csv
import io
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.exports.csv_export import LONGEST_CELL, csv_export, inert, pieces, plain
from app.exports.outline import Outline, ReportDialogue, ReportEntry, ReportQuestion, ReportRoom
from app.web.pages import catalogue
from tests.exports.outlines import BY_ROOM, OUTLINE, line

SPACES = " \t\u00a0\u2003\u200b\u2060\ufeff\u3000\x01"
RISKY = "=+-@＝＋－＠﹣−"
odd = st.text(SPACES + RISKY + "'\r\n\u2028\v\x85ab\"; ", max_size=30)


def export(outline: Outline) -> bytes:
    return csv_export(outline, catalogue(outline.language))


def rows(outline: Outline) -> list[dict[str, str]]:
    text = export(outline).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_a_norwegian_spreadsheet_opens_it_right() -> None:
    data = export(OUTLINE)

    assert data.startswith("\ufeffDialog;Spørsmålsnummer;Spørsmål;Rom;".encode())
    assert data.endswith(b"\r\n")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_headings_and_states_are_in_the_seminars_language(language: Any) -> None:
    first = rows(replace(OUTLINE, language=language))[0]

    assert len(first) == 24
    assert ("State" in first) == ("Summary" in first.values()) == (language == "en")
    assert ("Tilstand" in first) == (language != "en")
    assert ("Ikkje ferdig skrive" in first) == (language == "nn")


def test_there_is_one_row_for_each_note_and_each_line_of_a_summary() -> None:
    notes = [row for row in rows(OUTLINE) if row["Del"] == "Notat"]
    summaries = [row for row in rows(OUTLINE) if row["Del"] == "Oppsummering"]

    assert len(notes) == 16
    assert [plain(row["Tekst"]) for row in summaries] == [
        "Vi vil begynne med det som alt virker, og dele det med skolene.",
        "Møt oss igjen til høsten.",
    ]


def test_a_row_says_where_it_comes_from() -> None:
    row = next(row for row in rows(OUTLINE) if row["Del"] == "Notat")

    assert row == {
        "Dialog": "Dialog 1",
        "Spørsmålsnummer": "1",
        "Spørsmål": "Hva av det dere har hørt, kan dere bruke hjemme?",
        "Rom": "1",
        "Romnavn": "",
        "Medlemmer i rommet": "Granli, Fjellvik",
        "Fra": "Granli",
        "Del": "Notat",
        "Tekst": "Kulturskolen er alt inne i tre barnehager. Det kan vi bygge på.",
        "Tilstand": "Ferdig",
        "Ikke ferdig skrevet": "Nei",
        "Seminar": "Kulturskole for alle: vårsamling",
        "Laget": "2026-11-21T14:20:00+01:00",
        "Rekkefølge": "Etter spørsmål",
        "Rom som svarte": "4",
        "Rom i alt": "5",
        "Temaer": "",
        **dict.fromkeys(("Hvem", "Hva", "Når", "Trenger", "Første dag", "Siste dag"), ""),
        "Talt i rom": "",
    }
    promise = next(row for row in rows(OUTLINE) if "uke 3" in row["Tekst"])
    assert (promise["Hva"], promise["Når"]) == ("Rektor inviterer barnehagene, uke 3", "uke 3")
    assert (promise["Første dag"], promise["Siste dag"]) == ("2027-01-18", "2027-01-24")


def test_a_members_own_answer_is_marked_as_the_members() -> None:
    assert [row["Fra"] for row in rows(OUTLINE) if row["Spørsmål"].startswith("Hvem")] == [
        "Granli",
        "Fjellvik",
        "Øyra",
    ]


def test_the_order_is_the_outlines() -> None:
    assert [row["Rom"] for row in rows(BY_ROOM)] == sorted(row["Rom"] for row in rows(OUTLINE))
    assert {row["Rekkefølge"] for row in rows(BY_ROOM)} == {"Etter rom"}


def test_a_bullet_typed_by_hand_stays_readable() -> None:
    (row,) = [row for row in rows(OUTLINE) if "piano" in row["Tekst"]]

    assert row["Tekst"] == "'- tre lærere\n'- to saler\n'- ett piano"
    assert plain(row["Tekst"]) == "- tre lærere\n- to saler\n- ett piano"


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
    question = ReportQuestion(
        "?", "?", 1, entries=(ReportEntry(ReportRoom(1), lines=(line(f"a{text}"),)),)
    )
    (row,) = rows(replace(OUTLINE, dialogues=(ReportDialogue("D", (), (question,)),)))

    assert plain(row["Tekst"]) == f"a{text}"


@given(st.text("a= \n🎈-", min_size=1, max_size=40), st.integers(500, 5_000))
@example("🎈", 40_000)
@example("=\n", 40_000)
def test_no_cell_is_longer_than_excel_keeps_and_nothing_is_lost(text: str, times: int) -> None:
    cut = list(pieces(text * times))

    assert "".join(cut) == text * times
    for each in cut:
        assert len(inert(each).encode("utf-16-le")) // 2 <= LONGEST_CELL


def test_a_very_long_note_goes_on_in_the_next_row() -> None:
    text = "Ett ord til. " * 6_000
    question = ReportQuestion(
        "?", "?", 1, entries=(ReportEntry(ReportRoom(1), lines=(line(text),)),)
    )
    found = rows(replace(OUTLINE, dialogues=(ReportDialogue("D", (), (question,)),)))

    assert len(found) == 3
    assert "".join(plain(row["Tekst"]) for row in found) == text
    assert len({row["Del"] for row in found}) == 1
