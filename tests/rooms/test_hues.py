"""Everybody's colour in a room: their own, and nobody else's who is here."""

from hypothesis import given
from hypothesis import strategies as st

from app.rooms.people import HUES, hue_of


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
