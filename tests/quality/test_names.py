"""Probable names of people, and what is none: a municipality, a member, what begins a line."""

from collections.abc import Iterator

import pytest

from app.quality.names import names_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vi spør Kari Nordli om det", ["Kari Nordli"]),
        ("Kari Nordli tar kontakt med Ola", ["Kari Nordli", "Ola"]),
        ("Rektor Berge tar ballen videre", ["Berge"]),
        ("Det tar Anne-Lise seg av", ["Anne-Lise"]),
        ("Kontakt Máret Eira i kommunen", ["Máret Eira"]),
        ("Dette er Kjells idé", []),
        ("Sola, Hå og Nes vil samarbeide", []),
        ("Vi i Sola og Hå har gjort det", []),
        ("Frøya kommune har et godt tilbud", []),
        ("Rektor Sola skole", []),
        ("Liv og glede i barnehagen", []),
        ("Vi vil ha mer liv", []),
        ("EVEN TIL ALLE", []),
        ("Kulturskolen i Vega", []),
        ("Ola Solvik fra Granli", ["Ola Solvik"]),
    ],
)
def test_a_name_is_found_and_a_place_is_none(text: str, names: list[str]) -> None:
    assert list(names_in(text)) == names


def test_a_member_of_the_roster_is_no_person() -> None:
    assert list(names_in("Vi spør Signe Dahl", {"signe", "dahl"})) == []


class Asked(frozenset[str]):
    """May be asked for a word; nobody goes through all of it."""

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("all members are gone through for one note")


def test_no_note_is_held_against_every_member() -> None:
    assert list(names_in("Vi spør Signe Dahl og Kari Nordli", Asked({"signe", "dahl"}))) == [
        "Kari Nordli"
    ]
