"""What is noticed as half-finished, and what is left in peace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.boards.loose_ends import LooseEnd, loose_ends


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vi vil ha flere lærlinger, og", ["breaks_off"]),
        ("Vi vil ha flere lærlinger.\nDe skal ha noen å spørre om råd", ["breaks_off"]),
        ("Vi vil ha flere lærlinger.\nDe skal ha noen å spørre.", []),
        ("Vi vil ha flere lærlinger\nDe skal ha noen å spørre om råd", []),
        ("Vi vil ha flere lærlinger.\nTiltak:", ["heading"]),
        ("Tiltak:\nHvem:\nHege tar det videre.", ["heading"]),
        ("Tiltak:\nHege tar det videre.", []),
        ("1. Flere lærlinger\n2.", ["number"]),
        ("1. Flere lærlinger\n2.\n3. Faste rom", ["number"]),
        ("- lærlinger\n- \n- rom", ["number"]),
        ("- lærlinger\n- rom", []),
        ("1. Flere lærlinger i kommunen", []),
        ("", []),
        ("   \n", []),
    ],
)
def test_what_is_half_finished_is_noticed(text: str, found: list[str]) -> None:
    assert loose_ends(text) == [LooseEnd(each) for each in found]


@given(st.text(alphabet="ab .,:1)-\n–æ", max_size=60))
def test_no_text_is_too_odd_and_an_empty_one_is_never_asked_about(text: str) -> None:
    found = loose_ends(text)
    assert LooseEnd.SILENT not in found
    assert text.strip() or not found
