"""What was measured in the last minute."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from app.recent import SECONDS, Recent


def test_a_value_is_forgotten_after_its_minute() -> None:
    moment = [0.0]
    recent = Recent(lambda: moment[0])
    recent.add(3.0)
    moment[0] = SECONDS
    recent.add(1.0)
    assert recent.values() == [1.0, 3.0]
    moment[0] = SECONDS + 0.1
    assert recent.values() == [1.0]


def test_of_nothing_no_share_is_told() -> None:
    assert Recent().share(0.95) is None


@given(st.lists(st.floats(0, 100), min_size=1, max_size=50), st.floats(0, 1))
def test_so_many_are_not_above_a_share(values: list[float], part: float) -> None:
    ticks = count()
    recent = Recent(lambda: next(ticks) / 1_000, most=50)
    for value in values:
        recent.add(value)
    share = recent.share(part)
    assert share in values
    assert sum(value <= share for value in values) >= part * len(values)
