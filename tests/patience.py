"""How long a test waits for what must come."""

import time
from collections.abc import Callable

PATIENCE = 120.0
"""In seconds. Only what fails takes so long, so it may be far more than a busy machine needs."""


def until(what: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait for `what` to become true; at the end ask once more, so that a failure shows why."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return
        time.sleep(0.02)
    assert what()
