"""Few wait shortly, many are worked on together."""

from app.storage.pace import SHORTEST, Pace


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def after(seconds: float, rate: float) -> float:
    """The time to gather when `rate` a second have come for so long, in lots."""
    clock = Clock()
    pace = Pace(0.02, clock)
    while clock.now < seconds:
        passed = max(pace.seconds, 1 / rate)
        clock.now += passed
        pace.count(round(passed * rate))
    return pace.seconds


def test_whoever_writes_alone_waits_for_a_quarter_of_the_time() -> None:
    assert Pace(0.02, Clock()).seconds == 0.02 * SHORTEST
    assert after(5, rate=4) == 0.02 * SHORTEST


def test_when_many_write_all_of_it_is_gathered() -> None:
    assert after(5, rate=200) == 0.02
    assert 0.005 < after(5, rate=50) < 0.02


def test_a_pause_makes_it_short_again() -> None:
    clock = Clock()
    pace = Pace(0.02, clock)
    for _ in range(200):
        clock.now += 0.02
        pace.count(4)
    assert pace.seconds == 0.02
    clock.now += 10
    pace.count(1)
    assert pace.seconds == 0.02 * SHORTEST
