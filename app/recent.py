"""What was measured in the last minute: enough for a median, for what one in twenty waits longer
than, and for how many there were."""

import time
from collections import deque
from collections.abc import Callable

SECONDS = 60.0
MOST = 1_024
"""Of more in a minute, the newest."""


class Recent:
    """Values of the last `SECONDS`, by when they came. One thread adds; any may ask."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = MOST) -> None:
        self._clock = clock
        self._values: deque[tuple[float, float]] = deque(maxlen=most)

    def add(self, value: float) -> None:
        self._values.append((self._clock(), value))

    def values(self) -> list[float]:
        """From the least to the greatest."""
        begin = self._clock() - SECONDS
        return sorted(value for at, value in self._values.copy() if at >= begin)

    def share(self, part: float) -> float | None:
        """The value that `part` of all are not above (0.5: the median); None without any."""
        values = self.values()
        return values[min(len(values) - 1, int(part * len(values)))] if values else None
