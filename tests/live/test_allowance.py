"""What one sender may send, on a clock that the test moves."""

import pytest

from app.live.allowance import CHARACTERS_A_MESSAGE, Allowance, Allowances


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_burst_goes_through_and_then_the_average(clock: Clock) -> None:
    allowance = Allowance(40, 200, clock)
    assert [allowance.wait() for _ in range(200)] == [0.0] * 200
    assert allowance.wait() == 1 / 40
    clock.now = 100.0
    assert allowance.wait() == 0.0
    assert allowance.short_for == 0.0


def test_who_goes_on_and_on_is_known(clock: Clock) -> None:
    allowance = Allowance(40, 200, clock)
    for _ in range(200 + 40 * 20):
        clock.now += allowance.wait()
    assert allowance.short_for <= 20
    for _ in range(200):
        clock.now += allowance.wait()
    assert allowance.short_for > 20


def test_a_long_message_costs_as_many_short_ones(clock: Clock) -> None:
    allowance = Allowance(1, 10, clock)
    assert allowance.wait(9 * CHARACTERS_A_MESSAGE) == 0.0
    assert allowance.wait(4 * CHARACTERS_A_MESSAGE) == 5.0


def test_what_is_refused_makes_no_debt(clock: Clock) -> None:
    allowance = Allowance(1, 2, clock)
    allowance.wait()
    allowance.wait()
    assert [allowance.empty_for for _ in range(100)] == [1.0] * 100
    clock.now = 1.0
    assert allowance.empty_for == 0.0


def test_everybody_has_an_own_allowance_and_the_oldest_is_forgotten(clock: Clock) -> None:
    kept = Allowances(lambda: Allowance(1, 1, clock), most=2)
    assert kept["kari"].wait() == 0.0
    assert kept["kari"].wait() == 1.0
    assert kept["ola"].wait() == 0.0
    kept["per"].wait()
    assert kept["kari"].wait() == 0.0
