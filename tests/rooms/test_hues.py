"""Everybody's colour in a room: their own, and nobody else's who is here."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.rooms.people import HUES, hue_of

STYLE = Path(__file__).parents[2] / "static" / "css" / "people.css"


def test_each_of_ten_people_and_more_has_a_colour_that_no_other_is() -> None:
    given_out = re.findall(r'\[data-hue="(\d+)"\] { --hue: (#\w{6});', STYLE.read_text())
    assert {int(hue) for hue, _ in given_out} == set(range(HUES))
    assert len({colour for _, colour in given_out}) == HUES >= 10


def test_more_than_there_are_colours_for_share_them_evenly() -> None:
    hues: list[int] = []
    for number in range(1, 2 * HUES + 1):
        hues.append(hue_of(number, hues))
    assert {hues.count(hue) for hue in range(HUES)} == {2}


@given(st.lists(st.integers(1, 300), min_size=1, max_size=HUES, unique=True), st.data())
def test_no_colour_is_had_by_two_who_are_here_and_it_stays_over_a_reload(
    numbers: list[int], data: st.DataObject
) -> None:
    hues: dict[int, int] = {}
    for number in numbers:
        hues[number] = hue_of(number, hues.values())
    assert len(set(hues.values())) == len(numbers)

    again = data.draw(st.sampled_from(numbers))
    others = {number: hue for number, hue in hues.items() if number != again}
    assert hue_of(again, others.values()) not in others.values()
    if len(numbers) == HUES or hues[again] == again % HUES:
        assert hue_of(again, others.values()) == hues[again]
