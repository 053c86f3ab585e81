"""Work in a process of its own, within limits: it may compute, grow or crash, and nobody else waits
or falls with it."""

import resource
from collections.abc import Callable
from time import process_time
from typing import TypeVar

from anyio import BrokenWorkerProcess, CapacityLimiter, fail_after, to_process

T = TypeVar("T")
MOST_MEMORY = 4 << 30
"""Bytes of addresses; what the PDF of the largest hall takes is in docs/performance.md."""


class TookLong(Exception):
    """It was ended after its time."""


class Grew(Exception):
    """It wanted more memory than there is for it."""


class Died(Exception):
    """Its process ended, such as for lack of memory where a library does not ask."""


async def apart(deed: Callable[..., T], *sent: object, seconds: float) -> T:
    """What the deed gives for what is sent to it, or raises. Both must be known by name there.
    Raises TookLong, Grew or Died."""
    try:
        with fail_after(seconds):
            return await to_process.run_sync(
                _bounded, deed, seconds, sent, cancellable=True, limiter=CapacityLimiter(1)
            )
    except TimeoutError:
        raise TookLong from None
    except MemoryError:
        raise Grew from None
    except BrokenWorkerProcess:
        raise Died from None


def _bounded(deed: Callable[..., T], seconds: float, sent: tuple[object, ...]) -> T:
    """In a process that may be used again: it computes for as long as it is waited for at most,
    also where nobody is left to end it."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.RLIM_INFINITY))
    most = int(process_time() + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
    return deed(*sent)
