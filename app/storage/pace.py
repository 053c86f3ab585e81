"""How long to gather what comes before it is worked on as one: shortly while few write, who then
wait for less, and longer the more there are, since every lot costs the same whatever is in it."""

import time
from collections.abc import Callable

SHORTEST = 0.25
"""Of the full time; what comes so seldom costs little however it is done."""
MANY_A_SECOND = 80
SMOOTHING_SECONDS = 1.0


class Pace:
    """Between a quarter of `seconds` and all of it, by how many came of late."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._rate, self._at = 0.0, clock()

    @property
    def seconds(self) -> float:
        share = min(1.0, self._rate / MANY_A_SECOND)
        return self._seconds * max(SHORTEST, share)

    def count(self, came: int) -> None:
        """So many came since it was told last."""
        moment = self._clock()
        passed, self._at = moment - self._at, moment
        weight = min(1.0, passed / SMOOTHING_SECONDS)
        if passed > 0:
            self._rate += weight * (came / passed - self._rate)
