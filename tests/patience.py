"""How long a test waits for what must come."""

import time
from collections.abc import Callable

PATIENCE = 120.0
"""In seconds. Only what fails takes so long, so it may be far more than a busy machine needs."""
SHORTEST_PAUSE, LONGEST_PAUSE = 0.02, 0.2
"""Between two looks, which cost a question to a browser or a server: on a busy machine, whoever
looks all the time keeps from working what it waits for."""


def until(what: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait for `what` to become true; at the end ask once more, so that a failure shows why."""
    end, pause = time.monotonic() + seconds, SHORTEST_PAUSE
    while time.monotonic() < end:
        if what():
            return
        time.sleep(pause)
        pause = min(1.3 * pause, LONGEST_PAUSE)
    assert what()
