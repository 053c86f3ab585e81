"""Names of people are found where they were written, and nothing else is taken for one."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.text import Line, Run
from app.exports.names import People, with_names
from app.exports.outline import (
    NamesPolicy,
    Outline,
    ReportDialogue,
    ReportEntry,
    ReportQuestion,
    ReportRoom,
)
from tests.exports.outlines import OUTLINE, line

PEOPLE = People(
    {"Kari Nordmann": "ordstyrer", "Stine": "", "Øyvind-André Li": "referent", "Vestdal": ""},
    "deltaker",
    "navn fjernet",
)
ROOM = ReportRoom(1, None, ("Vestdal", "Stinesund og Karivik"))


def with_text(*lines: Line) -> Outline:
    entry = ReportEntry(ROOM, lines=lines, summary=lines)
    return replace(
        OUTLINE,
        dialogues=(
            ReportDialogue("Dialog", (ROOM,), (ReportQuestion("?", "?", 1, entries=(entry,)),)),
        ),
    )


def said(policy: NamesPolicy, *lines: Line) -> list[str]:
    (entry,) = with_names(with_text(*lines), policy, PEOPLE).entries
    assert [each.text for each in entry.summary] == [each.text for each in entry.lines]
    return [each.text for each in entry.lines]


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("keep", "Kari Nordmann ringer Stine, og Stines rektor."),
        ("initial", "K.N. ringer S., og S.s rektor."),
        ("role", "[ordstyrer] ringer [deltaker], og [deltaker]s rektor."),
        ("remove", "[navn fjernet] ringer [navn fjernet], og [navn fjernet]s rektor."),
    ],
)
def test_a_name_is_kept_or_shown_as_the_policy_says(policy: NamesPolicy, expected: str) -> None:
    assert said(policy, line("Kari Nordmann ringer Stine, og Stines rektor.")) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Kari tar det.",
        "Nordmann tar det.",
        "Kari\nNordmann tar det.",
        "Vi (Kari) tar det.",
        "Kari-",
    ],
)
def test_a_part_of_a_name_is_that_person(text: str) -> None:
    (found,) = said("role", line(text))

    assert "[ordstyrer]" in found
    assert "Kari" not in found
    assert "Nordmann" not in found


@pytest.mark.parametrize(
    "text",
    [
        "Vestdal tar det.",  # a member, though somebody calls herself so
        "Stinesund og Karivik",
        "stine kari",  # no name is written so
        "li på den måten. Lierne.",  # a part too short to be looked for
        "Karianne og Nordmannsdalen",
    ],
)
def test_what_is_no_persons_name_stands(text: str) -> None:
    assert said("remove", line(text)) == [text]


def test_a_name_in_bold_is_found_and_a_link_with_one_leads_nowhere() -> None:
    runs = (Run("Kari ", strong=True), Run("Nordmann"), Run("Stine", href="mailto:stine@x.example"))
    (entry,) = with_names(with_text(Line(None, None, 0, "", runs)), "initial", PEOPLE).entries

    (note,) = entry.lines
    assert note.text == "K. N.S."
    assert [run.href for run in note.runs] == [None, None, None]


@given(
    st.lists(st.sampled_from(["Kari", "Nordmann", "Stine", "kari", "s", " ", "-", ".", "å", "\n"]))
)
def test_nothing_but_names_changes(parts: list[str]) -> None:
    text = "".join(parts)
    (found,) = said("remove", line(text))

    rest = found.replace("[navn fjernet]", "")
    assert all(sign in text for sign in rest)
    assert not re.search(r"\bKari Nordmann\b", found)
    assert found == text or "[navn fjernet]" in found


def test_what_the_organiser_asked_and_members_are_untouched() -> None:
    asked = ReportQuestion("Kari", "Hva sier Kari Nordmann?", 1)
    outline = replace(OUTLINE, dialogues=(ReportDialogue("Stine", (ROOM,), (asked,)),))

    changed = with_names(outline, "remove", PEOPLE)
    assert changed.dialogues == outline.dialogues
    assert changed.names == "remove"
